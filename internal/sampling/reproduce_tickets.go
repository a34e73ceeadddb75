package sampling

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sampling/published"
)

type ticketsCase struct {
	Definition struct {
		First struct{ ID, Seed, Published string } `json:"first_fraction_example"`
		Next  struct{ X, Published string }        `json:"next_fraction_example"`
	}
	Cases []struct {
		Name     string
		IDs      any // a list, or "range(N)": the numbers from 0 to N-1
		Expected []any
		Args     struct {
			Seed        json.RawMessage // a text, or a number that stands for its text
			Output      string          // "id" for the items alone
			Drop        int
			Take        *int
			Digits      *int
			Replacement bool `json:"with_replacement"`
		}
	}
}

func reproduceTickets(r *Report, f ticketsCase) {
	if first := f.Definition.First; first.Published != "" {
		r.same("first fraction", published.FirstFraction(first.ID, first.Seed), first.Published)
	}
	if next := f.Definition.Next; next.Published != "" {
		r.same("next fraction", published.NextFraction(next.X), next.Published)
	}
	for _, c := range f.Cases {
		ids, take, digits := itemsOf(c.IDs, c.Expected), 0, 9
		take = len(ids)
		if c.Args.Take != nil {
			take = *c.Args.Take
		}
		if c.Args.Digits != nil {
			digits = *c.Args.Digits
		}
		tickets, err := published.Tickets(ids, strings.Trim(string(c.Args.Seed), `"`), c.Args.Drop, take, c.Args.Replacement)
		if err != nil {
			r.add(c.Name, "", errs.Sentence(err))
			continue
		}
		var got []any
		for _, t := range tickets {
			if c.Args.Output == "id" {
				got = append(got, t.ID)
			} else {
				got = append(got, []any{t.Short(digits), t.ID, t.Generation})
			}
		}
		r.same(c.Name, got, c.Expected)
	}
}

// itemsOf are the items of a case. Those of a range are numbers, named as the items
// that are expected are: where child-0089 is, they are child-0000, child-0001, ….
func itemsOf(ids any, expected []any) (items []string) {
	if list, ok := ids.([]any); ok {
		for _, id := range list {
			items = append(items, fmt.Sprint(id))
		}
		return items
	}
	like := ""
	if len(expected) > 0 {
		like = fmt.Sprint(expected[0])
		if ticket, ok := expected[0].([]any); ok && len(ticket) > 1 {
			like = fmt.Sprint(ticket[1])
		}
	}
	prefix := strings.TrimRight(like, "0123456789")
	width := 0
	if prefix != "" {
		width = len(like) - len(prefix)
	}
	var n int
	fmt.Sscanf(fmt.Sprint(ids), "range(%d)", &n)
	for i := range max(0, min(n, 1<<20)) {
		items = append(items, fmt.Sprintf("%s%0*d", prefix, width, i))
	}
	return items
}
