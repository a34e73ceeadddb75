package outcome

import (
	"errors"
	"io"
	"strconv"

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
	r, err := csvfile.NewReader(source.Open(tx, id), csvfile.Options{})
	if err != nil {
		return nil, err
	}
	for {
		rec, err := r.Next()
		if err == io.EOF || err == nil && rec.Line > line {
			return nil, errs.Missing("row at line", strconv.Itoa(line))
		}
		if e, ok := errors.AsType[*csvfile.Error](err); ok && !e.Fatal() {
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
