package size

import (
	"math"
	"testing"

	"github.com/northinch/northinch/internal/stats/dist"
)

// PracTools nAuditAttr run with R; the first column is also the table of the AICPA.
func TestTheSizesOfATestOfComplianceAreReproduced(t *testing.T) {
	for accepted, want := range []struct{ infinite, of200, of5000 int }{{45, 41, 45}, {77, 67, 76}, {105, 89, 105}, {132, 110, 131}, {158, 129, 157}} {
		n, err := ForAudit(0.05, 0.90, accepted)
		if err != nil || n != want.infinite {
			t.Errorf("%d accepted: %d (%v), want %d", accepted, n, err, want.infinite)
		}
		for N, want := range map[int]int{200: want.of200, 5000: want.of5000} {
			if n, err := ForAuditOf(N, 0.05, 0.90, accepted); err != nil || n != want {
				t.Errorf("%d accepted of %d: %d (%v), want %d", accepted, N, n, err, want)
			}
		}
	}
}

// Exact hypergeometric, run with R.
func TestADiscoverySampleFindsOneOfSoMany(t *testing.T) {
	for _, c := range []struct{ N, marked, want int }{{30, 2, 23}, {60, 3, 38}, {90, 9, 25}, {1000, 50, 57}, {10, 10, 1}} {
		if n, err := Discovery(c.N, c.marked, 0.95); err != nil || n != c.want {
			t.Errorf("%d of %d: %d (%v), want %d", c.marked, c.N, n, err, c.want)
		}
	}
	if n, err := Discovery(10, 1, 0.95); err != nil || n != 10 {
		t.Error("one of ten is found by reading all:", n, err)
	}
}

// epiR rsu.sssep.rs run with R.
func TestTheApproximationOfCannonAndRoeIsReproduced(t *testing.T) {
	for _, c := range []struct {
		N, prevalence, unit float64
		want                int
	}{{1000, 0.05, 1, 59}, {300, 0.05, 1, 55}, {100, 0.1, 1, 26}, {inf, 0.05, 1, 59}, {inf, 0.05, 0.95, 62}} {
		if s, err := ToDetect(c.N, c.prevalence, 0.95, c.unit); err != nil || s.N != c.want {
			t.Errorf("%+v: %v (%v)", c, s, err)
		}
	}
}

func TestWhatCannotBeFoundHasNoSize(t *testing.T) {
	for _, c := range []struct {
		rate, conf float64
		accepted   int
	}{{0, 0.9, 0}, {1, 0.9, 0}, {0.05, 0, 0}, {0.05, 1, 0}, {0.05, 0.9, -1}, {0.05, 0.9, mostAccepted + 1}, {1e-300, 0.9, 0}} {
		_, err := ForAudit(c.rate, c.conf, c.accepted)
		undefined(t, "audit", err)
	}
	_, err := ForAuditOf(100, 0.05, 0.9, 5)
	undefined(t, "five accepted of five", err)
	_, err = ForAuditOf(0, 0.05, 0.9, 0)
	undefined(t, "of nobody", err)
	_, err = ForAuditOf(100, 2, 0.9, 0)
	undefined(t, "a rate of two", err)
	for _, c := range []struct {
		N, marked int
		conf      float64
	}{{0, 0, 0.9}, {10, 0, 0.9}, {10, 11, 0.9}, {10, 1, 1}} {
		_, err := Discovery(c.N, c.marked, c.conf)
		undefined(t, "discovery", err)
	}
	for _, c := range [][4]float64{{100, 0, 0.9, 1}, {100, 0.1, 1, 1}, {100, 0.1, 0.9, 0}, {0, 0.1, 0.9, 1}, {1e300, 0.1, 0.9, 1}, {10, 0.1, 0.95, 0.5}, {inf, 1e-300, 0.9, 1}, {1e15, 1e-15, 0.9, 1e-10}} {
		_, err := ToDetect(c[0], c[1], c[2], c[3])
		undefined(t, "detect", err)
	}
}

func FuzzTheSmallestSampleFindsAndOneLessDoesNot(f *testing.F) {
	f.Add(200, 10, 0.9, 1)
	f.Fuzz(func(t *testing.T, N, marked int, conf float64, accepted int) {
		if accepted > 1000 || N > 1_000_000 {
			return
		}
		if n, err := Discovery(N, marked, conf); err == nil && (n < 1 || n > N ||
			dist.Hypergeometric(0, n, marked, N) > 1-conf+1e-9 || n > 1 && dist.Hypergeometric(0, n-1, marked, N) < 1-conf-1e-9) {
			t.Errorf("discovery of %d of %d: %d", marked, N, n)
		}
		rate := math.Abs(float64(marked)) / (math.Abs(float64(N)) + 1)
		large, err := ForAudit(rate, conf, accepted)
		if err == nil && (large <= accepted || dist.Binomial(accepted, large, rate) > 1-conf+1e-9) {
			t.Errorf("%d accepted at %v: %d", accepted, rate, large)
		}
		if n, err := ForAuditOf(N, rate, conf, accepted); err == nil {
			deviating := int(math.Ceil(rate*float64(N) - 1e-6))
			if dist.Hypergeometric(accepted, n, deviating, N) > 1-conf+1e-9 || n > accepted+1 && dist.Hypergeometric(accepted, n-1, deviating, N) < 1-conf-1e-9 {
				t.Errorf("%d accepted at %v of %d: %d", accepted, rate, N, n)
			}
		}
	})
}
