package overview_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/evaluation"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/overview"
	"github.com/northinch/northinch/internal/programme"
)

// made is a profile for made-up grades of two indicators in the Scottish areas.
func made(id programme.ID, edition framework.ID, predecessor programme.ID, refs ...string) outcome.Profile {
	p := outcome.Profile{ID: string(id), Shape: "grades", Place: outcome.Place{Column: "area", List: "scotland"},
		Dates:  []outcome.Dates{{Column: "published", Is: "published", Forms: []string{"YYYY-MM-DD", "YYYY"}}},
		Grades: map[string]string{"6": "excellent", "5": "very_good", "4": "good", "3": "adequate", "2": "weak", "1": "unsatisfactory"},
		Words:  outcome.Words{NotSeen: []string{""}, Unreadable: []string{"?"}, DidNotExist: []string{"-"}}, Occasion: []string{"published"},
		Programmes: []programme.Programme{{ID: id, Name: "Made-up round " + string(id), Framework: edition, AreaList: "scotland", Predecessor: predecessor, MadeUp: true}}}
	for i, ref := range refs {
		p.Indicators = append(p.Indicators, outcome.IndicatorCol{Column: string(rune('a' + i)), Ref: ref})
	}
	return p
}

// rounds are two made-up rounds: what moved can be counted by hand.
func rounds(t *testing.T, d *db.DB) {
	t.Helper()
	take(t, d, []byte("area,published,a,b,c\n"+
		"Fife,2006-01-01,1,4,6\nFife,2007-01-01,3,4,6\n"+ // the later one counts
		"Moray,2007-01-01,4,4,6\nAngus,2007-01-01,5,?,6\nStirling,2007-01-01,4,4,6\nHighland,2007-01-01,?,2,6\nDundee City,2007-01-01,2,3,6\n"),
		made("then", "hmie-2005", "", "i1", "i4", "i18"))
	take(t, d, []byte("area,published,a,b,c\n"+
		"Fife,2011-01-01,5,4,1\nMoray,2011-01-01,4,5,1\nAngus,2011-01-01,3,4,1\nHighland,2011-01-01,4,,1\nFalkirk,2011-01-01,6,6,1\nDundee City,2011-01-01,3,-,1\n"),
		made("now", "hmie-2009", "then", "listened-to", "needs-met", "performance"))
}

func TestWhatMovedIsCountedThroughTheCrosswalkOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		rounds(t, d)
		o := of(t, d, "now")
		m := o.Movement
		if m == nil || m.Since != "then" || m.Pairs != 6 || m.Up != 3 || m.Same != 2 || m.Down != 1 || m.Why != "" {
			t.Fatalf("%+v", m)
		}
		got := map[string]string{}
		for _, i := range m.Indicators {
			got[i.To] = fmt.Sprintf("%s: %d pairs, %d up, %d same, %d down, %d without", i.From, i.Pairs, i.Up, i.Same, i.Down, i.WithoutID)
			if i.Pairs != i.Up+i.Same+i.Down || i.Pairs != len(i.Moves) || i.Why == "" {
				t.Errorf("%+v", i)
			}
		}
		// Of seven areas in either round: Highland has no grade then, Falkirk is
		// new, Stirling is gone; of the other indicator Angus is unreadable then
		// and Highland and Dundee have no grade now.
		for ref, want := range map[string]string{
			"listened-to": "i1: 4 pairs, 2 up, 1 same, 1 down, 3 without",
			"needs-met":   "i4: 2 pairs, 1 up, 1 same, 0 down, 5 without",
		} {
			if got[ref] != want {
				t.Errorf("%s: %s, want %s", ref, got[ref], want)
			}
		}
		if len(m.Indicators) != 4 {
			t.Errorf("%d indicators may be compared, want 4", len(m.Indicators))
		}
		not := map[string]string{}
		for _, l := range m.Not {
			not[l.To] = l.Why
		}
		if len(m.Not) != 2 || !strings.Contains(not["performance"], "no source links them") || not["self-evaluation"] == "" {
			t.Errorf("%+v", m.Not)
		}
		if len(o.Chain) != 1 || len(o.Chain[0].Comparable) != 4 || o.Chain[0].From != "then" {
			t.Errorf("%+v", o.Chain)
		}
		text := forms(t, o.Document())["text"]
		for _, want := range []string{"over 6 pairs of grades for the same indicator in the same area: 3 up, 2 the same, 1 down.", "cannot be compared"} {
			if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
				t.Errorf("the report has no %q", want)
			}
		}
		if then := of(t, d, "then"); then.Movement != nil || len(then.Chain) != 0 {
			t.Errorf("the first round has a round before: %+v", then.Movement)
		}
	})
}

func TestEveryFigureIsFollowedToAsManyInspectionsAsItCounts(t *testing.T) {
	d := dbtest.SQLite(t)
	rounds(t, d)
	scotland(t, d)
	take(t, d, real(t, "ilacs_history_JT39.csv"), shipped(t, "england-ilacs"))
	// A second file that replaces one outcome and adds another.
	take(t, d, []byte("area,published,a,b,c\nFife,2011-01-01,6,4,1\nStirling,2011-01-01,4,4,1\n"), made("now", "hmie-2009", "then", "listened-to", "needs-met", "performance"))
	kinds := map[string]int{}
	for _, id := range []programme.ID{"then", "now", "scotland-2005-09", "scotland-2009-12", "scotland-2012-17", "scotland-2018-20", "scotland-2021-25", "england-ilacs"} {
		o := of(t, d, id)
		byID := map[string]overview.AreaLine{}
		for _, a := range o.Areas {
			byID[string(a.ID)] = a
		}
		seen := map[string]bool{}
		for _, table := range o.Document().Tables() {
			for _, row := range table.Rows {
				for _, c := range row {
					figure, ok := strings.CutPrefix(c.Href, "/programmes/"+string(id)+"/where/")
					if !ok {
						continue
					}
					kind, rest, _ := strings.Cut(figure, ".")
					if kind == "area" && len(seen) > 400 {
						continue
					}
					seen[figure] = true
					kinds[kind]++
					var got *overview.Trace
					dbtest.Read(t, d, func(tx *db.Tx) (err error) {
						got, err = overview.TraceOf(tx, access.Anyone, id, figure)
						return err
					})
					switch n := len(got.Rows); {
					case kind == "area": // one inspection, whose grades the figure counts
						a := byID[rest]
						total, top, low := 0, 0, 0
						for i, g := range a.Counts {
							total += g.Count
							if grade.Grade(i+1) >= o.Scale.Top.From {
								top += g.Count
							}
							if grade.Grade(i+2) < o.Scale.GoodFrom {
								low += g.Count
							}
						}
						if n != 1 || !slices.Contains([]int{total, top, low}, int(c.Number)) {
							t.Errorf("%s %s: %s in the table %s, and %d rows", id, figure, c.Text, table.ID, n)
						}
					case kind == "movement": // two inspections to a pair
						if 2*int(c.Number) != n {
							t.Errorf("%s %s: %s pairs and %d rows", id, figure, c.Text, n)
						}
					case strings.HasSuffix(figure, ".good"): // a share
						for _, i := range o.Indicators {
							if "indicator."+i.Ref+".good" == figure && i.GoodOrBetter.Count != n {
								t.Errorf("%s %s: %d and %d rows", id, figure, i.GoodOrBetter.Count, n)
							}
						}
					default:
						if int(c.Number) != n {
							t.Errorf("%s %s: %s in the table %s, and %d rows", id, figure, c.Text, table.ID, n)
						}
					}
					for _, r := range got.Rows {
						if r.Area == "" || r.Says == "" || r.Line == 0 && r.Inspection == "" {
							t.Errorf("%s %s: %+v", id, figure, r)
						}
					}
				}
			}
		}
	}
	for _, kind := range []string{"area", "indicator", "movement", "reading"} {
		if kinds[kind] == 0 {
			t.Errorf("no figure of the kind %s was followed: %v", kind, kinds)
		}
	}
}

func TestAllThatTieForTheHighestAreNamed(t *testing.T) {
	for _, c := range []struct{ name, rows, highest, sentence string }{
		{"two", "Fife,2011,6,4\nMoray,2011,5,4\nAngus,2011,3,4\n", "Fife Moray", "Fife and Moray share the highest number of gradings of very good or excellent: 1 each."},
		{"three", "Fife,2011,6,4\nMoray,2011,5,4\nAngus,2011,3,5\n", "Angus Fife Moray", "Angus, Fife and Moray share the highest number of gradings of very good or excellent: 1 each."},
		{"more of the good ones is not more of the highest", "Fife,2011,6,1\nMoray,2011,4,4\n", "Fife", "Fife has the highest number of gradings of very good or excellent: 1 of 2."},
		{"nobody", "Fife,2011,4,4\nMoray,2011,1,4\n", "", ""},
		{"only the latest inspection counts", "Fife,2010,6,6\nFife,2011,5,4\nMoray,2011,5,5\n", "Moray", "Moray has the highest number of gradings of very good or excellent: 2 of 2."},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := dbtest.SQLite(t)
			take(t, d, []byte("area,published,a,b\n"+c.rows), made("now", "hmie-2009", "", "listened-to", "needs-met"))
			o := of(t, d, "now")
			var names []string
			for _, h := range o.Highest {
				names = append(names, h.Area)
			}
			if strings.Join(names, " ") != c.highest || !strings.Contains(o.Finding, c.sentence) || c.sentence == "" && strings.Contains(o.Finding, "highest") {
				t.Errorf("%v, %q", names, o.Finding)
			}
		})
	}
}

func TestWhatIsMissingIsNeverAZero(t *testing.T) {
	d := dbtest.SQLite(t)
	scotland(t, d)
	o := of(t, d, "scotland-2009-12")
	for _, a := range o.Areas {
		b, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case a.Name == "Shetland Islands" && (a.Whole || a.Top != nil || strings.Contains(string(b), `"count":0`) || !strings.Contains(string(b), `"count":null`)):
			t.Errorf("%s", b)
		case a.State == "not in the sources" && (a.Counts != nil || a.Top != nil || strings.Contains(string(b), `"grades"`)):
			t.Errorf("%s", b)
		case a.Name == "Perth and Kinross" && (!a.Whole || *a.Top != 6 || !strings.Contains(string(b), `"count":0`)):
			t.Errorf("%s", b)
		}
	}
	for _, table := range o.Document().Tables() {
		for _, row := range table.Rows {
			if table.ID != "areas" && table.ID != "grades-by-area" || row[0].Text != "Shetland Islands" && (len(row) < 2 || row[1].Text != "not in the sources") {
				continue
			}
			for i, c := range row[2:] {
				known := row[0].Text == "Shetland Islands" && (i == 0 && table.ID == "areas" || table.Columns[i+2].Name == "Known")
				if !known && (c.Numeric || c.Absent == document.Present) {
					t.Errorf("%s, %s in %s is %+v", row[0].Text, table.Columns[i+2].Name, table.ID, c)
				}
			}
		}
	}
	for _, i := range o.Indicators {
		if i.Graded != 0 || i.GoodOrBetter.Value != nil || i.Missing["not_seen_in_source"] != 11 {
			t.Errorf("%+v", i)
		}
	}
	if b, err := json.Marshal(o); err != nil || strings.Contains(string(b), `"indicators":null`) || strings.Contains(string(b), `"areas":null`) || strings.Contains(string(b), `"sources":null`) {
		t.Errorf("a list is null (%v)", err)
	}
}

func TestAShareHasItsBaseItsIntervalAndWhatWasLeftOut(t *testing.T) {
	d := dbtest.SQLite(t)
	var file strings.Builder
	file.WriteString("area,published,a\n")
	for i, a := range []string{"Angus", "Moray", "Fife", "Falkirk", "Stirling", "Highland", "East Ayrshire", "West Lothian", "Midlothian", "Dundee City", "Renfrewshire", "Inverclyde"} {
		fmt.Fprintf(&file, "%s,2011,%s\n", a, []string{"4", "5", "6", "4", "4", "5", "1", "2", "3", "3", "?", "odd"}[i])
	}
	take(t, d, []byte(file.String()), made("now", "hmie-2009", "", "needs-met"))
	for _, i := range of(t, d, "now").Indicators {
		if i.Ref != "needs-met" {
			continue
		}
		s := i.GoodOrBetter
		if s.Text != "6 of 10 (60%, 31% to 83%)" || s.Count != 6 || s.Of != 10 || s.Definition == "" || s.Base != "the 10 areas with a known grade, of 32 areas; not a share of the country" ||
			s.Excluded["unreadable_in_source"] != 1 || s.Excluded["doubtful_in_source"] != 1 {
			t.Errorf("%+v", s)
		}
	}
}

func TestAProgrammesOwnInspectionsCountOnceTheyArePublished(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Write(t, d, func(tx *db.Tx) error {
			if err := programme.Ensure(tx, operator, programme.Programme{ID: "own", Name: "Own", Framework: "hmie-2009", AreaList: "scotland"}); err != nil {
				return err
			}
			on, _ := date.Parse("2011-03-01")
			for area, stages := range map[area.ID]int{"fife": 6, "moray": 5, "angus": 0} {
				i, err := inspection.Schedule(tx, operator, "own", area)
				if err != nil {
					return err
				}
				for n, s := range inspection.Stages[1 : 1+stages] {
					if err := inspection.Advance(tx, operator, i.ID, n+1, s, on); err != nil {
						return err
					}
				}
				for _, ref := range []string{"listened-to", "harm-minimised", "immediate-response", "needs-met", "self-evaluation", "performance"} {
					if stages <= 3 {
						continue
					}
					if err := evaluation.Set(tx, operator, i.ID, ref, 0, grade.Of(grade.VeryGood), "because"); err != nil {
						return err
					}
				}
			}
			return nil
		})
		o := of(t, d, "own")
		if o.Published != 1 || o.Inspected != 2 || *o.Outstanding != 31 || o.AreasGraded != 1 || len(o.Highest) != 1 || o.Highest[0].ID != "fife" {
			t.Errorf("%d published, %d inspected, %d outstanding, highest %+v", o.Published, o.Inspected, *o.Outstanding, o.Highest)
		}
		if !strings.HasPrefix(o.Finding, "The inspections of 1 of 32 areas are published.") {
			t.Errorf("%q", o.Finding)
		}
		states := map[string]string{}
		for _, a := range o.Areas {
			states[string(a.ID)] = a.State
			if a.ID == "moray" && a.Counts != nil {
				t.Error("the grades of an inspection that is not published are in the overview")
			}
		}
		if states["fife"] != "published" || states["moray"] != "factual accuracy" || states["angus"] != "scheduled" || states["highland"] != "not scheduled" {
			t.Errorf("%v", states)
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			got, err := overview.TraceOf(tx, access.Anyone, "own", "indicator.needs-met")
			if err == nil && (len(got.Rows) != 1 || got.Rows[0].Inspection != "own/fife" || got.Rows[0].Says != "very good") {
				t.Errorf("%+v", got)
			}
			return err
		})
	})
}

func TestAProgrammeWithoutAnythingSaysSo(t *testing.T) {
	d := dbtest.SQLite(t)
	dbtest.Write(t, d, func(tx *db.Tx) error {
		return programme.Ensure(tx, operator, programme.Programme{ID: "new", Name: "New", Framework: "hmie-2009", AreaList: "scotland"})
	})
	o := of(t, d, "new")
	if o.Finding != "No inspection of this programme is published yet." || o.AreasInSource != 0 || *o.Outstanding != 32 {
		t.Errorf("%q, %+v", o.Finding, o)
	}
	for name, text := range forms(t, o.Document()) {
		if name != "csv" && !strings.Contains(text, "No inspection of this programme is published yet.") {
			t.Errorf("the %s does not say that there is nothing yet", name)
		}
	}
}

func TestAnAreaWithAGradeThatCannotBeReadIsNotRanked(t *testing.T) {
	d := dbtest.SQLite(t)
	take(t, d, []byte("area,published,a,b\nFife,2011-01-01,6,?\nMoray,2011-01-01,5,4\n"), made("made-up-now", "hmie-2009", "", "needs-met", "self-evaluation"))
	o := of(t, d, "made-up-now")
	if len(o.Highest) != 1 || o.Highest[0].ID != "moray" {
		t.Errorf("highest %+v", o.Highest)
	}
	if len(o.NotRanked) != 1 || o.NotRanked[0].Area != "Fife" || !strings.Contains(o.NotRanked[0].Why, "can be read") {
		t.Errorf("not ranked %+v", o.NotRanked)
	}
}
