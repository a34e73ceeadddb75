package app

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/schema"
)

// Keys opens the folder of keys of a database. Where none is named, that of a file is
// the folder beside it, FILE.keys, which is made where the database knows no key yet;
// that of a PostgreSQL database is none, and nothing can be sealed until one is named.
//
// It returns errs.Storage, before anything is served, where the database knows keys
// and the folder is not there, is another one or lacks any of them: a new folder would
// hide that what is sealed cannot be read any more.
func Keys(ctx context.Context, d *db.DB, folder string) (*keyring.Ring, error) {
	ring, err := openKeys(ctx, d, folder)
	if err != nil {
		return nil, err
	}
	return ring, d.Read(ctx, ring.Check)
}

func openKeys(ctx context.Context, d *db.DB, folder string) (*keyring.Ring, error) {
	if folder != "" {
		return keyring.Open(folder)
	}
	if d.Engine() != schema.SQLite {
		return nil, nil
	}
	folder = d.Name() + ".keys"
	if _, err := os.Stat(folder); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return keyring.Open(folder)
	}
	var none *keyring.Ring
	if err := d.Read(ctx, none.Check); err != nil {
		return nil, errs.Stored(err, "The database %s knows keys, and its folder of keys %s is not there. Restore the folder, or name it with --keys FOLDER", d.Name(), folder)
	}
	ring, err := keyring.Create(folder)
	if err != nil { // another program that was started with this one was faster
		if other, err := keyring.Open(folder); err == nil {
			return other, nil
		}
	}
	return ring, err
}
