package change

import (
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
	"github.com/northinch/northinch/internal/stats/quadratic"
)

// StuartMaxwell tests whether as many areas have each grade in the second round as
// in the first (A. Stuart, "A test for homogeneity of the marginal distributions
// in a two-way classification", Biometrika 42, 1955; A. E. Maxwell, British Journal
// of Psychiatry 116, 1970). The order of the grades plays no part. Grades that no
// area left or reached say nothing and do not count as degrees of freedom.
//
// It returns stats.ErrUndefined where no area changed, and errs.BadInput for what
// is no table of counts.
func StuartMaxwell(t Table) (Test, error) {
	if _, err := t.check(); err != nil {
		return Test{}, err
	}
	first, second := t.margins()
	difference := make([]float64, len(t))
	variance := make([][]float64, len(t))
	for i := range t {
		difference[i] = first[i] - second[i]
		variance[i] = make([]float64, len(t))
		for j := range t {
			variance[i][j] = -float64(t[i][j]) - float64(t[j][i])
		}
		variance[i][i] = first[i] + second[i] - 2*float64(t[i][i])
	}
	chi, df := quadratic.Form(variance, difference)
	return tested(chi, df)
}

func tested(chi float64, df int) (Test, error) {
	if df == 0 {
		return Test{}, stats.Undefined("No area changed its grade; there is nothing to test")
	}
	return Test{chi, df, dist.ChiSquaredUpper(chi, float64(df))}, nil
}

// Bhapkar is the same question with the variance as it is rather than as it would
// be without a change: a somewhat larger statistic (V. P. Bhapkar, "A note on the
// equivalence of two test criteria for hypotheses in categorical data", JASA 61,
// 1966).
//
// It returns stats.ErrUndefined where no area changed, and where the change is so
// complete that it has no variance.
func Bhapkar(t Table) (Test, error) {
	stuart, err := StuartMaxwell(t)
	if err != nil {
		return Test{}, err
	}
	n, _ := t.check() // StuartMaxwell has checked
	if left := 1 - stuart.ChiSquared/n; left > 1e-9 {
		return tested(stuart.ChiSquared/left, stuart.DF)
	}
	return Test{}, stats.Undefined("Every area changed in the same way; the change has no variance to hold it against")
}

// Bowker tests whether as many areas went from each grade to each other as came
// back (A. H. Bowker, "A test for symmetry in contingency tables", JASA 43, 1948),
// without a correction for continuity. Pairs of grades between which no area went
// do not count as degrees of freedom.
//
// It returns stats.ErrUndefined where no area changed, and errs.BadInput for what
// is no table of counts.
func Bowker(t Table) (Test, error) {
	if _, err := t.check(); err != nil {
		return Test{}, err
	}
	chi, df := 0.0, 0
	for i := range t {
		for j := range i {
			up, down := float64(t[j][i]), float64(t[i][j])
			if up+down > 0 {
				chi += (up - down) * (up - down) / (up + down)
				df++
			}
		}
	}
	return tested(chi, df)
}
