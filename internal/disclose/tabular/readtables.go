package tabular

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/northinch/northinch/internal/errs"
)

// tablesForm is several tables that share cells, with earlier releases.
type tablesForm struct {
	Title      string            `json:"title"`
	Dimensions []json.RawMessage `json:"dimensions"`
	Tables     []tableForm       `json:"tables"`
	Earlier    []struct {
		Name   string      `json:"name"`
		Tables []tableForm `json:"tables"`
	} `json:"earlier"`
	common
}

// dimensionForm is a dimension with its codes, or with what is in what.
type dimensionForm struct {
	Name    string            `json:"name"`
	Total   string            `json:"total"`
	Codes   []string          `json:"codes"`
	Parents map[string]string `json:"parents"`
	Sums    []sum             `json:"sums"`
	Kind    string            `json:"kind"`    // "period" or nothing
	Partial bool              `json:"partial"` // what is in a code is only part of it
}

// tableForm is a table: counts as rows of codes and a count, or cells as objects.
type tableForm struct {
	Name       string              `json:"name"`
	Measure    string              `json:"measure"`
	Dimensions []json.RawMessage   `json:"dimensions"`
	At         map[string]string   `json:"at"`
	Counts     [][]json.RawMessage `json:"counts"`
	Cells      []cellForm          `json:"cells"`
	Listed     bool                `json:"listed"`
}

// cellForm is one figure: a count, a text in its stead, or the contributions to a sum.
type cellForm struct {
	At            []string        `json:"at"`
	Count         json.RawMessage `json:"count"`
	Hidden        string          `json:"hidden"`
	Contributions []float64       `json:"contributions"`
}

// readTables reads the form of several tables. A key that it does not know is an
// error: a misspelt "never_suppress" must not be overlooked.
func readTables(data []byte) (*tables, error) {
	var f tablesForm
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, errs.Invalid("file", "The file cannot be read: %s", err)
	}
	t := newTables()
	t.title = f.Title
	if f.Rules != nil {
		t.rules = *f.Rules // how marks are read depends on them
	}
	for _, raw := range f.Dimensions {
		if _, err := t.declare(raw); err != nil {
			return nil, err
		}
	}
	for n, tf := range f.Tables {
		if err := t.takeTable(tf, toPublish, "", n); err != nil {
			return nil, err
		}
	}
	for n, r := range f.Earlier {
		if r.Name == "" {
			return nil, errs.Invalid("earlier", "Earlier release %d has no name", n+1)
		}
		for k, tf := range r.Tables {
			if err := t.takeTable(tf, wasShown, r.Name, k); err != nil {
				return nil, err
			}
		}
	}
	if len(t.layouts) == 0 {
		return nil, errs.Invalid("tables", "The file has no table to publish")
	}
	t.names()
	return t, t.common(f.common)
}

// declare takes in a dimension: its name, or its name and what is in it.
func (t *tables) declare(raw json.RawMessage) (string, error) {
	var f dimensionForm
	if json.Unmarshal(raw, &f.Name) != nil {
		d := json.NewDecoder(bytes.NewReader(raw))
		d.DisallowUnknownFields()
		if err := d.Decode(&f); err != nil {
			return "", errs.Invalid("dimensions", "A dimension cannot be read: %s", err)
		}
	}
	if f.Name == "" {
		return "", errs.Invalid("dimensions", "A dimension has no name")
	}
	says := len(f.Codes)+len(f.Parents)+len(f.Sums) > 0 || f.Total != "" || f.Kind != ""
	if d := t.dims[f.Name]; d != nil {
		if says {
			return "", errs.Invalid(f.Name, "The dimension %s is described twice", quoted(f.Name))
		}
		return f.Name, nil
	}
	d := newDimension(f.Name)
	if f.Total != "" {
		d.total = f.Total
	}
	switch f.Kind {
	case "":
	case "period":
		d.period = true
	default:
		return "", errs.Invalid(f.Name, "The kind of the dimension %s can be “period” or nothing", quoted(f.Name))
	}
	for _, c := range f.Codes {
		n := len(d.codes)
		if err := d.see(c); err != nil {
			return "", err
		}
		if len(d.codes) == n {
			return "", errs.Invalid(f.Name, "The code %s is given twice in the dimension %s", quoted(c), quoted(f.Name))
		}
	}
	d.nest(f.Parents)
	d.add(f.Sums)
	d.declared, d.partial = len(d.codes) > 0, f.Partial
	t.dims[f.Name] = d
	t.order = append(t.order, f.Name)
	return f.Name, d.check()
}

// add takes in further sums. Their totals are not in the total a second time.
func (d *dimension) add(sums []sum) {
	for _, s := range sums {
		if see := d.see(s.Total); see == nil && d.parent[s.Total] == "" {
			d.outside[s.Total] = true
		}
		d.sums = append(d.sums, s)
	}
}

// takeTable takes in one table of the new release or of an earlier one.
func (t *tables) takeTable(f tableForm, s state, release string, n int) error {
	g := &given{name: f.Name, measure: f.Measure, fixed: f.At, listed: f.Listed || s != toPublish, state: s, release: release}
	if g.name == "" {
		g.name = fmt.Sprintf("Table %d", n+1)
	}
	for _, raw := range f.Dimensions {
		dim, err := t.declare(raw)
		if err != nil {
			return err
		}
		g.dims = append(g.dims, dim)
	}
	if len(g.dims) == 0 {
		return errs.Invalid(g.name, "The table %s has no dimension", quoted(g.name))
	}
	for dim, code := range f.At {
		if t.dims[dim] == nil {
			if _, err := t.declare(json.RawMessage(fmt.Sprintf("%q", dim))); err != nil {
				return err
			}
		}
		if err := t.dims[dim].see(code); err != nil {
			return err
		}
	}
	for _, c := range f.Counts {
		cf, err := g.rowOf(c)
		if err != nil {
			return err
		}
		f.Cells = append(f.Cells, cf)
	}
	for _, c := range f.Cells {
		e, err := t.entryOf(g, c)
		if err != nil {
			return err
		}
		g.entries = append(g.entries, e)
	}
	return t.lay(g)
}

// rowOf is the cell of a row of codes with a count at its end.
func (g *given) rowOf(c []json.RawMessage) (cellForm, error) {
	var cf cellForm
	if len(c) != len(g.dims)+1 {
		return cf, errs.Invalid(g.name, "A row of the counts of %s has %d entries; it needs a code for each of %d dimensions, and a count", quoted(g.name), len(c), len(g.dims))
	}
	for _, raw := range c[:len(g.dims)] {
		var code string
		if err := decode(raw, "counts", &code); err != nil {
			return cf, err
		}
		cf.At = append(cf.At, code)
	}
	cf.Count = c[len(g.dims)]
	return cf, nil
}

// entryOf is the figure of a cell.
func (t *tables) entryOf(g *given, c cellForm) (entry, error) {
	id := t.name(g, c.At)
	e := entry{codes: c.At}
	var text string
	switch {
	case c.Contributions != nil:
		e.known, e.shares = true, c.Contributions
		for _, x := range c.Contributions {
			if err := figure(quoted(id), x, false); err != nil {
				return e, err
			}
			e.value += x
		}
	case json.Unmarshal(c.Count, &e.value) == nil && string(c.Count) != "null":
		e.known = true
	case json.Unmarshal(c.Count, &text) == nil && text != "" && c.Hidden == "":
		c.Hidden = text
	case c.Hidden == "":
		return e, errs.Invalid(id, "The cell %s has neither a count nor a mark in its stead", quoted(id))
	}
	if c.Hidden == "" {
		return e, nil
	}
	l, ok := labelled(c.Hidden, t.rules.Zeros)
	if !ok {
		return e, errs.Invalid(id, "The cell %s has the text %q; a text in place of a count can be “<5”, “[c]”, “[x]” or “[z]”", quoted(id), c.Hidden)
	}
	e.label = l
	return e, nil
}
