package sampling

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
)

func TestADrawCanBeCheckedFromItsPublicPartsAtEachStep(t *testing.T) {
	r, p := committed(t, "", 12, 20, 9, 3)
	before := r.Head()
	check := func(want Outcome, names ...string) {
		t.Helper()
		report, err := Verify(r.Bytes(), Beside{Published: before})
		if err != nil {
			t.Fatal(err)
		}
		holds(t, report)
		if report.Head != r.Head() {
			t.Errorf("head %s, want %s", report.Head, r.Head())
		}
		for _, n := range append(names, "published before") {
			if o := outcome(report, n); o != want && n != "published before" || o == Failed {
				t.Errorf("%s: %s, want %s", n, o, want)
			}
		}
	}
	check(NotPossible, "seed", "public part", "sample", "replacements", "references", "notes")
	if err := r.Draw(madeSeed, ""); err != nil {
		t.Fatal(err)
	}
	check(Passed, "frame", "plan", "sizes", "commitment", "published before", "seed", "sample", "replacements")
	check(NotPossible, "public part", "references", "notes")
	replace(t, r, Ticket{1, 2}, "held", Hash{})
	check(Passed, "seed", "sample", "replacements")
	holds(t, r.Verify(Beside{Private: p}))
}

func TestAHeadFromElsewhereShowsWhichStepItVouchesFor(t *testing.T) {
	r, _ := full(t)
	heads := r.heads()
	if len(heads) != 5 || len(slices.Compact(slices.Clone(heads))) != 5 {
		t.Fatalf("heads %v", heads)
	}
	for i, want := range []string{"commitment, from before the draw", "of the draw", "of replacement 1", "of replacement 2", "of replacement 3"} {
		report := r.Verify(Beside{Published: heads[i]})
		holds(t, report)
		if got := fmt.Sprint(report.Checks); !strings.Contains(got, want) {
			t.Errorf("%s does not say %q", got, want)
		}
	}
	report := r.Verify(Beside{Published: Hash{9}})
	if bad := report.Failed(); len(bad) != 1 || bad[0].Name != "published before" {
		t.Errorf("%v", bad)
	}
	if o := outcome(r.Verify(Beside{}), "published before"); o != NotPossible {
		t.Errorf("without a head: %s", o)
	}
}

// No byte of the file is without weight: whichever is changed, and however, the file
// cannot be read or a check fails.
func TestAChangeOfAnyByteIsFound(t *testing.T) {
	r, _ := committed(t, "A die", 4, 4, 3)
	r.Plan.Reasons = r.Plan.Reasons[3:4]
	r, err := Commit(r.Frame, r.Plan, madeSeed)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Draw(madeSeed, "6"); err != nil {
		t.Fatal(err)
	}
	replace(t, r, Ticket{2, 1}, "incomplete", Hash{7})
	replace(t, r, Ticket{1, 1}, "incomplete", Hash{})
	replace(t, r, Ticket{1, 2}, "incomplete", Hash{})
	file := r.Bytes()
	if _, err := Verify(file, Beside{}); err != nil {
		t.Fatal(err)
	}
	found := func(b []byte, what string, at int) {
		report, err := Verify(b, Beside{})
		if err == nil && len(report.Failed()) == 0 {
			t.Errorf("%s at byte %d of %d is not found: %q", what, at, len(file), file[max(0, at-30):min(len(file), at+30)])
		}
	}
	for at := range file {
		for _, x := range []byte{1, 32, 128} {
			b := bytes.Clone(file)
			b[at] ^= x
			found(b, fmt.Sprintf("a flip of %d", x), at)
		}
		found(slices.Delete(bytes.Clone(file), at, at+1), "a deletion", at)
		found(slices.Insert(bytes.Clone(file), at, ' '), "a space", at)
		found(slices.Insert(bytes.Clone(file), at, file[at]), "a repetition", at)
		found(file[:at], "an end", at)
	}
	found(append(bytes.Clone(file), '\n'), "a line", len(file))
	found(append(bytes.Clone(file), file...), "a second record", len(file))
}

// Even a forger who makes the heads anew is found, as far as a record can show it.
func TestARecordThatWasForgedConsistentlyFailsWhereTheForgeryIs(t *testing.T) {
	rehead := func(r *Record) {
		heads := r.chain()
		r.Commitment.Head, heads = heads[0], r.chain()
		r.Drawn.Head = heads[1]
		for i := range r.Replacements {
			r.Replacements[i].Head = r.chain()[i+2]
		}
	}
	for _, c := range []struct {
		check, says string
		forge       func(*Record)
	}{
		{"frame", "not the one that was committed to", func(r *Record) { r.Frame.Strata[0].Lines[0][0] ^= 1 }},
		{"plan", "not the one that was committed to", func(r *Record) { r.Plan.Title = "Another" }},
		{"sizes", "takes 3 records of stratum 1", func(r *Record) { r.Plan.Strata[0].Size = 3 }},
		{"sizes", "cannot be carried out", func(r *Record) { r.Plan.Design.Minimum = 0 }},
		{"seed", "not the one that was committed to", func(r *Record) { r.Drawn.Seed[0] ^= 1 }},
		{"seed", "not the one that was committed to", func(r *Record) { r.Commitment.Seed[0] ^= 1 }},
		{"public part", "do not agree", func(r *Record) { r.Drawn.Public = "" }},
		{"sample", "(ticket 1.2) is not as it must be", func(r *Record) { r.Drawn.Public = "6 6 6" }},
		{"sample", "entry 2 (ticket 1.1)", func(r *Record) { s := r.Drawn.Sample; s[1].Ticket.Order = 1 }},
		{"sample", "a sample of 12, and the record has 11", func(r *Record) { r.Drawn.Sample = r.Drawn.Sample[:11] }},
		{"sample", "entry 13", func(r *Record) { r.Drawn.Sample = append(r.Drawn.Sample, Card{Ticket: Ticket{1, 9}}) }},
		{"replacements", "Replacement 3 is not the next ticket", func(r *Record) { r.Replacements[2].By = nil }},
		{"replacements", "Replacement 3 is not the next ticket", func(r *Record) { r.Replacements[2].By.Ticket.Order++ }},
		{"replacements", "Replacement 3 is not the next ticket", func(r *Record) { r.Replacements[2].By.Line = Hash{} }},
		{"replacements", "1.2 was replaced before", func(r *Record) { r.Replacements[1].Ticket.Order = 2 }},
		{"replacements", "4.1 is not in the sample", func(r *Record) { r.Replacements[1].Ticket.Stratum = 4 }},
		{"replacements", "no such reason", func(r *Record) { r.Replacements[1].Reason = "other" }},
	} {
		r, _ := full(t)
		c.forge(r)
		rehead(r)
		report := r.Verify(Beside{})
		if outcome(report, c.check) != Failed || !strings.Contains(fmt.Sprint(report.Failed()), c.says) {
			t.Errorf("%s: %v does not say %q", c.check, report.Failed(), c.says)
		}
	}
}

func TestAHeadThatDoesNotFollowIsFound(t *testing.T) {
	for check, forge := range map[string]func(*Record){
		"commitment":   func(r *Record) { r.Commitment.Head[0] ^= 1 },
		"sample":       func(r *Record) { r.Drawn.Head[0] ^= 1 },
		"replacements": func(r *Record) { r.Replacements[1].Head[0] ^= 1 },
	} {
		r, _ := full(t)
		forge(r)
		if report := r.Verify(Beside{}); outcome(report, check) != Failed {
			t.Errorf("%s: %v", check, report.Checks)
		}
	}
}

func TestThePrivatePartShowsThatTheLinesAreThoseOfTheReferences(t *testing.T) {
	r, p := full(t)
	report := r.Verify(Beside{Private: p})
	holds(t, report)
	if outcome(report, "references") != Passed || outcome(report, "notes") != Passed {
		t.Errorf("%v", report.Checks)
	}
	for name, forge := range map[string]func(*Private){
		"references": func(p *Private) { p.Items[3].Reference = Refer("another") },
		"notes":      func(p *Private) { p.Notes[0].Text = "Another text" },
	} {
		r, p := full(t)
		forge(p)
		if report := r.Verify(Beside{Private: p}); len(report.Failed()) != 1 || outcome(report, name) != Failed {
			t.Errorf("%s: %v", name, report.Checks)
		}
	}
	if report := r.Verify(Beside{Private: &Private{}}); outcome(report, "references") != Failed || outcome(report, "notes") != Failed {
		t.Errorf("%v", report.Checks)
	}
}

func TestAFileThatIsNoRecordIsRefusedInWords(t *testing.T) {
	whole, _ := full(t)
	file := string(whole.Bytes())
	change := func(old, new string) string {
		if !strings.Contains(file, old) {
			t.Fatalf("the record has no %q", old)
		}
		return strings.Replace(file, old, new, 1)
	}
	for text, want := range map[string]string{
		"":                   "not the record of a draw",
		`{"format":"other"}`: "not the record of a draw",
		`{"format":"northinch draw","version":2}`:        "version 2, and this program knows version 1",
		change(`"version": 1,`, `"version":  1,`):        "line 3 is not as the program writes it",
		change(`"version": 1,`, `"version": 1, "x": 1,`): "cannot be read",
		change(`"ticket": "1.1"`, `"ticket": "1"`):       "two numbers with a point",
		file + "{}": "not the record of a draw",
		change(`"name": "Looked after"`, `"name": ""`):                            "Stratum 1 of the record has no name",
		change(`"name": "Looked after"`, `"name": "A\n"`):                         "stratum 1 of the record has a line end",
		change(`"name": "Looked after"`, `"name": "S"`):                           "Stratum 2 of the record is not in the order",
		change(`"count": 3`, `"count": 4`):                                        "says that it has 4 lines and has 3",
		change(`"title": "Made-up records"`, `"title": ""`):                       "this one is missing",
		change(`"method": "`, `"method": "other `):                                "does not know the way",
		change(`"public": "Three dice"`, `"public": "Three\tdice"`):               "control character",
		change(`"public": "2 6 1"`, `"public": " 2 6 1"`):                         "spaces around",
		change(`"code": "held"`, `"code": "not-found"`):                           "two reasons",
		change("    \"population\": 3,\n", "    \"population\": 4,\n"):            "Stratum 1 of the plan is not that of the frame",
		change("    \"size\": 2\n", "    \"size\": 0\n"):                          "takes 0 of the 3",
		`{"format":"northinch draw","version":1}`:                                 "has no strata",
		strings.Replace(file, file[strings.Index(file, `"drawn"`):], `"x":0}`, 1): "cannot be read",
		change(`"seed": "`, `"seed": "0`):                                         "this one has 65 characters",
		change(`"seed": "`+at(file, `"seed": "`), `"seed": "g`):                   "has other characters",
	} {
		_, err := Verify([]byte(text), Beside{})
		says(t, err, want)
	}
	r, _ := full(t)
	r.Drawn = nil
	_, err := Parse(r.Bytes())
	says(t, err, "replacements and no draw")
	r, _ = full(t)
	r.Plan.Strata = r.Plan.Strata[:2]
	_, err = Parse(r.Bytes())
	says(t, err, "The plan has 2 strata and the frame has 3")
	r, _ = full(t)
	r.Frame.Strata[1].Lines[1] = r.Frame.Strata[1].Lines[0]
	_, err = Parse(r.Bytes())
	says(t, err, "Line 2 of stratum 2")
	r, _ = full(t)
	r.Frame.Strata[1].Name = strings.Repeat("n", 101)
	_, err = Parse(r.Bytes())
	says(t, err, "is too long")
}

// at is the character after a text.
func at(file, text string) string { i := strings.Index(file, text) + len(text); return file[i : i+1] }

func FuzzParse(f *testing.F) {
	r, _ := full(f)
	f.Add(r.Bytes())
	early, _ := committed(f, "", 4, 9)
	f.Add(early.Bytes())
	f.Add([]byte(`{"format":"northinch draw","version":1}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := Parse(b)
		if err != nil {
			if errs.KindOf(err) == errs.Internal {
				t.Fatalf("no sentence: %v", err)
			}
			return
		}
		if !bytes.Equal(r.Bytes(), b) {
			t.Fatal("a record has two forms")
		}
		r.Verify(Beside{})
		if _, err := r.Weights(); err != nil && errs.KindOf(err) == errs.Internal {
			t.Fatal(err)
		}
		if !json.Valid(compact(r)) {
			t.Fatal("not JSON")
		}
	})
}
