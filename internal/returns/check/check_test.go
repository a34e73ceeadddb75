package check_test

import (
	"bytes"
	"testing"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
)

// madeUp is a round of made-up returns and what its truth is.
func madeUp(t testing.TB, o madeup.Options) (*returns.Return, []madeup.Truth) {
	t.Helper()
	round, err := madeup.New(o)
	if err != nil {
		t.Fatal(err)
	}
	var children, events bytes.Buffer
	truth, err := round.WriteAll(&children, &events)
	if err != nil {
		t.Fatal(err)
	}
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
