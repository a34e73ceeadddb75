package tabular

import (
	"encoding/json"
	"io"
	"math"

	"github.com/northinch/northinch/internal/disclose"
)

// Refusal is a cell that keeps a release from going out, and why. The reason names
// cells, releases and sums, and no hidden figure.
type Refusal struct {
	Cell   string `json:"cell"`
	Reason string `json:"reason"`
}

// Result is what was decided about a release. It is for the analyst: the cost tells
// what the hidden cells add up to. Published is what readers get.
type Result struct {
	// Suppressed is the hidden cells of the tables to be published, in their order.
	Suppressed []string
	// Cost is the sum of the weights of what is hidden, and no safe pattern costs less
	// than LowerBound; Optimal says that they are equal.
	Cost, LowerBound float64
	Optimal          bool
	// Intervals is what a reader can work out of each hidden cell, those of earlier
	// releases and what is left over among them. High is +Inf where nothing bounds it.
	Intervals map[string]disclose.Interval
	// Refused is why the release must not go out; empty if it may.
	Refused []Refusal
	// KnownBefore is what earlier releases have given away already, whatever is
	// hidden now.
	KnownBefore []Refusal
	// Published is the tables as they may be shown; nil where Refused is not empty.
	Published []Published
	// Further is of rounded tables: how many bases more than to the next multiple some
	// figure had to go.
	Further int

	title string
}

// MarshalJSON gives the fields their names in snake_case. An interval is a list of
// its ends; null stands for an end that nothing bounds.
func (r Result) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Title       string                 `json:"title,omitempty"`
		Suppressed  []string               `json:"suppressed"`
		Cost        float64                `json:"cost"`
		LowerBound  float64                `json:"lower_bound"`
		Optimal     bool                   `json:"optimal"`
		Intervals   map[string][2]*float64 `json:"intervals"`
		Refused     []Refusal              `json:"refused"`
		KnownBefore []Refusal              `json:"known_before"`
		Further     int                    `json:"further,omitempty"`
		Tables      []Published            `json:"tables"`
	}{r.title, list(r.Suppressed), r.Cost, r.LowerBound, r.Optimal, ends(r.Intervals), list(r.Refused), list(r.KnownBefore), r.Further, list(r.Published)})
}

// list makes nothing an empty list, so that a program need not ask for null.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// ends makes intervals fit for JSON, which has no infinity, and takes off what
// arithmetic with fractions leaves.
func ends(intervals map[string]disclose.Interval) map[string][2]*float64 {
	m := map[string][2]*float64{}
	for id, i := range intervals {
		e := [2]*float64{new(tidy(i.Low)), nil}
		if !math.IsInf(i.High, 1) {
			e[1] = new(tidy(i.High))
		}
		m[id] = e
	}
	return m
}

// tidy rounds to the nearest millionth.
func tidy(v float64) float64 { return math.Round(v*1e6) / 1e6 }

// WriteJSON writes the result, with the tables, as one indented JSON object.
func (r Result) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(r)
}

// WriteJSON writes what the reader learns as one indented JSON object.
func (a Attacked) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(a)
}

// MarshalJSON gives the fields their names in snake_case.
func (a Attacked) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Intervals map[string][2]*float64 `json:"intervals"`
		Known     []Refusal              `json:"known"`
		Narrow    []Refusal              `json:"narrow"`
	}{ends(a.Intervals), list(a.Known), list(a.Narrow)})
}
