package returns

import (
	"fmt"

	"github.com/northinch/northinch/internal/errs"
)

// Severity is how bad a finding is.
type Severity uint8

// The severities. A return with an error is not accepted; a query needs an answer
// or a correction.
const (
	Remark Severity = iota + 1 // it was read, and this is how
	Query                      // it is unlikely, and may be true
	Error                      // it cannot be true or cannot be read
	Stop                       // the file is not read any further, and nothing of it is kept
)

// String is the severity as data.
func (s Severity) String() string {
	if s > Stop {
		return ""
	}
	return [...]string{"", "remark", "query", "error", "stop"}[s]
}

// MarshalText is the severity as data.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Finding is something that is to be said about a return. Codes are stable: R and
// three digits, of which R000 to R099 are of files and cells.
//
// No finding repeats what a cell holds, unless that is a code, a day or a month.
type Finding struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	File     string   `json:"file,omitempty"`   // its name
	Table    string   `json:"table,omitempty"`  // spec.Children or spec.Events; "" for none
	Line     int      `json:"line,omitempty"`   // of the file; 0 if it is of the whole file
	Column   string   `json:"column,omitempty"` // of the specification, or "column 3"
	Sentence string   `json:"sentence"`
}

// Refusal is the error of files that are not read any further. Nothing of them is
// kept. It is of kind errs.BadInput.
type Refusal struct{ Finding Finding }

func (r *Refusal) Error() string { return r.sentence() + " [" + r.Finding.Code + "]" }

func (r *Refusal) sentence() string {
	f := r.Finding
	where := f.File
	if f.Line > 0 {
		where += fmt.Sprintf(", line %d", f.Line)
	}
	if f.Column != "" {
		where += ", " + f.Column
	}
	if where == "" {
		return f.Sentence
	}
	return where + ": " + f.Sentence
}

// Unwrap is the error by its kind, for doors.
func (r *Refusal) Unwrap() error { return errs.Invalid("file", "%s", r.sentence()) }

// Personal reports whether it was refused because something names a person.
func (r *Refusal) Personal() bool { return r.Finding.Code >= "R010" && r.Finding.Code <= "R019" }
