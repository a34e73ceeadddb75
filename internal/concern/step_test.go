package concern_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

// answer is everything that any step asks.
var answer = map[string]string{"note": "a note", "reason": "a reason", "to": "the named lead", "on": "2012-04-27", "answer": "visited", "recorded": "REF-1"}

// way are the stages from the first to each.
var way = map[concern.Stage][]concern.Stage{
	concern.Raised: nil, concern.Acknowledged: {concern.Acknowledged}, concern.ToPassOn: {concern.Acknowledged, concern.ToPassOn}, concern.NotToPassOn: {concern.Acknowledged, concern.NotToPassOn},
	concern.PassedOn: {concern.Acknowledged, concern.ToPassOn, concern.PassedOn}, concern.Answered: {concern.Acknowledged, concern.ToPassOn, concern.PassedOn, concern.Answered},
	concern.Closed: {concern.Acknowledged, concern.ToPassOn, concern.PassedOn, concern.Answered, concern.Closed},
}

// at is a concern at a stage, where the lead took it, and its version.
func (w *world) at(s concern.Stage) (concern.ID, int) {
	w.t.Helper()
	id := w.raise(inspector, "seen", "somebody")
	answers := maps.Clone(answer)
	answers["on"] = w.now.Format("2006-01-02")
	for i, to := range way[s] {
		if err := w.step(lead, id, i+1, to, answers); err != nil {
			w.t.Fatal(err)
		}
	}
	return id, len(way[s]) + 1
}

func TestEveryStepOfTheTableIsAllowedAndNoOther(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		undo := errors.New("undo")
		for _, from := range concern.Stages {
			id, version := w.at(from)
			for _, to := range append(slices.Clone(concern.Stages), "", "made up") {
				allowed := slices.Contains(from.Next(), to)
				if err := w.Write(t.Context(), func(tx *db.Tx) error {
					err := concern.Advance(tx, w.desk, overseer, id, version, to, answer)
					if (err == nil) != allowed || err != nil && (errs.KindOf(err) != errs.BadInput || errs.FieldOf(err) != "stage") {
						t.Errorf("from %s to %s: %v", from, to, err)
					}
					return undo
				}); err != undo {
					t.Fatal(err)
				}
			}
		}
	})
}

func TestAStepWithoutWhatItNeedsIsRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, from := range concern.Stages {
			for _, to := range from.Next() {
				id, version := w.at(from)
				for _, a := range from.Asks(to) {
					some := maps.Clone(answer)
					some[a.Name] = " \t"
					if a.Missing == "" {
						continue
					}
					if err := w.step(overseer, id, version, to, some); errs.FieldOf(err) != a.Name || errs.Sentence(err) != a.Missing {
						t.Errorf("from %s to %s without %s: %v", from, to, a.Name, err)
					}
					some[a.Name] = strings.Repeat("x", 10001)
					if err := w.step(overseer, id, version, to, some); errs.FieldOf(err) != a.Name {
						t.Errorf("from %s to %s with too long %s: %v", from, to, a.Name, err)
					}
				}
				if err := w.step(overseer, id, version, to, answer); err != nil {
					t.Errorf("from %s to %s: %v", from, to, err)
				}
				f, err := w.read(lead, id)
				last := f.Steps[len(f.Steps)-1]
				if err != nil || f.Stage != to || f.Version != version+1 || last.Actor != overseer.ID || len(last.Answers) != len(from.Asks(to)) {
					t.Errorf("after %s to %s: %+v %v", from, to, last, err)
				}
			}
		}
	})
}

func TestADayOfPassingOnIsOneThatCanBe(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id, version := w.at(concern.ToPassOn)
		for _, day := range []string{"2012-04-28", "2012-04-26", "2012-04", "2012-02-30", "yesterday"} {
			if err := w.step(lead, id, version, concern.PassedOn, map[string]string{"to": "the named lead", "on": day}); errs.FieldOf(err) != "on" {
				t.Errorf("%s: %v", day, err)
			}
		}
		if err := w.step(lead, id, version, concern.PassedOn, map[string]string{"to": "the named lead", "on": "2012-04-27"}); err != nil {
			t.Error(err)
		}
	})
}

func TestAConcernThatIsNotPassedOnTakesASecondPerson(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id, version := w.at(concern.NotToPassOn)
		for _, who := range []access.Actor{lead, depute} {
			if err := w.step(who, id, version, concern.Closed, answer); errs.KindOf(err) != errs.Denied || !strings.Contains(err.Error(), "a service manager agrees") {
				t.Errorf("%s closes it: %v", who.ID, err)
			}
		}
		if err := w.step(overseer, id, version, concern.Closed, map[string]string{}); errs.FieldOf(err) != "reason" {
			t.Errorf("without a reason: %v", err)
		}
		if err := w.step(overseer, id, version, concern.Closed, answer); err != nil {
			t.Errorf("the second person: %v", err)
		}
		// a service manager who decided is not the second person
		id, version = w.at(concern.Acknowledged)
		if err := w.step(overseer, id, version, concern.NotToPassOn, answer); err != nil {
			t.Fatal(err)
		}
		if err := w.step(overseer, id, version+1, concern.Closed, answer); errs.KindOf(err) != errs.Denied || !strings.Contains(err.Error(), "a second person agrees") {
			t.Errorf("agrees with themselves: %v", err)
		}
		if err := w.step(second, id, version+1, concern.Closed, answer); err != nil {
			t.Errorf("another service manager: %v", err)
		}
		// who does not agree sends it back, and then it is decided anew
		id, version = w.at(concern.NotToPassOn)
		if err := w.step(overseer, id, version, concern.Acknowledged, map[string]string{}); errs.FieldOf(err) != "note" {
			t.Errorf("back without saying why: %v", err)
		}
		if err := w.step(overseer, id, version, concern.Acknowledged, answer); err != nil {
			t.Error(err)
		}
		if err := w.step(lead, id, version+1, concern.ToPassOn, answer); err != nil {
			t.Error(err)
		}
	})
}

func TestWhoeverSavesSecondIsTold(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.raise(inspector, "seen", "")
		if err := w.step(lead, id, 1, concern.Acknowledged, nil); err != nil {
			t.Fatal(err)
		}
		for _, seen := range []int{0, 1, 3} {
			err := w.step(depute, id, seen, concern.Acknowledged, nil)
			if errs.KindOf(err) != errs.Conflict || !strings.Contains(errs.Sentence(err), "it is now acknowledged") {
				t.Errorf("seen %d: %v", seen, err)
			}
		}
		// many at once: one is saved
		id = w.raise(inspector, "seen", "")
		answers := make(chan error, 8)
		for range cap(answers) {
			go func() { answers <- w.step(lead, id, 1, concern.Acknowledged, nil) }()
		}
		saved := 0
		for range cap(answers) {
			switch err := <-answers; {
			case err == nil:
				saved++
			case errs.KindOf(err) != errs.Conflict:
				t.Error(err)
			}
		}
		if saved != 1 {
			t.Errorf("%d were saved", saved)
		}
	})
}

func TestTheRegisterHasLateOnesFirstAndClosedOnesLast(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		start := w.now
		closed, _ := w.at(concern.Closed)
		late := w.raise(inspector, "late", "")
		w.now = start.Add(time.Hour)
		soon := w.raise(inspector, "soon", "")
		answered, _ := w.at(concern.Answered)
		w.now = start.Add(2*time.Hour + time.Minute)
		all, err := w.register(lead)
		var got []concern.ID
		for _, c := range all {
			got = append(got, c.ID)
		}
		if want := []concern.ID{late, soon, answered, closed}; err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v, want %v (%v)", got, want, err)
		}
	})
}
