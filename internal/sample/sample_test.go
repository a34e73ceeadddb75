package sample_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/sampling"
	"github.com/northinch/northinch/internal/submission"
)

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, sample.Statements())
}

func TestASampleIsCommittedToBeforeItIsDrawnAndEveryStepHasItsHeadInTheLog(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		from := w.accepted(1)
		s := w.plan(from, 0, "")
		planned := w.see(s)
		if s.Number != 1 || s.State != sample.Planned || s.Source != from.ID || s.SHA256 != from.SHA256 || s.Size == 0 || s.Size >= s.Records || planned.Record.Drawn != nil || len(planned.Called) != 0 || planned.Stale != "" {
			t.Errorf("%+v %+v", s, planned.Sample)
		}
		w.now = w.now.Add(time.Hour)
		w.write(func(tx *db.Tx) (err error) {
			s, err = sample.Draw(tx, w.desk, lead, s, "3 5")
			return err
		})
		drawn := w.see(s)
		ticket := drawn.Called[0].Ticket
		w.write(func(tx *db.Tx) error {
			done, err := sample.Replace(tx, w.desk, lead, s, drawn.Record.Head().String(), ticket, "not-found", "It was lost in a move.")
			if err == nil && done.By == nil {
				t.Errorf("nothing took the place of %s", ticket)
			}
			return err
		})
		done := w.see(s)
		if len(done.Called) != len(drawn.Called)+1 || done.Called[0].Weight != 0 || len(done.Comparisons) == 0 {
			t.Errorf("%d called, %d before; the first weighs %v", len(done.Called), len(drawn.Called), done.Called[0].Weight)
		}
		report, err := sampling.Verify(done.Record.Bytes(), sampling.Beside{Published: planned.Record.Head()})
		if err != nil || len(report.Failed()) > 0 {
			t.Errorf("the public record: %v %+v", err, report.Failed())
		}
		var log []string
		for _, e := range w.entries() {
			if strings.HasPrefix(e.Verb, "sample.") {
				log = append([]string{e.Verb + " " + e.Actor + " " + e.Subject + " " + e.Detail}, log...)
			}
		}
		var want []string
		for k, v := range []sample.Sight{planned, drawn, done} {
			verb := []string{"sample.plan", "sample.draw", "sample.replace"}[k]
			want = append(want, fmt.Sprintf("%s %s test/first/sample/1 head %s", verb, lead.ID, v.Record.Head()))
			if step := done.Steps[k]; step.Number != k || step.Head != v.Record.Head().String() || step.Actor != lead.ID {
				t.Errorf("step %d: %+v", k, step)
			}
		}
		if !slices.Equal(log, want) {
			t.Errorf("the log has\n%s\nwant\n%s", strings.Join(log, "\n"), strings.Join(want, "\n"))
		}
		if !done.Steps[0].At.Before(done.Steps[1].At) {
			t.Error("the draw is not later than the commitment")
		}
	})
}

func TestWhatIsTriedIsWhatIsPlannedAndNothingOfItIsKept(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		from := w.accepted(1)
		var tried sampling.Plan
		w.write(func(tx *db.Tx) (err error) {
			tried, err = sample.Try(tx, w.desk, lead, here, wish(from))
			return err
		})
		dbtest.Read(t, w.DB, func(tx *db.Tx) error {
			if all, err := sample.List(tx, lead, here); len(all) > 0 || err != nil {
				t.Errorf("%+v (%v)", all, err)
			}
			return nil
		})
		if last := w.entries()[0]; last.Verb != "return.open" || last.Actor != lead.ID {
			t.Errorf("who opened the return is not in the log: %+v", last)
		}
		if got := w.see(w.plan(from, 0, "")).Record.Plan; !slices.Equal(got.Strata, tried.Strata) || got.Design != tried.Design {
			t.Errorf("planned %+v, tried %+v", got.Strata, tried.Strata)
		}
	})
}

func TestTheOrderIsHeld(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		err := w.try(func(tx *db.Tx) error {
			_, err := sample.Plan(tx, w.desk, lead, here, sample.Wish{}, 0, "")
			return err
		})
		refused(t, err, errs.BadInput, "No return of the area is accepted yet")
		err = w.try(func(tx *db.Tx) error {
			_, err := sample.Draw(tx, w.desk, lead, sample.Sample{Inspection: here, Number: 1}, "")
			return err
		})
		refused(t, err, errs.NotFound, "")

		from := w.accepted(1)
		first := w.plan(from, 0, "")
		again := func(seen int, reason string) error {
			return w.try(func(tx *db.Tx) error {
				_, err := sample.Plan(tx, w.desk, lead, here, wish(from), seen, reason)
				return err
			})
		}
		refused(t, again(0, ""), errs.Conflict, "in the meantime")
		refused(t, again(1, "again"), errs.BadInput, "why the sample is planned anew")
		refused(t, again(1, strings.Repeat("a b c ", 400)), errs.BadInput, "2,000 characters")
		replace := func(s sample.Sample) error {
			return w.try(func(tx *db.Tx) error {
				_, err := sample.Replace(tx, w.desk, lead, s, "", sampling.Ticket{Stratum: 1, Order: 1}, "not-found", "")
				return err
			})
		}
		refused(t, replace(first), errs.Conflict, "is not drawn")

		second := w.plan(from, 1, "The margin was too wide.")
		v := w.see(second)
		if old := w.see(first); old.State != sample.Superseded || old.Record == nil || v.Reason != "The margin was too wide." || old.Reason != "" {
			t.Errorf("%+v %q", old.Sample, v.Reason)
		}
		draw := func(s sample.Sample, public string) error {
			return w.try(func(tx *db.Tx) error {
				_, err := sample.Draw(tx, w.desk, lead, s, public)
				return err
			})
		}
		refused(t, draw(first, "3 5"), errs.Conflict, "in the meantime")
		refused(t, draw(second, ""), errs.BadInput, "Two dice")
		if err := draw(second, "3 5"); err != nil {
			t.Fatal(err)
		}
		refused(t, draw(second, "3 5"), errs.Conflict, "was drawn")
		refused(t, replace(second), errs.Conflict, "Another record was replaced")
		refused(t, w.try(func(tx *db.Tx) error {
			_, err := sample.Replace(tx, w.desk, lead, second, w.see(second).Record.Head().String(), sampling.Ticket{Stratum: 9, Order: 1}, "not-found", "")
			return err
		}), errs.BadInput, "not in the sample")
		refused(t, w.try(func(tx *db.Tx) error {
			_, err := sample.Replace(tx, w.desk, lead, second, "", sampling.Ticket{Stratum: 1, Order: 1}, "not-found", strings.Repeat("n", 2001))
			return err
		}), errs.BadInput, "The note")

		w.publish()
		refused(t, again(2, "One more for good measure."), errs.BadInput, "is published")
		refused(t, draw(second, "3 5"), errs.BadInput, "is published")
		refused(t, replace(second), errs.BadInput, "is published")
	})
}

func TestASampleIsNotDrawnOnceItsReturnWasReplaced(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		from := w.accepted(1)
		s := w.plan(from, 0, "")
		newer := w.accepted(2)
		if v := w.see(s); !strings.Contains(v.Stale, "return 2 is accepted now") {
			t.Errorf("%q", v.Stale)
		}
		refused(t, w.try(func(tx *db.Tx) error {
			_, err := sample.Draw(tx, w.desk, lead, s, "3 5")
			return err
		}), errs.BadInput, "The return was replaced since the plan: return 2")
		refused(t, w.try(func(tx *db.Tx) error {
			_, err := sample.Plan(tx, w.desk, lead, here, wish(from), 1, "The return was replaced.")
			return err
		}), errs.Conflict, "Return 2 was accepted in the meantime")
		if s = w.plan(newer, 1, "The return was replaced."); s.Source != newer.ID {
			t.Errorf("%+v", s)
		}
		w.write(func(tx *db.Tx) error {
			_, err := sample.Draw(tx, w.desk, lead, s, "3 5")
			return err
		})
	})
}

func TestTheFrameIsTheChildrenWhoWereAskedForByTheStrataThatWereAskedFor(t *testing.T) {
	w := open(t, filepath.Join(t.TempDir(), "test.db"))
	from := w.accepted(1)
	plan := func(change func(*sample.Wish)) (p sampling.Plan, err error) {
		wished := wish(from)
		change(&wished)
		err = w.try(func(tx *db.Tx) (err error) {
			p, err = sample.Try(tx, w.desk, lead, here, wished)
			return err
		})
		return p, err
	}
	names := func(p sampling.Plan) (all []string, children int) {
		for _, s := range p.Strata {
			all, children = append(all, s.Name), children+s.Population
		}
		return all, children
	}
	for says, change := range map[string]func(*sample.Wish){
		"[all]": func(w *sample.Wish) { w.By = sample.Together },
		"[locality 1 locality 2 locality 3 locality 4 locality 5]": func(w *sample.Wish) { w.By = sample.ByLocality },
	} {
		p, err := plan(change)
		if all, n := names(p); err != nil || strings.ReplaceAll(fmt.Sprint(all), " locality unknown", "") != says || n != from.Children {
			t.Errorf("%v %v (%v), want %s of %d", all, n, err, says, from.Children)
		}
	}
	p, err := plan(func(w *sample.Wish) { w.Populations = []string{"registered", "near-threshold"} })
	if all, n := names(p); err != nil || fmt.Sprint(all) != "[near-threshold registered]" || n >= from.Children {
		t.Errorf("%v %d (%v)", all, n, err)
	}
	for words, change := range map[string]func(*sample.Wish){
		"populations that the return has": func(w *sample.Wish) { w.Populations = []string{"registered", "nobody"} },
		"how the children are divided":    func(w *sample.Wish) { w.By = "height" },
		"The margin is":                   func(w *sample.Wish) { w.Design.Margin = 0 },
		"The title of a draw":             func(w *sample.Wish) { w.Title = "" },
	} {
		_, err := plan(change)
		refused(t, err, errs.BadInput, words)
	}
}

func TestWhoIsInTheSampleIsInNoFileAndWhoLooksIsInTheLog(t *testing.T) {
	w := open(t, filepath.Join(t.TempDir(), "test.db"))
	s := w.drawn()
	w.write(func(tx *db.Tx) error {
		v, err := sample.See(tx, w.desk, lead, s)
		if err != nil {
			return err
		}
		_, err = sample.Replace(tx, w.desk, lead, s, v.Record.Head().String(), v.Called[0].Ticket, "not-found", "A canary in the note.")
		return err
	})
	var listed []sample.Listed
	w.write(func(tx *db.Tx) (err error) {
		listed, err = sample.References(tx, w.desk, lead, s)
		return err
	})
	if len(listed) != s.Size+1 || listed[0].Note != "A canary in the note." || listed[0].Reference.Reveal() == "" || len(listed[0].Traits) != len(sample.Traits()) {
		t.Fatalf("%d are listed: %+v", len(listed), listed[0])
	}
	w.write(func(tx *db.Tx) error {
		of, err := sample.References(tx, w.desk, coordinator, s)
		if len(of) != len(listed) || of[0].Note != "" || of[1].Reference.Reveal() != listed[1].Reference.Reveal() {
			t.Errorf("the area gets a note, or not the records: %+v", of[0])
		}
		return err
	})
	if e := w.entries()[0]; e.Verb != "sample.list" || e.Subject != string(s.ID) || e.Detail != "" {
		t.Errorf("%+v", e)
	}
	files, err := filepath.Glob(w.address + "*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{listed[1].Reference.Reveal(), "A canary in the note", "Two dice", `"strata"`, "near-threshold"} {
			if bytes.Contains(b, []byte(word)) {
				t.Errorf("%q can be read in %s", word, filepath.Base(name))
			}
		}
	}
}

func TestOnlyThoseWhoHaveARoleForItSeeDrawAndList(t *testing.T) {
	w := open(t, filepath.Join(t.TempDir(), "test.db"))
	s := w.drawn()
	planned := w.plan(w.accepted(2), 1, "Another return was accepted.")
	for _, k := range access.Kinds() {
		who := holding(k.Role, here)
		at := access.Place{Programme: "test", Area: "first", Inspection: string(here)}
		for act, do := range map[access.Action]func(*db.Tx) error{
			access.SeeSample: func(tx *db.Tx) error {
				_, err := sample.See(tx, w.desk, who, planned) // asks for the return, too
				return err
			},
			access.DrawSample: func(tx *db.Tx) error {
				_, err := sample.Plan(tx, w.desk, who, here, sample.Wish{Return: 2}, 2, "")
				return err
			},
			access.ListSample: func(tx *db.Tx) error { _, err := sample.References(tx, w.desk, who, s); return err },
		} {
			err := w.try(do)
			if may := access.Decide(who, act, at).Allowed; may == (errs.KindOf(err) == errs.NotFound) {
				t.Errorf("%s, %s: may %v, and %v", k.Name, act, may, err)
			}
		}
	}
	for _, who := range []access.Actor{elsewhere, access.Anyone} {
		dbtest.Read(t, w.DB, func(tx *db.Tx) error {
			_, err := sample.List(tx, who, here)
			refused(t, err, errs.NotFound, "")
			_, err = sample.Review(tx, who, here, 1)
			refused(t, err, errs.NotFound, "")
			return nil
		})
	}
	dbtest.Read(t, w.DB, func(tx *db.Tx) error {
		got, err := sample.Review(tx, lead, here, 1)
		if got.ID != s.ID {
			t.Errorf("%+v", got)
		}
		return err
	})
}

func TestANewKeySealsTheSampleAnewAndItIsTheSame(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s := w.drawn()
		before := w.see(s)
		w.write(func(tx *db.Tx) error {
			if err := w.desk.Keys.Rotate(tx, operator, "inspection/test/first"); err != nil {
				return err
			}
			if n, err := sample.Reseal(tx, w.desk.Keys, operator); n != 3 || err != nil {
				t.Errorf("%d values (%v)", n, err)
			}
			n, err := sample.Reseal(tx, w.desk.Keys, operator)
			if n != 0 {
				t.Errorf("%d values a second time", n)
			}
			return err
		})
		if after := w.see(s); !bytes.Equal(after.Record.Bytes(), before.Record.Bytes()) {
			t.Error("the record is another one")
		}
	})
}

func TestADestroyedSampleLeavesItsHeadsInTheLogAndNothingElse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s := w.drawn()
		head := w.see(s).Record.Head().String()
		w.write(func(tx *db.Tx) error {
			all, err := sample.Dispose(tx, operator, here)
			if len(all) != 2 || all[0].Table != "sample_step" || all[0].Rows != 2 || all[1].Table != "sample" || all[1].Rows != 1 {
				t.Errorf("%+v", all)
			}
			return err
		})
		dbtest.Read(t, w.DB, func(tx *db.Tx) error {
			held, err := sample.Held(tx)
			if len(held) > 0 {
				t.Errorf("%+v", held)
			}
			_, missing := sample.Get(tx, lead, here, 0)
			refused(t, missing, errs.NotFound, "")
			return err
		})
		if !slices.ContainsFunc(w.entries(), func(e audit.Entry) bool { return e.Detail == "head "+head }) {
			t.Error("the head is not in the log")
		}
		w.write(func(tx *db.Tx) error {
			_, err := sample.Dispose(tx, operator, here)
			return err
		})
	})
}

func TestWithoutTheKeysNothingIsPlannedAndWhatWasSealedIsDestroyedWithThem(t *testing.T) {
	w := open(t, filepath.Join(t.TempDir(), "test.db"))
	s := w.drawn()
	refused(t, w.try(func(tx *db.Tx) error {
		_, err := sample.See(tx, submission.Desk{}, lead, s)
		return err
	}), errs.Storage, "keys")
	w.write(func(tx *db.Tx) error { return w.desk.Keys.MarkDestroyed(tx, operator, "inspection/test/first") })
	refused(t, w.try(func(tx *db.Tx) error {
		_, err := sample.Replace(tx, w.desk, lead, s, "", sampling.Ticket{Stratum: 1, Order: 1}, "not-found", "")
		return err
	}), errs.BadInput, "their time was over")
	w.write(func(tx *db.Tx) error {
		n, err := sample.Reseal(tx, w.desk.Keys, operator)
		if n != 0 {
			t.Errorf("%d values of a destroyed key", n)
		}
		return err
	})
}

func TestAnswersAboutASampleAreWeightedByItsDrawAndRefusedWhereTheyAreFew(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s := w.drawn()
		v := w.see(s)
		var answers []sampling.Answer
		yes := 0.0
		for i, c := range v.Called {
			a := sampling.Answer{Row: i + 2, Ticket: c.Ticket, Is: sampling.YesOrNo}
			if i%3 == 0 {
				a.Value = 1
				yes += c.Weight
			}
			answers = append(answers, a)
		}
		dbtest.Read(t, w.DB, func(tx *db.Tx) error {
			e, err := sample.Estimate(tx, w.desk, coordinator, s, answers, 95)
			if err == nil && (math.Abs(e.Value*float64(s.Records)-yes) > 1e-9 || e.Base != s.Size || e.Low == nil || !(*e.Low < e.Value && e.Value < *e.High)) {
				t.Errorf("%+v, want %v of %d", e, yes, s.Records)
			}
			_, few := sample.Estimate(tx, w.desk, lead, s, answers[:3], 95)
			refused(t, few, errs.BadInput, "There are 3 answers")
			_, hidden := sample.Estimate(tx, w.desk, elsewhere, s, answers, 95)
			refused(t, hidden, errs.NotFound, "")
			return err
		})
	})
}
