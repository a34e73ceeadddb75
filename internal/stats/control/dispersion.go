package control

import (
	"math"
	"slices"

	"github.com/northinch/northinch/internal/stats"
)

// Scale is on which scale the distances of areas from their target are measured.
type Scale int

// The scales. Only the last two are for ratios of observed to expected.
const (
	Share      Scale = iota // the share itself, whose variance is that under the target
	Arcsine                 // arcsine of the root of the share, whose variance hardly depends on it
	LogRatio                // logarithm of the ratio
	SquareRoot              // root of the ratio
)

// Area is one area: Count events of Base cases, or where Base are expected.
type Area struct{ Count, Base float64 }

// Target is the share of all areas together; for ratios 1, unless the expected
// counts were standardised to something else.
func Target(areas []Area, scale Scale) float64 {
	if scale == LogRatio || scale == SquareRoot {
		return 1
	}
	count, base := 0.0, 0.0
	for _, a := range areas {
		count, base = count+a.Count, base+a.Base
	}
	return count / base
}

// Dispersion is how much more areas differ than chance would have them.
type Dispersion struct {
	// Z are the distances of the areas from the target in standard errors.
	Z []float64
	// Phi is the mean of the squares of the winsorised distances: about 1 where
	// areas differ by chance only.
	Phi float64
	// Tau2 is the variance between areas, on the scale, that explains Phi; 0 if
	// chance does.
	Tau2 float64

	errors []float64
}

// Overdispersion is how much areas differ about a target, with the extreme tenth
// or other part at either end pulled in to where it begins, so that the areas
// that are looked for do not widen the limits (D. J. Spiegelhalter, "Handling
// over-dispersion of performance indicators", Quality and Safety in Health Care
// 14, 347-351, 2005; D. J. Spiegelhalter and others, "Statistical methods for
// healthcare regulation: rating, screening and surveillance", JRSS A 175, 1-47,
// 2012).
//
// It returns stats.ErrUndefined for fewer than two areas, an area without a base
// or with a count that cannot be, a target without variance, or a ratio of 0 on
// the scale of logarithms.
func Overdispersion(areas []Area, target float64, scale Scale, part float64) (Dispersion, error) {
	if len(areas) < 2 {
		return Dispersion{}, stats.Undefined("Overdispersion needs two or more areas")
	}
	if !(part >= 0 && part < 0.5) {
		return Dispersion{}, stats.Undefined("The part that is winsorised at either end must be from 0 to below 0.5, not %v", part)
	}
	var d Dispersion
	for i, a := range areas {
		off, e, err := a.off(target, scale)
		if err != nil {
			return Dispersion{}, stats.Undefined("Area %d: %s", i+1, err.Error())
		}
		d.Z, d.errors = append(d.Z, off/e), append(d.errors, e)
	}
	for _, z := range Winsorised(d.Z, part) {
		d.Phi += z * z / float64(len(areas))
	}
	d.Tau2 = d.between()
	return d, nil
}

// off is how far an area is from the target on a scale, and its standard error.
func (a Area) off(target float64, scale Scale) (off, e float64, err error) {
	ratio := a.Count / a.Base
	if !(a.Base > 0) || !(a.Count >= 0) || math.IsInf(a.Base, 0) || math.IsInf(ratio, 0) {
		return 0, 0, stats.Undefined("%v of %v has no distance from a target", a.Count, a.Base)
	}
	share := scale == Share || scale == Arcsine
	if share && (a.Count > a.Base || !(target > 0 && target < 1)) || !(target > 0) || math.IsInf(target, 0) {
		return 0, 0, stats.Undefined("%v of %v has no distance from the target %v", a.Count, a.Base, target)
	}
	switch scale {
	case Share:
		return ratio - target, math.Sqrt(target * (1 - target) / a.Base), nil
	case Arcsine:
		return math.Asin(math.Sqrt(ratio)) - math.Asin(math.Sqrt(target)), 1 / (2 * math.Sqrt(a.Base)), nil
	case LogRatio:
		if a.Count == 0 {
			return 0, 0, stats.Undefined("a count of 0 has no logarithm; use the scale of roots")
		}
		return math.Log(ratio / target), 1 / math.Sqrt(a.Base*target), nil
	}
	return math.Sqrt(ratio) - math.Sqrt(target), 1 / (2 * math.Sqrt(a.Base)), nil
}

// between is the method of moments for the variance between areas.
func (d Dispersion) between() float64 {
	n, w, ww := float64(len(d.Z)), 0.0, 0.0
	for _, e := range d.errors {
		w += 1 / (e * e)
		ww += 1 / (e * e * e * e)
	}
	return max(0, (n*d.Phi-(n-1))/(w-ww/w))
}

// Multiplicative is the distances with all standard errors wider by the root of
// Phi, if that is above 1.
func (d Dispersion) Multiplicative() []float64 {
	out := make([]float64, len(d.Z))
	for i, z := range d.Z {
		out[i] = z / math.Sqrt(max(1, d.Phi))
	}
	return out
}

// Additive is the distances with Tau2 added to all variances.
func (d Dispersion) Additive() []float64 {
	out := make([]float64, len(d.Z))
	for i, z := range d.Z {
		e := d.errors[i]
		out[i] = z * e / math.Sqrt(e*e+d.Tau2)
	}
	return out
}

// Winsorised is values with those beyond the part and 1-part quantiles pulled in
// to these. The quantiles are interpolated between the sorted values, of which
// the first is at 0 and the last at 1.
func Winsorised(values []float64, part float64) []float64 {
	sorted := slices.Sorted(slices.Values(values))
	at := func(q float64) float64 {
		place := q * float64(len(sorted)-1)
		i := min(int(place), len(sorted)-2)
		return sorted[i] + (place-float64(i))*(sorted[i+1]-sorted[i])
	}
	low, high := at(part), at(1-part)
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = min(high, max(low, v))
	}
	return out
}
