package change

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// Measure is one of Svensson's measures of a table of two rounds.
type Measure func(Table) (float64, error)

// RelativePosition is how much likelier the second round is higher than the first
// than lower, for two areas drawn apart: from -1, all moved down, to 1, all moved
// up (E. Svensson, "Analysis of systematic and random differences between paired
// ordinal categorical data", 1993; "Ordinal invariant measures for individual and
// group changes in ordered categorical data", Statistics in Medicine 17, 1998).
// It uses the order of the grades alone.
//
// It returns stats.ErrUndefined without areas, and errs.BadInput for what is no
// table of counts.
func RelativePosition(t Table) (float64, error) {
	up, down, _, err := t.shift()
	return up - down, err
}

// shift is the probability that the second round is higher than the first for two
// areas drawn apart, that it is lower, and how much likelier the second round lies
// between two of the first than the first between two of the second.
func (t Table) shift() (up, down, between float64, err error) {
	n, err := t.check()
	if err != nil {
		return 0, 0, 0, err
	}
	first, second := t.margins()
	var below1, below2 float64
	for i := range t {
		x, y := first[i]/n, second[i]/n
		up += y * below1
		down += x * below2
		between += y*below1*(1-below1-x) - x*below2*(1-below2-y)
		below1 += x
		below2 += y
	}
	return up, down, between, nil
}

// RelativeConcentration is how much likelier the second round lies between two
// areas of the first than the other way, from -1 to 1 (Svensson 1993, 1998): the
// second round is more alike when it is above 0. Where the rounds also differ in
// position it says little.
//
// It returns stats.ErrUndefined where one round lies wholly above the other, or
// either is all of one grade: nothing can lie between.
func RelativeConcentration(t Table) (float64, error) {
	up, down, between, err := t.shift()
	if err != nil {
		return 0, err
	}
	if most := min(up-up*up, down-down*down); most > 1e-12 {
		return between / most, nil
	}
	return 0, stats.Undefined("One round lies wholly above the other, or is all of one grade; neither can lie between")
}

// RankVariance is the relative rank variance: how much single areas changed apart
// from what moved all (Svensson 1993, 1998). It is 0 when the order of the areas
// stayed, about 1 when one round says nothing of the other, and up to 2 when the
// order was turned round. Areas are ranked by one round and, where that is the
// same, by the other, so that a move of the whole round is no variance.
//
// It returns stats.ErrUndefined without areas, and errs.BadInput for what is no
// table of counts.
func RankVariance(t Table) (float64, error) {
	n, err := t.check()
	if err != nil {
		return 0, err
	}
	first, second := t.margins()
	lower := t.lower()
	// The ranks of a cell by the one round and by the other differ by the areas
	// that are lower in the first and higher in the second, less the reverse.
	sum, below1 := 0.0, 0.0
	for i, row := range t {
		below2 := 0.0
		for j, count := range row {
			d := (below1 - lower[i][j+1]) - (below2 - lower[i+1][j])
			sum += float64(count) / n * (d / n) * (d / n)
			below2 += second[j]
		}
		below1 += first[i]
	}
	return 6 * sum, nil
}

// lower is how many areas are lower in both rounds than a row and a column.
func (t Table) lower() [][]float64 {
	out := make([][]float64, len(t)+1)
	out[0] = make([]float64, len(t)+1)
	for i, row := range t {
		out[i+1] = make([]float64, len(t)+1)
		inRow := 0.0
		for j, count := range row {
			inRow += float64(count)
			out[i+1][j+1] = out[i][j+1] + inRow
		}
	}
	return out
}

// Jackknife is the standard error of a measure from what it is without each area
// in turn, (n-1)/n of the usual one, as Svensson's measures are published. The
// rank variance takes that factor twice: see [JackknifeRankVariance].
//
// It returns stats.ErrUndefined for fewer than two areas, and where the measure is
// not defined without one of them.
func Jackknife(t Table, of Measure) (float64, error) {
	n, err := t.check()
	if err != nil {
		return 0, err
	}
	if n < 2 {
		return 0, stats.Undefined("One area has no standard error; it takes two")
	}
	without := make(Table, len(t))
	for i := range t {
		without[i] = append([]int(nil), t[i]...)
	}
	var mean, squares, weight float64
	for i, row := range t {
		for j, count := range row {
			if count == 0 {
				continue
			}
			without[i][j]--
			v, err := of(without)
			without[i][j]++
			if err != nil {
				return 0, err
			}
			// Mean and squares are kept up to date together: no difference of
			// large sums.
			w := float64(count)
			weight += w
			step := v - mean
			mean += step * w / weight
			squares += w * step * (v - mean)
		}
	}
	return (n - 1) / n * math.Sqrt((n-1)/n*squares), nil
}

// JackknifeRankVariance is the standard error of [RankVariance], with the factor
// (n-1)/n once more.
//
// It returns stats.ErrUndefined for fewer than two areas.
func JackknifeRankVariance(t Table) (float64, error) {
	se, err := Jackknife(t, RankVariance)
	if err != nil {
		return 0, err
	}
	n, _ := t.check() // Jackknife has checked
	return se * (n - 1) / n, nil
}
