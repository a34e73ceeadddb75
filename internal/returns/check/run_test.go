package check_test

import (
	"bytes"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/returns/spec"
)

// What is noted in a made-up area is what the truth about it says: rows that stand twice
// and steps that were not taken. The smallest of these areas has some 50 children; in a
// smaller one a population of one child is noted too.
func TestInAReturnThatIsMadeUpNothingIsNotedButWhatWasPlanted(t *testing.T) {
	for _, agreed := range []string{"2023-01-01", "2026-07-31", "2026-10-31"} {
		on, _ := date.Parse(agreed)
		for seed := range uint64(3) {
			ret, truth := madeUp(t, madeup.Options{Seed: seed, Areas: 8, Children: 3000, Agreed: returns.OnDate(on)})
			most := map[string]int{}
			for _, area := range truth {
				most["R501"] += area.Duplicates
				most["R604"] += area.In[spec.OnRegister] - area.Register.WithViews // of small children none are missed
				most["R721"] += area.Contact[spec.OnRegister].Children - area.Contact[spec.OnRegister].BySocial.Within6Months
				most["R722"] += area.Offender.WithoutPlan
				most["R723"] += area.Missing.Without // of some it is said that no discussion was offered
			}
			r := check.Run(ret, check.Options{})
			for _, res := range r.Rules {
				exact := res.Code == "R501" || res.Code == "R722"
				if res.Found > most[res.Code] || exact && res.Found != most[res.Code] {
					t.Errorf("%s, seed %d: %s found %d, planted %d:\n%s", agreed, seed, res.Code, res.Found, most[res.Code], written(r, res.Code))
				}
				if res.Status == check.CouldNotRun {
					t.Errorf("%s could not run: %s", res.Code, res.Why)
				}
			}
		}
	}
}

// found are the rules that find the defects that the generator plants and the
// reader does not see.
var found = map[madeup.Defect]string{
	"event before birth":                                    "R101",
	"event after the agreed date":                           "R201",
	"end before the start":                                  "R202",
	"event twice":                                           "R501",
	"child of 25 years":                                     "R124",
	"child born after the agreed date with a contact":       "R101",
	"registered in two populations that exclude each other": "R409",
	"registered and no registration":                        "R402",
	"near threshold and no investigation":                   "R405",
	"two placements at the same time":                       "R321",
	"looked after away and no placement":                    "R411",
	"core group of a child who was never registered":        "R310",
	"return discussion without an episode":                  "R431",
	"plan without contact of an offender":                   "R432",
	"reason for being late of an event without a standard":  "R701",
}

func TestEveryDefectThatIsPlantedIsFound(t *testing.T) {
	clean, _ := madeUp(t, madeup.Options{Children: 500, Areas: 4})
	with, truth := madeUp(t, madeup.Options{Children: 500, Areas: 4, Defects: true})
	was, is := check.Run(clean, check.Options{}), check.Run(with, check.Options{})
	planted := map[string]int{}
	for _, area := range truth {
		for d, n := range area.Defects {
			if madeup.Defects()[d] == "" {
				if found[d] == "" {
					t.Errorf("no rule finds “%s”", d)
				}
				planted[found[d]] += n
			}
		}
	}
	for code, n := range planted {
		if got := result(t, is, code).Found - result(t, was, code).Found; got < n {
			t.Errorf("%s finds %d more with defects, and %d are planted", code, got, n)
		}
	}
	if len(planted) < 12 {
		t.Errorf("only %d rules are tried", len(planted))
	}
}

func TestNoFindingHasAReferenceOrWhatACellHolds(t *testing.T) {
	round, err := madeup.New(madeup.Options{Children: 300, Areas: 2, Defects: true})
	if err != nil {
		t.Fatal(err)
	}
	var children, events bytes.Buffer
	if _, err := round.WriteAll(&children, &events); err != nil {
		t.Fatal(err)
	}
	var read []returns.Finding
	in := returns.NewReader(returns.Options{Found: func(f returns.Finding) { read = append(read, f) }})
	if in.Children("children.csv", &children) != nil || in.Events("events.csv", &events) != nil {
		t.Fatal("the tables are refused")
	}
	ret, err := in.Done()
	if err != nil {
		t.Fatal(err)
	}
	r := check.Run(ret, check.Options{Read: read, Tally: in.Tally(), Salt: []byte("0123456789abcdef")})
	var out bytes.Buffer
	for _, write := range []error{r.Text(&out, true), r.CSV(&out), r.JSON(&out)} {
		if write != nil {
			t.Fatal(write)
		}
	}
	for _, no := range []string{`K-\d`, "tea-party", "nowhere", "last week", `2026-02-30`, "May-12"} {
		if at := regexp.MustCompile(no).FindString(out.String()); at != "" {
			t.Errorf("the report has %q", at)
		}
	}
	if r.Errors == 0 || len(r.Findings) < 50 {
		t.Errorf("nothing is found: %s", r.Summary)
	}
}

func TestTheReportIsTheSameForAnyNumberOfWorkers(t *testing.T) {
	ret, _ := madeUp(t, madeup.Options{Children: 5000, Defects: true})
	one := check.Run(ret, check.Options{Workers: 1, Each: 20, Salt: []byte("0123456789abcdef")})
	for _, n := range []int{2, 3, 8} {
		if many := check.Run(ret, check.Options{Workers: n, Each: 20, Salt: []byte("0123456789abcdef")}); !reflect.DeepEqual(one, many) {
			t.Errorf("the report of %d workers is another", n)
		}
	}
}

func TestAllIsCountedAndTheFirstAreListed(t *testing.T) {
	ret, _ := madeUp(t, madeup.Options{Children: 3000})
	all, few := check.Run(ret, check.Options{Each: 1 << 30}), check.Run(ret, check.Options{Each: 3})
	at := map[string][]check.Finding{}
	for _, f := range all.Findings {
		at[f.Code] = append(at[f.Code], f)
	}
	got := map[string][]check.Finding{}
	for _, f := range few.Findings {
		got[f.Code] = append(got[f.Code], f)
	}
	cut := false
	for i, res := range few.Rules {
		if res.Found != all.Rules[i].Found || res.Listed != min(res.Found, 3) {
			t.Errorf("%s: %d found and %d listed, of %d", res.Code, res.Found, res.Listed, all.Rules[i].Found)
		}
		if !reflect.DeepEqual(got[res.Code], at[res.Code][:res.Listed]) && res.Listed > 0 {
			t.Errorf("%s: those that are listed are not the first", res.Code)
		}
		cut = cut || res.Listed < res.Found
	}
	if !cut || few.Summary != all.Summary {
		t.Errorf("%v %s, %s", cut, few.Summary, all.Summary)
	}
}

// broken are rules that break in each of the places where a rule may.
func broken() []check.Rule {
	fall := func() bool { var none []int; return none[len(none)] > 0 }
	return []check.Rule{
		{Code: "R701", Severity: returns.Error, Sentence: "Never {event}.", Event: func(*check.Child, int) bool { return fall() }},
		{Code: "R702", Severity: returns.Error, Sentence: "Never.", Child: func(*check.Child) bool { return fall() }},
		{Code: "R703", Severity: returns.Error, Sentence: "Never.", Each: func(c *check.Child, f *check.Found) { f.Child(); fall() }},
		{Code: "R704", Severity: returns.Error, Sentence: "Never.", Whole: func(*check.Area, *check.Found) { fall() }},
		{Code: "R705", Severity: returns.Error, Sentence: "Never.", Same: func(*check.Child) uint64 { fall(); return 1 }},
		{Code: "R706", Severity: returns.Error, Sentence: "Never.", Each: func(_ *check.Child, f *check.Found) { f.Stop("It is not its day.") }},
		{Code: "R707", Severity: returns.Query, Sentence: "Always.", Child: func(*check.Child) bool { return true }},
	}
}

func TestARuleThatBreaksIsReportedAndTheOthersGoOn(t *testing.T) {
	ret, _ := madeUp(t, madeup.Options{Children: 2500})
	r := check.Run(ret, check.Options{Rules: broken()})
	for _, res := range r.Rules[len(returns.Checks()):] {
		switch {
		case res.Code == "R707":
			if res.Status != check.Failed || res.Found != 2500 {
				t.Errorf("the rule after those that break ends as %s with %d", res.Status, res.Found)
			}
		case res.Status != check.CouldNotRun || res.Why == "":
			t.Errorf("%s breaks and ends as %s (%s)", res.Code, res.Status, res.Why)
		case res.Code == "R706" && res.Why != "It is not its day.":
			t.Errorf("R706 gives no reason but %s", res.Why)
		case strings.Contains(res.Why, "index out of range"):
			t.Errorf("%s says what it broke on: %s", res.Code, res.Why)
		}
	}
	if result(t, r, "R703").Found != 3 { // one in each shard of 1,024 children
		t.Errorf("what a rule had found is not kept: %d", result(t, r, "R703").Found)
	}
	if r.CouldNotRun != 6 || !strings.Contains(r.Summary, "6 rules could not run") || r.Clean() {
		t.Errorf("%d, %s", r.CouldNotRun, r.Summary)
	}
}

func TestARuleSaysWhyItIsNotApplicableOrCannotRun(t *testing.T) {
	folder := "testdata/cases/R901-number-of-children/pass"
	ret, _, _ := read(t, folder)
	same, other := ret, *before(t, folder)
	other.Areas = []returns.Area{{Code: "MADEUP02", Agreed: other.Areas[0].Agreed}}
	for _, one := range []struct {
		previous  *returns.Return
		code, why string
		status    check.Status
	}{
		{nil, "R901", "No previous return was given.", check.NotApplicable},
		{&other, "R901", "The previous return is of another area.", check.CouldNotRun},
		{same, "R901", "The agreed date of the previous return is not before that of this one.", check.CouldNotRun},
		{nil, "R125", "Edition 2021 of the specification does not ask the population aftercare.", check.NotApplicable},
		{nil, "R101", "No child has the event contact, or what else the rule needs.", check.NotApplicable},
		{nil, "R402", "There is no child of the population registered of whom it can be said.", check.NotApplicable},
		{nil, "R823", "The return has too few of what it counts; it takes 60.", check.NotApplicable},
		{nil, "R201", "There is no event.", check.NotApplicable},
	} {
		res := result(t, check.Run(ret, check.Options{Previous: one.previous}), one.code)
		if res.Status != one.status || res.Why != one.why {
			t.Errorf("%s ends as %s: %s", one.code, res.Status, res.Why)
		}
	}
	no := *ret
	no.Areas = []returns.Area{{Code: "MADEUP01"}}
	if res := result(t, check.Run(&no, check.Options{}), "R109"); res.Status != check.CouldNotRun || res.Why != "The agreed date is not known." {
		t.Errorf("without an agreed date R109 ends as %s: %s", res.Status, res.Why)
	}
}

func TestNoRuleCannotBeRun(t *testing.T) {
	var codes []string
	for _, r := range check.Rules() {
		if err := r.Check(); err != nil {
			t.Error(err)
		}
		if r.Example == "" || !strings.HasSuffix(r.Sentence, ".") {
			t.Errorf("%s has no example, or its sentence no end", r.Code)
		}
		codes = append(codes, r.Code)
		for _, looks := range strings.Fields(r.Looks) {
			table, column, _ := strings.Cut(looks, ".")
			ed := spec.Editions()
			tab, ok := ed[len(ed)-1].Table(table)
			if _, there := tab.Column(column); !ok || !there {
				t.Errorf("%s looks at %s, which is no column", r.Code, looks)
			}
		}
		if left := regexp.MustCompile(`[{}]`).FindString(check.InWords(r.Sentence)); left != "" {
			t.Errorf("%s: %s has a word that stands for nothing", r.Code, r.Sentence)
		}
	}
	if slices.Sort(codes); len(slices.Compact(codes)) != len(check.Rules()) || len(codes) < 80 {
		t.Errorf("%d rules, some with the same code", len(codes))
	}
	fine := func(*check.Child) bool { return true }
	for name, r := range map[string]check.Rule{
		"code":         {Code: "Q1", Severity: returns.Error, Sentence: "x", Child: fine},
		"severity":     {Code: "R100", Severity: returns.Stop, Sentence: "x", Child: fine},
		"waive":        {Code: "R100", Severity: returns.Query, Must: true, Sentence: "x", Child: fine},
		"one function": {Code: "R100", Severity: returns.Query, Sentence: "x"},
		"sentence":     {Code: "R100", Severity: returns.Query, Child: fine},
	} {
		if err := r.Check(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("a rule with a wrong %s: %v", name, err)
		}
	}
}
