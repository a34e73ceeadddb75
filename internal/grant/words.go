package grant

import (
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/programme"
)

// Words says what roles are held for, and where people have an interest, by the
// names that areas and programmes have. It is made once for a page.
type Words struct {
	areas      map[area.ID]string
	programmes map[string]string
}

// InWords reads the names that roles and declarations need, in two queries however
// many there are.
func InWords(tx *db.Tx, roles []Grant, conflicts []Conflict) (Words, error) {
	w := Words{programmes: map[string]string{}}
	var ids []area.ID
	for _, g := range roles {
		ids = append(ids, area.ID(g.Held.Place().Area))
	}
	for _, c := range conflicts {
		ids = append(ids, c.Area)
	}
	slices.Sort(ids)
	var err error
	if w.areas, err = area.Names(tx, slices.Compact(ids)); err != nil {
		return w, err
	}
	all, err := programme.All(tx)
	for _, p := range all {
		w.programmes[string(p.ID)] = p.Name
	}
	return w, err
}

// Area is the name of an area.
func (w Words) Area(id area.ID) string { return w.areas[id] }

// For is what a role is held for: "the inspection of Torbrae, Made-up second round".
func (w Words) For(h access.Held) string {
	at := h.Place()
	p, a := w.programmes[at.Programme], w.areas[area.ID(at.Area)]
	switch {
	case h.Inspection != "":
		return "the inspection of " + a + ", " + p
	case h.Area != "" && h.Programme != "":
		return "the area " + a + ", " + p
	case h.Area != "":
		return "the area " + a
	case h.Programme != "":
		return "the programme " + p
	}
	return "everything"
}

// Role is a role with what it is held for: "inspector (health) for the inspection
// of Torbrae, Made-up second round".
func (w Words) Role(g Grant) string {
	s := g.Role.String()
	if g.Body != "" {
		s += " (" + g.Body + ")"
	}
	if g.Held == (access.Held{Role: g.Role}) {
		return s
	}
	return s + " for " + w.For(g.Held)
}
