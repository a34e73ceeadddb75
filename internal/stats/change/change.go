// Package change is statistics of two rounds of the same areas: what became
// better, what became worse, and whether more changed than chance would.
//
// A grade is a place in an order, not a number: "good" and "very good" are no
// certain distance apart, and grades are never averaged. Which methods keep to
// the order and which measure distances, their comments say. [CountSigns], the
// tests of a [Table] and Svensson's measures use the order at most. [SignedRanks]
// and [PseudoMedian] compare the sizes of differences, and suit measurements.
package change

import (
	"math"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// Test is a test with a chi-squared statistic.
type Test struct {
	ChiSquared float64
	DF         int
	P          float64
}

// equal is the share of the largest number of a round below which a difference
// counts as none, and two differences as alike: 0.3 less 0.1 is not 0.2 as a
// machine counts, and it is 0.2 as an inspector does.
const equal = 1e-12

// differences are first less second, and how near two of them count as alike.
func differences(first, second []float64) (d []float64, near float64, err error) {
	if len(first) != len(second) {
		return nil, 0, errs.Invalid("input", "The first round has %d values and the second has %d; each area needs both", len(first), len(second))
	}
	if len(first) == 0 {
		return nil, 0, stats.Undefined("There is no area with two rounds")
	}
	largest := 0.0
	for i, x := range first {
		for _, v := range []float64{x, second[i]} {
			// Differences of numbers beyond this have no place in a float64.
			if !(math.Abs(v) <= 1e300) {
				return nil, 0, errs.Invalid("input", "Row %d: %v is no measurement", i+1, v)
			}
			largest = max(largest, math.Abs(v))
		}
	}
	near = largest * equal
	d = make([]float64, len(first))
	for i, x := range first {
		if d[i] = x - second[i]; math.Abs(d[i]) <= near {
			d[i] = 0
		}
	}
	return d, near, nil
}
