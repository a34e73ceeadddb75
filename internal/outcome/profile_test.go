package outcome_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/programme"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func TestEveryProfileThatComesWithTheProgramKeepsToItsSchema(t *testing.T) {
	const file = "../../docs/profile.schema.json"
	schema, err := jsonschema.NewCompiler().Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range outcome.Shipped() {
		b, err := os.ReadFile("profiles/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(b)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	wrong, err := jsonschema.UnmarshalJSON(strings.NewReader(`{"id": "x", "shape": "averages"}`))
	if err != nil {
		t.Fatal(err)
	}
	if schema.Validate(wrong) == nil {
		t.Error("the schema accepts a shape that does not exist")
	}
}

func TestEveryProfileThatComesWithTheProgramCanBeRead(t *testing.T) {
	if len(outcome.Shipped()) < 4 {
		t.Errorf("%v", outcome.Shipped())
	}
	for _, name := range outcome.Shipped() {
		p, err := outcome.ReadProfile(name)
		if err != nil || p.ID != name || p.Title == "" || p.Origin == "" || p.Licence == "" {
			t.Errorf("%s: %v, %q, %q", name, err, p.Title, p.Origin)
		}
	}
}

// folder is a folder with profiles.
func folder(t *testing.T, profiles map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range profiles {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestAProfileExtendsAnotherThatExtendsAnother(t *testing.T) {
	dir := folder(t, map[string]string{
		"top.json":    `{"id": "top", "extends": "middle.json", "delimiter": ";", "grades": {"tip top": "good"}, "read_as": {"*": {"gud": "good"}, "b": {"x": "weak"}}, "words": {"unreadable": ["???"]}}`,
		"middle.json": `{"id": "middle", "extends": "base.json", "title": "The middle", "indicators": [{"column": "b", "ref": "needs-met"}], "read_as": {"*": {"gut": "good"}}, "occasion": []}`,
		"base.json": `{"id": "base", "title": "The base", "shape": "grades", "place": {"column": "a", "list": "scotland"}, "occasion": ["published"],
			"indicators": [{"column": "c", "ref": "performance"}], "grades": {"good": "good", "weak": "weak"}, "words": {"not_seen": [""], "unreadable": ["?"]},
			"dates": [{"column": "d", "is": "published", "forms": ["YYYY"]}]}`,
	})
	p, err := outcome.ReadProfile(filepath.Join(dir, "top.json"))
	if err != nil {
		t.Fatal(err)
	}
	if p.ID != "top" || p.Title != "The middle" || p.Shape != "grades" || p.Delimiter != ";" || p.Place.List != "scotland" || len(p.Dates) != 1 {
		t.Errorf("%+v", p)
	}
	if len(p.Indicators) != 1 || p.Indicators[0].Column != "b" || p.Occasion == nil || len(p.Occasion) != 0 {
		t.Errorf("lists replace lists: %+v, %v", p.Indicators, p.Occasion)
	}
	if len(p.Grades) != 3 || strings.Join(p.Words.Unreadable, "") != "????" || !maps.Equal(p.ReadAs["*"], map[string]string{"gut": "good", "gud": "good"}) || p.ReadAs["b"]["x"] != "weak" {
		t.Errorf("words are added to: %v, %v, %v", p.Grades, p.Words, p.ReadAs)
	}
	// A shipped profile is extended by its name, from any folder.
	dir = folder(t, map[string]string{"mine.json": `{"id": "mine", "extends": "england-ilacs-phrase", "grades": {"inad.": "inadequate"}}`})
	p, err = outcome.ReadProfile(filepath.Join(dir, "mine.json"))
	if err != nil || p.Place.List != "england" || p.Grades["to requires improvement"] == "" || p.Grades["inad."] != "inadequate" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestAProfileThatCannotBeReadSaysWhy(t *testing.T) {
	dir := folder(t, map[string]string{
		"a.json": `{"id": "a", "extends": "b.json"}`, "b.json": `{"id": "b", "extends": "a.json"}`, "self.json": `{"id": "self", "extends": "self.json"}`,
		"orphan.json": `{"id": "orphan", "extends": "gone.json"}`, "text.json": `grades: good`, "odd.json": `{"id": "odd", "grade": {}}`, "empty.json": ``, "list.json": `[]`,
	})
	for name, want := range map[string]string{
		"a.json": "extend each other in a circle", "self.json": "extend each other in a circle", "orphan.json": "There is no profile “gone.json”: neither a file nor one of england-ilacs",
		"text.json": "The profile cannot be read", "odd.json": `unknown field "grade"`, "empty.json": "The profile cannot be read", "list.json": "The profile cannot be read", "none.json": "There is no profile",
	} {
		_, err := outcome.ReadProfile(filepath.Join(dir, name))
		if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	for _, name := range []string{"", "../columns", "england-ilacs.json", dir} {
		if _, err := outcome.ReadProfile(name); errs.KindOf(err) != errs.BadInput {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestAProfileThatDoesNotHoldTogetherReadsNoFile(t *testing.T) {
	counts := func(p *outcome.Profile) {
		p.Shape, p.Indicators = "counts", nil
		p.Counts = &outcome.CountCols{Graded: "date", Grades: map[string]string{"excellent": "grade", "very_good": "grade", "good": "grade", "adequate": "grade", "weak": "grade", "unsatisfactory": "grade"}}
	}
	d := dbtest.SQLite(t)
	for _, c := range []struct {
		name   string
		change func(*outcome.Profile)
		want   string
	}{
		{"no id", func(p *outcome.Profile) { p.ID = "" }, "The profile has no id"},
		{"no shape", func(p *outcome.Profile) { p.Shape = "" }, "shape must be “grades”"},
		{"a shape that does not exist", func(p *outcome.Profile) { p.Shape = "averages" }, "shape must be “grades”"},
		{"no indicators", func(p *outcome.Profile) { p.Indicators = nil }, "it names no indicators"},
		{"no counts", func(p *outcome.Profile) { counts(p); p.Counts = nil }, "it does not name the columns with the counts"},
		{"a grade without its count", func(p *outcome.Profile) { counts(p); delete(p.Counts.Grades, "weak") }, "does not name the column with the counts of “weak”"},
		{"no place", func(p *outcome.Profile) { p.Place.Column = "" }, "does not say which column names the place"},
		{"no list", func(p *outcome.Profile) { p.Place.List = "" }, "or in which list of areas the places are"},
		{"a list that does not exist", func(p *outcome.Profile) { p.Place.List = "wales" }, "There is no list of areas “wales”"},
		{"another word for unknown places", func(p *outcome.Profile) { p.Place.Unknown = "guess" }, "must “reject” or “add” places that are not known, not “guess”"},
		{"a delimiter of two characters", func(p *outcome.Profile) { p.Delimiter = ";;" }, "delimiter must be one character"},
		{"a quotation mark as the delimiter", func(p *outcome.Profile) { p.Delimiter = `"` }, "delimiter must be one character"},
		{"a letter beyond ASCII as the delimiter", func(p *outcome.Profile) { p.Delimiter = "é" }, "delimiter must be one character"},
		{"an end of line as the delimiter", func(p *outcome.Profile) { p.Delimiter = "\n" }, "delimiter must be one character"},
		{"an occasion that does not exist", func(p *outcome.Profile) { p.Occasion = []string{"publication"} }, "occasion names “publication”; an occasion is made of started, ended, published"},
		{"a date that does not exist", func(p *outcome.Profile) { p.Dates[0].Is = "printed" }, "says that date is “printed”; a date is started, ended, published or period"},
		{"a date form that is none", func(p *outcome.Profile) { p.Dates[0].Forms = []string{"DAY"} }, "The date form “DAY” must be made of DD, MM"},
		{"a column that is missing", func(p *outcome.Profile) { p.Place.Column = "area" }, "names a column “area” for the place, and the file has none; its columns are council, date, grade"},
		{"an indicator that does not exist", func(p *outcome.Profile) { p.Indicators[0].Ref = "no-such" }, "is the indicator “no-such”, and the framework hmie-2009 has none of that name"},
		{"two columns for an indicator", func(p *outcome.Profile) { p.Indicators = append(p.Indicators, p.Indicators[0]) }, "names two columns for the indicator “needs-met”"},
		{"a grade that is none", func(p *outcome.Profile) { p.Grades["superb"] = "superb" }, "reads “superb” as “superb”, which is no grade of the"},
		{"a word with two meanings", func(p *outcome.Profile) { p.Grades["GOOD "] = "weak" }, "says two things of the word “good”"},
		{"a word that is a grade and none", func(p *outcome.Profile) { p.Words.Unreadable = []string{"good"} }, "says two things of the word “good”"},
		{"a correction to a word that is none", func(p *outcome.Profile) { p.ReadAs = map[string]map[string]string{"grade": {"gud": "god"}} }, "reads “gud” as “god” in grade, and “god” is none of its words"},
		{"no programme", func(p *outcome.Profile) { p.Programmes = nil }, "Name the programme that the rows belong to"},
		{"a programme that cannot be", func(p *outcome.Profile) { p.Programmes[0].Framework = "none" }, "names a framework “none”, and there is none"},
		{"a word for a programme that is not of the profile", func(p *outcome.Profile) {
			p.Round = &outcome.Round{Column: "date", Words: map[string]programme.ID{"R1": "other"}}
		}, "reads “R1” as the programme “other”, which is none of its programmes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := small()
			c.change(&p)
			_, _, err := takeWith(d, []byte(head+"Fife,2011-01-01,good\n"), p, "")
			if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
	if _, _, err := takeWith(d, []byte(head+"Fife,2011-01-01,good\n"), small(), ""); err != nil {
		t.Errorf("the profile as it was: %v", err)
	}
}

func TestAProfileIsWrittenAsItWasRead(t *testing.T) {
	for _, name := range outcome.Shipped() {
		p, err := outcome.ReadProfile(name)
		if err != nil {
			t.Fatal(err)
		}
		p.Extends = "" // what it extends is filled in
		b, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		again, err := outcome.ReadProfile(filepath.Join(folder(t, map[string]string{"copy.json": string(b)}), "copy.json"))
		if c, err2 := json.Marshal(again); err != nil || err2 != nil || string(c) != string(b) {
			t.Errorf("%s: %v\n%s\n%s", name, err, c, b)
		}
	}
}
