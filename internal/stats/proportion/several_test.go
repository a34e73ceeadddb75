package proportion

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

// Newcombe 1998 (paired), table II: 36, 12, 2 and 0 pairs.
func TestThePairedDifferenceGivesThePublishedInterval(t *testing.T) {
	d, i, err := NewcombePaired(Paired{36, 12, 2, 0}, 0.95)
	if err != nil || d != 0.2 {
		t.Errorf("%v, %v", d, err)
	}
	near(t, "paired", i, 0.0569, 0.3404, 5e-5)
}

// Without any correlation of the rounds the interval is that of Newcombe for
// independent groups of the same sizes; with correlation it is narrower.
func TestPairsThatGoTogetherSayMore(t *testing.T) {
	_, apart, err := NewcombePaired(Paired{16, 24, 24, 36}, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	independent, _ := Newcombe(Two{40, 100, 40, 100}, 0.95)
	near(t, "no correlation", apart, independent.Low, independent.High, 1e-12)
	_, together, _ := NewcombePaired(Paired{35, 5, 5, 55}, 0.95)
	_, against, _ := NewcombePaired(Paired{2, 38, 38, 22}, 0.95)
	if !(together.High < apart.High && apart.High < against.High) {
		t.Error(together, apart, against)
	}
	_, same, err := NewcombePaired(Paired{9, 0, 0, 0}, 0.95)
	if err != nil || !(same.Low < 0 && same.High > 0) {
		t.Error(same, err)
	}
}

func TestThereMustBePairs(t *testing.T) {
	for _, c := range []Paired{{}, {-1, 2, 3, 4}} {
		if _, _, err := NewcombePaired(c, 0.95); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func FuzzPairs(f *testing.F) {
	f.Add(36, 12, 2, 0, 0.95)
	f.Fuzz(func(t *testing.T, a, b, c, d int, conf float64) {
		in := Paired{a % 10_000, b % 10_000, c % 10_000, d % 10_000}
		diff, i, err := NewcombePaired(in, conf)
		if err != nil {
			return
		}
		if !(-1 <= i.Low && i.Low <= diff+1e-12 && diff <= i.High+1e-12 && i.High <= 1) {
			t.Fatalf("%+v at %v: %v does not hold %v", in, conf, i, diff)
		}
		_, other, _ := NewcombePaired(Paired{in.A, in.C, in.B, in.D}, conf)
		near(t, "the rounds exchanged", other, -i.High, -i.Low, 1e-9)
		_, other, _ = NewcombePaired(Paired{in.D, in.C, in.B, in.A}, conf)
		near(t, "yes and no exchanged", other, -i.High, -i.Low, 1e-9)
	})
}

// Sison and Glaz 1995, table 2 as in R DescTools (the paper prints 0.114 for the
// second lower limit).
func TestTheSimultaneousIntervalsGiveThePublishedValues(t *testing.T) {
	all, err := SisonGlaz([]int{56, 72, 73, 59, 62, 87, 58}, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []stats.Interval{{Low: 0.0792, High: 0.1644}, {Low: 0.1135, High: 0.1986}, {Low: 0.1156, High: 0.2008}, {Low: 0.0857, High: 0.1708}, {Low: 0.0921, High: 0.1772}, {Low: 0.1456, High: 0.2307}, {Low: 0.0835, High: 0.1686}} {
		near(t, "sison-glaz", all[i], want.Low, want.High, 6e-5)
	}
	// With two categories Bonferroni asks for 97.5% each.
	all, err = Goodman([]int{81, 182}, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	want, _ := Wilson(81, 263, 2.2414027276049473)
	near(t, "goodman", all[0], want.Low, want.High, 1e-12)
	near(t, "goodman", all[1], 1-want.High, 1-want.Low, 1e-12)
}

func TestSimultaneousIntervalsNeedCategoriesAndPeople(t *testing.T) {
	for name, of := range map[string]func([]int, float64) ([]stats.Interval, error){"goodman": Goodman, "sison-glaz": SisonGlaz} {
		for _, c := range [][]int{nil, {5}, {0, 0, 0}, {3, -1}, {math.MaxInt, 5}} {
			if _, err := of(c, 0.95); !errors.Is(err, stats.ErrUndefined) {
				t.Errorf("%s of %v: %v", name, c, err)
			}
		}
		if _, err := of([]int{3, 4}, 1); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := SisonGlaz([]int{3, 3, 3}, 0.9999); !errors.Is(err, stats.ErrUndefined) {
		t.Error(err)
	}
}

func FuzzCategories(f *testing.F) {
	f.Add([]byte{56, 72, 73, 59, 62, 87, 58}, 0.95)
	f.Add([]byte{1, 0, 0}, 0.999)
	f.Fuzz(func(t *testing.T, raw []byte, conf float64) {
		var counts, turned []int
		n := 0
		for _, b := range raw[:min(len(raw), 40)] {
			counts, n = append(counts, int(b)), n+int(b)
		}
		turned = slices.Clone(counts)
		slices.Reverse(turned)
		for name, of := range map[string]func([]int, float64) ([]stats.Interval, error){"goodman": Goodman, "sison-glaz": SisonGlaz} {
			all, err := of(counts, conf)
			if err != nil {
				continue
			}
			back, err := of(turned, conf)
			if err != nil {
				t.Fatal(err)
			}
			slices.Reverse(back)
			for i, one := range all {
				p := float64(counts[i]) / float64(n)
				if !(0 <= one.Low && one.Low <= p+1e-12 && p <= one.High+1e-12 && one.High <= 1) {
					t.Fatalf("%s of %v at %v: %v does not hold %v", name, counts, conf, one, p)
				}
				near(t, name+", turned round", back[i], one.Low, one.High, 1e-7)
			}
		}
	})
}
