package agreement

import (
	"math"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// Test is a test of no agreement beyond chance: the standard error that would
// hold then, the coefficient in such errors, and the two-sided p value from the
// normal distribution.
type Test struct{ SE, Z, P float64 }

// against is the test of a coefficient with a variance; nil where there is none.
func against(coefficient, variance float64) *Test {
	if !(variance > 0) {
		return nil
	}
	se := math.Sqrt(variance)
	z := coefficient / se
	return &Test{SE: se, Z: z, P: 2 * dist.Normal(-math.Abs(z))}
}

// FleissKappa is Fleiss's kappa with his test.
type FleissKappa struct {
	Point
	Units      int
	Test       *Test
	Categories []FleissCategory
}

// FleissCategory is the agreement on one category against all others. Its kappa
// is not defined, and Defined false, where nobody chose it or nobody another.
type FleissCategory struct {
	Label   string
	Share   float64 // of all ratings
	Defined bool
	Kappa   float64
	Test    *Test
}

// Fleiss is Fleiss's kappa for as many raters of each unit, with the test of
// J. L. Fleiss, J. C. M. Nee and J. R. Landis, Psychological Bulletin 86, 1979,
// and category by category. Units that a rater left out are left out.
//
// It returns errs.BadInput for counts of raters that differ from unit to unit,
// and stats.ErrUndefined where fewer than two raters rated the same units, or
// all ratings are in one category. With that error the observed agreement is
// there where it is defined.
func (r *Ratings) Fleiss() (FleissKappa, error) {
	all, m, err := r.complete()
	if err != nil {
		return FleissKappa{}, err
	}
	if m < 2 || all.units == 0 {
		return FleissKappa{}, errNoPair
	}
	c := newCorrected(all, Fleiss, identity(len(r.scale.Labels)))
	p, ok := c.at(all.times)
	f := FleissKappa{Point: p, Units: whole(c.n)}
	if !ok {
		return f, errChance
	}
	both, skew := 0.0, 0.0
	for _, share := range c.share {
		both += share * (1 - share)
		skew += share * (1 - share) * (1 - 2*share)
	}
	single := 2 / (c.n * m * (m - 1)) // the variance of the kappa of one category
	f.Test = against(p.Coefficient, single*(both*both-skew)/(both*both))
	f.Categories = all.categories(c.share, m, single)
	return f, nil
}

// complete are the units that all raters rated, and how many raters those are.
func (r *Ratings) complete() (*Ratings, float64, error) {
	if r.raters == 0 {
		for _, m := range r.total {
			if m != r.total[0] {
				return nil, 0, errs.Invalid("input", "Fleiss's kappa with its test needs as many raters of each unit; one has %v and one %v", r.total[0], m)
			}
		}
		if len(r.total) == 0 {
			return r, 0, nil
		}
		return r, r.total[0], nil
	}
	m := float64(r.raters)
	out := *r
	out.times = make([]float64, len(r.times))
	out.units = 0
	for i, t := range r.times {
		if r.total[i] == m {
			out.times[i] = t
			out.units += t
		}
	}
	return &out, m, nil
}

// categories are the kappas of each category.
func (r *Ratings) categories(share []float64, m, variance float64) []FleissCategory {
	again := make([]float64, len(share)) // Σ of squared counts
	for i, t := range r.times {
		categories, counts := r.of(i)
		for j, k := range categories {
			again[k] += t * counts[j] * counts[j]
		}
	}
	var out []FleissCategory
	for k, p := range share {
		c := FleissCategory{Label: r.scale.Labels[k], Share: p}
		if c.Defined = p > 0 && p < 1; c.Defined {
			ratings := r.units * m
			same := (again[k] - ratings*p) / (ratings * (m - 1) * p)
			c.Kappa = (same - p) / (1 - p)
			c.Test = against(c.Kappa, variance)
		}
		out = append(out, c)
	}
	return out
}

// Of is the category of a label.
func (f FleissKappa) Of(label string) (FleissCategory, error) {
	for _, c := range f.Categories {
		if c.Label != label {
			continue
		}
		if !c.Defined {
			return c, stats.Undefined("The category “%s” holds none or all of the ratings", label)
		}
		return c, nil
	}
	return FleissCategory{}, errs.Invalid("category", "There is no category “%s”", label)
}
