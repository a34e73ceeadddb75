package backup

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"iter"
	"slices"

	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/schema"
)

// Manifest is what a backup says of itself, before the rows.
type Manifest struct {
	Program string   `json:"program"`    // the version of the program that made it
	At      string   `json:"at"`         // the moment whose state it holds
	Engine  string   `json:"engine"`     // where it was taken
	Steps   []string `json:"steps"`      // the names of the steps of the schema, in order
	Head    string   `json:"audit_head"` // of the audit log, as northinch audit head prints it
	Tables  []Table  `json:"tables"`     // in the order in which their rows follow
}

// Table is a table in a backup.
type Table struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	Rows    int64    `json:"rows"`
	Bytes   int64    `json:"bytes"`  // of all rows as they stand in the backup, before it is compressed
	SHA256  string   `json:"sha256"` // of those bytes
}

// Rows is how many rows all tables have.
func (m Manifest) Rows() (n int64) {
	for _, t := range m.Tables {
		n += t.Rows
	}
	return n
}

// Bytes is how long all rows are before they are compressed.
func (m Manifest) Bytes() (n int64) {
	for _, t := range m.Tables {
		n += t.Bytes
	}
	return n
}

// survey reads a whole database to say what it holds.
func survey(tx *db.Tx, program string, engine schema.Engine, progress func(done, of int64)) (Manifest, []db.Table, error) {
	m := Manifest{Program: program, At: tx.Stamp(), Engine: engine.String()}
	var err error
	if m.Steps, err = tx.Steps(); err != nil {
		return m, nil, err
	}
	head, err := audit.Now(tx)
	if err != nil {
		return m, nil, err
	}
	m.Head = head.String()
	tables, err := db.Tables(tx.Context(), len(m.Steps))
	if err != nil {
		return m, nil, err
	}
	for i, t := range tables {
		one, err := measure(tx, t, io.Discard)
		if err != nil {
			return m, nil, err
		}
		m.Tables = append(m.Tables, one)
		progress(int64(i+1), int64(len(tables)))
	}
	return m, tables, nil
}

// measure writes the rows of a table and says what they were.
func measure(tx *db.Tx, t db.Table, w io.Writer) (Table, error) {
	m := Table{Name: t.Name(), Columns: t.Columns()}
	sum := sha256.New()
	w = io.MultiWriter(sum, w)
	var b []byte
	for row, err := range tx.CopyOut(t) {
		if err != nil {
			return m, err
		}
		if b, err = appendRow(b[:0], row); err != nil {
			return m, err
		}
		if _, err := w.Write(b); err != nil {
			return m, err
		}
		m.Rows++
		m.Bytes += int64(len(b))
	}
	m.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return m, nil
}

func (t Table) equal(other Table) bool {
	return t.Name == other.Name && slices.Equal(t.Columns, other.Columns) && t.Rows == other.Rows && t.Bytes == other.Bytes && t.SHA256 == other.SHA256
}

// check finds out whether this program can restore what a manifest promises, of a
// backup that can hold no more than most bytes. The tables that it returns are
// those of the program, so that no name in a statement comes from a file.
func (m Manifest) check(ctx context.Context, most int64) ([]db.Table, error) {
	steps := schema.Steps(schema.SQLite)
	if len(m.Steps) > len(steps) {
		return nil, errs.Invalid("file", "The backup was made by a newer program (step %d; this program knows %d). Use the newer program", len(m.Steps), len(steps))
	}
	if len(m.Steps) == 0 || !slices.EqualFunc(m.Steps, steps[:len(m.Steps)], func(name string, s schema.Step) bool { return name == s.Name }) {
		return nil, errForeign
	}
	tables, err := db.Tables(ctx, len(m.Steps))
	if err != nil {
		return nil, err
	}
	if !slices.EqualFunc(m.Tables, tables, func(a Table, b db.Table) bool { return a.Name == b.Name() && slices.Equal(a.Columns, b.Columns()) }) {
		return nil, errForeign
	}
	for _, t := range m.Tables {
		if t.Bytes < 0 || t.Bytes > most || t.Rows < 0 || t.Rows > t.Bytes/int64(len(t.Columns)) {
			return nil, errDamaged
		}
		most -= t.Bytes
	}
	return tables, nil
}

// rows reads the rows of a table. They are those of the manifest, or the last
// thing that it yields is an error; not a byte more than the manifest says is read.
func (t Table) rows(r io.Reader) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		sum := sha256.New()
		in := bufio.NewReaderSize(io.TeeReader(io.LimitReader(r, t.Bytes), sum), 64<<10)
		for range t.Rows {
			row, err := readRow(in, len(t.Columns))
			if err != nil {
				yield(nil, errDamaged)
				return
			}
			if !yield(row, nil) {
				return
			}
		}
		if _, err := in.ReadByte(); err != io.EOF || hex.EncodeToString(sum.Sum(nil)) != t.SHA256 {
			yield(nil, errDamaged)
		}
	}
}
