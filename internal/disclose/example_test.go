package disclose_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/disclose"
)

// investment is the table of Fischetti and Salazar-González (2000): investment by
// activity and region, where what one enterprise has in II|C must not be known better
// than to 5 either way.
func investment() *disclose.Problem {
	values := [][]float64{{20, 50, 10, 80}, {8, 19, 22, 49}, {17, 32, 12, 61}, {45, 101, 44, 190}}
	rows, columns := []string{"I", "II", "III", "T"}, []string{"A", "B", "C", "T"}
	p := &disclose.Problem{}
	for r := range rows {
		for c := range columns {
			p.Cells = append(p.Cells, disclose.Cell{ID: rows[r] + "|" + columns[c], Value: values[r][c], Weight: values[r][c]})
		}
	}
	for k := range 4 {
		p.Relations = append(p.Relations,
			disclose.Relation{Total: 4*k + 3, Parts: []int{4 * k, 4*k + 1, 4*k + 2}},
			disclose.Relation{Total: 12 + k, Parts: []int{k, 4 + k, 8 + k}})
	}
	secret := &p.Cells[6]
	secret.Primary, secret.Lower, secret.Upper = true, 5, 5
	return p
}

// worked is what the worked example of the documentation prints.
func worked() string {
	p := investment()
	var b strings.Builder
	got, err := disclose.Protect(p, disclose.Options{})
	fmt.Fprintln(&b, "error:", err)
	for _, i := range got.Suppressed {
		fmt.Fprintln(&b, "hidden:", p.Cells[i].ID)
	}
	fmt.Fprintf(&b, "cost %v, proven to be at least %v\n", got.Cost, got.LowerBound)
	at, err := disclose.Attack(p, got.Suppressed)
	for _, i := range got.Suppressed {
		fmt.Fprintf(&b, "%s: %v to %v\n", p.Cells[i].ID, at[i].Low, at[i].High)
	}
	fmt.Fprintln(&b, "error:", err)
	at, err = disclose.Attack(p, []int{6, 4, 10})
	fmt.Fprintf(&b, "with III|A shown, II|C: %v to %v, error: %v\n", at[6].Low, at[6].High, err)
	return b.String()
}

func TestTheWorkedExampleOfTheDocumentationIsTrue(t *testing.T) {
	text, err := os.ReadFile("../../docs/methods/disclosure.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := worked(); !strings.Contains(string(text), "\n"+want+"```\n") {
		t.Errorf("docs/methods/disclosure.md does not hold\n%s", want)
	}
}
