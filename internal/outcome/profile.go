package outcome

import (
	"bytes"
	"embed"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/programme"
)

//go:embed profiles/*.json
var shipped embed.FS

// Profile says how to read a file of outcomes. docs/profile.schema.json is its
// JSON schema and docs/guide-analyst.md its description.
type Profile struct {
	Schema string `json:"$schema,omitempty"`
	ID     string `json:"id"`
	// Extends names a profile that this one is a change of: a shipped one, or a
	// file beside this one. Lists and objects given here replace those there,
	// except words, grades and read_as, which are added to.
	Extends string `json:"extends,omitempty"`
	Title   string `json:"title,omitempty"`
	Origin  string `json:"origin,omitempty"`
	Licence string `json:"licence,omitempty"`
	// Shape is "grades" where a row has a grade per indicator, or "counts" where
	// it has how many indicators were given each grade.
	Shape     string  `json:"shape,omitempty"`
	Delimiter string  `json:"delimiter,omitempty"`
	Place     Place   `json:"place,omitzero"`
	Round     *Round  `json:"round,omitempty"`
	Dates     []Dates `json:"dates,omitempty"`
	// Occasion is the dates that, with the place, tell two inspections apart.
	Occasion   []string       `json:"occasion,omitempty"`
	Indicators []IndicatorCol `json:"indicators,omitempty"`
	Counts     *CountCols     `json:"counts,omitempty"`
	// Grades says which words mean which grade, by the key of the scale.
	Grades map[string]string `json:"grades,omitempty"`
	Words  Words             `json:"words,omitzero"`
	// ReadAs corrects a cell before it is read: by column ("*" is any), what
	// stands there and what to read instead. The file itself stays as it is.
	ReadAs map[string]map[string]string `json:"read_as,omitempty"`
	// Programmes are added at the import unless they are there.
	Programmes []programme.Programme `json:"programmes,omitempty"`
}

// Place says which column names the place that was inspected.
type Place struct {
	Column string `json:"column,omitempty"`
	// List is the list of areas that the names are looked up in.
	List string `json:"list,omitempty"`
	// Unknown is "reject" (the usual) or "add" for places that are not in the list.
	Unknown string `json:"unknown,omitempty"`
	// For places that are added: their kind, the columns that make up their
	// name, and the column and list of the area that they lie in.
	Kind         string   `json:"kind,omitempty"`
	NameColumns  []string `json:"name_columns,omitempty"`
	WithinColumn string   `json:"within_column,omitempty"`
	WithinList   string   `json:"within_list,omitempty"`
}

// Round says which column names the programme, where a file has several.
type Round struct {
	Column string                  `json:"column"`
	Words  map[string]programme.ID `json:"words"`
	// SoleIndicator is, by programme, the one indicator that it graded, so that
	// a count of one grade is a grade of that indicator.
	SoleIndicator map[programme.ID]string `json:"sole_indicator,omitempty"`
}

// Dates says which column holds a date or a period, and how it is written.
type Dates struct {
	Column string `json:"column"`
	// Is is "started", "ended" or "published", or "period" for both of the first.
	Is string `json:"is"`
	// Between is what stands between the two dates of a period.
	Between string `json:"between,omitempty"`
	// Forms are made of DD, MM, YYYY, YY and the signs between them. YY is 2000
	// to 2068 and 1969 to 1999, as in POSIX.
	Forms []string `json:"forms"`
}

// IndicatorCol says which column holds the grade of which indicator.
type IndicatorCol struct {
	Column string `json:"column"`
	Ref    string `json:"ref"`
}

// CountCols says which columns hold the counts.
type CountCols struct {
	Graded string            `json:"graded"`
	Grades map[string]string `json:"grades"` // by the key of the scale
}

// Words are what stands in a cell where there is no grade.
type Words struct {
	NotSeen     []string `json:"not_seen,omitempty"`
	Unreadable  []string `json:"unreadable,omitempty"`
	DidNotExist []string `json:"did_not_exist,omitempty"`
}

// Shipped are the names of the profiles that come with the program.
func Shipped() []string {
	files, _ := fs.ReadDir(shipped, "profiles")
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), ".json"))
	}
	return names
}

// ReadProfile returns a profile by the name of a shipped one or of a file, with
// what it extends filled in. Errors are of kind errs.BadInput.
func ReadProfile(name string) (Profile, error) { return readProfile(name, "", 0) }

func readProfile(name, folder string, depth int) (Profile, error) {
	if depth > 8 {
		return Profile{}, errs.Invalid("profile", "The profiles extend each other in a circle, at %s", name)
	}
	b, err := shipped.ReadFile("profiles/" + name + ".json")
	if err != nil {
		path := name
		if folder != "" && !filepath.IsAbs(path) {
			path = filepath.Join(folder, path)
		}
		if b, err = os.ReadFile(path); err != nil {
			return Profile{}, errs.Invalid("profile", "There is no profile “%s”: neither a file nor one of %s", name, strings.Join(Shipped(), ", "))
		}
		folder = filepath.Dir(path)
	}
	p, err := parseProfile(b)
	if err != nil || p.Extends == "" {
		return p, err
	}
	base, err := readProfile(p.Extends, folder, depth+1)
	if err != nil {
		return p, err
	}
	return p.over(base), nil
}

func parseProfile(b []byte) (Profile, error) {
	var p Profile
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return p, errs.Invalid("profile", "The profile cannot be read: %v", err)
	}
	return p, nil
}

// over lays p over the profile that it extends.
func (p Profile) over(base Profile) Profile {
	out := base
	out.ID, out.Extends, out.Schema = p.ID, p.Extends, p.Schema
	set(&out.Title, p.Title)
	set(&out.Origin, p.Origin)
	set(&out.Licence, p.Licence)
	set(&out.Shape, p.Shape)
	set(&out.Delimiter, p.Delimiter)
	set(&out.Place.Column, p.Place.Column)
	set(&out.Place.List, p.Place.List)
	set(&out.Place.Unknown, p.Place.Unknown)
	set(&out.Place.Kind, p.Place.Kind)
	list(&out.Place.NameColumns, p.Place.NameColumns)
	set(&out.Place.WithinColumn, p.Place.WithinColumn)
	set(&out.Place.WithinList, p.Place.WithinList)
	if p.Round != nil {
		out.Round = p.Round
	}
	if p.Counts != nil {
		out.Counts = p.Counts
	}
	list(&out.Dates, p.Dates)
	list(&out.Occasion, p.Occasion)
	list(&out.Indicators, p.Indicators)
	list(&out.Programmes, p.Programmes)
	out.Grades = added(base.Grades, p.Grades)
	out.Words.NotSeen = slices.Concat(base.Words.NotSeen, p.Words.NotSeen)
	out.Words.Unreadable = slices.Concat(base.Words.Unreadable, p.Words.Unreadable)
	out.Words.DidNotExist = slices.Concat(base.Words.DidNotExist, p.Words.DidNotExist)
	out.ReadAs = map[string]map[string]string{}
	for _, from := range []map[string]map[string]string{base.ReadAs, p.ReadAs} {
		for column, words := range from {
			out.ReadAs[column] = added(out.ReadAs[column], words)
		}
	}
	return out
}

func set(to *string, v string) {
	if v != "" {
		*to = v
	}
}

func list[T any](to *[]T, v []T) {
	if v != nil {
		*to = v
	}
}

func added(base, more map[string]string) map[string]string {
	out := map[string]string{}
	for _, from := range []map[string]string{base, more} {
		for k, v := range from {
			out[k] = v
		}
	}
	return out
}
