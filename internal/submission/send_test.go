package submission_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/submission"
)

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, submission.Statements())
}

func TestAReturnIsReceivedAndSaysHowManyRowsItHas(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		files := madeUp(t, 1, madeup.Options{})
		s := w.send(coordinator, here, files)
		got := w.get(0)
		if got.ID != s.ID || got.Number != 1 || got.State != submission.Received || got.SentBy != coordinator.ID || !got.SentAt.Equal(w.now) || got.Agreed.String() != "2026-07-31" {
			t.Errorf("%+v", got)
		}
		if want := bytes.Count(files[0].Bytes, []byte("\n")) - 1; got.Children != want || got.Events != bytes.Count(files[1].Bytes, []byte("\n"))-1 {
			t.Errorf("%d children and %d events", got.Children, got.Events)
		}
		last := w.entries()[0]
		if last.Verb != "return.send" || last.Subject != "test/first/1" || last.Actor != coordinator.ID {
			t.Errorf("%+v", last)
		}
	})
}

func TestTheFilesComeBackAsTheyWereAndNothingOfThemCanBeReadInTheDatabase(t *testing.T) {
	w := open(t, filepath.Join(t.TempDir(), "test.db"))
	files := madeUp(t, 1, madeup.Options{Children: 3000})
	files[0].Name = "Canarytown.csv"
	s := w.send(coordinator, here, files)
	w.write(func(tx *db.Tx) error {
		ret, err := submission.Open(tx, w.desk, lead, s, "a look")
		if err != nil {
			return err
		}
		want := draft(t, files)
		if ret.Children.Len() != want.Return.Children.Len() || ret.Children.Refs.Of(7) != want.Return.Children.Refs.Of(7) || !slices.Equal(ret.Events.Date, want.Return.Events.Date) {
			t.Error("the return that was opened is another one")
		}
		return nil
	})
	names, err := filepath.Glob(w.address + "*")
	if err != nil || len(names) < 2 {
		t.Fatalf("the files are %v (%v); the log of writing must be among them", names, err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"K-000", "Canarytown", "near-threshold", "deregistered", "PK\x03\x04"} {
			if bytes.Contains(b, []byte(word)) {
				t.Errorf("%s holds %q", filepath.Base(name), word)
			}
		}
	}
}

func TestAFileThatNamesSomebodyIsRefusedAndNothingOfItIsKept(t *testing.T) {
	w := open(t, filepath.Join(t.TempDir(), "test.db"))
	files := madeUp(t, 1, madeup.Options{})
	files[0].Bytes = bytes.Replace(files[0].Bytes, []byte("K-000003"), []byte("0101149995"), 1) // a number with the form of a CHI
	_, err := submission.Read(files)
	refusal, ok := errors.AsType[*returns.Refusal](err)
	if !ok || !refusal.Personal() || errs.KindOf(err) != errs.BadInput || strings.Contains(err.Error(), "0101149995") {
		t.Errorf("%v", err)
	}
	for _, e := range w.entries() {
		if strings.HasPrefix(e.Verb, "return") {
			t.Errorf("%+v", e)
		}
	}
}

func TestWhatIsNotTheReturnOfTheAreaIsRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		real := madeUp(t, 1, madeup.Options{})
		real[0].Bytes = bytes.ReplaceAll(real[0].Bytes, []byte("made-up"), nil)
		var whole bytes.Buffer
		r, err := madeup.New(madeup.Options{Areas: 6, Children: 60})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.WriteAll(&whole, &bytes.Buffer{}); err != nil {
			t.Fatal(err)
		}
		for says, files := range map[string][]submission.File{
			"of the area MADEUP02, and the inspection is of an area with the code MADEUP01": madeUp(t, 2, madeup.Options{}),
			"No record of a real child may be in it":                                        real,
			"of 6 areas":                                                                    {{Name: "all.csv", Bytes: whole.Bytes()}},
		} {
			d := draft(t, files)
			err := w.try(func(tx *db.Tx) error { _, err := submission.Send(tx, w.desk, coordinator, here, d); return err })
			if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), says) {
				t.Errorf("%v, want %q", err, says)
			}
		}
		w.write(func(tx *db.Tx) error {
			if all, err := submission.List(tx, coordinator, here); len(all) != 0 || err != nil {
				t.Errorf("kept: %v %v", all, err)
			}
			return nil
		})
	})
}

// The day may be corrected until a return of it is accepted.
func TestAReturnOfADayThatNobodyCanHaveAgreedIsRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		of := func(day string) []submission.File {
			on, _ := date.Parse(day)
			return madeUp(t, 1, madeup.Options{Agreed: returns.OnDate(on)})
		}
		refused := func(day, says string) {
			t.Helper()
			d := draft(t, of(day))
			err := w.try(func(tx *db.Tx) error { _, err := submission.Send(tx, w.desk, coordinator, here, d); return err })
			if errs.KindOf(err) != errs.BadInput || errs.Sentence(err) != says {
				t.Errorf("%s: %v, want %q", day, err, says)
			}
		}
		refused("2026-09-02", "The agreed date in the files is 2 September 2026, which has not come yet. Correct it, or make the return when the day is over")
		w.write(func(tx *db.Tx) error {
			on, _ := date.Of(2026, 8, 20)
			return inspection.Advance(tx, operator, here, 1, inspection.Notified, on)
		})
		refused("2025-08-19", "The agreed date in the files is 19 August 2025, more than a year before the area was told of the inspection on 20 August 2026. Make the return of the day that was agreed")
		if all := w.list(); len(all) != 0 {
			t.Errorf("something was kept: %+v", all)
		}
		w.send(coordinator, here, of("2025-08-20"))
		second := w.send(coordinator, here, of("2026-07-31"))
		w.accept(lead, second)
		third := w.send(coordinator, here, of("2026-08-31")) // the first day was the wrong one
		if now := w.get(0); now.Number != 2 || now.Agreed == third.Agreed {
			t.Errorf("not accepted, and in its place: %+v", now)
		}
		w.accept(lead, third)
		if now := w.get(0); now.Number != 3 || now.Agreed != third.Agreed {
			t.Errorf("accepted: %+v", now)
		}
	})
}

func TestWhoMaySendSeeAndReadAReturn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		barred := inspector
		barred.Conflicts = []string{"first"}
		d := draft(t, madeUp(t, 1, madeup.Options{}))
		for _, who := range []access.Actor{lead, inspector, associate, reader, elsewhere, operator, access.Anyone} {
			err := w.try(func(tx *db.Tx) error { _, err := submission.Send(tx, w.desk, who, here, d); return err })
			if errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s sends: %v", who.ID, err)
			}
		}
		s := w.sent(0)
		for who, may := range map[*access.Actor]struct{ see, read bool }{
			&coordinator: {true, false}, &lead: {true, true}, &inspector: {true, true}, &associate: {true, false},
			&reader: {}, &elsewhere: {}, &operator: {}, &barred: {},
		} {
			see := w.try(func(tx *db.Tx) error { _, err := submission.Of(tx, w.desk, *who, s); return err })
			noted := w.try(func(tx *db.Tx) error { _, err := submission.Noted(tx, w.desk, *who, s); return err })
			read := w.try(func(tx *db.Tx) error { _, err := submission.Open(tx, w.desk, *who, s, ""); return err })
			rows := w.try(func(tx *db.Tx) error {
				_, err := submission.Rows(tx, w.desk, *who, s, "seen-28-days-deregistered")
				return err
			})
			child := w.try(func(tx *db.Tx) error { _, err := submission.Chronology(tx, w.desk, *who, s, "x"); return err })
			if (see == nil) != may.see || (noted == nil) != may.see || (read == nil) != may.read || (rows == nil) != may.read || errs.KindOf(child) != errs.NotFound {
				t.Errorf("%s: see %v, noted %v, read %v, rows %v, child %v", who.ID, see, noted, read, rows, child)
			}
		}
	})
}

func TestALaterReturnTakesThePlaceOfOneThatWasNotAccepted(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.sent(1)
		second := w.sent(2)
		if second.Number != 2 || w.get(1).State != submission.Superseded || w.get(0).Number != 2 {
			t.Errorf("%+v %+v", w.get(1), second)
		}
		w.accept(lead, second)
		w.sent(3)
		if now := w.get(0); now.Number != 2 || now.State != submission.Accepted || now.DecidedBy != lead.ID || w.get(3).State != submission.Received {
			t.Errorf("an accepted return gave way to one that is not: %+v", now)
		}
		w.accept(lead, w.get(3))
		if w.get(0).Number != 3 || w.get(2).State != submission.Superseded {
			t.Error("the return that was accepted last does not count")
		}
		d := draft(t, madeUp(t, 1, madeup.Options{Seed: 1}))
		err := w.try(func(tx *db.Tx) error { _, err := submission.Send(tx, w.desk, coordinator, here, d); return err })
		if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), "as return 1") {
			t.Errorf("the same files again: %v", err)
		}
	})
}

func TestNothingIsSentOrAcceptedAfterThePublication(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s := w.sent(1)
		w.publish(here)
		d := draft(t, madeUp(t, 1, madeup.Options{Seed: 2}))
		sent := w.try(func(tx *db.Tx) error { _, err := submission.Send(tx, w.desk, coordinator, here, d); return err })
		accepted := w.try(func(tx *db.Tx) error { return submission.Accept(tx, w.desk, lead, s) })
		if errs.KindOf(sent) != errs.BadInput || errs.KindOf(accepted) != errs.BadInput {
			t.Errorf("%v %v", sent, accepted)
		}
	})
}

// noted is the report of a return as somebody may see it.
func (w *world) noted(who access.Actor, s submission.Submission) (r *check.Report) {
	w.t.Helper()
	dbtest.Read(w.t, w.DB, func(tx *db.Tx) (err error) {
		r, err = submission.Noted(tx, w.desk, who, s)
		return err
	})
	return r
}

func TestAReturnWithErrorsOfCellsIsNotAccepted(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s := w.send(coordinator, here, madeUp(t, 1, madeup.Options{Defects: true}))
		if s.Findings["R022"] != 1 || s.Findings["R010"] != 0 {
			t.Errorf("%v", s.Findings)
		}
		err := w.try(func(tx *db.Tx) error { return submission.Accept(tx, w.desk, lead, s) })
		if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), "errors for which") {
			t.Fatalf("%v", err)
		}
		r := w.noted(coordinator, s)
		if r.Errors == 0 || len(r.Findings) == 0 || len(w.noted(lead, s).Findings) != len(r.Findings) {
			t.Errorf("%s", r.Summary)
		}
		if seen := w.noted(associate, s); seen.Errors != r.Errors || len(seen.Findings) != 0 {
			t.Errorf("who may not read the rows sees %d findings in their places", len(seen.Findings))
		}
		for _, f := range r.Findings {
			if strings.Contains(f.Sentence, "K-0") {
				t.Errorf("a finding has a reference: %+v", f)
			}
		}
	})
}

// late is a return in which one rule that may be waived finds an error.
func late(t *testing.T, w *world) (submission.Submission, string) {
	rules := map[string]check.Rule{}
	for _, r := range check.Rules() {
		rules[r.Code] = r
	}
	clean := madeUp(t, 1, madeup.Options{})
	// The child of the first row is on the register and nothing says since when.
	line, _, _ := bytes.Cut(clean[0].Bytes[bytes.IndexByte(clean[0].Bytes, '\n')+1:], []byte("\n"))
	more := bytes.Replace(line, []byte("K-0"), []byte("X-0"), 1)
	cells := bytes.Split(more, []byte(","))
	cells[6] = []byte("registered")
	clean[0].Bytes = append(append(clean[0].Bytes, bytes.Join(cells, []byte(","))...), '\n')
	s := w.send(coordinator, here, clean)
	for code := range s.Findings {
		if r := rules[code]; r.Severity == returns.Error && !r.Must {
			return s, code
		}
	}
	t.Fatalf("nothing to give a reason for: %v", s.Findings)
	return s, ""
}

func TestAReasonLetsAFindingStandAndHoldsForALaterReturn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s, code := late(t, w)
		waive := func(who access.Actor, code, reason string) error {
			return w.try(func(tx *db.Tx) error { _, err := submission.Waive(tx, w.desk, who, s, code, "", reason); return err })
		}
		reason := "Canaryreason of three words"
		for name, err := range map[string]error{"no reason": waive(coordinator, code, " "), "a code of cells": waive(coordinator, "R001", reason),
			"too long": waive(coordinator, code, strings.Repeat("x y ", 1001)), "the lead": waive(lead, code, reason)} {
			if err == nil {
				t.Errorf("taken: %s", name)
			}
		}
		accept := func(s submission.Submission) error {
			return w.try(func(tx *db.Tx) error { return submission.Accept(tx, w.desk, lead, s) })
		}
		if err := accept(s); errs.KindOf(err) != errs.BadInput {
			t.Fatalf("%v", err)
		}
		if err := waive(coordinator, code, reason); err != nil {
			t.Fatal(err)
		}
		r := w.noted(lead, s)
		found := false
		for _, f := range r.Findings {
			found = found || f.Code == code && f.Waiver != nil && f.Waiver.Reason == reason && f.Waiver.By == coordinator.ID
		}
		if !found || r.Errors != 0 {
			t.Errorf("%s", r.Summary)
		}
		if err := accept(s); err != nil {
			t.Error(err)
		}
		if err := accept(s); errs.KindOf(err) != errs.Conflict {
			t.Errorf("accepted twice: %v", err)
		}
		for _, e := range w.entries() {
			if strings.Contains(e.Detail, "Canary") {
				t.Errorf("the log says %+v", e)
			}
		}
		w.write(func(tx *db.Tx) error {
			files, err := submission.Files(tx, w.desk, lead, s)
			if err != nil {
				return err
			}
			slices.Reverse(files) // other bytes, the same rows
			w.later = files
			return nil
		})
		if again := w.noted(lead, w.send(coordinator, here, w.later)); again.Errors != 0 || again.Waived == 0 {
			t.Errorf("the reason is lost: %s", again.Summary)
		}
	})
}

func TestALaterReturnIsComparedWithTheLast(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first, code := late(t, w)
		second := w.send(coordinator, here, madeUp(t, 1, madeup.Options{}))
		compared := func(who access.Actor) (c *check.Changes) {
			dbtest.Read(t, w.DB, func(tx *db.Tx) (err error) {
				c, err = submission.Compared(tx, w.desk, who, first, second)
				return err
			})
			return c
		}
		c := compared(lead)
		at := slices.IndexFunc(c.Rules, func(r check.RuleChange) bool { return r.Code == code })
		if c.Children.Removed != 1 || c.Children.Added != 0 || at < 0 || c.Rules[at].Gone != 1 || c.Rules[at].New != 0 || len(c.Gone) == 0 {
			t.Errorf("%+v", c)
		}
		if c := compared(associate); len(c.Gone) != 0 || len(c.Rules) == 0 {
			t.Errorf("who may not read the rows sees %d findings in their places", len(c.Gone))
		}
	})
}

func TestWhereTheKeyWasDestroyedNothingIsSent(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.sent(1)
		w.write(func(tx *db.Tx) error {
			if err := w.desk.Keys.MarkDestroyed(tx, operator, keyring.OfInspection(string(here))); err != nil {
				return err
			}
			_, err := inspection.Get(tx, here)
			return err
		})
		d := draft(t, madeUp(t, 1, madeup.Options{Seed: 2}))
		err := w.try(func(tx *db.Tx) error { _, err := submission.Send(tx, w.desk, coordinator, here, d); return err })
		if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), "were destroyed") {
			t.Errorf("%v", err)
		}
	})
}
