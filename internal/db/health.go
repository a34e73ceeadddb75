package db

import (
	"context"
	"errors"
	"os"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/schema"
)

// The checks of a running program. Their sentences name no file, address or
// person, because anybody may ask; the cause is for the log.

// Alive says whether the database answers. On SQLite it also says whether the file
// is still the one that was opened: one that was deleted or replaced goes on to
// answer those who have it open, and what they save is lost.
func (d *DB) Alive(ctx context.Context) error {
	if d.engine == schema.SQLite {
		now, err := os.Stat(d.name)
		switch {
		case errors.Is(err, os.ErrNotExist):
			return errs.Stored(err, "The file of the database is gone")
		case err != nil:
			return errs.Stored(err, "The file of the database cannot be looked at")
		case d.file != nil && !os.SameFile(d.file, now):
			return errs.Stored(nil, "The file of the database was replaced by another; start the program again")
		}
	}
	if err := d.read.QueryRowContext(ctx, "SELECT 1").Scan(new(int)); err != nil {
		return errs.Stored(err, "The database does not answer")
	}
	return nil
}

// Current says whether the tables are at this program's step.
func (d *DB) Current(ctx context.Context) error {
	have, err := d.version(ctx)
	switch want := len(schema.Steps(d.engine)); {
	case err != nil:
		return errs.Stored(err, "The step of the tables cannot be read")
	case have != want:
		return errs.Stored(nil, "The tables are at step %d, and this program works with step %d", have, want)
	}
	return nil
}

// TakesWrites says whether the database takes changes: it is no replica, and may be
// written to. A writer that is at work proves it.
func (d *DB) TakesWrites(ctx context.Context) error {
	if d.engine == schema.Postgres {
		var replica, readOnly bool
		if err := d.read.QueryRowContext(ctx, "SELECT pg_is_in_recovery(), current_setting('default_transaction_read_only') = 'on'").Scan(&replica, &readOnly); err != nil {
			return errs.Stored(err, "The database does not answer")
		}
		switch {
		case replica:
			return errs.Stored(nil, "The database is a replica, which takes no changes")
		case readOnly:
			return errs.Stored(nil, "The database is set to take no changes")
		}
		return nil
	}
	if d.write.Stats().InUse > 0 {
		return nil
	}
	tx, err := d.write.BeginTx(ctx, nil) // IMMEDIATE, as every writer begins
	if err != nil {
		if ctx.Err() != nil {
			return nil // another program was writing all the time
		}
		return errs.Stored(err, "The database takes no changes now")
	}
	return tx.Rollback()
}
