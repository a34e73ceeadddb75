package tabular

import (
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/errs"
)

// Rules say which figures must not be known. The zero value hides counts of 1 to 4
// where the input names no cells itself, and nothing more than the named cells
// where it does.
type Rules struct {
	// Threshold is the least count that may be shown; smaller counts are hidden,
	// zeros apart. 0 stands for 5; below 3 is refused, because then counts of 1 or 2
	// would be published. A sum is hidden where fewer contributors make it up.
	Threshold int `json:"threshold"`
	// Zeros hides counts of 0 too: that nobody in a group has something may be as
	// telling as that one child has.
	Zeros bool `json:"zeros"`
	// Group hides that all children of a group are in one category, along the
	// dimensions that GroupBy names; all of them if it is empty.
	Group   bool     `json:"group"`
	GroupBy []string `json:"group_by"`
	// DominanceN and DominanceK are the (n,k) rule for sums: a sum is hidden where
	// its n largest contributors make up more than k per cent of it.
	DominanceN int     `json:"dominance_n"`
	DominanceK float64 `json:"dominance_k"`
	// P is the p% rule for sums: a sum is hidden where the second largest
	// contributor can work out the largest to within p per cent.
	P float64 `json:"p_percent"`
}

const usualThreshold = 5

// check says which rule makes no sense.
func (r Rules) check() error {
	switch {
	case r.Threshold != 0 && r.Threshold < 3:
		return errs.Invalid("threshold", "The threshold must be 3 or more, so that counts of 1 and 2 are never published")
	case r.Threshold > 1_000_000:
		return errs.Invalid("threshold", "The threshold must be 1,000,000 or less")
	case r.DominanceN < 0 || (r.DominanceN > 0) != (r.DominanceK != 0) || r.DominanceN > 0 && !(r.DominanceK > 0 && r.DominanceK < 100):
		return errs.Invalid("dominance_k", "The dominance rule needs a number of contributors of 1 or more, and per cent between 0 and 100")
	case !(r.P >= 0 && r.P <= 100):
		return errs.Invalid("p_percent", "The p%% rule needs per cent between 0 and 100")
	}
	return nil
}

// threshold is the least count to show.
func (r Rules) threshold() float64 {
	if r.Threshold == 0 {
		return usualThreshold
	}
	return float64(r.Threshold)
}

// or takes the rules of the input where none are asked for.
func (r Rules) or(of Rules) Rules {
	if r.none() {
		return of
	}
	return r
}

func (r Rules) none() bool {
	return r.Threshold == 0 && !r.Zeros && !r.Group && r.DominanceN == 0 && r.P == 0
}

// small is the protection of a count below the threshold t: the reader must be left
// with everything from 0 to t, so that a small count cannot be told from no child,
// nor from a count that could have been shown.
func small(v, t float64) *levels {
	return &levels{lower: v, upper: t - v, because: fmt.Sprintf("counts below %s are hidden", plain(t))}
}

// named is the protection of a cell that the input names without saying how much it
// needs: as by the threshold if it is small; otherwise that it is not known exactly,
// to 1 on both sides.
func named(v, t float64) *levels {
	if v > 0 && v < t {
		return small(v, t)
	}
	return &levels{lower: min(1, v), upper: 1, because: "the input names the cell"}
}

// need is what the rules ask for a cell on its own; nil if it may be shown.
func (r Rules) need(c *cell) *levels {
	t := r.threshold()
	if c.summed {
		return r.needSum(c, t)
	}
	switch {
	case c.value > 0 && c.value < t:
		return small(c.value, t)
	case c.value == 0 && r.Zeros && c.mark == "":
		return &levels{upper: t, because: "counts of 0 are hidden"}
	}
	return nil
}

// needSum holds the rules for sums (A. Hundepool and others, Statistical Disclosure
// Control, Wiley 2012, section 4.2.2 and table 4.2). With X the sum and x1, x2, … the
// contributions, largest first:
//
//	(n,k)  x1+…+xn > k/100 · X        upper protection (x1+…+xn)·100/k − X
//	p%     X − x1 − x2 < p/100 · x1   upper protection p/100 · x1 − (X − x1 − x2)
//
// The lower protection is the same by custom, at most X. A sum of fewer than t
// contributors, t the threshold, may be anything down to 0 and up to as much again.
func (r Rules) needSum(c *cell, t float64) *levels {
	var worst *levels
	ask := func(upper float64, because string) {
		if worst == nil || upper > worst.upper {
			worst = &levels{lower: min(upper, c.value), upper: upper, because: because}
		}
	}
	sum := func(n int) (s float64) {
		for _, x := range c.shares[:min(n, len(c.shares))] {
			s += x
		}
		return s
	}
	if n := len(c.shares); n > 0 && float64(n) < t && c.value > 0 {
		ask(c.value, fmt.Sprintf("sums of fewer than %s contributors are hidden", plain(t)))
	}
	if r.DominanceN > 0 && c.value > 0 {
		if most := sum(r.DominanceN); most > r.DominanceK/100*c.value {
			ask(most*100/r.DominanceK-c.value, fmt.Sprintf("the %d largest contributors make up more than %s%%", r.DominanceN, plain(r.DominanceK)))
		}
	}
	if r.P > 0 && len(c.shares) > 0 {
		if left := c.value - sum(2); left < r.P/100*c.shares[0] {
			ask(r.P/100*c.shares[0]-left, fmt.Sprintf("the largest contributor could be worked out to within %s%%", plain(r.P)))
		}
	}
	return worst
}

// group finds the cells that hold their whole total: everybody of the group is in
// one category, which then is known of each. That not all of them are in it must stay
// possible, so the reader must be left with a value below the total.
func (r Rules) group(t *tables, needs []*levels) {
	for _, rel := range t.relations {
		if len(r.GroupBy) > 0 && !slices.Contains(r.GroupBy, rel.dim) {
			continue
		}
		full, total := -1, t.cells[rel.total]
		for _, p := range rel.parts {
			if total.value > 0 && t.cells[p].value == total.value {
				full = p
			}
		}
		if full >= 0 && len(rel.parts) > 1 && needs[full] == nil && !t.cells[full].summed {
			needs[full] = &levels{lower: 1, because: "all of a group are in one category"}
		}
	}
}
