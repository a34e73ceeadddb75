package duration

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// Scale is on what the error of an estimated share is taken to be normal.
type Scale int

// The scales. The logarithm keeps the lower limit above 0; the logarithm of the
// negative logarithm keeps both within 0 and 1, and serves best for few spells
// (O. Borgan and K. Liestøl, Scandinavian Journal of Statistics 17, 1990). On the
// plain scale limits outside 0 to 1 are cut.
const (
	Log Scale = iota
	LogLog
	Plain
)

// interval is that of a share p with standard error se (J. D. Kalbfleisch and
// R. L. Prentice, "The Statistical Analysis of Failure Time Data", 1980).
func (on Scale) interval(p, se, z float64) (stats.Interval, error) {
	if p == 0 || p == 1 && on == LogLog {
		return stats.Interval{}, stats.Undefined("A share of %v has no interval on this scale", p)
	}
	switch on {
	case Plain:
		return stats.Interval{Low: max(0, p-z*se), High: min(1, p+z*se)}, nil
	case LogLog:
		// log(-log p) has the standard error se/(p log p), which is negative.
		by := z * se / (p * math.Log(p))
		return stats.Interval{Low: math.Pow(p, math.Exp(-by)), High: math.Pow(p, math.Exp(by))}, nil
	default:
		by := math.Exp(z * se / p)
		return stats.Interval{Low: p / by, High: min(1, p*by)}, nil
	}
}
