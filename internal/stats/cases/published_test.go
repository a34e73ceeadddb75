package cases

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// What is not checked needs a data set that is not here; testdata/cases/README.md
// says which.
func TestThePublishedValuesAreReproduced(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "testdata", "cases")
	for file, want := range map[string]struct{ passed, unchecked int }{
		"intervals.csv": {172, 9}, "irr.csv": {452, 6}, "paired_ordinal.csv": {30, 0}, "survival.csv": {11, 26},
		"sampling.csv": {85, 29}, "spc.csv": {39, 0},
	} {
		f, err := os.Open(filepath.Join(folder, file))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		root := os.DirFS(folder)
		passed, unchecked := 0, 0
		err = NewRunner(func(name string) (io.ReadCloser, error) { return root.Open(name) }).Run(f, func(r Row) {
			switch r.Status {
			case Pass:
				passed++
			case Unchecked:
				unchecked++
			default:
				t.Errorf("%s:%d %s, %s, %s: %s, got %s, want %s. %s", file, r.Line, r.Case, r.Method, r.Output, r.Status, r.Got, r.Want, r.Why)
			}
		})
		if err != nil || passed != want.passed || unchecked != want.unchecked {
			t.Errorf("%s: %d passed and %d were not checked, want %d and %d (%v)", file, passed, unchecked, want.passed, want.unchecked, err)
		}
	}
}
