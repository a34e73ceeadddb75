package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain does a child's job where the program started itself for one.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == childFlag {
		os.Exit(child(context.Background(), os.Args[2], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

func TestAQuickRunWritesEveryTable(t *testing.T) {
	out := filepath.Join(t.TempDir(), "performance.md")
	t.Setenv("TMPDIR", t.TempDir())
	if err := run(t.Context(), []string{"-quick", "-out", out}, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	doc := string(b)
	for _, title := range []string{"Import of outcomes", "Memory of an import", "Overview of a programme", "Verifying the audit log",
		"Writing an audit entry", "Deciding who may do what", "Pages of the site", "Many sign-ins at once",
		"A national return", "The same work on two cores", "One measure of very many events", "Checking a return in the browser", "Drawing a sample"} {
		_, chapter, ok := strings.Cut(doc, "\n## "+title+"\n")
		if !ok {
			t.Errorf("there is no table “%s”", title)
			continue
		}
		chapter, _, _ = strings.Cut(chapter, "\n## ")
		rows := 0
		for line := range strings.Lines(chapter) {
			if strings.HasPrefix(line, "| ") {
				rows++
			}
		}
		if rows < 3 || !strings.Contains(chapter, "\n**") {
			t.Errorf("“%s” has %d rows, or no sentence that says what it means:\n%s", title, rows, chapter)
		}
	}
	for _, bad := range []string{"NaN", "Inf", "%!"} {
		if strings.Contains(doc, bad) {
			t.Errorf("%s is in the document", bad)
		}
	}
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(left) > 0 {
		t.Errorf("%d files were left behind (%v)", len(left), err)
	}
}

func TestOneChapterGoesToStandardOutput(t *testing.T) {
	var out strings.Builder
	if err := run(t.Context(), []string{"-quick", "-only", "access"}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	if s := out.String(); !strings.Contains(s, "## Deciding") || strings.Contains(s, "## Pages") {
		t.Error(s)
	}
	if err := run(t.Context(), []string{"-only", "nothing"}, &out, io.Discard); err == nil {
		t.Error("a chapter that does not exist was measured")
	}
}

func TestFiguresAreTheMedianWithTheLowestAndTheHighest(t *testing.T) {
	f := figures{0.003, 0.001, 0.002, 0.004}
	if got, want := f.times(1), "2.50 ms (1.00–4.00)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := f.times(1000), "2.50 µs (1.00–4.00)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := f.over(figures{0.001, 0.001, 0.001, 0.001}).ratios(), "2.50 (1.00–4.00)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := slope([]float64{1, 10, 100}, []float64{3, 300, 30_000}); got < 1.999 || got > 2.001 {
		t.Errorf("a square grows with the power %v", got)
	}
	if got := thousands(1_234_567); got != "1,234,567" {
		t.Error(got)
	}
}

func TestEachRowOfAPlaceHasADayOfItsOwn(t *testing.T) {
	for n, want := range map[int]string{0: "01/01/69", 59: "01/03/69", 36_524: "31/12/68", 36_525: "01/01/2069"} {
		if got := string(dayNumber(n)); got != want {
			t.Errorf("day %d is %s, want %s", n, got, want)
		}
	}
}

func TestAChapterThatIsMeasuredAloneReplacesItsOwn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "performance.md")
	if err := os.WriteFile(file, []byte("# Performance\n\n## First\n\nold\n\n## Second\n\nstays\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	b := &bench{args: []string{"-only", "x"}}
	doc, err := b.renewed(file, []table{{title: "First", head: []string{"Work"}, meaning: "New."}, {title: "Third", head: []string{"Work"}, meaning: "Added."}})
	if err != nil {
		t.Fatal(err)
	}
	first, second, third := strings.Index(doc, "\n## First\n"), strings.Index(doc, "\n## Second\n\nstays\n"), strings.Index(doc, "\n## Third\n")
	if first < 0 || first > second || second > third || strings.Contains(doc, "old") || !strings.Contains(doc, "**New.**") || strings.Count(doc, "Measured apart") != 2 {
		t.Error(doc)
	}
	if _, err := b.renewed(file+"x", nil); err == nil {
		t.Error("a document that is not there is renewed")
	}
}
