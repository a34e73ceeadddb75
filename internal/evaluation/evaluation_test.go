package evaluation_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/evaluation"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/programme"
)

var (
	operator = access.Command("test")
	lead     = access.Actor{ID: "Ailsa", Name: "Ailsa", Held: []access.Held{{Role: access.Lead, Area: "fife"}}}
)

const (
	fife  inspection.ID = "test/fife"
	needs               = "needs-met"
)

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, evaluation.Statements())
}

// at is a database with an inspection of Fife in a stage.
func at(t *testing.T, d *db.DB, stage inspection.Stage, framework string) {
	t.Helper()
	on, _ := date.Parse("2011-03-01")
	dbtest.Write(t, d, func(tx *db.Tx) error {
		p := programme.Programme{ID: "test", Name: "Test", Framework: "hmie-2009", AreaList: "scotland"}
		if framework != "" {
			p.Framework = "ci-2018"
		}
		if err := programme.Ensure(tx, operator, p); err != nil {
			return err
		}
		if _, err := inspection.Schedule(tx, operator, "test", "fife"); err != nil {
			return err
		}
		for i, s := range inspection.Stages[1 : 1+slices.Index(inspection.Stages, stage)] {
			if err := inspection.Advance(tx, operator, fife, i+1, s, on); err != nil {
				return err
			}
		}
		return nil
	})
}

func set(t *testing.T, d *db.DB, who access.Actor, indicator string, seen int, m grade.Mark, reason string) error {
	return d.Write(t.Context(), func(tx *db.Tx) error { return evaluation.Set(tx, who, fife, indicator, seen, m, reason) })
}

func TestAGradeIsGivenAndEveryChangeIsKeptBesideIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		at(t, d, inspection.Fieldwork, "")
		for i, c := range []struct {
			mark   grade.Mark
			reason string
		}{
			{grade.Of(grade.Good), ""}, {grade.Of(grade.Weak), " The records say otherwise. "}, {grade.Without(grade.NotInspected), "Not seen after all"}, {grade.Of(grade.Good), "Seen in the end"}, {0, "Given to the wrong indicator"},
		} {
			if err := set(t, d, lead, needs, i, c.mark, c.reason); err != nil {
				t.Fatal(err)
			}
		}
		if err := set(t, d, operator, "performance", 0, grade.Of(grade.Excellent), ""); err != nil {
			t.Fatal(err)
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			all, err := evaluation.History(tx, fife, needs)
			if len(all) != 5 || all[0] != (evaluation.Evaluation{Inspection: fife, Indicator: needs, Version: 1, Mark: 4, At: "2012-04-27T09:30:00.000Z", Actor: "Ailsa"}) ||
				all[1].Reason != "The records say otherwise." || all[1].Mark.Grade() != grade.Weak || all[2].Mark.Status() != grade.NotInspected || all[4].Version != 5 {
				t.Errorf("%+v (%v)", all, err)
			}
			now, err := evaluation.Of(tx, fife)
			if len(now) != 2 || now[needs].Mark.Status() != grade.NotYet || now["performance"].Mark.Grade() != grade.Excellent {
				t.Errorf("%+v (%v)", now, err)
			}
			of, err := evaluation.OfProgramme(tx, "test")
			if len(of) != 1 || len(of[fife]) != 2 {
				t.Errorf("%+v", of)
			}
			if err != nil {
				return err
			}
			last, err := audit.Last(tx, 6)
			if last[0].Subject != "test/fife performance" || last[0].Detail != "not yet graded to excellent" || last[5].Detail != "not yet graded to good" || last[4].Detail != "good to weak" || last[4].Verb != "grade.set" {
				t.Errorf("%+v", last)
			}
			for _, e := range last {
				if strings.Contains(e.Detail, "records") {
					t.Errorf("the audit log has the reason: %q", e.Detail)
				}
			}
			return err
		})
	})
}

func TestAGradeThatCannotBeIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		at(t, d, inspection.Moderation, "")
		if err := set(t, d, lead, needs, 0, grade.Of(grade.VeryGood), ""); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name      string
			indicator string
			seen      int
			mark      grade.Mark
			reason    string
			kind      errs.Kind
			field     string
			want      string
		}{
			{"a rank beyond the scale", "performance", 0, 7, "", errs.BadInput, "mark", "Select a grade"},
			{"a mark that does not exist", "performance", 0, 0xff, "", errs.BadInput, "mark", "Select a grade"},
			{"nothing", "performance", 0, 0, "", errs.BadInput, "mark", "Select a grade"},
			{"an indicator that does not exist", "no-such", 0, 4, "", errs.NotFound, "", "There is no indicator “no-such”"},
			{"a change without a reason", needs, 1, 4, "", errs.BadInput, "reason", "Enter the reason for the change"},
			{"a change with spaces for a reason", needs, 1, 4, " \n\t ", errs.BadInput, "reason", "Enter the reason for the change"},
			{"a reason that is too long", needs, 1, 4, strings.Repeat("é", 4001), errs.BadInput, "reason", "The reason must be 4,000 characters or fewer"},
			{"the same grade again", needs, 1, 5, "because", errs.BadInput, "mark", "The grade is very good already; select another"},
			{"a version that was never there", needs, 2, 4, "because", errs.BadInput, "mark", "This indicator has no version 2; look at it again before you grade it"},
			{"what somebody else has graded", needs, 0, 4, "because", errs.Conflict, "", "Ailsa graded this indicator in the meantime: very good. Look at it again before you change it"},
		} {
			err := set(t, d, lead, c.indicator, c.seen, c.mark, c.reason)
			if errs.KindOf(err) != c.kind || errs.FieldOf(err) != c.field || errs.Sentence(err) != c.want {
				t.Errorf("%s: kind %d, field %q, %v, want %q", c.name, errs.KindOf(err), errs.FieldOf(err), err, c.want)
			}
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			all, err := evaluation.OfProgramme(tx, "test")
			if len(all[fife]) != 1 || all[fife][0].Version != 1 {
				t.Errorf("%+v", all)
			}
			return err
		})
	})
}

func TestAReasonOfFourThousandCharactersIsTaken(t *testing.T) {
	d := dbtest.SQLite(t)
	at(t, d, inspection.Fieldwork, "")
	if err := set(t, d, lead, needs, 0, 4, strings.Repeat("é", 4000)); err != nil {
		t.Error(err)
	}
}

func TestGradesAreGivenOnceFieldworkHasBegun(t *testing.T) {
	for _, s := range inspection.Stages {
		d := dbtest.SQLite(t)
		at(t, d, s, "")
		err := set(t, d, operator, needs, 0, 4, "because")
		if s.IsInspected() != (err == nil) || err != nil && errs.Sentence(err) != "Grades can be given once fieldwork has begun; this inspection is "+string(s) {
			t.Errorf("%s: %v", s, err)
		}
	}
}

func TestAfterPublicationEvenAFirstGradeNeedsAReason(t *testing.T) {
	d := dbtest.SQLite(t)
	at(t, d, inspection.Published, "")
	if err := set(t, d, operator, needs, 0, 4, ""); errs.FieldOf(err) != "reason" {
		t.Errorf("%v", err)
	}
	if err := set(t, d, operator, needs, 0, 4, "It was forgotten"); err != nil {
		t.Error(err)
	}
}

func TestOnlyWhoMayGrades(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		at(t, d, inspection.Fieldwork, "")
		elsewhere := access.Actor{ID: "Iain", Name: "Iain", Held: []access.Held{{Role: access.Lead, Area: "moray"}}}
		for _, who := range []access.Actor{{}, access.Anyone, {ID: "x", Held: []access.Held{{Role: access.Analyst}}}, elsewhere} {
			if err := set(t, d, who, needs, 0, 4, ""); errs.KindOf(err) != errs.Denied {
				t.Errorf("%+v: %v", who, err)
			}
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error { return evaluation.Set(tx, operator, "test/moray", needs, 0, 4, "") })
		if errs.KindOf(err) != errs.NotFound {
			t.Errorf("an inspection that is not there: %v", err)
		}
		if err := set(t, d, lead, needs, 0, 4, ""); err != nil {
			t.Errorf("the lead of the area: %v", err)
		}
	})
}

func TestAnIndicatorThatTheFrameworkDoesNotGradeTakesNoGrade(t *testing.T) {
	d := dbtest.SQLite(t)
	at(t, d, inspection.Fieldwork, "ci-2018")
	refused := 0
	for _, ref := range ungraded(t, d) {
		if err := set(t, d, operator, ref, 0, 4, ""); errs.Sentence(err) != "This indicator is not graded in the framework" {
			t.Errorf("%s: %v", ref, err)
		}
		refused++
	}
	if refused == 0 {
		t.Error("the framework grades every indicator, so this test shows nothing")
	}
}

func ungraded(t *testing.T, d *db.DB) (refs []string) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) error {
		e, err := framework.Get(tx, "ci-2018")
		for _, i := range e.Indicators {
			if !i.IsGraded() {
				refs = append(refs, i.Ref)
			}
		}
		return err
	})
	return refs
}
