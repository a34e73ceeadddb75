// Package added is rules that areas and analysts write themselves, as expressions
// about one child. An expression sees what the return says of the child, and never
// the reference; it can do nothing but compute, and not for long.
package added

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/expr-lang/expr/file"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
)

// Limits of a file of rules. They are far more than anybody writes.
const (
	mostRules  = 200
	mostLetter = 4000
	mostNodes  = 1000
)

// written is a rule as it stands in a file.
type written struct {
	Code     string `json:"code"` // X and three digits
	Severity string `json:"severity"`
	Sentence string `json:"sentence"`
	Example  string `json:"example,omitempty"`
	// Expression is true of a child that breaks the rule.
	Expression string `json:"expression"`
}

var (
	code  = regexp.MustCompile(`^X[0-9]{3}$`)
	words = regexp.MustCompile(`\{[^}]*\}?`)
)

// Read reads rules from JSON, a list of objects with code, severity, sentence and
// expression. The error is of kind errs.BadInput, and of an expression it says in
// which line and column it is wrong.
func Read(b []byte) ([]check.Rule, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	var list []written
	if err := d.Decode(&list); err != nil {
		return nil, errs.Invalid("rules", "The rules cannot be read as a JSON list of objects with code, severity, sentence and expression (%s)", err)
	}
	if len(list) > mostRules {
		return nil, errs.Invalid("rules", "There are %d rules; a file has at most %d", len(list), mostRules)
	}
	var all []check.Rule
	seen := map[string]bool{}
	for i, w := range list {
		switch {
		case !code.MatchString(w.Code):
			return nil, errs.Invalid("rules", "Rule %d has no code of its own: X and three digits, such as X001", i+1)
		case seen[w.Code]:
			return nil, errs.Invalid("rules", "There are two rules %s", w.Code)
		}
		seen[w.Code] = true
		r, err := w.rule()
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// rule compiles it.
func (w written) rule() (check.Rule, error) {
	severity, ok := map[string]returns.Severity{"error": returns.Error, "query": returns.Query}[w.Severity]
	switch {
	case !ok:
		return check.Rule{}, errs.Invalid("rules", "Rule %s: the severity is error or query", w.Code)
	case len(strings.Fields(w.Sentence)) < 3:
		return check.Rule{}, errs.Invalid("rules", "Rule %s needs a sentence that says what is wrong and what to do", w.Code)
	case len(w.Expression) > mostLetter:
		return check.Rule{}, errs.Invalid("rules", "Rule %s: the expression is longer than %d letters", w.Code, mostLetter)
	}
	for _, word := range words.FindAllString(w.Sentence, -1) {
		if word != "{born}" && word != "{agreed}" && word != "{sex}" {
			return check.Rule{}, errs.Invalid("rules", "Rule %s: a sentence may have {born}, {agreed} and {sex}, and not %s", w.Code, word)
		}
	}
	program, err := compile(w.Expression)
	if err != nil {
		return check.Rule{}, errs.Invalid("rules", "Rule %s: %s", w.Code, at(err))
	}
	pool := sync.Pool{New: func() any { return newMachine(program) }}
	return check.Rule{
		Code: w.Code, Severity: severity, Sentence: w.Sentence, Example: w.Example, Column: "child", Needs: check.Agreed,
		Each: func(c *check.Child, f *check.Found) {
			m := pool.Get().(*machine)
			defer pool.Put(m)
			switch broken, why := m.run(c); {
			case why != "":
				f.Stop(why)
			case broken:
				f.Child()
			}
		},
	}, nil
}

// at says where an expression is wrong, and how.
func at(err error) string {
	if e, ok := errors.AsType[*file.Error](err); ok {
		return fmt.Sprintf("the expression is wrong in line %d, column %d: %s", e.Line, e.Column+1, e.Message)
	}
	return "the expression is wrong: " + err.Error()
}
