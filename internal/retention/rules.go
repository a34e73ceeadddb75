// Package retention is what is held about whom and for how long: when it goes, what
// keeps it from going, and the certificate that it is gone.
//
// The rules are dated data. An inspection keeps the edition that was in force when
// it was published. What must outlive the personal data is aggregate: grades,
// moves, counts and the audit log, in which people are ids.
//
// Tables: retention_fact, hold, certificate.
package retention

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/date"
)

//go:embed data/rules.json
var rulesText []byte

// The names of the rules: what the program knows how to count and to destroy.
const (
	Concern = "concern"
	Person  = "person"
	SignIn  = "sign-in"
	Message = "message"
	Holding = "hold"
)

var names = []string{Concern, Person, SignIn, Message, Holding}

// Rule is how long something is kept.
type Rule struct {
	Name       string   `json:"name"`
	Title      string   `json:"title"`
	Covers     string   `json:"covers"`
	Tables     []string `json:"tables"`
	CountsFrom string   `json:"counts_from"`
	Years      int      `json:"years,omitzero"`
	Days       int      `json:"days,omitzero"`
	// FilesDays is how long the files of a folder of messages are kept.
	FilesDays int    `json:"files_days,omitzero"`
	Basis     string `json:"basis"`
	Source    string `json:"source"`
	// Mark is the handbook's: S where a source was seen, GK for general knowledge, or
	// "own" for a proposal of this program.
	Mark string `json:"mark"`
	Kept string `json:"kept"`
}

// Goes is the day on which something goes that counts from a day; not known where
// that is not.
func (r Rule) Goes(from date.Date) date.Date { return from.After(r.Years, r.Days) }

// before is the day of which everything that ended earlier is due on a day.
func (r Rule) before(on date.Date) date.Date { return on.After(0, 1-r.Days) }

// Period is how long, in words.
func (r Rule) Period() string {
	if r.Years > 0 {
		return Count(r.Years, "year")
	}
	return Count(r.Days, "day")
}

// Count is a number of things in words: "1 row", "2 rows".
func Count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// Edition is the rules that are in force from a day until the next edition.
type Edition struct {
	ID    string    `json:"id"`
	From  date.Date `json:"from"` // not known: since always
	About string    `json:"about"`
	Rules []Rule    `json:"rules"`
}

// Rule is the rule of that name; every edition has each.
func (e Edition) Rule(name string) Rule {
	return e.Rules[slices.IndexFunc(e.Rules, func(r Rule) bool { return r.Name == name })]
}

// Rules are the editions, the oldest first.
type Rules []Edition

// InForce is the edition that is in force on a day; of a month or a year, on its
// last.
func (r Rules) InForce(on date.Date) Edition {
	on = on.Last()
	for i := len(r) - 1; i > 0; i-- {
		if r[i].From <= on {
			return r[i]
		}
	}
	return r[0]
}

// Standing are the rules that come with the program.
func Standing() Rules {
	r, err := ReadRules(rulesText)
	if err != nil {
		panic(err) // a test reads them
	}
	return r
}

// ReadRules reads editions from JSON and refuses those by which something would be
// kept for ever or thrown away at once.
func ReadRules(text []byte) (Rules, error) {
	var r Rules
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return nil, fmt.Errorf("retention: the rules cannot be read: %w", err)
	}
	if len(r) == 0 || r[0].From.Known() {
		return nil, fmt.Errorf("retention: the first edition is in force since always, and has no day")
	}
	for i, e := range r {
		if i > 0 && (len(e.From.String()) != 10 || e.From <= r[i-1].From) {
			return nil, fmt.Errorf("retention: edition %s is not in force from a later day than the one before", e.ID)
		}
		var have []string
		for _, one := range e.Rules {
			have = append(have, one.Name)
			switch {
			case one.Years < 0 || one.Days < 0 || (one.Years > 0) == (one.Days > 0):
				return nil, fmt.Errorf("retention: the rule %s of edition %s has no period, or two", one.Name, e.ID)
			case (one.Name == SignIn || one.Name == Message) && one.Years > 0:
				return nil, fmt.Errorf("retention: the rule %s of edition %s counts in days", one.Name, e.ID)
			case (one.Name == Message) != (one.FilesDays > 0):
				return nil, fmt.Errorf("retention: the rule %s of edition %s says not, or without need, how long files are kept", one.Name, e.ID)
			case len(one.Tables) == 0 || one.Title == "" || one.Covers == "" || one.CountsFrom == "" || one.Basis == "" || one.Source == "" || one.Kept == "":
				return nil, fmt.Errorf("retention: the rule %s of edition %s leaves something out", one.Name, e.ID)
			case !slices.Contains([]string{"S", "C", "I", "GK", "own"}, one.Mark):
				return nil, fmt.Errorf("retention: the rule %s of edition %s has the mark %q", one.Name, e.ID, one.Mark)
			}
		}
		slices.Sort(have)
		if want := slices.Sorted(slices.Values(names)); !slices.Equal(have, want) {
			return nil, fmt.Errorf("retention: edition %s has the rules %s and not %s", e.ID, strings.Join(have, ", "), strings.Join(want, ", "))
		}
	}
	return r, nil
}
