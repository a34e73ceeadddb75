package change

import (
	"cmp"
	"math"
	"slices"
	"testing"
)

// expanded is the areas of a table one by one.
func expanded(t Table) (first, second []float64) {
	for i, row := range t {
		for j, count := range row {
			for range count {
				first, second = append(first, float64(i)), append(second, float64(j))
			}
		}
	}
	return first, second
}

// byDefinition are Svensson's measures as the definitions have them, over all
// pairs and triples of areas.
func byDefinition(first, second []float64) (rp, rc, rv float64) {
	n := float64(len(first))
	var up, down, between float64
	for _, x := range first {
		for _, y := range second {
			if x < y {
				up++
			} else if y < x {
				down++
			}
		}
	}
	for i := range first {
		for j := range first {
			for k := range first {
				if first[i] < second[k] && second[k] < first[j] {
					between++
				}
				if second[i] < first[k] && first[k] < second[j] {
					between--
				}
			}
		}
	}
	up, down = up/(n*n), down/(n*n)
	rp, rc = up-down, between/(n*n*n)/min(up-up*up, down-down*down)
	a, b := augmented(first, second), augmented(second, first)
	for i := range a {
		rv += 6 * (a[i] - b[i]) * (a[i] - b[i]) / (n * n * n)
	}
	return rp, rc, rv
}

// augmented are the ranks by one round and then by the other.
func augmented(by, then []float64) []float64 {
	place := make([]int, len(by))
	for i := range place {
		place[i] = i
	}
	compare := func(a, b int) int { return cmp.Or(cmp.Compare(by[a], by[b]), cmp.Compare(then[a], then[b])) }
	slices.SortFunc(place, compare)
	ranks := make([]float64, len(by))
	for i := 0; i < len(place); {
		end := i
		for end < len(place) && compare(place[i], place[end]) == 0 {
			end++
		}
		for _, p := range place[i:end] {
			ranks[p] = float64(i+end+1) / 2
		}
		i = end
	}
	return ranks
}

// The ten pairs of the example of the R package svenssonm 0.1.0.
func TestSvenssonsMeasuresOfAPublishedExample(t *testing.T) {
	table, _, err := Cross([]float64{1, 2, 3, 4, 5, 5, 4, 3, 2, 1}, []float64{1, 2, 3, 4, 5, 1, 1, 5, 4, 1})
	if err != nil {
		t.Fatal(err)
	}
	jackknife := func(m Measure) Measure { return func(t Table) (float64, error) { return Jackknife(t, m) } }
	for name, c := range map[string]struct {
		of   Measure
		want float64
	}{
		"RP": {RelativePosition, -0.12}, "its SE": {jackknife(RelativePosition), 0.199555060628},
		"RC": {RelativeConcentration, -0.231729055258}, "its  SE": {jackknife(RelativeConcentration), 0.158166138955},
		"RV": {RankVariance, 0.384}, "its   SE": {JackknifeRankVariance, 0.252507425633},
	} {
		if got, err := c.of(table); err != nil || !near(got, c.want) {
			t.Errorf("%s: %v (%v), want %v", name, got, err, c.want)
		}
	}
}

func TestAMoveOfTheWholeRoundIsPositionAndNoVariance(t *testing.T) {
	moved := Table{{0, 5, 0}, {0, 0, 5}, {0, 0, 0}}
	if rv, err := RankVariance(moved); err != nil || rv != 0 {
		t.Error(rv, err)
	}
	if rp, err := RelativePosition(moved); err != nil || !near(rp, 0.75) {
		t.Error(rp, err)
	}
}

func TestNothingCanLieBetweenWhereOneRoundIsWhollyAboveTheOther(t *testing.T) {
	for _, table := range []Table{{{0, 4}, {0, 0}}, {{3}}, {{1, 1}, {0, 0}}} {
		_, err := RelativeConcentration(table)
		isUndefined(t, "concentration", err)
	}
	// It is defined, and not without the one area that went down.
	one := Table{{0, 1}, {1, 0}}
	if _, err := RelativeConcentration(one); err != nil {
		t.Error(err)
	}
	_, err := Jackknife(one, RelativeConcentration)
	isUndefined(t, "jackknife of concentration", err)
}

func TestOneAreaHasNoStandardError(t *testing.T) {
	one := Table{{0, 1}, {0, 0}}
	_, err := Jackknife(one, RelativePosition)
	isUndefined(t, "position", err)
	_, err = JackknifeRankVariance(one)
	isUndefined(t, "variance", err)
}

// The measures are their definitions; they lie within their bounds; exchanging the
// rounds turns position and concentration round and leaves the variance.
func FuzzSvensson(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 0, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		table := fuzzed(data)
		first, second := expanded(table)
		if len(first) == 0 || len(first) > 60 {
			return
		}
		rp, rc, rv := byDefinition(first, second)
		exchanged, _, err := Cross(second, first)
		if err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			of         Measure
			want, most float64
			turns      float64
		}{"RP": {RelativePosition, rp, 1, -1}, "RC": {RelativeConcentration, rc, 1, -1}, "RV": {RankVariance, rv, 2, 1}} {
			got, err := c.of(table)
			if err != nil {
				continue
			}
			other, err := c.of(exchanged)
			if err != nil || math.Abs(got-c.want) > 1e-9 || math.Abs(got) > c.most+1e-9 || math.Abs(got-c.turns*other) > 1e-9 {
				t.Fatalf("%v: %s is %v, exchanged %v (%v), want %v", table, name, got, other, err, c.want)
			}
			if se, err := Jackknife(table, c.of); err == nil && !(se >= 0 && !math.IsInf(se, 0)) {
				t.Fatalf("%v: %s has the standard error %v", table, name, se)
			}
		}
	})
}
