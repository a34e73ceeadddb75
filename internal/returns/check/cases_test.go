package check_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/goldentest"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
)

// read reads the return in a folder, and what the reader found.
func read(t testing.TB, folder string) (*returns.Return, []returns.Finding, map[string]int) {
	t.Helper()
	var found []returns.Finding
	r := returns.NewReader(returns.Options{Found: func(f returns.Finding) { found = append(found, f) }})
	for _, one := range []struct {
		name string
		read func(string, *bytes.Reader) error
	}{
		{"children.csv", func(n string, in *bytes.Reader) error { return r.Children(n, in) }},
		{"events.csv", func(n string, in *bytes.Reader) error { return r.Events(n, in) }},
	} {
		b, err := os.ReadFile(filepath.Join(folder, one.name))
		if err != nil {
			t.Fatal(err)
		}
		if err := one.read(one.name, bytes.NewReader(b)); err != nil {
			t.Fatalf("%s: %v", folder, err)
		}
	}
	ret, err := r.Done()
	if err != nil {
		t.Fatalf("%s: %v", folder, err)
	}
	return ret, found, r.Tally()
}

// before reads the return of the round before, if the folder has one.
func before(t testing.TB, folder string) *returns.Return {
	t.Helper()
	folder = filepath.Join(folder, "previous")
	if _, err := os.Stat(folder); err != nil {
		return nil
	}
	r, _, _ := read(t, folder)
	return r
}

func result(t testing.TB, r *check.Report, code string) check.Result {
	t.Helper()
	for _, res := range r.Rules {
		if res.Code == code {
			return res
		}
	}
	t.Fatalf("the report has no rule %s", code)
	return check.Result{}
}

// written is the findings of a rule, a line to each; of all rules for "".
func written(r *check.Report, code string) string {
	var b strings.Builder
	for _, f := range r.Findings {
		if code != "" && f.Code != code {
			continue
		}
		where := "the whole return"
		if f.Line > 0 {
			where = fmt.Sprintf("%s, line %d, %s", f.File, f.Line, f.Column)
		}
		if code == "" {
			where = f.Code + " " + f.Severity.String() + ": " + where
		}
		fmt.Fprintf(&b, "%s: %s\n", where, f.Sentence)
	}
	return b.String()
}

// caseOf is the folder of a rule; the words after its code say what it is about.
func caseOf(t *testing.T, code string) string {
	t.Helper()
	found, _ := filepath.Glob("testdata/cases/" + code + "-*")
	if len(found) != 1 {
		t.Fatalf("rule %s has %d folders of cases, want one", code, len(found))
	}
	return found[0]
}

func TestEveryRulePassesAndFailsAsItsCasesSay(t *testing.T) {
	for _, rule := range check.Rules() {
		t.Run(rule.Code, func(t *testing.T) {
			folder := caseOf(t, rule.Code)
			for _, which := range []string{"pass", "fail"} {
				at := filepath.Join(folder, which)
				ret, _, _ := read(t, at)
				r := check.Run(ret, check.Options{Previous: before(t, at)})
				res := result(t, r, rule.Code)
				got := written(r, rule.Code)
				if which == "pass" {
					if res.Status != check.Passed || got != "" || res.Looked == 0 {
						t.Errorf("the passing case ends as %s (%s) and finds\n%s", res.Status, res.Why, got)
					}
					continue
				}
				if res.Status != check.Failed || got == "" {
					t.Errorf("the failing case ends as %s (%s)", res.Status, res.Why)
				}
				goldentest.Check(t, filepath.Join(folder, "want"), got)
			}
		})
	}
}

func TestEveryFolderOfCasesIsOfARule(t *testing.T) {
	have := map[string]bool{}
	for _, r := range check.Rules() {
		have[r.Code] = true
	}
	folders, err := os.ReadDir("testdata/cases")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if code, _, _ := strings.Cut(f.Name(), "-"); !have[code] {
			t.Errorf("there is no rule for %s", f.Name())
		}
	}
}
