package retention_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/retention"
)

var errUndo = errors.New("undo")

func TestTheStandingRulesSayWhereTheyComeFrom(t *testing.T) {
	own := 0
	for _, e := range retention.Standing() {
		for _, r := range e.Rules {
			if (r.Mark == "own") != strings.HasPrefix(r.Source, "Proposed by this program") {
				t.Errorf("the rule %s has the mark %s and the source %q", r.Name, r.Mark, r.Source)
			}
			if r.Mark == "own" {
				own++
			}
		}
		if r := e.Rule(retention.Concern); r.Mark != "S" || !strings.Contains(r.Source, "SSI 2011/183 regulation 9") {
			t.Errorf("the rule of the law is %q [%s]", r.Source, r.Mark)
		}
	}
	if own == 0 {
		t.Error("no rule is this program's own")
	}
}

func TestRulesByWhichThingsAreKeptForEverAreRefused(t *testing.T) {
	b := `[{"id": "a", "from": "", "about": "", "rules": [` + strings.Join([]string{rule("concern", `"years": 1`), rule("person", `"years": 1`), rule("sign-in", `"days": 30`), rule("message", `"days": 1,"files_days": 30`), rule("hold", `"years": 1`)}, ",") + `]}]`
	if _, err := retention.ReadRules([]byte(b)); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"has no period":             {`"name":"concern","years": 1`, `"name":"concern","years": 0`},
		"has no period, or two":     {`"name":"concern","years": 1`, `"name":"concern","years": 1,"days": 1`},
		"how long files are kept":   {`"files_days": 30`, `"files_days": 0`},
		"counts in days":            {`"name":"message","days": 1`, `"name":"message","years": 1`},
		"has the rules":             {`"name":"hold"`, `"name":"holds"`},
		"since always":              {`"from": ""`, `"from": "2012-01-01"`},
		"leaves something out":      {`"tables":["t"]`, `"tables":[]`},
		`has the mark "X"`:          {`"mark":"S"`, `"mark":"X"`},
		"cannot be read":            {`"id"`, `"idd"`},
		"not in force from a later": {`]}]`, `]},{"id":"b","from":"","about":"","rules":[]}]`},
	} {
		if _, err := retention.ReadRules([]byte(strings.Replace(b, change[0], change[1], 1))); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func rule(name, period string) string {
	return `{"name":"` + name + `",` + period + `,"title":"t","covers":"c","tables":["t"],"counts_from":"f","basis":"b","source":"s","mark":"S","kept":"k"}`
}

func TestAnInspectionKeepsTheEditionThatWasInForceWhenItWasPublished(t *testing.T) {
	both := func(years string) string {
		return `"rules":[` + strings.Join([]string{rule("concern", `"years": `+years), rule("person", `"years": 1`), rule("sign-in", `"days": 30`), rule("message", `"days": 1,"files_days": 30`), rule("hold", `"years": 1`)}, ",") + `]`
	}
	rules, err := retention.ReadRules([]byte(`[{"id":"old","from":"","about":"",` + both("5") + `},{"id":"new","from":"2012-06-01","about":"",` + both("2") + `}]`))
	if err != nil {
		t.Fatal(err)
	}
	each(t, "2013-01-01", func(t *testing.T, w *world) {
		for area, c := range map[string]struct{ published, edition, goes string }{
			"fife":           {"2012-05-31", "old", "2017-05-31"},
			"moray":          {"2012-06-01", "new", "2014-06-01"},
			"angus":          {"2012-05", "old", "2017-05-31"},
			"orkney-islands": {"2012", "new", "2014-12-31"}, // some day of the year: its last counts
		} {
			id := w.inspected(area, c.published)
			dbtest.Read(t, w.d, func(tx *db.Tx) error {
				l, err := retention.Due(tx, operator, rules, day("2013-01-01"))
				if i := w.of(l, retention.Concern, string(id)); i.Edition != c.edition || i.Goes.String() != c.goes {
					t.Errorf("published %s: edition %s, goes on %s", c.published, i.Edition, i.Goes)
				}
				return err
			})
		}
	})
}
