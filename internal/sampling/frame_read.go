package sampling

import (
	"errors"
	"io"
	"strings"

	"github.com/northinch/northinch/internal/csvfile"
	"github.com/northinch/northinch/internal/errs"
)

// ReadFrame reads the items of a frame from a CSV file with the columns reference and
// stratum, both without spaces around. Of other columns only those are read that are
// named in traits, so that a name that somebody left in the file goes no further.
//
// It returns errs.BadInput, with the line, for what cannot be read.
func ReadFrame(r io.Reader, traits []string) ([]Item, error) {
	c, err := csvfile.NewReader(r, csvfile.Options{})
	if err != nil {
		return nil, unreadable("frame", "file of the frame", err)
	}
	columns := make([]int, 2+len(traits))
	for k, name := range append([]string{"reference", "stratum"}, traits...) {
		if columns[k] = c.Index(name); columns[k] < 0 {
			return nil, errs.Invalid(name, "The file of the frame has no column “%s”; its first line must name the columns reference and stratum, and those to compare by", name)
		}
	}
	var items []Item
	for {
		rec, err := c.Next()
		if errors.Is(err, io.EOF) {
			return items, nil
		}
		if err != nil {
			return nil, unreadable("frame", "file of the frame", err)
		}
		field := func(k int) string { return strings.TrimSpace(string(rec.Column(columns[k]))) }
		i := Item{Row: rec.Line, Reference: Refer(field(0)), Stratum: field(1)}
		for k := range traits {
			i.Traits = append(i.Traits, field(2+k))
		}
		items = append(items, i)
	}
}

// unreadable is what csvfile says of a file. A sentence of its that quotes a field might
// quote a reference, so of a row only the place is told.
func unreadable(field, file string, err error) error {
	if e, ok := errors.AsType[*csvfile.Error](err); ok && (!e.Fatal() || e.Field != "") {
		return errs.Invalid(field, "Line %d of the %s cannot be read as a row of the table; look at its commas and quotation marks", e.Line, file)
	}
	return errs.Invalid(field, "The %s cannot be read. %v", file, err)
}
