// Package goldentest compares what a test made with a file that somebody has
// reviewed. Run the test with -update to write the file anew; then read the
// difference before it is committed.
package goldentest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Check fails the test where got is not what the file holds, and names the first
// line that differs.
func Check(t testing.TB, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run the test with -update to write it", err)
	}
	if want := string(b); got != want {
		line, is, was := differ(got, want)
		t.Errorf("%s is stale: line %d is\n\t%s\nand would be\n\t%s\nRun the test with -update and read the difference", file, line, was, is)
	}
}

// CheckPart is Check for the part of a file that begins with the first line of got, a
// heading "# …", and ends before the next such heading: a file that the tests of
// several packages draw together.
func CheckPart(t testing.TB, file, got string) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatalf("%v; run the test with -update to write it", err)
	}
	before, after := string(b), ""
	heading, _, _ := strings.Cut(got, "\n")
	if start := strings.Index("\n"+before, "\n"+heading+"\n"); start >= 0 {
		before, after = before[:start], before[start:]
		if end := strings.Index(after[1:], "\n# "); end >= 0 {
			after = after[end+1:]
		} else {
			after = ""
		}
	} else if before != "" {
		before += "\n"
	}
	Check(t, file, before+got+after)
}

// differ is the first line that differs, in both texts.
func differ(got, want string) (int, string, string) {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(a), len(b)) {
		x, y := "(the end)", "(the end)"
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return i + 1, x, y
		}
	}
	return 0, "", ""
}
