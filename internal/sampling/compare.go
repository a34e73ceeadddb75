package sampling

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// Comparison is a trait in the frame and in the sample that was drawn.
type Comparison struct {
	Trait    string  `json:"trait"`
	Value    string  `json:"value"` // "" where the frame does not say
	Frame    int     `json:"frame"` // records of the frame that have it
	Sample   int     `json:"sample"`
	Expected float64 `json:"expected"` // in the sample, over all draws by this plan
	// Apart is how many standard deviations the sample is from what is expected; nil
	// where every draw by this plan has the same number.
	Apart *float64 `json:"apart"`
	// Far marks those that are FarApart or more.
	Far bool `json:"far"`
}

// FarApart is from how many standard deviations a comparison is marked. About 3 in 1,000
// comparisons are by chance alone.
const FarApart = 3

// Compare compares the sample that was drawn with the frame, by each trait of the
// private part. It is information: a sample that looks unlike the frame is
// no worse than another, and drawing again because of its looks would bias every
// estimate. Counts here are of children; they are for the team only.
//
// In a stratum of N records of which K have a value, n draws have nK/N on average, with
// the variance of the hypergeometric distribution, n·K/N·(1-K/N)·(N-n)/(N-1); strata are
// independent, so both add up.
//
// It returns errs.Conflict before the draw, and errs.BadInput for the private part of
// another draw.
func (r *Record) Compare(p *Private) ([]Comparison, error) {
	if r.Drawn == nil {
		return nil, errs.Changed("The sample of this record is not drawn yet")
	}
	if f, err := NewFrame(p.Key, p.Items); err != nil || f.Hash() != r.Commitment.Frame {
		return nil, errs.Invalid("private", "This is the private part of another draw")
	}
	strata, taken := map[string]int{}, map[Hash]bool{}
	for h, s := range r.Plan.Strata {
		strata[s.Name] = h
	}
	for _, c := range r.Drawn.Sample {
		taken[c.Line] = true
	}
	type cell struct{ trait, value string }
	counts, samples := map[cell][]int{}, map[cell]int{}
	m := p.Key.maker()
	for _, i := range p.Items {
		drawn := taken[m.line(i.Reference.Reveal())]
		for k, trait := range p.Traits {
			c := cell{trait, i.Traits[k]}
			if counts[c] == nil {
				counts[c] = make([]int, len(r.Plan.Strata))
			}
			counts[c][strata[i.Stratum]]++
			if drawn {
				samples[c]++
			}
		}
	}
	var list []Comparison
	byName := func(a, b cell) int {
		return cmp.Or(slices.Index(p.Traits, a.trait)-slices.Index(p.Traits, b.trait), cmp.Compare(leading(a.value), leading(b.value)), cmp.Compare(a.value, b.value))
	}
	for _, c := range slices.SortedFunc(maps.Keys(counts), byName) {
		list = append(list, r.Plan.compare(Comparison{Trait: c.trait, Value: c.value, Frame: sum(counts[c]), Sample: samples[c]}, counts[c]))
	}
	return list, nil
}

// leading is the number that a value begins with, so that 5 to 11 stands before 12 to 15.
func leading(value string) int {
	n, _ := strconv.Atoi(value[:len(value)-len(strings.TrimLeft(value, "0123456789"))])
	return n // 0 where there is none
}

// compare adds what is expected of a value that so many records of each stratum have.
func (p Plan) compare(c Comparison, counts []int) Comparison {
	variance := 0.0
	for h, s := range p.Strata {
		n, N, K := float64(s.Size), float64(s.Population), float64(counts[h])
		c.Expected += n * K / N
		if N > 1 {
			variance += n * K / N * (1 - K/N) * (N - n) / (N - 1)
		}
	}
	if variance > 0 {
		apart := (float64(c.Sample) - c.Expected) / math.Sqrt(variance)
		c.Apart, c.Far = &apart, math.Abs(apart) >= FarApart
	}
	return c
}
