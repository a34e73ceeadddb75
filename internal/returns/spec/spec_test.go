package spec_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func TestAReturnIsReadByTheEditionOfItsAgreedDate(t *testing.T) {
	for _, c := range []struct{ agreed, want string }{
		{"2009-08-01", "2012"}, {"2018-03-31", "2012"}, {"2018-04-01", "2018"}, {"2021-08-31", "2018"}, {"2021-09-01", "2021"}, {"2026-07-31", "2021"}, {"2026-08-01", "2026"}, {"2031-08-01", "2026"},
	} {
		day, _ := date.Parse(c.agreed)
		e, err := spec.On(day)
		if err != nil || e.ID != c.want {
			t.Errorf("%s is of edition %v, not %s: %v", c.agreed, e, c.want, err)
		}
	}
	for _, none := range []string{"2009-07-31", "2026-07", ""} {
		day, _ := date.Parse(none)
		if _, err := spec.On(day); err == nil {
			t.Errorf("%q has an edition", none)
		}
	}
	if _, err := spec.ByID("1999"); err == nil || !strings.Contains(err.Error(), "there are 2012, 2018, 2021, 2026") {
		t.Errorf("%v", err)
	}
}

func TestAnEditionIsTheOneBeforeItAndItsChanges(t *testing.T) {
	first, second, third := edition(t, "2012"), edition(t, "2018"), edition(t, "2021")
	has := func(e *spec.Edition, list, code string) bool {
		l, _ := e.List(list)
		_, ok := l.Code(code)
		return ok
	}
	for _, c := range []struct {
		list, code          string
		first, second, last bool
	}{
		{"population", "aftercare", true, true, false},
		{"population", "near-threshold", false, false, true},
		{"population", "registered", true, true, true},
		{"category", "parental-drug-use", true, false, false},
		{"category", "parental-substance-use", false, true, true},
		{"late-reason", "agreed", false, false, true},
	} {
		if a, b, d := has(first, c.list, c.code), has(second, c.list, c.code), has(third, c.list, c.code); a != c.first || b != c.second || d != c.last {
			t.Errorf("%s %s is in the editions %v, %v, %v", c.list, c.code, a, b, d)
		}
	}
	if _, ok := first.Kind(spec.OnlineHarm); ok {
		t.Error("the first edition has harm online")
	}
	if k, ok := third.Kind(spec.OnlineHarm); !ok || k.By != "person-concern" {
		t.Errorf("%v", k)
	}
}

// The constants are what rules and measures are written with; a word that no
// edition has would count nothing, for ever.
func TestEveryCodeThatTheProgramKnowsIsInSomeEdition(t *testing.T) {
	missing := map[string]bool{}
	third := edition(t, "2021")
	for v := spec.Concern; third.EventText(v) != ""; v++ {
		missing[third.EventText(v)] = true
	}
	for v := spec.SocialWorker; third.PersonText(v) != ""; v++ {
		missing[third.PersonText(v)] = true
	}
	for v := spec.NearThreshold; third.PopulationText(v) != ""; v++ {
		missing[third.PopulationText(v)] = true
	}
	for v := spec.Investigate; third.DetailText(v) != ""; v++ {
		missing[third.DetailText(v)] = true
	}
	for _, e := range spec.Editions() {
		for _, l := range e.Lists {
			for _, c := range l.Codes {
				delete(missing, c.Code)
			}
		}
		for _, k := range e.Events {
			delete(missing, k.Code.Code)
		}
	}
	if len(missing) != 0 {
		t.Errorf("%v", missing)
	}
}

func TestACodeKeepsTheNumberOfItsConstantInEveryEdition(t *testing.T) {
	for _, e := range spec.Editions() {
		l, _ := e.List("contact-outcome")
		c, ok := l.Code("seen-alone")
		if !ok || spec.Detail(c.Number()) != spec.SeenAlone || e.DetailText(spec.SeenAlone) != "seen-alone" {
			t.Errorf("%s: %v", e.ID, c)
		}
		if k, ok := e.Kind(spec.Contact); !ok || k.Code.Code != "contact" || e.EventText(spec.Contact) != "contact" {
			t.Errorf("%s: %v", e.ID, k)
		}
		if e.SexText(spec.Female) != "F" || e.LocalityText(5) != "5" || e.PopulationText(spec.OnRegister) != "registered" || e.PersonText(spec.Police) != "police" {
			t.Errorf("%s: texts", e.ID)
		}
		if e.DetailText(255) != "" || e.DetailText(0) != "" {
			t.Errorf("%s: a number without a code has a text", e.ID)
		}
	}
	if edition(t, "2021").LateText(spec.AgreedLonger) != "agreed" {
		t.Error("the reason that was agreed has another number")
	}
}

func TestASetOfPopulationsHasWhatWasPutIn(t *testing.T) {
	var s spec.Populations
	s = s.With(spec.NearThreshold).With(spec.LookedAfterAway)
	if !s.Has(spec.NearThreshold) || !s.Has(spec.LookedAfterAway) || s.Has(spec.OnRegister) || s.Has(spec.NoPopulation) {
		t.Errorf("%b", s)
	}
}

func TestEveryEditionKeepsToItsSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../../docs/return-edition.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	valid := func(b string) error {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	}
	for _, e := range spec.Editions() {
		b, err := os.ReadFile("editions/" + e.ID + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if err := valid(string(b)); err != nil {
			t.Errorf("%s: %v", e.ID, err)
		}
	}
	if valid(`{"id": "x", "title": "x", "about": "x", "from": "soon"}`) == nil {
		t.Error("the schema accepts a day that is none")
	}
}

func edition(t testing.TB, id string) *spec.Edition {
	t.Helper()
	e, err := spec.ByID(id)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// load makes editions of a first one and what a case changes of it.
func load(t *testing.T, replace ...string) error {
	t.Helper()
	b, err := os.ReadFile("editions/2012.json")
	if err != nil {
		t.Fatal(err)
	}
	first := strings.NewReplacer(replace...).Replace(string(b))
	if len(replace) > 0 && first == string(b) {
		t.Fatalf("%q changes nothing", replace)
	}
	_, err = spec.Load(fstest.MapFS{"e/a.json": {Data: []byte(first)}}, "e")
	return err
}

func TestAnEditionThatContradictsItselfIsRefused(t *testing.T) {
	if err := load(t); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		why     string
		replace []string
		want    string
	}{
		{"a field that nobody reads", []string{`"title"`, `"titel"`}, "unknown field"},
		{"no title", []string{`"title": "Return specification, 2012"`, `"title": ""`}, "has an id, a title"},
		{"no first day", []string{`"from": "2009-08-01"`, `"from": ""`}, "valid from a day"},
		{"a last day before the first", []string{`"to": "2018-03-31"`, `"to": "2008-03-31"`}, "not until a day before"},
		{"two codes that one text means", []string{`"also": ["female", "girl"]`, `"also": ["female", "M"]`}, "may mean two codes"},
		{"a code with a space", []string{`"code": "seen-alone"`, `"code": "seen alone"`}, "is no code"},
		{"a code without a sentence", []string{`"sentence": "the child was not seen"`, `"sentence": ""`}, "has no sentence"},
		{"a code that ends before it begins", []string{`{"code": "neglect",`, `{"code": "neglect", "from": "2012-01-02", "to": "2012-01-01",`}, "ends before it begins"},
		{"an event of a list that is not there", []string{`"by": "person-concern"`, `"by": "person-else"`}, "there is no list person-else"},
		{"somebody who is not of a list of people", []string{`"by": "person-concern"`, `"by": "views"`}, "no list of people"},
		{"a detail that is needed of no list", []string{`"detail": "contact-outcome"`, `"detail": ""`}, "needs a code of no list"},
		{"a column that the program has no place for", []string{`"name": "born"`, `"name": "post"`}, "no place for column post"},
		{"a column that holds something else", []string{`"holds": "month"`, `"holds": "date"`}, "holds month, not date"},
		{"a column without a list", []string{`"list": "sex",`, ``}, "there is no list"},
		{"two columns that one name means", []string{`"gender"`, `"born"`}, "two columns that born may mean"},
		{"a column that is not there", []string{`"name": "born"`, `"name": "sex"`}, "sex"},
		{"no table of events", []string{`"name": "events"`, `"name": "things"`}, "there is no table events"},
		{"a table without a sentence", []string{"One row for each child of any of the populations on the agreed date.", ""}, "has no sentence"},
		{"a list without a name", []string{`"name": "views"`, `"name": "Views!"`}, "no name for a list"},
		{"a list without a sentence", []string{"How the child's views were given.", ""}, "has no sentence"},
		{"an edition that extends none", []string{`"id": "2012",`, `"id": "2012", "extends": "2000",`}, "extends one that is not there"},
	} {
		if err := load(t, c.replace...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, not %q", c.why, err, c.want)
		}
	}
}

func TestAChangeOfWhatIsNotThereIsRefused(t *testing.T) {
	first, err := os.ReadFile("editions/2012.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ change, want string }{
		{``, ""},
		{`, "remove": {"codes": {"sex": ["X"]}}`, "there is no X to remove"},
		{`, "remove": {"codes": {"sexes": ["M"]}}`, "there is no sexes to change"},
		{`, "remove": {"columns": {"children": ["name"]}}`, "there is no name to remove"},
		{`, "remove": {"columns": {"cases": ["child"]}}`, "there is no cases to change"},
		{`, "remove": {"tables": ["cases"]}`, "there is no cases to remove"},
		{`, "remove": {"lists": ["cases"]}`, "there is no cases to remove"},
		{`, "remove": {"events": ["cases"]}`, "there is no cases to remove"},
		{`, "remove": {"columns": {"children": ["born"]}}`, "has no column born"},
		{`, "remove": {"columns": {"children": ["locality"]}}`, ""},
		{`, "change": {"events": [{"code": "visit", "sentence": "x"}]}`, "there is no visit to change"},
		{`, "change": {"codes": {"sexes": []}}`, "there is no sexes to change"},
		{`, "change": {"columns": {"cases": []}}`, "there is no cases to change"},
		{`, "add": {"events": [{"code": "contact", "sentence": "x"}]}`, "contact is there already"},
		{`, "add": {"codes": {"sex": [{"code": "F", "sentence": "x"}]}}`, "F is there already"},
		{`, "add": {"tables": [{"name": "events", "sentence": "x", "columns": []}]}`, "events is there already"},
		{`, "add": {"lists": [{"name": "sex", "sentence": "x", "codes": []}]}`, "sex is there already"},
		{`, "add": {"columns": {"children": [{"name": "sex", "sentence": "x", "holds": "code"}]}}`, "sex is there already"},
		{`, "from": "2018-04-02"`, "does not begin on the day after"},
		{`, "id": "2012"`, "two files are edition 2012"},
	} {
		second := `{"id": "2018", "title": "x", "about": "x", "extends": "2012", "from": "2018-04-01"` + c.change + `}`
		_, err := spec.Load(fstest.MapFS{"e/a.json": {Data: first}, "e/b.json": {Data: []byte(second)}}, "e")
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, not %q", c.change, err, c.want)
		}
	}
	if _, err := spec.Load(fstest.MapFS{}, "e"); err == nil {
		t.Error("a folder without an edition was read")
	}
}
