package app_test

import (
	"path/filepath"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/job"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/mail"
	"github.com/northinch/northinch/internal/person"
)

func TestEveryKeyIsMadeNewAndWhatWasSealedStillOpens(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ring, err := keyring.Create(filepath.Join(t.TempDir(), "keys"))
		if err != nil {
			t.Fatal(err)
		}
		if err := demo.MadeUp(t.Context(), d, ring, access.Command("test"), func(string) {}); err != nil {
			t.Fatal(err)
		}
		lead := access.Actor{ID: "lead", Held: []access.Held{{Role: access.Lead, Inspection: demo.Inspected}}}
		desk := concern.Desk{Keys: ring}
		var id concern.ID
		var begun string
		dbtest.Write(t, d, func(tx *db.Tx) error {
			c, err := concern.Raise(tx, desk, lead, inspection.ID(demo.Inspected), concern.New{Words: "Made-up words", Identity: "Made-up name"})
			if err != nil {
				return err
			}
			id = c.ID
			if err := mail.Send(tx, ring, lead, mail.Message{To: "made-up@example.org", Subject: "Made up", Text: "Made up."}); err != nil {
				return err
			}
			p, err := person.ByAddress(tx, "lead@made-up.example")
			if err != nil {
				return err
			}
			begun, err = credential.BeginPassword(tx, ring, p)
			return err
		})
		before := sealed(t, d)
		r, err := app.RotateKeys(t.Context(), d, ring, access.Command("test"))
		if err != nil || r.Scopes < 2 || r.Values < 3 {
			t.Fatalf("%+v %v", r, err)
		}
		after := sealed(t, d)
		for name, old := range before {
			if string(after[name]) == string(old) {
				t.Errorf("%s was not sealed anew", name)
			}
		}
		dbtest.Write(t, d, func(tx *db.Tx) error {
			full, err := concern.Read(tx, ring, lead, id)
			if full.Words != "Made-up words" {
				t.Errorf("the words are %q", full.Words)
			}
			return err
		})
		dbtest.Read(t, d, func(tx *db.Tx) error {
			if _, err := credential.Look(tx, credential.SetUp, begun); errs.KindOf(err) != errs.NotFound {
				t.Errorf("a ceremony under way goes on with an old key: %v", err)
			}
			return ring.Check(tx)
		})
		if again, err := app.RotateKeys(t.Context(), d, ring, access.Command("test")); err != nil || again.Scopes != r.Scopes {
			t.Errorf("a second time: %+v %v", again, err)
		}
	})
}

// sealed are the bodies of the messages that wait, which are sealed with the key of
// the people.
func sealed(t *testing.T, d *db.DB) map[string][]byte {
	all := map[string][]byte{}
	dbtest.Read(t, d, func(tx *db.Tx) error {
		waiting, err := job.Waiting(tx, mail.Kind)
		for _, j := range waiting {
			all[j.Once] = j.Body
		}
		return err
	})
	if len(all) == 0 {
		t.Fatal("no message waits, so that the test proves nothing")
	}
	return all
}
