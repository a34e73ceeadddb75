package outcome

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/csvfile"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/source"
)

// Cell is one cell of a row of a source, as it stands there.
type Cell struct{ Heading, Text string }

// CellsAt returns the cells of the record that starts on a line of a source, as
// they stand there. It reads the source from its start, about a quarter of a
// second for a million rows. errs.NotFound if no record starts there.
func CellsAt(tx *db.Tx, id source.ID, line int) ([]Cell, error) {
	if _, err := source.Get(tx, id); err != nil {
		return nil, err
	}
	between, err := delimiterOf(tx, id)
	if err != nil {
		return nil, err
	}
	r, err := csvfile.NewReader(source.Open(tx, id), csvfile.Options{Delimiter: between})
	if err != nil {
		return nil, err
	}
	for {
		rec, err := r.Next()
		if err == io.EOF || err == nil && rec.Line > line {
			return nil, errs.Missing("row at line", strconv.Itoa(line))
		}
		if e, ok := errors.AsType[*csvfile.Error](err); ok && !e.Fatal() {
			if rec.Line == line {
				return asItStands(tx, id, rec, r.Encoding(), e)
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		if rec.Line < line {
			continue
		}
		cells := make([]Cell, len(r.Header()))
		for i, h := range r.Header() {
			cells[i] = Cell{h, string(rec.Column(i))}
		}
		return cells, nil
	}
}

// delimiterOf is what a profile that the source was read with says of its
// delimiter; 0 where none says anything.
func delimiterOf(tx *db.Tx, id source.ID) (byte, error) {
	var body string
	ok, err := tx.One(q.ProfileOf, []any{string(id)}, &body)
	if err != nil || !ok {
		return 0, err
	}
	p, err := parseProfile([]byte(body))
	return delimiter(p), err
}

// asItStands is a record that cannot be taken apart: its text, and why.
func asItStands(tx *db.Tx, id source.ID, rec csvfile.Record, encoding string, why *csvfile.Error) ([]Cell, error) {
	cells := []Cell{{"Why it is not in columns", why.Sentence}}
	if encoding != "UTF-8" {
		return cells, nil // its offsets are not those of the bytes that were kept
	}
	b, err := source.Bytes(tx, id, rec.Start, min(rec.End, rec.Start+4096))
	return append(cells, Cell{"The row as it stands", strings.ToValidUTF8(string(b), "\ufffd")}), err
}
