// Package area is the places that are inspected: the council areas of a country,
// or single services inside them, with their official codes past and present and
// the other spellings met in sources.
//
// Tables: area, area_code, area_name.
package area

import (
	"embed"
	"strings"
	"unicode"

	"github.com/northinch/northinch/internal/date"
)

//go:embed data/*.csv
var data embed.FS

// ID names an area: "perth-and-kinross".
type ID string

// Area is a place that is inspected.
type Area struct {
	ID     ID     `json:"id"`
	List   string `json:"list"`
	Name   string `json:"name"`
	Kind   string `json:"kind"`
	Within ID     `json:"within,omitempty"`
	Short  string `json:"short,omitempty"`
	Tile   *Tile  `json:"tile,omitempty"`
}

// Tile is the place of an area on a tile-grid map, from the top left.
type Tile struct {
	Column int `json:"column"`
	Row    int `json:"row"`
}

// Code is an official code of an area.
type Code struct {
	Code     string    `json:"code"`
	From, To date.Date // between which it is valid; zero where not known
	Replaced bool
	Checked  string
}

// Fold is how spellings are compared: small letters, "and" for "&", single
// spaces, no full stops or apostrophes.
func Fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range strings.ToLower(s) {
		switch {
		case unicode.IsSpace(r) || r == '\u00a0':
			space = true
			continue
		case r == '.' || r == '\'' || r == '’':
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		if r == '&' {
			b.WriteString("and")
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Slug makes an ID of a name.
func Slug(name string) ID {
	var b strings.Builder
	for _, r := range Fold(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return ID(strings.TrimSuffix(b.String(), "-"))
}
