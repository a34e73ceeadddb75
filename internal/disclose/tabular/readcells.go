package tabular

import (
	"encoding/json"
	"math"

	"github.com/northinch/northinch/internal/errs"
)

// plainForm is cells and sums by name.
type plainForm struct {
	Title     string      `json:"title"`
	Cells     []plainCell `json:"cells"`
	Relations []sum       `json:"relations"`
	common
}

type plainCell struct {
	ID    string   `json:"id"`
	Value *float64 `json:"value"`
}

// common is what several forms say besides their figures.
type common struct {
	Primary json.RawMessage `json:"primary"`
	Weights json.RawMessage `json:"weights"`
	Never   []string        `json:"never_suppress"`
	Rules   *Rules          `json:"rules"`
}

// readCells reads the plain form. Keys that it does not know are not read: files of
// test cases hold expected results beside the input.
func readCells(data []byte) (*tables, error) {
	var f plainForm
	if err := decode(data, "cells", &f); err != nil {
		return nil, err
	}
	t := newTables()
	t.title = f.Title
	l := layout{dims: []string{"cell"}}
	for n, c := range f.Cells {
		switch {
		case c.ID == "":
			return nil, errs.Invalid("cells", "Cell %d has no id", n+1)
		case c.Value == nil:
			return nil, errs.Invalid(c.ID, "The cell %s has no value", quoted(c.ID))
		}
		if err := figure(quoted(c.ID), *c.Value, false); err != nil {
			return nil, err
		}
		i, err := t.add(c.ID, &cell{id: c.ID, value: *c.Value, known: true, summed: *c.Value != math.Trunc(*c.Value)})
		if err != nil {
			return nil, err
		}
		l.rows = append(l.rows, row{codes: []string{c.ID}, cell: i})
	}
	t.layouts = []layout{l}
	for _, r := range f.Relations {
		if err := t.plainSum(r); err != nil {
			return nil, err
		}
	}
	return t, t.common(f.common)
}

// plainSum takes in a sum by the names of its cells.
func (t *tables) plainSum(s sum) error {
	r := relation{}
	for k, id := range append([]string{s.Total}, s.Parts...) {
		i, there := t.at[id]
		switch {
		case !there:
			return errs.Invalid(id, "A relation names the cell %s, which is not there", quoted(id))
		case k == 0:
			r.total = i
		default:
			r.parts = append(r.parts, i)
		}
	}
	if len(r.parts) == 0 {
		return errs.Invalid(s.Total, "The relation of the total %s has no parts", quoted(s.Total))
	}
	t.relations = append(t.relations, r)
	return nil
}

// common takes in what a file says of cells by name.
func (t *tables) common(c common) error {
	if c.Rules != nil {
		if err := c.Rules.check(); err != nil {
			return err
		}
		t.rules = *c.Rules
	}
	if err := t.primaries(c.Primary); err != nil {
		return err
	}
	for _, id := range c.Never {
		cell, err := t.find(id)
		if err != nil {
			return err
		}
		cell.fixed = true
	}
	return t.weigh(c.Weights)
}

// primaries reads one name, a list of names, or a list of names with protection.
func (t *tables) primaries(data json.RawMessage) error {
	if data == nil || string(data) == "null" {
		return nil
	}
	t.given = true
	var one string
	if json.Unmarshal(data, &one) == nil {
		return t.name1(primary{ID: one})
	}
	var all []json.RawMessage
	if err := decode(data, "primary", &all); err != nil {
		return err
	}
	for _, item := range all {
		var p primary
		if json.Unmarshal(item, &p.ID) != nil {
			if err := decode(item, "primary", &p); err != nil {
				return err
			}
		}
		if err := t.name1(p); err != nil {
			return err
		}
	}
	return nil
}

// name1 marks one cell as one that must be hidden.
func (t *tables) name1(p primary) error {
	c, err := t.find(p.ID)
	if err != nil {
		return err
	}
	if p.Lower == nil && p.Upper == nil {
		c.named = true
		return nil
	}
	c.need = &levels{because: "the input asks for its protection"}
	for _, side := range []struct {
		asked *float64
		level *float64
	}{{p.Lower, &c.need.lower}, {p.Upper, &c.need.upper}} {
		if side.asked == nil {
			continue
		}
		if !(*side.asked >= 0 && *side.asked <= exact) {
			return errs.Invalid(p.ID, "The protection of the cell %s must be 0 or more", quoted(p.ID))
		}
		*side.level = *side.asked
	}
	return nil
}

// weigh reads what hiding costs: the value of the cell, 1, or a number for each cell.
func (t *tables) weigh(data json.RawMessage) error {
	if data == nil || string(data) == "null" {
		return nil
	}
	var word string
	if json.Unmarshal(data, &word) == nil {
		switch word {
		case "cell value", "value", "":
			t.weights = "value"
		case "one", "count":
			t.weights = "one"
		default:
			return errs.Invalid("weights", "The weights are “cell value”, “one”, or a number for each cell; they cannot be %s", quoted(word))
		}
		return nil
	}
	var each map[string]float64
	if err := decode(data, "weights", &each); err != nil {
		return err
	}
	t.weights = "map"
	for _, c := range t.cells {
		w, there := each[c.id]
		switch {
		case !there && c.state == toPublish:
			return errs.Invalid(c.id, "The weights lack the cell %s", quoted(c.id))
		case w < 0 || w > exact:
			return errs.Invalid(c.id, "The weight of the cell %s must be 0 or more", quoted(c.id))
		}
		c.weight = w
	}
	return nil
}
