package dist

import "math"

// The terms of the binomial and Poisson distributions, and with them the factors
// in front of the incomplete beta and gamma functions, after C. Loader, "Fast
// and accurate computation of binomial probabilities", 2000: the large parts of
// Stirling's formula cancel on paper, so that no digits are lost in them.

// binomial is n!/(x!(n-x)!) p^x q^(n-x) for real n >= x >= 0, p in (0, 1) and
// q = 1-p.
func binomial(x, n, p, q float64) float64 {
	switch {
	case x == 0:
		return math.Exp(n * logOf(q, p))
	case x == n:
		return math.Exp(n * logOf(p, q))
	}
	e := stirling(n) - stirling(x) - stirling(n-x) - deviance(x, n*p) - deviance(n-x, n*q)
	return math.Exp(e) * math.Sqrt(n/(2*math.Pi*x*(n-x)))
}

// logOf is log p, from 1-p where p is near 1.
func logOf(p, q float64) float64 {
	if q < 0.5 {
		return math.Log1p(-q)
	}
	return math.Log(p)
}

// poisson is m^x e^-m / x! for real x >= 0 and m > 0.
func poisson(x, m float64) float64 {
	if x == 0 {
		return math.Exp(-m)
	}
	return math.Exp(-stirling(x)-deviance(x, m)) / math.Sqrt(2*math.Pi*x)
}

// stirling is what Stirling's formula leaves of log x!, for x > 0.
func stirling(x float64) float64 {
	if x <= 16 {
		g, _ := math.Lgamma(x + 1)
		return g - (x+0.5)*math.Log(x) + x - 0.5*math.Log(2*math.Pi)
	}
	xx := x * x
	return (1.0/12 - (1.0/360-(1.0/1260-(1.0/1680-1.0/1188/xx)/xx)/xx)/xx) / x
}

// deviance is x log(x/m) + m - x, for x and m > 0; near x = m as a series.
func deviance(x, m float64) float64 {
	d := x - m
	if math.Abs(d) >= 0.1*(x+m) {
		return x*math.Log(x/m) + m - x
	}
	v := d / (x + m)
	sum, power := d*v, 2*x*v
	for j := 3.0; ; j += 2 {
		power *= v * v
		next := sum + power/j
		if next == sum {
			return sum
		}
		sum = next
	}
}
