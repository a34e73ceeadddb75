package added_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
	"github.com/northinch/northinch/internal/returns/check/added"
)

func rule(expression string) ([]check.Rule, error) {
	return added.Read([]byte(fmt.Sprintf(`[{"code":"X001","severity":"query","sentence":"Please check this child.","expression":%q}]`, expression)))
}

// child is a return of one child with events.
func child(t testing.TB, events string) *returns.Return {
	t.Helper()
	r := returns.NewReader(returns.Options{})
	if err := r.Children("children.csv", strings.NewReader("child,area,agreed_date,born,sex,locality,populations,made_up\nK-1,MADEUP01,2026-07-31,2014-05,F,3,registered looked-after-away,made-up\n")); err != nil {
		t.Fatal(err)
	}
	if err := r.Events("events.csv", strings.NewReader("child,date,event,by,detail,end_date,late_reason\n"+events)); err != nil {
		t.Fatal(err)
	}
	ret, err := r.Done()
	if err != nil {
		t.Fatal(err)
	}
	return ret
}

// ends is how the rule with an expression ends.
func ends(t testing.TB, ret *returns.Return, expression string) check.Result {
	t.Helper()
	rules, err := rule(expression)
	if err != nil {
		t.Fatal(err)
	}
	r := check.Run(ret, check.Options{Rules: rules})
	return r.Rules[len(r.Rules)-1]
}

const some = `K-1,2026-01-31,registration,,,,
K-1,2026-03-02,contact,police,seen,,
K-1,2026-03-30,contact,teacher,not-seen,,
K-1,2026-04-01,placement,,foster,2026-05-01,
`

func TestAnExpressionSaysWhichChildrenBreakTheRule(t *testing.T) {
	ret := child(t, some)
	for expression, broken := range map[string]bool{
		`count(events, .kind == "contact") == 2`:                                                               true,
		`any(events, .kind == "contact" and .detail == "seen" and .date > agreed - 183)`:                       true,
		`none(events, .by == "police")`:                                                                        false,
		`"registered" in populations and sex == "F" and locality == "3"`:                                       true,
		`age(agreed) == 12 and age(day("2026-05-30")) == 11`:                                                   true,
		`months(day("2026-01-31"), day("2026-02-28")) == 1`:                                                    true,
		`months(day("2026-01-31"), day("2026-02-27")) == 0`:                                                    true,
		`months(day("2026-03-31"), day("2026-01-31")) == -2`:                                                   true,
		`days(events[0].date, events[1].date) == 30`:                                                           true,
		`let gone = filter(events, .kind == "placement"); len(gone) == 1 and gone[0].end - gone[0].date == 30`: true,
		`any(events, let d = .date; any(events, .kind == "registration" and .date < d - 60))`:                  false,
		`born == day("2014-05-01")`:                                                                            true,
		`all(events, .end == 0)`:                                                                               false,
	} {
		res := ends(t, ret, expression)
		if got := res.Found == 1; got != broken || res.Status == check.CouldNotRun {
			t.Errorf("%s: %v, want %v (%s %s)", expression, got, broken, res.Status, res.Why)
		}
	}
}

func TestAWrongExpressionIsRefusedWithItsPosition(t *testing.T) {
	for expression, says := range map[string]string{
		`count(events, .kind == "contact"`:        "line 1, column 3",
		`events.kind`:                             "line 1, column ",
		`1 + 1`:                                   "expected bool",
		"true and\n  child == 1":                  "line 2, column 3: unknown name child",
		`any(events, .child == "K-1")`:            "line 1, column 14",
		`count(1..1000000000, # > 1) > 1`:         "ranges are not allowed",
		`any(events, .kind == "contakt")`:         "line 1, column 22: no edition of the specification has the code “contakt” for kind",
		`any(events, .by == "uncle")`:             "no edition of the specification has the code “uncle” for by",
		`len(map(events, .kind)) > 1`:             "the function map is not allowed",
		`reduce(events, #acc + 1, 0) > 1`:         "line 1, column",
		`now() == now()`:                          "unknown name now",
		`toJSON(events) == ""`:                    "unknown name toJSON",
		strings.Repeat("true and ", 600) + "true": "4000 letters",
		strings.Repeat("1+", 900) + "1 == 1":      "nodes",
	} {
		_, err := rule(expression)
		if err == nil || errs.KindOf(err) != errs.BadInput || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "X001") {
			t.Errorf("%.60s: %v, want “%s”", expression, err, says)
		}
	}
}

func TestAnExpressionThatWouldNotEndIsStopped(t *testing.T) {
	ret := child(t, strings.Repeat("K-1,2026-03-02,contact,police,seen,,\n", 1500))
	for _, expression := range []string{
		`any(events, let a = .date; any(events, let b = .date; any(events, a + b + .date < 0)))`,
		`all(events, count(events, .kind == "contact") == 1500)`,
		`len(filter(events, len(filter(events, .end == 0)) == 1500)) == 1`,
	} {
		if res := ends(t, ret, expression); res.Status != check.CouldNotRun || !strings.Contains(res.Why, "too many steps") {
			t.Errorf("%s ends as %s: %s", expression, res.Status, res.Why)
		}
	}
	if res := ends(t, ret, `count(events, .kind == "contact") == 1500`); res.Found != 1 {
		t.Errorf("each event once ends as %s: %s", res.Status, res.Why)
	}
}

func TestAnExpressionThatFailsCouldNotRunAndSaysNoValue(t *testing.T) {
	ret := child(t, some)
	for _, expression := range []string{`events[99].kind == ""`, `1 % (len(events) - 4) == 0`, `day("soon") > 1`} {
		res := ends(t, ret, expression)
		if res.Status != check.CouldNotRun || strings.Contains(res.Why, "99") || strings.Contains(res.Why, "soon") {
			t.Errorf("%s ends as %s: %s", expression, res.Status, res.Why)
		}
	}
}

func TestAFileOfRulesThatIsWrongIsRefused(t *testing.T) {
	for file, says := range map[string]string{
		`{}`: "a JSON list",
		`[{"code":"R101","severity":"query","sentence":"Please check it.","expression":"true"}]`:                                                          "X and three digits",
		`[{"code":"X001","severity":"remark","sentence":"Please check it.","expression":"true"}]`:                                                         "error or query",
		`[{"code":"X001","severity":"query","sentence":"Check","expression":"true"}]`:                                                                     "needs a sentence",
		`[{"code":"X001","severity":"query","sentence":"The child {child} is odd.","expression":"true"}]`:                                                 "not {child}",
		`[{"code":"X001","severity":"query","sentence":"Please check it.","expression":"true","run":"x"}]`:                                                "unknown field",
		`[` + strings.TrimSuffix(strings.Repeat(`{"code":"X001","severity":"query","sentence":"Please check it.","expression":"true"},`, 2), ",") + `]`:   "two rules X001",
		`[` + strings.TrimSuffix(strings.Repeat(`{"code":"X001","severity":"query","sentence":"Please check it.","expression":"true"},`, 201), ",") + `]`: "at most 200",
	} {
		if _, err := added.Read([]byte(file)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.100s: %v, want “%s”", file, err, says)
		}
	}
}

func FuzzRead(f *testing.F) {
	ret := child(f, some)
	for _, seed := range []string{`any(events, .kind == "contact")`, `months(born, agreed) > 1`, `filter(events, true)[0].end == 0`, `let x = 1; x ** 9 > agreed`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		rules, err := rule(expression)
		if err != nil {
			if errs.KindOf(err) != errs.BadInput {
				t.Error(err)
			}
			return
		}
		if r := check.Run(ret, check.Options{Rules: rules}); len(r.Rules) == 0 {
			t.Error("no report")
		}
	})
}
