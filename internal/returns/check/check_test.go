package check_test

import (
	"bytes"
	"testing"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
)

// tablesOf is the tables of a round of made-up returns, and what its truth is.
func tablesOf(t testing.TB, o madeup.Options) (children, events bytes.Buffer, truth []madeup.Truth) {
	t.Helper()
	round, err := madeup.New(o)
	if err != nil {
		t.Fatal(err)
	}
	if truth, err = round.WriteAll(&children, &events); err != nil {
		t.Fatal(err)
	}
	return children, events, truth
}

// madeUp is a round of made-up returns and what its truth is.
func madeUp(t testing.TB, o madeup.Options) (*returns.Return, []madeup.Truth) {
	t.Helper()
	children, events, truth := tablesOf(t, o)
	r := returns.NewReader(returns.Options{})
	if err := r.Children("children.csv", &children); err != nil {
		t.Fatal(err)
	}
	if err := r.Events("events.csv", &events); err != nil {
		t.Fatal(err)
	}
	ret, err := r.Done()
	if err != nil {
		t.Fatal(err)
	}
	return ret, truth
}
