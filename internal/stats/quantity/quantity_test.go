package quantity

import (
	"errors"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

var bands = []Band{
	{"few", "0", "15/100"}, {"a minority", "0.15", "1/2"}, {"the majority", "50/100", "75/100"}, {"most", "3/4", "90/100"}, {"almost all", "0.9", "1"}, {"all", "1", ""},
}

func TestEveryShareHasOneWord(t *testing.T) {
	w, err := New(bands)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		count, base int
		word        string
		border      bool
	}{
		{0, 20, "few", false}, {2, 20, "few", false}, {3, 20, "a minority", true}, {10, 20, "the majority", true}, {149, 200, "the majority", false},
		{15, 20, "most", true}, {9, 10, "almost all", true}, {19, 20, "almost all", false}, {20, 20, "all", true},
		{4503599627370495, 9007199254740991, "a minority", false}, {1 << 52, 1 << 53, "the majority", true},
	} {
		a, err := w.Word(c.count, c.base, 10)
		if err != nil || a.Word != c.word || a.Border != c.border {
			t.Errorf("%d of %d: %+v, %v, want %s", c.count, c.base, a, err, c.word)
		}
	}
	if a, err := w.Word(1, 2, 0); err != nil || a.From != "50/100" || a.Below != "75/100" {
		t.Error(a, err)
	}
}

func TestAWordIsRefusedForASmallBase(t *testing.T) {
	w, _ := New(bands)
	for _, c := range [][3]int{{9, 9, 10}, {0, 0, 0}, {21, 20, 10}, {-1, 20, 10}} {
		if a, err := w.Word(c[0], c[1], c[2]); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%v: %+v, %v", c, a, err)
		}
	}
	if _, err := (Words{}).Word(1, 20, 10); !errors.Is(err, stats.ErrUndefined) {
		t.Error(err)
	}
}

func TestBandsThatDoNotGiveEveryShareOneWordAreRefused(t *testing.T) {
	for want, bands := range map[string][]Band{
		"no bands":                    nil,
		"one of its own":              {{"few", "0", "1/2"}, {"few", "1/2", ""}},
		"of its own":                  {{" ", "0", ""}},
		"shares from 1/2 up to there": {{"few", "0", "1/2"}, {"most", "3/4", ""}},
		"overlap":                     {{"few", "0", "1/2"}, {"most", "0.4", ""}},
		"everything has no word":      {{"few", "0", "1/2"}, {"most", "1/2", "1"}},
		"shares from 0 up to there":   {{"few", "1/10", ""}},
		"above 0 and at most":         {{"few", "0", "0"}, {"most", "0", ""}},
		"at most 1":                   {{"few", "0", "2"}, {"most", "2", ""}},
		"only the last":               {{"few", "0", ""}, {"most", "1/2", ""}},
		"a fraction from 0 to 1":      {{"few", "-1", ""}},
		"such as 15/100":              {{"few", "0", "1"}, {"all", "1e0", ""}},
		"begins at “4/3”":             {{"few", "0", "1"}, {"all", "4/3", ""}},
		"begins at “1/0”":             {{"few", "1/0", ""}},
		"begins at “0000":             {{"few", strings.Repeat("0", 41), ""}},
		"ends below “half”":           {{"few", "0", "half"}, {"most", "1/2", ""}},
	} {
		if _, err := New(bands); errs.KindOf(err) != errs.BadInput || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want “%s”", bands, err, want)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("15/100", "0.5", 3, 20)
	f.Fuzz(func(t *testing.T, first, second string, count, base int) {
		w, err := New([]Band{{"few", "0", first}, {"some", first, second}, {"many", second, ""}})
		if err != nil {
			return
		}
		a, err := w.Word(count, base, 5)
		if err != nil {
			return
		}
		// The same share has the same word, and more cases never a word further
		// down.
		if b, err := w.Word(2*count, 2*base, 5); base < 1<<60 && (err != nil || a != b) {
			t.Errorf("%d of %d: %+v, twice that %+v", count, base, a, b)
		}
		order := map[string]int{"few": 0, "some": 1, "many": 2}
		if b, err := w.Word(count+1, base, 5); err == nil && order[b.Word] < order[a.Word] {
			t.Errorf("%d of %d is %+v, one more %+v", count, base, a, b)
		}
	})
}
