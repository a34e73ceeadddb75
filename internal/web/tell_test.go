package web

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"strings"
	"syscall"
	"testing"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
)

// refusedByPostgres is an error as the driver of PostgreSQL returns it.
type refusedByPostgres struct{ code, text string }

func (e refusedByPostgres) Error() string    { return e.text + " (SQLSTATE " + e.code + ")" }
func (e refusedByPostgres) SQLState() string { return e.code }

func TestALogSaysWhatTheMachineSaysAndNotWhatAPersonTyped(t *testing.T) {
	typed := errors.New("Macdonald")
	for _, x := range []struct {
		err  error
		want string
	}{
		{typed, "*errors.errorString"},
		{fmt.Errorf("reading %s: %w", "Macdonald", typed), "*errors.errorString"},
		{fmt.Errorf("query Macdonald, and more: %w", typed), "*errors.errorString"},
		{fmt.Errorf("query Lists: %w", typed), "query Lists: *errors.errorString"},
		{fmt.Errorf("query Lists: %w", refusedByPostgres{"42P01", `ERROR: relation "area" does not exist`}), `query Lists: ERROR: relation "area" does not exist (SQLSTATE 42P01)`},
		{refusedByPostgres{"22P02", `ERROR: invalid input syntax for type bigint: "Macdonald"`}, "SQLSTATE 22P02"},
		{refusedByPostgres{"P0001", "ERROR: Macdonald"}, "SQLSTATE P0001"},
		{errs.Stored(&net.OpError{Op: "dial", Net: "tcp", Addr: &net.TCPAddr{IP: net.IP{192, 0, 2, 7}, Port: 5432}, Err: syscall.ECONNREFUSED}, "The database %s does not answer", "Macdonald"), "storage: dial tcp: connection refused"},
		{errs.Stored(nil, "%s", "Macdonald"), "storage"},
		{&fs.PathError{Op: "open", Path: "/Macdonald", Err: syscall.EACCES}, "permission denied"},
		{fmt.Errorf("%w: %w", context.Canceled, typed), "context canceled: *errors.errorString"},
		{db.ErrUnaudited, db.ErrUnaudited.Error()},
		{errors.Join(typed, context.DeadlineExceeded), "*errors.errorString: context deadline exceeded"},
	} {
		if got := tell(x.err); got != x.want {
			t.Errorf("%v is told as %q, want %q", x.err, got, x.want)
		}
	}
	for p, want := range map[any]string{"Macdonald": "string", 7: "int", typed: "*errors.errorString"} {
		if got := tellPanic(p); got != want {
			t.Errorf("a panic of %v is told as %q, want %q", p, got, want)
		}
	}
}

func TestALogSaysWhatBothEnginesSay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		q := db.Queries[struct{ Nothing db.Query }]("-- name: Nothing\nSELECT id FROM nothing\n")
		err := d.Read(t.Context(), func(tx *db.Tx) error { _, err := tx.One(q.Nothing, nil, new(string)); return err })
		if got := tell(err); !strings.HasPrefix(got, "query Nothing: ") || !strings.Contains(got, "nothing") || strings.Contains(got, "Error:") {
			t.Errorf("%v is told as %q", err, got)
		}
	})
}
