package spec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/date"
)

// file is an edition as it is written: what it changes of the one before it.
type file struct {
	Schema  string    `json:"$schema,omitempty"`
	ID      string    `json:"id"`
	Title   string    `json:"title"`
	About   string    `json:"about"`
	Extends string    `json:"extends,omitempty"`
	From    date.Date `json:"from"`
	To      date.Date `json:"to,omitzero"`
	Add     parts     `json:"add,omitzero"`
	Change  parts     `json:"change,omitzero"` // each replaces the part with its name
	Remove  removed   `json:"remove,omitzero"`
}

// parts are parts of an edition. Columns are by table and codes by list.
type parts struct {
	Tables  []Table             `json:"tables,omitempty"`
	Columns map[string][]Column `json:"columns,omitempty"`
	Lists   []List              `json:"lists,omitempty"`
	Codes   map[string][]Code   `json:"codes,omitempty"`
	Events  []EventKind         `json:"events,omitempty"`
}

// removed are names of parts.
type removed struct {
	Tables  []string            `json:"tables,omitempty"`
	Columns map[string][]string `json:"columns,omitempty"`
	Lists   []string            `json:"lists,omitempty"`
	Codes   map[string][]string `json:"codes,omitempty"`
	Events  []string            `json:"events,omitempty"`
}

// read reads a file and refuses what it does not know.
func read(b []byte) (file, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	var f file
	if err := d.Decode(&f); err != nil {
		return f, fmt.Errorf("an edition cannot be read: %w", err)
	}
	return f, nil
}

// after makes the edition of a file from the one before it, which stays as it was.
func (f file) after(before *Edition) (*Edition, error) {
	e := &Edition{ID: f.ID, Title: f.Title, About: f.About, Extends: f.Extends, From: f.From, To: f.To}
	if before != nil {
		for _, t := range before.Tables {
			t.Columns = slices.Clone(t.Columns)
			e.Tables = append(e.Tables, t)
		}
		for _, l := range before.Lists {
			l.Codes = slices.Clone(l.Codes)
			e.Lists = append(e.Lists, l)
		}
		e.Events = slices.Clone(before.Events)
	}
	for _, step := range []func() error{
		func() error { return e.remove(f.Remove) },
		func() error { return e.put(f.Change, replace) },
		func() error { return e.put(f.Add, add) },
		e.check,
		e.number,
	} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("edition %s: %w", f.ID, err)
		}
	}
	return e, nil
}

func tableName(t Table) string     { return t.Name }
func columnName(c Column) string   { return c.Name }
func listName(l List) string       { return l.Name }
func codeName(c Code) string       { return c.Code }
func eventName(k EventKind) string { return k.Code.Code }

func (e *Edition) remove(r removed) error {
	for table, names := range r.Columns {
		t, err := named(e.Tables, tableName, table)
		if err != nil {
			return err
		}
		if t.Columns, err = without(t.Columns, columnName, names); err != nil {
			return err
		}
	}
	for list, names := range r.Codes {
		l, err := named(e.Lists, listName, list)
		if err != nil {
			return err
		}
		if l.Codes, err = without(l.Codes, codeName, names); err != nil {
			return err
		}
	}
	var err error
	if e.Tables, err = without(e.Tables, tableName, r.Tables); err != nil {
		return err
	}
	if e.Lists, err = without(e.Lists, listName, r.Lists); err != nil {
		return err
	}
	e.Events, err = without(e.Events, eventName, r.Events)
	return err
}

// how is whether parts are added or replace those that are there.
type how bool

const (
	add     how = false
	replace how = true
)

func (e *Edition) put(p parts, h how) error {
	var err error
	if e.Tables, err = with(e.Tables, tableName, p.Tables, h); err != nil {
		return err
	}
	if e.Lists, err = with(e.Lists, listName, p.Lists, h); err != nil {
		return err
	}
	if e.Events, err = with(e.Events, eventName, p.Events, h); err != nil {
		return err
	}
	for table, columns := range p.Columns {
		t, err := named(e.Tables, tableName, table)
		if err != nil {
			return err
		}
		if t.Columns, err = with(t.Columns, columnName, columns, h); err != nil {
			return err
		}
	}
	for list, codes := range p.Codes {
		l, err := named(e.Lists, listName, list)
		if err != nil {
			return err
		}
		if l.Codes, err = with(l.Codes, codeName, codes, h); err != nil {
			return err
		}
	}
	return nil
}

func named[T any](in []T, name func(T) string, want string) (*T, error) {
	i := slices.IndexFunc(in, func(one T) bool { return name(one) == want })
	if i < 0 {
		return nil, fmt.Errorf("there is no %s to change", want)
	}
	return &in[i], nil
}

func without[T any](in []T, name func(T) string, names []string) ([]T, error) {
	for _, want := range names {
		i := slices.IndexFunc(in, func(one T) bool { return name(one) == want })
		if i < 0 {
			return nil, fmt.Errorf("there is no %s to remove", want)
		}
		in = slices.Delete(in, i, i+1)
	}
	return in, nil
}

func with[T any](in []T, name func(T) string, more []T, h how) ([]T, error) {
	for _, one := range more {
		i := slices.IndexFunc(in, func(there T) bool { return name(there) == name(one) })
		switch {
		case h == add && i >= 0:
			return nil, fmt.Errorf("%s is there already", name(one))
		case h == replace && i < 0:
			return nil, fmt.Errorf("there is no %s to change", name(one))
		case h == replace:
			in[i] = one
		default:
			in = append(in, one)
		}
	}
	return in, nil
}
