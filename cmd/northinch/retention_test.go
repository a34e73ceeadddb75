package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/retention"
)

// past has the made-up people gone and the made-up concerns closed long ago, with a
// canary in what somebody wrote and in a name.
var past = db.Queries[struct{ Concerns, People, Roles db.Query }](`
-- name: Concerns
UPDATE concern SET stage = 'closed', words = $1
-- name: People
UPDATE person SET state = 'closed', name = $1 || id
-- name: Roles
UPDATE role_held SET to_day = '2020-01-01'
`)

func TestTheProgramDestroysWhatIsDueAndNoByteOfItIsLeft(t *testing.T) {
	folder := t.TempDir()
	address := filepath.Join(folder, "test.db")
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("NORTHINCH_BE_THE_PROGRAM", "1")
	d, err := app.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := app.Keys(t.Context(), d, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.MadeUp(t.Context(), d, keys, access.Command("test"), func(string) {}); err != nil {
		t.Fatal(err)
	}
	const written, named = "canary-in-a-concern", "canary-in-a-name"
	dbtest.Write(t, d, func(tx *db.Tx) error {
		if _, err := tx.Exec(past.Concerns, []byte(written)); err != nil {
			return err
		}
		if _, err := tx.Exec(past.People, named); err != nil {
			return err
		}
		_, err := tx.Exec(past.Roles)
		tx.Audited()
		return err
	})
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	search := func() (all string) {
		for _, place := range []string{folder, os.Getenv("TMPDIR")} {
			filepath.WalkDir(place, func(name string, e fs.DirEntry, err error) error {
				if err == nil && e.Type().IsRegular() {
					b, _ := os.ReadFile(name)
					for _, canary := range []string{written, named} {
						if bytes.Contains(b, []byte(canary)) {
							all += canary + " in " + filepath.Base(name) + "\n"
						}
					}
				}
				return nil
			})
		}
		return all
	}
	if found := search(); !strings.Contains(found, written) || !strings.Contains(found, named) {
		t.Fatalf("the canaries are nowhere, so that the search proves nothing: %q", found)
	}
	run := func(want int, args ...string) string {
		t.Helper()
		c := exec.Command(os.Args[0], append(args, "--db", address)...)
		var out, said bytes.Buffer
		c.Stdout, c.Stderr = &out, &said
		c.Run()
		if c.ProcessState.ExitCode() != want {
			t.Fatalf("northinch %s ends with %d, want %d: %s%s", strings.Join(args, " "), c.ProcessState.ExitCode(), want, out.String(), said.String())
		}
		return out.String() + said.String()
	}
	if said := run(2, "retention", "run"); !strings.Contains(said, "would be destroyed for ever") {
		t.Errorf("without --yes: %s", said)
	}
	overview := run(0, "overview", "--programme", string(demo.Second))
	var issued retention.Issued
	if err := json.Unmarshal([]byte(run(0, "retention", "run", "--yes", "--format", "json")), &issued); err != nil {
		t.Fatal(err)
	}
	if len(issued.Subjects) < 18 || len(issued.Keys) == 0 || issued.FinishedAt == "" {
		t.Errorf("%+v", issued)
	}
	if found := search(); found != "" {
		t.Errorf("still there: %s", found)
	}
	if run(0, "overview", "--programme", string(demo.Second)) != overview {
		t.Error("the national picture has changed")
	}
	if said := run(0, "retention", "run", "--yes"); said != "Nothing is due; nothing was changed.\n" {
		t.Errorf("a second run: %q", said)
	}
	if said := run(0, "audit", "list", "--last", "5"); !strings.Contains(said, issued.SHA256) {
		t.Errorf("the audit log does not name the certificate: %s", said)
	}
	if said := run(0, "retention", "certificates", issued.ID); !strings.Contains(said, issued.SHA256) || !strings.Contains(said, "inspection/"+demo.Inspected) {
		t.Errorf("the certificate: %s", said)
	}
	run(0, "audit", "verify")
}
