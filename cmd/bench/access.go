package main

import (
	"fmt"

	"github.com/northinch/northinch/internal/access"
)

// decisions measures access.Decide.
func (b *bench) decisions() ([]table, error) {
	type question struct {
		role access.Role
		act  access.Action
		area string
	}
	var who []access.Actor
	var asked []question
	answers := map[question]bool{}
	for _, kind := range access.Kinds() {
		role := kind.Role
		for _, act := range access.Actions() {
			for _, area := range []string{"fife", "moray"} {
				w := access.Actor{ID: "p0123456789abcdef", Conflicts: []string{"highland"}, Held: []access.Held{{Role: role, Area: "angus"}, {Role: role, Area: "fife"}}}
				who = append(who, w)
				asked = append(asked, question{role, act, area})
				answers[question{role, act, area}] = access.Decide(w, act, access.Place{Area: area}).Allowed
			}
		}
	}
	n := b.size(1_000_000, 1_000)
	want := 0
	for i := range n {
		if answers[asked[i%len(asked)]] {
			want++
		}
	}
	check := func(allowed int) error {
		if allowed != want {
			return fmt.Errorf("%d questions were allowed, not %d", allowed, want)
		}
		return nil
	}
	b.say("deciding %s times", thousands(n))
	f, err := b.inTurns(b.size(21, 3), true,
		timed(func() error {
			allowed := 0
			for i := range n {
				at := i % len(asked)
				if access.Decide(who[at], asked[at].act, access.Place{Area: asked[at].area}).Allowed {
					allowed++
				}
			}
			return check(allowed)
		}),
		timed(func() error {
			allowed := 0
			for i := range n {
				if answers[asked[i%len(asked)]] {
					allowed++
				}
			}
			return check(allowed)
		}))
	if err != nil {
		return nil, err
	}
	t := table{title: "Deciding who may do what",
		about: fmt.Sprintf("access.Decide with its reason, for every role, action and an area of one's own and another, %s times; beside it, the same %d answers looked up in a map.", thousands(n), len(answers)),
		head:  []string{"Decisions", "access.Decide, each", "map lookup, each", "Times"},
		rows:  [][]string{{thousands(n), f[0].times(n), f[1].times(n), f[0].over(f[1]).ratios()}}}
	t.meaning = fmt.Sprintf("A decision with its reason takes %s, %s times a lookup of the bare answer; a page that asks a hundred times spends %s on it.",
		spell(f[0].median()/float64(n)), short(f[0].over(f[1]).median()), spell(100*f[0].median()/float64(n)))
	return []table{t}, nil
}
