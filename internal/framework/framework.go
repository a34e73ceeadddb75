// Package framework is what is judged: quality indicators and themes by edition,
// the scale they are graded on, the words for quantities, and the crosswalks
// that say which indicator of one edition may be compared with which of another.
//
// An edition is a dated file of data, never code. What could not be verified in
// a source says so in the file and wherever it is shown.
//
// Tables: framework_edition.
package framework

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grade"
)

//go:embed data
var data embed.FS

// ID names an edition of a framework: "hmie-2009".
type ID string

// Edition is one edition of a framework.
type Edition struct {
	ID         ID          `json:"id"`
	Name       string      `json:"name"`
	Year       string      `json:"year"`
	Scale      string      `json:"scale"`
	Source     string      `json:"source"`
	Indicators []Indicator `json:"indicators"`
	Themes     []Theme     `json:"themes"`
	Quantity   Quantity    `json:"quantity_words"`
}

// Indicator is a quality indicator of an edition. Ref names it within the
// edition; the number is the framework's own and may be missing.
type Indicator struct {
	Ref          string `json:"ref"`
	Number       string `json:"number"`
	Heading      string `json:"heading"`
	Name         string `json:"name"`
	Verification string `json:"verification"`
	// Graded is false for a judgement that the framework does not grade; nil is true.
	Graded *bool `json:"graded,omitempty"`
	// StandsForSeveral is true where the source does not list the indicators one by one.
	StandsForSeveral bool `json:"stands_for_several,omitempty"`
}

// IsGraded reports whether inspections grade the indicator.
func (i Indicator) IsGraded() bool {
	return (i.Graded == nil || *i.Graded) && !i.StandsForSeveral
}

// Title is the number and the name.
func (i Indicator) Title() string {
	if i.Number == "" {
		return i.Name
	}
	return i.Number + " " + i.Name
}

// Theme is a subject that a programme looks at beside its indicators. A theme
// whose name was not found in a source has none, and none is invented.
type Theme struct {
	Ref          string `json:"ref"`
	Name         string `json:"name"`
	Verification string `json:"verification"`
}

// Title is the name, or words that say that it is not known.
func (t Theme) Title() string {
	if t.Name == "" {
		return "Theme not named in a source"
	}
	return t.Name
}

// At is the position of an indicator in the edition, or -1.
func (e Edition) At(ref string) int {
	return slices.IndexFunc(e.Indicators, func(i Indicator) bool { return i.Ref == ref })
}

// Ungraded is a line of marks for an inspection that nobody has graded yet: "not
// yet graded", and "not inspected" for what the framework does not grade.
func (e Edition) Ungraded() []grade.Mark {
	line := make([]grade.Mark, len(e.Indicators))
	for i, ind := range e.Indicators {
		if !ind.IsGraded() {
			line[i] = grade.Without(grade.NotInspected)
		}
	}
	return line
}

// Indicator returns an indicator by its ref; errs.NotFound if there is none.
func (e Edition) Indicator(ref string) (Indicator, error) {
	if i := e.At(ref); i >= 0 {
		return e.Indicators[i], nil
	}
	return Indicator{}, errs.Missing("indicator", ref)
}

// Theme returns a theme by its ref; errs.NotFound if there is none.
func (e Edition) Theme(ref string) (Theme, error) {
	for _, t := range e.Themes {
		if t.Ref == ref {
			return t, nil
		}
	}
	return Theme{}, errs.Missing("theme", ref)
}

// Scale is a row of grades from the lowest to the highest. A scale without
// grades is narrative only.
type Scale struct {
	ID     string  `json:"id"`
	Name   string  `json:"name"`
	Source string  `json:"source"`
	Grades []Point `json:"grades"`
	// GoodFrom is the rank from which a grade counts as good or better.
	GoodFrom grade.Grade `json:"good_from"`
	// Top is the highest grades, which the national report counts by area.
	Top Top `json:"top"`
}

// Point is one grade of a scale; its rank is its place from 1.
type Point struct {
	Key        string   `json:"key"`
	Name       string   `json:"name"`
	Letter     string   `json:"letter"`
	Meaning    string   `json:"meaning"`
	OtherNames []string `json:"other_names"`
}

// Top is the grades that count as the highest: "very good or excellent".
type Top struct {
	Key  string      `json:"key"`
	Name string      `json:"name"`
	From grade.Grade `json:"from"`
}

// Point returns the grade's point; false for None and ranks outside the scale.
func (s Scale) Point(g grade.Grade) (Point, bool) {
	if g < 1 || int(g) > len(s.Grades) {
		return Point{}, false
	}
	return s.Grades[g-1], true
}

// Words is a mark as read: "very good", "not inspected".
func (s Scale) Words(m grade.Mark) string {
	if p, ok := s.Point(m.Grade()); ok {
		return p.Name
	}
	return m.Status().Words()
}

// Rank is the grade with a key, or None.
func (s Scale) Rank(key string) grade.Grade {
	for i, p := range s.Grades {
		if p.Key == key {
			return grade.Grade(i + 1)
		}
	}
	return grade.None
}

// ScaleOf returns one of the scales that come with the program; errs.BadInput
// if there is none of that name.
func ScaleOf(id string) (Scale, error) {
	var s Scale
	b, err := data.ReadFile("data/scales/" + id + ".json")
	if err != nil {
		return s, errs.Invalid("scale", "There is no scale “%s”", id)
	}
	return s, json.Unmarshal(b, &s)
}

// Scales are the scales that come with the program.
func Scales() ([]Scale, error) { return readAll[Scale]("data/scales") }

// Shipped are the editions that come with the program.
func Shipped() ([]Edition, error) { return readAll[Edition]("data/editions") }

func readAll[T any](folder string) ([]T, error) {
	files, err := fs.ReadDir(data, folder)
	if err != nil {
		return nil, err
	}
	var all []T
	for _, f := range files {
		var one T
		b, err := data.ReadFile(folder + "/" + f.Name())
		if err == nil {
			err = json.Unmarshal(b, &one)
		}
		if err != nil {
			return nil, fmt.Errorf("framework: %s: %w", f.Name(), err)
		}
		all = append(all, one)
	}
	return all, nil
}

// Parse reads an edition and says what is wrong with it in kind errs.BadInput.
func Parse(b []byte) (Edition, error) {
	var e Edition
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return e, errs.Invalid("framework", "The framework file cannot be read: %v", err)
	}
	if e.ID == "" || e.Name == "" {
		return e, errs.Invalid("framework", "The framework file needs an id and a name")
	}
	if _, err := ScaleOf(e.Scale); err != nil {
		return e, err
	}
	seen := map[string]bool{}
	for _, i := range e.Indicators {
		if i.Ref == "" || i.Name == "" || seen[i.Ref] {
			return e, errs.Invalid("framework", "Each indicator needs a ref of its own and a name; see “%s” “%s”", i.Ref, i.Name)
		}
		seen[i.Ref] = true
	}
	if err := e.Quantity.check(); err != nil {
		return e, err
	}
	return e, nil
}
