package concern

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/goldentest"
)

func TestTheStagesAreTheReviewedOnes(t *testing.T) {
	var b strings.Builder
	b.WriteString("# The stages of a matter of concern\n\nWritten by a test from the stage table in `internal/concern/stages.go` and the limits in `internal/concern/data/limits.json`; do not change it by hand.\n\n")
	b.WriteString("| stage | may go to | limit of the stage | needed at the step |\n| --- | --- | --- | --- |\n")
	for _, s := range Stages {
		to := "nothing more"
		var names []string
		for _, n := range s.Next() {
			name := string(n)
			if s.isBack(n) {
				name += " (a step back)"
			}
			if s.NeedsSecond(n) {
				name += " (by a second person, a service manager)"
			}
			names = append(names, name)
		}
		if len(names) > 0 {
			to = strings.Join(names, ", ")
		}
		needs := []string{}
		for _, a := range stepTo[s].asks {
			if a.Missing != "" {
				needs = append(needs, strings.TrimPrefix(a.Missing, "Enter "))
			}
		}
		limit := "–"
		if s.IsOpen() {
			limit = LimitOf(s, time.Date(2012, 4, 27, 9, 30, 0, 0, time.UTC)).String()
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", s, to, limit, strings.Join(append(needs, "–")[:max(1, len(needs))], "; "))
	}
	fmt.Fprintf(&b, "\n%s Working hours are %s, in the zone %s. A limit is that of the day on which the stage began. When it has passed, the lead, the depute and the service manager get word, once for each stage.\n\n", Source(), WorkingDay(), limits.Zone)
	b.WriteString("A decision not to pass a concern on is closed by a service manager who did not make it, with a reason, or sent back. Every other concern is closed only after the area’s answer, and where that is recorded on the local case system, is on record. Every step is on record with who took it, when, and what they wrote.\n")
	goldentest.CheckPart(t, "../../docs/stages.md", b.String())
}

func TestEveryStageIsReachedAndNoConcernGetsStuck(t *testing.T) {
	reached := map[Stage]bool{Raised: true}
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
		if s.IsOpen() && (len(s.Next()) == 0 || s.Due() == "") {
			t.Errorf("a concern that is %s is stuck, or nobody knows what is due", s)
		}
		if l := LimitOf(s, time.Date(2012, 4, 27, 9, 30, 0, 0, time.UTC)); (l == Limit{}) == s.IsOpen() {
			t.Errorf("the limit of %s is %s", s, l)
		}
		for _, n := range s.Next() {
			if s.Does(n) == "" || !slices.Contains(Stages, n) {
				t.Errorf("the step from %s to %s has no name", s, n)
			}
			// A step that only one person may take leaves a way for the others.
			if s.NeedsSecond(n) && len(s.Next()) < 2 {
				t.Errorf("without a second person a concern that is %s is stuck", s)
			}
		}
	}
	for pair := range second {
		if !slices.Contains(next[pair[0]], pair[1]) {
			t.Errorf("%v takes a second person and is no step", pair)
		}
	}
	for pair := range between {
		if !slices.Contains(next[pair[0]], pair[1]) {
			t.Errorf("%v is called something and is no step", pair)
		}
	}
}

func TestAConcernIsClosedOnlyAfterAnAnswerOrByASecondPerson(t *testing.T) {
	for s := range next {
		if slices.Contains(next[s], Closed) && s != Answered && !s.NeedsSecond(Closed) {
			t.Errorf("a concern that is %s is closed without an answer by one person", s)
		}
	}
	needed := 0
	for _, a := range PassedOn.Asks(Answered) {
		if a.Missing != "" {
			needed++
		}
	}
	if needed != 2 {
		t.Errorf("%d of the answer and where it is recorded are needed", needed)
	}
}
