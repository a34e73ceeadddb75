package control

import (
	"errors"
	"math"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// The limits of FunnelPlotR's own tests.
func TestTheLimitsOfARatioAreThePublishedOnes(t *testing.T) {
	for _, c := range []struct{ expected, p, low, high float64 }{
		{15, 0.95, 0.5596924, 1.649348}, {15, 0.998, 0.3862650, 2.082907}, {20, 0.95, 0.6108260, 1.544419},
		{20, 0.998, 0.4479107, 1.902094}, {30, 0.95, 0.6746958, 1.427562}, {30, 0.998, 0.5289724, 1.702771},
	} {
		i, err := Funnel{P: c.p}.Ratio(c.expected)
		if err != nil || math.Abs(i.Low-c.low) > 1e-7 || math.Abs(i.High-c.high) > 1e-6 {
			t.Errorf("%+v: %v, %v", c, i, err)
		}
	}
}

// Of 10 fair coins at most 1 falls heads with 11/1024, at most 2 with 56/1024: so
// 2.5% is reached 30.4/45 of the way back from 2.
func TestTheLimitsOfAShareLieBetweenTheCountsThatStraddleTheTail(t *testing.T) {
	back := (56 - 0.025*1024) / 45
	i, err := Funnel{P: 0.95}.Proportion(10, 0.5)
	if err != nil || math.Abs(i.Low-(2-back)/10) > 1e-12 {
		t.Errorf("%v, want %v, %v", i, (2-back)/10, err)
	}
	// The upper is not quite the mirror: a count is cut off from above on both sides.
	forward := (1013 - 0.975*1024) / 45 // at most 8 with 1013/1024, at most 7 with 968/1024
	if math.Abs(i.High-(8-forward)/10) > 1e-12 {
		t.Errorf("%v, want %v", i.High, (8-forward)/10)
	}
	if i, _ = (Funnel{0.95, true}).Proportion(10, 0.5); i.Low != 0.2 || i.High != 0.8 {
		t.Error(i)
	}
	if i, _ = (Funnel{0.998, false}).Proportion(3, 0.5); i.Low != 0 {
		t.Error("a limit below what can be:", i)
	}
}

// At most 3 of 9 expected have 0.0212, at most 4 have 0.0550, so the lower limit
// of whole counts is 4; at most 15 have 0.9780, at most 14 have 0.9585.
func TestTheLimitsOfACountAreItsQuantiles(t *testing.T) {
	i, err := Funnel{0.95, true}.Count(9)
	if err != nil || i.Low != 4 || i.High != 15 {
		t.Error(i, err)
	}
	i, _ = Funnel{0.95, false}.Count(9)
	if !(i.Low > 3 && i.Low < 4 && i.High > 14 && i.High < 15) {
		t.Error(i)
	}
}

func TestWhatHasNoFunnelSaysSo(t *testing.T) {
	for i, err := range []error{
		of(Funnel{P: 0}.Proportion(5, 0.5)), of(Funnel{P: 1}.Count(5)), of(Funnel{P: math.NaN()}.Ratio(5)), of(Funnel{P: 0.9}.Proportion(0, 0.5)),
		of(Funnel{P: 0.9}.Proportion(5, 0)), of(Funnel{P: 0.9}.Proportion(5, 1)), of(Funnel{P: 0.9}.Count(0)), of(Funnel{P: 0.9}.Ratio(math.Inf(1))), of(Funnel{P: 0.9}.Ratio(math.NaN())),
	} {
		if !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%d: %v", i, err)
		}
	}
	for i, err := range []error{of(Funnel{P: 0.9}.Proportion(2e9, 0.5)), of(Funnel{P: 0.9}.Count(2e9)), of(Funnel{P: 0.9}.Ratio(1e-10))} {
		if errs.KindOf(err) != errs.BadInput {
			t.Errorf("%d: %v", i, err)
		}
	}
}

func of(_ stats.Interval, err error) error { return err }

func TestAPositionNamesTheOutermostLimitThatIsCrossed(t *testing.T) {
	funnels := []Funnel{{P: 0.95}, {P: 0.998}}
	limits := []stats.Interval{{Low: 0.2, High: 0.8}, {Low: 0.1, High: 0.9}}
	for value, want := range map[float64]string{0.5: "inside", 0.2: "inside", 0.15: "below 0.95", 0.05: "below 0.998", 0.85: "above 0.95", 0.95: "above 0.998"} {
		if got := Position(value, funnels, limits); got != want {
			t.Errorf("%v: %s, want %s", value, got, want)
		}
	}
}

func TestTheExactPValueIsTwiceTheSmallerTail(t *testing.T) {
	if p := ShareP(1, 10, 0.5); math.Abs(p-22.0/1024) > 1e-12 {
		t.Error(p)
	}
	if p := ShareP(5, 10, 0.5); p != 1 {
		t.Error(p)
	}
	if p := CountP(0, 3); math.Abs(p-2*math.Exp(-3)) > 1e-12 {
		t.Error(p)
	}
}

func FuzzAFunnel(f *testing.F) {
	f.Add(100, 0.1, 0.95)
	f.Add(1, 0.999, 0.998)
	f.Fuzz(func(t *testing.T, n int, target, p float64) {
		n %= 100_000
		whole, err := Funnel{p, true}.Proportion(n, target)
		if err != nil {
			return
		}
		smooth, err := Funnel{p, false}.Proportion(n, target)
		if err != nil || !(0 <= smooth.Low && smooth.Low <= smooth.High && smooth.High <= 1) {
			t.Fatalf("%d, %v at %v: %v, %v", n, target, p, smooth, err)
		}
		size := float64(n)
		if smooth.Low > whole.Low+1e-12 || whole.Low-smooth.Low > 1/size+1e-12 || smooth.High > whole.High+1e-12 || whole.High-smooth.High > 1/size+1e-12 {
			t.Errorf("%d, %v at %v: %v is not within a case of %v", n, target, p, smooth, whole)
		}
		// No more than the tail lies below the whole limit.
		if r := int(math.Round(whole.Low * size)); dist.Binomial(r-1, n, target) >= (1-p)/2 {
			t.Errorf("%d, %v at %v: too much lies below %v", n, target, p, whole)
		}
		count, err := Funnel{p, false}.Count(size * target)
		if err == nil && !(0 <= count.Low && count.Low <= count.High) {
			t.Errorf("%v at %v: %v", size*target, p, count)
		}
		ratio, err := Funnel{p, false}.Ratio(size * target)
		if err == nil && !(0 <= ratio.Low && ratio.Low <= ratio.High) {
			t.Errorf("%v at %v: %v", size*target, p, ratio)
		}
	})
}
