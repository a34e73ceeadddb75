package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

func TestAnAddressIsShownWithItsServersAndWithoutItsPassword(t *testing.T) {
	for address, want := range map[string]string{
		"postgres://me:secret@host/name":                                                                  "postgres://me@host:5432/name",
		"postgresql://me:secret@host:5433/name?sslmode=require":                                           "postgres://me@host:5433/name",
		"postgres://me@host/name?password=secret&sslmode=disable":                                         "postgres://me@host:5432/name",
		"postgres://me:se%40cret@h1:5432,h2:5433/name?target_session_attrs=read-write":                    "postgres://me@h1:5432,h2:5433/name",
		"postgres://me:secret@h1,h2,[::1]:5434/name":                                                      "postgres://me@h1:5432,h2:5432,[::1]:5434/name",
		"postgres://me:secret@/name?host=/run/a,/run/b&port=5432,5433":                                    "postgres://me@/name?host=/run/a,/run/b&port=5432,5433",
		"postgres://me@/name?host=h1,h2&password=secret&sslpassword=secret":                               "postgres://me@h1:5432,h2:5432/name",
		"postgres://me:a:secret@host/name":                                                                "postgres://me@host:5432/name",
		"postgres://me:secret@host:port/%zz":                                                              "postgres://…",
		"postgres://me:secret@h1:1,h2:2/name?port=1,2,3":                                                  "postgres://…",
		"postgres://me:5/secret@host/name":                                                                "postgres://…",
		"postgres://me:secret@h1,h2/name?target_session_attrs=sometimes&application_name=secret&host=a,b": "postgres://…",
	} {
		d := &DB{}
		err := d.openPostgres(address)
		if (err != nil) != (want == "postgres://…") {
			t.Errorf("%s: %v", address, err)
		}
		if d.name != want || err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s is called %s (%v), want %s", address, d.name, err, want)
		}
		if err == nil {
			d.Close()
		}
	}
}

func TestOnlyAServerThatTakesChangesIsUsedWhereSeveralAreNamed(t *testing.T) {
	for address, want := range map[string]int{
		"postgres://me@host/name":                  1, // with and without TLS, and yet one
		"postgres://me@h1,h2/name":                 2,
		"postgres://me@h1:1,h1:2/name":             2,
		"postgres://me@/name?host=/a,/b&port=1,1":  2,
		"postgres://me@h1,h2/name?sslmode=disable": 2,
	} {
		c, err := pgx.ParseConfig(address)
		if err != nil {
			t.Fatal(err)
		}
		if hosts, _ := servers(c); len(hosts) != want {
			t.Errorf("%s names %q", address, hosts)
		}
	}
}

func TestAServerThatIsSilentIsGivenAMomentOnlyUntilItAnswers(t *testing.T) {
	var gone bool
	s := &silent{until: map[string]time.Time{}, dial: func(ctx context.Context, _, address string) (net.Conn, error) {
		if !gone || address != "first" {
			return nil, errors.New("refused") // which is an answer
		}
		select {
		case <-ctx.Done():
		case <-time.After(2 * time.Second):
		}
		return nil, &net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}
	}}
	took := func(address string) time.Duration {
		start := time.Now()
		s.DialContext(t.Context(), "tcp", address)
		return time.Since(start)
	}
	if d := took("first"); d > time.Second {
		t.Errorf("a server that refuses took %v", d)
	}
	gone = true
	if d := took("first"); d < 2*time.Second {
		t.Errorf("a silent server was given up after %v", d)
	}
	if d := took("first"); d > time.Second {
		t.Errorf("a server that is known to be silent took %v", d)
	}
	if d := took("second"); d > time.Second {
		t.Errorf("the other server took %v", d)
	}
	gone = false
	took("first")
	if len(s.until) != 0 {
		t.Error("a server that answers again is still taken for silent")
	}
}

func TestOnlyTheServersOwnWordSettlesACommit(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want bool
	}{
		{"it committed", nil, true},
		{"the server refused", &pgconn.PgError{Severity: "FEHLER", SeverityUnlocalized: "ERROR", Code: "23505"}, true},
		{"the server rolled back", pgx.ErrTxCommitRollback, true},
		{"the server was stopped", &pgconn.PgError{SeverityUnlocalized: "FATAL", Code: "57P01"}, false},
		{"the server crashed", &pgconn.PgError{SeverityUnlocalized: "PANIC", Code: "XX000"}, false},
		{"the server is older than 9.6", &pgconn.PgError{Severity: "ERROR"}, false},
		{"the connection was cut", &net.OpError{Op: "read", Err: errors.New("connection reset by peer")}, false},
		{"the driver says that the connection was closed", pgconn.ErrConnClosed, false},
		{"the driver says that it may be tried again", driver.ErrBadConn, false},
		{"the time was over", context.DeadlineExceeded, false},
		{"an error that nobody knows", errors.New("oh"), false},
	} {
		for _, err := range []error{c.err, lost(c.err)} {
			if settled(err) != c.want {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		if c.err != nil && settled(fmt.Errorf("commit: %w", c.err)) != c.want {
			t.Errorf("%s, wrapped: %v", c.name, c.err)
		}
	}
}
