// Package demo fills a database with two made-up rounds of inspections in a
// made-up country, and with the real published outcomes that come with the
// program. The demonstration and end-to-end tests use it.
//
// Nothing made up carries the name of a real area, and every page and file of it
// says that it is made up.
package demo

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"io/fs"

	northinch "github.com/northinch/northinch"
	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/programme"
)

//go:embed areas.csv
var areas []byte

// List is the list of made-up areas.
const List = "made-up"

// First and Second are the made-up rounds.
const (
	First  programme.ID = "made-up-first"
	Second programme.ID = "made-up-second"
)

// real are the files that come with the program and the profiles to read them.
var real = []struct{ file, profile string }{
	{"scotland_joint_inspection_grades_partial.csv", "scotland-joint"},
	{"ilacs_history_JT39.csv", "england-ilacs"},
	{"ci_service_grades_history_childrens_care.csv", "scotland-care-services"},
}

// Fill fills a database, unless it was filled before. It calls step with what it
// does, in words.
func Fill(ctx context.Context, d *db.DB, ring *keyring.Ring, who access.Actor, step func(string)) error {
	if err := MadeUp(ctx, d, ring, who, step); err != nil {
		return err
	}
	for _, one := range real {
		step("importing " + one.file)
		if err := importReal(ctx, d, who, one.file, one.profile); err != nil {
			return err
		}
	}
	return nil
}

// MadeUp fills in the made-up rounds only. Without a ring there are no made-up
// concerns and no made-up returns, for there is nothing to seal them with.
func MadeUp(ctx context.Context, d *db.DB, ring *keyring.Ring, who access.Actor, step func(string)) error {
	err := d.Read(ctx, func(tx *db.Tx) error {
		_, err := programme.Get(tx, Second)
		return err
	})
	if errs.KindOf(err) != errs.NotFound {
		return err
	}
	step("making up two rounds of inspections")
	if ring == nil {
		step("leaving out the made-up concerns and returns, because there is no folder of keys")
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		rows, err := area.Parse(bytes.NewReader(areas), List)
		if err != nil {
			return err
		}
		if _, err := area.Load(tx, who, List, rows); err != nil {
			return err
		}
		if err := first(tx, who, rows); err != nil {
			return err
		}
		if err := second(tx, ring, who, rows); err != nil {
			return err
		}
		if err := addPeople(tx, who); err != nil {
			return err
		}
		return addConcerns(tx, ring)
	})
}

func importReal(ctx context.Context, d *db.DB, who access.Actor, file, profile string) error {
	b, err := fs.ReadFile(northinch.Real, "testdata/real/"+file)
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	p, err := outcome.ReadProfile(profile)
	if err != nil {
		return err
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		_, err := outcome.Import(tx, who, outcome.Request{Name: file, File: bytes.NewReader(b), Length: int64(len(b)), Profile: p})
		return err
	})
}
