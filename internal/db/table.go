package db

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/northinch/northinch/internal/schema"
)

// Table is a table of the program. Only Tables makes one, so that the statements
// that go through whole tables hold no name from elsewhere.
type Table struct {
	name         string
	columns, key []string
}

// Name is the table's name.
func (t Table) Name() string { return t.name }

// Columns are the names of its columns, in order.
func (t Table) Columns() []string { return t.columns }

// Tables are the tables of a database that has the first steps of the schema, in
// the order of their names, that of the steps included. The steps are carried out
// in memory and SQLite's catalogue says what came of them, so that a later step
// needs no list to be kept anywhere. steps is from 1 to those of this program.
func Tables(ctx context.Context, steps int) ([]Table, error) {
	pool, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1) // each connection would have a memory of its own
	for _, text := range stepTexts(schema.SQLite, steps) {
		if _, err := pool.ExecContext(ctx, text); err != nil {
			return nil, err
		}
	}
	rows, err := pool.QueryContext(ctx, `SELECT t.name, c.name, c.pk FROM sqlite_master t, pragma_table_info(t.name) c
		WHERE t.type = 'table' AND substr(t.name, 1, 7) <> 'sqlite_' ORDER BY t.name, c.cid`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Table
	place := map[int]string{} // the columns of the key by their place in it
	done := func() {
		for i := 1; i <= len(place); i++ {
			all[len(all)-1].key = append(all[len(all)-1].key, place[i])
		}
		clear(place)
	}
	for rows.Next() {
		var table, column string
		var pk int
		if err := rows.Scan(&table, &column, &pk); err != nil {
			return nil, err
		}
		if len(all) == 0 || all[len(all)-1].name != table {
			done()
			all = append(all, Table{name: table})
		}
		t := &all[len(all)-1]
		t.columns = append(t.columns, column)
		if pk > 0 {
			place[pk] = column
		}
	}
	done()
	return all, rows.Err()
}

// stepTexts are the statements that make a database with the first steps, and
// put none of them on record.
func stepTexts(e schema.Engine, steps int) []string {
	texts := []string{schema.For(e, stepTable)}
	for _, s := range schema.Steps(e)[:steps] {
		texts = append(texts, s.SQL)
	}
	return texts
}

// quoted is a list of names as both engines read it.
func quoted(names ...string) string {
	var b strings.Builder
	for i, n := range names {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(`"` + strings.ReplaceAll(n, `"`, `""`) + `"`)
	}
	return b.String()
}

// all is the statement that reads a table in the order of its key, which is the
// same on both engines because text compares by bytes. A table without a key is
// read in the order of everything in it.
func (t Table) all() string {
	order := quoted(t.key...)
	if len(t.key) == 0 {
		order = strings.Join(strings.Split(quoted(t.columns...), ", "), " NULLS FIRST, ") + " NULLS FIRST"
	}
	return fmt.Sprintf("SELECT %s FROM %s ORDER BY %s", quoted(t.columns...), quoted(t.name), order)
}

// add is the statement that adds n rows to a table.
func (t Table) add(e schema.Engine, n int) string {
	mark := map[schema.Engine]string{schema.SQLite: "?", schema.Postgres: "$"}[e]
	var b strings.Builder
	fmt.Fprintf(&b, "INSERT INTO %s (%s) VALUES ", quoted(t.name), quoted(t.columns...))
	for i := range n * len(t.columns) {
		switch {
		case i == 0:
			b.WriteString("(")
		case i%len(t.columns) == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s%d", mark, i+1)
	}
	return b.String() + ")"
}
