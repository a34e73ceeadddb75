package sampling

import (
	"fmt"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
)

// Everything here is made up.

var (
	madeKey  = mustKey(32)
	madeSeed = Hash{1, 2, 3}
)

func mustKey(n int) Key {
	k, err := NewKey([]byte(strings.Repeat("k", n)))
	if err != nil {
		panic(err)
	}
	return k
}

// items are made-up records: so many of each stratum, with a sex and a band of age.
func items(counts ...int) (all []Item) {
	names := []string{"Registered", "Near threshold", "Looked after"}
	for h, n := range counts {
		for range n {
			i := len(all)
			all = append(all, Item{Row: i + 2, Reference: Refer(fmt.Sprintf("R-%05d", i)), Stratum: names[h],
				Traits: []string{[]string{"girl", "boy"}[i*7%5%2], []string{"0 to 4", "5 to 11", "12 to 17"}[i*11%7%3]}})
		}
	}
	return all
}

func frameOf(t testing.TB, all []Item) Frame {
	t.Helper()
	f, err := NewFrame(madeKey, all)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func design(size int) Design {
	return Design{Aim: Aim{Normal, 10, 90, 50}, Size: size, Allocation: InProportion, Minimum: 2}
}

// committed is a record before the draw.
func committed(t testing.TB, public string, size int, counts ...int) (*Record, *Private) {
	t.Helper()
	all := items(counts...)
	f := frameOf(t, all)
	p, err := NewPlan(f, "Made-up records", public, design(size), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Commit(f, p, madeSeed)
	if err != nil {
		t.Fatal(err)
	}
	return r, &Private{Key: madeKey, Seed: madeSeed, Traits: []string{"sex", "age"}, Items: all}
}

// drawn is a record after it.
func drawn(t testing.TB, size int, counts ...int) (*Record, *Private) {
	t.Helper()
	r, p := committed(t, "", size, counts...)
	if err := r.Draw(madeSeed, ""); err != nil {
		t.Fatal(err)
	}
	return r, p
}

// full is a record with everything that one can have.
func full(t testing.TB) (*Record, *Private) {
	t.Helper()
	r, p := committed(t, "Three dice", 12, 20, 9, 3)
	if err := r.Draw(madeSeed, "2 6 1"); err != nil {
		t.Fatal(err)
	}
	p.Notes = []Note{{Ticket{1, 2}, "A made-up note"}}
	replace(t, r, Ticket{1, 2}, "held", HashNote(p.Key, "A made-up note"))
	replace(t, r, Ticket{1, 1}, "not-found", Hash{})
	replace(t, r, Ticket{3, 4}, "not-in-population", Hash{})
	return r, p
}

func replace(t testing.TB, r *Record, ticket Ticket, reason string, note Hash) Replacement {
	t.Helper()
	p, err := r.Replace(ticket, reason, note)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// says fails the test unless an error is bad input or a conflict and its sentence has
// the words.
func says(t testing.TB, err error, words string) {
	t.Helper()
	if k := errs.KindOf(err); err == nil || k != errs.BadInput && k != errs.Conflict {
		t.Errorf("%v, want an error that says %q", err, words)
	} else if !strings.Contains(errs.Sentence(err), words) {
		t.Errorf("%q does not say %q", errs.Sentence(err), words)
	}
}

// holds fails the test unless no check of a record failed.
func holds(t testing.TB, r Report) {
	t.Helper()
	for _, c := range r.Failed() {
		t.Errorf("%s: %s", c.Name, c.Detail)
	}
	if len(r.Checks) != 11 {
		t.Errorf("%d checks", len(r.Checks))
	}
}

// outcome is that of one check.
func outcome(r Report, name string) Outcome {
	for _, c := range r.Checks {
		if c.Name == name {
			return c.Outcome
		}
	}
	return "missing"
}
