package ods

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/document/documenttest"
)

// LibreOffice reads the file and says what is in its cells, as values and as
// shown. The options are those of its CSV filter; -1 is every sheet, the ninth
// is whether cells are saved as shown.
func TestLibreOfficeReadsWhatWasWritten(t *testing.T) {
	program, err := exec.LookPath("libreoffice")
	if err != nil {
		t.Skip("libreoffice is not installed; this check is optional, under CI too")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "sample.ods")
	if err := os.WriteFile(file, write(t, documenttest.Sample()), 0o600); err != nil {
		t.Fatal(err)
	}
	convert := func(shown string) map[string][][]string {
		out := filepath.Join(dir, "shown-"+shown)
		command := exec.CommandContext(t.Context(), program, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
			"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,"+shown+",false,false,-1", "--outdir", out, file)
		if said, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		names, err := filepath.Glob(filepath.Join(out, "sample-*.csv"))
		if err != nil {
			t.Fatal(err)
		}
		all := map[string][][]string{}
		for _, name := range names {
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			rows, err := csv.NewReader(f).ReadAll()
			f.Close()
			if err != nil {
				t.Fatal(err)
			}
			sheet := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(name), "sample-"), ".csv")
			all[sheet] = rows
		}
		return all
	}

	shown, values := convert("true"), convert("false")
	book := sample(t)
	if len(shown) != len(book) {
		t.Errorf("LibreOffice sees %d sheets, want %d", len(shown), len(book))
	}
	for _, s := range book {
		if len(shown[s.name]) != len(s.rows) {
			t.Errorf("LibreOffice sees %d rows in %s, want %d", len(shown[s.name]), s.name, len(s.rows))
			continue
		}
		for i, row := range s.rows {
			for j, c := range row {
				if got := shown[s.name][i][j]; got != c.text {
					t.Errorf("%s, row %d, cell %d shows %q, want %q", s.name, i+1, j+1, got, c.text)
				}
			}
		}
	}
	for cell, want := range map[[2]int]string{{7, 2}: "66.6666666666667%", {7, 4}: "1234", {10, 3}: "16.6666666666667%"} {
		if got := values["good_or_better"][cell[0]][cell[1]]; got != want {
			t.Errorf("the value in row %d, cell %d is %s, want %s", cell[0]+1, cell[1]+1, got, want)
		}
	}
}
