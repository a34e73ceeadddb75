package sampling

import (
	"github.com/northinch/northinch/internal/errs"
)

// stand is where a stratum stands after some replacements.
type stand struct {
	opened  int // tickets that were called, from the first
	outside int // of them, replaced for a reason of that kind
	unread  int
	out     map[int]bool // the orders of all that were replaced
}

// stands are where the strata stand before any replacement.
func (p Plan) stands() []stand {
	all := make([]stand, len(p.Strata))
	for h, s := range p.Strata {
		all[h] = stand{opened: s.Size, out: map[int]bool{}}
	}
	return all
}

// apply makes a replacement: it returns the order of the ticket that is called, 0 where
// all of the stratum were called, or why it cannot be.
func (p Plan) apply(all []stand, r Replacement) (called int, why string) {
	t, kind := r.Ticket, p.kind(r.Reason)
	switch {
	case t.Stratum < 1 || t.Stratum > len(all) || t.Order < 1 || t.Order > all[t.Stratum-1].opened:
		return 0, "The ticket " + t.String() + " is not in the sample"
	case all[t.Stratum-1].out[t.Order]:
		return 0, "The ticket " + t.String() + " was replaced before"
	case kind == "":
		return 0, "The plan has no such reason for a replacement"
	}
	s := &all[t.Stratum-1]
	s.out[t.Order] = true
	if kind == Outside {
		s.outside++
	} else {
		s.unread++
	}
	if s.opened == p.Strata[t.Stratum-1].Population {
		return 0, ""
	}
	s.opened++
	return s.opened, ""
}

// card is the card of a ticket, or nil for none.
func (r *Record) card(stratum, order int, places []uint32) *Card {
	if order == 0 {
		return nil
	}
	return &Card{Ticket{stratum, order}, r.Frame.Strata[stratum-1].Lines[places[order-1]]}
}

// Replace takes a record out of the sample and calls the next ticket of its stratum in
// its place. Where all were called, nothing takes its place. note is HashNote of what
// was written about it; zero for nothing.
//
// It returns errs.Conflict before the draw and for a record that does not agree with
// itself, and errs.BadInput for a ticket that is not in the sample, or no longer, and a
// reason that the plan does not have.
func (r *Record) Replace(t Ticket, reason string, note Hash) (Replacement, error) {
	all, err := r.standing()
	if err != nil {
		return Replacement{}, err
	}
	p := Replacement{Ticket: t, Reason: reason, Note: note}
	called, why := r.Plan.apply(all, p)
	if why != "" {
		return Replacement{}, errs.Invalid("ticket", "%s", why)
	}
	s := r.Plan.Strata[t.Stratum-1]
	p.By = r.card(t.Stratum, called, Order(r.seed(*r.Drawn), s.Name, s.Population, called))
	r.Replacements = append(r.Replacements, p)
	heads := r.chain()
	p.Head = heads[len(heads)-1]
	r.Replacements[len(r.Replacements)-1] = p
	return p, nil
}

// standing is where the strata stand now. A record that does not agree with itself has
// no answer.
func (r *Record) standing() ([]stand, error) {
	if r.Drawn == nil {
		return nil, errs.Changed("The sample of this record is not drawn yet")
	}
	if bad := r.Verify(Beside{}).Failed(); len(bad) > 0 {
		return nil, errs.Changed("The record does not agree with itself, so nothing can be built on it: %s", bad[0].Detail)
	}
	all := r.Plan.stands()
	for _, p := range r.Replacements {
		r.Plan.apply(all, p)
	}
	return all, nil
}

// HashNote is the public mark of a note, which tells nothing of it without the key.
func HashNote(k Key, text string) Hash { return k.maker().line("note\n" + text) }
