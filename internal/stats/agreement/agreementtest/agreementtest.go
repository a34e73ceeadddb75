// Package agreementtest makes up ratings for tests and measurements of package
// agreement.
package agreementtest

import "math/rand/v2"

// Ratings are made-up ratings of units by raters on a scale of q categories, as
// agreement.New takes them: unit after unit, 0 for none. A unit has a true
// category; a rater gives it two times in three and otherwise one beside it, and
// leaves a unit out with the probability missing. The same arguments give the
// same ratings for ever.
func Ratings(seed uint64, units, raters, q int, missing float64) []uint16 {
	r := rand.New(rand.NewPCG(seed, 0))
	out := make([]uint16, 0, units*raters)
	for range units {
		is := 1 + r.IntN(q)
		for range raters {
			k := is
			if r.IntN(3) == 0 {
				k += 2*r.IntN(2) - 1
			}
			if r.Float64() < missing {
				out = append(out, 0)
				continue
			}
			out = append(out, uint16(min(max(k, 1), q)))
		}
	}
	return out
}
