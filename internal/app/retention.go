package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/mail"
	"github.com/northinch/northinch/internal/retention"
)

// Destroy destroys what is due today and that who may destroy, and finishes it: the
// files of the keys go, and what the rows left in the files of the database. It calls
// step with what it does, in words. It reports false where nothing was due.
//
// agreed is how many subjects whoever asks has agreed to, or -1 for as many as there
// are; it returns errs.Conflict, and destroys nothing, if they are not as many any more.
//
// Where it is stopped after the commit, or others are using the database for too long
// (errs.Storage), the certificate is issued all the same and stays unfinished until
// FinishDestroying.
func Destroy(ctx context.Context, d *db.DB, keys *keyring.Ring, who access.Actor, agreed int, step func(string)) (retention.Issued, bool, error) {
	var issued retention.Issued
	some := false
	step("destroying what is due")
	if err := d.Write(ctx, func(tx *db.Tx) error {
		ready, err := retention.Ready(tx, who, retention.Standing())
		if err == nil && agreed >= 0 && len(ready) != agreed {
			err = errs.Changed("What is due has changed since it was listed. Look at it again before you destroy it")
		}
		if err != nil {
			return err
		}
		issued, some, err = retention.Run(tx, who, retention.Standing(), keys)
		return err
	}); err != nil {
		return retention.Issued{}, false, err
	}
	// What was committed is finished even if whoever asked for it goes away.
	err := FinishDestroying(context.WithoutCancel(ctx), d, keys, who, step)
	if !some {
		return issued, false, err
	}
	if again := d.Read(context.WithoutCancel(ctx), func(tx *db.Tx) (err error) {
		issued, err = retention.Get(tx, who, issued.ID)
		return err
	}); err == nil {
		err = again
	}
	return issued, true, err
}

// ClearMessages removes the files of a folder of messages that are older than the rule
// allows, and returns how many; the number is in the audit log. errs.NotFound if who
// may not destroy everything.
func ClearMessages(ctx context.Context, d *db.DB, folder string, who access.Actor) (files int, err error) {
	if err := access.Refuse(who, access.Destroy, access.Place{}); err != nil {
		return 0, err
	}
	return files, d.Write(ctx, func(tx *db.Tx) error {
		rule := retention.Standing().InForce(grant.Today(tx)).Rule(retention.Message)
		jobs := 0
		files, jobs, err = mail.Clear(tx, folder, tx.Now().AddDate(0, 0, -rule.FilesDays))
		if err != nil || files+jobs == 0 {
			return err
		}
		return audit.Record(tx, who, "retention.messages", "messages", fmt.Sprintf("%d files", files))
	})
}

// FinishDestroying does what is left to do after certificates that are not finished:
// it removes the files of the keys, the temporary files of programs that were
// stopped, and what rows left in the files of the database, and says so on the
// certificates. Where all are finished it does nothing. errs.Storage where others are
// using the database for too long, or the folder of keys is not named.
func FinishDestroying(ctx context.Context, d *db.DB, keys *keyring.Ring, who access.Actor, step func(string)) error {
	var open []retention.Issued
	if err := d.Read(ctx, func(tx *db.Tx) (err error) {
		open, err = retention.Unfinished(tx)
		return err
	}); err != nil || len(open) == 0 {
		return err
	}
	var ids, tables []string
	for _, one := range open {
		ids = append(ids, one.ID)
		if len(one.Keys) > 0 && keys == nil {
			return errs.Stored(nil, "Keys were destroyed and their files are not removed yet. Name the folder of keys with --keys, and run “northinch retention run” again")
		}
		for _, t := range one.Tables() {
			if !slices.Contains(tables, t.Table) {
				tables = append(tables, t.Table)
			}
		}
	}
	step("removing the keys")
	if err := d.Write(ctx, func(tx *db.Tx) error {
		if _, err := keys.Sweep(tx); err != nil {
			return err
		}
		return keys.Remember(tx, ids...)
	}); err != nil {
		return err
	}
	step("removing temporary files that were left behind")
	if err := removeLeftBehind(os.TempDir(), time.Now().Add(-leftBehind)); err != nil {
		return err
	}
	step("writing the database anew without what was destroyed")
	done, err := d.Scrub(ctx, tables)
	if err != nil {
		return err
	}
	return d.Write(ctx, func(tx *db.Tx) error { return retention.Finish(tx, who, done, ids...) })
}

// leftBehind is how old a temporary file of this program is that nobody uses any
// more: the longest import is much shorter.
const leftBehind = 24 * time.Hour

// removeLeftBehind removes the temporary files of programs that were stopped.
func removeLeftBehind(folder string, before time.Time) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil // there is no such folder, or nobody may look into it
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "northinch-input-") && !strings.HasPrefix(e.Name(), "northinch-sort-") {
			continue
		}
		if info, err := e.Info(); err != nil || !info.Mode().IsRegular() || info.ModTime().After(before) {
			continue
		}
		if err := os.Remove(filepath.Join(folder, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			return errs.Stored(err, "The temporary file %s cannot be removed", e.Name())
		}
	}
	return nil
}
