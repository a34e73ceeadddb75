package check_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
)

const salt = "00112233445566778899aabbccddeeff"

// tables reads a return from the text of its tables.
func tables(t testing.TB, children, events string) *returns.Return {
	t.Helper()
	r := returns.NewReader(returns.Options{})
	if err := r.Children("children.csv", strings.NewReader("child,area,agreed_date,born,sex,locality,populations,made_up\n"+children)); err != nil {
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

func child(n int, populations string) string {
	return fmt.Sprintf("K-%d,MADEUP01,2026-07-31,2014-05,F,3,%s,made-up\n", n, populations)
}

// waivers reads waivers with the salt.
func waivers(list string) (*check.Waivers, error) {
	return check.ReadWaivers([]byte(`{"salt":"`+salt+`","waivers":[`+list+`]}`), check.Rules())
}

func mustWaive(t testing.TB, list string) *check.Waivers {
	t.Helper()
	w, err := waivers(list)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

const registered = "K-1,2026-03-02,registration,,,,\nK-1,2026-03-02,category,,neglect,,\nK-1,2026-03-03,contact,teacher,seen,,\n"

func TestAWaivedFindingIsListedAndNotCounted(t *testing.T) {
	ret := tables(t, child(1, "registered"), registered)
	before := check.Run(ret, check.Options{Waivers: mustWaive(t, "")})
	var id string
	for _, f := range before.Findings {
		if f.Code == "R306" {
			id = f.ID
		}
	}
	if len(id) != 16 {
		t.Fatalf("the finding has no identity: %+v", before.Findings)
	}
	w := mustWaive(t, `{"code":"R306","finding":"`+id+`","reason":"The child came from another area with a plan.","by":"team manager","day":"2026-08-03","expires":"2027-08-02"}`)
	after := check.Run(ret, check.Options{Waivers: w})
	res := result(t, after, "R306")
	if res.Found != 1 || res.Waived != 1 || res.Status != check.Failed || after.Queries != before.Queries-1 || after.Waived != 1 {
		t.Errorf("%+v, %s", res, after.Summary)
	}
	var text bytes.Buffer
	if err := after.Text(&text, false); err != nil || !strings.Contains(text.String(), "waived by team manager on 3 August 2026: The child came from another area with a plan.") ||
		!strings.Contains(text.String(), "R306 query: 1 finding, 1 waived") || !strings.Contains(after.Summary, "; 1 waived finding") {
		t.Errorf("%s", text.String())
	}

	// The rows are sent again in another order, with another child before them.
	moved := tables(t, child(2, "vulnerable")+child(1, "registered"), "K-2,2026-05-05,vulnerable-meeting,,,,\nK-1,2026-03-03,contact,teacher,seen,,\nK-1,2026-03-02,category,,neglect,,\nK-1,2026-03-02,registration,,,,\n")
	if res := result(t, check.Run(moved, check.Options{Waivers: w}), "R306"); res.Waived != 1 {
		t.Errorf("the waiver does not hold when lines move: %+v", res)
	}
	// The row says something else, or is of another child.
	for _, other := range []string{strings.Replace(registered, "02,registration", "03,registration", 1), strings.ReplaceAll(registered, "K-1", "K-2")} {
		ret := tables(t, child(1, "registered")+child(2, "registered"), other)
		if res := result(t, check.Run(ret, check.Options{Waivers: w}), "R306"); res.Waived != 0 || res.Found != 1 {
			t.Errorf("the waiver holds for a row that it is not about: %+v", res)
		}
	}
	// It expires.
	day, _ := returns.DayOf(2027, 8, 3)
	if res := result(t, check.Run(ret, check.Options{Waivers: w, Today: day}), "R306"); res.Waived != 0 {
		t.Errorf("the waiver holds after its last day")
	}
	if res := result(t, check.Run(ret, check.Options{Waivers: w, Today: day - 1}), "R306"); res.Waived != 1 {
		t.Errorf("the waiver does not hold on its last day")
	}
	// Another salt makes other identities, so that one cannot be found from a list of references.
	w.Salt = []byte("another salt, as long")
	if res := result(t, check.Run(ret, check.Options{Waivers: w}), "R306"); res.Waived != 0 {
		t.Errorf("the identity does not depend on the salt")
	}
}

func TestAWholeReturnMayBeWaived(t *testing.T) {
	ret := tables(t, child(1, "registered"), registered)
	w := mustWaive(t, `{"code":"R802","finding":"whole","reason":"It is a small island.","by":"co-ordinator","day":"2026-08-03"}`)
	if res := result(t, check.Run(ret, check.Options{Waivers: w}), "R802"); res.Found != 1 || res.Waived != 1 {
		t.Errorf("%+v", res)
	}
}

func TestAWaiverThatCannotHoldIsRefusedWithASentence(t *testing.T) {
	good := `"finding":"0011223344556677","reason":"The rows are right.","by":"manager","day":"2026-08-03"`
	for says, list := range map[string]string{
		"has a code that no rule has":     `{"code":"R099",` + good + `}`,
		"which nobody may waive":          `{"code":"R101",` + good + `}`,
		"is of the whole return":          `{"code":"R306","finding":"whole","reason":"The rows are right.","by":"manager","day":"2026-08-03"}`,
		"names no finding":                `{"code":"R306","finding":"K-1","reason":"The rows are right.","by":"manager","day":"2026-08-03"}`,
		"needs a reason":                  `{"code":"R306","finding":"0011223344556677","reason":"ok","by":"manager","day":"2026-08-03"}`,
		"does not say by whom":            `{"code":"R306","finding":"0011223344556677","reason":"The rows are right.","day":"2026-08-03"}`,
		"needs the day":                   `{"code":"R306","finding":"0011223344556677","reason":"The rows are right.","by":"manager","day":"2026"}`,
		"expires on no day, or before it": `{"code":"R306",` + good + `,"expires":"2026-08-02"}`,
		"cannot be read as JSON":          `{"code":"R306",` + good + `,"child":"K-1"}`,
	} {
		_, err := waivers(list)
		if err == nil || !strings.Contains(err.Error(), says) || errs.KindOf(err) != errs.BadInput || strings.Contains(err.Error(), "K-1") {
			t.Errorf("want “%s”, got %v", says, err)
		}
	}
	if _, err := check.ReadWaivers([]byte(`{"salt":"abcd","waivers":[]}`), nil); err == nil || !strings.Contains(err.Error(), "32 or more hexadecimal digits") {
		t.Errorf("a short salt: %v", err)
	}
	if _, err := check.NewWaivers([]byte("short")); err == nil {
		t.Error("a short salt is taken")
	}
	b, err := check.NewWaivers([]byte("0123456789abcdef"))
	if err != nil {
		t.Fatal(err)
	}
	if w, err := check.ReadWaivers(b, nil); err != nil || len(w.List) != 0 || string(w.Salt) != "0123456789abcdef" {
		t.Errorf("a new file of waivers is read as %+v, %v", w, err)
	}
}

func TestAReturnIsComparedWithTheLastTime(t *testing.T) {
	last := tables(t, child(1, "registered")+child(2, "vulnerable")+child(3, "vulnerable"),
		registered+"K-2,2026-05-05,vulnerable-meeting,,,,\nK-2,2026-05-06,contact,police,seen,,\nK-2,2026-05-07,contact,police,seen,,\nK-3,2026-05-05,contact,police,seen,,\n")
	now := tables(t, child(4, "vulnerable")+strings.Replace(child(2, "vulnerable"), ",F,", ",M,", 1)+child(1, "registered"),
		"K-2,2026-05-06,contact,police,seen-alone,,\nK-2,2026-05-05,vulnerable-meeting,,,,\nK-2,2026-05-08,contact,police,seen,,\nK-4,2026-05-05,contact,police,seen,,\n"+registered)
	o := check.Options{Salt: []byte(salt)}
	c, err := check.Compare(last, now, check.Run(last, o), check.Run(now, o))
	if err != nil {
		t.Fatal(err)
	}
	if want := (check.Rows{Added: 1, Removed: 1, Changed: 1, Same: 1}); c.Children != want {
		t.Errorf("children %+v, want %+v", c.Children, want)
	}
	if want := (check.Rows{Added: 1, Removed: 1, Changed: 2, Same: 4}); c.Events != want {
		t.Errorf("events %+v, want %+v", c.Events, want)
	}
	cells, _ := json.Marshal(c.Cells)
	if want := `[{"table":"children","column":"sex","changed":1},{"table":"events","column":"date","changed":1},{"table":"events","column":"detail","changed":1}]`; string(cells) != want {
		t.Errorf("cells %s, want %s", cells, want)
	}
	rules := map[string]check.RuleChange{}
	for _, r := range c.Rules {
		rules[r.Code] = r
	}
	for _, want := range []check.RuleChange{{"R306", 0, 0, 1}, {"R416", 1, 1, 0}, {"R710", 0, 0, 1}, {"R802", 0, 0, 1}} {
		if rules[want.Code] != want {
			t.Errorf("%+v, want %+v", rules[want.Code], want)
		}
	}
	if !c.Listed || c.Summary != "1 new finding, 1 gone and 3 as before; 1 child more and 1 fewer, 1 changed." {
		t.Errorf("%v %s", c.Listed, c.Summary)
	}
	var text bytes.Buffer
	if err := c.Text(&text); err != nil || strings.Contains(text.String(), "K-") || !strings.Contains(text.String(), "cells of sex in children: 1 changed") {
		t.Errorf("%s", text.String())
	}
	if _, err := check.Compare(last, now, check.Run(last, check.Options{}), check.Run(now, check.Options{})); err == nil {
		t.Error("reports without identities are compared")
	}
}

func TestAReturnComparedWithItselfHasNothingNewAndNothingGone(t *testing.T) {
	ret, _, _ := read(t, "testdata/cases/R501-row-twice/fail")
	r := check.Run(ret, check.Options{Salt: []byte(salt)})
	c, err := check.Compare(ret, ret, r, r)
	if err != nil || len(c.New)+len(c.Gone) != 0 || c.Events.Same != ret.Events.Len() || c.Children.Same != 1 || len(c.Cells) != 0 {
		t.Errorf("%+v, %v", c, err)
	}
}
