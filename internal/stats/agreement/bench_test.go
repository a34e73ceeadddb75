package agreement

import (
	"testing"

	"github.com/northinch/northinch/internal/stats/agreement/agreementtest"
)

// BenchmarkOrdinalAlphaAndAC2 is both coefficients with their intervals in closed
// form, from what 3 raters said of 100,000 units on a scale of six, on one core.
func BenchmarkOrdinalAlphaAndAC2(b *testing.B) {
	ratings := agreementtest.Ratings(1, 100_000, 3, 6, 0.05)
	s := numbers(6)
	for b.Loop() {
		r := must[*Ratings](b)(New(s, 3, ratings))
		must[Alpha](b)(r.Alpha(OrdinalRank, plain))
		must[Estimate](b)(r.Estimate(Gwet, must[Matrix](b)(Quadratic.On(s)), plain))
	}
}

// BenchmarkManyRaters has too many possible rows for a table of them.
func BenchmarkManyRaters(b *testing.B) {
	ratings := agreementtest.Ratings(1, 100_000, 8, 6, 0.05)
	s := numbers(6)
	for b.Loop() {
		r := must[*Ratings](b)(New(s, 8, ratings))
		must[Alpha](b)(r.Alpha(OrdinalRank, plain))
		must[Estimate](b)(r.Estimate(Gwet, must[Matrix](b)(Quadratic.On(s)), plain))
	}
}

// BenchmarkBootstrap is 2,000 replicates of 1,000 units of 3 raters.
func BenchmarkBootstrap(b *testing.B) {
	r := madeUp(b, 1, 1000, 3, 6, 0.05)
	how := Resampling{Replicates: 2000, Seed: 1, Conf: 0.95}
	b.Run("OrdinalAlpha", func(b *testing.B) {
		for b.Loop() {
			must[Resampled](b)(r.BootstrapAlpha(OrdinalRank, how))
		}
	})
	b.Run("AC2", func(b *testing.B) {
		w := must[Matrix](b)(Quadratic.On(r.Scale()))
		for b.Loop() {
			must[Resampled](b)(r.BootstrapEstimate(Gwet, w, how))
		}
	})
	b.Run("Conger", func(b *testing.B) {
		w := must[Matrix](b)(Quadratic.On(r.Scale()))
		for b.Loop() {
			must[Resampled](b)(r.BootstrapEstimate(Conger, w, how))
		}
	})
}
