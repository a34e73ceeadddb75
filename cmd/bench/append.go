package main

import (
	_ "embed"
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct{ PlainTable, PlainAdd db.Query }](text)

// auditAppend measures audit.Record against a plain row, and a commit of one
// entry against a write to a file that is on the disk before it returns.
func (b *bench) auditAppend() (table, error) {
	t := table{title: "Writing an audit entry",
		about: "audit.Record in SQLite, 1,000 entries to a transaction and without its commit, beside an INSERT of the same six columns into a table without a tree; and a transaction of a single entry with its commit, which waits for the disk (synchronous=FULL), beside the entry as JSON appended to a file and fsync.",
		head:  []string{"Work", "Audit", "Comparison", "Times"}}
	b.say("writing audit entries")
	file := filepath.Join(b.dir, "append.db")
	defer removeDB(file)
	d, err := app.Open(b.ctx, file)
	if err != nil {
		return t, err
	}
	defer d.Close()
	err = d.Write(b.ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(q.PlainTable); err != nil {
			return err
		}
		return audit.Record(tx, clerk, verbs[0], subject(0), "")
	})
	if err != nil {
		return t, err
	}
	const many = 1_000
	next := 0
	recorded, err := b.inTransaction(d, func(tx *db.Tx) error {
		for n := range many {
			if err := audit.Record(tx, clerk, verbs[n%len(verbs)], subject(n), "good"); err != nil {
				return err
			}
		}
		return nil
	}, func(tx *db.Tx) error {
		for range many {
			next++
			e := entry(tx, next)
			if _, err := tx.Exec(q.PlainAdd, e.Seq, e.At, e.Actor, e.Verb, e.Subject, e.Detail); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return t, err
	}
	t.rows = append(t.rows, []string{"an entry in a transaction of 1,000 / a plain row", recorded[0].times(many), recorded[1].times(many), recorded[0].over(recorded[1]).ratios()})

	plain, err := os.Create(filepath.Join(b.dir, "plain.log"))
	if err != nil {
		return t, err
	}
	defer plain.Close()
	committed, err := b.inTurns(b.size(301, 3), true,
		timed(func() error {
			return d.Write(b.ctx, func(tx *db.Tx) error { return audit.Record(tx, clerk, verbs[0], subject(1), "good") })
		}),
		timed(func() error {
			line, err := json.Marshal(audit.Entry{Seq: 1, At: db.Moment, Actor: clerk.Name, Verb: verbs[0], Subject: subject(1), Detail: "good"})
			if err != nil {
				return err
			}
			return synced(plain, append(line, '\n'))
		}))
	if err != nil {
		return t, err
	}
	t.rows = append(t.rows, []string{"an entry with its commit / a line with fsync", committed[0].times(1), committed[1].times(1), committed[0].over(committed[1]).ratios()})
	t.meaning = "An audit entry costs " + short(recorded[0].over(recorded[1]).median()) + " times a plain row, and saving one deed with its entry " +
		short(committed[0].over(committed[1]).median()) + " times what the disk itself asks for."
	return t, nil
}

// inTransaction measures works in a transaction each, without its commit.
func (b *bench) inTransaction(d *db.DB, works ...func(*db.Tx) error) ([]figures, error) {
	var all []work
	for _, f := range works {
		all = append(all, func() (took time.Duration, err error) {
			err = d.Write(b.ctx, func(tx *db.Tx) error {
				took, err = timed(func() error { return f(tx) })()
				if err != nil {
					return err
				}
				return audit.Record(tx, clerk, verbs[0], subject(0), "")
			})
			return took, err
		})
	}
	return b.inTurns(b.size(21, 3), true, all...)
}

// synced writes b to the end of a file and waits until it is on the disk.
func synced(f *os.File, b []byte) error {
	if _, err := f.Write(b); err != nil {
		return err
	}
	return f.Sync()
}
