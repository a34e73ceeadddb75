package tabular

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// ReadOptions say what a file does not say itself. JSON in the form with "tables"
// needs none.
type ReadOptions struct {
	// Dimensions are the columns of a CSV file to break down by, in their order.
	Dimensions []string
	// Count is the column of a CSV file of counts that has the count; without it, and
	// without Value, each row is one child. In JSON rows it is "Freq" or "count" unless
	// said otherwise.
	Count string
	// Value is the column of microdata that is summed, each row one contributor.
	Value string
	// Total is what margins are called in the file; "total" if empty.
	Total string
	// Parents say which code of a dimension is in which other: Parents["area"]["Eastmoor"]
	// is "North".
	Parents map[string]map[string]string
	// Primary are cells that must be hidden besides those of the file.
	Primary []string
	// MaxBytes is the most that is read; 64 MiB if 0.
	MaxBytes int64
}

const usualBytes = 64 << 20

// Read reads a release: CSV if the name ends in .csv, otherwise JSON in one of the
// forms of docs/methods/disclosure-tables.md. Errors name the cell, row or code and
// are of kind errs.BadInput, or errs.TooLarge.
func Read(r io.Reader, name string, o ReadOptions) (*Release, error) {
	limit := o.MaxBytes
	if limit <= 0 {
		limit = usualBytes
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("tabular: reading %s: %w", name, err)
	case int64(len(data)) > limit:
		return nil, errs.Large("file", "The file is larger than %d bytes", limit)
	case len(bytes.TrimSpace(data)) == 0:
		return nil, errs.Invalid("file", "The file is empty")
	}
	var t *tables
	if strings.HasSuffix(strings.ToLower(name), ".csv") {
		t, err = readCSV(data, o)
	} else {
		t, err = readJSON(data, o)
	}
	if err != nil {
		return nil, err
	}
	if err := t.finishReading(o); err != nil {
		return nil, err
	}
	return hide(t), nil
}

// finishReading relates the cells, gives every cell a value, and finds the named ones.
func (t *tables) finishReading(o ReadOptions) error {
	t.names()
	if len(t.dims) > 0 {
		t.relate()
	}
	if err := t.complete(); err != nil {
		return err
	}
	for _, id := range o.Primary {
		if err := t.name1(primary{ID: id}); err != nil {
			return err
		}
	}
	shown := 0
	for _, c := range t.cells {
		if c.state != unpublished {
			shown++
		}
	}
	if shown < 2 {
		return errs.Invalid("file", "A table of one cell cannot be protected: hide it or show it")
	}
	return nil
}

// primary is a cell that must be hidden. Without levels it gets those of the rules.
type primary struct {
	ID    string   `json:"id"`
	Lower *float64 `json:"lower_protection"`
	Upper *float64 `json:"upper_protection"`
}

// find is the cell of a name.
func (t *tables) find(id string) (*cell, error) {
	for _, c := range t.cells {
		if c.id == id && c.state != unpublished {
			return c, nil
		}
	}
	return nil, errs.Invalid(id, "There is no cell %s", quoted(id))
}

// readJSON finds out which form the file has.
func readJSON(data []byte, o ReadOptions) (*tables, error) {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(data, &keys); err != nil {
		return nil, errs.Invalid("file", "The file is not a JSON object: %s", err)
	}
	switch {
	case keys["tables"] != nil:
		return readTables(data)
	case keys["cells"] != nil:
		return readCells(data)
	case keys["table"] != nil:
		return readRows(keys, o)
	case keys["release_1"] != nil:
		return readReleases(keys)
	}
	return nil, errs.Invalid("file", "The file has none of “tables”, “cells”, “table” and “release_1”, so that nobody knows what to protect")
}

// decode reads a part of a file into its form.
func decode(data json.RawMessage, what string, into any) error {
	if err := json.Unmarshal(data, into); err != nil {
		return errs.Invalid(what, "The part %s of the file cannot be read: %s", quoted(what), err)
	}
	return nil
}
