package tabular

import (
	"errors"
	"fmt"

	"github.com/northinch/northinch/internal/disclose"
	"github.com/northinch/northinch/internal/errs"
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
	if err := o.Rules.check(); err != nil {
		return Result{}, err
	}
	p, needs := t.problem(o)
	if err := p.Check(); err != nil {
		return Result{}, err
	}
	res := Result{title: t.title}
	if err := t.cap(p, needs, &res); err != nil {
		return Result{}, err
	}
	if t.asIs {
		if err := t.inspect(p, needs, &res); err != nil {
			return Result{}, err
		}
	}
	pattern, err := disclose.Protect(p, o.Engine)
	if un, ok := errors.AsType[*disclose.Unprotectable](err); ok {
		res.Refused = append(res.Refused, Refusal{Cell: un.ID, Reason: t.impossible(un, needs[un.Cell])})
		return res, nil
	} else if err != nil {
		return Result{}, err
	}
	return res, t.finish(p, pattern, &res)
}

// impossible says why nothing protects a cell.
func (t *tables) impossible(un *disclose.Unprotectable, n *levels) string {
	return fmt.Sprintf("%s Rule: %s.", errs.Sentence(un)+".", n.because)
}

// finish tells what a pattern hides, and makes the tables that may be printed.
func (t *tables) finish(p *disclose.Problem, pattern disclose.Pattern, res *Result) error {
	hidden := make([]bool, len(t.cells))
	for _, i := range pattern.Suppressed {
		hidden[i] = true
	}
	seen, err := disclose.Attack(p, pattern.Suppressed)
	if err != nil {
		return err
	}
	res.Cost, res.LowerBound, res.Optimal = pattern.Cost, pattern.LowerBound, pattern.Optimal
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
	return nil
}
