package proportion

import (
	"errors"
	"math"
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

// Newcombe 1998, table I, method 3: four examples to four decimal places.
func TestWilsonGivesThePublishedIntervals(t *testing.T) {
	for _, c := range []struct {
		count, n  int
		low, high float64
	}{
		{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718},
	} {
		i, err := Wilson(c.count, c.n, stats.Z95)
		if err != nil || math.Abs(i.Low-c.low) > 5e-5 || math.Abs(i.High-c.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f to %.4f (%v), want %.4f to %.4f", c.count, c.n, i.Low, i.High, err, c.low, c.high)
		}
	}
}

func TestWilsonIsNotDefinedWithoutABaseOrOutsideIt(t *testing.T) {
	for _, c := range []struct {
		count, n int
		z        float64
	}{{0, 0, stats.Z95}, {1, 0, stats.Z95}, {-1, 5, stats.Z95}, {6, 5, stats.Z95}, {1, 5, 0}, {1, 5, math.NaN()}, {1, 5, math.Inf(1)}} {
		if _, err := Wilson(c.count, c.n, c.z); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func FuzzWilson(f *testing.F) {
	f.Add(3, 10)
	f.Fuzz(func(t *testing.T, count, n int) {
		i, err := Wilson(count, n, stats.Z95)
		if err != nil {
			return
		}
		p := float64(count) / float64(n)
		if !(0 <= i.Low && i.Low <= p && p <= i.High && i.High <= 1) {
			t.Errorf("%d of %d: %v does not hold %v", count, n, i, p)
		}
		mirror, _ := Wilson(n-count, n, stats.Z95)
		if math.Abs(mirror.Low-(1-i.High)) > 1e-12 || math.Abs(mirror.High-(1-i.Low)) > 1e-12 {
			t.Errorf("%d of %d: %v is not the mirror of %v", count, n, mirror, i)
		}
	})
}
