package db

import (
	"database/sql"
	"fmt"
	"iter"

	"github.com/northinch/northinch/internal/schema"
)

// CopyOut goes through every row of a table in the order of its key, which is the
// same on both engines. A value is nil, int64, float64, string or []byte; yes and
// no are 1 and 0, because SQLite knows no others. Only package backup calls it.
func (tx *Tx) CopyOut(t Table) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		rows, err := tx.tx.QueryContext(tx.ctx, t.all())
		if err != nil {
			yield(nil, fmt.Errorf("table %s: %w", t.name, err))
			return
		}
		defer rows.Close()
		into := make([]any, len(t.columns))
		for rows.Next() {
			values := make([]any, len(t.columns))
			for i := range values {
				into[i] = &values[i]
			}
			err := rows.Scan(into...)
			for i, v := range values {
				switch v := v.(type) {
				case bool:
					values[i] = int64(0)
					if v {
						values[i] = int64(1)
					}
				case []byte:
					if v == nil { // how SQLite's driver gives no bytes; nothing at all is nil
						values[i] = []byte{}
					}
				}
			}
			if !yield(values, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, fmt.Errorf("table %s: %w", t.name, err))
		}
	}
}

// Many rows go into one statement, because the way to the engine costs more than
// a row; but not more than an engine has parameters for, and not so many that
// large ones fill the memory.
const (
	mostRows  = 100
	mostArgs  = 2000
	mostBytes = 1 << 20
)

// CopyIn adds rows to a table, with values as CopyOut gives them; each row is a
// slice of its own. Only package backup calls it.
func (tx *Tx) CopyIn(t Table, rows iter.Seq2[[]any, error]) error {
	yesNo, err := tx.yesNo(t)
	if err != nil {
		return err
	}
	most := max(1, min(mostRows, mostArgs/len(t.columns)))
	prepared := map[int]*sql.Stmt{}
	defer func() {
		for _, s := range prepared {
			s.Close()
		}
	}()
	var args []any
	count, bytes := 0, 0
	flush := func() (err error) {
		if count == 0 {
			return nil
		}
		s := prepared[count]
		if s == nil {
			if s, err = tx.tx.PrepareContext(tx.ctx, t.add(tx.engine, count)); err != nil {
				return fmt.Errorf("table %s: %w", t.name, err)
			}
			prepared[count] = s
		}
		if _, err := s.ExecContext(tx.ctx, args...); err != nil {
			return fmt.Errorf("table %s: %w", t.name, err)
		}
		tx.changed = true
		clear(args) // large values must not outlive their statement
		args, count, bytes = args[:0], 0, 0
		return nil
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		if len(row) != len(t.columns) {
			return fmt.Errorf("db: a row of %d values for the %d columns of %s", len(row), len(t.columns), t.name)
		}
		for i, v := range row {
			switch v := v.(type) {
			case string:
				bytes += len(v)
			case []byte:
				bytes += len(v)
			case int64:
				if yesNo[t.columns[i]] {
					row[i] = v != 0
				}
			}
		}
		args, count = append(args, row...), count+1
		if count == most || bytes >= mostBytes {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// yesNo are the columns of a table that hold yes and no and must be given such.
func (tx *Tx) yesNo(t Table) (map[string]bool, error) {
	if tx.engine != schema.Postgres {
		return nil, nil
	}
	rows, err := tx.tx.QueryContext(tx.ctx, "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 AND data_type = 'boolean'", t.name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		found[name] = true
	}
	return found, rows.Err()
}
