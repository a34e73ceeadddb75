package agreement

import (
	"math"
	"testing"
)

// krippendorff is example C of Krippendorff 2011: four observers and twelve
// units, row by row; Gwet's example of four raters is the same.
var krippendorff = []uint16{
	1, 1, 0, 1, 2, 2, 3, 2, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 1, 2, 3, 4,
	4, 4, 4, 4, 1, 1, 2, 1, 2, 2, 2, 2, 0, 5, 5, 5, 0, 0, 1, 1, 0, 0, 3, 0,
}

// fleiss is how many of six psychiatrists gave 30 patients each of five
// diagnoses (Fleiss 1971, table 1); Gwet's example of a distribution is the first
// 15 of them.
var fleiss = [][]float64{
	{0, 0, 0, 6, 0}, {0, 3, 0, 0, 3}, {0, 1, 4, 0, 1}, {0, 0, 0, 0, 6}, {0, 3, 0, 3, 0},
	{2, 0, 4, 0, 0}, {0, 0, 4, 0, 2}, {2, 0, 3, 1, 0}, {2, 0, 0, 4, 0}, {0, 0, 0, 0, 6},
	{1, 0, 0, 5, 0}, {1, 1, 0, 4, 0}, {0, 3, 3, 0, 0}, {1, 0, 0, 5, 0}, {0, 2, 0, 3, 1},
	{0, 0, 5, 0, 1}, {3, 0, 0, 1, 2}, {5, 1, 0, 0, 0}, {0, 2, 0, 4, 0}, {1, 0, 2, 0, 3},
	{0, 0, 0, 0, 6}, {0, 1, 0, 5, 0}, {0, 2, 0, 1, 3}, {2, 0, 0, 4, 0}, {1, 0, 0, 4, 1},
	{0, 5, 0, 1, 0}, {4, 0, 0, 0, 2}, {0, 2, 0, 4, 0}, {1, 0, 5, 0, 0}, {0, 0, 0, 0, 6},
}

// numbers is a scale of the numbers 1 to q.
func numbers(q int) Scale {
	s := Steps(q)
	s.Values = s.values()
	return s
}

// must is what a function gives that has no reason to fail.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %.12g, want %.12g", what, got, want)
	}
}

var plain = Options{Conf: 0.95}

func TestAlphaIsThatOfKrippendorffsOwnExample(t *testing.T) {
	r := must[*Ratings](t)(New(numbers(5), 4, krippendorff))
	for metric, want := range map[Metric]float64{Nominal: 0.743421052632, OrdinalRank: 0.815387503755, Interval: 0.849107142857, RatioScale: 0.797402597403} {
		a := must[Alpha](t)(r.Alpha(metric, plain))
		near(t, "alpha", a.Alpha, want, 1e-6)
		if a.Units != 11 || a.Ratings != 40 {
			t.Errorf("%d units and %d ratings, want 11 and 40: the last unit has one rating and drops out", a.Units, a.Ratings)
		}
		near(t, "1 - Do/De", 1-a.Observed/a.Expected, a.Alpha, 1e-12)
		near(t, "percent agreement", a.Percent, 0.818181818182, 1e-9)
	}
}

// Values of R irrCAC 1.0 for the same example, which it rounds to five places.
func TestCoefficientsAndTheirStandardErrorsAreThoseOfGwetsExample(t *testing.T) {
	r := must[*Ratings](t)(New(numbers(5), 4, krippendorff))
	for _, c := range []struct {
		kind             Coefficient
		w                Weights
		value, se, lower float64
	}{
		{Gwet, Identity, 0.77544, 0.14295, 0.461},
		{Fleiss, Identity, 0.76117, 0.15302, 0.424},
		{GwetAlpha, Identity, 0.74342, 0.14557, 0.419},
		{BrennanPrediger, Identity, 0.77273, 0.14472, 0.454},
		{Percent, Identity, 0.81818, 0.12561, 0.542},
		{Gwet, Quadratic, 0.914, 0.10396, 0.685},
		{Fleiss, Quadratic, 0.86494, 0.14603, 0.544},
		{GwetAlpha, Quadratic, 0.84911, 0.12913, 0.561},
		{Conger, Quadratic, 0.85771, 0.14367, 0.541},
		{Percent, Quadratic, 0.97538, 0.09062, 0.776},
		{Gwet, Ratio, 0.85737, 0.12207, 0.589},
		{Conger, Ratio, 0.81197, 0.1486, 0.485},
		{Conger, Bipolar, 0.84487, 0.14214, 0.532},
		{BrennanPrediger, Bipolar, 0.88815, 0.11246, 0.641},
	} {
		w := must[Matrix](t)(c.w.On(r.Scale()))
		e := must[Estimate](t)(r.Estimate(c.kind, w, plain))
		near(t, c.w.String(), e.Coefficient, c.value, 2e-5)
		near(t, c.w.String()+" SE", e.Precision.SE, c.se, 2e-5)
		near(t, c.w.String()+" lower", e.Precision.Interval.Low, c.lower, 6e-4)
		if e.Precision.Interval.High != 1 {
			t.Errorf("%v ends at %v and not at 1", c, e.Precision.Interval.High)
		}
	}
	w := must[Matrix](t)(Quadratic.On(r.Scale()))
	e := must[Estimate](t)(r.Estimate(Gwet, w, Options{Conf: 0.95, Population: 60}))
	near(t, "SE of 12 of 60 units", e.Precision.SE, 0.09299, 2e-5)
}

// Values of R irrCAC 1.0 for Gwet's table of two abstractors.
func TestCoefficientsOfATableOfTwoRatersAreThoseOfGwetsExample(t *testing.T) {
	r := must[*Ratings](t)(Table(Steps(3), [][]float64{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}}, 0))
	for _, c := range []struct {
		kind      Coefficient
		w         Weights
		value, se float64
	}{
		{Fleiss, Identity, 0.796239696212, 0.059054733309},
		{Gwet, Identity, 0.849330548231, 0.0432174675226},
		{BrennanPrediger, Identity, 0.835, 0.0469334635415},
		{Percent, Identity, 0.89, 0.0312889756943},
		{Conger, Linear, 0.842902027992, 0.0478721215903},
		{GwetAlpha, Linear, 0.843586995355, 0.0479606996751},
		{Conger, Ordinal, 0.872107894431, 0.0406252307678},
		{GwetAlpha, Quadratic, 0.892648717571, 0.0353950586787},
	} {
		w := must[Matrix](t)(c.w.On(r.Scale()))
		e := must[Estimate](t)(r.Estimate(c.kind, w, plain))
		near(t, c.w.String(), e.Coefficient, c.value, 1e-10)
		near(t, c.w.String()+" SE", e.Precision.SE, c.se, 1e-10)
	}
}

// Values of R irrCAC 1.0.
func TestCoefficientsOfADistributionOfRatersAreThoseOfGwetsExample(t *testing.T) {
	r := must[*Ratings](t)(Distribution(Steps(5), fleiss[:15]))
	w := must[Matrix](t)(Identity.On(r.Scale()))
	for _, c := range []struct {
		kind      Coefficient
		value, se float64
	}{
		{Fleiss, 0.413926499033, 0.0811929091959},
		{GwetAlphaOfCounts, 0.420438426821, 0.0824322761989},
		{GwetAlpha, 0.420438426821, 0.0811929091959},
		{BrennanPrediger, 0.438888888889, 0.0831214236875},
		{Percent, 0.551111111111, 0.06649713895},
	} {
		e := must[Estimate](t)(r.Estimate(c.kind, w, plain))
		near(t, "coefficient", e.Coefficient, c.value, 1e-10)
		near(t, "SE", e.Precision.SE, c.se, 1e-10)
	}
}

// Fleiss 1971, with the z of Fleiss, Nee and Landis 1979 as R irr 0.84.1 has it.
func TestFleissKappaIsThatOfHisExampleCategoryByCategory(t *testing.T) {
	r := must[*Ratings](t)(Distribution(Steps(5), fleiss))
	f := must[FleissKappa](t)(r.Fleiss())
	near(t, "kappa", f.Coefficient, 0.43024452006, 1e-10)
	near(t, "z", f.Test.Z, 17.651830583, 1e-8)
	for k, want := range []float64{0.245, 0.245, 0.520, 0.471, 0.566} {
		near(t, "kappa of a category", f.Categories[k].Kappa, want, 5e-4)
	}
	near(t, "z of a category", f.Categories[0].Test.Z, 5.192, 1e-3)
}

// Values of R irr 0.84.1 (kappa2, data anxiety, raters 1 and 2) and of vcd
// (SexualFun), after Agresti.
func TestCohensKappaHasTheTestAndTheStandardErrorOfFleissCohenAndEveritt(t *testing.T) {
	first := []uint16{3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3}
	second := []uint16{3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4}
	var ratings []uint16
	for i := range first {
		ratings = append(ratings, first[i], second[i])
	}
	r := must[*Ratings](t)(must[*Ratings](t)(New(Steps(6), 2, ratings)).Pair(0, 1))
	for _, c := range []struct {
		w        Weights
		kappa, z float64
	}{{Linear, 0.189189189189, 1.41565884999}, {Quadratic, 0.29676511955, 1.34049877333}} {
		k := must[CohenKappa](t)(r.Cohen(must[Matrix](t)(c.w.On(r.Scale())), 0.95))
		near(t, "kappa", k.Coefficient, c.kappa, 1e-10)
		near(t, "z", k.Null.Z, c.z, 1e-8)
	}
	fun := must[*Ratings](t)(Table(Steps(4), [][]float64{{7, 7, 2, 3}, {2, 8, 3, 7}, {1, 5, 4, 9}, {2, 8, 9, 14}}, 0))
	k := must[CohenKappa](t)(fun.Cohen(must[Matrix](t)(Identity.On(fun.Scale())), 0.95))
	near(t, "kappa", k.Coefficient, 0.129330254042, 1e-10)
	near(t, "ase", k.ASE, 0.0685985324807, 1e-10)
	near(t, "lower", k.Interval.Low, 0.129330254042-1.959963984540054*0.0685985324807, 1e-10)
}

// J. Cohen 1968: shares of 200 patients, and disagreements by weight.
func TestKappaOfSharesWithDisagreementsIsThatOfCohensExample(t *testing.T) {
	r := must[*Ratings](t)(Table(Steps(3), [][]float64{{0.44, 0.07, 0.09}, {0.05, 0.2, 0.05}, {0.01, 0.03, 0.06}}, 200))
	k := must[CohenKappa](t)(r.Cohen(must[Matrix](t)(Identity.On(r.Scale())), 0.95))
	near(t, "kappa", k.Coefficient, 0.491525423729, 1e-10)
	w := must[Matrix](t)(Given([][]float64{{0, 1, 3}, {1, 0, 6}, {3, 6, 0}}))
	near(t, "weighted kappa", must[CohenKappa](t)(r.Cohen(w, 0.95)).Coefficient, 0.348, 5e-4)
}

func TestAlphaAsIRRPrintsItIsLowerWhereNothingIsMissing(t *testing.T) {
	var ratings []uint16
	for _, m := range [][3]uint16{{3, 3, 2}, {3, 6, 1}, {3, 4, 4}, {4, 6, 4}, {5, 2, 3}, {5, 4, 2}, {2, 2, 1}, {3, 4, 6}, {5, 3, 1}, {2, 3, 1},
		{2, 2, 1}, {6, 3, 2}, {1, 3, 3}, {5, 3, 3}, {2, 2, 1}, {2, 2, 1}, {1, 1, 3}, {2, 3, 3}, {4, 3, 2}, {3, 4, 2}} {
		ratings = append(ratings, m[0], m[1], m[2])
	}
	r := must[*Ratings](t)(New(numbers(6), 3, ratings))
	a := must[Alpha](t)(r.Alpha(OrdinalRank, plain))
	near(t, "alpha by definition", a.Alpha, 1-a.Observed/a.Expected, 1e-12)
	b := a.AsIRR(3)
	near(t, "alpha as irr 0.84.1 prints it", b.Alpha, 0.221847851608, 1e-9)
	if !(b.Precision.Interval.Low < b.Alpha && b.Alpha < b.Precision.Interval.High && b.Precision.SE > a.Precision.SE) {
		t.Errorf("%+v", b.Precision)
	}
	if a.AsIRR(2) != a {
		t.Error("with two raters it differs")
	}
	if c := (Alpha{Alpha: 0.5, Ratings: 3}).AsIRR(3); c.Precision != nil || c.Alpha >= 0.5 {
		t.Errorf("%+v", c)
	}
}
