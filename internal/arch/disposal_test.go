package arch

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// disposed finds tables whose comment does not say whether they can hold personal
// data and which rule disposes of it, and rules that do not agree with the comments.
// rules are the tables of each rule in force, by edition.
func disposed(all tree, editions []map[string][]string) (wrong []string) {
	says := map[string]string{} // the rule of a table, or "" where it holds none
	for name, text := range all.sql {
		if !strings.Contains(name, "/migrations/") {
			continue
		}
		for _, m := range table.FindAllStringSubmatch(text, -1) {
			comment := strings.Join(strings.Fields(strings.ReplaceAll(m[1], "--", " ")), " ")
			_, rest, rule := strings.Cut(comment, "Disposed of by the rule “")
			named, _, _ := strings.Cut(rest, "”.")
			switch {
			case strings.Contains(comment, "Holds personal data") && !rule:
				wrong = append(wrong, m[2]+" holds personal data, and its comment names no rule that disposes of it")
			case strings.Contains(comment, "Holds personal data"), strings.Contains(comment, "Holds no personal data"):
				says[m[2]] = named
			default:
				wrong = append(wrong, "the comment of the table "+m[2]+" does not say whether it can hold personal data")
			}
		}
	}
	for _, rules := range editions {
		by := map[string]string{}
		for rule, tables := range rules {
			for _, t := range tables {
				by[t] = rule
				if says[t] != rule {
					wrong = append(wrong, "the rule "+rule+" names the table "+t+", whose comment names “"+says[t]+"”")
				}
			}
		}
		for t, rule := range says {
			if rule != "" && by[t] != rule {
				wrong = append(wrong, "the comment of "+t+" names the rule “"+rule+"”, which does not name the table")
			}
		}
	}
	slices.Sort(wrong)
	return slices.Compact(wrong)
}

// editions are the rules of the program with their tables, edition by edition.
func editions(t *testing.T) (all []map[string][]string) {
	b, err := os.ReadFile("../retention/data/rules.json")
	if err != nil {
		t.Fatal(err)
	}
	var read []struct {
		Rules []struct {
			Name   string
			Tables []string
		}
	}
	if err := json.Unmarshal(b, &read); err != nil || len(read) == 0 {
		t.Fatal(len(read), err)
	}
	for _, e := range read {
		one := map[string][]string{}
		for _, r := range e.Rules {
			one[r.Name] = r.Tables
		}
		all = append(all, one)
	}
	return all
}

func TestEveryTableSaysWhetherItHoldsPersonalDataAndARuleDisposesOfIt(t *testing.T) {
	for _, problem := range disposed(here(t), editions(t)) {
		t.Error(problem)
	}
	made := grow(t, fstest.MapFS{"internal/schema/migrations/0001_a.sql": {Data: []byte(`
-- A place. Holds no personal
-- data. Written by area.
CREATE TABLE area (id TEXT);

-- Somebody. Holds personal data: the name. Disposed of by the
-- rule “person”. Written by person.
CREATE TABLE person (id TEXT);

-- Holds no personal data beyond ids. Disposed of by the rule “sign-in”. Written by person.
CREATE TABLE invitation (id TEXT);

-- Holds personal data: a letter. Written by post.
CREATE TABLE letter (id TEXT);

-- Nobody says. Written by post.
CREATE TABLE stamp (id TEXT);
`)}})
	got := disposed(made, []map[string][]string{{"person": {"person", "area"}, "sign-in": {}}})
	want := []string{
		"letter holds personal data, and its comment names no rule that disposes of it",
		"the comment of invitation names the rule “sign-in”, which does not name the table",
		"the comment of the table stamp does not say whether it can hold personal data",
		"the rule person names the table area, whose comment names “”",
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("in the made-up tree the rule finds\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}
