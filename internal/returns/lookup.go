package returns

import "github.com/northinch/northinch/internal/returns/spec"

// codes finds the numbers of the codes of a list.
type codes struct {
	name   string
	slots  [256]uint8       // numbers of codes by their hash, and after it where that is taken
	folded map[string]uint8 // by spec.Fold of it and of what is read in its place
	text   [256]string
	from   [256]Day // the first and the last day of an event that may have it; 0 for any
	to     [256]Day
	dated  bool
}

func newCodes(name string, list []spec.Code) *codes {
	c := &codes{name: name, folded: map[string]uint8{}}
	for _, one := range list {
		n := one.Number()
		c.text[n] = one.Code
		at := slot(one.Code)
		for c.slots[at] != 0 {
			at++
		}
		c.slots[at] = n
		c.from[n], c.to[n] = OnDate(one.From), OnDate(one.To)
		c.dated = c.dated || one.From.Known() || one.To.Known()
		for _, text := range append([]string{one.Code}, one.Also...) {
			c.folded[spec.Fold(text)] = n
		}
	}
	return c
}

// find returns the number of what is in a cell, and whether it is written as the
// code; 0 if there is no such code.
func (c *codes) find(cell []byte) (n uint8, exact bool) {
	if len(cell) == 0 {
		return 0, false
	}
	for at := slot(cell); c.slots[at] != 0; at++ {
		if n := c.slots[at]; c.text[n] == string(cell) {
			return n, true
		}
	}
	if len(cell) > 200 {
		return 0, false
	}
	return c.folded[spec.Fold(string(cell))], false
}

// slot is where a code is looked for first. A list has few codes, which mostly
// differ in their ends.
func slot[T string | []byte](code T) uint8 {
	n := len(code)
	return uint8(n)*37 ^ code[0]*11 ^ code[n-1] ^ code[n/2]*5
}

// valid reports whether an event on a day may have the code.
func (c *codes) valid(n uint8, on Day) bool {
	return on >= c.from[n] && (c.to[n] == 0 || on <= c.to[n])
}

// kind is what an event asks.
type kind struct {
	known        bool
	by, detail   *codes // nil: it does not ask
	byNeeded     bool
	detailNeeded bool
	lasts        bool
}

// lookup is an edition made ready for reading.
type lookup struct {
	edition                           *spec.Edition
	sex, locality, population, madeUp *codes
	late, events                      *codes
	kinds                             [64]kind
}

func newLookup(e *spec.Edition) *lookup {
	lists := map[string]*codes{"": nil}
	for _, l := range e.Lists {
		lists[l.Name] = newCodes(l.Name, l.Codes)
	}
	l := &lookup{edition: e, sex: lists[spec.SexList], locality: lists[spec.LocalityList], population: lists[spec.PopulationList],
		madeUp: lists[spec.MadeUpList], late: lists[spec.LateList]}
	var all []spec.Code
	for _, k := range e.Events {
		all = append(all, k.Code)
		l.kinds[k.Event()] = kind{true, lists[k.By], lists[k.Detail], k.ByNeeded, k.DetailNeeded, k.Lasts}
	}
	l.events = newCodes("of events", all)
	return l
}
