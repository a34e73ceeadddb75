package retention_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/retention"
)

func TestWhereNothingIsDueNothingIsWritten(t *testing.T) {
	each(t, "2012-07-01", func(t *testing.T, w *world) {
		w.inspected("fife", "2012-01-01")
		w.added("ailsa", "2012-06-30")
		before := w.entries()
		issued, any, err := w.run(operator)
		if any || err != nil || issued.ID != "" || w.entries() != before || w.rows("certificate") != 0 {
			t.Errorf("%+v %v %v; the log grew from %d to %d", issued, any, err, before, w.entries())
		}
	})
}

func TestWhatIsDueIsDestroyedOnceWithACertificateThatTheAuditLogNames(t *testing.T) {
	each(t, "2013-07-01", func(t *testing.T, w *world) {
		gone, stays := w.inspected("fife", "2012-01-01"), w.inspected("moray", "2013-01-01")
		issued, any, err := w.run(operator)
		if err != nil || !any {
			t.Fatal(any, err)
		}
		if len(issued.Subjects) != 1 || issued.Subjects[0].Subject != string(gone) || issued.Subjects[0].Edition != "2011" || fmt.Sprint(issued.Keys) != "[inspection/test/fife]" {
			t.Errorf("%+v", issued.Certificate)
		}
		want := map[string]int{"concern": 1, "concern_step": 2, "concern_look": 1}
		for _, d := range issued.Subjects[0].Tables {
			if want[d.Table] != d.Rows || len(d.SHA256) != 64 {
				t.Errorf("%+v", d)
			}
			delete(want, d.Table)
		}
		if len(want) > 0 || w.rows("concern") != 1 || w.rows("concern_step") != 2 || w.rows("concern_look") != 1 {
			t.Errorf("not on the certificate: %v; %d concerns left", want, w.rows("concern"))
		}
		dbtest.Read(t, w.d, func(tx *db.Tx) error {
			kept, err := retention.Get(tx, operator, issued.ID)
			if err != nil {
				return err
			}
			all, err := audit.Last(tx, 1)
			if err != nil {
				return err
			}
			if e := all[0]; e.Verb != "retention.destroy" || e.Subject != issued.ID || e.Detail != "1 subject, 4 rows, certificate SHA-256 "+issued.SHA256 || kept.Entry != e.Seq || kept.SHA256 != issued.SHA256 {
				t.Errorf("the log has %+v; the certificate %+v", e, kept)
			}
			if _, err := w.keys.Unseal(tx, keyring.OfInspection(string(gone)), "concern/fife/words", make([]byte, 60)); errs.KindOf(err) != errs.NotFound {
				t.Errorf("the key opens still: %v", err)
			}
			if sealed, err := w.keys.Current(tx, keyring.OfInspection(string(stays)), nil); err != nil || sealed {
				t.Errorf("the other key: %v", err)
			}
			return nil
		})
		before := w.entries()
		if _, any, err := w.run(operator); any || err != nil || w.entries() != before {
			t.Errorf("a second run: %v %v", any, err)
		}
	})
}

func TestACertificateThatWasChangedIsNotTheOneThatWasIssued(t *testing.T) {
	change := db.Queries[struct{ Change db.Query }]("-- name: Change\nUPDATE certificate SET body = replace(body, '\"rows\":2', '\"rows\":1')")
	each(t, "2013-07-01", func(t *testing.T, w *world) {
		w.inspected("fife", "2012-01-01")
		issued, _, err := w.run(operator)
		if err != nil {
			t.Fatal(err)
		}
		w.put(change.Change)
		dbtest.Read(t, w.d, func(tx *db.Tx) error {
			kept, err := retention.Get(tx, operator, issued.ID)
			if kept.Entry != -1 || kept.SHA256 == issued.SHA256 {
				t.Errorf("%+v", kept)
			}
			return err
		})
	})
}

func TestAPersonGoesAYearAfterTheLastRoleOnceTheyMayNotSignInAndTheIdStays(t *testing.T) {
	each(t, "2013-07-01", func(t *testing.T, w *world) {
		gone, active, recent, never := w.added("gone", "2012-07-01"), w.added("active", "2012-07-01"), w.added("recent", "2012-07-02"), w.added("never", "")
		for _, id := range []person.ID{gone, recent, never} {
			w.put(plant.Close, string(id))
		}
		w.put(plant.Role, "taken back", string(recent), "2020-01-01", stamp("2010-01-01"), stamp("2011-01-01"))
		w.put(plant.Session, "s1", string(gone), stamp("2012-01-01"), stamp("2012-01-02"), "")
		w.put(plant.Password, string(gone), []byte("sealed"), stamp("2012-01-01"))
		l := w.due("2013-07-01")
		for id, want := range map[person.ID]string{gone: "2013-07-01 true []", active: "2013-07-01 false [may still sign in]", recent: "2013-07-02 false []", never: "2014-07-01 false []"} {
			if i := w.of(l, retention.Person, string(id)); fmt.Sprint(i.Goes, i.Due, i.Blocks) != want {
				t.Errorf("%s: %s %v %v, want %s", i.Name, i.Goes, i.Due, i.Blocks, want)
			}
		}
		issued, _, err := w.run(operator)
		if err != nil || len(issued.Subjects) != 1 || issued.Subjects[0].Subject != string(gone) || len(issued.Subjects[0].Tables) != 4 {
			t.Fatalf("%+v %v", issued.Subjects, err)
		}
		dbtest.Read(t, w.d, func(tx *db.Tx) error {
			if _, err := person.Get(tx, gone); errs.KindOf(err) != errs.NotFound {
				t.Errorf("the person is there: %v", err)
			}
			names, err := person.Names(tx, string(gone), string(recent))
			if names[string(gone)] != "a person no longer known" || names[string(recent)] != "recent" {
				t.Errorf("%v", names)
			}
			about, err2 := audit.About(tx, string(gone))
			if len(about) != 1 || err2 != nil {
				t.Errorf("the log has %v about the id (%v)", about, err2)
			}
			return err
		})
	})
}

func TestSessionsCeremoniesAndMessagesGoDaysAfterTheyEndAndThoseThatLastStay(t *testing.T) {
	each(t, "2013-07-01", func(t *testing.T, w *world) {
		who, other := w.added("ailsa", "2020-01-01"), w.added("morag", "2020-01-01")
		for n, c := range []struct{ ends, ended string }{{"2013-06-01", ""}, {"2013-06-02", ""}, {"2013-07-02", stamp("2013-05-01")}, {"2013-07-02", ""}} {
			w.put(plant.Session, fmt.Sprint("s", n), string(who), stamp("2013-05-01"), stamp(c.ends), c.ended)
		}
		w.put(plant.Session, "held", string(other), stamp("2013-05-01"), stamp("2013-05-01"), "")
		w.put(plant.Ceremony, "old", stamp("2013-06-01"))
		w.put(plant.Ceremony, "new", stamp("2013-06-02"))
		w.put(plant.Job, "sent", []byte("sealed"), stamp("2013-06-30"), stamp("2013-06-30"), "mail")
		w.put(plant.Job, "today", []byte("sealed"), stamp("2013-07-01"), stamp("2013-07-01"), "mail")
		w.put(plant.Job, "waits", []byte("sealed"), stamp("2013-06-01"), "", "mail")
		w.write(func(tx *db.Tx) error {
			_, err := retention.Place(tx, operator, string(other), "Somebody asks who was here.")
			return err
		})
		i := w.of(w.due("2013-07-01"), retention.SignIn, string(who))
		if len(i.Held) != 1 || i.Held[0].Rows != 4 || i.Held[0].Due != 2 || !i.Due || i.Goes.String() != "2013-05-31" {
			t.Errorf("%+v", i)
		}
		issued, _, err := w.run(operator)
		if err != nil || len(issued.Subjects) != 3 {
			t.Fatalf("%+v %v", issued.Subjects, err)
		}
		if w.rows("session") != 3 || w.rows("ceremony") != 1 || w.rows("job") != 2 || w.rows("person") != 2 {
			t.Errorf("left: %d sessions, %d ceremonies, %d jobs", w.rows("session"), w.rows("ceremony"), w.rows("job"))
		}
	})
}

// What a server was asked to do is called by what it is.
func TestWorkForLaterIsListedByItsKind(t *testing.T) {
	each(t, "2013-07-01", func(t *testing.T, w *world) {
		for n, c := range []struct{ kind, done string }{{"mail", stamp("2013-06-28")}, {"mail", ""}, {"return.count", stamp("2013-06-20")}, {"concern.watch", ""}, {"new.kind", ""}} {
			w.put(plant.Job, fmt.Sprint("j", n), []byte("made up"), stamp("2013-06-01"), c.done, c.kind)
		}
		l := w.due("2013-07-01")
		i := w.of(l, retention.Message, "")
		var got []string
		for _, h := range i.Held {
			got = append(got, retention.Rows(h, h.Rows), retention.Rows(h, h.Due))
		}
		if want := []string{"1 look at the limits of concerns", "0 looks at the limits of concerns", "2 messages", "1 message", "new.kind 1", "new.kind 0", "1 part of a return to count", "1 part of a return to count"}; !slices.Equal(got, want) {
			t.Errorf("%q", got)
		}
		if !i.Due || i.From.String() != "2013-06-20" || i.Who() != "messages and other work for later" {
			t.Errorf("%+v", i)
		}
		if doc := fmt.Sprint(l.Document(nil)); !strings.Contains(doc, "2 messages, new.kind 1, 1 part of a return to count") {
			t.Error(doc)
		}
	})
}

func TestWithoutTheKeysNothingSealedIsDestroyed(t *testing.T) {
	each(t, "2013-07-01", func(t *testing.T, w *world) {
		w.inspected("fife", "2012-01-01")
		w.keys = nil
		if _, any, err := w.run(operator); any || errs.KindOf(err) != errs.Storage || w.rows("concern") != 1 {
			t.Errorf("%v %v, %d concerns", any, err, w.rows("concern"))
		}
	})
}

func TestTheHashOfWhatWasDestroyedIsTheSameForTheSameRowsOnly(t *testing.T) {
	sums := map[string]string{}
	each(t, "2013-07-01", func(t *testing.T, w *world) {
		for _, s := range []string{"a", "b"} {
			w.put(plant.Job, s, []byte("sealed"), stamp("2013-06-01"), stamp("2013-06-01"), "mail")
		}
		issued, _, err := w.run(operator)
		if err != nil {
			t.Fatal(err)
		}
		sums[issued.Engine] = issued.Subjects[0].Tables[0].SHA256
		w.put(plant.Job, "a", []byte("sealed"), stamp("2013-06-01"), stamp("2013-06-01"), "mail")
		w.put(plant.Job, "b", []byte("sealee"), stamp("2013-06-01"), stamp("2013-06-01"), "mail")
		again, _, err := w.run(operator)
		if err != nil || again.Subjects[0].Tables[0].SHA256 == issued.Subjects[0].Tables[0].SHA256 || again.ID == issued.ID {
			t.Errorf("other rows have the same hash (%v)", err)
		}
	})
	if len(sums) == 2 && sums["SQLite"] != sums["PostgreSQL"] {
		t.Errorf("the engines hash differently: %v", sums)
	}
}

func TestACertificateAndAListingSayInWordsWhatTheyAre(t *testing.T) {
	each(t, "2013-07-01", func(t *testing.T, w *world) {
		w.inspected("fife", "2012-01-01")
		w.inspected("moray", "")
		l := w.due("2013-07-01")
		if sum(l) != "1 of 2" {
			t.Error(sum(l))
		}
		listing := fmt.Sprintf("%+v", l.Document(nil))
		for _, want := range []string{"1 of 2 are due on 1 July 2013", "stays: not published yet", "1 concern, 2 steps of concerns", "SSI 2011/183 regulation 9, as the handbook gives it [S]", "[this program’s own]"} {
			if !strings.Contains(listing, want) {
				t.Errorf("the listing does not say %q", want)
			}
		}
		issued, _, err := w.run(operator)
		if err != nil {
			t.Fatal(err)
		}
		report := fmt.Sprintf("%+v", issued.Document("somebody"))
		for _, want := range []string{"Destroyed on 1 July 2013: 4 rows about 1 subject.", "inspection/test/fife", "This is not finished", issued.SHA256, "cannot be read by anybody any more"} {
			if !strings.Contains(report, want) {
				t.Errorf("the certificate does not say %q", want)
			}
		}
	})
}
