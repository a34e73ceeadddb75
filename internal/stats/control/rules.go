package control

import (
	"slices"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// Rules is how the rules of Making Data Count are applied.
type Rules struct {
	// Improvement is 1 where higher is better, -1 where lower is, and 0 where
	// neither.
	Improvement int
	// Screen leaves moving ranges at or above RangeLimit times their mean out of
	// the limits, once.
	Screen bool
	// FixAfter takes mean and limits from so many first values only; 0 is from
	// all.
	FixAfter int
}

// Point is one value of a series as the rules see it.
type Point struct {
	Mean, Lower, Upper float64
	Outside            bool // beyond a limit
	Close              bool // in the outer third between mean and limit
	// Special is the rule that the point is part of, or "Common Cause".
	Special string
	// Type is "common_cause", or "special_cause_" with "improvement", "concern",
	// "neutral_high" or "neutral_low".
	Type string
}

// Apply is the rules of NHS England, Making Data Count, as the package
// NHSRplotthedots 0.2 has them: a point outside the limits; 7 in a row that rise
// or fall; 2 of 3 in the outer third on one side, with all 3 on that side of the
// mean; 7 in a row on one side of the mean. Of several rules a point has the
// first. restarts says at which values mean and limits begin anew; it may be nil.
//
// It returns the errors of [XmR] for each stretch.
func (r Rules) Apply(values []float64, restarts []bool) ([]Point, error) {
	if r.Improvement < -1 || r.Improvement > 1 {
		return nil, errs.Invalid("improvement_direction", "The direction of improvement is %d; it must be 1, -1 or 0", r.Improvement)
	}
	if r.FixAfter < 0 || r.FixAfter == 1 {
		return nil, errs.Invalid("fix_after_n_points", "The limits are to come from the first %d values; that must be 2 or more, or 0 for all", r.FixAfter)
	}
	var out []Point
	for from := 0; from < len(values); {
		to := from + 1
		for to < len(values) && !(to < len(restarts) && restarts[to]) {
			to++
		}
		points, err := r.stretch(values[from:to])
		if err != nil {
			return nil, err
		}
		out, from = append(out, points...), to
	}
	if len(out) == 0 {
		return nil, stats.Undefined("There are no values to apply rules to")
	}
	return out, nil
}

// stretch is the rules within one mean.
func (r Rules) stretch(values []float64) ([]Point, error) {
	basis := values
	if r.FixAfter > 0 && r.FixAfter < len(values) {
		basis = values[:r.FixAfter]
	}
	c, err := XmR(basis, NHS)
	if err != nil {
		return nil, err
	}
	if kept := screened(basis, c); r.Screen && len(kept) > 0 {
		c.MeanRange = mean(kept)
		c.Lower, c.Upper = c.Mean-NHS*c.MeanRange, c.Mean+NHS*c.MeanRange
	}
	points := make([]Point, len(values))
	third := 2 * (NHS / 3) * c.MeanRange
	for i, y := range values {
		points[i] = Point{Mean: c.Mean, Lower: c.Lower, Upper: c.Upper, Outside: y > c.Upper || y < c.Lower}
		points[i].Close = !points[i].Outside && (y < c.Mean-third || y > c.Mean+third)
	}
	r.name(values, points)
	return points, nil
}

// screened are the moving ranges below their upper limit. There are none if all
// values are the same, and then nothing is to be screened.
func screened(values []float64, c Chart) []float64 {
	return slices.DeleteFunc(ranges(values), func(v float64) bool { return v >= c.RangeUpper })
}

// name gives every point its rule and its type.
func (r Rules) name(values []float64, points []Point) {
	side := make([]int, len(values))
	for i, y := range values {
		side[i] = sign(y - points[i].Mean)
	}
	trend, shift, close := partOf(7, trends(values)), partOf(7, shifts(side)), twoOfThree(points, side)
	for i := range points {
		toward, where := -1, "Below"
		if side[i] > 0 {
			toward, where = 1, "Above"
		}
		switch {
		case points[i].Outside && toward > 0:
			points[i].Special = "Above UCL"
		case points[i].Outside:
			points[i].Special = "Below LCL"
		case trend[i] && rising(values, trend, i):
			points[i].Special, toward = "7 Point Trend (Increasing)", 1
		case trend[i]:
			points[i].Special, toward = "7 Point Trend (Decreasing)", -1
		case close[i]:
			points[i].Special = "2 in 3 " + where + " CL"
		case shift[i]:
			points[i].Special = "7 Points " + where + " CL"
		default:
			points[i].Special, toward = "Common Cause", 0
		}
		points[i].Type = r.kind(toward)
	}
}

// kind is what a signal towards a side means.
func (r Rules) kind(toward int) string {
	switch {
	case toward == 0:
		return "common_cause"
	case r.Improvement == 0 && toward > 0:
		return "special_cause_neutral_high"
	case r.Improvement == 0:
		return "special_cause_neutral_low"
	case toward == r.Improvement:
		return "special_cause_improvement"
	}
	return "special_cause_concern"
}
