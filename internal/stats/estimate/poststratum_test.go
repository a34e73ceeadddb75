package estimate

import (
	"math"
	"testing"
)

// Of a simple random sample of 6 from 60, four are of a group of 30 and two of one
// of 30. By hand: means 2 and 8, total 300; residuals (-1,1,-1,1) with weight 7.5
// and (-2,2) with 15, so the variance is 0.9 6/5 (4 7.5^2 + 2 30^2).
func TestAPostStratifiedTotalByHand(t *testing.T) {
	d, err := NewDesign(6, nil, nil, Stage{Population: []float64{60, 60, 60, 60, 60, 60}})
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"x", "x", "x", "x", "y", "y"}
	p, err := d.PostStratify(names, map[string]float64{"x": 30, "y": 30})
	if err != nil {
		t.Fatal(err)
	}
	e, err := p.Total([]float64{1, 3, 1, 3, 6, 10})
	is(t, "total", e, err, 300, math.Sqrt(0.9*6/5*(4*7.5*7.5+2*30*30)))
	e, err = p.Mean([]float64{1, 3, 1, 3, 6, 10})
	is(t, "mean", e, err, 5, math.Sqrt(0.9*6/5*(4*7.5*7.5+2*30*30))/60)
	e, err = p.Total([]float64{1, 1, 1, 1, 0, 0})
	is(t, "the size of a group, which is known", e, err, 30, 0)
	for _, pop := range []map[string]float64{{"x": 30}, {"x": 30, "y": 0}, {"x": 30, "y": inf}, {"x": 30, "y": 30, "z": 1}} {
		_, err = d.PostStratify(names, pop)
		undefined(t, "groups", err)
	}
}

// With equal probabilities every variance that knows of the finite population is
// that of a simple random sample, 3 of 10: 10^2 (1-0.3) 7/3.
func TestAHorvitzThompsonTotalOfEqualProbabilitiesIsThatOfASimpleRandomSample(t *testing.T) {
	y, p := []float64{1, 3, 6}, []float64{0.3, 0.3, 0.3}
	q := 3.0 * 2 / (10 * 9)
	joint := [][]float64{{0.3, q, q}, {q, 0.3, q}, {q, q, 0.3}}
	s2 := 19.0 / 3
	for v, variance := range map[Variance]float64{WithReplacement: 100 * s2 / 3, Brewer: 70 * s2 / 3, YatesGrundy: 70 * s2 / 3, HorvitzThompson: 70 * s2 / 3} {
		e, err := Thompson(y, p, v, joint)
		is(t, string(v), e, err, 100.0/3, math.Sqrt(variance))
	}
}

func TestAHorvitzThompsonTotalIsNotDefinedForProbabilitiesThatCannotBe(t *testing.T) {
	y := []float64{1, 3}
	for what, c := range map[string]struct {
		y, p  []float64
		v     Variance
		joint [][]float64
	}{
		"one unit":               {[]float64{1}, []float64{0.5}, Brewer, nil},
		"a probability of 0":     {y, []float64{0, 0.5}, Brewer, nil},
		"a probability above 1":  {y, []float64{1.1, 0.5}, Brewer, nil},
		"another variance":       {y, []float64{0.5, 0.5}, "jackknife", nil},
		"no joint probabilities": {y, []float64{0.5, 0.5}, YatesGrundy, nil},
		"a short row":            {y, []float64{0.5, 0.5}, YatesGrundy, [][]float64{{0.5}, {0.2, 0.5}}},
		"never both":             {y, []float64{0.5, 0.5}, YatesGrundy, [][]float64{{0.5, 0}, {0, 0.5}}},
		"both more than one":     {y, []float64{0.5, 0.5}, YatesGrundy, [][]float64{{0.5, 0.6}, {0.6, 0.5}}},
		"a negative variance":    {y, []float64{0.5, 0.5}, YatesGrundy, [][]float64{{0.5, 0.4}, {0.4, 0.5}}},
		"too large":              {[]float64{1e308, -1e308}, []float64{0.5, 0.5}, Brewer, nil},
	} {
		_, err := Thompson(c.y, c.p, c.v, c.joint)
		undefined(t, what, err)
	}
}

// Cochran 1977, 2.6: signatures on 50 of 676 sheets of a petition.
func TestTheSheetsOfAPetitionAreReproduced(t *testing.T) {
	y := []float64{42, 41, 36, 32, 29, 27, 23, 19, 16, 15, 14, 11, 10, 9, 7, 6, 5, 4, 3}
	times := []float64{23, 4, 1, 1, 1, 2, 1, 1, 2, 2, 1, 1, 1, 1, 1, 3, 2, 1, 1}
	s, err := SimpleRandom(y, times, 676)
	if err != nil || s.N != 50 || s.Sum != 1471 || s.Sum2 != 54497 || math.Abs(s.S2-228.983265) > 1e-6 {
		t.Fatalf("%+v, %v", s, err)
	}
	is(t, "total", s.Total, nil, 19887.92, 676*math.Sqrt(626.0/676*s.S2/50))
	is(t, "mean", s.Mean, nil, 29.42, math.Sqrt(626.0/676*s.S2/50))
	var long []float64
	for i, f := range times {
		for range int(f) {
			long = append(long, y[i])
		}
	}
	if each, err := SimpleRandom(long, nil, 676); err != nil || each.Sum2 != s.Sum2 || !close(each.S2, s.S2) || each.Total.DF != 49 {
		t.Errorf("%+v, %v", each, err)
	}
}

func TestASimpleRandomSampleThatCannotBeIsNotDefined(t *testing.T) {
	for what, c := range map[string]struct {
		y, times []float64
		N        float64
	}{
		"one unit": {[]float64{1}, nil, 9}, "more than there are": {[]float64{1, 2, 3}, nil, 2}, "seen less than never": {[]float64{1, 2}, []float64{-1, 9}, 99},
		"too large": {[]float64{1e200, 2}, nil, 9}, "an endless population": {[]float64{1, 2}, nil, inf}, "no number": {[]float64{1, 2}, nil, math.NaN()},
	} {
		_, err := SimpleRandom(c.y, c.times, c.N)
		undefined(t, what, err)
	}
}
