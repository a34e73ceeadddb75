package check

import "github.com/northinch/northinch/internal/returns"

// match finds the children of the return in the one before. It says what the status
// of the rules is that need both, and why it is not Passed.
func (x *run) match() (Status, string) {
	if x.was == nil {
		return NotApplicable, "No previous return was given."
	}
	area := x.areaBefore()
	common, later := false, false
	for i, before := range area {
		if before >= 0 {
			common = true
			later = later || x.was.Areas[before].Agreed < x.ret.Areas[i].Agreed
		}
	}
	switch {
	case !common:
		return CouldNotRun, "The previous return is of another area."
	case !later:
		return CouldNotRun, "The agreed date of the previous return is not before that of this one."
	}
	x.matched = matched(x.ret, x.was, area)
	return Passed, ""
}

// areaBefore is the place of each area in the previous return; -1 if it is not there.
func (x *run) areaBefore() []int { return sameAreas(x.ret, x.was) }

func sameAreas(now, was *returns.Return) []int {
	at := map[string]int{}
	for i, a := range was.Areas {
		at[a.Code] = i
	}
	all := make([]int, len(now.Areas))
	for i, a := range now.Areas {
		all[i] = -1
		if n, ok := at[a.Code]; ok {
			all[i] = n
		}
	}
	return all
}

// matched finds each child in another return by area and reference; -1 where it is
// not. Finding is for one goroutine.
func matched(now, was *returns.Return, area []int) []int32 {
	all := make([]int32, now.Children.Len())
	for i := range all {
		all[i] = -1
		if a := area[now.Children.Area[i]]; a >= 0 {
			if n, ok := was.Children.Refs.Find(uint16(a), now.Children.Refs.Of(i)); ok {
				all[i] = int32(n)
			}
		}
	}
	return all
}

// areasBefore counts the areas of the previous return, in the places that they have
// in this one; nil where there is none.
func (x *run) areasBefore() []*Area {
	if x.matched == nil {
		return nil
	}
	now := map[uint16]int{}
	for i, before := range x.areaBefore() {
		if before >= 0 {
			now[uint16(before)] = i
		}
	}
	all := make([]*Area, len(x.ret.Areas))
	c := of(x.was)
	for i := range x.was.Children.Len() {
		at, ok := now[x.was.Children.Area[i]]
		if !ok {
			continue
		}
		c.set(i)
		if all[at] == nil {
			all[at] = newArea(x.was.Edition, c.Agreed)
		}
		all[at].child(c)
	}
	return all
}

// gone asks a rule about the children who are in the previous return only.
func (x *run) gone(r *Rule) {
	still := make([]bool, x.was.Children.Len())
	for _, n := range x.matched {
		if n >= 0 {
			still[n] = true
		}
	}
	now := map[uint16]uint16{}
	for i, before := range x.areaBefore() {
		if before >= 0 {
			now[uint16(before)] = uint16(i)
		}
	}
	c := of(x.was)
	for i, there := range still {
		area, ok := now[x.was.Children.Area[i]]
		if there || !ok {
			continue
		}
		c.set(i)
		if c.crowded() || r.In != 0 && r.In&c.In == 0 || r.Events != 0 && r.Events&c.Has == 0 {
			continue
		}
		x.found.Looked(1)
		if r.Gone(c) {
			x.found.add(hit{place: gone, area: area, child: -1, event: -1, other: -1, was: int32(i)})
		}
	}
}
