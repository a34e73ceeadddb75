package agreement

import (
	"math"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// CohenKappa is Cohen's kappa of two raters, weighted or not.
type CohenKappa struct {
	Point
	Units float64
	// Null is the test of no agreement beyond chance; nil where the ratings do not
	// vary enough for one.
	Null *Test
	// ASE is the standard error in large samples, and Interval kappa and the normal
	// quantile times it on either side, between -1 and 1; both of use only with
	// two units or more, as Known says.
	Known    bool
	ASE      float64
	Interval stats.Interval
}

// Cohen is Cohen's kappa (J. Cohen, Educational and Psychological Measurement
// 20, 1960; Psychological Bulletin 70, 1968) with both standard errors of
// J. L. Fleiss, J. Cohen and B. S. Everitt, Psychological Bulletin 72, 1969: the
// one where kappa is 0, for a test, and the one for an interval.
//
// The ratings are those of a [Table] or of a [Ratings.Pair]; of others it
// returns errs.BadInput, and stats.ErrUndefined where both raters put all units
// into one category. With that error the observed agreement is there.
func (r *Ratings) Cohen(w Matrix, conf float64) (CohenKappa, error) {
	if r.raters != 2 || !r.large {
		return CohenKappa{}, errs.Invalid("raters", "Cohen's kappa is of two raters, as a cross table")
	}
	e, err := r.Estimate(Conger, w, Options{Conf: conf})
	k := CohenKappa{Point: e.Point, Units: r.units}
	if err != nil {
		return k, err
	}
	if e.Precision == nil {
		return k, nil
	}
	k.Null = against(e.Coefficient, r.nullVariance(w, e.Chance))
	k.Known, k.ASE = true, e.Precision.SE
	half := dist.Z(conf) * k.ASE
	k.Interval = stats.Interval{Low: max(-1, e.Coefficient-half), High: min(1, e.Coefficient+half)}
	return k, nil
}

// nullVariance is that of kappa if the two raters rated with their own habits
// and without regard to the unit.
func (r *Ratings) nullVariance(w Matrix, pe float64) float64 {
	first, second := make([]float64, w.q), make([]float64, w.q)
	for i, t := range r.times {
		first[r.rows[2*i]-1] += t / r.units
		second[r.rows[2*i+1]-1] += t / r.units
	}
	sum := 0.0
	for k, p := range first {
		for l, o := range second {
			d := w.row(k)[l] - w.with(k, second) - w.with(l, first) + pe
			sum += p * o * d * d
		}
	}
	// Without the rounding of a sum that is 0.
	if sum < 1e-14 {
		return 0
	}
	return sum / (r.units * math.Pow(1-pe, 2))
}
