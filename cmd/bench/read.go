package main

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"runtime/debug"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/csvfile"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/outcome"
)

// openNothing opens a new database and closes it.
func openNothing(ctx context.Context, j job) (done, error) {
	d, err := app.Open(ctx, j.DB)
	if err != nil {
		return done{}, err
	}
	return done{}, d.Close()
}

// readStandard reads the file with the standard library at its fastest.
func readStandard(_ context.Context, j job) (d done, err error) {
	f, err := os.Open(j.File)
	if err != nil {
		return d, err
	}
	defer f.Close()
	// It makes a string of every record, and what else is linked into this
	// program must not make its collector work more than it would alone.
	debug.SetGCPercent(400)
	r := csv.NewReader(f)
	r.ReuseRecord = true
	for d.Rows = -1; err == nil; d.Rows++ { // less the header
		_, err = r.Read()
	}
	d.Rows-- // the end
	return d, notEOF(err)
}

// readOwn reads the file with the reader of the program.
func readOwn(_ context.Context, j job) (d done, err error) {
	f, err := os.Open(j.File)
	if err != nil {
		return d, err
	}
	defer f.Close()
	r, err := csvfile.NewReader(f, csvfile.Options{})
	for ; err == nil; d.Rows++ {
		_, err = r.Next()
	}
	d.Rows-- // the end
	return d, notEOF(err)
}

func notEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

// importFile imports the file as the command line does: opens the database,
// imports, and closes it.
func importFile(ctx context.Context, j job) (done, error) {
	profile, err := outcome.ReadProfile(j.Profile)
	if err != nil {
		return done{}, err
	}
	f, err := os.Open(j.File)
	if err != nil {
		return done{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return done{}, err
	}
	d, err := app.Open(ctx, j.DB)
	if err != nil {
		return done{}, err
	}
	var acc *outcome.Account
	err = d.Write(ctx, func(tx *db.Tx) (err error) {
		acc, err = outcome.Import(tx, access.Command("bench"), outcome.Request{Name: info.Name(), File: f, Length: info.Size(), Profile: profile})
		return err
	})
	if err := errors.Join(err, d.Close()); err != nil {
		return done{}, err
	}
	return done{Rows: acc.Rows, Counted: acc.Added, Findings: acc.Findings}, nil
}
