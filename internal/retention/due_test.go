package retention_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/retention"
)

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, retention.Statements())
}

func TestAnInspectionsRecordsGoAYearAfterTheLatestOfSubmissionPublicationAndProceedings(t *testing.T) {
	days := []string{"2012-02-28", "2012-02-29", "2012-06-01"}
	goes := map[string]string{"2012-02-28": "2013-02-28", "2012-02-29": "2013-02-28", "2012-06-01": "2013-06-01"}
	areas := []string{"fife", "moray", "angus", "falkirk", "stirling", "highland"}
	each(t, "2012-07-01", func(t *testing.T, w *world) {
		for n, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
			submitted, published, ended := days[order[0]], days[order[1]], days[order[2]]
			id := w.inspected(areas[n], published)
			if err := w.facts(id, retention.Facts{Submitted: day(submitted), Began: day("2012-01-01"), Ended: day(ended)}); err != nil {
				t.Fatal(err)
			}
			i := w.of(w.due("2012-07-01"), retention.Concern, string(id))
			if i.From.String() != "2012-06-01" || i.Goes.String() != "2013-06-01" || i.Due {
				t.Errorf("submitted %s, published %s, proceedings ended %s: counts from %s, goes on %s", submitted, published, ended, i.From, i.Goes)
			}
			if w.of(w.due("2013-05-31"), retention.Concern, string(id)).Due || !w.of(w.due("2013-06-01"), retention.Concern, string(id)).Due {
				t.Errorf("%s is not due from its day on and not before", id)
			}
			for _, only := range days { // nothing but the publication counts
				alone := string(w.alone(only))
				if i := w.of(w.due(only), retention.Concern, alone); i.Goes.String() != goes[only] {
					t.Errorf("published on %s and nothing else: goes on %s, want %s", only, i.Goes, goes[only])
				}
			}
		}
	})
}

// alone is an inspection that was published on a day, and of which nothing else is
// known; the same one each time.
func (w *world) alone(published string) inspection.ID {
	area := map[string]string{"2012-02-28": "dundee-city", "2012-02-29": "inverclyde", "2012-06-01": "midlothian"}[published]
	id := inspection.ID("test/" + area)
	there := false
	dbtest.Read(w.t, w.d, func(tx *db.Tx) error {
		_, err := inspection.Get(tx, id)
		there = err == nil
		return nil
	})
	if !there {
		w.inspected(area, published)
	}
	return id
}

func TestTimeDoesNotRunWhileNothingIsPublishedOrProceedingsAreOpen(t *testing.T) {
	each(t, "2012-07-01", func(t *testing.T, w *world) {
		open, early := w.inspected("fife", "2010-01-01"), w.inspected("moray", "")
		busy := w.inspected("angus", "2010-01-01")
		w.put(plant.Concern, "second", string(busy), stamp("2012-01-01"), "raised", []byte{1})
		if err := w.facts(open, retention.Facts{Began: day("2011-05-01")}); err != nil {
			t.Fatal(err)
		}
		l := w.due("2030-01-01")
		for id, want := range map[inspection.ID]string{open: "proceedings are open since 1 May 2011", early: "not published yet", busy: "1 concern is not closed"} {
			if i := w.of(l, retention.Concern, string(id)); i.Due || fmt.Sprint(i.Blocks) != "["+want+"]" {
				t.Errorf("%s: due %v, blocked by %q, want %q", id, i.Due, i.Blocks, want)
			}
		}
		if _, any, err := w.run(operator); any || err != nil {
			t.Errorf("something was destroyed: %v", err)
		}
		// They end, and a year later it is over; new ones open it again.
		if err := w.facts(open, retention.Facts{Began: day("2011-05-01"), Ended: day("2011-06-30")}); err != nil {
			t.Fatal(err)
		}
		if i := w.of(w.due("2012-06-30"), retention.Concern, string(open)); !i.Due {
			t.Errorf("a year after proceedings: %+v", i)
		}
		if err := w.facts(open, retention.Facts{Began: day("2012-06-01")}); err != nil {
			t.Fatal(err)
		}
		if i := w.of(w.due("2030-06-30"), retention.Concern, string(open)); i.Due {
			t.Errorf("new proceedings are open: %+v", i)
		}
	})
}

func TestDaysThatCannotBeAreRefusedAndCorrectionsAreInTheAuditLog(t *testing.T) {
	each(t, "2012-07-01", func(t *testing.T, w *world) {
		id := w.inspected("fife", "2012-01-01")
		for _, c := range []struct {
			facts retention.Facts
			field string
		}{
			{retention.Facts{Submitted: day("2012-07-02")}, "submitted"}, // tomorrow
			{retention.Facts{Submitted: day("2012-06")}, "submitted"},
			{retention.Facts{Ended: day("2012-06-01")}, "began"},
			{retention.Facts{Began: day("2012-06-02"), Ended: day("2012-06-01")}, "ended"},
		} {
			if err := w.facts(id, c.facts); errs.KindOf(err) != errs.BadInput || errs.FieldOf(err) != c.field {
				t.Errorf("%+v: %v, want an error about %s", c.facts, err, c.field)
			}
		}
		for _, f := range []retention.Facts{{Submitted: day("2012-05-01")}, {Submitted: day("2012-05-02")}, {}} {
			if err := w.facts(id, f); err != nil {
				t.Fatal(err)
			}
		}
		dbtest.Read(t, w.d, func(tx *db.Tx) error {
			var got []string
			all, err := audit.About(tx, string(id))
			for _, e := range all {
				got = append(got, e.Verb+" "+e.Detail)
			}
			want := "retention.fact submitted taken back, before 2012-05-02; retention.fact submitted 2012-05-02, before 2012-05-01; retention.fact submitted 2012-05-01"
			if strings.Join(got, "; ") != want {
				t.Errorf("the log has %q", got)
			}
			return err
		})
		err := w.d.Write(t.Context(), func(tx *db.Tx) error {
			return retention.SetFacts(tx, operator, id, retention.Facts{Submitted: day("2012-05-01")}, retention.Facts{})
		})
		if errs.KindOf(err) != errs.Conflict {
			t.Errorf("whoever saw other days: %v", err)
		}
	})
}

func TestAHoldKeepsWhatIsDueUntilItIsReleased(t *testing.T) {
	each(t, "2014-07-01", func(t *testing.T, w *world) {
		id, who := w.inspected("fife", "2012-01-01"), w.added("ailsa", "2012-01-01")
		w.put(plant.Close, string(who))
		var holds []retention.Hold
		for _, subject := range []string{string(id), string(who)} {
			w.write(func(tx *db.Tx) error {
				h, err := retention.Place(tx, operator, subject, " A court has asked. ")
				holds = append(holds, h)
				return err
			})
		}
		l := w.due("2014-07-01")
		for rule, subject := range map[string]string{retention.Concern: string(id), retention.Person: string(who)} {
			if i := w.of(l, rule, subject); i.Due || fmt.Sprint(i.Blocks) != "[on hold since 1 July 2014: A court has asked.]" {
				t.Errorf("%s: due %v, blocked by %q", rule, i.Due, i.Blocks)
			}
		}
		if _, any, err := w.run(operator); any || err != nil {
			t.Errorf("what is on hold was destroyed: %v", err)
		}
		release := func(h retention.Hold, reason string) error {
			return w.d.Write(t.Context(), func(tx *db.Tx) error { return retention.Release(tx, operator, h.ID, reason) })
		}
		if err := release(holds[0], " "); errs.KindOf(err) != errs.BadInput || errs.FieldOf(err) != "reason" {
			t.Errorf("a release without a reason: %v", err)
		}
		if err := release(holds[0], "The court is done."); err != nil {
			t.Fatal(err)
		}
		if err := release(holds[0], "Again."); errs.KindOf(err) != errs.Conflict {
			t.Errorf("a second release: %v", err)
		}
		issued, any, err := w.run(operator)
		if !any || err != nil || len(issued.Subjects) != 1 || issued.Subjects[0].Subject != string(id) {
			t.Errorf("after the release: %+v %v", issued.Subjects, err)
		}
		if w.rows("concern") != 0 || w.rows("person") != 1 {
			t.Error("the inspection is there, or the person on hold is not")
		}
		// A year after its release the hold goes too, and its reason with it.
		w.on("2015-07-01")
		issued, any, err = w.run(operator)
		if !any || err != nil || len(issued.Subjects) != 1 || issued.Subjects[0].Rule != retention.Holding || w.rows("hold") != 1 {
			t.Errorf("a year later: %+v %v, %d holds", issued.Subjects, err, w.rows("hold"))
		}
	})
}

func TestWhoMaySeeHoldAndDestroyIsDecidedSubjectBySubject(t *testing.T) {
	lead := access.Actor{ID: "p1", Held: []access.Held{{Role: access.Lead, Inspection: "test/fife"}}}
	analyst := access.Actor{ID: "p2", Held: []access.Held{{Role: access.Analyst}}}
	manager := access.Actor{ID: "p3", Held: []access.Held{{Role: access.Manager, Programme: "test"}}}
	elsewhere := access.Actor{ID: "p4", Held: []access.Held{{Role: access.Manager, Programme: "other"}}}
	each(t, "2014-07-01", func(t *testing.T, w *world) {
		fife, _ := w.inspected("fife", "2012-01-01"), w.inspected("moray", "2012-01-01")
		who := w.added("ailsa", "2012-01-01")
		w.put(plant.Close, string(who))
		for _, c := range []struct {
			who  access.Actor
			sees int // of two inspections and a person; -1 where there is no page
		}{{operator, 3}, {lead, 1}, {manager, 2}, {elsewhere, 0}, {analyst, -1}, {access.Anyone, -1}} {
			err := w.d.Read(t.Context(), func(tx *db.Tx) error {
				l, err := retention.Due(tx, c.who, retention.Standing(), day("2014-07-01"))
				if err == nil && len(l.Items) != c.sees {
					t.Errorf("%s sees %d", c.who.ID, len(l.Items))
				}
				return err
			})
			if (c.sees < 0) != (errs.KindOf(err) == errs.NotFound) {
				t.Errorf("%s: %v", c.who.ID, err)
			}
		}
		for _, c := range []struct {
			who     access.Actor
			subject string
			may     bool
		}{{lead, string(fife), true}, {lead, "test/moray", false}, {lead, string(who), false}, {manager, string(who), false}, {manager, "test/moray", true}, {elsewhere, string(fife), false}, {analyst, string(fife), false}, {operator, string(who), true}, {operator, "test/nowhere", false}} {
			err := w.d.Write(t.Context(), func(tx *db.Tx) error {
				_, err := retention.Place(tx, c.who, c.subject, "A reason.")
				if err == nil {
					return errUndo
				}
				return err
			})
			if c.may != (err == errUndo) || !c.may && errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s on %s: %v", c.who.ID, c.subject, err)
			}
		}
		if _, any, err := w.run(lead); any || errs.KindOf(err) != errs.NotFound {
			t.Errorf("a lead destroys: %v", err)
		}
		if _, any, err := w.run(elsewhere); any || err != nil {
			t.Errorf("a manager of another programme destroys: %v", err)
		}
		issued, any, err := w.run(manager)
		if !any || err != nil || len(issued.Subjects) != 2 || w.rows("person") != 1 {
			t.Errorf("a manager of the programme: %+v %v", issued.Subjects, err)
		}
	})
}
