package size

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// ForMargin is the size of a simple random sample whose interval for a share p
// reaches e to either side: n0 = z^2 p(1-p)/e^2, with the finite population
// correction for a population of N (Cochran 1977, 4.2; with z^2 as a quantile of
// chi-squared it is R. V. Krejcie and D. W. Morgan, "Determining sample size for
// research activities", Educational and Psychological Measurement 30, 1970). N
// may be infinite.
//
// It returns stats.ErrUndefined for a share outside (0, 1), a margin or z not
// above 0, or a population below 1.
func ForMargin(p, e, z, N float64) (Size, error) {
	if err := asked(p, e, z, N); err != nil {
		return Size{}, err
	}
	return finite(z/e*(z/e)*p*(1-p), N)
}

// asked checks what all sizes for a share have in common.
func asked(p, e, z, N float64) error {
	switch {
	case !share(p):
		return stats.Undefined("A share of %v does not vary; it must be above 0 and below 1", p)
	case !positive(e):
		return stats.Undefined("A margin of %v cannot be reached; it must be above 0", e)
	case !positive(z):
		return stats.Undefined("The quantile %v belongs to no confidence; it must be above 0", z)
	case !population(N):
		return stats.Undefined("A population of %v has nobody to be sampled", N)
	}
	return nil
}

// ForLogOdds is the size of a simple random sample whose interval for a share p,
// made on the scale of log odds and so never beyond 0 or 1, is 2e wide (R.
// Valliant, J. A. Dever and F. Kreuter, Practical Tools for Designing and
// Weighting Survey Samples, 2nd edition 2018, 3.4). N may be infinite.
//
// The finite population correction is that of the authors' own program
// (PracTools, nLogOdds): 1/n = N/(N-1)/n0 + 1/N. The algebra of [ForMargin] would
// divide by N/(N-1); the result differs by about half a unit.
//
// It returns stats.ErrUndefined as [ForMargin] does, and for a margin of a half
// or more, which every interval between 0 and 1 keeps.
func ForLogOdds(p, e, z, N float64) (Size, error) {
	if err := asked(p, e, z, N); err != nil {
		return Size{}, err
	}
	if e >= 0.5 {
		return Size{}, stats.Undefined("A margin of %v is kept by every interval between 0 and 1", e)
	}
	// With k the odds against and x = exp(z se), the interval is 2e wide where
	// k(1-2e)x^2 - 2e(1+k^2)x - k(1+2e) = 0. Both sides are divided by k, so that
	// the odds may be very long.
	k := (1 - p) / p
	b := e * (k + 1/k)
	root := (b + math.Hypot(b, math.Sqrt((1-2*e)*(1+2*e)))) / (1 - 2*e)
	se := math.Log(root) / z
	a := 1.0
	if N > 1 && !math.IsInf(N, 1) {
		a = N / (N - 1)
	}
	return up(1 / (a*p*(1-p)*se*se + 1/N))
}

// ForWilson is the size of a simple random sample whose Wilson interval for an
// observed share p is 2e wide (Valliant, Dever and Kreuter 2018, 3.4, after Wilson
// 1927). N may be infinite; for a smaller population the size is corrected as that
// of [ForMargin] is, so that the sample is [Worth] what an endless one must have.
//
// It returns stats.ErrUndefined as [ForLogOdds] does.
func ForWilson(p, e, z, N float64) (Size, error) {
	if err := asked(p, e, z, N); err != nil {
		return Size{}, err
	}
	if e >= 0.5 {
		return Size{}, stats.Undefined("A margin of %v is kept by every interval between 0 and 1", e)
	}
	pq := p * (1 - p)
	return finite((pq-2*e*e+math.Sqrt(pq*pq+e*e*(1-4*pq)))/2*(z/e)*(z/e), N)
}

// ForCV is the size of a simple random sample whose mean has the coefficient of
// variation cv0, where the values themselves have the coefficient cv: n0 =
// (cv/cv0)^2, n = n0/(1 + n0/N) (Valliant, Dever and Kreuter 2018, 3.2; the
// spread of the population is taken with divisor N-1). N may be infinite.
//
// It returns stats.ErrUndefined for a coefficient not above 0 or a population
// below 1.
func ForCV(cv, cv0, N float64) (Size, error) {
	if !positive(cv) || !positive(cv0) {
		return Size{}, stats.Undefined("A coefficient of variation of %v or %v is not above 0", cv, cv0)
	}
	if !population(N) {
		return Size{}, stats.Undefined("A population of %v has nobody to be sampled", N)
	}
	return up(1 / (cv0/cv*(cv0/cv) + 1/N))
}

// ForShareCV is [ForCV] for a share p, whose values have the coefficient of
// variation sqrt((1-p)/p N/(N-1)).
//
// It returns stats.ErrUndefined for a share outside (0, 1), a coefficient not
// above 0, or a population below 2.
func ForShareCV(p, cv0, N float64) (Size, error) {
	if !share(p) {
		return Size{}, stats.Undefined("A share of %v does not vary; it must be above 0 and below 1", p)
	}
	if !(N >= 2) {
		return Size{}, stats.Undefined("In a population of %v a share does not vary", N)
	}
	a := 1.0
	if !math.IsInf(N, 1) {
		a = N / (N - 1)
	}
	return ForCV(math.Sqrt((1-p)/p*a), cv0, N)
}
