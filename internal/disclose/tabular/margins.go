package tabular

import (
	"cmp"
	"slices"

	"github.com/northinch/northinch/internal/errs"
)

// fill works out the margins of a table. A combination of codes that is not listed
// has no child; a margin that is listed must be the sum of what is in it.
func (t *tables) fill(g *given) ([]entry, error) {
	axes := make([][]string, len(g.dims))
	size := 1
	for j, dim := range g.dims {
		if t.dims[dim].partial {
			return nil, errs.Invalid(dim, "What is in the codes of %s is only part of them, so that the margins of %s cannot be worked out; list them", quoted(dim), quoted(g.name))
		}
		axes[j] = t.dims[dim].axis(g.entries, j)
		if size *= len(axes[j]); size > maxCells {
			return nil, errs.Large(g.name, "The table %s would have more than %d cells; break it down by fewer dimensions", quoted(g.name), maxCells)
		}
	}
	listed := map[string]*entry{}
	for i := range g.entries {
		e := &g.entries[i]
		id := t.name(g, e.codes)
		if listed[id] != nil {
			return nil, errs.Invalid(id, "The cell %s is given twice", quoted(id))
		}
		if !e.known && (e.label == nil || e.label.mark != "[z]") {
			return nil, errs.Invalid(id, "The cell %s has no true figure, so that what it adds to cannot be worked out; say that the table is listed as it is published", quoted(id))
		}
		listed[id] = e
	}
	sums := t.sums(g, axes)
	var full []entry
	codes := make([]string, len(axes))
	var walk func(j int) error
	walk = func(j int) error {
		if j < len(axes) {
			for _, codes[j] = range axes[j] {
				if err := walk(j + 1); err != nil {
					return err
				}
			}
			return nil
		}
		id := t.name(g, codes)
		e := entry{codes: slices.Clone(codes), known: true}
		if s := sums[id]; s != nil {
			e.value, e.shares = s.value, s.shares
		}
		if l := listed[id]; l != nil {
			if l.known && !same(l.value, e.value) {
				return errs.Invalid(id, "The margins do not add up: the cell %s is not the sum of its parts", quoted(id))
			}
			e.label = l.label
		}
		full = append(full, e)
		return nil
	}
	return full, walk(0)
}

// axis are the codes that a table prints along a dimension: those that are used,
// what they are in, and the total last.
func (d *dimension) axis(entries []entry, j int) []string {
	used := map[string]bool{}
	for _, e := range entries {
		for c := e.codes[j]; c != "" && c != d.total; c = d.parent[c] {
			used[c] = true
		}
	}
	for _, s := range d.sums {
		if !slices.ContainsFunc(s.Parts, func(c string) bool { return !used[c] }) {
			used[s.Total] = true
		}
	}
	if d.declared {
		for _, c := range d.codes {
			used[c] = true
		}
	}
	axis := d.ordered(used)
	if d.period {
		return axis
	}
	return append(axis, d.total)
}

// sums adds the entries that have nothing below them up to every margin.
func (t *tables) sums(g *given, axes [][]string) map[string]*entry {
	sums := map[string]*entry{}
	for _, e := range g.entries {
		if t.coarse(g, e, axes) {
			continue
		}
		ups := make([][]string, len(g.dims))
		for j, dim := range g.dims {
			ups[j] = t.dims[dim].up(e.codes[j])
		}
		product(ups, func(codes []string) {
			id := t.name(g, codes)
			s := sums[id]
			if s == nil {
				s = &entry{}
				sums[id] = s
			}
			s.value += e.value
			if e.shares != nil {
				s.shares = append(s.shares, e.shares...)
			}
		})
	}
	for _, s := range sums {
		slices.SortFunc(s.shares, func(a, b float64) int { return cmp.Compare(b, a) })
	}
	return sums
}

// coarse says whether the table is broken down further than an entry is, so that
// the entry is a margin.
func (t *tables) coarse(g *given, e entry, axes [][]string) bool {
	for j, dim := range g.dims {
		d := t.dims[dim]
		for _, c := range axes[j] {
			for _, set := range d.children(d.at(e.codes[j])) {
				if slices.Contains(set, c) {
					return true
				}
			}
		}
	}
	return false
}

// up are a code and everything it counts in: what it is in, merged areas, the total.
func (d *dimension) up(code string) []string {
	if d.period {
		return []string{code}
	}
	all := []string{}
	for c := code; c != ""; c = d.parent[c] {
		if c != d.total {
			all = append(all, c)
		}
	}
	for _, s := range d.sums {
		if slices.ContainsFunc(s.Parts, func(p string) bool { return slices.Contains(all, p) }) && !slices.Contains(all, s.Total) {
			all = append(all, s.Total)
		}
	}
	return append(all, d.total)
}

// product gives every choice of one code of each set.
func product(sets [][]string, each func([]string)) {
	codes := make([]string, len(sets))
	var walk func(int)
	walk = func(j int) {
		if j == len(sets) {
			each(codes)
			return
		}
		for _, codes[j] = range sets[j] {
			walk(j + 1)
		}
	}
	walk(0)
}
