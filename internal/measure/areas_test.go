package measure

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/goldentest"
	"github.com/northinch/northinch/internal/returns"
)

// The areas in testdata/returns were made by hand, and what is expected of them was
// worked out without this package; see the README there.
func TestTheAreasMadeByHandAreMeasuredAsByHand(t *testing.T) {
	for _, name := range []string{"island", "mid-size"} {
		folder := filepath.Join("../../testdata/returns", name)
		var tables []returns.Table
		var refs []string
		for _, file := range []string{"children.csv", "events.csv"} {
			f, err := os.Open(filepath.Join(folder, file))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			info, err := f.Stat()
			if err != nil {
				t.Fatal(err)
			}
			of, err := returns.Tables(file, f, info.Size())
			if err != nil {
				t.Fatal(err)
			}
			tables = append(tables, of...)
			if file == "children.csv" {
				rows, err := csv.NewReader(f).ReadAll()
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range rows[1:] {
					refs = append(refs, r[0])
				}
			}
		}
		r, _, err := returns.Read(tables, returns.Options{Found: func(f returns.Finding) { t.Errorf("%s, line %d: %s", f.File, f.Line, f.Sentence) }})
		if err != nil || !r.MadeUp || len(refs) != r.Children.Len() {
			t.Fatalf("%s cannot be read as made up: %v", name, err)
		}
		goldentest.Check(t, filepath.Join(folder, "measures.txt"), worked(r, refs))
	}
}

// worked is every measure of a return with every row behind it.
func worked(r *returns.Return, refs []string) string {
	var b strings.Builder
	for _, one := range Count(r, All(), 1, nil).Results(Settings{Minimum: 1}) {
		fmt.Fprintf(&b, "%s: %s\n", one.ID, one.All.Words(one.Measure))
		Rows(r, one.Measure, "", func(row Row) {
			fmt.Fprintf(&b, "  %s %s %s\n", refs[row.Child], row.Day, row.Says(one.Measure))
		})
	}
	return b.String()
}
