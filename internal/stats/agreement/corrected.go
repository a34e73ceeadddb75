package agreement

import (
	"github.com/northinch/northinch/internal/errs"
)

// statistic is a coefficient as a function of how many units show each pattern:
// those of the data, those of a replicate, or those without one unit.
type statistic interface {
	// at is the statistic; false where it is not defined.
	at(times []float64) (Point, bool)
}

// corrected is the coefficients that take the average agreement of a unit.
type corrected struct {
	*Ratings
	kind Coefficient
	w    Matrix
	each []float64 // by pattern: how far two of its ratings agree, on average
	// Scratch of the last sample.
	share []float64 // of each category
	n     float64   // units
	pairs float64   // units with two ratings or more
	by    *raterShares
}

// newCorrected prepares a coefficient.
func newCorrected(r *Ratings, kind Coefficient, w Matrix) *corrected {
	c := &corrected{Ratings: r, kind: kind, w: w, each: r.agreement(w), share: make([]float64, w.q)}
	if kind == Conger {
		c.by = newRaterShares(r, w)
	}
	return c
}

// agreement is how far two ratings of a unit agree on average, by pattern; 0
// where there are not two.
func (r *Ratings) agreement(w Matrix) []float64 {
	each := make([]float64, len(r.times))
	for i, m := range r.total {
		if m < 2 {
			continue
		}
		categories, counts := r.of(i)
		sum := 0.0
		for j, k := range categories {
			row := w.row(int(k))
			with := -1.0 // a rating is not compared with itself
			for h, l := range categories {
				with += counts[h] * row[l]
			}
			sum += counts[j] * with
		}
		each[i] = sum / (m * (m - 1))
	}
	return each
}

func (c *corrected) at(times []float64) (Point, bool) {
	clear(c.share)
	c.n, c.pairs = 0, 0
	var p Point
	for i, t := range times {
		if t == 0 {
			continue
		}
		m := c.total[i]
		c.n += t
		if m >= 2 {
			c.pairs += t
			p.Observed += t * c.each[i]
		}
		categories, counts := c.of(i)
		for j, k := range categories {
			c.share[k] += t * counts[j] / m
		}
	}
	if c.pairs == 0 {
		return p, false
	}
	p.Observed /= c.pairs
	for k := range c.share {
		c.share[k] /= c.n
	}
	p.Chance = c.chance(times)
	return p.corrected()
}

// corrected is the point with its coefficient; false where chance alone gives
// full agreement.
func (p Point) corrected() (Point, bool) {
	if !(p.Chance < 1) {
		return p, false
	}
	p.Coefficient = (p.Observed - p.Chance) / (1 - p.Chance)
	return p, true
}

// chance is pe of the last sample, which has a unit with two ratings.
func (c *corrected) chance(times []float64) float64 {
	q := float64(c.w.q)
	switch c.kind {
	case BrennanPrediger:
		return c.w.sum / (q * q)
	case Gwet:
		hard := 0.0
		for _, p := range c.share {
			hard += p * (1 - p)
		}
		return c.w.sum / (q * (q - 1)) * hard
	case Fleiss:
		return c.w.form(c.share)
	case Conger:
		return c.by.chance(times)
	}
	return 0
}

// form is Σ w(k,l) x(k) x(l).
func (m Matrix) form(x []float64) float64 {
	sum := 0.0
	for k, xk := range x {
		if xk != 0 {
			sum += xk * m.with(k, x)
		}
	}
	return sum
}

// with is Σ w(k,l) x(l) over l.
func (m Matrix) with(k int, x []float64) float64 {
	sum := 0.0
	for l, w := range m.row(k) {
		sum += w * x[l]
	}
	return sum
}

// linear is, by pattern, what a unit contributes to the coefficient p, which is
// that of the data: their average is the coefficient, and their variance over
// the number of units is its variance in large samples.
func (c *corrected) linear(p Point) []float64 {
	chance := c.chanceOfEach(p.Chance)
	out := make([]float64, len(c.times))
	for i, m := range c.total {
		if m >= 2 {
			out[i] = c.n / c.pairs * (c.each[i] - p.Chance) / (1 - p.Chance)
		}
		out[i] -= 2 * (1 - p.Coefficient) * (chance[i] - p.Chance) / (1 - p.Chance)
	}
	return out
}

// chanceOfEach is, by pattern, what a unit contributes to pe; half the change of
// pe that comes with it, for pe is quadratic.
func (c *corrected) chanceOfEach(pe float64) []float64 {
	score := make([]float64, c.w.q) // of a rating in a category
	switch c.kind {
	case Conger:
		return c.by.each(c.n)
	case Gwet:
		q := float64(c.w.q)
		for k, p := range c.share {
			score[k] = c.w.sum / (q * (q - 1)) * (1 - p)
		}
	case Fleiss:
		for k := range score {
			score[k] = c.w.with(k, c.share)
		}
	default:
		for k := range score {
			score[k] = pe
		}
	}
	out := make([]float64, len(c.times))
	for i, m := range c.total {
		categories, counts := c.of(i)
		for j, k := range categories {
			out[i] += counts[j] * score[k] / m
		}
	}
	return out
}

// Estimate is a coefficient with its precision.
//
// It returns errs.BadInput for options that cannot be used, weights of another
// number of categories than the scale, or Conger's kappa where it is not known
// who said what; and stats.ErrUndefined where no unit has two ratings, or where all ratings are in one category and chance alone
// gives full agreement. With that error the observed agreement and the chance
// are there all the same where they are defined.
func (r *Ratings) Estimate(kind Coefficient, w Matrix, o Options) (Estimate, error) {
	if err := r.fits(kind, w); err != nil {
		return Estimate{}, err
	}
	if err := o.check(r.units); err != nil {
		return Estimate{}, err
	}
	if kind == GwetAlpha || kind == GwetAlphaOfCounts {
		return r.gwetAlpha(kind, w, o)
	}
	c := newCorrected(r, kind, w)
	p, ok := c.at(r.times)
	e := Estimate{Point: p, Units: whole(c.n)}
	switch {
	case c.pairs == 0:
		return e, errNoPair
	case !ok:
		return e, errChance
	}
	if c.n >= 2 {
		variance := r.variance(c.linear(p), p.Coefficient, c.n) * (1 - o.fraction(r.units))
		e.Precision = precision(p.Coefficient, variance, c.n, o.Conf)
	}
	return e, nil
}

// PercentAgreement is the share of the pairs of ratings of a unit that agree,
// averaged over the units with two ratings or more. It returns
// stats.ErrUndefined where there is no such unit.
func (r *Ratings) PercentAgreement() (float64, error) {
	c := newCorrected(r, Percent, identity(len(r.scale.Labels)))
	p, ok := c.at(r.times)
	if !ok {
		return 0, errNoPair
	}
	return p.Observed, nil
}

// fits makes sure that a coefficient can be had with weights.
func (r *Ratings) fits(kind Coefficient, w Matrix) error {
	if w.q != len(r.scale.Labels) {
		return errs.Invalid("weights", "The weights are for %d categories and the scale has %d", w.q, len(r.scale.Labels))
	}
	if kind == Conger && r.raters == 0 {
		return errs.Invalid("input", "Conger's kappa needs to know which rater said what; here are only the numbers of raters")
	}
	return nil
}

// variance is that of a mean of n units, of which x are by pattern.
func (r *Ratings) variance(x []float64, mean, n float64) float64 {
	sum := 0.0
	for i, t := range r.times {
		sum += t * (x[i] - mean) * (x[i] - mean)
	}
	if r.large {
		return sum / (n * n)
	}
	return sum / (n * (n - 1))
}
