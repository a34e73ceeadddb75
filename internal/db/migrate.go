package db

import (
	"context"
	"errors"
	"fmt"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/schema"
)

// ErrOlder is the cause of the error about a database that an older program has
// made and that Upgrade brings up to this one.
var ErrOlder = errors.New("db: the database is at an older step")

const stepTable = "CREATE TABLE IF NOT EXISTS schema_step (number BIGINT PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL\n);"

// ready makes the tables of a new database and refuses one that is not at the
// step of this program.
func (d *DB) ready(ctx context.Context) error {
	have, err := d.version(ctx)
	if err == nil && have == 0 {
		return d.migrate(ctx, false, nil)
	}
	if err != nil {
		return err
	}
	return d.judge(have, false)
}

// judge refuses a database at a step that this program cannot work with.
func (d *DB) judge(have int, olderToo bool) error {
	need := len(schema.Steps(d.engine))
	switch {
	case have > need:
		return errs.Stored(nil, "The database %s was made by a newer program (step %d; this program knows %d). Use the newer program", d.name, have, need)
	case have < need && !olderToo:
		return errs.Stored(ErrOlder, "The database %s is at step %d and this program needs %d. Take it up with: northinch upgrade --backup FILE --recipient KEY", d.name, have, need)
	}
	return nil
}

// migrate applies the steps that the database lacks, all in one transaction
// behind the writers' lock, so that two programs that start together do not
// both apply one, and a program killed in the middle has applied none. One that
// has steps already is upgraded only if that is wanted; before, unless nil, is
// asked first.
func (d *DB) migrate(ctx context.Context, upgrade bool, before func(*Tx) error) error {
	steps := schema.Steps(d.engine)
	return d.Write(ctx, func(tx *Tx) error {
		if _, err := tx.tx.ExecContext(ctx, schema.For(d.engine, stepTable)); err != nil {
			return err
		}
		var have int
		if err := tx.tx.QueryRowContext(ctx, "SELECT count(*) FROM schema_step").Scan(&have); err != nil {
			return err
		}
		if err := d.judge(have, upgrade || have == 0); err != nil || have == len(steps) {
			return err
		}
		if before != nil {
			if err := before(tx); err != nil {
				return err
			}
		}
		return tx.apply(steps[have:])
	})
}

// apply carries out steps and puts them on record.
func (tx *Tx) apply(steps []schema.Step) error {
	for _, s := range steps {
		if _, err := tx.tx.ExecContext(tx.ctx, s.SQL); err != nil {
			return fmt.Errorf("schema step %s: %w", s.Name, err)
		}
		q := Query{name: "schema_step", text: [2]string{
			"INSERT INTO schema_step (number, name, at) VALUES (?1, ?2, ?3)",
			"INSERT INTO schema_step (number, name, at) VALUES ($1, $2, $3)"}}
		if _, err := tx.Exec(q, int64(s.Number), s.Name, tx.Stamp()); err != nil {
			return err
		}
	}
	tx.Audited() // the step itself is the record
	return nil
}

// version is how many steps the database has, 0 for a new one, read without
// the writers' lock so that an ordinary start waits for nobody.
func (d *DB) version(ctx context.Context) (int, error) {
	exists := "SELECT count(*) FROM sqlite_master WHERE name = 'schema_step'"
	if d.engine == schema.Postgres {
		exists = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_step'"
	}
	var n int
	if err := d.read.QueryRowContext(ctx, exists).Scan(&n); err != nil || n == 0 {
		return 0, err
	}
	err := d.read.QueryRowContext(ctx, "SELECT count(*) FROM schema_step").Scan(&n)
	return n, err
}

// refuseForeign refuses a SQLite file that has tables of another program, before
// anything is written, so that a file named by mistake is left as it is. On PostgreSQL a schema may be shared.
func (d *DB) refuseForeign(ctx context.Context) error {
	if d.engine != schema.SQLite {
		return nil
	}
	var tables, ours int
	const q = "SELECT count(*), coalesce(sum(name = 'schema_step'), 0) FROM sqlite_master WHERE type = 'table'"
	if err := d.read.QueryRowContext(ctx, q).Scan(&tables, &ours); err != nil || tables == 0 || ours > 0 {
		return err
	}
	return errs.Stored(nil, "The file %s is a database of another program; it was left as it is", d.name)
}
