package cli

import (
	"archive/zip"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/goldentest"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain is the program itself when a script runs it.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"northinch": func() { os.Exit(Run(System(context.Background()), os.Args[1:])) },
	})
}

func TestTheCommandsDoWhatTheScriptsSay(t *testing.T) {
	real, err := filepath.Abs("../../testdata/real")
	if err != nil {
		t.Fatal(err)
	}
	server := os.Getenv("TEST_POSTGRES") != "" || os.Getenv("CI") == "true"
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("REAL", real)
			if server {
				e.Setenv("POSTGRES", dbtest.Postgres(t)) // a schema of its own for each script
			}
			e.Setenv("NEXT", strconv.Itoa(time.Now().Year()+1)) // roles are given for years to come
			e.Setenv("TMPDIR", e.Getenv("WORK"))
			return nil
		},
		Condition: func(name string) (bool, error) {
			switch name {
			case "root":
				return os.Getuid() == 0, nil
			case "postgres":
				return server, nil
			}
			return false, fmt.Errorf("there is no condition %s", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "sql": statement, "keep": keep, "older": older, "pack": pack},
	})
}

// exits N COMMAND … runs a command that must end with the exit code N.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits N COMMAND …")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		e, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = e.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// sql FILE STATEMENT changes a database behind the program's back.
func statement(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql FILE STATEMENT")
	}
	d, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer d.Close()
	_, err = d.Exec(args[1])
	ts.Check(err)
}

// older DATABASE N makes a database as a program left it that knew only N steps.
func older(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: older DATABASE N")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	address := args[0]
	if !strings.HasPrefix(address, "postgres://") {
		address = ts.MkAbs(address)
	}
	ts.Check(dbtest.Older(address, n))
}

// pack ARCHIVE FILE … packs files into a ZIP file.
func pack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: pack ARCHIVE FILE …")
	}
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	z := zip.NewWriter(f)
	for _, name := range args[1:] {
		w, err := z.Create(name)
		ts.Check(err)
		_, err = io.WriteString(w, ts.ReadFile(name))
		ts.Check(err)
	}
	ts.Check(z.Close())
}

// keep NAME sets the variable NAME to what the last command printed.
func keep(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: keep NAME")
	}
	ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile("stdout")))
}

// run is a command in this process.
func run(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, wrong bytes.Buffer
	e := &Env{Context: t.Context(), Stdin: strings.NewReader(""), Stdout: &out, Stderr: &wrong, User: "test"}
	code = Run(e, args)
	return out.String(), wrong.String(), code
}

func TestTheHelpIsTheReviewedOne(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Commands\n\nWritten by a test of `internal/cli` from what the program says of itself; do not change it by hand.\n\n```\n")
	all, wrong, code := run(t, "help")
	if code != Done || wrong != "" {
		t.Fatalf("exit code %d, %q", code, wrong)
	}
	b.WriteString(all + "```\n")
	for _, c := range commands() {
		said, wrong, code := run(t, append(strings.Fields(c.name), "--help")...)
		if code != Done || wrong != "" {
			t.Errorf("%s: exit code %d, %q", c.name, code, wrong)
		}
		if again, _, _ := run(t, append([]string{"help"}, strings.Fields(c.name)...)...); again != said {
			t.Errorf("help %s and %s --help say different things", c.name, c.name)
		}
		if strings.Contains(said, "\t\t") || !strings.Contains(all, c.about) {
			t.Errorf("the help of %s:\n%s", c.name, said)
		}
		fmt.Fprintf(&b, "\n## northinch %s\n\n```\n%s```\n", c.name, said)
	}
	goldentest.Check(t, "../../docs/commands.md", strings.ReplaceAll(b.String(), "\t", "    "))
}

func TestNothingIsPrintedOfADeedThatWasNotSaved(t *testing.T) {
	dir := t.TempDir()
	address := filepath.Join(dir, "test.db")
	if _, wrong, code := run(t, "--db", address, "area", "list"); code != Misuse || wrong == "" {
		t.Errorf("options before the command: exit code %d, %q", code, wrong)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	var out, wrong bytes.Buffer
	code := Run(&Env{Context: ended, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &wrong, User: "test"}, []string{"inspection", "schedule", "fife", "--programme", "x", "--db", address})
	if code != Misuse || out.Len() != 0 || !strings.Contains(wrong.String(), "The work was stopped before it was done; nothing was saved") {
		t.Errorf("exit code %d, %q, %q", code, out.String(), wrong.String())
	}
}
