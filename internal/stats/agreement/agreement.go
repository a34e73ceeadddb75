// Package agreement is how far raters say the same of the same units: inspectors
// of a grade, readers of a record. It has percent agreement, the kappas of
// Cohen, Conger, Fleiss (Scott for two raters) and Brennan-Prediger, Gwet's AC1
// and AC2, and Krippendorff's alpha in his own definition and in Gwet's.
//
// A coefficient is (pa - pe)/(1 - pe): pa is how often two raters of a unit
// agree, pe how often they would by chance. The coefficients differ in what they
// take for chance, and that is why one set of ratings has several answers; pa
// is therefore always given beside them. With weights, two raters agree partly
// where their categories are near.
//
// Standard errors are of units drawn from a large population of units, the
// raters being the ones there are; they come from linearising the coefficient
// (K. L. Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014, chapters
// 5 and 6), and the intervals from Student's t.
//
// Units that nobody rated are no units here. Those that one person rated say
// nothing of agreement but do say which categories are in use; methods that
// leave them out say so. All is worked out on the different rows of ratings and
// how often each occurs, so that 100,000 units of three raters cost no more
// than reading them.
package agreement

import (
	"math"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// Coefficient is a way to measure agreement beyond chance.
type Coefficient uint8

// The coefficients. The zero value is percent agreement, which takes nothing off
// for chance.
const (
	// Percent is the share of the pairs of ratings of a unit that agree, averaged
	// over the units with at least two.
	Percent Coefficient = iota
	// Conger takes for chance that each two raters, each with the habits of their
	// own, agree by accident (A. J. Conger, Psychological Bulletin 88, 1980). With
	// two raters it is Cohen's kappa.
	Conger
	// Fleiss takes for chance two raters with the habits of all (J. L. Fleiss,
	// Psychological Bulletin 76, 1971). With two raters it is Scott's pi.
	Fleiss
	// BrennanPrediger takes for chance that all categories are as likely
	// (R. L. Brennan and D. J. Prediger, Educational and Psychological Measurement
	// 41, 1981).
	BrennanPrediger
	// Gwet is AC1, and AC2 with weights: it takes for chance only what is hard to
	// rate (K. L. Gwet, British Journal of Mathematical and Statistical Psychology
	// 61, 2008).
	Gwet
	// GwetAlpha is Krippendorff's alpha as Gwet writes it, with weights in place of
	// a metric; units with one rating are left out. See [Ratings.Alpha] for
	// Krippendorff's own.
	GwetAlpha
	// GwetAlphaOfCounts is GwetAlpha with the standard error that the R package
	// irrCAC 1.0 gives for a distribution of raters (krippen.alpha.dist): the
	// chance term counts once there and twice in the linearisation, so that the
	// two differ by a per cent or two. It is here to reproduce published figures.
	GwetAlphaOfCounts
)

// Options are what an interval depends on beside the ratings.
type Options struct {
	// Conf is the confidence, such as 0.95.
	Conf float64
	// Population is how many units there are from which those rated were drawn
	// without replacement; 0 for a population that is large or not known.
	Population float64
}

// check is an error for options that cannot be used with n units.
func (o Options) check(n float64) error {
	if !(o.Conf > 0 && 0.5+o.Conf/2 < 1) {
		return errs.Invalid("conf", "The confidence is %v; it must be between 0 and 1, such as 0.95", o.Conf)
	}
	if o.Population != 0 && !(o.Population >= n && !math.IsInf(o.Population, 1)) {
		return errs.Invalid("N", "The population is %v; it cannot be smaller than the %v units that were rated", o.Population, n)
	}
	return nil
}

// fraction is the share of the population that was rated.
func (o Options) fraction(n float64) float64 {
	if o.Population == 0 {
		return 0
	}
	return n / o.Population
}

// Point is a coefficient and what it is made of.
type Point struct {
	Coefficient float64
	Observed    float64 // pa, weighted as the coefficient is
	Chance      float64 // pe
}

// Precision is how sure a coefficient is.
type Precision struct {
	SE float64
	// Interval is the coefficient and the quantile of Student's t, for units less
	// one degrees of freedom, times SE on either side. It ends at 1.
	Interval stats.Interval
	// P is the two-sided p value against a coefficient of 0, from the same t.
	P float64
}

// Estimate is a coefficient of some ratings.
type Estimate struct {
	Point
	Units     int        // how many units it rests on
	Precision *Precision // nil where there are fewer than two units to vary
}

// whole is a number of units that a table of shares may give with a rounding.
func whole(n float64) int { return int(math.Round(n)) }

// precision is that of a coefficient with variance over n units.
func precision(coefficient, variance, n, conf float64) *Precision {
	p := &Precision{SE: math.Sqrt(max(0, variance))}
	half := p.SE * dist.TQuantile(0.5+conf/2, n-1)
	p.Interval = stats.Interval{Low: coefficient - half, High: max(coefficient, min(1, coefficient+half))}
	if p.SE > 0 {
		p.P = 2 * dist.T(-math.Abs(coefficient/p.SE), n-1)
	} else if coefficient == 0 {
		p.P = 1
	}
	return p
}

// undefined are the sentences for what has no answer.
var (
	errNoPair = stats.Undefined("No unit was rated by two raters, so there is nothing to compare")
	errChance = stats.Undefined("All ratings are in one category, where chance alone gives full agreement: the percent agreement is 100%%, and no coefficient that takes off chance in this way is defined. AC1 and Brennan-Prediger are")
)
