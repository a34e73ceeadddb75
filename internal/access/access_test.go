package access

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"text/tabwriter"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestThePolicyIsTheReviewedOne(t *testing.T) {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ROLE\tACTION\tOWN AREA\tOTHER AREA")
	answer := map[bool]string{true: "yes", false: "-"}
	for _, l := range Policy() {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", l.Role, l.Action, answer[l.Own], answer[l.Other])
	}
	w.Flush()
	const file = "testdata/policy.golden"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the policy is not the reviewed one; read the difference, then run the test with -update\n%s", b.String())
	}
}

func TestNobodyAndUnknownRolesMayDoNothing(t *testing.T) {
	for _, who := range []Actor{{}, {Name: "x", Role: "minister"}} {
		for _, act := range append(Actions, "made.up") {
			if d := Decide(who, act, "fife"); d.Allowed || d.Reason == "" {
				t.Errorf("%q may do %s: %q", who.Role, act, d.Reason)
			}
		}
	}
}

func TestALeadDoesNothingWithoutAnAreaEvenWhereTheAreaHasNoName(t *testing.T) {
	if Decide(Actor{Name: "x", Role: Lead, Areas: []string{""}}, SetGrade, "").Allowed {
		t.Error("an empty area was taken as a lead's own")
	}
}

func TestEveryDecisionHasAReason(t *testing.T) {
	for _, role := range Roles {
		for _, act := range Actions {
			if Decide(Actor{Name: "x", Role: role}, act, "fife").Reason == "" {
				t.Errorf("%s %s: no reason", role, act)
			}
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	who := Actor{Name: "x", Role: Lead, Areas: []string{"moray", "fife"}}
	for b.Loop() {
		Decide(who, SetGrade, "fife")
	}
}
