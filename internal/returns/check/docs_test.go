package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/goldentest"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
	"github.com/northinch/northinch/internal/returns/check/added"
	"github.com/northinch/northinch/internal/returns/spec"
)

func TestTheRulesAreDocumentedFromThemselves(t *testing.T) {
	var b strings.Builder
	b.WriteString(`# The rules for returns

<!-- Drawn from internal/returns/check by the tests; do not edit. -->

What ` + "`northinch returns check`" + ` holds a return against, in the hands of those who
made it. Nothing is sent anywhere. A rule ends as **passed**, **failed** with its
findings, **not applicable** (there is nothing for it to look at, and it says what)
or **could not run** (and it says why); a rule that breaks is reported as such and the
others go on.

An **error** cannot be true or cannot be read. A **query** is unlikely and may be true:
correct the rows, or explain it in a waiver. An error that is marked **must** cannot
be waived. A **remark** says how something was read, and a **stop** is a file that is
not read on. Of the children's own references and of what a cell holds, a finding
repeats nothing but codes, days and months; “…” below stands for those.

A waiver is an entry in a file of waivers, which ` + "`northinch returns waivers`" + ` makes:

` + "```json" + `
{"code": "R306", "finding": "0123456789abcdef", "reason": "The child came with a plan from another area.",
 "by": "team manager", "day": "2026-08-03", "expires": "2027-08-02"}
` + "```" + `

` + "`finding`" + ` is the identity that the report prints, or ` + "`whole`" + ` for a rule about the whole
return. An identity is of the row as it is, and stays the same when the row moves to
another line or file; when the row changes, the waiver no longer holds. A waived
finding is listed with the reason, and not counted.

`)
	fmt.Fprintf(&b, "There are %d rules: %d of the reader and %d that look at what the rows say together.\n", len(returns.Checks())+len(check.Rules()), len(returns.Checks()), len(check.Rules()))
	b.WriteString("\n## R0: Files and cells\n\n| code | severity | what is wrong and what to do | example |\n| --- | --- | --- | --- |\n")
	for _, c := range returns.Checks() {
		s := strings.NewReplacer("%s", "…", "%d", "…").Replace(c.Sentence)
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", c.Code, c.Severity, s, c.Example)
	}
	for _, f := range check.Families() {
		fmt.Fprintf(&b, "\n## %s: %s\n\n| code | severity | what is wrong and what to do | example | looks at | editions |\n| --- | --- | --- | --- | --- | --- |\n", f.Code, f.Title)
		for _, r := range check.List() {
			if !strings.HasPrefix(r.Code, f.Code) {
				continue
			}
			severity := r.Severity.String()
			if r.Must {
				severity += ", must"
			}
			in := strings.Join(r.Editions, ", ")
			if len(r.Editions) == len(spec.Editions()) {
				in = "all"
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", r.Code, severity, r.Sentence, r.Example, strings.Join(r.Looks, ", "), in)
		}
	}
	b.WriteString(adding)
	goldentest.Check(t, "../../../docs/return-rules.md", b.String())
}

const adding = `
## X: Rules that are added

An area or an analyst adds rules of their own with --rules, a JSON file:

` + "```json" + `
[
  {
    "code": "X001",
    "severity": "query",
    "sentence": "A child under one year was not seen by a health visitor in the last 42 days. Add the contact, or check the month of birth, {born}.",
    "expression": "age(agreed) < 1 and none(events, .kind == \"contact\" and .by == \"health-visitor\" and .date > agreed - 42)"
  }
]
` + "```" + `

The expression is true of a child that breaks the rule. It is in the language of
[expr](https://expr-lang.org/docs/language-definition) and sees:

| name | what it is |
| --- | --- |
| born, agreed | the first day of the month of birth, and the agreed date, as numbers: their difference is in days, and 0 is not known |
| sex, locality | codes, or "" |
| populations | a list of codes |
| events | a list, the earliest first, of things with kind, by, detail (codes, or ""), date and end (days as numbers) |
| day("2026-07-31") | a day as a number |
| days(a, b), months(a, b) | days, and whole calendar months, from a to b |
| age(d) | whole years on a day, at least |
| any, all, none, one, count, filter, find, findLast | of a list and a condition |
| len, first, last, min, max, abs | as they say |

It does not see the reference of the child, and can change nothing. A code that is in
no edition is refused, and so are other functions and ranges. A rule may ask
conditions 2,000 times and 100 times more for each event of a child; one that asks more
often, or fails, could not run.
`

func TestTheExampleOfARuleThatIsAddedIsARule(t *testing.T) {
	_, text, _ := strings.Cut(adding, "```json\n")
	text, _, _ = strings.Cut(text, "```")
	if rules, err := added.Read([]byte(text)); err != nil || len(rules) != 1 {
		t.Errorf("%d rules, %v", len(rules), err)
	}
}

func TestEveryRuleOfAFamilyHasItsCode(t *testing.T) {
	for _, f := range check.Families() {
		for i, r := range f.Rules() {
			if !strings.HasPrefix(r.Code, f.Code) {
				t.Errorf("%s is in family %s", r.Code, f.Code)
			}
			if i > 0 && f.Rules()[i-1].Code >= r.Code {
				t.Errorf("%s stands after %s", r.Code, f.Rules()[i-1].Code)
			}
		}
	}
}
