// Package dbtest gives a test a fresh database on each engine.
package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/schema"
)

// Now is the moment of every transaction in tests that use a fresh database.
var Now = time.Date(2012, 4, 27, 9, 30, 0, 0, time.UTC)

// Each runs f on a fresh SQLite database, and on a fresh PostgreSQL schema where
// TEST_POSTGRES names a server. Under CI a missing server is a failure: an
// engine that is skipped looks green.
func Each(t *testing.T, f func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, open(t, filepath.Join(t.TempDir(), "test.db"))) })
	t.Run("postgres", func(t *testing.T) { f(t, open(t, Postgres(t))) })
}

// SQLite is a fresh SQLite database, for tests of what the engine has no part in.
func SQLite(t testing.TB) *db.DB { return open(t, filepath.Join(t.TempDir(), "test.db")) }

// EachAt is Each with a clock that the test sets; it begins at Now.
func EachAt(t *testing.T, f func(t *testing.T, d *db.DB, at *time.Time)) {
	t.Helper()
	for engine, address := range map[string]func(t *testing.T) string{
		"sqlite":   func(t *testing.T) string { return filepath.Join(t.TempDir(), "test.db") },
		"postgres": func(t *testing.T) string { return Postgres(t) },
	} {
		t.Run(engine, func(t *testing.T) {
			at := Now
			f(t, openAt(t, address(t), func() time.Time { return at }), &at)
		})
	}
}

func open(t testing.TB, address string) *db.DB {
	return openAt(t, address, func() time.Time { return Now })
}

func openAt(t testing.TB, address string, now func() time.Time) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), address, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// EachAddress runs f on the name of a file that does not exist, and on the address
// of an empty PostgreSQL schema, as Each does.
func EachAddress(t *testing.T, f func(t *testing.T, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, filepath.Join(t.TempDir(), "new.db")) })
	t.Run("postgres", func(t *testing.T) { f(t, Postgres(t)) })
}

// Older makes a database as a program made it that knew only the first steps.
func Older(address string, steps int) error {
	driver, e := "sqlite", schema.SQLite
	if strings.HasPrefix(address, "postgres://") {
		driver, e = "pgx", schema.Postgres
	}
	pool, err := sql.Open(driver, address)
	if err != nil {
		return err
	}
	defer pool.Close()
	all := schema.Steps(e)[:steps]
	texts := []string{schema.For(e, "CREATE TABLE schema_step (number BIGINT PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL\n);")}
	for _, s := range all {
		texts = append(texts, s.SQL, fmt.Sprintf("INSERT INTO schema_step (number, name, at) VALUES (%d, '%s', '2011-08-31T08:00:00.000Z')", s.Number, s.Name))
	}
	for _, text := range texts {
		if _, err := pool.Exec(text); err != nil {
			return err
		}
	}
	return nil
}

// Postgres is the address of a fresh schema; the test is skipped without a
// server, and fails under CI.
func Postgres(t testing.TB) string {
	t.Helper()
	address := os.Getenv("TEST_POSTGRES")
	if address == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("TEST_POSTGRES names no server; under CI both engines are tested")
		}
		t.Skip("TEST_POSTGRES names no PostgreSQL server")
	}
	var b [6]byte
	rand.Read(b[:])
	name := "t_" + hex.EncodeToString(b[:])
	pool, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec("CREATE SCHEMA " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		pool.Exec("DROP SCHEMA " + name + " CASCADE")
		pool.Close()
	})
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	values := u.Query()
	values.Set("search_path", name)
	u.RawQuery = values.Encode()
	return u.String()
}

// Prepare checks that every statement is understood on both engines.
func Prepare(t *testing.T, queries []db.Query) {
	t.Helper()
	if len(queries) == 0 {
		t.Fatal("no statements")
	}
	Each(t, func(t *testing.T, d *db.DB) {
		if err := d.Check(context.Background(), queries); err != nil {
			t.Error(err)
		}
	})
}

// Write runs f in a transaction that must succeed.
func Write(t testing.TB, d *db.DB, f func(*db.Tx) error) {
	t.Helper()
	if err := d.Write(context.Background(), f); err != nil {
		t.Fatal(strings.TrimSpace(err.Error()))
	}
}

// Read runs f in a transaction that must succeed.
func Read(t testing.TB, d *db.DB, f func(*db.Tx) error) {
	t.Helper()
	if err := d.Read(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}
