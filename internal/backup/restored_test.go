package backup

import (
	"path/filepath"
	"testing"

	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/session"
)

// opening is what lets somebody in at the moment of a backup.
type opening struct {
	id                       person.ID
	cookie, link, wish, trip string
}

// openings has a session, a link, a wish that was approved and a ceremony.
func openings(t *testing.T, d *db.DB) (o opening) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		active, err := person.Add(tx, who, person.New{Name: "Made up", Email: "a@made-up.example", MadeUp: true})
		if err != nil {
			return err
		}
		invited, err := person.Add(tx, who, person.New{Name: "Made up", Email: "b@made-up.example"})
		if err != nil {
			return err
		}
		o.id = active.ID
		if o.cookie, err = session.Start(tx, active, "password"); err != nil {
			return err
		}
		if o.link, err = person.Invite(tx, who, invited.ID); err != nil {
			return err
		}
		words := ""
		if o.wish, words, err = person.AskBack(tx, active.Email); err != nil {
			return err
		}
		waiting, err := person.Waiting(tx, who)
		if err != nil {
			return err
		}
		if _, err := person.Approve(tx, who, waiting[0].ID, words); err != nil {
			return err
		}
		o.trip, err = credential.BeginTrip(tx, &credential.Provider{Name: "x"}, active.ID, "add", "/")
		return err
	})
	return o
}

// works says what of it lets somebody in.
func (o opening) works(t *testing.T, d *db.DB) (all []string) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) error {
		if _, ok, err := session.Of(tx, o.cookie); ok || err != nil {
			all = append(all, "session")
		}
		if _, err := person.Look(tx, o.link); errs.KindOf(err) != errs.NotFound {
			all = append(all, "link")
		}
		if yes, err := person.IsApproved(tx, o.wish); yes || err != nil {
			all = append(all, "wish")
		}
		if _, err := credential.Look(tx, credential.Journey, o.trip); errs.KindOf(err) != errs.NotFound {
			all = append(all, "ceremony")
		}
		return nil
	})
	return all
}

func TestWhatLetSomebodyInWhenABackupWasMadeLetsNobodyInAfterIt(t *testing.T) {
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		ids, to := key(t)
		file := filepath.Join(t.TempDir(), "full.age")
		d := opened(t, address)
		o := openings(t, d)
		m := made(t, d, file, to)
		if before := o.works(t, d); len(before) != 4 {
			t.Fatalf("before: %v", before)
		}
		dbtest.EachAddress(t, func(t *testing.T, address string) {
			if _, err := Restore(t.Context(), file, ids, address, func(tx *db.Tx) error { return app.Restored(tx, who) }, nil); err != nil {
				t.Fatal(err)
			}
			d := opened(t, address)
			if still := o.works(t, d); len(still) > 0 {
				t.Errorf("lets somebody in: %v", still)
			}
			dbtest.Read(t, d, func(tx *db.Tx) error {
				all, err := audit.About(tx, "database")
				if err != nil {
					return err
				}
				if len(all) != 1 || all[0].Verb != "database.restore" || all[0].Actor != who.ID || all[0].Detail != "ended: sessions 1, links 2, ceremonies 1" {
					t.Errorf("the audit log says %+v", all)
				}
				kept, err := audit.ParseHead(m.Head)
				if err != nil {
					return err
				}
				_, err = audit.Verify(tx, &kept)
				return err
			})
		})
	})
}
