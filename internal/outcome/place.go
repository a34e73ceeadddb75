package outcome

import (
	"fmt"
	"strings"

	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/csvfile"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

// places looks up the places of a file, each spelling once.
type places struct {
	tx      *db.Tx
	profile Profile
	known   map[string]area.ID
	added   int
}

// find returns the area that a cell names. problem is a sentence where there is
// none; note is one where the place was added with something left open.
func (p *places) find(rec csvfile.Record, c *columns) (id area.ID, problem, note string, err error) {
	cell := c.placeAs(rec.Column(c.place))
	if id, ok := p.known[string(cell)]; ok {
		return id, "", "", nil
	}
	name := string(cell)
	if name == "" {
		return "", "the place is empty; the row was left out", "", nil
	}
	id, ok, err := area.Find(p.tx, p.profile.Place.List, name)
	if err != nil {
		return "", "", "", err
	}
	if !ok && p.profile.Place.Unknown != "add" {
		return "", fmt.Sprintf("“%s” is no place in the list of areas “%s”; the row was left out", shorten(name), p.profile.Place.List), "", nil
	}
	if !ok {
		if id, note, err = p.add(name, rec, c); errs.KindOf(err) == errs.BadInput {
			return "", errs.Sentence(err) + "; the row was left out", "", nil
		} else if err != nil {
			return "", "", "", err
		}
		if id == "" {
			return "", fmt.Sprintf("“%s” cannot be the name of a place; the row was left out", shorten(name)), "", nil
		}
	}
	p.known[name] = id
	return id, "", note, nil
}

func (p *places) add(name string, rec csvfile.Record, c *columns) (area.ID, string, error) {
	row := area.Row{Area: area.Area{ID: area.Slug(name), List: p.profile.Place.List, Name: name, Kind: p.profile.Place.Kind}}
	if row.ID == "" || len(row.ID) > 80 {
		return "", "", nil
	}
	var parts []string
	for _, at := range c.names {
		if s := strings.TrimSpace(string(rec.Column(at))); s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) > 0 {
		row.Name = strings.Join(parts, " ")
	}
	row.Spellings = []string{name}
	note := ""
	if c.within >= 0 {
		around := string(c.withinAs(rec.Column(c.within)))
		id, ok, err := area.Find(p.tx, p.profile.Place.WithinList, around)
		if err != nil {
			return "", "", err
		}
		if !ok && around != "" {
			note = fmt.Sprintf("“%s” is no area in the list “%s”; the place was added without it", shorten(around), p.profile.Place.WithinList)
		}
		row.Within = id
	}
	isNew, err := area.Add(p.tx, row)
	if !isNew { // the ID is that of another place, with which this one must not be taken together
		return "", "", err
	}
	p.added++
	return row.ID, note, nil
}
