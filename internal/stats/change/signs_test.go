package change

import (
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

// 18 up and 2 down of 20: twice (1 + 20 + 190) of 2^20.
func TestTheSignTestIsTheTailOfACoin(t *testing.T) {
	for _, c := range []struct {
		s Signs
		p float64
	}{{Signs{18, 2, 12}, 2 * 211.0 / (1 << 20)}, {Signs{2, 18, 0}, 2 * 211.0 / (1 << 20)}, {Signs{1, 0, 5}, 1}, {Signs{3, 3, 0}, 1}, {Signs{5, 0, 1}, 2.0 / 32}} {
		if p, err := c.s.P(); err != nil || !near(p, c.p) {
			t.Errorf("%+v: %v (%v), want %v", c.s, p, err, c.p)
		}
	}
	_, err := Signs{Same: 4}.P()
	isUndefined(t, "nothing changed", err)
	_, err = Signs{Up: most + 1}.P()
	isInvalid(t, err, "1000000001 and 0 are no two counts")
	_, err = Signs{Down: -1}.P()
	isInvalid(t, err, "0 and -1")
}

// By hand for 18 up, 2 down, 12 the same: 19/34 and 3/34.
func TestTheNetShareHasTheAdjustedInterval(t *testing.T) {
	n, err := Signs{18, 2, 12}.Net(stats.Z95)
	if err != nil || !near(n.Net, 0.5) || !near(n.Improved, 18.0/32) || !near(n.Worse, 2.0/32) || !near(n.Same, 12.0/32) {
		t.Error(n, err)
	}
	// 16/34 less and more 1.96 √((22/34 - (16/34)²)/34)
	if !near(n.Interval.Low, 0.251301547997) || !near(n.Interval.High, 0.689874922592) {
		t.Error(n.Interval)
	}
	if n, err := (Signs{Up: 1}).Net(50); err != nil || n.Interval != (stats.Interval{Low: -1, High: 1}) {
		t.Error(n, err)
	}
	for _, s := range []Signs{{}, {Up: -1}, {Down: -1, Up: 3}, {Same: -1, Up: 3}} {
		_, err := s.Net(stats.Z95)
		isUndefined(t, "no areas", err)
	}
}

// A. Agresti, "Categorical Data Analysis", 1990, section 10.1: approval of a prime
// minister, which 150 and 86 of 1,600 changed: 17.36.
func TestMcNemarsTestsAreThoseOfTheTextbook(t *testing.T) {
	plain, err := McNemar(150, 86, false)
	if err != nil || !near(plain.ChiSquared, 64.0*64/236) || plain.DF != 1 || plain.P > 3.2e-5 || plain.P < 3.0e-5 {
		t.Error(plain, err)
	}
	if c, err := McNemar(150, 86, true); err != nil || !near(c.ChiSquared, 63.0*63/236) {
		t.Error(c, err)
	}
	if c, err := McNemar(7, 7, true); err != nil || c.ChiSquared != 0 || c.P != 1 {
		t.Error(c, err)
	}
}

// Fagerland, Lydersen and Laake 2013: 1 and 7 of 21 give 0.0703 exactly and 0.039
// as mid-P; 0.070 and 0.034 with the chi-squared approximations.
func TestMcNemarsTestsOfThePaperOnMidP(t *testing.T) {
	exact, e1 := McNemarExact(1, 7)
	mid, e2 := McNemarMidP(1, 7)
	plain, e3 := McNemar(1, 7, false)
	correct, e4 := McNemar(1, 7, true)
	if e1 != nil || e2 != nil || e3 != nil || e4 != nil {
		t.Fatal(e1, e2, e3, e4)
	}
	if !near(exact, 18.0/256) || !near(mid, 18.0/256-8.0/256) || plain.P < 0.0335 || plain.P > 0.0345 || correct.P < 0.0765 || correct.P > 0.0775 {
		t.Error(exact, mid, plain, correct)
	}
	// Where as many changed each way, the middle counts half: 1 - (20/64)/2.
	if p, err := McNemarMidP(3, 3); err != nil || !near(p, 1-20.0/128) {
		t.Error(p, err)
	}
}

func TestMcNemarsTestsNeedAChange(t *testing.T) {
	_, err := McNemarExact(0, 0)
	isUndefined(t, "exact", err)
	_, err = McNemarMidP(0, 0)
	isUndefined(t, "mid-P", err)
	_, err = McNemar(0, 0, true)
	isUndefined(t, "chi-squared", err)
	_, err = McNemar(-1, 3, true)
	isInvalid(t, err, "-1 and 3")
	_, err = McNemar(1, -3, true)
	isInvalid(t, err, "1 and -3")
}

func FuzzSigns(f *testing.F) {
	f.Add(uint16(3), uint16(8), uint16(4))
	f.Fuzz(func(t *testing.T, up, down, same uint16) {
		s, mirror := Signs{int(up), int(down), int(same)}, Signs{int(down), int(up), int(same)}
		p, err := s.P()
		q, _ := mirror.P()
		mid, _ := McNemarMidP(int(up), int(down))
		if err == nil && !(p > -1e-300 && p <= 1 && p == q && mid <= p) {
			t.Error(s, p, q, mid)
		}
		n, err := s.Net(stats.Z95)
		if err != nil {
			return
		}
		m, _ := mirror.Net(stats.Z95)
		if n.Interval.Low > n.Interval.High || n.Interval.Low < -1 || n.Interval.High > 1 || !near(n.Interval.Low, -m.Interval.High) || n.Net != -m.Net {
			t.Error(n, m)
		}
	})
}
