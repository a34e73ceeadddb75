package disclose

import (
	"fmt"
	"math"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// Unprotectable is the error of Protect for a primary cell that no pattern
// protects, however much is hidden.
type Unprotectable struct {
	Cell int    // index of the cell
	ID   string // its name
	// Needs is the interval that the reader should be left with, and Best the widest
	// that hiding every cell that may be hidden leaves.
	Needs, Best Interval
	// Width is the least width that is needed, 0 where none is.
	Width float64
	// Fixed is cells that may not be hidden and stand in a relation with the cell, by
	// name: were one of them free to hide, there might be a way.
	Fixed []string
}

func (e *Unprotectable) Error() string {
	return fmt.Sprintf("disclose: %q cannot be protected", e.ID)
}

// Unwrap gives the error its kind and its sentence.
func (e *Unprotectable) Unwrap() error {
	means := "merge its row or column with another, or ask for less protection"
	if len(e.Fixed) > 0 {
		few := e.Fixed[:min(len(e.Fixed), 5)]
		means = fmt.Sprintf("let a total be hidden that now may not be (%s), ", strings.Join(few, ", ")) + means
	}
	width := ""
	if e.Width > 0 {
		width = fmt.Sprintf(", %s wide", figure(e.Width))
	}
	return errs.Invalid("cells", "Cell “%s” must be left anywhere between %s and %s%s, and with everything hidden that may be hidden it is still known to lie between %s and %s: %s",
		e.ID, figure(e.Needs.Low), figure(e.Needs.High), width, figure(e.Best.Low), figure(e.Best.High), means)
}

// figure writes a number for a sentence.
func figure(x float64) string {
	if math.IsInf(x, 1) {
		return "any number"
	}
	return fmt.Sprintf("%.10g", x)
}

// exact is the largest whole number up to which all are exact.
const exact = 1 << 53

// Check says what is wrong with a problem, naming the cell or the relation: an
// index that does not exist, an id used twice, a figure that is no number, is
// beyond 2^53 or outside of what the reader knows, a primary cell that may not be
// hidden, or a total that is not the sum of its parts. Whole numbers must add up
// exactly, others to one part in 10^9. Errors are of kind errs.BadInput.
func (p *Problem) Check() error {
	seen := make(map[string]bool, len(p.Cells))
	for i := range p.Cells {
		c := &p.Cells[i]
		if seen[c.ID] {
			return errs.Invalid("cells", "Two cells are called “%s”", c.ID)
		}
		seen[c.ID] = true
		if sentence := c.wrong(); sentence != "" {
			return errs.Invalid("cells", "Cell “%s” %s", c.ID, sentence)
		}
	}
	in := make([]int, len(p.Cells)) // the last relation that each cell was in, from 1
	for k, r := range p.Relations {
		if err := p.adds(k, r, in); err != nil {
			return err
		}
	}
	return nil
}

// wrong says what is wrong with a cell on its own.
func (c *Cell) wrong() string {
	for _, f := range []struct {
		name  string
		value float64
	}{{"value", c.Value}, {"weight", c.Weight}, {"lower protection", c.Lower}, {"upper protection", c.Upper}, {"sliding protection", c.Sliding}, {"floor", c.Floor}} {
		if math.IsNaN(f.value) || math.Abs(f.value) > exact {
			return "has a " + f.name + " that is no number up to 2^53"
		}
	}
	top := c.ceiling()
	switch {
	case math.IsNaN(top) || math.IsInf(top, -1):
		return "has a ceiling that is no number"
	case c.Value < c.Floor && c.Floor == 0:
		return fmt.Sprintf("is negative: %s", figure(c.Value))
	case c.Value < c.Floor || c.Value > top:
		return fmt.Sprintf("is %s, which is not between its floor %s and its ceiling %s", figure(c.Value), figure(c.Floor), figure(top))
	case c.Weight < 0:
		return fmt.Sprintf("has a weight below 0: %s", figure(c.Weight))
	case c.Lower < 0 || c.Upper < 0 || c.Sliding < 0:
		return "has a protection below 0"
	case c.Primary && c.Fixed:
		return "must be hidden and may not be hidden"
	}
	return ""
}

// adds says whether relation k holds.
func (p *Problem) adds(k int, r Relation, in []int) error {
	if len(r.Parts) == 0 {
		return errs.Invalid("relations", "Relation %d has no parts", k)
	}
	for e := range len(r.Parts) + 1 {
		i := r.Total
		if e > 0 {
			i = r.Parts[e-1]
		}
		if i < 0 || i >= len(p.Cells) {
			return errs.Invalid("relations", "Relation %d names cell %d, and there are %d cells", k, i, len(p.Cells))
		}
		if in[i] == k+1 {
			return errs.Invalid("relations", "Relation %d names cell “%s” twice", k, p.Cells[i].ID)
		}
		in[i] = k + 1
	}
	sum, size := 0.0, 0.0
	for _, i := range r.Parts {
		sum += p.Cells[i].Value
		size += math.Abs(p.Cells[i].Value)
	}
	total := &p.Cells[r.Total]
	if d := math.Abs(sum - total.Value); d > 0 && (p.whole(r) || d > 1e-9*max(size, math.Abs(total.Value))) {
		return errs.Invalid("relations", "The total “%s” is %s, and its parts from “%s” to “%s” add up to %s", total.ID, figure(total.Value), p.Cells[r.Parts[0]].ID, p.Cells[r.Parts[len(r.Parts)-1]].ID, figure(sum))
	}
	return nil
}

// whole says whether all figures of a relation are whole numbers.
func (p *Problem) whole(r Relation) bool {
	for _, i := range r.Parts {
		if p.Cells[i].Value != math.Trunc(p.Cells[i].Value) {
			return false
		}
	}
	return p.Cells[r.Total].Value == math.Trunc(p.Cells[r.Total].Value)
}

// ceiling is the Ceiling with its default.
func (c *Cell) ceiling() float64 {
	if c.Ceiling == 0 && !c.Capped {
		return math.Inf(1)
	}
	return c.Ceiling
}
