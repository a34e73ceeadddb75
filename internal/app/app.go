// Package app opens the database and checks that everything fits together. It is
// used by the commands, by the benchmark program and by end-to-end tests.
package app

import (
	"context"
	"slices"

	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/evaluation"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/job"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/retention"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/session"
	"github.com/northinch/northinch/internal/source"
	"github.com/northinch/northinch/internal/submission"
)

// Version is the version of the program.
const Version = "0.1.0"

// Statements are all queries of the program.
func Statements() []db.Query {
	return slices.Concat(area.Statements(), audit.Statements(), concern.Statements(), credential.Statements(), evaluation.Statements(), framework.Statements(),
		grant.Statements(), inspection.Statements(), job.Statements(), keyring.Statements(), outcome.Statements(), person.Statements(),
		programme.Statements(), retention.Statements(), sample.Statements(), session.Statements(), source.Statements(), submission.Statements())
}

// Open opens the database at address, creates it where there is none, refuses one
// of an older program, and checks that the engine understands every query.
func Open(ctx context.Context, address string) (*db.DB, error) {
	d, err := db.Open(ctx, address, nil)
	if err != nil {
		return nil, err
	}
	if err := d.Check(ctx, Statements()); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}
