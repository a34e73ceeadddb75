package check

import (
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// differ counts what is different in rows.
type differ struct {
	children, events Rows
	cells            map[[2]string]int
}

func (d *differ) rows(last, now *returns.Return) {
	there := matched(now, last, sameAreas(now, last))
	still := 0
	for i, before := range there {
		from, to := now.Events.Of(i)
		if before < 0 {
			d.children.Added++
			d.events.Added += to - from
			continue
		}
		still++
		d.child(last, now, int(before), i)
		d.eventsOf(last, now, int(before), i)
	}
	d.children.Removed = last.Children.Len() - still
	kept := make([]bool, last.Children.Len())
	for _, before := range there {
		if before >= 0 {
			kept[before] = true
		}
	}
	for i, k := range kept {
		if from, to := last.Events.Of(i); !k {
			d.events.Removed += to - from
		}
	}
}

func (d *differ) child(last, now *returns.Return, was, is int) {
	a, b := &last.Children, &now.Children
	changed := false
	for _, col := range []struct {
		name string
		same bool
	}{
		{"born", a.Born[was] == b.Born[is]}, {"sex", a.Sex[was] == b.Sex[is]}, {"locality", a.Locality[was] == b.Locality[is]}, {"populations", a.In[was] == b.In[is]},
		{"agreed_date", last.Agreed(was) == now.Agreed(is)},
	} {
		if !col.same {
			d.cells[[2]string{spec.Children, col.name}]++
			changed = true
		}
	}
	if changed {
		d.children.Changed++
		return
	}
	d.children.Same++
}

// eventsOf matches the events of a child: those that are the same, then those of the
// same kind and day, then those of the same kind, each in their order.
func (d *differ) eventsOf(last, now *returns.Return, was, is int) {
	a, b := &last.Events, &now.Events
	aFrom, aTo := a.Of(was)
	bFrom, bTo := b.Of(is)
	if max(aTo-aFrom, bTo-bFrom) > MostEvents { // each beside each other takes too long
		d.events.Same += min(aTo-aFrom, bTo-bFrom)
		d.events.Added += max(bTo-bFrom-(aTo-aFrom), 0)
		d.events.Removed += max(aTo-aFrom-(bTo-bFrom), 0)
		return
	}
	taken := make([]bool, aTo-aFrom)
	left := make([]int, 0, bTo-bFrom)
	for j := bFrom; j < bTo; j++ {
		left = append(left, j)
	}
	for pass := range 3 {
		still := left[:0]
		for _, j := range left {
			i := aFrom
			for ; i < aTo; i++ {
				if !taken[i-aFrom] && a.Kind[i] == b.Kind[j] && (pass == 2 || a.Date[i] == b.Date[j]) && (pass > 0 || sameEvent(a, b, i, j)) {
					break
				}
			}
			if i == aTo {
				still = append(still, j)
				continue
			}
			taken[i-aFrom] = true
			if pass == 0 {
				d.events.Same++
				continue
			}
			d.events.Changed++
			d.event(a, b, i, j)
		}
		left = still
	}
	d.events.Added += len(left)
	for _, t := range taken {
		if !t {
			d.events.Removed++
		}
	}
}

func sameEvent(a, b *returns.Events, i, j int) bool {
	return a.By[i] == b.By[j] && a.Detail[i] == b.Detail[j] && a.End[i] == b.End[j] && a.Late[i] == b.Late[j]
}

func (d *differ) event(a, b *returns.Events, i, j int) {
	for _, col := range []struct {
		name string
		same bool
	}{
		{"date", a.Date[i] == b.Date[j]}, {"by", a.By[i] == b.By[j]}, {"detail", a.Detail[i] == b.Detail[j]}, {"end_date", a.End[i] == b.End[j]}, {"late_reason", a.Late[i] == b.Late[j]},
	} {
		if !col.same {
			d.cells[[2]string{spec.Events, col.name}]++
		}
	}
}
