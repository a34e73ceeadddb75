package agreement

import (
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// Resampling is how to draw replicates of the units, with replacement. The same
// seed draws the same units on every machine, whatever their order and the
// number of processors.
type Resampling struct {
	Replicates int
	Seed       uint64
	Conf       float64
	// Corrected asks for the interval that is corrected for bias and acceleration
	// (BCa: B. Efron, JASA 82, 1987), and not for the plain percentiles.
	Corrected bool
}

// Resampled is what replicates of the units show.
type Resampled struct {
	SE       float64
	Interval stats.Interval
	// Without is how many replicates had no answer, for example because all their
	// ratings were the same; they are left out.
	Without int
}

// The limits of a resampling.
const (
	minReplicates = 100
	maxReplicates = 1_000_000
	maxResampled  = 10_000_000 // units
)

// BootstrapEstimate resamples the units for a coefficient. It returns the errors
// of [Ratings.Estimate]; errs.BadInput for a resampling that cannot be done, or
// of a table of shares; and stats.ErrUndefined where more than one replicate in
// twenty has no answer, or where the correction has none.
func (r *Ratings) BootstrapEstimate(kind Coefficient, w Matrix, how Resampling) (Resampled, error) {
	e, err := r.Estimate(kind, w, Options{Conf: how.Conf})
	if err != nil {
		return Resampled{}, err
	}
	return r.bootstrap(e.Coefficient, how, func() statistic {
		if kind == GwetAlpha || kind == GwetAlphaOfCounts {
			return newAlphaOfWeights(r, w)
		}
		return newCorrected(r, kind, w)
	})
}

// BootstrapAlpha resamples the units for Krippendorff's alpha. It returns the
// errors of [Ratings.Alpha] and those of [Ratings.BootstrapEstimate].
func (r *Ratings) BootstrapAlpha(m Metric, how Resampling) (Resampled, error) {
	a, err := r.Alpha(m, Options{Conf: how.Conf})
	if err != nil {
		return Resampled{}, err
	}
	return r.bootstrap(a.Alpha, how, func() statistic { return newCoincidence(r, m) })
}

// check is an error for a resampling that cannot be done.
func (h Resampling) check(r *Ratings) error {
	if h.Replicates < minReplicates || h.Replicates > maxReplicates {
		return errs.Invalid("replicates", "There are %d replicates; it takes %d to %d", h.Replicates, minReplicates, maxReplicates)
	}
	if r.units > maxResampled {
		return errs.Invalid("input", "There are %v units; at most %d can be drawn anew", r.units, maxResampled)
	}
	for _, t := range r.times {
		if t != math.Trunc(t) {
			return errs.Invalid("n", "A table of shares has no whole units to draw anew")
		}
	}
	return nil
}

// bootstrap resamples a statistic that is point in the data. Each processor has
// a statistic of its own, with its scratch.
func (r *Ratings) bootstrap(point float64, how Resampling, statistic func() statistic) (Resampled, error) {
	if err := how.check(r); err != nil {
		return Resampled{}, err
	}
	unit := make([]int32, 0, int(r.units)) // the pattern of each unit
	for i, t := range r.times {
		for range int(t) {
			unit = append(unit, int32(i))
		}
	}
	found := make([]float64, how.Replicates)
	defined := make([]bool, how.Replicates)
	workers := min(runtime.GOMAXPROCS(0), how.Replicates)
	var all sync.WaitGroup
	for first := range workers {
		all.Go(func() {
			s, times := statistic(), make([]float64, len(r.times))
			for b := first; b < how.Replicates; b += workers {
				draw(unit, times, stream(how.Seed, b))
				var p Point
				p, defined[b] = s.at(times)
				found[b] = p.Coefficient
			}
		})
	}
	all.Wait()
	kept := found[:0]
	for b, ok := range defined {
		if ok {
			kept = append(kept, found[b])
		}
	}
	out := Resampled{Without: how.Replicates - len(kept)}
	if 20*out.Without > how.Replicates {
		return out, stats.Undefined("%d of %d replicates have no answer: the ratings vary too little to be drawn anew", out.Without, how.Replicates)
	}
	slices.Sort(kept)
	out.SE = deviation(kept)
	tail := (1 - how.Conf) / 2
	low, high := tail, 1-tail
	if how.Corrected {
		var err error
		if low, high, err = r.accelerated(statistic(), point, kept, tail); err != nil {
			return out, err
		}
	}
	out.Interval = stats.Interval{Low: percentile(kept, low), High: percentile(kept, high)}
	return out, nil
}

// draw counts how often each pattern comes in as many units as there are, drawn
// with replacement.
func draw(unit []int32, times []float64, s source) {
	clear(times)
	n := uint64(len(unit))
	for range unit {
		times[unit[s.below(n)]]++
	}
}

// deviation is the standard deviation of replicates.
func deviation(x []float64) float64 {
	mean, sum := 0.0, 0.0
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		sum += (v - mean) * (v - mean)
	}
	return math.Sqrt(sum / float64(len(x)-1))
}

// percentile is the p quantile of sorted replicates, at place (B+1)p and between
// neighbours in proportion.
func percentile(sorted []float64, p float64) float64 {
	at := p*float64(len(sorted)+1) - 1
	at = min(max(at, 0), float64(len(sorted)-1))
	i := int(at)
	if i == len(sorted)-1 {
		return sorted[i]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// accelerated are the two tails to cut off for a corrected interval: corrected
// for where the point stands among the replicates and, by leaving out one unit
// at a time, for how the spread changes with the coefficient.
func (r *Ratings) accelerated(s statistic, point float64, sorted []float64, tail float64) (low, high float64, err error) {
	below := 0.0
	for _, v := range sorted {
		switch {
		case math.Abs(v-point) <= 1e-12:
			below += 0.5
		case v < point:
			below++
		}
	}
	below /= float64(len(sorted))
	if below == 0 || below == 1 {
		return 0, 0, stats.Undefined("All replicates lie on one side of the coefficient, where the corrected interval has no answer; the plain percentiles have one")
	}
	a := r.acceleration(s)
	z0 := dist.NormalQuantile(below)
	at := func(p float64) float64 {
		z := z0 + dist.NormalQuantile(p)
		return dist.Normal(z0 + z/max(1e-3, 1-a*z))
	}
	return at(tail), at(1 - tail), nil
}

// acceleration is a sixth of the skewness of the coefficient without each unit.
// There is one without any unit: where a coefficient needs one of them, a third
// of the replicates lack it, and the bootstrap has ended before this.
func (r *Ratings) acceleration(s statistic) float64 {
	times := slices.Clone(r.times)
	without := make([]float64, len(times))
	mean := 0.0
	for i, t := range r.times {
		times[i]--
		p, _ := s.at(times)
		times[i]++
		without[i] = p.Coefficient
		mean += t * p.Coefficient / r.units
	}
	squares, cubes := 0.0, 0.0
	for i, t := range r.times {
		d := mean - without[i]
		squares += t * d * d
		cubes += t * d * d * d
	}
	if squares == 0 {
		return 0
	}
	return cubes / (6 * math.Pow(squares, 1.5))
}
