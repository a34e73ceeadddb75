package change

import (
	"math"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// Signs is how many areas are higher in the second round, lower, or the same.
type Signs struct{ Up, Down, Same int }

// CountSigns counts areas by whether the second round is higher than the first.
// It uses the order alone, and so suits grades.
//
// It returns stats.ErrUndefined without areas, and errs.BadInput with the row of
// what is no number.
func CountSigns(first, second []float64) (Signs, error) {
	d, _, err := differences(first, second)
	var s Signs
	for _, x := range d {
		switch {
		case x < 0:
			s.Up++
		case x > 0:
			s.Down++
		default:
			s.Same++
		}
	}
	return s, err
}

// P is the exact two-sided p value of the sign test: as likely up as down, among
// the areas that changed (J. Arbuthnott, 1710; W. J. Dixon and A. M. Mood, JASA 41,
// 1946).
//
// It returns stats.ErrUndefined where no area changed.
func (s Signs) P() (float64, error) { return even(s.Up, s.Down) }

// most is how many are counted exactly at most.
const most = 1_000_000_000

// even is the exact two-sided p value of a against b when both were as likely.
func even(a, b int) (float64, error) {
	switch {
	case a < 0 || b < 0 || a > most || b > most:
		return 0, errs.Invalid("input", "%d and %d are no two counts from 0 to %d", a, b, most)
	case a+b == 0:
		return 0, stats.Undefined("Nothing changed; there is nothing to test")
	}
	return min(1, 2*dist.Binomial(min(a, b), a+b, 0.5)), nil
}

// Net is the share of areas that improved less the share that became worse, with
// its interval.
type Net struct {
	Improved, Worse, Same float64 // shares of all areas
	Net                   float64
	Interval              stats.Interval
}

// Net is the net probability of improvement, and the adjusted Wald interval of
// D. G. Bonett and R. M. Price ("Adjusted Wald confidence interval for a
// difference of binomial proportions based on paired data", Journal of Educational
// and Behavioral Statistics 37, 2012), which adds one area to each side. z is the
// normal quantile, [stats.Z95] for 95%.
//
// It returns stats.ErrUndefined without areas.
func (s Signs) Net(z float64) (Net, error) {
	n := float64(s.Up) + float64(s.Down) + float64(s.Same)
	if s.Up < 0 || s.Down < 0 || s.Same < 0 || n == 0 {
		return Net{}, stats.Undefined("There is no area with two rounds")
	}
	out := Net{Improved: float64(s.Up) / n, Worse: float64(s.Down) / n, Same: float64(s.Same) / n}
	out.Net = out.Improved - out.Worse
	up, down := (float64(s.Up)+1)/(n+2), (float64(s.Down)+1)/(n+2)
	half := z * math.Sqrt((up+down-(up-down)*(up-down))/(n+2))
	out.Interval = stats.Interval{Low: max(-1, up-down-half), High: min(1, up-down+half)}
	return out, nil
}
