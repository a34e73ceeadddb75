package chart_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/chart"
)

var update = flag.Bool("update", false, "write the pictures in testdata anew; then look at them")

var samples = map[string]chart.Chart{
	"map.svg":        country(false),
	"map-linked.svg": country(true),
	"bars.svg":       indicators(),
	"dots.svg":       moved(),
	"dots-gaps.svg":  movedWithGaps(),
}

func TestPicturesAreAsReviewed(t *testing.T) {
	for name, c := range samples {
		got := c.SVG()
		golden(t, name, got)
		if again := c.SVG(); again != got {
			t.Errorf("%s: drawn twice, the picture differs", name)
		}
	}
}

func TestTheStyleSheetIsAsReviewed(t *testing.T) { golden(t, "grades.css", chart.CSS()) }

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not as reviewed; run with -update and look at the difference", name)
	}
}

func TestEachKindOfMissingHasItsOwnMark(t *testing.T) {
	marks := map[string]chart.Missing{}
	for m := chart.NotSeen; m <= chart.Hidden; m++ {
		tile := chart.TileMap{ID: "m", Tiles: []chart.Tile{{Name: "a", Code: "A", Step: lost(m)}}}
		svg := tile.SVG()
		mark, _, _ := strings.Cut(svg, `<svg x="0%"`) // all of the picture before the legend
		if other, same := marks[mark]; same {
			t.Errorf("kinds %d and %d are drawn alike", m, other)
		}
		marks[mark] = m
		if !strings.Contains(unwrapped(svg), m.Words()) {
			t.Errorf("the legend does not explain kind %d, which is drawn", m)
		}
	}
}

func TestALegendSaysWhatTheCallerSaysOfAKind(t *testing.T) {
	m := chart.TileMap{ID: "m", Tiles: []chart.Tile{{Name: "a", Code: "A"}}, Legend: []chart.Key{{Text: "outside this source"}}}
	if svg := m.SVG(); !strings.Contains(svg, "outside this source") || strings.Contains(svg, chart.NotSeen.Words()) {
		t.Error("the kind is explained twice, or not in the caller's words")
	}
}

func TestTheLineStandsWhereGoodBegins(t *testing.T) {
	for _, test := range []struct {
		name     string
		segments []chart.Segment
		want     string
	}{
		{"between", []chart.Segment{seg(3, 1), seg(4, 3)}, `x1="25%"`},
		{"where good itself is empty", []chart.Segment{seg(2, 1), seg(5, 1)}, `x1="50%"`},
		{"all good", []chart.Segment{seg(5, 2)}, `x1="0%"`},
		{"none good", []chart.Segment{seg(1, 2)}, `x1="100%"`},
	} {
		b := chart.StackedBars{ID: "b", GoodFrom: 4, Bars: []chart.Bar{{Label: "a", Segments: test.segments}}}
		if svg := b.SVG(); !strings.Contains(svg, test.want) {
			t.Errorf("%s: no line at %s", test.name, test.want)
		}
	}
	unmarked := chart.StackedBars{ID: "b", Bars: []chart.Bar{{Label: "a", Segments: []chart.Segment{seg(3, 1)}}}}
	if strings.Contains(unmarked.SVG(), "or better") {
		t.Error("a line is explained that is not drawn")
	}
}

func TestACountThatDoesNotFitIsLeftToItsTitle(t *testing.T) {
	b := chart.StackedBars{ID: "b", Bars: []chart.Bar{{Label: "a", Segments: []chart.Segment{seg(3, 1), seg(4, 99)}}}}
	svg := b.SVG()
	if strings.Contains(svg, ">1</text>") || !strings.Contains(svg, "<title>adequate: 1 of 100</title>") {
		t.Error("the count of 1 in 100 is printed, or is not in a title")
	}
	if !strings.Contains(svg, ">99</text>") {
		t.Error("the count of 99 in 100 is not printed")
	}
}

func TestABarWithoutGradesSaysSo(t *testing.T) {
	b := chart.StackedBars{ID: "b", GoodFrom: 4, Bars: []chart.Bar{{Label: "a"}}}
	if svg := b.SVG(); !strings.Contains(svg, "no grades seen") || strings.Contains(svg, "or better") {
		t.Error("an empty bar does not say that there are no grades, or marks where good begins")
	}
}

func TestMovesAreCountedAndDrawnOnlyBetweenGrades(t *testing.T) {
	svg := movedWithGaps().SVG()
	if want := "2 up, 1 the same, 1 down, 4 without a grade in both"; !strings.Contains(unwrapped(svg), want) {
		t.Errorf("the picture does not say %q", want)
	}
	if got := strings.Count(svg, `<path d="M-9`) + strings.Count(svg, `<path d="M9`); got != 3 {
		t.Errorf("%d arrows for 3 moves", got)
	}
}

// unwrapped joins the lines of broken text.
func unwrapped(svg string) string {
	return regexp.MustCompile(`</text>\s*<text[^>]*>`).ReplaceAllString(svg, " ")
}
