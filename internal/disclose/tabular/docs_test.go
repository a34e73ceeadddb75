package tabular

import (
	"os"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/goldentest"
)

// A block "text answer" of a page is what the block before it gives.
func TestTheExamplesOfThePagesAreTrue(t *testing.T) {
	for page, want := range map[string]int{"disclosure-tables.md": 3, "disclosure-rounding.md": 1, "disclosure-prose.md": 1} {
		file := "../../../docs/methods/" + page
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(string(data), "\n```") // every second one is a block
		block := func(k int) (info, text string) {
			info, text, _ = strings.Cut(parts[k], "\n")
			return info, text + "\n"
		}
		done := 0
		for k := 3; k < len(parts); k += 2 {
			if info, _ := block(k); info != "text answer" {
				continue
			}
			done++
			info, in := block(k - 2)
			ask, name, text := asked{}, "x.json", ""
			switch kind, dims, _ := strings.Cut(info, " rows "); {
			case kind == "csv":
				name, ask.Read.Dimensions = "x.csv", strings.Split(dims, ",")
			case info == "json round 5":
				ask.Do, ask.Base = "round", 5
			case info == "text prose":
				ask.Do, text = "prose", in
				_, in = block(k - 4)
			case info != "json protect":
				t.Fatalf("%s: nobody knows how to run %q", page, info)
			}
			parts[k] = "text answer\n" + strings.TrimSuffix(ask.do(t, name, in, text), "\n")
		}
		goldentest.Check(t, file, strings.Join(parts, "\n```"))
		if done != want {
			t.Errorf("%s has %d examples with an answer, want %d", page, done, want)
		}
	}
}
