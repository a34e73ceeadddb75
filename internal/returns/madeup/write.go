package madeup

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// area writes an area and returns what is true of it.
func (w *writer) area(i int) Truth {
	a := w.round.Areas[i]
	t := Truth{Area: a.Code, In: map[spec.Population]int{}, Contact: map[spec.Population]Contact{}}
	w.code, w.truth, w.chance = a.Code, &t, newChance(w.round.options.Seed, i+1)
	r := w.rates()
	w.first = w.chance.below(100)
	for n := range a.Children {
		w.number = n + 1
		w.tell(r)
		w.child(n + 1)
		w.eventsOf(n + 1)
	}
	for p, c := range t.Contact {
		c.BySocial.end(c.Children)
		c.ByAnybody.end(c.Children)
		t.Contact[p] = c
	}
	t.Acted.end(t.Assessed)
	if w.round.options.Defects {
		w.defects(a.Children)
	}
	return t
}

// ref appends the area's reference for its n-th child. The numbers are not in the
// order of the children, as no area's are.
func (w *writer) ref(to []byte, n int) []byte {
	to = append(to, 'K', '-')
	number := strconv.AppendInt(nil, int64(n), 10)
	for range 6 - len(number) {
		to = append(to, '0')
	}
	return append(to, number...)
}

func (w *writer) child(n int) {
	s, c, e := &w.story, w.chance, w.round.Edition
	sex, locality := spec.Sex(c.from(int(spec.Female), int(spec.Male))), spec.Locality(pick(c, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5))
	w.childRow(w.ref(nil, n), s.born.String(), e.SexText(sex), e.LocalityText(locality), e.PopulationText(s.in))
	w.truth.Children++
}

// childRow writes a row of the children.
func (w *writer) childRow(ref []byte, born, sex, locality, populations string) {
	b := append(w.row[:0], ref...)
	for _, cell := range []string{w.code, w.day(w.round.Agreed), born, sex, locality, populations, "made-up"} {
		b = append(b, ',')
		b = append(b, cell...)
	}
	w.row = append(b, '\n')
	w.children.Write(w.row)
}

// eventsOf writes the events of the story, the earliest first.
func (w *writer) eventsOf(n int) {
	slices.SortStableFunc(w.story.events, func(a, b event) int { return cmp.Compare(a.day, b.day) })
	begins := w.ref(nil, n)
	begins = append(begins, ',')
	if w.national {
		begins = append(append(begins, w.code...), ',')
	}
	for i := range w.story.events {
		e := &w.story.events[i]
		b := append(w.row[:0], begins...)
		b = append(b, w.day(e.day)...)
		for _, cell := range [...]string{e.kind, e.by, e.detail, w.day(e.end), e.late} {
			b = append(b, ',')
			b = append(b, cell...)
		}
		b = append(b, '\n')
		w.row = b
		w.events.Write(b)
		w.truth.Events++
		if e.twice {
			w.events.Write(b)
			w.truth.Events++
		}
	}
}

// day is a day as text. There are few, and each is written many times.
func (w *writer) day(d returns.Day) string {
	if d == 0 {
		return ""
	}
	s, ok := w.days[d]
	if !ok {
		s = d.String()
		w.days[d] = s
	}
	return s
}
