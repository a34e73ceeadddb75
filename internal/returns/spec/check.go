package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	nameForm = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)
	codeForm = regexp.MustCompile(`^[A-Za-z0-9][a-z0-9-]{0,39}$`)
)

// columns are the columns that the program has a place for, by table, and what
// each holds. A column beyond them would be asked of areas and used for nothing.
var columns = map[string]map[string]Holds{
	Children: {"child": Reference, "area": AreaCode, "agreed_date": Day, "born": Month, "sex": Coded, "locality": Coded, "populations": CodedSet, "made_up": Coded},
	Events:   {"child": Reference, "area": AreaCode, "date": Day, "event": Coded, "by": Coded, "detail": Coded, "end_date": Day, "late_reason": Coded},
}

// The tables of a return.
const (
	Children = "children"
	Events   = "events"
)

// check refuses an edition that contradicts itself.
func (e *Edition) check() error {
	switch {
	case e.ID == "" || e.Title == "" || e.About == "":
		return fmt.Errorf("an edition has an id, a title and says what it is about")
	case !e.From.Known() || e.To.Known() && e.To < e.From:
		return fmt.Errorf("an edition is valid from a day, and not until a day before it")
	}
	for _, l := range e.Lists {
		if err := l.check(); err != nil {
			return err
		}
	}
	for table := range columns {
		if _, ok := e.Table(table); !ok {
			return fmt.Errorf("there is no table %s", table)
		}
	}
	for _, t := range e.Tables {
		if err := e.checkTable(t); err != nil {
			return err
		}
	}
	if err := unambiguous("the events", e.Events, func(k EventKind) Code { return k.Code }); err != nil {
		return err
	}
	for _, k := range e.Events {
		for _, list := range []string{k.By, k.Detail} {
			if _, ok := e.List(list); list != "" && !ok {
				return fmt.Errorf("event %s: there is no list %s", k.Code.Code, list)
			}
		}
		switch {
		case k.By != "" && !isPersonList(k.By):
			return fmt.Errorf("event %s: %s is no list of people", k.Code.Code, k.By)
		case k.ByNeeded && k.By == "" || k.DetailNeeded && k.Detail == "":
			return fmt.Errorf("event %s needs a code of no list", k.Code.Code)
		}
	}
	return nil
}

func (e *Edition) checkTable(t Table) error {
	if t.Sentence == "" {
		return fmt.Errorf("table %s has no sentence", t.Name)
	}
	seen := map[string]bool{}
	for _, c := range t.Columns {
		switch holds, ok := columns[t.Name][c.Name]; {
		case !ok:
			return fmt.Errorf("the program has no place for column %s of table %s", c.Name, t.Name)
		case holds != c.Holds:
			return fmt.Errorf("column %s of table %s holds %s, not %s", c.Name, t.Name, holds, c.Holds)
		case c.Sentence == "":
			return fmt.Errorf("column %s has no sentence", c.Name)
		}
		// What an event's codes are is said with the event.
		wants := (c.Holds == Coded || c.Holds == CodedSet) && c.Name != "event" && c.Name != "by" && c.Name != "detail"
		if _, ok := e.List(c.List); ok != wants {
			return fmt.Errorf("column %s: there is no list %q, or it needs none", c.Name, c.List)
		}
		for _, name := range append([]string{c.Name}, c.Also...) {
			if seen[Fold(name)] {
				return fmt.Errorf("table %s has two columns that %s may mean", t.Name, name)
			}
			seen[Fold(name)] = true
		}
	}
	for name := range columns[t.Name] {
		optional := []string{"made_up", "late_reason", "locality"}
		if _, ok := t.Column(name); !ok && !slices.Contains(optional, name) {
			return fmt.Errorf("table %s has no column %s", t.Name, name)
		}
	}
	return nil
}

func (l List) check() error {
	switch {
	case !nameForm.MatchString(l.Name):
		return fmt.Errorf("%q is no name for a list", l.Name)
	case l.Sentence == "" || len(l.Codes) == 0:
		return fmt.Errorf("list %s has no sentence or no code", l.Name)
	}
	return unambiguous("list "+l.Name, l.Codes, func(c Code) Code { return c })
}

// unambiguous refuses codes that are malformed, or that one text could mean two of.
func unambiguous[T any](where string, all []T, of func(T) Code) error {
	seen := map[string]bool{}
	for _, one := range all {
		c := of(one)
		switch {
		case !codeForm.MatchString(c.Code):
			return fmt.Errorf("%s: %q is no code: it is made of small letters, digits and hyphens", where, c.Code)
		case c.Sentence == "":
			return fmt.Errorf("%s: code %s has no sentence", where, c.Code)
		case c.From.Known() && c.To.Known() && c.To < c.From:
			return fmt.Errorf("%s: code %s ends before it begins", where, c.Code)
		}
		for _, name := range append([]string{c.Code}, c.Also...) {
			if seen[Fold(name)] {
				return fmt.Errorf("%s: %q may mean two codes", where, name)
			}
			seen[Fold(name)] = true
		}
	}
	return nil
}

// Fold returns a name or code as it is compared where spelling does not count:
// small letters, without spaces, hyphens, full stops and underscores.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_.\u00a0", r) {
			return -1
		}
		return r
	}, strings.ToLower(s))
}
