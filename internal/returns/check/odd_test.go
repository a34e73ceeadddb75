package check_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
	"github.com/northinch/northinch/internal/returns/madeup"
)

func TestAReturnThatCannotBeWalkedThroughIsNotTakenForOneThatPassed(t *testing.T) {
	ret, _ := madeUp(t, madeup.Options{Children: 1100, Areas: 2})
	broken := *ret
	broken.Children.Area = slices.Clone(ret.Children.Area)
	broken.Children.Area[7] = 99
	r := check.Run(&broken, check.Options{})
	for _, res := range r.Rules {
		if strings.HasPrefix(res.Code, "R4") && res.Status != check.CouldNotRun && res.Status != check.NotApplicable {
			t.Errorf("%s ends as %s", res.Code, res.Status)
		}
	}
	if r.Clean() || r.CouldNotRun < 100 {
		t.Errorf("%s", r.Summary)
	}
}

func TestATableOfFindingsIsSafeInASpreadsheet(t *testing.T) {
	ret := tables(t, child(1, "registered"), registered)
	w := mustWaive(t, `{"code":"R802","finding":"whole","reason":"=cmd|'/c calc' is a formula.","by":"@somebody","day":"2026-08-03"}`)
	rules := append(check.Rules(), check.Rule{Code: "X001", Severity: returns.Query, Sentence: "Never once.", Each: func(_ *check.Child, f *check.Found) { f.Stop("It stopped.") }})
	var out bytes.Buffer
	if err := check.Run(ret, check.Options{Waivers: w, Rules: rules}).CSV(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`,'=cmd|'/c calc' is a formula.,'@somebody,2026-08-03,yes`, `X001,query,,,,,The rule could not run: It stopped.,,,,,yes`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("there is no %s in\n%s", want, out.String())
		}
	}
}

func TestAReferenceWithThousandsOfRowsIsComparedByItsNumberOfRows(t *testing.T) {
	row := "K-1,2026-03-02,contact,police,seen,,\n"
	last := tables(t, child(1, "vulnerable"), strings.Repeat(row, 2500))
	now := tables(t, child(1, "vulnerable"), strings.Repeat(row, 2600))
	o := check.Options{Salt: []byte(salt)}
	was, is := check.Run(last, o), check.Run(now, o)
	c, err := check.Compare(last, now, was, is)
	if err != nil {
		t.Fatal(err)
	}
	if want := (check.Rows{Added: 100, Same: 2500}); c.Events != want {
		t.Errorf("%+v, want %+v", c.Events, want)
	}
	if found := result(t, is, "R509").Found; found != 1 || result(t, is, "R501").Found != 0 {
		t.Errorf("R509 found %d, and other rules look at the reference: %s", found, is.Summary)
	}
}

func TestReturnsOfTwoEditionsAreNotCompared(t *testing.T) {
	last, _, _ := read(t, "testdata/cases/R417-voluntary-without-referral/pass")
	now := tables(t, child(1, "vulnerable"), "")
	o := check.Options{Salt: []byte(salt)}
	if _, err := check.Compare(last, now, check.Run(last, o), check.Run(now, o)); err == nil || !strings.Contains(err.Error(), "edition 2018") {
		t.Errorf("%v", err)
	}
}

func TestIdentitiesGoFromAReportWhoseSaltNobodyKeeps(t *testing.T) {
	ret := tables(t, child(1, "registered"), registered)
	r := check.Run(ret, check.Options{Salt: []byte(salt), Each: 1})
	c, err := check.Compare(ret, ret, r, &check.Report{})
	if err != nil || len(c.Gone) != len(r.Findings) || c.Gone[0].ID == "" {
		t.Fatalf("%v, %+v", err, c)
	}
	r.Anonymous()
	c.Anonymous()
	if r.Findings[0].ID != "" || c.Gone[0].ID != "" {
		t.Error("the identities are there still")
	}
}

func TestOnlyTheAreasOfThisReturnAreHeldBesideTheLast(t *testing.T) {
	both, _ := madeUp(t, madeup.Options{Children: 200, Areas: 2})
	day, _ := returns.DayOf(2025, 7, 31)
	was, _ := madeUp(t, madeup.Options{Children: 200, Areas: 3, Agreed: day})
	now := check.Run(both, check.Options{Previous: was})
	for _, f := range now.Findings {
		if f.Code >= "R900" && strings.Contains(f.Sentence, "MADEUP03") {
			t.Errorf("an area that is not in the return has a finding: %s", f.Sentence)
		}
	}
	if now.CouldNotRun != 0 || result(t, now, "R901").Looked != 2 {
		t.Errorf("%s, looked at %d", now.Summary, result(t, now, "R901").Looked)
	}
}
