package cli

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/person"
)

func TestOnATerminalTheNumberOfSubjectsIsAskedFor(t *testing.T) {
	address := filepath.Join(t.TempDir(), "test.db")
	t.Setenv("TMPDIR", t.TempDir())
	d, err := app.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	past := db.Queries[struct{ Session db.Query }]("-- name: Session\nINSERT INTO session (secret, person, method, made_at, seen_at, fresh_at, ends_at, ended_at) VALUES ('s', $1, 'password', $2, $2, $2, $2, '')")
	dbtest.Write(t, d, func(tx *db.Tx) error {
		p, err := person.Add(tx, access.Command("test"), person.New{Name: "Made up", Email: "made-up@made-up.example"})
		if err != nil {
			return err
		}
		_, err = tx.Exec(past.Session, string(p.ID), "2020-01-01T00:00:00.000Z")
		return err
	})
	d.Close()
	for _, c := range []struct {
		typed string
		want  int
		says  string
	}{{"2\n", Misuse, "That is not the number, so nothing was destroyed"}, {"", Misuse, "That is not the number"}, {"1\n", Done, "1 row about 1 subject"}, {"1\n", Done, "Nothing is due"}} {
		var said bytes.Buffer
		e := &Env{Context: t.Context(), Stdin: strings.NewReader(c.typed), Stdout: &said, Stderr: &said, Terminal: true, User: "test"}
		if got := Run(e, []string{"retention", "run", "--db", address}); got != c.want || !strings.Contains(said.String(), c.says) {
			t.Errorf("%q: %d, %s", c.typed, got, said.String())
		}
	}
}
