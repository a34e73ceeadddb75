package dist

import "math"

// Beta is the regularised incomplete beta function I_x(a, b): the probability
// that a beta variable with a, b > 0 is at most x.
func Beta(x, a, b float64) float64 {
	switch {
	case !(a > 0 && b > 0) || math.IsNaN(x) || math.IsInf(a+b, 0):
		return math.NaN()
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2): // where the fraction of the other tail converges faster
		return 1 - a/(a+b)*binomial(b, a+b, 1-x, x)*betaFraction(1-x, b, a)
	}
	return b / (a + b) * binomial(a, a+b, x, 1-x) * betaFraction(x, a, b)
}

// tiny stands for nought in a denominator.
const tiny = 1e-300

// betaFraction is the continued fraction of the incomplete beta function by the
// method of Lentz.
func betaFraction(x, a, b float64) float64 {
	c, d := 1.0, 1/away(1-(a+b)*x/(a+1))
	h := d
	for m := 1.0; ; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d, c = 1/away(1+even*d), away(1+even/c)
		h *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d, c = 1/away(1+odd*d), away(1+odd/c)
		h *= d * c
		if math.Abs(d*c-1) < 1e-16 || m > 1e5 {
			return h
		}
	}
}

// away keeps a denominator away from nought.
func away(x float64) float64 {
	if math.Abs(x) < tiny {
		return tiny
	}
	return x
}

// Gamma is the regularised lower incomplete gamma function P(a, x): the
// probability that a gamma variable of shape a > 0 and scale 1 is at most x.
func Gamma(x, a float64) float64 {
	low, _ := gammas(x, a)
	return low
}

// GammaUpper is 1 - Gamma(x, a), accurate where that is small.
func GammaUpper(x, a float64) float64 {
	_, high := gammas(x, a)
	return high
}

// gammas are the lower and the upper incomplete gamma function.
func gammas(x, a float64) (low, high float64) {
	switch {
	case !(a > 0) || math.IsNaN(x) || math.IsInf(a, 0):
		return math.NaN(), math.NaN()
	case x <= 0:
		return 0, 1
	case math.IsInf(x, 1):
		return 1, 0
	case x < a+1:
		low = poisson(a, x) * gammaSeries(x, a)
		return low, 1 - low
	}
	high = poisson(a, x) * a * gammaFraction(x, a)
	return 1 - high, high
}

// gammaSeries is the sum of x^n / ((a+1) ... (a+n)).
func gammaSeries(x, a float64) float64 {
	sum, term := 1.0, 1.0
	for n := 1.0; ; n++ {
		term *= x / (a + n)
		if next := sum + term; next == sum {
			return sum
		} else {
			sum = next
		}
	}
}

// gammaFraction is the continued fraction of the upper incomplete gamma function
// by the method of Lentz.
func gammaFraction(x, a float64) float64 {
	b := x + 1 - a
	c, d := 1/tiny, 1/b
	h := d
	for n := 1.0; ; n++ {
		an := -n * (n - a)
		b += 2
		d, c = 1/away(an*d+b), away(b+an/c)
		h *= d * c
		if math.Abs(d*c-1) < 1e-16 || n > 1e5 {
			return h
		}
	}
}
