package schema_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/goldentest"
	"github.com/northinch/northinch/internal/schema"
)

func TestTheSchemaIsTheReviewedOne(t *testing.T) {
	for e, file := range map[schema.Engine]string{schema.SQLite: "schema.sqlite.sql", schema.Postgres: "schema.postgres.sql"} {
		var b strings.Builder
		fmt.Fprintf(&b, "-- Every table as North Inch makes it on %s, step by step.\n", e)
		b.WriteString("-- Written by a test of internal/schema from the files in internal/schema/migrations,\n-- whose comments say what each table is for; do not change it by hand.\n")
		for _, s := range schema.Steps(e) {
			fmt.Fprintf(&b, "\n-- Step %d: %s\n%s", s.Number, s.Name, tidy(s.SQL))
		}
		goldentest.Check(t, "../../docs/"+file, b.String())
	}
}

// tidy takes out what the comments of a step leave behind.
func tidy(sql string) string {
	var lines []string
	for line := range strings.SplitSeq(sql, "\n") {
		if line = strings.TrimRight(line, " \t"); line != "" {
			lines = append(lines, line)
		}
		if strings.HasSuffix(line, ";") {
			lines = append(lines, "")
		}
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n") + "\n"
}

func TestEveryTableOfSQLiteIsStrictAndEveryTextOfPostgreSQLComparesByBytes(t *testing.T) {
	lite, pg := "", ""
	for i, s := range schema.Steps(schema.SQLite) {
		lite += s.SQL
		pg += schema.Steps(schema.Postgres)[i].SQL
	}
	tables := strings.Count(lite, "CREATE TABLE")
	if strict := strings.Count(lite, ") STRICT;"); tables == 0 || strict != tables {
		t.Errorf("%d of %d tables are strict", strict, tables)
	}
	if all, c := len(regexp.MustCompile(`\bTEXT\b`).FindAllString(pg, -1)), strings.Count(pg, `TEXT COLLATE "C"`); all != c {
		t.Errorf("%d of %d columns of text compare by bytes", c, all)
	}
	for _, word := range []string{"BIGINT", "BYTEA", "BOOLEAN", "DOUBLE PRECISION", "COLLATE"} {
		if strings.Contains(lite, word) {
			t.Errorf("SQLite is given the word %s", word)
		}
	}
	if strings.Contains(pg, "STRICT") {
		t.Error("PostgreSQL is given the word STRICT")
	}
}

func TestAStepIsWrittenOnceInTheWordsOfBothEngines(t *testing.T) {
	const step = "-- A table; its TEXT stays.\nCREATE TABLE a (\n\tid TEXT PRIMARY KEY, -- a BIGINT it is not\n\tn BIGINT,\n\tx DOUBLE PRECISION,\n\tb BYTEA,\n\tyes BOOLEAN\n);\n"
	for e, want := range map[schema.Engine]string{
		schema.SQLite:   "CREATE TABLE a (\n\tid TEXT PRIMARY KEY, \n\tn INTEGER,\n\tx REAL,\n\tb BLOB,\n\tyes INTEGER\n) STRICT;",
		schema.Postgres: "CREATE TABLE a (\n\tid TEXT COLLATE \"C\" PRIMARY KEY, \n\tn BIGINT,\n\tx DOUBLE PRECISION,\n\tb BYTEA,\n\tyes BOOLEAN\n);",
	} {
		if got := strings.TrimSpace(schema.For(e, step)); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", e, got, want)
		}
	}
}
