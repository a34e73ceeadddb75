package tabular

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/disclose"
)

// Options say which figures must be hidden, and what may be spent on it.
type Options struct {
	// Rules in place of those of the input; the zero value keeps the input's.
	Rules Rules
	// Engine bounds the work.
	Engine disclose.Options
}

// Protect hides what the rules ask for and what would give it away, in all tables of
// the release together and with what was published before.
//
// A release that cannot be made safe, or that was given as it would go out and is not
// safe so, comes back with Result.Refused and no Published; that is no error. Errors
// are of input that makes no sense, of kind errs.BadInput.
func (r *Release) Protect(o Options) (Result, error) {
	t := r.get()
	if err := t.check(o); err != nil {
		return Result{}, err
	}
	p, needs := t.problem(o)
	res := Result{title: t.title}
	t.cap(p, needs, &res)
	if t.asIs {
		t.inspect(p, needs, &res)
	}
	pattern, err := disclose.Protect(p, o.Engine)
	if un, ok := errors.AsType[*disclose.Unprotectable](err); ok {
		res.Refused = append(res.Refused, Refusal{Cell: un.ID, Reason: t.impossible(un, p, needs[un.Cell])})
		return res, nil
	} else if err != nil {
		return Result{}, err
	}
	return res, t.finish(p, pattern, &res)
}

// impossible says why nothing protects a cell, and what might help. The engine's own
// sentence names the figures between which the cell is known to lie, which may be one.
func (t *tables) impossible(un *disclose.Unprotectable, p *disclose.Problem, n *levels) string {
	var free []int
	for i := range p.Cells {
		if !p.Cells[i].Fixed {
			free = append(free, i)
		}
	}
	knows := "is still known more closely than allowed"
	if un.Best.High-un.Best.Low < hair {
		knows = "is still known exactly"
		if how := t.explain(un.Cell, t.flags(free)); how != "" {
			knows += ": it is " + how
		}
	}
	help := "merge its row or column with another, or ask for less protection"
	var fixed []string
	for _, c := range t.cells {
		if c.state == toPublish && c.mark == "" && len(fixed) < 5 && slices.Contains(un.Fixed, c.id) {
			fixed = append(fixed, quoted(c.id))
		}
	}
	if len(fixed) > 0 {
		help = "let one of these be hidden: " + strings.Join(fixed, ", ") + "; or " + help
	}
	return fmt.Sprintf("%s cannot be protected: with everything hidden that may be hidden it %s. The rule: %s. To go on, %s.", quoted(un.ID), knows, n.because, help)
}

// finish tells what a pattern hides, and makes the tables that may be printed.
func (t *tables) finish(p *disclose.Problem, pattern disclose.Pattern, res *Result) error {
	hidden := make([]bool, len(t.cells))
	for _, i := range pattern.Suppressed {
		hidden[i] = true
	}
	seen, err := disclose.Attack(p, pattern.Suppressed)
	res.Cost, res.LowerBound, res.Optimal = pattern.Cost, pattern.LowerBound, pattern.Cost == pattern.LowerBound
	res.Intervals = map[string]disclose.Interval{}
	for i, c := range t.cells {
		if hidden[i] {
			res.Intervals[c.id] = seen[i]
			if c.state == toPublish {
				res.Suppressed = append(res.Suppressed, c.id)
			}
		}
	}
	if len(res.Refused) == 0 {
		res.Published = t.publish(func(i int) (float64, string) {
			if hidden[i] {
				return 0, "[c]"
			}
			return t.cells[i].value, ""
		})
	}
	return err
}
