// Package backup is backups of a whole database: made while people work, sealed
// for those who may open them, read back and restored before they count, and
// restored into either engine.
//
// A backup is the rows of every table as one transaction saw them, and a manifest
// before them that says what they are. It is sealed with age
// (age-encryption.org/v1). What is inside is authentic in that nobody has changed
// it since it was sealed; it does not say who sealed it, for anybody who knows a
// recipient can. The head of the audit log that was kept elsewhere does.
package backup

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"

	"filippo.io/age"

	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/newfile"
)

// Progress is told what is being done and returns what is told how far it has
// come. It may be nil and may return nil.
type Progress func(what string) func(done, of int64)

func (p Progress) of(what string) func(done, of int64) {
	if p != nil {
		if f := p(what); f != nil {
			return f
		}
	}
	return func(int64, int64) {}
}

// Make writes a backup of a database to a new file and returns its manifest and
// its length in bytes. The file is read back with a key that is forgotten
// afterwards, restored into a temporary database, taken up to this program and
// compared; only then does it get its name. The database may be of an older step,
// and may be written to at the same time. An audit log that does not hold makes
// no backup.
func Make(ctx context.Context, d *db.DB, file string, to []age.Recipient, p Progress) (Manifest, int64, error) {
	own, recipient, err := ephemeral(to[0])
	if err != nil {
		return Manifest{}, 0, err
	}
	f, err := newfile.Begin(file)
	if err != nil {
		return Manifest{}, 0, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	var m Manifest
	err = d.Read(ctx, func(tx *db.Tx) error {
		var tables []db.Table
		if m, tables, err = survey(tx, app.Version, d.Engine(), p.of("looking")); err != nil {
			return err
		}
		return seal(f, append(to[:len(to):len(to)], recipient), func(w io.Writer) error {
			return write(tx, w, m, tables, p.of("writing"))
		})
	})
	if err == nil {
		err = f.Sync() // what is read back is what is on the disk, as far as the system tells
	}
	if pe, ok := errors.AsType[*os.PathError](err); ok {
		err = errs.Stored(pe, "The backup cannot be written to %s. Is there room on the disk?", file)
	}
	if err != nil {
		return Manifest{}, 0, err
	}
	back, size, err := verify(ctx, f.Name(), []age.Identity{own}, p)
	if err == nil && !reflect.DeepEqual(back, m) {
		err = fmt.Errorf("backup: the manifest of %s is not the one that was written", file)
	}
	if errs.KindOf(err) != errs.Internal {
		err = errs.Stored(err, "No backup was made, because what was written does not verify. %s", errs.Sentence(err))
	}
	if err == nil {
		err = newfile.Keep(file)
	}
	return m, size, err
}

// seal encrypts what f writes.
func seal(w io.Writer, to []age.Recipient, f func(io.Writer) error) error {
	out := bufio.NewWriterSize(w, 256<<10)
	sealed, err := age.Encrypt(out, to...)
	if err != nil {
		return err
	}
	if err := f(sealed); err != nil {
		return err
	}
	if err := sealed.Close(); err != nil {
		return err
	}
	return out.Flush()
}

// Verify restores a backup into a temporary database, of which nothing is left,
// and returns its manifest. The errors of kind errs.BadInput say what is wrong
// with the file.
func Verify(ctx context.Context, file string, ids []age.Identity, p Progress) (Manifest, error) {
	m, _, err := verify(ctx, file, ids, p)
	return m, err
}

func verify(ctx context.Context, file string, ids []age.Identity, p Progress) (Manifest, int64, error) {
	return unseal(ctx, file, ids, func(c *content) error { return db.Rehearse(ctx, c.copy(p.of("checking"))) })
}

// Restore makes a database at address from a backup and takes it up to this
// program: a file that does not exist yet, or an empty PostgreSQL schema. There is
// all of it afterwards, compared and with an audit log that holds, or nothing. then
// runs in the same transaction after that; it may be nil.
func Restore(ctx context.Context, file string, ids []age.Identity, address string, then func(*db.Tx) error, p Progress) (Manifest, error) {
	m, _, err := unseal(ctx, file, ids, func(c *content) error {
		all := c.copy(p.of("restoring"))
		same := all.Check
		all.Check = func(tx *db.Tx) error {
			if err := same(tx); err != nil || then == nil {
				return err
			}
			return then(tx)
		}
		return db.Rebuild(ctx, address, all)
	})
	return m, err
}

// unseal opens a backup for f.
func unseal(ctx context.Context, file string, ids []age.Identity, f func(*content) error) (Manifest, int64, error) {
	in, err := open(file)
	if err != nil {
		return Manifest{}, 0, err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return Manifest{}, 0, errs.Stored(err, "The file %s cannot be read", file)
	}
	sealed := bufio.NewReaderSize(in, 256<<10)
	const first = "age-encryption.org/v1"
	if b, _ := sealed.Peek(len(first)); string(b) != first {
		return Manifest{}, 0, explain(errForeign, file)
	}
	plain, err := age.Decrypt(sealed, ids...)
	if _, ok := errors.AsType[*age.NoIdentityMatchError](err); ok {
		return Manifest{}, 0, errs.Invalid("identity", "The key does not open %s: it was sealed for others, or its beginning is damaged", file)
	}
	if err != nil {
		return Manifest{}, 0, explain(errDamaged, file)
	}
	c, err := read(ctx, plain, info.Size())
	if err == nil {
		err = f(c)
	}
	if err != nil {
		return Manifest{}, 0, explain(err, file)
	}
	return c.Manifest, info.Size(), nil
}

// copy is how a database is made from the content of a backup.
func (c *content) copy(progress func(done, of int64)) db.Copy {
	return db.Copy{
		Steps: len(c.Steps),
		Fill: func(tx *db.Tx) error {
			passed := &counter{of: 2 * c.Bytes(), progress: progress} // written once, read once
			for i, t := range c.tables {
				if err := tx.CopyIn(t, c.Tables[i].rows(io.TeeReader(c.rows, passed))); err != nil {
					return err
				}
			}
			if err := c.end(); err != nil {
				return err
			}
			for i, t := range c.tables {
				have, err := measure(tx, t, passed)
				if err != nil {
					return err
				}
				if !have.equal(c.Tables[i]) {
					return fmt.Errorf("backup: the table %s is not in the new database what it is in the backup", t.Name())
				}
			}
			return nil
		},
		Check: func(tx *db.Tx) error {
			kept, err := audit.ParseHead(c.Head)
			if err != nil {
				return errDamaged
			}
			head, err := audit.Verify(tx, &kept)
			if err == nil && head != kept {
				return errDamaged
			}
			return err
		},
	}
}

// Upgrade brings a database up to this program after its backup was made. It
// changes nothing if somebody changed the database since, because the backup does
// not hold that.
func Upgrade(ctx context.Context, d *db.DB, made Manifest) error {
	return d.Upgrade(ctx, func(tx *db.Tx) error {
		now, err := audit.Now(tx)
		if err == nil && now.String() != made.Head {
			return errs.Changed("The database was changed after the backup was made, so it was not upgraded. Stop what uses it and upgrade with a new backup")
		}
		return err
	})
}
