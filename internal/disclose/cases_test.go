package disclose

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// example is a file of testdata: a table with what must be hidden, and what is
// known of the answer. Each names its source.
type example struct {
	Cells []struct {
		ID    string
		Value float64
	}
	Relations []struct {
		Total string
		Parts []string
	}
	Primary []struct {
		ID    string
		Lower float64 `json:"lower_protection"`
		Upper float64 `json:"upper_protection"`
	}
	Never   []string `json:"never_suppress"`
	Optimal struct {
		Cost    float64
		Pattern []string `json:"pattern_example"`
	}
	Intervals map[string][2]float64 `json:"attacker_intervals"`
}

// read is an example and its problem, weights being values.
func read(t testing.TB, name string) (example, *Problem, map[string]int) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var e example
	if err := json.Unmarshal(text, &e); err != nil {
		t.Fatal(err)
	}
	p, index := &Problem{}, map[string]int{}
	for i, c := range e.Cells {
		index[c.ID] = i
		p.Cells = append(p.Cells, Cell{ID: c.ID, Value: c.Value, Weight: c.Value})
	}
	for _, r := range e.Relations {
		made := Relation{Total: index[r.Total]}
		for _, part := range r.Parts {
			made.Parts = append(made.Parts, index[part])
		}
		p.Relations = append(p.Relations, made)
	}
	for _, c := range e.Primary {
		cell := &p.Cells[index[c.ID]]
		cell.Primary, cell.Lower, cell.Upper = true, c.Lower, c.Upper
	}
	for _, id := range e.Never {
		p.Cells[index[id]].Fixed = true
	}
	return e, p, index
}

var examples = []string{"fischetti_salazar_3x3_l5_u5", "fischetti_salazar_3x3_margins_allowed", "threeway_3x3x2_threshold5"}

func TestTheReaderLearnsWhatThePublishedExamplesSay(t *testing.T) {
	for _, name := range examples {
		e, p, index := read(t, name)
		var hidden []int
		for _, id := range e.Optimal.Pattern {
			hidden = append(hidden, index[id])
		}
		got, err := Attack(p, hidden)
		if err != nil {
			t.Fatal(err)
		}
		for id, want := range e.Intervals {
			if at := got[index[id]]; at != (Interval{want[0], want[1]}) {
				t.Errorf("%s: %s is known to lie in %v, want %v", name, id, at, want)
			}
		}
	}
}

func TestThePublishedExamplesAreProtectedAtTheirOptimum(t *testing.T) {
	for _, name := range examples {
		e, p, _ := read(t, name)
		got, err := Protect(p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got.Cost != e.Optimal.Cost {
			t.Errorf("%s: cost %v (bound %v), want %v", name, got.Cost, got.LowerBound, e.Optimal.Cost)
		}
		t.Log(name, got.Cost, got.LowerBound, got.Work)
	}
}
