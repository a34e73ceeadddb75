package sampling

import (
	"math"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats/size"
)

// leastDeviation is the smallest deviation but 0. Smaller numbers are written in JSON in
// ways that differ between languages, and hashes are made of what is written.
const leastDeviation = 0.0001

// share shares n records among strata, as the design says: in proportion by
// [size.ProportionalWhole], or so that the estimate for all is as sure as it can be by
// [size.Exact]. At a tie the earlier stratum gets the record. Where the minima are more
// than n, they are the answer.
//
// It returns errs.BadInput for an n outside 1 to the whole, a minimum below 1, an unknown
// way to share, and, by deviation, a deviation that is neither 0 nor from 0.0001, or
// where all are 0.
func (d Design) share(n int, strata []Take) ([]int, error) {
	var populations []int
	var spread []size.Stratum
	least, whole, most := 0, 0, 0.0
	for h, s := range strata {
		if d.Allocation == ByDeviation && (!(s.Deviation >= leastDeviation || s.Deviation == 0) || math.IsInf(s.Deviation, 0)) {
			return nil, errs.Invalid("deviation", "The deviation of stratum %d is neither 0 nor a number from %v", h+1, leastDeviation)
		}
		populations = append(populations, s.Population)
		spread = append(spread, size.Stratum{N: float64(s.Population), S: s.Deviation, Cost: 1})
		least, whole, most = least+min(d.Minimum, s.Population), whole+s.Population, max(most, s.Deviation)
	}
	switch {
	case d.Minimum < 1:
		return nil, errs.Invalid("minimum", "Every stratum needs at least 1 record, not %d", d.Minimum)
	case n < 1:
		return nil, errs.Invalid("size", "A sample has at least 1 record, not %d", n)
	case n > whole:
		return nil, errs.Invalid("size", "%d records cannot be drawn of %d", n, whole)
	}
	var sizes []int
	var err error
	switch d.Allocation {
	case InProportion:
		sizes, err = size.ProportionalWhole(populations, n, d.Minimum)
	case ByDeviation:
		if most == 0 {
			return nil, errs.Invalid("deviation", "At least one stratum needs a deviation above 0; where all are alike, share in proportion")
		}
		sizes, err = size.Exact(spread, max(n, least), size.Bounds{Min: d.Minimum, Max: math.MaxInt})
	default:
		return nil, errs.Invalid("allocation", "“%s” is no way to share a sample; there are proportional and neyman", d.Allocation)
	}
	if err != nil {
		return nil, errs.Invalid("size", "%v", err)
	}
	return sizes, nil
}

func sum(list []int) (n int) {
	for _, v := range list {
		n += v
	}
	return n
}
