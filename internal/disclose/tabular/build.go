package tabular

import (
	"maps"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// given is one table as a file has it.
type given struct {
	name, measure string
	dims          []string          // of the codes of entries, in their order
	fixed         map[string]string // coordinates that all entries share
	entries       []entry
	listed        bool // nothing but the entries is published; no margins are worked out
	state         state
	release       string
}

// entry is one figure of a table as a file has it.
type entry struct {
	codes  []string
	value  float64
	label  *label // in place of a value, or beside one that is hidden
	known  bool
	shares []float64
}

// maxCells is the most cells that one table is worked out for.
const maxCells = 200_000

// place says where the entry of a table stands.
func (t *tables) place(g *given, codes []string) place {
	var p place
	for dim, code := range g.fixed {
		p = p.put(dim, t.dims[dim].at(code))
	}
	for i, code := range codes {
		p = p.put(g.dims[i], t.dims[g.dims[i]].at(code))
	}
	return p
}

// at is the coordinate of a code: "" at the total.
func (d *dimension) at(code string) string {
	if code == d.total {
		return ""
	}
	return code
}

// name gives a cell its name, from its codes in the order of the table.
func (t *tables) name(g *given, codes []string) string {
	id := strings.Join(append(slices.Clone(codes), fixed(g.fixed)...), "|")
	if g.measure != "" {
		id = g.measure + "|" + id
	}
	return id
}

// fixed are the codes that a whole table shares, by the name of their dimension.
func fixed(codes map[string]string) []string {
	var all []string
	for _, dim := range slices.Sorted(maps.Keys(codes)) {
		all = append(all, codes[dim])
	}
	return all
}

// lay takes in a table: its cells, and how it is printed.
func (t *tables) lay(g *given) error {
	if len(g.entries) == 0 {
		return errs.Invalid(g.name, "The table %s is empty", quoted(g.name))
	}
	for i, e := range g.entries {
		if len(e.codes) != len(g.dims) {
			return errs.Invalid(g.name, "Row %d of the table %s has %d codes for %d dimensions", i+1, quoted(g.name), len(e.codes), len(g.dims))
		}
		for j, code := range e.codes {
			if err := t.dims[g.dims[j]].see(code); err != nil {
				return err
			}
		}
	}
	for _, dim := range t.order {
		if err := t.dims[dim].check(); err != nil {
			return err
		}
	}
	if !g.listed {
		full, err := t.fill(g)
		if err != nil {
			return err
		}
		g.entries = full
	}
	l := layout{name: g.name, measure: g.measure, dims: g.dims}
	seen := map[string]bool{}
	for _, e := range g.entries {
		if id := t.name(g, e.codes); seen[id] {
			return errs.Invalid(id, "The cell %s is given twice", quoted(id))
		} else {
			seen[id] = true
		}
		i, mark, err := t.take(g, e)
		if err != nil {
			return err
		}
		l.rows = append(l.rows, row{codes: e.codes, cell: i, mark: mark})
	}
	if g.state == toPublish {
		t.layouts = append(t.layouts, l)
	}
	return nil
}

// take puts one figure in, or finds that another table has it already.
func (t *tables) take(g *given, e entry) (int, string, error) {
	id := t.name(g, e.codes)
	if e.known {
		if err := figure(id, e.value, e.shares == nil); err != nil {
			return 0, "", err
		}
	}
	mark := ""
	if e.label != nil {
		mark = e.label.mark
	}
	if mark == "[x]" {
		return -1, mark, nil
	}
	p := t.place(g, e.codes)
	c := &cell{id: id, place: p, measure: g.measure, value: e.value, known: e.known || mark == "[z]", state: g.state, release: g.release,
		shares: e.shares, summed: e.shares != nil, mark: mark, fixed: mark == "[z]"}
	if e.label != nil && mark == "" {
		if err := c.labelled(e.label); err != nil {
			return 0, "", err
		}
	}
	k := key(g.measure, p)
	i, there := t.at[k]
	if !there {
		i, _ = t.add(k, c)
		return i, mark, nil
	}
	return i, mark, t.join(t.cells[i], c)
}

// labelled makes a cell one that its release hides.
func (c *cell) labelled(l *label) error {
	c.label = l
	c.masked = c.state == toPublish
	if c.state == wasShown {
		c.state = wasHidden
	}
	if l.high == 0 {
		return nil
	}
	if c.known && (c.value < l.low || c.value > l.high) {
		return errs.Invalid(c.id, "The cell %s is not %q, which is printed in its stead", quoted(c.id), l.text)
	}
	c.low, c.top = l.low, l.high
	return nil
}

// join takes in what a second table says of a cell. What was shown once is shown.
func (t *tables) join(c, second *cell) error {
	switch {
	case c.known && second.known && !same(c.value, second.value):
		return errs.Invalid(c.id, "The cell %s has two values, in %s and in %s", quoted(c.id), c.where(), second.where())
	case second.known:
		c.value, c.known = second.value, true
	}
	for _, l := range []*label{c.label, second.label} {
		if l != nil && l.high > 0 && c.known && (c.value < l.low || c.value > l.high) {
			return errs.Invalid(c.id, "The cell %s has two values, in %s and in %s: one is %q and the other is not", quoted(c.id), c.where(), second.where(), l.text)
		}
	}
	if second.shares != nil {
		c.shares, c.summed = second.shares, true
	}
	c.masked = c.masked || second.masked
	switch {
	case c.state == wasShown:
	case second.state == wasShown:
		c.state, c.release, c.label, c.low, c.top = wasShown, second.release, nil, 0, 0
	default:
		// Hidden before, and in the tables to be published now: these decide.
		c.state = min(c.state, second.state)
		if second.label != nil {
			c.label, c.release, c.low, c.top = second.label, second.release, max(c.low, second.low), second.top
		}
	}
	return nil
}

// where says which release has a cell.
func (c *cell) where() string {
	if c.release == "" {
		return "the tables to be published"
	}
	return c.release
}
