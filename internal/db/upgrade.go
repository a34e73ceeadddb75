package db

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/schema"
)

// OpenExisting opens a database that is there, of this program or of an older
// one, and changes nothing in it, so that it can be backed up and upgraded.
func OpenExisting(ctx context.Context, address string, now func() time.Time) (*DB, error) {
	if _, err := os.Stat(address); !isPostgres(address) && address != "" && errors.Is(err, fs.ErrNotExist) {
		return nil, errs.Stored(nil, "There is no database %s", address)
	}
	return open(ctx, address, now, func(d *DB, ctx context.Context) error {
		have, err := d.version(ctx)
		if err == nil && have == 0 {
			return errs.Stored(nil, "There is no North Inch database at %s", d.name)
		}
		if err != nil {
			return err
		}
		return d.judge(have, true)
	})
}

// Upgrade brings a database up to this program, all steps that it lacks or none.
// before, unless nil, is asked first in the same transaction, alone among
// writers; its error is returned and nothing is changed.
func (d *DB) Upgrade(ctx context.Context, before func(*Tx) error) error {
	return d.migrate(ctx, true, before)
}

// Step is how many steps of the schema the database has, and how many this program
// needs.
func (d *DB) Step(ctx context.Context) (have, need int, err error) {
	have, err = d.version(ctx)
	return have, len(schema.Steps(d.engine)), d.explain(err)
}

// Steps are the names of the steps that the database has, in order.
func (tx *Tx) Steps() ([]string, error) {
	rows, err := tx.tx.QueryContext(tx.ctx, "SELECT name FROM schema_step ORDER BY number")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}
