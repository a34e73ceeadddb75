package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"sync/atomic"
	"time"

	"github.com/northinch/northinch/internal/schema"
)

// Tx is one transaction with one moment in time.
type Tx struct {
	ctx              context.Context
	tx               *sql.Tx
	engine           schema.Engine
	now              time.Time
	prepared         map[string]*sql.Stmt
	changed, audited bool
	asked            *atomic.Int64 // of the database
}

// Moment is how a time is stored: 24 bytes in UTC.
const Moment = "2006-01-02T15:04:05.000Z"

// Now is the moment of the transaction, in UTC.
func (tx *Tx) Now() time.Time { return tx.now }

// Stamp is the moment of the transaction as it is stored.
func (tx *Tx) Stamp() string { return tx.now.Format(Moment) }

// Context is the context that the door opened the transaction with.
func (tx *Tx) Context() context.Context { return tx.ctx }

// Audited says that an audit entry was written. Only package audit calls it.
func (tx *Tx) Audited() { tx.audited = true }

// failed is the error of a query, with its name.
func failed(q Query, err error) error { return fmt.Errorf("query %s: %w", q.name, lost(err)) }

// stmt prepares a statement once in a transaction, so that a loop does not pay
// for it each time.
func (tx *Tx) stmt(q Query, args []any) (*sql.Stmt, []any, error) {
	tx.asked.Add(1)
	text, flat := q.sql(tx.engine, args)
	if s := tx.prepared[text]; s != nil {
		return s, flat, nil
	}
	s, err := tx.tx.PrepareContext(tx.ctx, text)
	if err != nil {
		return nil, nil, failed(q, err)
	}
	tx.prepared[text] = s
	return s, flat, nil
}

// Exec runs a statement that changes rows and returns how many it changed.
func (tx *Tx) Exec(q Query, args ...any) (int, error) {
	s, flat, err := tx.stmt(q, args)
	if err != nil {
		return 0, err
	}
	r, err := s.ExecContext(tx.ctx, flat...)
	if err != nil {
		return 0, failed(q, err)
	}
	n, err := r.RowsAffected()
	if n > 0 {
		tx.changed = true
	}
	return int(n), err
}

// One reads a single row into dest and reports whether there was one.
func (tx *Tx) One(q Query, args []any, dest ...any) (bool, error) {
	s, flat, err := tx.stmt(q, args)
	if err != nil {
		return false, err
	}
	err = s.QueryRowContext(tx.ctx, flat...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, failed(q, err)
	}
	return true, nil
}

// Scan is how a row is read.
type Scan func(dest ...any) error

// Each goes through the rows of a query. A failure is the last thing it yields.
func (tx *Tx) Each(q Query, args ...any) iter.Seq2[Scan, error] {
	return func(yield func(Scan, error) bool) {
		s, flat, err := tx.stmt(q, args)
		if err != nil {
			yield(nil, err)
			return
		}
		rows, err := s.QueryContext(tx.ctx, flat...)
		if err != nil {
			yield(nil, failed(q, err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			if !yield(rows.Scan, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, failed(q, err))
		}
	}
}

// All reads every row of a query with f.
func All[T any](tx *Tx, q Query, f func(Scan) (T, error), args ...any) ([]T, error) {
	var all []T
	for scan, err := range tx.Each(q, args...) {
		if err != nil {
			return nil, err
		}
		one, err := f(scan)
		if err != nil {
			return nil, failed(q, err)
		}
		all = append(all, one)
	}
	return all, nil
}
