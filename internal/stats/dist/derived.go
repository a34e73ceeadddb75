package dist

import "math"

// ChiSquared is the probability that a chi-squared variable with df > 0 degrees
// of freedom is at most x.
func ChiSquared(x, df float64) float64 { return Gamma(x/2, df/2) }

// ChiSquaredUpper is the p value of a chi-squared statistic.
func ChiSquaredUpper(x, df float64) float64 { return GammaUpper(x/2, df/2) }

// ChiSquaredQuantile is the x with ChiSquared(x, df) = p.
func ChiSquaredQuantile(p, df float64) float64 { return 2 * GammaQuantile(p, df/2) }

// T is the probability that a variable of Student's t with df > 0 degrees of
// freedom is at most t; df may be infinite, which is the normal.
func T(t, df float64) float64 {
	if math.IsInf(df, 1) {
		return Normal(t)
	}
	tail := Beta(df/(df+t*t), df/2, 0.5) / 2
	if t > 0 {
		return 1 - tail
	}
	return tail
}

// TQuantile is the t with T(t, df) = p, for p in (0, 1).
func TQuantile(p, df float64) float64 {
	if math.IsInf(df, 1) {
		return NormalQuantile(p)
	}
	if !(p > 0 && p < 1 && df > 0) {
		return math.NaN()
	}
	if p > 0.5 {
		return -TQuantile(1-p, df)
	}
	x := BetaQuantile(2*p, df/2, 0.5)
	return -math.Sqrt(df * (1 - x) / x)
}

// F is the probability that an F variable with d1 and d2 > 0 degrees of freedom
// is at most x.
func F(x, d1, d2 float64) float64 {
	if x <= 0 && d1 > 0 && d2 > 0 {
		return 0
	}
	return Beta(d1*x/(d1*x+d2), d1/2, d2/2)
}

// FQuantile is the x with F(x, d1, d2) = p, for p in [0, 1).
func FQuantile(p, d1, d2 float64) float64 {
	x := BetaQuantile(p, d1/2, d2/2)
	return d2 * x / (d1 * (1 - x))
}
