package demo_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/submission"
)

func TestTheDemonstrationHasAcceptedReturnsOneThatIsNotAndASampleThatIsDrawn(t *testing.T) {
	d := dbtest.SQLite(t)
	ring, err := keyring.Create(filepath.Join(t.TempDir(), "keys"))
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	if err := demo.MadeUp(t.Context(), d, ring, access.Command("test"), func(string) {}); err != nil {
		t.Fatal(err)
	}
	t.Logf("filled in %v", time.Since(begin))
	manager := access.Actor{ID: "m", Held: []access.Held{{Role: access.Manager}}}
	dbtest.Read(t, d, func(tx *db.Tx) error {
		s, err := submission.Get(tx, manager, demo.Inspected, 0)
		if err != nil {
			return err
		}
		f, err := submission.Of(tx, submission.Desk{Keys: ring}, manager, s)
		if err != nil || s.State != submission.Accepted || !f.Together() {
			t.Errorf("%v %+v of %d areas", err, s, f.Areas)
		}
		i, err := inspection.Get(tx, demo.Inspected)
		if err == nil && !(s.Agreed < i.Notified) {
			t.Errorf("the return is of %s and the inspection was notified on %s", s.Agreed, i.Notified)
		}
		last, err := submission.Get(tx, manager, demo.Sending, 0)
		if err == nil && last.State != submission.Received {
			t.Errorf("%+v", last)
		}
		if err != nil {
			return err
		}
		drawn, err := sample.Get(tx, manager, demo.Inspected, 0)
		if err != nil {
			return err
		}
		v, err := sample.See(tx, submission.Desk{Keys: ring}, manager, drawn)
		if err == nil && (v.State != sample.Drawn || len(v.Record.Replacements) != 1) {
			t.Errorf("%+v", v.Sample)
		}
		return err
	})
}
