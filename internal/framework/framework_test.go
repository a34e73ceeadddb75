package framework

import (
	"encoding/json"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats/quantity"
)

func TestEveryShippedEditionIsWhole(t *testing.T) {
	all, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	want := map[ID]int{"hmie-2005": 18, "hmie-2009": 6, "ci-2014": 22, "ci-2018": 15, "ofsted-ilacs": 5, "ci-care-services": 12, "jtai-england": 1}
	for _, e := range all {
		b, _ := json.Marshal(e)
		if _, err := Parse(b); err != nil {
			t.Errorf("%s: %v", e.ID, err)
		}
		if len(e.Indicators) != want[e.ID] {
			t.Errorf("%s has %d indicators, want %d", e.ID, len(e.Indicators), want[e.ID])
		}
		for _, i := range e.Indicators {
			if i.Verification == "" {
				t.Errorf("%s %s does not say how it was verified", e.ID, i.Ref)
			}
		}
	}
	if len(all) != len(want) {
		t.Errorf("%d editions, want %d", len(all), len(want))
	}
}

func TestTheFourUnnamedThemesStayUnnamed(t *testing.T) {
	all, _ := Shipped()
	for _, e := range all {
		if e.ID != "hmie-2009" {
			continue
		}
		named := 0
		for _, theme := range e.Themes {
			if theme.Name != "" {
				named++
			}
		}
		if len(e.Themes) != 7 || named != 3 {
			t.Errorf("%d themes of which %d named, want 7 and 3", len(e.Themes), named)
		}
	}
}

func TestScalesHaveWordsForEveryRankAndNoneForOthers(t *testing.T) {
	all, err := Scales()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		for i := range s.Grades {
			if s.Rank(s.Grades[i].Key) != 0 && int(s.Rank(s.Grades[i].Key)) != i+1 {
				t.Errorf("%s: %s has rank %d", s.ID, s.Grades[i].Key, s.Rank(s.Grades[i].Key))
			}
		}
		if _, ok := s.Point(0); ok {
			t.Errorf("%s has a grade of rank 0", s.ID)
		}
		if s.Rank("superb") != 0 {
			t.Errorf("%s has a rank for a grade that does not exist", s.ID)
		}
	}
}

func edition(t *testing.T, id ID) Edition {
	t.Helper()
	all, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if e.ID == id {
			return e
		}
	}
	t.Fatalf("no edition %s", id)
	return Edition{}
}

func TestTheFirstTwoRoundsCompareFourIndicatorsAndSayWhyNotTheOthers(t *testing.T) {
	c, err := Between(edition(t, "hmie-2005"), edition(t, "hmie-2009"))
	if err != nil {
		t.Fatal(err)
	}
	yes := 0
	for _, p := range c.Pairs {
		if p.Comparable {
			yes++
		}
		if p.Why == "" {
			t.Errorf("%s to %s has no reason", p.From, p.To)
		}
	}
	if yes != 4 {
		t.Errorf("%d comparable indicators, want 4", yes)
	}
}

func TestTheSameNumberInTwoFrameworksIsNotACrosswalk(t *testing.T) {
	c, err := Between(edition(t, "ci-2014"), edition(t, "ci-2018"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.Pairs {
		if p.Comparable {
			t.Errorf("%s is compared with %s", p.From, p.To)
		}
	}
}

func TestFrameworksWithoutACrosswalkCompareNothing(t *testing.T) {
	c, err := Between(edition(t, "hmie-2005"), edition(t, "ofsted-ilacs"))
	if err != nil || len(c.Pairs) != 5 {
		t.Fatalf("%d lines, %v", len(c.Pairs), err)
	}
	for _, p := range c.Pairs {
		if p.Comparable || p.Why == "" {
			t.Errorf("%+v", p)
		}
	}
}

func TestQuantityWordsHaveNoGapsAndNeedABase(t *testing.T) {
	q := edition(t, "hmie-2009").Quantity
	for _, c := range []struct {
		count, base int
		word        string
	}{
		{0, 20, "few"}, {3, 20, "a minority"}, {10, 20, "the majority"}, {149, 200, "the majority"}, {15, 20, "most"},
		{9, 10, "almost all"}, {20, 20, "all"}, {9, 9, ""}, {0, 0, ""}, {21, 20, ""}, {-1, 20, ""},
	} {
		word, ok := q.Word(c.count, c.base)
		if word != c.word || ok != (c.word != "") {
			t.Errorf("%d of %d is %q, want %q", c.count, c.base, word, c.word)
		}
	}
}

func TestBandsWithAGapAreRefused(t *testing.T) {
	band := func(word, from, below string) quantity.Band {
		return quantity.Band{Word: word, From: from, Below: below}
	}
	for _, bands := range [][]quantity.Band{
		{band("few", "0", "1/2"), band("most", "3/4", "")},
		{band("few", "0", "1/2"), band("most", "1/2", "1")},
		{band("few", "1/10", "")},
		{band("few", "0", "0"), band("most", "0", "")},
		{band("few", "0", "2"), band("most", "2", "")},
	} {
		if err := (Quantity{Bands: bands}).check(); errs.KindOf(err) != errs.BadInput {
			t.Errorf("%v: %v", bands, err)
		}
	}
}
