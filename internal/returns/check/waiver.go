package check

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
)

// Waivers are findings that an area has looked into and explained. They do not go
// from the report: they are listed with the reason, and no longer counted.
//
// A waiver names a finding by its identity, which holds through new files with other
// lines for as long as the row says the same. The salt is the area's own and is kept
// with the waivers; whoever has both the salt and the list of references could tell
// which child a waiver is about, and nobody else.
type Waivers struct {
	Salt []byte
	List []Waiver
}

// Whole is what a waiver names in place of an identity that is about all findings of
// a rule about the whole return.
const Whole = "whole"

// Waiver is the explanation of one finding.
type Waiver struct {
	Code    string    `json:"code"`
	Finding string    `json:"finding"` // its identity, or Whole
	Reason  string    `json:"reason"`  // a sentence
	By      string    `json:"by"`      // the role of who gave it
	Day     date.Date `json:"day"`
	Expires date.Date `json:"expires,omitzero"` // the last day that it holds; for ever without
}

type waiverFile struct {
	Salt    string   `json:"salt"`
	Waivers []Waiver `json:"waivers"`
}

// saltBytes is how many bytes a salt has at least.
const saltBytes = 16

// NewWaivers is an empty file of waivers with a salt of at least 16 random bytes.
func NewWaivers(salt []byte) ([]byte, error) {
	if len(salt) < saltBytes {
		return nil, errs.Invalid("waivers", "A salt has at least %d random bytes", saltBytes)
	}
	b, err := json.MarshalIndent(waiverFile{hex.EncodeToString(salt), []Waiver{}}, "", "  ")
	return append(b, '\n'), err
}

// ReadWaivers reads a file of waivers for some rules. The error is of kind
// errs.BadInput and says which waiver is wrong; it repeats nothing but codes.
func ReadWaivers(b []byte, rules []Rule) (*Waivers, error) {
	var f waiverFile
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, errs.Invalid("waivers", "The waivers cannot be read as JSON with a salt and a list of waivers, each with code, finding, reason, by and day")
	}
	salt, err := hex.DecodeString(f.Salt)
	if err != nil || len(salt) < saltBytes {
		return nil, errs.Invalid("waivers", "The salt of the waivers is %d or more hexadecimal digits; make a new file of waivers to get one", 2*saltBytes)
	}
	of := map[string]*Rule{}
	for i := range rules {
		of[rules[i].Code] = &rules[i]
	}
	for i, w := range f.Waivers {
		if err := w.check(i+1, of[w.Code]); err != nil {
			return nil, err
		}
	}
	return &Waivers{salt, f.Waivers}, nil
}

func (w Waiver) check(n int, r *Rule) error {
	wrong := func(format string, args ...any) error {
		return errs.Invalid("waivers", "Waiver %d "+format, append([]any{n}, args...)...)
	}
	switch {
	case r == nil:
		return wrong("has a code that no rule has; the reader's own checks, R0xx, cannot be waived")
	case r.Must:
		return wrong("is of %s, which nobody may waive: it cannot be true. Correct the rows", r.Code)
	case w.Finding == Whole && r.Whole == nil && r.Years == nil:
		return wrong("is of the whole return, and %s is about children; name the finding by its identity", r.Code)
	case w.Finding != Whole && !isIdentity(w.Finding):
		return wrong("of %s names no finding: that is its identity of 16 digits and letters, as the report has it, or %s", r.Code, Whole)
	case len(strings.Fields(w.Reason)) < 3:
		return wrong("of %s needs a reason: a sentence that says why the rows are right", r.Code)
	case strings.TrimSpace(w.By) == "":
		return wrong("of %s does not say by whom", r.Code)
	case w.Day.Day() == 0:
		return wrong("of %s needs the day on which it was given, such as 2026-07-31", r.Code)
	case w.Expires.Known() && (w.Expires.Day() == 0 || w.Expires < w.Day):
		return wrong("of %s expires on no day, or before it was given", r.Code)
	}
	return nil
}

func isIdentity(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == 8
}

// waiver returns what finds the waiver of a finding; nil if there are none.
func (x *run) waiver() func(*hit) int32 {
	if x.waivers == nil || len(x.waivers.List) == 0 {
		return nil
	}
	type key struct{ code, finding string }
	today := x.options.Today
	if today == 0 && len(x.ret.Areas) > 0 {
		today = x.ret.Areas[0].Agreed
	}
	list, codes := map[key]int32{}, map[string]bool{}
	for i, w := range x.waivers.List {
		if last := returns.OnDate(w.Expires); last == 0 || today <= last {
			list[key{w.Code, strings.ToLower(w.Finding)}] = int32(i)
			codes[w.Code] = true
		}
	}
	ids := newIdentity(x.options.Salt) // each worker has its own
	return func(h *hit) int32 {
		r := &x.rules[h.rule]
		if !codes[r.Code] || r.Must {
			return -1
		}
		if h.place == whole {
			if at, ok := list[key{r.Code, Whole}]; ok {
				return at
			}
		}
		if at, ok := list[key{r.Code, ids.of(r.Code, h, x.ret, x.was)}]; ok {
			return at
		}
		return -1
	}
}
