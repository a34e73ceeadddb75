package db_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/schema"
)

// The tests borrow the table of areas: its tile_column is a counter here.
var q = db.Queries[struct {
	Add, Bump, Column, Count, Names, Two, In, NotIn, Pid, Wrong db.Query
}](`
-- name: Add
INSERT INTO area (id, list, name, kind, within, short, tile_column) VALUES ($1, 'test', $1, '', '', '', 0)
-- name: Bump
UPDATE area SET tile_column = $2 WHERE id = $1
-- name: Column
SELECT tile_column FROM area WHERE id = $1
-- name: Count
SELECT count(*) FROM area
-- name: Names
SELECT id FROM area ORDER BY id
-- name: Two
SELECT cast($2 AS TEXT), cast($1 AS TEXT)
-- name: In
SELECT id FROM area WHERE id IN ($2...) AND list = $1 ORDER BY id
-- name: NotIn
SELECT id FROM area WHERE id NOT IN ($1...)
-- name: Pid sqlite
SELECT 0
-- name: Pid postgres
SELECT pg_backend_pid()
-- name: Wrong sqlite
SELECT 'a' + 
-- name: Wrong postgres
SELECT 1 / 0
`)

func record(tx *db.Tx) error {
	return audit.Record(tx, access.Command("test"), "test", "", "")
}

func add(tx *db.Tx, id string) error {
	if _, err := tx.Exec(q.Add, id); err != nil {
		return err
	}
	return record(tx)
}

func bump(tx *db.Tx, id string) error {
	var n int
	if _, err := tx.One(q.Column, []any{id}, &n); err != nil {
		return err
	}
	if _, err := tx.Exec(q.Bump, id, n+1); err != nil {
		return err
	}
	return record(tx)
}

func column(t *testing.T, d *db.DB, id string) (n int) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) error {
		_, err := tx.One(q.Column, []any{id}, &n)
		return err
	})
	return n
}

func count(t *testing.T, d *db.DB) (n int) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) error {
		_, err := tx.One(q.Count, nil, &n)
		return err
	})
	return n
}

func ids(tx *db.Tx, query db.Query, args ...any) ([]string, error) {
	return db.All(tx, query, func(scan db.Scan) (s string, err error) { return s, scan(&s) }, args...)
}

func TestThirtyPeopleWhoSaveAtOnceLoseNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Write(t, d, func(tx *db.Tx) error { return add(tx, "fife") })
		var wg sync.WaitGroup
		failed := make(chan error, 30)
		for range 30 {
			wg.Go(func() {
				if err := d.Write(t.Context(), func(tx *db.Tx) error { return bump(tx, "fife") }); err != nil {
					failed <- err
				}
			})
		}
		wg.Wait()
		close(failed)
		for err := range failed {
			t.Error(err)
		}
		if n := column(t, d, "fife"); n != 30 {
			t.Errorf("the counter is at %d after 30 people added one each", n)
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			h, err := audit.Verify(tx, nil)
			if h.Size != 31 {
				t.Errorf("%d audit entries, want 31", h.Size)
			}
			return err
		})
	})
}

func TestATransactionThatChangedRowsWithoutAnAuditEntryDoesNotCommit(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(q.Add, "fife")
			return err
		})
		if !errors.Is(err, db.ErrUnaudited) {
			t.Errorf("error %v, want ErrUnaudited", err)
		}
		if n := count(t, d); n != 0 {
			t.Errorf("%d rows were committed", n)
		}
	})
}

func TestATransactionThatChangedRowsWithAnAuditEntryCommits(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Write(t, d, func(tx *db.Tx) error { return add(tx, "fife") })
		if n := count(t, d); n != 1 {
			t.Errorf("%d rows were committed, want 1", n)
		}
	})
}

func TestAStatementThatChangesNoRowNeedsNoAuditEntry(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Write(t, d, func(tx *db.Tx) error {
			n, err := tx.Exec(q.Bump, "nowhere", 1)
			if n != 0 {
				t.Errorf("%d rows changed", n)
			}
			return err
		})
	})
}

func TestAReaderCannotWrite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			tx.Audited() // even one who says that there is an entry
			_, err := tx.Exec(q.Add, "fife")
			return err
		})
		if err == nil {
			t.Error("a reading transaction wrote")
		}
		if n := count(t, d); n != 0 {
			t.Errorf("%d rows were committed", n)
		}
	})
}

func TestAReaderSeesOneStateOfTheDatabase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Read(t, d, func(tx *db.Tx) error {
			var before, after int
			if _, err := tx.One(q.Count, nil, &before); err != nil {
				return err
			}
			dbtest.Write(t, d, func(tx *db.Tx) error { return add(tx, "fife") })
			if _, err := tx.One(q.Count, nil, &after); err != nil {
				return err
			}
			if before != 0 || after != 0 {
				t.Errorf("the reader saw %d rows, then %d", before, after)
			}
			return nil
		})
		if n := count(t, d); n != 1 {
			t.Errorf("a later reader sees %d rows", n)
		}
	})
}

func TestAnErrorAPanicOrTheEndOfTheGoroutineRollsBackAndTheNextWriterGoesOn(t *testing.T) {
	sentinel := errors.New("no")
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for name, end := range map[string]func() error{
			"an error":                 func() error { return sentinel },
			"a panic":                  func() error { panic("oh") },
			"the end of the goroutine": func() error { runtime.Goexit(); return nil },
		} {
			t.Run(name, func(t *testing.T) {
				done := make(chan any, 1)
				go func() {
					defer func() { done <- recover() }()
					err := d.Write(context.Background(), func(tx *db.Tx) error {
						if err := add(tx, "fife"); err != nil {
							return err
						}
						return end()
					})
					if !errors.Is(err, sentinel) {
						t.Errorf("the error became %v", err)
					}
				}()
				if p := <-done; (name == "a panic") != (p != nil) {
					t.Errorf("recovered %v", p)
				}
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				if err := d.Write(ctx, record); err != nil {
					t.Fatalf("the next writer: %v", err)
				}
				if n := count(t, d); n != 0 {
					t.Errorf("%d rows were committed", n)
				}
			})
		}
	})
}

func TestParametersAreBoundByNumber(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Read(t, d, func(tx *db.Tx) error {
			var two, one string
			ok, err := tx.One(q.Two, []any{"one", "two"}, &two, &one)
			if !ok || two != "two" || one != "one" {
				t.Errorf("$2, $1 gave %q, %q", two, one)
			}
			return err
		})
	})
}

func TestAnEmptyListMatchesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Write(t, d, func(tx *db.Tx) error { return errors.Join(add(tx, "angus"), add(tx, "fife"), add(tx, "moray")) })
		dbtest.Read(t, d, func(tx *db.Tx) error {
			for _, c := range []struct {
				list []string
				want string
			}{
				{[]string{"moray", "fife"}, "[fife moray]"}, {[]string{"fife"}, "[fife]"}, {[]string{"none"}, "[]"}, {nil, "[]"}, {[]string{}, "[]"},
			} {
				got, err := ids(tx, q.In, "test", c.list)
				if err != nil {
					return err
				}
				if fmt.Sprint(got) != c.want {
					t.Errorf("IN %v gave %v, want %s", c.list, got, c.want)
				}
			}
			got, err := ids(tx, q.NotIn, []string{})
			if len(got) != 0 {
				t.Errorf("NOT IN an empty list gave %v; an empty list matches nothing either way", got)
			}
			return err
		})
	})
}

func TestIdentifiersCompareByBytesOnBothEngines(t *testing.T) {
	names := []string{"Fife", "Zetland", "angus", "fife", "fifé", "fife "} // in the order of their bytes, but for the last
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Write(t, d, func(tx *db.Tx) error {
			for _, n := range names {
				if err := add(tx, n); err != nil {
					return err
				}
			}
			return nil
		})
		dbtest.Read(t, d, func(tx *db.Tx) error {
			for _, n := range names {
				got, err := ids(tx, q.In, "test", []string{n})
				if err != nil || len(got) != 1 || got[0] != n {
					t.Errorf("%q finds %q (%v)", n, got, err)
				}
			}
			got, err := ids(tx, q.Names)
			if want := "[Fife Zetland angus fife fife  fifé]"; fmt.Sprint(got) != want {
				t.Errorf("in order: %v, want %v", got, want)
			}
			return err
		})
	})
}

func TestRequestsThatAreCancelledDoNotBreakLaterOnes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Write(t, d, func(tx *db.Tx) error { return add(tx, "fife") })
		var wg sync.WaitGroup
		var done, ended atomic.Int64
		work := func(n int) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(rand.IntN(3000))*time.Microsecond)
			defer cancel()
			f, run := func(tx *db.Tx) error { return bump(tx, "fife") }, d.Write
			if n%2 == 0 {
				f, run = func(tx *db.Tx) error { _, err := ids(tx, q.Names); return err }, d.Read
			}
			err := run(ctx, f)
			switch {
			case err == nil && n%2 == 1:
				done.Add(1)
			case err != nil && errs.KindOf(err) != errs.Storage:
				t.Errorf("a request that was cancelled ended with %v", err)
			case err != nil:
				ended.Add(1)
			}
		}
		for range 6 {
			wg.Go(func() {
				for n := range 40 {
					work(n)
				}
			})
		}
		wg.Wait()
		dbtest.Write(t, d, func(tx *db.Tx) error { return bump(tx, "fife") })
		n := int64(column(t, d, "fife"))
		if least, most := done.Load()+1, done.Load()+1+ended.Load(); n < least || n > most {
			t.Errorf("the counter is at %d; %d requests were told that they are done and %d were cancelled", n, done.Load(), ended.Load())
		}
		dbtest.Read(t, d, func(tx *db.Tx) error { _, err := audit.Verify(tx, nil); return err })
	})
}

func TestATransactionHasOneMoment(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Read(t, d, func(tx *db.Tx) error {
			if s := tx.Stamp(); s != "2012-04-27T09:30:00.000Z" || len(s) != 24 || !tx.Now().Equal(dbtest.Now) {
				t.Errorf("the moment is %s", s)
			}
			return nil
		})
	})
}

func TestAStatementThatFailsNamesItsQueryAndTheRestIsRolledBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if err := add(tx, "fife"); err != nil {
				return err
			}
			var n int
			_, err := tx.One(q.Wrong, nil, &n)
			return err
		})
		if err == nil || errs.KindOf(err) != errs.Internal || !contains(err.Error(), "query Wrong") {
			t.Errorf("error %v", err)
		}
		if n := count(t, d); n != 0 {
			t.Errorf("%d rows were committed", n)
		}
	})
}

func TestAConnectionThatIsLostIsSaidInWordsAndTheNextRequestHasANewOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if d.Engine() != schema.Postgres {
			t.Skip("a file has no connection to lose")
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			if err := add(tx, "fife"); err != nil {
				return err
			}
			var pid int
			if _, err := tx.One(q.Pid, nil, &pid); err != nil {
				return err
			}
			terminate(t, pid)
			return add(tx, "moray")
		})
		if errs.KindOf(err) != errs.Storage {
			t.Errorf("error %v", err)
		}
		dbtest.Write(t, d, record)
		if n := count(t, d); n != 0 {
			t.Errorf("%d rows were committed", n)
		}
	})
}
