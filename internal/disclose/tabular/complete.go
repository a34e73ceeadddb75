package tabular

import (
	"math"

	"github.com/northinch/northinch/internal/errs"
)

// maxTries is how many values are tried for figures that the releases leave open.
const maxTries = 5_000

// complete gives every cell a value that fits the others. What an earlier release
// hid is often not in the file; the engine needs a true table all the same. Where
// the rest determines the figure it is that figure; where it does not, any that
// fits will do, because what is asked is what a reader can rule out, and readers
// know no more than this.
func (t *tables) complete() error {
	b := newBounds(t)
	if bad := b.tighten(); bad >= 0 {
		return t.contradicts(bad)
	}
	b.open = make([]bool, len(t.cells))
	for i := range t.cells {
		b.open[i] = b.low[i] < b.high[i]
	}
	tries := 0
	if !b.search(&tries) {
		if tries < maxTries {
			return errs.Invalid("earlier", "No figures fit what the releases show and hide: look for a figure that was revised or mistyped")
		}
		return errs.Invalid("earlier", "What earlier releases hide leaves too much open; give the true figures of the cells that they hide")
	}
	for i, c := range t.cells {
		if !c.known {
			c.value, c.known, c.guessed = b.low[i], true, c.state != unpublished || b.open[i]
		}
	}
	return nil
}

// contradicts names the sum that cannot be.
func (t *tables) contradicts(k int) error {
	r := t.relations[k]
	total := t.cells[r.total]
	first, last := t.cells[r.parts[0]], t.cells[r.parts[len(r.parts)-1]]
	return errs.Invalid(total.id, "The figures do not add up: %s cannot be the sum of its parts, from %s to %s", quoted(total.id), quoted(first.id), quoted(last.id))
}

// bounds are the values that each cell can have.
type bounds struct {
	relations []relation
	low, high []float64
	open      []bool // the sums alone do not settle the cell
}

func newBounds(t *tables) *bounds {
	b := &bounds{relations: t.relations, low: make([]float64, len(t.cells)), high: make([]float64, len(t.cells))}
	for i, c := range t.cells {
		b.low[i], b.high[i] = c.low, math.Inf(1)
		switch {
		case c.known:
			b.low[i], b.high[i] = c.value, c.value
		case c.label != nil && c.top > 0:
			b.high[i] = c.top
		}
	}
	return b
}

// tighten narrows the bounds by the sums until nothing changes, and gives the
// relation that cannot hold, or -1.
func (b *bounds) tighten() int {
	for changed, round := true, 0; changed && round < 1000; round++ {
		changed = false
		for k, r := range b.relations {
			low, high := 0.0, 0.0
			for _, p := range r.parts {
				low, high = low+b.low[p], high+b.high[p]
			}
			if !b.narrow(r.total, low, high, &changed) {
				return k
			}
			for _, p := range r.parts { // they can follow, since the total lies between the sums
				b.narrow(p, b.low[r.total]-rest(high, b.high[p], b, r, p), b.high[r.total]-(low-b.low[p]), &changed)
			}
		}
	}
	return -1
}

// rest is what the other parts add up to at most.
func rest(sum, own float64, b *bounds, r relation, p int) float64 {
	if !math.IsInf(own, 1) {
		return sum - own
	}
	total := 0.0
	for _, q := range r.parts {
		if q != p {
			total += b.high[q]
		}
	}
	return total
}

// narrow sets bounds of a cell where they are tighter than what is known.
func (b *bounds) narrow(i int, low, high float64, changed *bool) bool {
	if low > b.low[i] && !same(low, b.low[i]) {
		b.low[i], *changed = low, true
	}
	if high < b.high[i] && !same(high, b.high[i]) {
		b.high[i], *changed = high, true
	}
	if b.low[i] > b.high[i] {
		if !same(b.low[i], b.high[i]) {
			return false
		}
		b.low[i] = b.high[i]
	}
	return true
}

// search settles the cell that is least open, then the rest.
func (b *bounds) search(tries *int) bool {
	open := -1
	for i := range b.low {
		if b.low[i] < b.high[i] && (open < 0 || b.high[i]-b.low[i] < b.high[open]-b.low[open]) {
			open = i
		}
	}
	if open < 0 {
		return true
	}
	low, high := append([]float64(nil), b.low...), append([]float64(nil), b.high...)
	for v := math.Ceil(low[open]); v <= high[open] && *tries < maxTries; v++ {
		*tries++
		b.low[open], b.high[open] = v, v
		if b.tighten() < 0 && b.search(tries) {
			return true
		}
		copy(b.low, low)
		copy(b.high, high)
	}
	return false
}
