package control

import (
	"math"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// D2 is the mean range of two values of a normal variable in its standard
// deviations, 2/√π, as the tables of control chart constants print it. Charts
// are computed with the printed constant.
const D2 = 1.128

// NHS is the factor of charts of the NHS, 3/D2 rounded to 2.66 as by D. J.
// Wheeler.
const NHS = 2.66

// RangeLimit is the factor for the upper limit of moving ranges, D4 of the
// tables as by D. J. Wheeler.
const RangeLimit = 3.267

// Chart is a chart of individual values and of their moving ranges.
type Chart struct {
	Mean, MeanRange float64
	// Lower and Upper are the process limits.
	Lower, Upper float64
	// RangeUpper is the upper limit of a moving range; the lower is 0.
	RangeUpper float64
}

// XmR is the chart of a series in order of time, with process limits at factor
// mean moving ranges from the mean: 3/[D2] (NIST/SEMATECH e-Handbook of
// Statistical Methods, 6.3.2.2) or [NHS] (D. J. Wheeler, Understanding Variation,
// 1993). Limits from fewer than some twelve values are rough.
//
// It returns stats.ErrUndefined for fewer than two values, and errs.BadInput for
// values without a finite mean.
func XmR(values []float64, factor float64) (Chart, error) {
	if len(values) < 2 {
		return Chart{}, stats.Undefined("A moving range needs two or more values")
	}
	if !(factor > 0 && factor < 1e6) {
		return Chart{}, errs.Invalid("k", "The limits are %v mean moving ranges from the mean; it must be above 0 and below a million", factor)
	}
	for i, v := range values {
		if !(math.Abs(v) < 1e300/float64(len(values))) {
			return Chart{}, errs.Invalid("input", "Row %d: a chart cannot be drawn with the value %v", i+1, v)
		}
	}
	c := Chart{Mean: mean(values), MeanRange: mean(ranges(values))}
	c.Lower, c.Upper = c.Mean-factor*c.MeanRange, c.Mean+factor*c.MeanRange
	c.RangeUpper = RangeLimit * c.MeanRange
	return c, nil
}

// ranges are the moving ranges of a series.
func ranges(values []float64) []float64 {
	var out []float64
	for i := 1; i < len(values); i++ {
		out = append(out, math.Abs(values[i]-values[i-1]))
	}
	return out
}

// mean goes over the values twice, so that what is left of rounding cannot put a
// value that is the mean above or below it.
func mean(values []float64) float64 {
	n, sum, rest := float64(len(values)), 0.0, 0.0
	for _, v := range values {
		sum += v
	}
	for _, v := range values {
		rest += v - sum/n
	}
	return sum/n + rest/n
}
