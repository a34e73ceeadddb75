package outcome

import (
	"bytes"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/grade"
)

// vocabulary is what the words in a column mean.
type vocabulary map[string]grade.Mark

// mark says what a cell means; false where the words mean nothing known, which
// makes the cell doubtful. Capitals and spaces around do not matter.
func (v vocabulary) mark(cell []byte) (grade.Mark, bool) {
	if m, ok := v[string(cell)]; ok { // the compiler makes no copy here
		return m, true
	}
	if m, ok := v[strings.ToLower(string(bytes.TrimSpace(cell)))]; ok {
		return m, true
	}
	return grade.Without(grade.Doubtful), false
}

// vocabulary puts together the words of the profile for a column.
func (p Profile) vocabulary(scale framework.Scale, column string) (vocabulary, error) {
	v := vocabulary{}
	add := func(word string, m grade.Mark) error {
		word = strings.ToLower(strings.TrimSpace(word))
		if old, ok := v[word]; ok && old != m {
			return errs.Invalid("profile", "The profile says two things of the word “%s”", word)
		}
		v[word] = m
		return nil
	}
	for word, key := range p.Grades {
		g := scale.Rank(key)
		if g == grade.None {
			return nil, errs.Invalid("profile", "The profile reads “%s” as “%s”, which is no grade of the %s", word, key, strings.ToLower(scale.Name))
		}
		if err := add(word, grade.Of(g)); err != nil {
			return nil, err
		}
	}
	for status, words := range map[grade.Status][]string{grade.NotSeen: p.Words.NotSeen, grade.Unreadable: p.Words.Unreadable, grade.NotInspected: p.Words.DidNotExist} {
		for _, word := range words {
			if err := add(word, grade.Without(status)); err != nil {
				return nil, err
			}
		}
	}
	for _, of := range []string{"*", column} {
		for was, as := range p.ReadAs[of] {
			m, ok := v[strings.ToLower(strings.TrimSpace(as))]
			if !ok {
				return nil, errs.Invalid("profile", "The profile reads “%s” as “%s” in %s, and “%s” is none of its words", was, as, of, as)
			}
			v[strings.ToLower(strings.TrimSpace(was))] = m
		}
	}
	return v, nil
}

// readAs is what to read instead of a cell, for cells that hold no grade.
func (p Profile) readAs(column string) func([]byte) []byte {
	words := map[string][]byte{}
	for _, of := range []string{"*", column} {
		for was, as := range p.ReadAs[of] {
			words[was] = []byte(as)
		}
	}
	return func(cell []byte) []byte {
		cell = bytes.TrimSpace(cell)
		if len(words) > 0 {
			if as, ok := words[string(cell)]; ok {
				return as
			}
		}
		return cell
	}
}
