package chart_test

import (
	"encoding/xml"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/chart"
)

const nasty = `<script>alert("1")</script> & 'x' ]]> ` + "\x00\xff"

var long = strings.Repeat("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch ", 5)

// edges are the pictures that nobody plans.
var edges = map[string]chart.Chart{
	"map without areas":       chart.TileMap{ID: "m", Title: "t"},
	"map with nothing set":    chart.TileMap{},
	"map of one area":         chart.TileMap{ID: "m", Title: "t", Tiles: []chart.Tile{{Column: -3, Row: 7, Code: long, Name: long, Mark: long, Says: long, Step: grade(2)}}},
	"map with nasty texts":    chart.TileMap{ID: nasty, Title: nasty, Desc: nasty, Tiles: []chart.Tile{{Code: nasty, Name: nasty, Mark: nasty, Says: nasty, Href: "/a?b=" + nasty}}, Legend: []chart.Key{{Text: nasty}}},
	"map of twelve columns":   chart.TileMap{ID: "m", Title: "t", Tiles: []chart.Tile{{Code: "A", Name: "A"}, {Column: 11, Code: "BBB", Name: "B", Mark: "VG", Step: grade(5)}}},
	"bars without bars":       chart.StackedBars{ID: "b", Title: "t", GoodFrom: 4},
	"bars without segments":   chart.StackedBars{ID: "b", Title: "t", GoodFrom: 4, Bars: []chart.Bar{{Label: "a"}, {}}},
	"bars of zero":            chart.StackedBars{ID: "b", Title: "t", GoodFrom: 4, Bars: []chart.Bar{{Label: "a", Segments: []chart.Segment{seg(3, 0), seg(4, -2), gone(chart.Hidden, 0)}}}},
	"bars with long labels":   chart.StackedBars{ID: "b", Title: "t", Bars: []chart.Bar{{Label: long, Note: long, Href: "/x", Segments: []chart.Segment{seg(3, 1)}}}},
	"bars with nasty texts":   chart.StackedBars{ID: nasty, Title: nasty, Desc: nasty, GoodFrom: 3, Bars: []chart.Bar{{Label: nasty, Note: nasty, Href: nasty, Segments: []chart.Segment{{Step: grade(3), Name: nasty, Count: 4}}}}},
	"bars with short notes":   chart.StackedBars{ID: "b", Title: "t", GoodFrom: 4, Bars: []chart.Bar{{Label: "Safe", Href: "/a", Note: "3 of 4 (75%)", Segments: []chart.Segment{seg(3, 1), seg(4, 3)}}, {Label: "Well led", Note: "1 of 1", Segments: []chart.Segment{seg(5, 1), gone(chart.NotSeen, 3)}}}},
	"bars missing everything": chart.StackedBars{ID: "b", Title: "t", Bars: []chart.Bar{{Label: "a", Segments: []chart.Segment{gone(0, 1), gone(1, 1), gone(2, 1), gone(3, 1), gone(4, 1), {Step: lost(77), Count: 3}}}}},
	"dots without pairs":      chart.PairedDots{ID: "d", Title: "t", Steps: grades},
	"dots without steps":      chart.PairedDots{ID: "d", Title: "t", Pairs: []chart.Pair{{Label: "a", Then: grade(1), Now: grade(2)}}},
	"dots with nothing said":  chart.PairedDots{ID: "d", Title: "t", Steps: grades, Pairs: []chart.Pair{{}}},
	"dots with nasty texts":   chart.PairedDots{ID: nasty, Title: nasty, Desc: nasty, Steps: []string{nasty, nasty}, ThenName: nasty, NowName: nasty, Pairs: []chart.Pair{{Label: nasty, Href: nasty, Then: chart.Step{Rank: 1, Of: 2}, Now: chart.Step{Rank: 2, Of: 2}, ThenText: nasty, NowText: nasty}}},
	"dots with long labels":   chart.PairedDots{ID: "d", Title: "t", Steps: []string{long, long, long}, Pairs: []chart.Pair{{Label: long, ThenText: long, NowText: long}}},
	"shares without rows":     chart.Shares{ID: "s", Title: "t"},
	"shares beyond all":       chart.Shares{ID: "s", Title: "t", Rows: []chart.ShareRow{{Label: long, Note: long, Href: "/x", Known: true, Share: 2, Low: -1, High: 7, Among: true, All: -3}, {}}},
	"shares with nasty texts": chart.Shares{ID: nasty, Title: nasty, Desc: nasty, Rows: []chart.ShareRow{{Label: nasty, Note: nasty, Href: nasty, Known: true, Share: 0.5, High: 1}}},
	"shares of a sample":      chart.Shares{ID: "s", Title: "t", Desc: "d", Dot: "the share of the sample", Mark: "the share of the frame", Rows: []chart.ShareRow{{Label: "Seen", Note: "6 of 10 (60%)", Known: true, Share: 0.6, Low: 0.6, High: 0.6, Among: true, All: 0.5}}},
	"shares beside":           chart.Shares{ID: "s", Title: "t", Desc: "d", Rows: []chart.ShareRow{{Label: "Seen", Note: "6 of 10 (60%)", Href: "/a", Known: true, Share: 0.6, Low: 0.3, High: 0.8, Among: true, All: 0.5}, {Label: "Late", Note: "1 of 2"}}},
	"dots of a scale of one":  chart.PairedDots{ID: "d", Title: "t", Steps: []string{"seen"}, Pairs: []chart.Pair{{Label: "a", Then: chart.Step{Rank: 1, Of: 1}, Now: chart.Step{Rank: 1, Of: 1}}}},
}

func all() map[string]chart.Chart {
	both := map[string]chart.Chart{}
	for _, m := range []map[string]chart.Chart{samples, edges} {
		for name, c := range m {
			both[name] = c
		}
	}
	return both
}

// element is a start tag of a picture, with the text right under it.
type element struct {
	name string
	attr map[string]string
	text string
}

// parse fails the test if the picture is not well-formed XML with one root.
func parse(t *testing.T, svg string) []element {
	t.Helper()
	var out []element
	var open []int
	roots := 0
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, svg)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if len(open) == 0 {
				roots++
			}
			e := element{name: token.Name.Local, attr: map[string]string{}}
			for _, a := range token.Attr {
				if _, twice := e.attr[a.Name.Local]; twice {
					t.Errorf("<%s> has %s twice", e.name, a.Name.Local)
				}
				e.attr[a.Name.Local] = a.Value
			}
			open, out = append(open, len(out)), append(out, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				out[open[len(open)-1]].text += string(token)
			}
		}
	}
	if roots != 1 {
		t.Fatalf("%d root elements, want one", roots)
	}
	return out
}

func TestEveryPictureIsLabelledWellFormedAndSafe(t *testing.T) {
	for name, c := range all() {
		t.Run(name, func(t *testing.T) {
			elements := parse(t, c.SVG())
			root := elements[0]
			ids := map[string]bool{}
			links := 0
			for _, e := range elements {
				if id := e.attr["id"]; id != "" {
					if ids[id] {
						t.Errorf("the id %q is there twice", id)
					}
					ids[id] = true
				}
				switch e.name {
				case "script", "style", "foreignObject", "image", "use":
					t.Errorf("there is a <%s>", e.name)
				case "a":
					links++
					if e.attr["aria-label"] == "" {
						t.Error("a link has no name")
					}
				}
				for a, v := range e.attr {
					if a == "style" || strings.HasPrefix(a, "on") {
						t.Errorf("<%s> has the attribute %s", e.name, a)
					}
					if strings.Contains(v, "NaN") || strings.Contains(v, "Inf") {
						t.Errorf("<%s %s=%q> is not a number", e.name, a, v)
					}
					if a == "width" && strings.HasPrefix(v, "-") {
						t.Errorf("<%s> has the width %s", e.name, v)
					}
				}
			}
			for _, id := range strings.Fields(root.attr["aria-labelledby"]) {
				if !ids[id] {
					t.Errorf("aria-labelledby names %q, which is not there", id)
				}
			}
			if want := map[bool]string{true: "group", false: "img"}[links > 0]; root.attr["role"] != want {
				t.Errorf("role is %q with %d links, want %q", root.attr["role"], links, want)
			}
		})
	}
}

func TestTheIdsOfAPictureStartWithItsOwnAndPatternsAreFound(t *testing.T) {
	for _, id := range []string{"one", "two"} {
		m := country(false)
		m.ID = id
		svg := m.SVG()
		for _, e := range parse(t, svg) {
			if got := e.attr["id"]; got != "" && !strings.HasPrefix(got, id+"-") {
				t.Errorf("the id %q does not start with %q", got, id)
			}
		}
		if !strings.Contains(svg, `fill="url(#`+id+`-hatch)"`) || !strings.Contains(svg, `id="`+id+`-hatch"`) {
			t.Error("the hatching is not the picture's own")
		}
	}
}

func TestAnAddressThatRunsCodeIsNotALink(t *testing.T) {
	for _, href := range []string{"javascript:alert(1)", " JavaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "\x01javascript:x"} {
		m := chart.TileMap{ID: "m", Tiles: []chart.Tile{{Name: "a", Code: "A", Href: href}}}
		if svg := m.SVG(); strings.Contains(svg, "<a ") {
			t.Errorf("%q became a link", href)
		}
	}
	for _, href := range []string{"/areas/a", "areas/a?at=12:00", "#a", "https://example.org/a"} {
		m := chart.TileMap{ID: "m", Tiles: []chart.Tile{{Name: "a", Code: "A", Href: href}}}
		if svg := m.SVG(); !strings.Contains(svg, "<a ") {
			t.Errorf("%q did not become a link", href)
		}
	}
}

func TestTheSegmentsOfABarFillItInOrderOfGrade(t *testing.T) {
	b := chart.StackedBars{ID: "b", Bars: []chart.Bar{{Label: "a", Segments: []chart.Segment{seg(6, 1), seg(2, 3), seg(4, 3), gone(chart.NotSeen, 40)}}}}
	var sum float64
	var fills []string
	for _, e := range parse(t, b.SVG()) {
		if e.name == "rect" && strings.HasPrefix(e.attr["fill"], "#") && e.attr["stroke"] == "#ffffff" {
			w, err := strconv.ParseFloat(strings.TrimSuffix(e.attr["width"], "%"), 64)
			if err != nil {
				t.Fatal(err)
			}
			sum += w
			fills = append(fills, e.attr["fill"])
		}
	}
	if math.Abs(sum-100) > 0.01 {
		t.Errorf("the segments take %.3f%% of the bar, want all of it", sum)
	}
	if got, want := strings.Join(fills, " "), grade(2).Fill()+" "+grade(4).Fill()+" "+grade(6).Fill(); got != want {
		t.Errorf("the segments are %s, want %s", got, want)
	}
}

func TestALegendOfSharesSaysWhatTheCallerSaysAndABandIsThereOnlyWhereThereIsAnInterval(t *testing.T) {
	pictures := all()
	for name, want := range map[string][3]bool{"shares of a sample": {true, false, false}, "shares beside": {false, true, true}} {
		text := unwrapped(pictures[name].SVG())
		got := [3]bool{strings.Contains(text, "the share of the frame"), strings.Contains(text, "all areas together"), strings.Contains(pictures[name].SVG(), "#c3d5e6")}
		if got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}
