package tabular

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/csvfile"
	"github.com/northinch/northinch/internal/errs"
)

// readCSV reads microdata, a row for each child, or counts, a row for each cell.
func readCSV(data []byte, o ReadOptions) (*tables, error) {
	r, err := csvfile.NewReader(bytes.NewReader(data), csvfile.Options{})
	if err != nil {
		return nil, csvError(err)
	}
	t, g := newTables(), &given{}
	var at []int
	for _, dim := range o.Dimensions {
		i := r.Index(dim)
		if i < 0 {
			return nil, errs.Invalid("dimensions", "The file has no column %s; it has %s", quoted(dim), strings.Join(r.Header(), ", "))
		}
		if err := t.dimension(dim, o); err != nil {
			return nil, err
		}
		g.dims, at = append(g.dims, dim), append(at, i)
	}
	if len(at) == 0 {
		return nil, errs.Invalid("dimensions", "Name the columns to break down by; the file has %s", strings.Join(r.Header(), ", "))
	}
	name := o.Count
	if name == "" {
		name = o.Value
	}
	figures := r.Index(name)
	if name != "" && figures < 0 {
		return nil, errs.Invalid("count", "The file has no column %s; it has %s", quoted(name), strings.Join(r.Header(), ", "))
	}
	m := micro{t: t, g: g, count: o.Count != "", value: o.Count == "" && o.Value != "", at: map[string]int{}}
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, csvError(err)
		}
		codes := make([]string, len(at))
		for j, i := range at {
			codes[j] = strings.TrimSpace(string(rec.Fields[i]))
			if codes[j] == "" {
				return nil, errs.Invalid(g.dims[j], "Line %d has no %s", rec.Line, quoted(g.dims[j]))
			}
		}
		if err := m.take(codes, string(rec.Column(figures)), rec.Line); err != nil {
			return nil, err
		}
	}
	if !m.count { // rows of people come in no order that means anything
		slices.SortFunc(g.entries, func(a, b entry) int { return slices.Compare(a.codes, b.codes) })
	}
	return t, t.lay(g)
}

// csvError gives the sentence of the reader of CSV its kind.
func csvError(err error) error {
	return errs.Invalid("file", "%s", err)
}

// micro adds rows up to cells.
type micro struct {
	t            *tables
	g            *given
	count, value bool
	at           map[string]int // of entries, by name
}

// take adds one row.
func (m *micro) take(codes []string, text string, line int) error {
	x := 1.0
	if m.count || m.value {
		var ok bool
		if x, ok = number(text); !ok {
			return errs.Invalid("count", "Line %d has %q where a number is needed", line, short(text))
		}
		if err := figure(fmt.Sprintf("on line %d", line), x, m.count); err != nil {
			return err
		}
	}
	id := m.t.name(m.g, codes)
	i, there := m.at[id]
	if there && m.count {
		return errs.Invalid(id, "The cell %s is given twice, the second time on line %d", quoted(id), line)
	}
	if !there {
		i = len(m.g.entries)
		m.at[id] = i
		m.g.entries = append(m.g.entries, entry{codes: codes, known: true})
	}
	e := &m.g.entries[i]
	e.value += x
	if m.value {
		e.shares = append(e.shares, x)
	}
	return nil
}

// short quotes little of what a file says.
func short(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}
