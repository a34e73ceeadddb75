package check

import (
	"math/bits"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

func lowest(set Kinds) spec.Event { return spec.Event(bits.TrailingZeros64(uint64(set))) }

// place is what a finding is about.
type place uint8

const (
	anEvent place = iota
	aChild
	gone // a child of the previous return
	whole
)

// hit is a finding before it has words.
type hit struct {
	rule         uint16
	place        place
	area         uint16
	child        int32
	event, other int32 // in the return; -1 for none
	was          int32 // the child in the previous return; -1 for none
	n, of        int64
	what         string // a code or a day
	waiver       int32  // its place in the waivers; -1 for none
}

// Found takes what a rule finds. It counts all and keeps the first of each rule.
type Found struct {
	each   int
	rule   int // that is running
	child  *Child
	was    *Child
	area   uint16
	hits   []hit
	rules  []counted
	waived func(*hit) int32
}

// counted is what is counted of a rule.
type counted struct {
	looked, found, waived, kept int
	stopped                     string // why it could not run
}

func newFound(rules, each int, waived func(*hit) int32) *Found {
	return &Found{each: each, rules: make([]counted, rules), waived: waived}
}

func (f *Found) add(h hit) {
	r := &f.rules[f.rule]
	r.found++
	h.rule = uint16(f.rule)
	h.waiver = -1
	if f.waived != nil {
		h.waiver = f.waived(&h)
		if h.waiver >= 0 {
			r.waived++
		}
	}
	if r.kept < f.each {
		r.kept++
		f.hits = append(f.hits, h)
	}
}

// Event finds the rule broken by an event.
func (f *Found) Event(event int) { f.Pair(event, -1) }

// Pair finds the rule broken by an event beside another. Of two of the same kind and
// day it is always the same one, in whatever order their rows are.
func (f *Found) Pair(event, other int) {
	if other >= 0 && f.child.compare(event, other) < 0 {
		event, other = other, event
	}
	h := f.hit(anEvent)
	h.event = int32(f.child.from + event)
	if other >= 0 {
		h.other = int32(f.child.from + other)
	}
	f.add(h)
}

// Days finds the rule broken by an event that came so many days after another thing.
func (f *Found) Days(event, days int) {
	h := f.hit(anEvent)
	h.event, h.n = int32(f.child.from+event), int64(days)
	f.add(h)
}

// Child finds the rule broken by the child as it is.
func (f *Found) Child() { f.add(f.hit(aChild)) }

// ChildOn finds the rule broken by the child since a day.
func (f *Found) ChildOn(on returns.Day, days int) {
	h := f.hit(aChild)
	h.what, h.n = on.Words(), int64(days)
	f.add(h)
}

// Return finds the rule broken by the whole return of an area, in n cases of so many,
// all of what, which is a code, a day or a month.
func (f *Found) Return(what string, n, of int) {
	f.add(hit{place: whole, area: f.area, child: -1, event: -1, other: -1, was: -1, what: what, n: int64(n), of: int64(of)})
}

// Looked says at how many things the rule looked. Rules about events and children
// need not say it.
func (f *Found) Looked(n int) { f.rules[f.rule].looked += n }

// Stop says that the rule cannot run, and why; it is not asked again.
func (f *Found) Stop(why string) { f.rules[f.rule].stopped = why }

func (f *Found) hit(p place) hit {
	h := hit{place: p, area: f.child.Area, child: int32(f.child.number), event: -1, other: -1, was: -1}
	if f.was != nil {
		h.was = int32(f.was.number)
	}
	return h
}

// take adds what another found after f.
func (f *Found) take(o *Found) {
	for i := range o.rules {
		to, from := &f.rules[i], &o.rules[i]
		to.looked += from.looked
		to.found += from.found
		to.waived += from.waived
		if to.stopped == "" {
			to.stopped = from.stopped
		}
	}
	for _, h := range o.hits {
		if r := &f.rules[h.rule]; r.kept < f.each {
			r.kept++
			f.hits = append(f.hits, h)
		}
	}
}

// clear makes room for the next.
func (f *Found) clear() {
	f.hits = f.hits[:0]
	clear(f.rules)
}
