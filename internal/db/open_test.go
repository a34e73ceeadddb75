package db_test

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/schema"
)

// TestMain is also the program of the tests that need another one: it opens a
// database and says so.
func TestMain(m *testing.M) {
	if address := os.Getenv("TEST_OPEN_DATABASE"); address != "" {
		d, err := db.Open(context.Background(), address, nil)
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		d.Close()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// another is a command of its own that opens a database.
func another(t *testing.T, address string) *exec.Cmd {
	c := exec.CommandContext(t.Context(), os.Args[0])
	c.Env = append(os.Environ(), "TEST_OPEN_DATABASE="+address)
	return c
}

// eachAddress runs f on a file that does not exist and on an empty schema.
var eachAddress = dbtest.EachAddress

// raw opens a database past package db, to look at it or to harm it.
func raw(t *testing.T, address string) *sql.DB {
	t.Helper()
	driver := "sqlite"
	if strings.HasPrefix(address, "postgres://") {
		driver = "pgx"
	}
	pool, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pool.Close() })
	return pool
}

func do(t *testing.T, pool *sql.DB, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := pool.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// has is how many of the tables of the program a database has.
func has(t *testing.T, pool *sql.DB, address string, tables ...string) (n int) {
	t.Helper()
	for _, table := range tables {
		exists := "SELECT count(*) FROM sqlite_master WHERE name = '" + table + "'"
		if strings.HasPrefix(address, "postgres://") {
			exists = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = '" + table + "'"
		}
		var one int
		if err := pool.QueryRow(exists).Scan(&one); err != nil {
			t.Fatal(err)
		}
		n += one
	}
	return n
}

func steps(t *testing.T, pool *sql.DB) (n int) {
	t.Helper()
	if err := pool.QueryRow("SELECT count(*) FROM schema_step").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func terminate(t *testing.T, pid int) {
	t.Helper()
	if _, err := raw(t, os.Getenv("TEST_POSTGRES")).Exec("SELECT pg_terminate_backend($1)", pid); err != nil {
		t.Fatal(err)
	}
}

func contains(s, part string) bool { return strings.Contains(s, part) }

func TestANewDatabaseIsMadeAndAnOldOneIsLeftAsItIs(t *testing.T) {
	eachAddress(t, func(t *testing.T, address string) {
		for range 2 {
			d, err := db.Open(t.Context(), address, nil)
			if err != nil {
				t.Fatal(err)
			}
			if n := count(t, d); n > 1 {
				t.Errorf("%d rows", n)
			}
			if count(t, d) == 0 {
				dbtest.Write(t, d, func(tx *db.Tx) error { return add(tx, "fife") })
			}
			d.Close()
		}
		d, err := db.Open(t.Context(), address, nil)
		if err != nil || count(t, d) != 1 {
			t.Errorf("what was saved before is gone (%v)", err)
		}
		d.Close()
		if n := steps(t, raw(t, address)); n != len(schema.Steps(schema.SQLite)) {
			t.Errorf("%d steps are on record", n)
		}
	})
}

func TestProgramsThatStartTogetherMakeOneDatabase(t *testing.T) {
	eachAddress(t, func(t *testing.T, address string) {
		var wg sync.WaitGroup
		for range 3 { // programs of their own, and several in this one
			c := another(t, address)
			wg.Go(func() {
				if out, err := c.CombinedOutput(); err != nil {
					t.Errorf("%v: %s", err, out)
				}
			})
			wg.Go(func() {
				d, err := db.Open(t.Context(), address, nil)
				if err != nil {
					t.Error(err)
					return
				}
				d.Close()
			})
		}
		wg.Wait()
		if n := steps(t, raw(t, address)); n != len(schema.Steps(schema.SQLite)) {
			t.Errorf("%d steps are on record", n)
		}
	})
}

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	eachAddress(t, func(t *testing.T, address string) {
		d, err := db.Open(t.Context(), address, nil)
		if err != nil {
			t.Fatal(err)
		}
		d.Close()
		pool := raw(t, address)
		now := steps(t, pool)
		do(t, pool, fmt.Sprintf("INSERT INTO schema_step (number, name, at) VALUES (%d, 'from the future', '2099-01-01T00:00:00.000Z')", now+1))
		_, err = db.Open(t.Context(), address, nil)
		want := fmt.Sprintf("was made by a newer program (step %d; this program knows %d). Use the newer program", now+1, now)
		if errs.KindOf(err) != errs.Storage || !contains(errs.Sentence(err), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	})
}

func TestAStepThatFailsLeavesNothing(t *testing.T) {
	last := []string{"source", "source_piece", "reading", "outcome_block"}
	eachAddress(t, func(t *testing.T, address string) {
		pool := raw(t, address)
		// Step 1 is on record, and in the way of step 3 stands a table of its name.
		do(t, pool, "CREATE TABLE schema_step (number BIGINT PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL)",
			"INSERT INTO schema_step (number, name, at) VALUES (1, '0001_audit', '')", "CREATE TABLE reading (x BIGINT)")
		d, err := db.OpenExisting(t.Context(), address, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if err := d.Upgrade(t.Context(), nil); err == nil || !contains(err.Error(), "schema step 0003_outcome") {
			t.Fatalf("error %v", err)
		}
		if n := has(t, pool, address, append(last, "programme", "area")...); n != 1 {
			t.Errorf("%d tables, want only the one that was there", n)
		}
		if n := steps(t, pool); n != 1 {
			t.Errorf("%d steps are on record", n)
		}
	})
}

func TestAProgramThatIsKilledWhileItMakesADatabaseHasMadeAllOrNothing(t *testing.T) {
	eachAddress(t, func(t *testing.T, address string) {
		pool := raw(t, address)
		tables := []string{"schema_step", "audit_entry", "area", "programme", "inspection", "source", "outcome_block"}
		killed := 0
		for i := range 6 {
			c := another(t, address)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Duration(3+3*i) * time.Millisecond)
			c.Process.Kill()
			if c.Wait() != nil {
				killed++
			}
			if n := has(t, pool, address, tables...); n != 0 && n != len(tables) {
				t.Fatalf("%d of %d tables are there", n, len(tables))
			}
		}
		t.Logf("%d of 6 programs were killed before they were done", killed)
		d, err := db.Open(t.Context(), address, nil)
		if err != nil {
			t.Fatal(err)
		}
		d.Close()
	})
}

func TestEveryColumnOfTextComparesByBytes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if d.Engine() != schema.Postgres {
			for _, s := range schema.Steps(schema.SQLite) {
				if contains(strings.ToUpper(s.SQL), "NOCASE") {
					t.Errorf("step %s compares without regard to case", s.Name)
				}
			}
			return
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			got, err := ids(tx, other.Collations)
			if len(got) > 0 {
				t.Errorf("these compare by a language’s rules: %v", got)
			}
			return err
		})
	})
}

var other = db.Queries[struct{ Collations db.Query }](`
-- name: Collations sqlite
SELECT 'none'
-- name: Collations postgres
SELECT table_name || '.' || column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
`)

func TestWhatCannotBeOpenedSaysWhyInASentence(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	foreign := filepath.Join(dir, "places.sqlite")
	do(t, raw(t, foreign), "CREATE TABLE bookmarks (url TEXT)")
	damaged := filepath.Join(dir, "damaged.db")
	d, err := db.Open(t.Context(), damaged, nil)
	if err != nil {
		t.Fatal(err)
	}
	d.Close()
	b, err := os.ReadFile(damaged)
	if err != nil {
		t.Fatal(err)
	}
	for i := 100; i < 4096; i++ {
		b[i] = 0xff
	}
	file("damaged.db", string(b))
	for _, c := range []struct {
		name, address string
		kind          errs.Kind
		want          string
	}{
		{"no name", "", errs.BadInput, "Name a database file or a postgres:// address"},
		{"a folder", dir, errs.BadInput, "is a folder; name a database file in it"},
		{"a folder that is missing", filepath.Join(dir, "no", "such.db"), errs.Storage, "There is no folder " + filepath.Join(dir, "no") + " for the database"},
		{"a file that is no database", file("list.csv", strings.Repeat("id,name\nfife,Fife\n", 100)), errs.Storage, "is not a North Inch database"},
		{"a database of another program", foreign, errs.Storage, "is a database of another program; it was left as it is"},
		{"a database that is damaged", damaged, errs.Storage, "is damaged; restore a backup"},
		{"a file in the place of a folder", filepath.Join(dir, "list.csv", "x.db"), errs.Storage, "cannot be opened. Check that the folder exists"},
		{"an address that cannot be read", "postgres://me:secret@host:port/%zz", errs.BadInput, "cannot be read; it has the form postgres://"},
		{"an address with an odd setting", "postgres://me:secret@127.0.0.1/x?sslmode=sometimes", errs.BadInput, "cannot be read; it has the form postgres://"},
		{"a server that is not there", "postgres://me:secret@" + silentPort(t, false) + "/x", errs.Storage, "does not answer"},
		{"a server that says nothing", "postgres://me:secret@" + silentPort(t, true) + "/x?connect_timeout=1", errs.Storage, "does not answer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			before, _ := os.ReadFile(c.address)
			_, err := db.Open(context.Background(), c.address, nil)
			if errs.KindOf(err) != c.kind || !contains(errs.Sentence(err), c.want) {
				t.Errorf("kind %d, %q (%v), want %q", errs.KindOf(err), errs.Sentence(err), err, c.want)
			}
			if contains(errs.Sentence(err), "secret") {
				t.Error("the sentence has the password")
			}
			if after, _ := os.ReadFile(c.address); len(before) > 0 && string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

// silentPort is the address of a server that takes connections and says nothing,
// or of none.
func silentPort(t *testing.T, open bool) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if open {
		t.Cleanup(func() { l.Close() })
	} else {
		l.Close()
	}
	return l.Addr().String()
}

func TestAServerThatRefusesSaysWhyInASentence(t *testing.T) {
	address, err := url.Parse(dbtest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	password, _ := address.User.Password()
	if password == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("TEST_POSTGRES has no password; under CI a refused sign-in is tested")
		}
		t.Skip("this server asks for no password")
	}
	wrong, missing, readOnly := *address, *address, *address
	wrong.User = url.UserPassword(address.User.Username(), "not-the-password")
	missing.Path = "/no_such_database"
	values := readOnly.Query()
	values.Set("default_transaction_read_only", "on")
	readOnly.RawQuery = values.Encode()
	for _, c := range []struct {
		name    string
		address url.URL
		want    string
	}{
		{"a wrong password", wrong, "refused the sign-in. Check the name and the password in its address"},
		{"a database that does not exist", missing, "There is no database at "},
		{"a database that accepts no changes", readOnly, "accepts no changes now (it is read-only); nothing was saved"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := db.Open(t.Context(), c.address.String(), nil)
			if errs.KindOf(err) != errs.Storage || !contains(errs.Sentence(err), c.want) {
				t.Errorf("%q (%v), want %q", errs.Sentence(err), err, c.want)
			}
			if contains(errs.Sentence(err), password) || contains(errs.Sentence(err), "not-the-password") {
				t.Error("the sentence has the password")
			}
		})
	}
}

func TestADiskThatIsFullLosesNothingAndSaysSo(t *testing.T) {
	limit := db.Queries[struct{ Small, Large db.Query }](
		"-- name: Small\nPRAGMA max_page_count = 60\n-- name: Large\nPRAGMA max_page_count = 100000\n")
	d := dbtest.SQLite(t)
	set := func(p db.Query) {
		dbtest.Write(t, d, func(tx *db.Tx) error {
			var n int
			_, err := tx.One(p, nil, &n)
			return err
		})
	}
	set(limit.Small)
	fill(t, d, "The disk is full, so nothing was saved to ")
	set(limit.Large)
	dbtest.Write(t, d, func(tx *db.Tx) error { return add(tx, "there is room again") })
}

// fill writes until there is no room, and checks that what was saved before is
// there, and no more.
func fill(t *testing.T, d *db.DB, want string) {
	t.Helper()
	saved := 0
	for ; saved < 2000; saved++ {
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			for i := range 40 {
				if err := add(tx, fmt.Sprintf("area-%d-%d-%s", saved, i, strings.Repeat("x", 200))); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			continue
		}
		if errs.KindOf(err) != errs.Storage || !contains(errs.Sentence(err), want) {
			t.Errorf("error %q (%v), want %q", errs.Sentence(err), err, want)
		}
		if n := count(t, d); n != saved*40 {
			t.Errorf("%d rows are there, %d were saved", n, saved*40)
		}
		return
	}
	t.Error("there was always room")
}

func TestANewFileIsForNobodyElse(t *testing.T) {
	file := filepath.Join(t.TempDir(), "new.db")
	d, err := db.Open(t.Context(), file, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	names, err := filepath.Glob(file + "*")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", filepath.Base(name), info.Mode(), err)
		}
	}
}
