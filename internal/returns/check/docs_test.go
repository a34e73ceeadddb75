package check_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/goldentest"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
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
		for _, r := range f.Rules() {
			severity := r.Severity.String()
			if r.Must {
				severity += ", must"
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", r.Code, severity, check.InWords(r.Sentence), r.Example, looks(r), editions(r))
		}
	}
	goldentest.Check(t, "../../../docs/return-rules.md", b.String())
}

// looks are the columns that a rule reads, the one that findings name first.
func looks(r check.Rule) string {
	var all []string
	if r.Column != "" {
		all = append(all, r.Table()+"."+r.Column)
	}
	for _, one := range strings.Fields(r.Looks) {
		if !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return strings.Join(all, ", ")
}

// editions are those that have a rule.
func editions(r check.Rule) string {
	var in []string
	for _, e := range spec.Editions() {
		if r.Without(e) == "" {
			in = append(in, e.ID)
		}
	}
	if len(in) == len(spec.Editions()) {
		return "all"
	}
	return strings.Join(in, ", ")
}

func TestEveryRuleOfAFamilyHasItsCode(t *testing.T) {
	for _, f := range check.Families() {
		for i, r := range f.Rules() {
			if !strings.HasPrefix(r.Code, f.Code) {
				t.Errorf("%s is in family %s", r.Code, f.Code)
			}
			if editions(r) == "" {
				t.Errorf("%s is for no edition", r.Code)
			}
			if i > 0 && f.Rules()[i-1].Code >= r.Code {
				t.Errorf("%s stands after %s", r.Code, f.Rules()[i-1].Code)
			}
		}
	}
}
