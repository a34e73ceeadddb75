package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/newfile"
	"github.com/northinch/northinch/internal/schema"
)

// Copy is a database that is to be made from what another one held.
type Copy struct {
	// Steps is how many steps of the schema that database had.
	Steps int
	// Fill adds the rows, that of the steps included, with CopyIn. Keys to other
	// tables are not looked at before it is done.
	Fill func(*Tx) error
	// Check looks at the database after the steps that were missing.
	Check func(*Tx) error
}

// Rebuild makes a database at address: it makes the tables, has them filled,
// takes them up to this program and has them checked, all in one transaction, so
// that there is all of it afterwards or nothing. A file must not exist; on
// PostgreSQL the schema must be empty.
func Rebuild(ctx context.Context, address string, c Copy) error {
	if isPostgres(address) {
		d, err := open(ctx, address, nil, func(*DB, context.Context) error { return nil })
		if err != nil {
			return err
		}
		defer d.Close()
		return d.rebuild(ctx, c)
	}
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		// A log that a database of this name left behind would be read into the new one.
		if err := newfile.Absent(address + end); err != nil {
			return err
		}
	}
	part, err := newfile.Begin(address)
	if err != nil {
		return err
	}
	part.Close()
	defer os.Remove(part.Name())
	d, err := draft(part.Name(), address)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.rebuild(ctx, c); err != nil {
		return err
	}
	if err := d.Close(); err != nil {
		return d.explain(err)
	}
	return newfile.Keep(address)
}

// Rehearse does what Rebuild does with a SQLite file in the folder for temporary
// files, of which nothing is left.
func Rehearse(ctx context.Context, c Copy) error {
	dir, err := os.MkdirTemp("", "northinch-rehearsal-*") // nobody else may enter it
	if err != nil {
		return errs.Stored(err, "There is no room for temporary files in %s; name another folder in TMPDIR", os.TempDir())
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "copy.db")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		return errs.Stored(err, "There is no room for temporary files in %s; name another folder in TMPDIR", os.TempDir())
	}
	d, err := draft(file, "a temporary copy in "+os.TempDir())
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.write.PingContext(ctx); err != nil {
		return d.explain(stopped(ctx, err))
	}
	// The file has no name from here on, where the system allows that: a program
	// that is killed leaves no copy of what people wrote.
	os.RemoveAll(dir)
	return d.rebuild(ctx, c)
}

// draft opens a file that is thrown away unless all goes well, so that it needs
// no log of its own, and whose keys to other tables are looked at in the end.
func draft(file, name string) (*DB, error) {
	pool, err := sql.Open("sqlite", "file:"+(&url.URL{Path: file}).EscapedPath()+
		"?_pragma=journal_mode(memory)&_pragma=synchronous(off)&_pragma=locking_mode(exclusive)&_pragma=foreign_keys(0)&_pragma=temp_store(2)&_pragma=cache_size(-32768)&_txlock=immediate")
	if err != nil {
		return nil, errs.Stored(err, "The database %s cannot be opened", name)
	}
	pool.SetMaxOpenConns(1)
	return &DB{engine: schema.SQLite, name: name, now: time.Now, read: pool, write: pool}, nil
}

func (d *DB) rebuild(ctx context.Context, c Copy) error {
	steps := schema.Steps(d.engine)
	return d.Write(ctx, func(tx *Tx) error {
		if err := tx.refuseTables(d.name); err != nil {
			return err
		}
		for _, text := range stepTexts(d.engine, c.Steps) {
			if _, err := tx.tx.ExecContext(ctx, text); err != nil {
				return err
			}
		}
		fasten, err := tx.loosen()
		if err != nil {
			return err
		}
		if err := c.Fill(tx); err != nil {
			return err
		}
		if err := fasten(); err != nil {
			return err
		}
		have, err := tx.Steps()
		if err != nil {
			return err
		}
		if !slices.EqualFunc(have, steps[:c.Steps], func(name string, s schema.Step) bool { return name == s.Name }) {
			return fmt.Errorf("the steps on record are not those of this program: %v", have)
		}
		if err := tx.apply(steps[c.Steps:]); err != nil {
			return err
		}
		return c.Check(tx)
	})
}

// refuseTables refuses a schema in which there is anything.
func (tx *Tx) refuseTables(name string) error {
	q := "SELECT count(*) FROM sqlite_master"
	if tx.engine == schema.Postgres {
		q = "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"
	}
	var n int
	if err := tx.tx.QueryRowContext(tx.ctx, q).Scan(&n); err != nil || n == 0 {
		return err
	}
	return errs.Stored(nil, "The database %s has tables already; it was left as it is. Name an empty one", name)
}

// loosen takes away the keys from table to table, so that rows may come in any
// order, and returns what puts them back and looks at all of them. On SQLite the
// connection of a draft does not look at them.
func (tx *Tx) loosen() (fasten func() error, err error) {
	if tx.engine == schema.SQLite {
		return tx.checkKeys, nil
	}
	rows, err := tx.tx.QueryContext(tx.ctx, `SELECT 'ALTER TABLE ' || c.conrelid::regclass, quote_ident(c.conname), pg_get_constraintdef(c.oid)
		FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = current_schema() AND c.contype = 'f' ORDER BY 1, 2`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var drop, add []string
	for rows.Next() {
		var table, name, means string
		if err := rows.Scan(&table, &name, &means); err != nil {
			return nil, err
		}
		drop = append(drop, table+" DROP CONSTRAINT "+name)
		add = append(add, table+" ADD CONSTRAINT "+name+" "+means)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	each := func(statements []string) error {
		for _, s := range statements {
			if _, err := tx.tx.ExecContext(tx.ctx, s); err != nil {
				return err
			}
		}
		return nil
	}
	return func() error { return each(add) }, each(drop)
}

func (tx *Tx) checkKeys() error {
	var table, parent string
	err := tx.tx.QueryRowContext(tx.ctx, `SELECT "table", "parent" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table, &parent)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("db: a row of %s names one that %s does not have", table, parent)
}
