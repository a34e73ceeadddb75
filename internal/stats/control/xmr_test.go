package control

import (
	"errors"
	"math"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// flow is ten batches of the NIST/SEMATECH e-Handbook, 6.3.2.2.
var flow = []float64{49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1}

func TestTheChartOfTheHandbookHasItsLimits(t *testing.T) {
	c, err := XmR(flow, 3/D2)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []struct{ got, want float64 }{{c.Mean, 50.81}, {c.MeanRange, 1.8778}, {c.Upper, 55.8041}, {c.Lower, 45.8159}, {c.RangeUpper, 6.1347}} {
		if math.Abs(v.got-v.want) > 5e-5 {
			t.Errorf("%v, want %v", v.got, v.want)
		}
	}
	if c, _ = XmR(flow, NHS); math.Abs(c.Upper-55.8048888889) > 1e-9 {
		t.Error(c.Upper)
	}
}

func TestAChartNeedsTwoValuesWithASize(t *testing.T) {
	for _, values := range [][]float64{nil, {3}} {
		if _, err := XmR(values, NHS); !errors.Is(err, stats.ErrUndefined) {
			t.Error(err)
		}
	}
	for _, values := range [][]float64{{1, math.NaN()}, {math.Inf(1), 2}, {1e300, -1e300}} {
		if _, err := XmR(values, NHS); errs.KindOf(err) != errs.BadInput {
			t.Error(err)
		}
	}
	for _, k := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		if _, err := XmR(flow, k); errs.KindOf(err) != errs.BadInput {
			t.Error(k, err)
		}
	}
}

// names are the rules of a series of points.
func names(t *testing.T, r Rules, values []float64, restarts []bool) (special []string) {
	t.Helper()
	points, err := r.Apply(values, restarts)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range points {
		special = append(special, p.Special)
	}
	return special
}

// count is how many there are of a name.
func count(list []string, name string) (n int) {
	for _, s := range list {
		if s == name {
			n++
		}
	}
	return n
}

func TestAPointOutsideIsSeenWhenItsOwnRangesAreScreened(t *testing.T) {
	values := []float64{10, 12, 11, 9, 10, 12, 11, 10, 9, 11, 20, 10, 11, 9, 10}
	plain, _ := Rules{Improvement: 1}.Apply(values, nil)
	screened, _ := Rules{Improvement: 1, Screen: true}.Apply(values, nil)
	if p := screened[10]; !p.Outside || p.Special != "Above UCL" || p.Type != "special_cause_improvement" || !(p.Upper < plain[10].Upper) || p.Mean != plain[10].Mean {
		t.Errorf("%+v, not screened %+v", p, plain[10])
	}
	low, _ := Rules{Improvement: 1, Screen: true}.Apply(mirrored(values), nil)
	if p := low[10]; p.Special != "Below LCL" || p.Type != "special_cause_concern" {
		t.Errorf("%+v", p)
	}
}

func mirrored(values []float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = -v
	}
	return out
}

func TestSevenOnOneSideAreAShiftAndSixAreNot(t *testing.T) {
	seven := []float64{9, 11, 11, 9, 9, 11, 9, 10.6, 11.4, 10.6, 11.4, 10.6, 11.4, 10.6, 9, 8.5, 9, 11, 8.4}
	if got := count(names(t, Rules{}, seven, nil), "7 Points Above CL"); got != 7 {
		t.Error(got)
	}
	if got := count(names(t, Rules{}, mirrored(seven), nil), "7 Points Below CL"); got != 7 {
		t.Error(got)
	}
	six := append([]float64{}, seven...)
	six[13] = 9
	if got := count(names(t, Rules{}, six, nil), "7 Points Above CL"); got != 0 {
		t.Error(got)
	}
}

func TestSevenThatRiseAreATrendAndAPeakBelongsToWhatFollows(t *testing.T) {
	values := []float64{1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1, 4, 4, 4, 4}
	got := names(t, Rules{}, []float64{1, 2, 3, 4, 5, 6, 7, 4, 4, 20, -12, 20, -12, 4}, nil)
	if n := count(got, "7 Point Trend (Increasing)"); n != 7 || got[6] != "7 Point Trend (Increasing)" {
		t.Error(got)
	}
	marks := trends(values)
	if part := partOf(7, marks); rising(values, part, 6) || !rising(values, part, 5) || rising(values, part, 12) || part[13] {
		t.Error(part)
	}
	if got := names(t, Rules{}, values, nil); count(got, "7 Point Trend (Decreasing)") == 0 {
		t.Error(got)
	}
	if part := partOf(7, trends([]float64{1, 2, 3, 4, 4, 5, 6, 7, 8})); count(names(t, Rules{}, []float64{1, 2, 3, 4, 4, 5, 6, 7, 8}, nil), "7 Point Trend (Increasing)") != 0 || part[0] {
		t.Error("a repetition does not break the trend")
	}
}

func TestTwoOfThreeNearALimitCountOnOneSideOnly(t *testing.T) {
	points := make([]Point, 6)
	for i := range points {
		points[i].Close = i == 0 || i == 2
	}
	if got := twoOfThree(points, []int{1, 1, 1, -1, -1, 1}); !got[0] || got[1] || !got[2] || got[3] {
		t.Error(got)
	}
	if got := twoOfThree(points, []int{1, -1, 1, 1, 1, 1}); got[0] || got[2] {
		t.Error(got)
	}
	values := []float64{14, 12, 14, 13, 12, 13, 14, 12, 13, 14, 17, 16, 17, 16, 17, 16, 12, 13, 12}
	got := names(t, Rules{}, values, nil)
	if count(got, "2 in 3 Above CL") != 3 || count(got, "7 Points Below CL") != 10 {
		t.Error(got)
	}
}

func TestTheDirectionOfImprovementSaysWhatASignalMeans(t *testing.T) {
	values := []float64{10, 11, 10, 12, 11, 30, 10, 11, 10, 12}
	for direction, want := range map[int]string{1: "special_cause_improvement", -1: "special_cause_concern", 0: "special_cause_neutral_high"} {
		points, err := Rules{Improvement: direction, Screen: true}.Apply(values, nil)
		if err != nil || points[5].Type != want || points[1].Type != "common_cause" {
			t.Errorf("%d: %+v, %v", direction, points[5], err)
		}
	}
	if points, _ := (Rules{Screen: true}).Apply(mirrored(values), nil); points[5].Type != "special_cause_neutral_low" {
		t.Errorf("%+v", points[5])
	}
}

func TestLimitsBeginAnewWhereTheyAreTold(t *testing.T) {
	values := []float64{10, 11, 10, 12, 20, 21, 20, 22}
	points, err := Rules{}.Apply(values, []bool{true, false, false, false, true})
	if err != nil || points[3].Mean != 10.75 || points[4].Mean != 20.75 || points[7].Upper != 20.75+NHS*4/3 {
		t.Errorf("%+v, %v", points, err)
	}
	points, _ = Rules{FixAfter: 4}.Apply(values, nil)
	if points[7].Mean != 10.75 || points[7].Special != "Above UCL" {
		t.Errorf("%+v", points[7])
	}
}

func TestASeriesThatNeverChangesIsCommonCause(t *testing.T) {
	points, err := Rules{Screen: true}.Apply([]float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, nil)
	if err != nil || points[7].Special != "Common Cause" || points[7].Upper != 0.1 {
		t.Error(points, err)
	}
}

func TestRulesNeedValuesAndADirection(t *testing.T) {
	for _, restarts := range [][]bool{nil, {false, true}} {
		values := []float64{1, 2}[:len(restarts)]
		if _, err := (Rules{}).Apply(values, restarts); !errors.Is(err, stats.ErrUndefined) {
			t.Error(err)
		}
	}
	for _, r := range []Rules{{Improvement: 2}, {FixAfter: -1}, {FixAfter: 1}} {
		if _, err := r.Apply(flow, nil); errs.KindOf(err) != errs.BadInput {
			t.Errorf("%+v: %v", r, err)
		}
	}
}

func FuzzRules(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 4, 4, 9, 200}, 1, true, 5)
	f.Fuzz(func(t *testing.T, raw []byte, direction int, screen bool, restart int) {
		var values, other []float64
		var restarts []bool
		for i, b := range raw {
			values, other, restarts = append(values, float64(b)), append(other, 300-float64(b)), append(restarts, i == restart)
		}
		points, err := Rules{direction, screen, 0}.Apply(values, restarts)
		if err != nil {
			return
		}
		turned, err := Rules{-direction, screen, 0}.Apply(other, restarts)
		if err != nil || len(points) != len(values) {
			t.Fatal(err)
		}
		for i, p := range points {
			if !(p.Lower <= p.Mean && p.Mean <= p.Upper) || p.Outside && p.Close || p.Outside && p.Special == "Common Cause" {
				t.Fatalf("%v: %+v", values, p)
			}
			if direction != 0 && p.Special != "Common Cause" && p.Type == "common_cause" || p.Special == "Common Cause" && p.Type != "common_cause" {
				t.Fatalf("%v: %+v", values, p)
			}
			// What is turned upside down, with the other direction, means the same;
			// rounding may decide on a border only.
			if d := math.Abs(values[i] - p.Mean); direction != 0 && p.Type != turned[i].Type && d > 1e-6 && math.Abs(d-(p.Upper-p.Mean)) > 1e-6 && !border(values, points) {
				t.Fatalf("%v: %+v turned is %+v", values, p, turned[i])
			}
		}
	})
}

// border says whether a value lies so near a border that rounding decides.
func border(values []float64, points []Point) bool {
	for i, p := range points {
		d, reach := math.Abs(values[i]-p.Mean), p.Upper-p.Mean
		if d < 1e-6 || math.Abs(d-reach) < 1e-6 || math.Abs(d-reach*2/3) < 1e-6 {
			return true
		}
	}
	return false
}
