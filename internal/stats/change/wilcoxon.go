package change

import (
	"cmp"
	"math"
	"slices"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// Zeros is what becomes of areas that did not change.
type Zeros int

// What may become of them: Wilcoxon leaves them out; Pratt ranks them with the
// others and then leaves them out, so that a change is not made larger by areas
// that did not change (J. W. Pratt, "Remarks on zeros and ties in the Wilcoxon
// signed rank procedures", JASA 54, 1959).
const (
	Wilcoxon Zeros = iota
	Pratt
)

// SignedRank is the ranks of the differences of two rounds by size.
type SignedRank struct {
	// V is the sum of the ranks of the areas that were higher in the first round.
	V float64
	// N is how many areas changed.
	N     int
	ranks []int // twice the rank of each area that changed, a whole number
}

// SignedRanks ranks the differences, first less second, of two rounds by size
// (F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics 1, 1945);
// differences that are alike share the mean of their ranks. The tests assume that
// sizes of differences can be compared and that, without a change, differences are
// as likely to each side: they suit measurements rather than grades.
//
// It returns stats.ErrUndefined without areas and where no area changed, and
// errs.BadInput with the row of what is no number.
func SignedRanks(first, second []float64, zeros Zeros) (SignedRank, error) {
	d, near, err := differences(first, second)
	if err != nil {
		return SignedRank{}, err
	}
	if zeros == Wilcoxon {
		d = slices.DeleteFunc(d, func(x float64) bool { return x == 0 })
	}
	slices.SortFunc(d, func(a, b float64) int { return cmp.Compare(math.Abs(a), math.Abs(b)) })
	var s SignedRank
	for i := 0; i < len(d); {
		end := i + 1
		for end < len(d) && math.Abs(d[end])-math.Abs(d[end-1]) <= near {
			end++
		}
		rank := i + 1 + end // twice the mean of i+1 to end
		for ; i < end; i++ {
			if d[i] == 0 {
				continue
			}
			s.N++
			s.ranks = append(s.ranks, rank)
			if d[i] > 0 {
				s.V += float64(rank) / 2
			}
		}
	}
	if s.N == 0 {
		return SignedRank{}, stats.Undefined("No area changed; there is nothing to test")
	}
	return s, nil
}

// MostExact is how many areas an exact distribution of ranks is counted for.
const MostExact = 1000

// Exact is the exact two-sided p value, with ties and zeros as they are: of all
// ways to give the ranks a sign, the share that is as far from the middle.
//
// It returns stats.ErrUndefined for more than [MostExact] areas, for which the
// normal approximation serves.
func (s SignedRank) Exact() (float64, error) {
	if s.N > MostExact {
		return 0, stats.Undefined("The exact distribution is counted for at most %d areas; use the normal approximation for %d", MostExact, s.N)
	}
	chances := signings(s.ranks)
	v := int(2 * s.V)
	// Both sides of the distribution are alike, so the smaller tail is enough.
	v = min(v, len(chances)-1-v)
	p := 0.0
	for _, c := range chances[:v+1] {
		p += c
	}
	return min(1, 2*p), nil
}

// signings is the probability of each sum of the ranks with a positive sign when
// each sign is as likely: rank by rank, half stays and half moves up by the rank.
func signings(ranks []int) []float64 {
	top := 0
	for _, r := range ranks {
		top += r
	}
	chances := make([]float64, top+1)
	chances[0] = 1
	reached := 0
	for _, r := range ranks {
		reached += r
		for i := reached; i >= r; i-- {
			chances[i] = (chances[i] + chances[i-r]) / 2
		}
		for i := range r {
			chances[i] /= 2
		}
	}
	return chances
}

// Normal is the standardised sum of ranks and its two-sided p value by the normal
// approximation, with the variance that ties leave; correct brings the sum nearer
// to its mean by half for continuity.
func (s SignedRank) Normal(correct bool) (z, p float64) {
	var mean, variance float64
	for _, r := range s.ranks {
		rank := float64(r) / 2
		mean += rank / 2
		variance += rank * rank / 4
	}
	away := s.V - mean
	if correct {
		away = math.Copysign(max(0, math.Abs(away)-0.5), away)
	}
	z = away / math.Sqrt(variance)
	return z, min(1, 2*dist.Normal(-math.Abs(z)))
}

// Other is the sum of the ranks of the areas that were higher in the second round.
func (s SignedRank) Other() float64 {
	sum := 0
	for _, r := range s.ranks {
		sum += r
	}
	return float64(sum)/2 - s.V
}
