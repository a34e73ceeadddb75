package dist

import (
	"math"
	"testing"
)

// The values are those of tables that every textbook prints, to as many digits
// as they have there, and of closed forms.
func TestTheDistributionsGiveTheTabulatedValues(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want float64
		tolerance float64
	}{
		{"normal, 1.96", Normal(1.959963984540054), 0.975, 1e-15},
		{"normal quantile", NormalQuantile(0.995), 2.5758293035489004, 1e-14},
		{"normal width of 95%", Z(0.95), 1.959963984540054, 1e-15},
		{"t, 10 degrees", TQuantile(0.975, 10), 2.2281388519862744, 1e-12},
		{"t below the middle", TQuantile(0.025, 10), -2.2281388519862744, 1e-12},
		{"t of one degree is Cauchy", T(1, 1), 0.75, 1e-14},
		{"t below nought", T(-1, 1), 0.25, 1e-14},
		{"t without end is normal", T(1.2, math.Inf(1)), Normal(1.2), 0},
		{"t quantile without end", TQuantile(0.9, math.Inf(1)), NormalQuantile(0.9), 0},
		{"chi-squared, 5%, 1 degree", ChiSquaredQuantile(0.95, 1), 3.841458820694124, 1e-12},
		{"chi-squared of two degrees is exponential", ChiSquared(3, 2), 1 - math.Exp(-1.5), 1e-15},
		{"its upper tail", ChiSquaredUpper(300, 2), math.Exp(-150), 1e-78},
		{"F, 5%, 2 and 10", FQuantile(0.95, 2, 10), 4.102821015, 1e-8},
		{"F of its quantile", F(FQuantile(0.3, 7, 4), 7, 4), 0.3, 1e-13},
		{"F below nought", F(-1, 2, 3), 0, 0},
		{"beta of a uniform", Beta(0.3, 1, 1), 0.3, 1e-15},
		{"beta at the left", Beta(-1, 2, 3), 0, 0},
		{"beta at the right", Beta(2, 2, 3), 1, 0},
		{"beta quantile at the left", BetaQuantile(0, 2, 3), 0, 1e-300},
		{"beta quantile", Beta(BetaQuantile(0.2, 0.5, 7.5), 0.5, 7.5), 0.2, 1e-13},
		{"gamma of shape 1", Gamma(2, 1), 1 - math.Exp(-2), 1e-15},
		{"gamma at nought", Gamma(0, 1), 0, 0},
		{"gamma far out", Gamma(math.Inf(1), 1), 1, 0},
		{"upper gamma at nought", GammaUpper(0, 1), 1, 0},
		{"upper gamma far out", GammaUpper(math.Inf(1), 1), 0, 0},
		{"gamma quantile far out", GammaUpper(GammaQuantile(1-1e-12, 3), 3), 1e-12, 1e-15},
		{"binomial mass", BinomialMass(3, 10, 0.5), 120.0 / 1024, 1e-15},
		{"binomial mass outside", BinomialMass(11, 10, 0.5), 0, 0},
		{"binomial mass, never", BinomialMass(0, 10, 0), 1, 0},
		{"binomial mass, always", BinomialMass(10, 10, 1), 1, 0},
		{"binomial mass, never and once", BinomialMass(1, 10, 0), 0, 0},
		{"binomial", Binomial(3, 10, 0.5), 176.0 / 1024, 1e-14},
		{"binomial below", Binomial(-1, 10, 0.5), 0, 0},
		{"binomial above", Binomial(10, 10, 0.5), 1, 0},
		{"Poisson mass", PoissonMass(2, 3), 4.5 * math.Exp(-3), 1e-15},
		{"Poisson mass of nothing", PoissonMass(0, 3), math.Exp(-3), 1e-16},
		{"a denominator of nought", away(0), tiny, 0},
		{"Poisson mass below", PoissonMass(-1, 3), 0, 0},
		{"Poisson", Poisson(2, 3), 8.5 * math.Exp(-3), 1e-15},
		{"Poisson below", Poisson(-1, 3), 0, 0},
		{"hypergeometric mass", HypergeometricMass(1, 2, 3, 5), 0.6, 1e-14},
		{"hypergeometric mass outside", HypergeometricMass(3, 2, 3, 5), 0, 0},
		{"hypergeometric, lower tail", Hypergeometric(0, 2, 3, 5), 0.1, 1e-14},
		{"hypergeometric, upper tail", Hypergeometric(1, 2, 3, 5), 0.7, 1e-14},
		{"hypergeometric below", Hypergeometric(-1, 2, 3, 5), 0, 0},
		{"hypergeometric above", Hypergeometric(2, 2, 3, 5), 1, 0},
		{"hypergeometric mass of nothing", HypergeometricMass(0, 0, 3, 5), 1, 0},
		{"hypergeometric mass of all", HypergeometricMass(3, 5, 3, 5), 1, 0},
		{"beta, 40 of 100", Beta(0.4, 40, 61), 1 - Binomial(39, 100, 0.4), 1e-14},
		{"beta near its right end", Beta(0.999, 1, 3), 1 - 1e-9, 1e-15},
	} {
		if !(math.Abs(c.got-c.want) <= c.tolerance) {
			t.Errorf("%s: %.17g, want %.17g", c.name, c.got, c.want)
		}
	}
}

func TestOutsideTheirRangesTheDistributionsHaveNoValue(t *testing.T) {
	nan := math.NaN()
	for i, x := range []float64{
		NormalQuantile(0), NormalQuantile(1), NormalQuantile(nan), Beta(0.5, 0, 1), Beta(nan, 1, 1), Beta(0.5, math.Inf(1), 1),
		BetaQuantile(-0.1, 1, 1), BetaQuantile(0.5, -1, 1), Gamma(1, 0), GammaUpper(1, 0), GammaUpper(nan, 1), GammaQuantile(1, 1), GammaQuantile(0.5, nan),
		TQuantile(0, 3), TQuantile(0.4, -1), ChiSquared(1, -1), BinomialMass(1, -1, 0.5), Binomial(0, 2, 1.5), PoissonMass(1, 0), Poisson(1, -2),
		HypergeometricMass(1, 2, 6, 5), Hypergeometric(1, 6, 2, 5), F(1, -1, 2),
	} {
		if !math.IsNaN(x) {
			t.Errorf("%d: %v", i, x)
		}
	}
}

// Both ways of adding the hypergeometric tail must meet the sum of all terms.
func TestTheHypergeometricTailIsTheSumOfItsTerms(t *testing.T) {
	for _, c := range [][3]int{{30, 12, 90}, {100, 130, 300}, {7, 150, 200}, {50, 3, 60}, {13, 199, 200}} {
		n, M, N := c[0], c[1], c[2]
		sum := 0.0
		for x := max(0, n-(N-M)); x <= min(n, M); x++ {
			sum += HypergeometricMass(x, n, M, N)
			if got := Hypergeometric(x, n, M, N); math.Abs(got-sum) > 1e-12 {
				t.Fatalf("%v at %d: %v, the terms add up to %v", c, x, got, sum)
			}
		}
	}
}

func FuzzQuantiles(f *testing.F) {
	f.Add(0.3, 2.0, 3.0)
	f.Fuzz(func(t *testing.T, p, a, b float64) {
		if !(p > 1e-9 && p < 1-1e-9 && a > 1e-3 && a < 1e5 && b > 1e-3 && b < 1e5) {
			return
		}
		if x := BetaQuantile(p, a, b); x > 1e-300 && x < 1-1e-9 && math.Abs(Beta(x, a, b)-p) > 1e-6 {
			t.Errorf("beta %v %v %v: %v has %v", p, a, b, x, Beta(x, a, b))
		}
		if x := GammaQuantile(p, a); x > 1e-300 && math.Abs(Gamma(x, a)-p) > 1e-6 {
			t.Errorf("gamma %v %v: %v has %v", p, a, x, Gamma(x, a))
		}
		if x := TQuantile(p, a); !math.IsInf(x, 0) && math.Abs(T(x, a)-p) > 1e-6 {
			t.Errorf("t %v %v: %v has %v", p, a, x, T(x, a))
		}
	})
}
