package db

import (
	"bytes"
	"database/sql"
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/schema"
)

// Destroy deletes rows of a table and says what a certificate says of them. drop is
// a DELETE that is RETURNING every column, those of the key first, so that what is
// hashed is what was deleted and nothing else.
func (tx *Tx) Destroy(table string, drop Query, args ...any) (disposal.Destroyed, error) {
	s, flat, err := tx.stmt(drop, args)
	if err != nil {
		return disposal.Destroyed{}, err
	}
	rows, err := s.QueryContext(tx.ctx, flat...)
	if err != nil {
		return disposal.Destroyed{}, fmt.Errorf("query %s: %w", drop.name, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return disposal.Destroyed{}, fmt.Errorf("query %s: %w", drop.name, err)
	}
	var gone [][][]byte
	for rows.Next() {
		fields := make([]sql.RawBytes, len(columns))
		into := make([]any, len(columns))
		for i := range fields {
			into[i] = &fields[i]
		}
		if err := rows.Scan(into...); err != nil {
			return disposal.Destroyed{}, fmt.Errorf("query %s: %w", drop.name, err)
		}
		row := make([][]byte, len(columns))
		for i, f := range fields {
			row[i] = bytes.Clone(f)
		}
		gone = append(gone, row)
	}
	if err := rows.Err(); err != nil {
		return disposal.Destroyed{}, fmt.Errorf("query %s: %w", drop.name, err)
	}
	// The engines return deleted rows in any order.
	slices.SortFunc(gone, func(a, b [][]byte) int { return slices.CompareFunc(a, b, bytes.Compare) })
	count := disposal.Of(table)
	for _, row := range gone {
		count.Add(row...)
	}
	tx.changed = tx.changed || len(gone) > 0
	return count.Done(), nil
}

// Engine is the kind of database.
func (tx *Tx) Engine() schema.Engine { return tx.engine }
