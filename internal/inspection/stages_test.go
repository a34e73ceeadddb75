package inspection

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/goldentest"
)

func TestTheStagesAreTheReviewedOnes(t *testing.T) {
	var b strings.Builder
	b.WriteString("# The stages of an inspection\n\nWritten by a test from the stage table in `internal/inspection/inspection.go`; do not change it by hand.\n\n")
	b.WriteString("| stage | may go to | inspectors have been there | grades are public | gives the inspection |\n| --- | --- | --- | --- | --- |\n")
	answer := map[bool]string{true: "yes", false: "–"}
	for _, s := range Stages {
		to := "nothing more"
		if len(s.Next()) > 0 {
			names := make([]string, len(s.Next()))
			for i, n := range s.Next() {
				names[i] = string(n)
				if slices.Index(Stages, n) < slices.Index(Stages, s) {
					names[i] += " (a step back)"
				}
			}
			to = strings.Join(names, ", ")
		}
		var one Inspection
		gives := "–"
		switch one.dateOf(s) {
		case nil:
		case &one.Notified:
			gives = "the day it was notified"
		case &one.Started:
			gives = "the day fieldwork began"
		case &one.Ended:
			gives = "the day fieldwork ended"
		case &one.Published:
			gives = "the day it was published"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", s, to, answer[s.IsInspected()], answer[s.IsPublic()], gives)
	}
	b.WriteString("\nA step back changes no date. Every move is on record with who made it and when.\n")
	goldentest.CheckPart(t, "../../docs/stages.md", b.String())
}

func TestEveryStageIsReachedAndEveryMoveEndsSomewhere(t *testing.T) {
	reached := map[Stage]bool{Scheduled: true}
	for range Stages {
		for s := range reached {
			for _, n := range s.Next() {
				reached[n] = true
			}
		}
	}
	for _, s := range Stages {
		if !reached[s] {
			t.Errorf("nothing leads to %s", s)
		}
		if s != Closed && len(s.Next()) == 0 {
			t.Errorf("an inspection that is %s is stuck", s)
		}
	}
	for s, to := range next {
		for _, n := range append(to, s) {
			if !slices.Contains(Stages, n) {
				t.Errorf("the table has a stage %q that is not in the list", n)
			}
		}
	}
	if Stage("").IsInspected() || Stage("published ").IsInspected() || Stage("").IsPublic() {
		t.Error("a stage that does not exist counts as inspected or public")
	}
}
