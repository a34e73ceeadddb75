package tabular

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// field is one key of a JSON object with its value, in the order of the file.
type field struct {
	key  string
	text string
	num  *float64
}

// fields reads a flat object in the order of its keys, which is the order of the
// dimensions. What is neither text nor a number says nothing here.
func fields(data json.RawMessage, what string) ([]field, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	var all []field
	if first, err := d.Token(); err != nil || first != json.Delim('{') {
		return nil, errs.Invalid(what, "The part %s must be an object with a text or a number for each key", quoted(what))
	}
	for d.More() {
		k, _ := d.Token() // the file as a whole was read before
		var v any
		_ = d.Decode(&v)
		f := field{key: k.(string)}
		switch v := v.(type) {
		case string:
			f.text = v
		case float64:
			f.num = &v
		default:
			return nil, errs.Invalid(what, "The key %s of %s must be a text or a number", quoted(f.key), quoted(what))
		}
		all = append(all, f)
	}
	return all, nil
}

// readRows reads one table as rows: texts are codes, and one number is the count.
func readRows(keys map[string]json.RawMessage, o ReadOptions) (*tables, error) {
	var rows []json.RawMessage
	if err := decode(keys["table"], "table", &rows); err != nil {
		return nil, err
	}
	t, g := newTables(), &given{}
	for _, data := range rows {
		all, err := fields(data, "table")
		if err != nil {
			return nil, err
		}
		if err := t.takeRow(g, all, o); err != nil {
			return nil, err
		}
	}
	if err := t.lay(g); err != nil {
		return nil, err
	}
	c := common{Primary: keys["primary"], Weights: keys["weights"]}
	if keys["never_suppress"] != nil {
		if err := decode(keys["never_suppress"], "never_suppress", &c.Never); err != nil {
			return nil, err
		}
	}
	t.names()
	return t, t.common(c)
}

// takeRow takes one row of a table in.
func (t *tables) takeRow(g *given, all []field, o ReadOptions) error {
	e := entry{}
	for _, f := range all {
		switch {
		case f.num == nil && len(g.entries) == 0:
			if err := t.dimension(f.key, o); err != nil {
				return err
			}
			g.dims = append(g.dims, f.key)
			e.codes = append(e.codes, f.text)
		case f.num == nil:
			if n := len(e.codes); n >= len(g.dims) || g.dims[n] != f.key {
				return errs.Invalid("table", "Row %d of the table has the key %s where the first row has none; all rows need the same keys in the same order", len(g.entries)+1, quoted(f.key))
			}
			e.codes = append(e.codes, f.text)
		case f.key == o.Count || o.Count == "" && (strings.EqualFold(f.key, "freq") || strings.EqualFold(f.key, "count")):
			e.value, e.known = *f.num, true
		}
	}
	if !e.known {
		return errs.Invalid("table", "Row %d of the table has no count", len(g.entries)+1)
	}
	g.entries = append(g.entries, e)
	return nil
}

// dimension adds a dimension with what the options say of it.
func (t *tables) dimension(name string, o ReadOptions) error {
	if t.dims[name] != nil {
		return errs.Invalid(name, "The dimension %s is named twice", quoted(name))
	}
	d := newDimension(name)
	if o.Total != "" {
		d.total = o.Total
	}
	if parents := o.Parents[name]; parents != nil {
		d.nest(parents)
	}
	t.dims[name] = d
	t.order = append(t.order, name)
	return nil
}
