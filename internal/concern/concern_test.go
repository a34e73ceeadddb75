package concern_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/programme"
)

const (
	round programme.ID  = "test"
	here  inspection.ID = "test/fife"
	there inspection.ID = "test/moray"
)

func holding(id string, r access.Role, in inspection.ID) access.Actor {
	return access.Actor{ID: id, Name: id, Held: []access.Held{{Role: r, Inspection: string(in)}}}
}

var (
	operator  = access.Command("test")
	lead      = holding("lead", access.Lead, here)
	depute    = holding("depute", access.Depute, here)
	elsewhere = holding("elsewhere", access.Lead, there)
	inspector = holding("inspector", access.Inspector, here)
	reader    = holding("reader", access.LocalReader, here)
	overseer  = access.Actor{ID: "overseer", Name: "overseer", Held: []access.Held{{Role: access.ServiceManager, Programme: string(round)}}}
	second    = access.Actor{ID: "second", Name: "second", Held: []access.Held{{Role: access.ServiceManager}}}
	manager   = access.Actor{ID: "manager", Name: "manager", Held: []access.Held{{Role: access.Manager}}}
)

// world is a database with two inspections, a folder of keys, and a clock that a
// test moves.
type world struct {
	*db.DB
	t       *testing.T
	now     time.Time
	desk    concern.Desk
	dir     string
	address string
}

// each runs a test on both engines.
func each(t *testing.T, f func(t *testing.T, w *world)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, open(t, filepath.Join(t.TempDir(), "test.db"))) })
	t.Run("postgres", func(t *testing.T) { f(t, open(t, dbtest.Postgres(t))) })
}

func alone(t *testing.T) *world { return open(t, filepath.Join(t.TempDir(), "test.db")) }

func open(t *testing.T, address string) *world {
	t.Helper()
	w := &world{t: t, now: dbtest.Now, dir: filepath.Join(t.TempDir(), "keys"), address: address}
	d, err := db.Open(context.Background(), address, func() time.Time { return w.now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	w.DB = d
	ring, err := keyring.Create(w.dir)
	if err != nil {
		t.Fatal(err)
	}
	w.desk = concern.Desk{Keys: ring, Origin: "https://inch.example"}
	dbtest.Write(t, d, func(tx *db.Tx) error {
		if err := programme.Ensure(tx, operator, programme.Programme{ID: round, Name: "Test", Framework: "hmie-2009", AreaList: "scotland"}); err != nil {
			return err
		}
		for _, a := range []area.ID{"fife", "moray"} {
			if _, err := inspection.Schedule(tx, operator, round, a); err != nil {
				return err
			}
		}
		return nil
	})
	return w
}

func (w *world) raise(who access.Actor, words, identity string) concern.ID {
	w.t.Helper()
	id, err := w.tryRaise(who, here, concern.New{Words: words, Identity: identity})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

func (w *world) tryRaise(who access.Actor, in inspection.ID, n concern.New) (id concern.ID, err error) {
	err = w.Write(context.Background(), func(tx *db.Tx) error {
		c, err := concern.Raise(tx, w.desk, who, in, n)
		id = c.ID
		return err
	})
	return id, err
}

func (w *world) read(who access.Actor, id concern.ID) (f concern.Full, err error) {
	err = w.Write(context.Background(), func(tx *db.Tx) error {
		f, err = concern.Read(tx, w.desk.Keys, who, id)
		return err
	})
	return f, err
}

func (w *world) identity(who access.Actor, id concern.ID, reason string) (s string, err error) {
	err = w.Write(context.Background(), func(tx *db.Tx) error {
		s, err = concern.Identity(tx, w.desk.Keys, who, id, reason)
		return err
	})
	return s, err
}

func (w *world) register(who access.Actor) (all []concern.Concern, err error) {
	err = w.Write(context.Background(), func(tx *db.Tx) error {
		all, err = concern.Register(tx, who)
		return err
	})
	return all, err
}

func (w *world) step(who access.Actor, id concern.ID, seen int, to concern.Stage, answers map[string]string) error {
	return w.Write(context.Background(), func(tx *db.Tx) error {
		return concern.Advance(tx, w.desk, who, id, seen, to, answers)
	})
}

// verbs are what the audit log has about a subject, the first first, with who.
func (w *world) verbs(subject string) (all []string) {
	w.t.Helper()
	dbtest.Read(w.t, w.DB, func(tx *db.Tx) error {
		entries, err := audit.About(tx, subject, concern.Listed)
		for _, e := range entries {
			all = append([]string{e.Verb + " by " + e.Actor}, all...)
		}
		return err
	})
	return all
}

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, concern.Statements())
}

// awkward is content that would harm what does not expect it.
var awkward = []string{
	"'; DROP TABLE concern; --", `" OR 1=1 /*`, "{{.Page}} {{template \"x\"}}", "<script>alert(1)</script>", "$1 ?1 %s %n", "line\r\nline\n\ttab", "é ü 字 👩‍👧", "a\x00b", "\xff\xfe", strings.Repeat("word ", 390),
}

func TestWhatIsTypedComesBackAsItWasTyped(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, s := range awkward {
			id := w.raise(reader, s, s)
			f, err := w.read(lead, id)
			if err != nil || f.Words != s {
				t.Fatalf("%q came back as %q (%v)", s[:min(20, len(s))], f.Words, err)
			}
			if got, err := w.identity(lead, id, s); err != nil || got != s {
				t.Errorf("the identity %q came back as %q (%v)", s[:min(20, len(s))], got, err)
			}
			if s == "\xff\xfe" {
				continue // an answer is text; what is none is kept as the sign for that
			}
			if err := w.step(lead, id, 1, concern.Acknowledged, map[string]string{"note": s}); err != nil {
				t.Fatal(err)
			}
			if f, err = w.read(lead, id); err != nil || f.Steps[1].Answers["note"] != s {
				t.Errorf("the note %q came back as %q (%v)", s[:min(20, len(s))], f.Steps[1].Answers["note"], err)
			}
		}
	})
}

func TestAnybodyOnTheInspectionRaisesAConcernAndNobodyElse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		bound := inspector
		bound.Conflicts = []string{"fife"}
		for _, c := range []struct {
			name  string
			who   access.Actor
			in    inspection.ID
			n     concern.New
			want  errs.Kind
			field string
		}{
			{"an inspector", inspector, here, concern.New{Words: "x"}, 0, ""},
			{"a local reader", reader, here, concern.New{Words: "x"}, 0, ""},
			{"a volunteer", holding("v", access.Volunteer, here), here, concern.New{Words: "x"}, 0, ""},
			{"somebody with a conflict of interest there", bound, here, concern.New{Words: "x"}, 0, ""},
			{"somebody of another inspection", inspector, there, concern.New{Words: "x"}, errs.Denied, ""},
			{"the public", access.Anyone, here, concern.New{Words: "x"}, errs.Denied, ""},
			{"an analyst", access.Actor{ID: "a", Held: []access.Held{{Role: access.Analyst}}}, here, concern.New{Words: "x"}, errs.Denied, ""},
			{"in an inspection that is not there", inspector, "test/atlantis", concern.New{Words: "x"}, errs.NotFound, ""},
			{"without words", inspector, here, concern.New{Words: " \n", Identity: "somebody"}, errs.BadInput, "words"},
			{"too many words", inspector, here, concern.New{Words: strings.Repeat("é", 10001)}, errs.BadInput, "words"},
			{"too long a name", inspector, here, concern.New{Words: "x", Identity: strings.Repeat("é", 2001)}, errs.BadInput, "identity"},
			{"in the future", inspector, here, concern.New{Words: "x", At: dbtest.Now.Add(time.Minute)}, errs.BadInput, "at"},
			{"on paper, yesterday", inspector, here, concern.New{Words: "x", At: dbtest.Now.Add(-24 * time.Hour)}, 0, ""},
		} {
			_, err := w.tryRaise(c.who, c.in, c.n)
			if (err == nil) != (c.want == 0) || err != nil && (errs.KindOf(err) != c.want || errs.FieldOf(err) != c.field) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	})
}

func TestTheRegisterIsThereForLeadDeputeAndServiceManagerOnly(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.raise(inspector, "seen", "somebody")
		none := w.raise(inspector, "seen", " ")
		for _, who := range []access.Actor{lead, depute, overseer, second} {
			if f, err := w.read(who, id); err != nil || f.Words != "seen" || !f.Identified {
				t.Errorf("%s: %v", who.ID, err)
			}
			if all, err := w.register(who); err != nil || len(all) != 2 {
				t.Errorf("%s sees %d (%v)", who.ID, len(all), err)
			}
			if s, err := w.identity(who, id, "to pass it on"); err != nil || s != "somebody" {
				t.Errorf("%s: %q %v", who.ID, s, err)
			}
			if _, err := w.identity(who, none, "to pass it on"); errs.KindOf(err) != errs.NotFound {
				t.Errorf("an identity that nobody gave: %v", err)
			}
		}
		bound := lead
		bound.ID, bound.Conflicts = "bound", []string{"fife"}
		for _, who := range []access.Actor{elsewhere, inspector, reader, manager, operator, access.Anyone, {}, bound} {
			if _, err := w.read(who, id); errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s reads it: %v", who.ID, err)
			}
			if _, err := w.identity(who, id, "to pass it on"); errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s is shown who it is: %v", who.ID, err)
			}
			if err := w.step(who, id, 1, concern.Acknowledged, nil); errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s acts: %v", who.ID, err)
			}
			all, err := w.register(who)
			if len(all) != 0 || who.ID != "elsewhere" && who.ID != "bound" && errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s sees %d (%v)", who.ID, len(all), err)
			}
		}
		// nobody is told the difference between none and one that is not for them
		_, one := w.read(inspector, id)
		_, other := w.read(inspector, "AAAAA-AAAAA")
		if strings.ReplaceAll(one.Error(), string(id), "") != strings.ReplaceAll(other.Error(), "AAAAA-AAAAA", "") {
			t.Errorf("%v and %v", one, other)
		}
	})
}

func TestEveryReadingIsInTheLogAndNoContentIs(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.raise(inspector, "Canaryword", "Canaryname")
		if _, err := w.register(lead); err != nil {
			t.Fatal(err)
		}
		if _, err := w.read(depute, id); err != nil {
			t.Fatal(err)
		}
		if _, err := w.identity(lead, id, "Canaryreason"); err != nil {
			t.Fatal(err)
		}
		if err := w.step(lead, id, 1, concern.Acknowledged, map[string]string{"note": "Canarynote"}); err != nil {
			t.Fatal(err)
		}
		want := "[concern.raise by inspector concern.list by lead concern.read by depute concern.identity by lead concern.step by lead]"
		if got := fmt.Sprint(w.verbs(string(id))); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
		dbtest.Read(t, w.DB, func(tx *db.Tx) error {
			all, err := audit.Last(tx, 100)
			if s := fmt.Sprint(all); strings.Contains(s, "Canary") {
				t.Errorf("the log holds what was typed: %s", s)
			}
			return err
		})
		// a reading that cannot be recorded is no reading
		if err := w.DB.Read(t.Context(), func(tx *db.Tx) error { _, err := concern.Read(tx, w.desk.Keys, lead, id); return err }); err == nil {
			t.Error("a concern is read in a transaction that writes nothing")
		}
	})
}

func TestWhoIsAtRiskIsShownForAReasonThatIsKept(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.raise(inspector, "seen", "somebody")
		for _, reason := range []string{"", " \n", strings.Repeat("x", 10001)} {
			if _, err := w.identity(lead, id, reason); errs.KindOf(err) != errs.BadInput || errs.FieldOf(err) != "reason" {
				t.Errorf("%.5q: %v", reason, err)
			}
		}
		for _, who := range []access.Actor{lead, overseer} {
			if _, err := w.identity(who, id, "because "+who.ID); err != nil {
				t.Fatal(err)
			}
		}
		dbtest.Write(t, w.DB, func(tx *db.Tx) error {
			f, err := concern.Read(tx, w.desk.Keys, lead, id)
			if err != nil {
				return err
			}
			looks, err := f.Looks(tx, w.desk.Keys)
			if len(looks) != 2 || looks[0].Actor != "lead" || looks[0].Reason != "because lead" || looks[1].Reason != "because overseer" {
				t.Errorf("%+v", looks)
			}
			return err
		})
	})
}

func TestWhoRaisedAConcernSeesThatItArrivedAndNoMore(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.raise(reader, "seen", "")
		dbtest.Read(t, w.DB, func(tx *db.Tx) error {
			c, err := concern.Mine(tx, reader, id)
			if err != nil || c.ID != id || len(id) != 11 {
				t.Errorf("%v %v", c, err)
			}
			for _, who := range []access.Actor{lead, inspector, access.Anyone, {}} {
				if _, err := concern.Mine(tx, who, id); errs.KindOf(err) != errs.NotFound {
					t.Errorf("%s: %v", who.ID, err)
				}
			}
			return nil
		})
	})
}

func TestTheCountIsForWhoeverAnswersForTheProgramme(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.raise(reader, "late soon", "")
		w.now = w.now.Add(3 * time.Hour)
		w.raise(reader, "new", "")
		dbtest.Read(t, w.DB, func(tx *db.Tx) error {
			for _, who := range []access.Actor{manager, operator, overseer} {
				if c, err := concern.Count(tx, who, round); err != nil || c.Open != 2 || c.Late != 1 || c.String() != "2 matters of concern are open, 1 of them late." {
					t.Errorf("%s: %+v %v", who.ID, c, err)
				}
			}
			for _, who := range []access.Actor{lead, inspector, access.Anyone} {
				if _, err := concern.Count(tx, who, round); errs.KindOf(err) != errs.NotFound {
					t.Errorf("%s: %v", who.ID, err)
				}
			}
			return nil
		})
		for tally, want := range map[concern.Tally]string{{}: "No matter of concern is open.", {Open: 1}: "1 matter of concern is open, and none is late.", {Open: 1, Late: 1}: "1 matter of concern is open, and late.", {Open: 3, Late: 2}: "3 matters of concern are open, 2 of them late."} {
			if tally.String() != want {
				t.Errorf("%q", tally)
			}
		}
	})
}
