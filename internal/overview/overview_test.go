package overview_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/document"
	documentcsv "github.com/northinch/northinch/internal/document/csv"
	"github.com/northinch/northinch/internal/document/html"
	"github.com/northinch/northinch/internal/document/ods"
	"github.com/northinch/northinch/internal/document/text"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/overview"
	"github.com/northinch/northinch/internal/programme"
)

var operator = access.Command("test")

func real(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "testdata", "real", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// take imports a file with a profile.
func take(t *testing.T, d *db.DB, file []byte, p outcome.Profile) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		_, err := outcome.Import(tx, operator, outcome.Request{Name: "file.csv", File: bytes.NewReader(file), Length: int64(len(file)), Profile: p})
		return err
	})
}

func shipped(t *testing.T, name string) outcome.Profile {
	t.Helper()
	p, err := outcome.ReadProfile(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func of(t *testing.T, d *db.DB, id programme.ID) (o *overview.Overview) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) (err error) {
		o, err = overview.Of(tx, access.Anyone, id)
		return err
	})
	return o
}

func scotland(t *testing.T, d *db.DB) {
	take(t, d, real(t, "scotland_joint_inspection_grades_partial.csv"), shipped(t, "scotland-joint"))
}

func TestTheLaunchStatementHolds(t *testing.T) {
	// "Perth and Kinross Council scored the highest number of 'very good' and
	// 'excellent' gradings in the report."
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		scotland(t, d)
		o := of(t, d, "scotland-2009-12")
		if len(o.Highest) != 1 || o.Highest[0].Area != "Perth and Kinross" || o.Highest[0].Count != 6 || o.Highest[0].Graded != 6 {
			t.Errorf("highest %+v", o.Highest)
		}
		if *o.AreasExpected != 32 || o.AreasInSource != 11 || o.AreasNotInSource != 21 || len(o.NotInSource) != 21 || o.AreasGraded != 10 || *o.Outstanding != 21 {
			t.Errorf("%d areas, %d in the source, %d not (%v), %d graded", *o.AreasExpected, o.AreasInSource, o.AreasNotInSource, o.NotInSource, o.AreasGraded)
		}
		if len(o.NotRanked) != 1 || o.NotRanked[0].Area != "Shetland Islands" {
			t.Errorf("not ranked %+v", o.NotRanked)
		}
		for _, want := range []string{"11 of 32 areas are in the sources.", "Perth and Kinross has the highest number of gradings of very good or excellent: 6 of 6."} {
			if !strings.Contains(o.Finding, want) {
				t.Errorf("the finding is %q, want %q in it", o.Finding, want)
			}
		}
		b, err := json.Marshal(o)
		if err != nil || !bytes.Contains(b, []byte(`"very_good_or_excellent":6`)) {
			t.Errorf("%v", err)
		}
		if o.Movement == nil || o.Movement.Pairs != 0 || o.Movement.Why != "the sources give counts of grades by area, not the grade of each indicator" {
			t.Errorf("movement %+v", o.Movement)
		}
	})
}

// forms are all forms of a document, as text.
func forms(t *testing.T, d document.Document) map[string]string {
	t.Helper()
	all := map[string]string{}
	for name, write := range map[string]func(io.Writer, document.Document) error{
		"text": func(w io.Writer, d document.Document) error { return text.Write(w, d, 100) }, "html": html.Write, "csv": documentcsv.Write, "ods": ods.Write,
	} {
		var b bytes.Buffer
		if err := write(&b, d); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = b.String()
	}
	z, err := zip.NewReader(strings.NewReader(all["ods"]), int64(len(all["ods"])))
	if err != nil {
		t.Fatal(err)
	}
	all["ods"] = ""
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all["ods"] += string(b)
	}
	return all
}

func TestNothingIsGivenAsAShareOfACountryOfWhichElevenAreasAreKnown(t *testing.T) {
	d := dbtest.SQLite(t)
	scotland(t, d)
	o := of(t, d, "scotland-2009-12")
	all := forms(t, o.Document())
	b, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	all["json"] = string(b)
	of32 := regexp.MustCompile(`of (all )?32 ?\(|"of": ?32\b|/ ?32\b`)
	number := regexp.MustCompile(`\b0\.\d+`)
	for name, text := range all {
		if found := of32.FindString(text); found != "" {
			t.Errorf("the %s has a share of 32: %q", name, found)
		}
		if name != "csv" && !strings.Contains(text, "not a share of the country") { // CSV has figures only, no titles
			t.Errorf("the %s does not say what its shares are of", name)
		}
		if name != "json" && name != "csv" {
			continue
		}
		for _, s := range number.FindAllString(text, -1) {
			f, err := strconv.ParseFloat(s, 64)
			if n := f * 32; err == nil && math.Abs(n-math.Round(n)) < 1e-9 && math.Abs(f*4-math.Round(f*4)) > 1e-9 {
				t.Errorf("the %s has %s, which is %v of 32", name, s, n)
			}
		}
	}
}

func TestTheEnglishPairsAreThoseThatWereCountedByHand(t *testing.T) {
	for profile, want := range map[string][4]int{"england-ilacs": {166, 71, 69, 26}, "england-ilacs-phrase": {168, 72, 69, 27}} {
		t.Run(profile, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				take(t, d, real(t, "ilacs_history_JT39.csv"), shipped(t, profile))
				dbtest.Read(t, d, func(tx *db.Tx) error {
					p, err := overview.PairsOf(tx, access.Anyone, "england-ilacs", "help_and_protection")
					if err != nil {
						return err
					}
					if got := [4]int{p.Pairs, p.Up, p.Same, p.Down}; got != want || len(p.Items) != p.Pairs {
						t.Errorf("%v, want %v", got, want)
					}
					left := 0
					for _, n := range p.Excluded {
						left += n
					}
					if p.Graded+left != 497 {
						t.Errorf("%d inspections have a grade and %d are left out, of 497", p.Graded, left)
					}
					for _, i := range p.Items {
						if i.ThenDate > i.NowDate || i.Then == 0 || i.Now == 0 || i.ThenLine == 0 || i.NowLine == 0 || i.Source != i.ThenSource {
							t.Errorf("%+v", i)
						}
					}
					if !strings.Contains(p.Document().Lead, fmt.Sprintf("Of %d pairs of consecutive inspections, %d went up, %d stayed the same and %d went down.", want[0], want[1], want[2], want[3])) {
						t.Errorf("%q", p.Document().Lead)
					}
					_, err = overview.PairsOf(tx, access.Anyone, "england-ilacs", "no-such")
					if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), "has no indicator “no-such”; it has “overall_effectiveness”") {
						t.Errorf("%v", err)
					}
					return nil
				})
			})
		})
	}
}

func TestPlacesThatWereInspectedMoreThanOnceAreCountedAsPlaces(t *testing.T) {
	file := real(t, "ilacs_history_JT39.csv")
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	times, again := map[string]int{}, 0
	for _, r := range rows[1:] {
		if times[r[1]]++; times[r[1]] == 2 {
			again++
		}
	}
	d := dbtest.SQLite(t)
	take(t, d, file, shipped(t, "england-ilacs"))
	o := of(t, d, "england-ilacs")
	if o.Inspections != len(rows)-1 || o.AreasInSource != len(times) {
		t.Errorf("%d inspections of %d places, want %d of %d", o.Inspections, o.AreasInSource, len(rows)-1, len(times))
	}
	if want := fmt.Sprintf("Of %d places, %d had more than one inspection.", len(times), again); !strings.Contains(strings.Join(o.Notes, "\n"), want) {
		t.Errorf("the notes have no %q: %q", want, o.Notes)
	}
}

func TestTheCareServicesAreDistributedAsInThePublishedTable(t *testing.T) {
	want, err := csv.NewReader(bytes.NewReader(real(t, "ci_childrens_care_grade_distribution.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		take(t, d, real(t, "ci_service_grades_history_childrens_care.csv"), shipped(t, "scotland-care-services"))
		o := of(t, d, "scotland-care-services")
		if o.AreasExpected != nil || o.Outstanding != nil || o.AreasInSource != 608 || o.Inspections != 2807 {
			t.Errorf("%d places, %d inspections", o.AreasInSource, o.Inspections)
		}
		checked := 0
		for _, row := range want[1:] {
			for _, i := range o.Indicators {
				if i.Ref != row[0] {
					continue
				}
				checked++
				var got []string
				for _, g := range i.Distribution {
					got = append(got, strconv.Itoa(g.Count))
				}
				if strings.Join(got, " ") != strings.Join(row[1:], " ") {
					t.Errorf("%s: %v, want %v", i.Ref, got, row[1:])
				}
				missing := 0
				for _, n := range i.Missing {
					missing += n
				}
				if i.Graded+missing != 2807 {
					t.Errorf("%s: %d graded and %d not, of 2807", i.Ref, i.Graded, missing)
				}
			}
		}
		if checked != len(want)-1 {
			t.Errorf("%d of %d themes were found", checked, len(want)-1)
		}
	})
}

func TestAPercentageIsWholeUnlessItsBaseIsOverAThousand(t *testing.T) {
	for _, c := range []struct {
		count, of int
		want      string
	}{
		{0, 0, "none"}, {0, 6, "0%"}, {6, 6, "100%"}, {1, 3, "33%"}, {2, 3, "67%"}, {6, 10, "60%"},
		{1, 8, "13%"}, {3, 8, "38%"}, {5, 8, "63%"}, {57, 200, "29%"}, {1, 200, "1%"}, {199, 200, "100%"}, // every half goes up
		{500, 1000, "50%"}, {1, 1001, "0.1%"}, {1001, 1001, "100.0%"}, {400, 1600, "25.0%"}, {1, 1600, "0.1%"}, {3, 1600, "0.2%"},
	} {
		if got := overview.Percent(c.count, c.of); got != c.want {
			t.Errorf("%d of %d is %s, want %s", c.count, c.of, got, c.want)
		}
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	d := dbtest.SQLite(t)
	scotland(t, d)
	dbtest.Read(t, d, func(tx *db.Tx) error {
		if _, err := overview.Of(tx, access.Anyone, "none"); errs.KindOf(err) != errs.NotFound {
			t.Errorf("%v", err)
		}
		if _, err := overview.Of(tx, access.Actor{}, "scotland-2009-12"); errs.KindOf(err) != errs.NotFound {
			t.Errorf("nobody at all may see it: %v", err)
		}
		if _, err := overview.PairsOf(tx, access.Actor{}, "scotland-2009-12", "needs-met"); errs.KindOf(err) != errs.NotFound {
			t.Errorf("%v", err)
		}
		if _, err := overview.Story(tx, access.Anyone, "atlantis"); errs.KindOf(err) != errs.NotFound {
			t.Errorf("%v", err)
		}
		for _, figure := range []string{"", "all", "area", "area.", "area.atlantis", "area.fife.1", "indicator", "indicator.none", "indicator.needs-met.grade", "indicator.needs-met.grade.0",
			"indicator.needs-met.grade.7", "indicator.needs-met.grade.260", "indicator.needs-met.grade.-1", "indicator.needs-met.best", "movement.performance", "movement.none", "movement.needs-met.sideways", "reading.", "reading.none"} {
			if got, err := overview.TraceOf(tx, access.Anyone, "scotland-2009-12", figure); errs.KindOf(err) != errs.NotFound {
				t.Errorf("%q gives %+v, %v", figure, got, err)
			}
		}
		return nil
	})
}

func TestAnAreaIsAStoryInTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		scotland(t, d)
		dbtest.Read(t, d, func(tx *db.Tx) error {
			story, err := overview.Story(tx, access.Anyone, "perth-and-kinross")
			if err != nil {
				return err
			}
			if story.Title != "Perth and Kinross" || story.Lead != "2 inspections in 2 programmes: what inspectors found, round by round." {
				t.Errorf("%q: %q", story.Title, story.Lead)
			}
			if len(story.Sections) != 3 || story.Sections[0].ID != "round-scotland-2005-09" || story.Sections[1].ID != "round-scotland-2009-12" {
				t.Errorf("the rounds are not in their order: %+v", story.Sections)
			}
			none, err := overview.Story(tx, access.Anyone, "angus")
			if none.Lead != "No inspection of this area is in a source or in a programme yet." {
				t.Errorf("%q", none.Lead)
			}
			return err
		})
	})
}
