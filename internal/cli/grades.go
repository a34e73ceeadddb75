package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/unpack"
)

func gradesImport(c *call) error {
	profile := c.flags.String("profile", "", "the `profile` that says how to read the file: the name of one that comes with the program (northinch grades profiles), or a JSON file")
	id := c.flags.String("programme", "", "the `programme` that the rows belong to; without it, the profile says")
	most := c.flags.Int("findings", 200, "how many findings are printed; all are kept in the database")
	format := c.format("text", "json")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	if *profile == "" {
		return errs.Invalid("profile", "Name a profile with --profile; northinch grades profiles lists those that come with the program")
	}
	p, err := outcome.ReadProfile(*profile)
	if err != nil {
		return err
	}
	file, name, length, err := c.file(c.args[0])
	if err != nil {
		return err
	}
	defer file.Close()
	if file, name, length, err = unpacked(file, name, length); err != nil {
		return err
	}
	defer file.Close()
	findings := []outcome.Finding{}
	req := outcome.Request{Name: name, File: file, Length: length, Profile: p, Programme: programme.ID(*id), Progress: c.progress(name),
		Found: func(f outcome.Finding) {
			if len(findings) < *most {
				findings = append(findings, f)
			}
		}}
	var acc *outcome.Account
	err = c.write(func(tx *db.Tx) (err error) {
		if acc, err = outcome.Import(tx, c.actor(), req); err != nil || !acc.Already {
			return err
		}
		kept, err := outcome.FindingsOf(tx, acc.Reading, *most)
		findings = append(findings, kept...)
		return err
	})
	if err != nil {
		return err
	}
	if form == "json" {
		if err := printJSON(c.Stdout, map[string]any{"account": acc, "findings": findings}); err != nil {
			return err
		}
	} else {
		printAccount(c.Stdout, acc, findings)
	}
	if acc.HasFindings() {
		return errFindings
	}
	return nil
}

// file opens a file by name, or standard input for "-". What can be read only once
// is spooled.
func (c *call) file(name string) (*os.File, string, int64, error) {
	if name == "-" {
		return spool(c.Stdin, "standard input")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, "", 0, cannotOpen(name, err)
	}
	base := strings.ToValidUTF8(filepath.Base(name), "\ufffd")
	info, err := f.Stat()
	switch {
	case err != nil:
		f.Close()
		return nil, "", 0, cannotOpen(name, err)
	case info.IsDir():
		f.Close()
		return nil, "", 0, errs.Invalid("file", "%s is a folder", name)
	case !info.Mode().IsRegular(): // a pipe has no length and is read once
		defer f.Close()
		return spool(f, base)
	}
	return f, base, info.Size(), nil
}

// spool sets down what can be read only once, in a file that goes with its last
// handle.
func spool(in io.Reader, name string) (*os.File, string, int64, error) {
	f, err := os.CreateTemp("", "northinch-input-*")
	if err != nil {
		return nil, "", 0, errs.Stored(err, "There is no room for temporary files in %s; name another folder in TMPDIR", os.TempDir())
	}
	os.Remove(f.Name())
	n, err := io.Copy(f, in)
	if errs.KindOf(err) == errs.BadInput { // an archive that is refused
		f.Close()
		return nil, "", 0, err
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		f.Close()
		return nil, "", 0, errs.Stored(err, "%s cannot be read, or there is no room for it in %s", name, os.TempDir())
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		f.Close()
		return nil, "", 0, errs.Stored(err, "%s cannot be read", name)
	}
	return f, name, n, nil
}

// mostUnpacked is the largest file that an archive may hold.
const mostUnpacked = 16 << 30

// unpacked is a file, or the only file in it where it is a ZIP file by its first
// bytes.
func unpacked(f *os.File, name string, length int64) (*os.File, string, int64, error) {
	head := make([]byte, 4)
	if n, _ := f.ReadAt(head, 0); !unpack.Is(head[:n]) {
		return f, name, length, nil
	}
	a, err := unpack.Open(f, length, unpack.Limits{Entries: 100, Entry: mostUnpacked, Total: mostUnpacked, Ratio: 200})
	if err != nil {
		return nil, "", 0, err
	}
	e, err := a.One()
	if err != nil {
		return nil, "", 0, err
	}
	in, err := e.Reader()
	if err != nil {
		return nil, "", 0, err
	}
	return spool(in, e.Name)
}

// cannotOpen says why a file cannot be opened, as far as the machine says.
func cannotOpen(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errs.Invalid("file", "There is no file %s", name)
	case errors.Is(err, fs.ErrPermission):
		return errs.Invalid("file", "The file %s may not be read by this user", name)
	}
	return errs.Stored(err, "The file %s cannot be opened", name)
}

// progress prints how far long work has come, where somebody is watching.
func (c *call) progress(what string) func(done, of int64) {
	if !c.Terminal {
		return nil
	}
	start, last := time.Now(), time.Time{}
	return func(done, of int64) {
		if of == 0 || time.Since(last) < 200*time.Millisecond || time.Since(start) < time.Second {
			return
		}
		last = time.Now()
		fmt.Fprintf(c.Stderr, "\r%s: %d%%", what, done*100/of)
		if done >= of {
			fmt.Fprintln(c.Stderr)
		}
	}
}

func printAccount(w io.Writer, a *outcome.Account, findings []outcome.Finding) {
	if a.Already {
		fmt.Fprintf(w, "%s was imported with the profile %s before; nothing was changed.\nThe account of that import:\n", a.File, a.Profile)
	}
	fmt.Fprintf(w, "Read %d rows of %s (SHA-256 %s).\n", a.Rows, a.File, a.SHA256)
	for _, r := range a.Remarks {
		fmt.Fprintln(w, r)
	}
	for _, p := range a.Programmes {
		noun := "outcomes"
		if p.Outcomes == 1 {
			noun = "outcome"
		}
		fmt.Fprintf(w, "  %5d %s in the programme %s\n", p.Outcomes, noun, p.ID)
	}
	line := func(n int, format string) {
		if n > 0 {
			fmt.Fprintf(w, "  %5d "+format+"\n", n)
		}
	}
	line(a.NewAreas, "places were added")
	line(a.Known, "rows say what an earlier file said already")
	line(a.Replaced, "outcomes of earlier files are replaced")
	line(a.Rejected, "rows were left out; see below")
	line(a.UnreadableRows, "rows have cells that the source marks as unreadable")
	line(a.DoubtfulRows, "rows have doubtful cells; see below")
	if len(a.Columns) > 0 {
		fmt.Fprintf(w, "\n%-36s %8s %8s %8s %10s %8s\n", "column", "graded", "not insp", "not seen", "unreadable", "doubtful")
		for _, c := range a.Columns {
			fmt.Fprintf(w, "%-36s %8d %8d %8d %10d %8d\n", c.Column, c.Graded, c.NotInspected, c.NotSeen, c.Unreadable, c.Doubtful)
		}
	}
	if len(a.Unused) > 0 {
		fmt.Fprintf(w, "\nColumns that the profile does not use (kept with the file): ")
		for i, u := range a.Unused {
			if i > 0 {
				fmt.Fprint(w, ", ")
			}
			fmt.Fprint(w, u)
		}
		fmt.Fprintln(w)
	}
	if len(findings) > 0 {
		fmt.Fprintf(w, "\n%d findings:\n", a.Findings)
		for _, f := range findings {
			fmt.Fprintln(w, f)
		}
		if len(findings) < a.Findings {
			fmt.Fprintf(w, "… and %d more\n", a.Findings-len(findings))
		}
	}
}

func printJSON(w io.Writer, v any) error {
	if list := reflect.ValueOf(v); list.Kind() == reflect.Slice && list.IsNil() {
		v = []any{} // an empty list is a list
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func gradesProfiles(c *call) error {
	if err := c.parse(0, 1); err != nil {
		return err
	}
	if len(c.args) == 1 {
		p, err := outcome.ReadProfile(c.args[0])
		if err != nil {
			return err
		}
		return printJSON(c.Stdout, p)
	}
	for _, name := range outcome.Shipped() {
		p, err := outcome.ReadProfile(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.Stdout, "%-24s %s\n", name, p.Title)
	}
	return nil
}
