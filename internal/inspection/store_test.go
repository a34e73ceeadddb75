package inspection_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/programme"
)

var (
	operator = access.Command("test")
	manager  = access.Actor{ID: "Morag", Name: "Morag", Held: []access.Held{{Role: access.Manager}}}
	lead     = access.Actor{ID: "Ailsa", Name: "Ailsa", Held: []access.Held{{Role: access.Lead, Area: "fife"}}}
)

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, inspection.Statements())
}

func day(s string) date.Date {
	d, ok := date.Parse(s)
	if !ok {
		panic(s)
	}
	return d
}

const round programme.ID = "test"

// scheduled is a database with an inspection of Fife.
func scheduled(t *testing.T, d *db.DB) inspection.ID {
	t.Helper()
	var id inspection.ID
	dbtest.Write(t, d, func(tx *db.Tx) error {
		if err := programme.Ensure(tx, operator, programme.Programme{ID: round, Name: "Test", Framework: "hmie-2009", AreaList: "scotland"}); err != nil {
			return err
		}
		i, err := inspection.Schedule(tx, manager, round, "fife")
		id = i.ID
		return err
	})
	return id
}

func get(t *testing.T, d *db.DB, id inspection.ID) (i inspection.Inspection) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) (err error) {
		i, err = inspection.Get(tx, id)
		return err
	})
	return i
}

func advance(t *testing.T, d *db.DB, who access.Actor, id inspection.ID, seen int, to inspection.Stage, on string) error {
	return d.Write(t.Context(), func(tx *db.Tx) error { return inspection.Advance(tx, who, id, seen, to, day(on)) })
}

func TestAnInspectionIsScheduledOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		id := scheduled(t, d)
		i := get(t, d, id)
		if i != (inspection.Inspection{ID: "test/fife", Programme: "test", Area: "fife", Stage: inspection.Scheduled, Version: 1}) {
			t.Errorf("%+v", i)
		}
		for _, c := range []struct {
			name string
			who  access.Actor
			p    programme.ID
			area string
			want errs.Kind
		}{
			{"again", manager, round, "fife", errs.Conflict},
			{"by a lead of the area, again", lead, round, "fife", errs.Conflict},
			{"by a lead of another area", lead, round, "moray", errs.Denied},
			{"by the public", access.Anyone, round, "moray", errs.Denied},
			{"in a programme that is not there", manager, "none", "moray", errs.NotFound},
			{"of an area that is not there", manager, round, "atlantis", errs.NotFound},
		} {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				_, err := inspection.Schedule(tx, c.who, c.p, area.ID(c.area))
				return err
			})
			if errs.KindOf(err) != c.want || err == nil {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			all, err := inspection.InProgramme(tx, round)
			in, err2 := inspection.InArea(tx, "fife")
			if len(all) != 1 || len(in) != 1 || err2 != nil {
				t.Errorf("%d in the programme, %d in the area (%v)", len(all), len(in), err2)
			}
			return err
		})
	})
}

func TestEveryMoveOfTheTableIsAllowedAndNoOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		id := scheduled(t, d)
		for _, from := range inspection.Stages {
			for _, to := range append(inspection.Stages, "", "made up") {
				allowed := slices.Contains(from.Next(), to)
				err := d.Write(t.Context(), func(tx *db.Tx) error {
					version := bringIn(t, tx, id, from)
					err := inspection.Advance(tx, manager, id, version, to, day("2011-04-01"))
					if (err == nil) != allowed {
						t.Errorf("from %s to %s: %v", from, to, err)
					}
					switch {
					case allowed || err == nil:
					case errs.KindOf(err) != errs.BadInput || errs.FieldOf(err) != "stage":
						t.Errorf("from %s to %s: %v", from, to, err)
					case len(from.Next()) == 0 && errs.Sentence(err) != "An inspection that is closed goes no further":
						t.Errorf("from %s to %s: %v", from, to, err)
					case len(from.Next()) > 0 && !strings.HasSuffix(errs.Sentence(err), "; it can go to "+strings.Join(names(from.Next()), " or ")):
						t.Errorf("from %s to %s: %v", from, to, err)
					}
					return errUndo
				})
				if err != errUndo {
					t.Fatal(err)
				}
			}
		}
	})
}

var errUndo = errs.Invalid("", "undo")

func names(stages []inspection.Stage) (out []string) {
	for _, s := range stages {
		out = append(out, string(s))
	}
	return out
}

// bringIn takes an inspection to a stage within a transaction.
func bringIn(t *testing.T, tx *db.Tx, id inspection.ID, to inspection.Stage) int {
	t.Helper()
	version := 1
	for _, s := range inspection.Stages[1:] {
		i, err := inspection.Get(tx, id)
		if err != nil {
			t.Fatal(err)
		}
		if i.Stage == to {
			break
		}
		if err := inspection.Advance(tx, manager, id, version, s, day("2011-03-01")); err != nil {
			t.Fatal(err)
		}
		version++
	}
	return version
}

func TestAStageGivesTheInspectionItsDay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		id := scheduled(t, d)
		for i, c := range []struct {
			to inspection.Stage
			on string
		}{
			{inspection.Notified, "2011-01-10"}, {inspection.Preparation, ""}, {inspection.Fieldwork, "2011-02-14"}, {inspection.Moderation, "2011-03-04"},
			{inspection.Fieldwork, ""}, {inspection.Moderation, "2011-03-11"}, {inspection.Accuracy, ""}, {inspection.Moderation, "2011-04-01"}, {inspection.Accuracy, ""}, {inspection.Published, "2011-05-20"},
		} {
			if err := advance(t, d, manager, id, i+1, c.to, c.on); err != nil {
				t.Fatalf("to %s: %v", c.to, err)
			}
		}
		i := get(t, d, id)
		if i.Notified != day("2011-01-10") || i.Started != day("2011-02-14") || i.Ended != day("2011-03-11") || i.Published != day("2011-05-20") {
			t.Errorf("%+v: a step back must change no day", i)
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			moves, err := inspection.Moves(tx, id)
			if len(moves) != 10 || moves[0] != (inspection.Move{From: inspection.Scheduled, To: inspection.Notified, At: "2012-04-27T09:30:00.000Z", Actor: "Morag"}) || moves[4].To != inspection.Fieldwork {
				t.Errorf("%+v", moves)
			}
			if err != nil {
				return err
			}
			last, err := audit.Last(tx, 1)
			if len(last) != 1 || last[0].Verb != "inspection.advance" || last[0].Subject != "test/fife" || last[0].Detail != "factual accuracy to published" || last[0].Actor != "Morag" {
				t.Errorf("%+v", last)
			}
			return err
		})
	})
}

func TestADayThatCannotBeIsRefused(t *testing.T) {
	d := dbtest.SQLite(t)
	id := scheduled(t, d)
	if err := advance(t, d, manager, id, 1, inspection.Notified, ""); errs.FieldOf(err) != "on" || errs.Sentence(err) != "Enter the day on which the inspection reached the stage" {
		t.Errorf("no day: %v", err)
	}
	if err := advance(t, d, manager, id, 1, inspection.Notified, "2011-03-15"); err != nil {
		t.Fatal(err)
	}
	if err := advance(t, d, manager, id, 2, inspection.Preparation, ""); err != nil {
		t.Fatal(err)
	}
	for _, on := range []string{"2011-03-14", "2011-02", "2010"} {
		err := advance(t, d, manager, id, 3, inspection.Fieldwork, on)
		if errs.FieldOf(err) != "on" || errs.Sentence(err) != "The day cannot be before 15 March 2011, which the inspection has reached already" {
			t.Errorf("%s: %v", on, err)
		}
	}
	for _, on := range []string{"2011-03-15", "2011-03", "2011", "2011-03-16"} {
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if err := inspection.Advance(tx, manager, id, 3, inspection.Fieldwork, day(on)); err != nil {
				return err
			}
			return errUndo
		})
		if err != errUndo {
			t.Errorf("%s is refused: %v", on, err)
		}
	}
}

func TestWhoeverMovesSecondIsTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		id := scheduled(t, d)
		if err := advance(t, d, manager, id, 1, inspection.Notified, "2011-01-10"); err != nil {
			t.Fatal(err)
		}
		for _, seen := range []int{1, 0, 3} {
			err := advance(t, d, manager, id, seen, inspection.Notified, "2011-01-10")
			if errs.KindOf(err) != errs.Conflict || errs.Sentence(err) != "Somebody else moved this inspection in the meantime; it is now notified. Look at it again before you move it" {
				t.Errorf("seen %d: %v", seen, err)
			}
		}
		if i := get(t, d, id); i.Version != 2 || i.Stage != inspection.Notified {
			t.Errorf("%+v", i)
		}
	})
}

func TestOnlyWhoMayMovesAnInspection(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		id := scheduled(t, d)
		elsewhere := lead
		elsewhere.Held = []access.Held{{Role: access.Lead, Area: "moray"}}
		for _, who := range []access.Actor{{}, access.Anyone, {ID: "x", Held: []access.Held{{Role: access.Analyst}}}, elsewhere} {
			if err := advance(t, d, who, id, 1, inspection.Notified, "2011-01-10"); errs.KindOf(err) != errs.Denied {
				t.Errorf("%+v: %v", who, err)
			}
		}
		if err := advance(t, d, lead, id, 1, inspection.Notified, "2011-01-10"); err != nil {
			t.Errorf("the lead of the area: %v", err)
		}
		if err := advance(t, d, manager, "test/moray", 1, inspection.Notified, "2011-01-10"); errs.KindOf(err) != errs.NotFound {
			t.Errorf("an inspection that is not there: %v", err)
		}
	})
}
