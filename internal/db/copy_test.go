package db_test

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/schema"
)

func TestTheTablesAreThoseThatTheEngineHas(t *testing.T) {
	catalogue := db.Queries[struct{ Columns db.Query }](`
-- name: Columns sqlite
SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'
-- name: Columns postgres
SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = current_schema()
`)
	tables, err := db.Tables(t.Context(), len(schema.Steps(schema.SQLite)))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, table := range tables {
		for _, c := range table.Columns() {
			want = append(want, table.Name()+"."+c)
		}
	}
	slices.Sort(want)
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Read(t, d, func(tx *db.Tx) error {
			got, err := ids(tx, catalogue.Columns)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("the engine has\n%v\nand the tables are\n%v", got, want)
			}
			return err
		})
	})
	first, err := db.Tables(t.Context(), 1)
	if err != nil || len(first) != 3 || first[0].Name() != "audit_entry" || first[2].Name() != "schema_step" {
		t.Errorf("the tables of step 1 are %v (%v)", first, err)
	}
}

func each(rows ...[]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(slices.Clone(r), nil) {
				return
			}
		}
	}
}

func TestEveryKindOfValueIsCopiedAsItIs(t *testing.T) {
	odd := db.MadeUp(`an "odd" name`, []string{"the key"}, "the key", "n", "x", "b", "yes")
	rows := [][]any{
		{"", nil, nil, nil, nil},
		{"Ä", int64(math.MinInt64), -0.1, []byte{}, int64(0)},
		{"a", int64(math.MaxInt64), math.SmallestNonzeroFloat64, []byte{0, 255}, int64(1)},
		{"b", int64(0), math.MaxFloat64, []byte(strings.Repeat("x", 3<<20)), int64(1)},
	}
	for i := range 250 {
		rows = append(rows, []any{fmt.Sprintf("c%03d", i), int64(i), float64(i) / 3, []byte("b"), int64(i % 2)})
	}
	slices.SortFunc(rows, func(a, b []any) int { return strings.Compare(a[0].(string), b[0].(string)) })
	eachAddress(t, func(t *testing.T, address string) {
		d, err := db.Open(t.Context(), address, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		text := "CREATE TABLE \"an \"\"odd\"\" name\" (\"the key\" TEXT PRIMARY KEY, n BIGINT, x DOUBLE PRECISION, b BYTEA, yes BOOLEAN\n);"
		do(t, raw(t, address), schema.For(d.Engine(), text))
		dbtest.Write(t, d, func(tx *db.Tx) error {
			if err := tx.CopyIn(odd, each(rows...)); err != nil {
				return err
			}
			return record(tx)
		})
		i := 0
		dbtest.Read(t, d, func(tx *db.Tx) error {
			for row, err := range tx.CopyOut(odd) {
				if err != nil {
					return err
				}
				if fmt.Sprintf("%#v", row) != fmt.Sprintf("%#v", rows[i]) {
					t.Errorf("row %d is %.200q, want %.200q", i, row, rows[i])
				}
				i++
			}
			return nil
		})
		if i != len(rows) {
			t.Errorf("%d rows, want %d", i, len(rows))
		}
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return tx.CopyIn(odd, each([]any{"z", nil, nil, nil, nil})) }); !errors.Is(err, db.ErrUnaudited) {
			t.Errorf("rows were copied in without an audit entry: %v", err)
		}
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return tx.CopyIn(odd, each([]any{"z"})) }); err == nil {
			t.Error("a row that is too short was taken")
		}
	})
}

// copied is a database with an area and its code, the code first, unless the area
// is left out.
func copied(t *testing.T, withArea bool) db.Copy {
	t.Helper()
	tables, err := db.Tables(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	table := func(name string) db.Table {
		return tables[slices.IndexFunc(tables, func(t db.Table) bool { return t.Name() == name })]
	}
	return db.Copy{Steps: 2, Check: func(*db.Tx) error { return nil }, Fill: func(tx *db.Tx) error {
		err := tx.CopyIn(table("area_code"), each([]any{"S1", "fife", "", "", int64(1), "seen"}))
		if err == nil && withArea {
			err = tx.CopyIn(table("area"), each([]any{"fife", "test", "Fife", "", "", "", nil, nil}))
		}
		if err == nil {
			err = tx.CopyIn(table("schema_step"), each([]any{int64(1), "0001_audit", "then"}, []any{int64(2), "0002_programme", "then"}))
		}
		return err
	}}
}

func TestACopyIsMadeInAnyOrderAndTakenUpToThisProgram(t *testing.T) {
	keys := db.Queries[struct{ Count db.Query }](`
-- name: Count sqlite
SELECT count(*) FROM sqlite_master t, pragma_foreign_key_list(t.name)
-- name: Count postgres
SELECT count(*) FROM information_schema.table_constraints WHERE constraint_type = 'FOREIGN KEY' AND constraint_schema = current_schema()
`)
	number := func(d *db.DB) (n int) {
		dbtest.Read(t, d, func(tx *db.Tx) error { _, err := tx.One(keys.Count, nil, &n); return err })
		return n
	}
	want := number(dbtest.SQLite(t))
	eachAddress(t, func(t *testing.T, address string) {
		if err := db.Rebuild(t.Context(), address, copied(t, true)); err != nil {
			t.Fatal(err)
		}
		d, err := db.Open(t.Context(), address, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if n := count(t, d); n != 1 {
			t.Errorf("%d areas", n)
		}
		if n := number(d); n != want || n == 0 {
			t.Errorf("%d keys to other tables, a new database has %d", n, want)
		}
	})
}

func TestACopyThatFailsLeavesNothing(t *testing.T) {
	no := errors.New("no")
	refuses, doubts, orphan, lies := copied(t, true), copied(t, true), copied(t, false), copied(t, true)
	refuses.Fill = func(*db.Tx) error { return no }
	doubts.Check = func(*db.Tx) error { return no }
	lies.Fill = func(*db.Tx) error { return nil }
	for name, c := range map[string]db.Copy{"rows that cannot be read": refuses, "a check that fails": doubts, "a key to nothing": orphan, "steps that are not those on record": lies} {
		t.Run(name, func(t *testing.T) {
			eachAddress(t, func(t *testing.T, address string) {
				if err := db.Rebuild(t.Context(), address, c); err == nil {
					t.Fatal("there is no error")
				}
				if left, _ := filepath.Glob(address + "*"); len(left) > 0 {
					t.Errorf("there are %v", left)
				}
				if err := db.Rebuild(t.Context(), address, copied(t, true)); err != nil {
					t.Errorf("there is something left: %v", err)
				}
			})
		})
	}
}

func TestACopyTakesNoOthersPlace(t *testing.T) {
	eachAddress(t, func(t *testing.T, address string) {
		do(t, raw(t, address), "CREATE TABLE mine (x BIGINT)")
		err := db.Rebuild(t.Context(), address, copied(t, true))
		if errs.KindOf(err) != errs.Storage || !contains(errs.Sentence(err), " already; it was left as it is. Name a") {
			t.Errorf("error %v", err)
		}
		if has(t, raw(t, address), address, "mine", "area") != 1 {
			t.Error("the database was changed")
		}
	})
	for _, end := range []string{"-wal", "-shm", "-journal", ".part"} {
		address := filepath.Join(t.TempDir(), "new.db")
		if err := os.WriteFile(address+end, []byte("of another database"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := db.Rebuild(t.Context(), address, copied(t, true)); errs.KindOf(err) != errs.Storage || !contains(errs.Sentence(err), "There is a file "+address+end) {
			t.Errorf("beside %s: %v", end, err)
		}
	}
}

func TestARehearsalLeavesNothingAndHasNoNameWhileItRuns(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	nothing := func() {
		t.Helper()
		if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
			t.Errorf("there are %v", left)
		}
	}
	c := copied(t, true)
	fill := c.Fill
	c.Fill = func(tx *db.Tx) error {
		err := fill(tx)
		nothing()
		return err
	}
	if err := db.Rehearse(t.Context(), c); err != nil {
		t.Error(err)
	}
	nothing()
	c.Check = func(*db.Tx) error { return errors.New("no") }
	if err := db.Rehearse(t.Context(), c); err == nil {
		t.Error("there is no error")
	}
	nothing()
	t.Setenv("TMPDIR", filepath.Join(dir, "missing"))
	if err := db.Rehearse(t.Context(), c); errs.KindOf(err) != errs.Storage || !contains(errs.Sentence(err), "There is no room for temporary files in ") {
		t.Errorf("error %v", err)
	}
}
