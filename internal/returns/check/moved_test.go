package check_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
)

// Waivers and comparisons stand on it: what is found, and its identity, is the same
// in whatever order the rows are.
func TestTheOrderOfRowsChangesNothingThatIsFound(t *testing.T) {
	children, err := os.ReadFile("testdata/areas/every-defect/children.csv")
	if err != nil {
		t.Fatal(err)
	}
	events, err := os.ReadFile("testdata/areas/every-defect/events.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.SplitAfter(string(events), "\n")
	identities := func(rows []string) []string {
		r := returns.NewReader(returns.Options{})
		if err := r.Children("children.csv", strings.NewReader(string(children))); err != nil {
			t.Fatal(err)
		}
		if err := r.Events("events.csv", strings.NewReader(strings.Join(rows, ""))); err != nil {
			t.Fatal(err)
		}
		ret, err := r.Done()
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, f := range check.Run(ret, check.Options{Salt: []byte(salt)}).Findings {
			ids = append(ids, f.Code+" "+f.ID)
		}
		slices.Sort(ids)
		return ids
	}
	want := identities(rows)
	chance := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		moved := slices.Clone(rows)
		chance.Shuffle(len(moved)-2, func(i, j int) { moved[i+1], moved[j+1] = moved[j+1], moved[i+1] })
		got := identities(moved)
		for _, id := range got {
			if _, ok := slices.BinarySearch(want, id); !ok {
				t.Errorf("%s is found when rows are moved", id)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d findings, and %d when rows are moved", len(want), len(got))
		}
	}
}
