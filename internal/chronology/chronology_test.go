package chronology_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/chronology"
	"github.com/northinch/northinch/internal/document/html"
	"github.com/northinch/northinch/internal/document/text"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
)

func read(t testing.TB, children, events string) *returns.Return {
	t.Helper()
	var tables []returns.Table
	for name, text := range map[string]string{"children.csv": children, "events.csv": events} {
		tables = append(tables, returns.Table{Name: name, Open: func() (io.Reader, error) { return strings.NewReader(text), nil }})
	}
	r, _, err := returns.Read(tables, returns.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// one is the chronology of a child with some events.
func one(t testing.TB, events ...string) *chronology.Chronology {
	t.Helper()
	all := "child,date,event,by,detail,end_date,late_reason\n"
	for _, e := range events {
		all += "A-1," + e + "\n"
	}
	return chronology.Of(read(t, "child,area,agreed_date,born,sex,locality,populations,made_up\nA-1,MADEUP01,2026-07-31,2026-01,F,1,registered,made-up\n", all), 0)
}

func lines(c *chronology.Chronology, k chronology.Kind) (all []string) {
	for _, e := range c.Entries {
		if e.Kind == k {
			all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s", e.Day, e.End, e.What)))
		}
	}
	return all
}

func is(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func TestAGapBeginsAtFiftySixDaysWithoutAnyEvent(t *testing.T) {
	c := one(t, "2026-02-25,contact,teacher,seen,,", "2026-04-22,contact,police,seen,,", "2026-06-16,contact,police,seen,,")
	// 55 days, 56 days, 55 days, and 45 to the agreed date.
	is(t, lines(c, chronology.Gap), "2026-02-25 2026-04-22 Nothing is recorded for 56 days")
	c = one(t, "2026-02-25,contact,teacher,seen,,")
	is(t, lines(c, chronology.Gap), "2026-02-25 2026-07-31 Nothing is recorded for 156 days")
	is(t, lines(one(t), chronology.Gap), "2026-01-01 2026-07-31 Nothing is recorded for 211 days")
}

func TestTwoPlacementsAtOnceAreAnOverlapAndAMoveOnOneDayIsNone(t *testing.T) {
	c := one(t, "2026-02-01,placement,,foster,2026-03-01,", "2026-03-01,placement,,kinship,2026-05-01,", "2026-04-01,placement,,foster,,")
	is(t, lines(c, chronology.Overlap), "2026-04-01 2026-05-01 Two of a kind at once for 30 days: placement")
	c = one(t, "2026-02-01,placement,,foster,,", "2026-02-01,missing,,from-care,2026-02-05,")
	is(t, lines(c, chronology.Overlap))
	// A short one within a long one does not hide what comes after.
	c = one(t, "2026-02-01,placement,,foster,2026-06-01,", "2026-02-10,placement,,kinship,2026-02-20,", "2026-05-01,placement,,kinship,2026-07-01,")
	is(t, lines(c, chronology.Overlap), "2026-02-10 2026-02-20 Two of a kind at once for 10 days: placement", "2026-05-01 2026-06-01 Two of a kind at once for 31 days: placement")
}

func TestDueDatesAreThoseOfTheStandardsOnTheDayThatTheyCountFrom(t *testing.T) {
	c := one(t, "2026-02-02,concern,police,,,", "2026-03-03,planning-meeting,,register,,", "2026-03-03,registration,,,,", "2026-03-20,core-group,,,,")
	var due []string
	for _, e := range c.Entries {
		if e.Kind == chronology.Due {
			due = append(due, fmt.Sprint(e.Day, " ", e.Late, " ", e.What, ": ", e.Note))
		}
	}
	is(t, due,
		"2026-03-02 true A planning meeting is held within the time from the concern: 28 calendar days from 2 February 2026, the concern was received: not in time",
		"2026-03-24 false The first core group meets within the time from the registration: 15 working days from 3 March 2026, the day of the registration: in time",
		"2026-06-03 true The first review is held within the time from the registration: 3 months from 3 March 2026, the day of the registration: not in time")
}

func TestAnEventIsInWordsAndSaysWhoAndWhat(t *testing.T) {
	c := one(t, "2026-02-01,contact,health-visitor,seen-alone,,", "2026-02-02,missing,,from-home,,", "2026-02-03,planning-meeting,,adjourned,,family")
	var got []string
	for _, e := range c.Entries {
		if e.Kind == chronology.Event {
			got = append(got, strings.Join([]string{string(e.Lane), e.What, e.Who, e.Note, fmt.Sprint(e.Open())}, "|"))
		}
	}
	is(t, got, "Seen by a health visitor|Contact|a health visitor|the child was seen alone|false",
		"Missing|Missing||from the parents' home|true",
		"Concerns and meetings|Planning meeting||no decision; the meeting is held again; late because the family asked for it|false")
}

func TestWhatComesAfterTheAgreedDateIsNotInIt(t *testing.T) {
	c := one(t, "2026-07-31,contact,teacher,seen,,", "2026-08-01,contact,teacher,seen,,")
	if n := len(lines(c, chronology.Event)); n != 1 || c.To.String() != "2026-07-31" {
		t.Errorf("%d events up to %s", n, c.To)
	}
}

// whole is a made-up return of one area.
func whole(t testing.TB, seed uint64) *returns.Return {
	t.Helper()
	r, err := madeup.New(madeup.Options{Seed: seed, Areas: 1, Children: 150, Defects: true})
	if err != nil {
		t.Fatal(err)
	}
	var children, events bytes.Buffer
	if _, err := r.Write(0, &children, &events); err != nil {
		t.Fatal(err)
	}
	return read(t, children.String(), events.String())
}

func TestEveryPictureIsWellFormedAndSaysNothingThatTheListDoesNot(t *testing.T) {
	for seed := range uint64(5) {
		r := whole(t, seed)
		for child := range r.Children.Len() {
			c := chronology.Of(r, child)
			if !slices.IsSortedFunc(c.Entries, func(a, b chronology.Entry) int { return int(a.Day - b.Day) }) {
				t.Fatalf("child %d: the entries are out of order", child)
			}
			svg := c.SVG("c")
			d := xml.NewDecoder(strings.NewReader(svg))
			titles, n := 0, map[string]int{}
			for {
				token, err := d.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatalf("child %d: %v in %s", child, err, svg)
				}
				if s, ok := token.(xml.StartElement); ok {
					n[s.Name.Local]++
					if s.Name.Local == "title" {
						titles++
					}
					for _, a := range s.Attr {
						if strings.Contains(a.Value, "NaN") || strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "style" {
							t.Fatalf("child %d: %s=%q", child, a.Name.Local, a.Value)
						}
					}
				}
			}
			if n["script"] > 0 || n["style"] > 0 || !strings.Contains(svg, `role="img" aria-labelledby="c-title c-desc"`) {
				t.Fatalf("child %d: %v", child, n)
			}
			if ref := r.Children.Refs.Of(child).Reveal(); strings.Contains(svg, ref) {
				t.Fatalf("the picture has the reference of child %d", child)
			}
			if titles < len(c.Entries) {
				t.Errorf("child %d: %d marks for %d entries", child, titles-1, len(c.Entries))
			}
		}
	}
}

func TestThePictureOfAChildWithoutEventsIsEmptyAndSaysSo(t *testing.T) {
	if svg := one(t).SVG("c"); !strings.Contains(svg, "0 events; 1 gap") {
		t.Error(svg)
	}
}

func TestTheSentenceSaysHowManyDueDatesWereMissed(t *testing.T) {
	concern := "2026-02-02,concern,police,,,"
	for want, c := range map[string]*chronology.Chronology{
		"0 overlaps; 0 due dates. The":              one(t),
		"0 overlaps; 1 due date, none missed. The":  one(t, concern, "2026-02-20,planning-meeting,,not-register,,"),
		"0 overlaps; 1 due date, 1 of them missed.": one(t, concern, "2026-03-03,planning-meeting,,not-register,,"),
	} {
		if !strings.Contains(c.Says(), want) {
			t.Errorf("%q does not have %q", c.Says(), want)
		}
	}
}

func TestTheReportOfAChronologyNamesNobodyAndSaysThatItIsMadeUp(t *testing.T) {
	r := whole(t, 2)
	for child := range r.Children.Len() {
		c := chronology.Of(r, child)
		var out bytes.Buffer
		for _, write := range []func() error{
			func() error { return text.Write(&out, c.Document(), 100) },
			func() error { return html.Write(&out, c.Document()) },
			func() error { return json.NewEncoder(&out).Encode(c.Report()) },
		} {
			if err := write(); err != nil {
				t.Fatal(err)
			}
		}
		if ref := r.Children.Refs.Of(child).Reveal(); strings.Contains(out.String(), ref) {
			t.Fatalf("the report has the reference of child %d", child)
		}
		if table := c.Table(); len(table.Rows) != len(c.Entries) || len(c.Report().Entries) != len(c.Entries) {
			t.Errorf("child %d: %d rows for %d entries", child, len(table.Rows), len(c.Entries))
		}
		if !c.MadeUp || !c.Report().MadeUp || !strings.Contains(c.SVG("c"), "Made up: this child does not exist.") || !strings.Contains(out.String(), "Made-up data") {
			t.Fatalf("child %d is not said to be made up", child)
		}
	}
	empty := one(t)
	empty.Entries, empty.MadeUp = nil, false
	if d := empty.Document(); d.Lead != "Nothing is recorded from 1 January 2026 to 31 July 2026." || strings.Contains(empty.SVG("c"), "Made up") {
		t.Error(d.Lead)
	}
}

func TestShow(t *testing.T) {
	out := os.Getenv("NORTHINCH_SHOTS")
	if out == "" {
		t.Skip("NORTHINCH_SHOTS names no folder")
	}
	r := whole(t, 1)
	for child := range 30 {
		os.WriteFile(fmt.Sprintf("%s/chronology-%02d.svg", out, child), []byte(chronology.Of(r, child).SVG("c")), 0o644)
	}
}
