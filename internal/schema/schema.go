// Package schema is every table of the program, one file per step, in order.
//
// A step is written once in the words that both engines share (TEXT, BIGINT,
// DOUBLE PRECISION, BYTEA, BOOLEAN); For turns it into the engine's own. Steps
// only go forward and never change once released. Days are TEXT of up to ten
// bytes ("2011-08-31", "2011-08" or "2011"), moments are TEXT of 24 bytes in
// UTC, so that comparing text is comparing time on both engines.
package schema

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

//go:embed migrations/*.sql
var files embed.FS

// Engine is a kind of database.
type Engine uint8

// The engines.
const (
	SQLite Engine = iota
	Postgres
)

// String is the engine's name as read.
func (e Engine) String() string { return [...]string{"SQLite", "PostgreSQL"}[e] }

// Step is one migration.
type Step struct {
	Number int
	Name   string
	SQL    string
}

// Steps are all steps for an engine, in order. It panics when the files are not
// numbered 1, 2, 3 …, which a test sees before anybody else does.
func Steps(e Engine) []Step {
	entries, err := fs.ReadDir(files, "migrations")
	if err != nil {
		panic(err)
	}
	var steps []Step
	for i, entry := range entries {
		var n int
		if _, err := fmt.Sscanf(entry.Name(), "%04d_", &n); err != nil || n != i+1 {
			panic("schema: " + entry.Name() + " is not step " + fmt.Sprint(i+1))
		}
		text, err := fs.ReadFile(files, "migrations/"+entry.Name())
		if err != nil {
			panic(err)
		}
		name := strings.TrimSuffix(entry.Name(), ".sql")
		steps = append(steps, Step{n, name, For(e, string(text))})
	}
	return steps
}

var (
	typeWord = regexp.MustCompile(`\b(DOUBLE PRECISION|TEXT|BIGINT|BYTEA|BOOLEAN)\b`)
	comment  = regexp.MustCompile(`(?m)--.*$`)
)

var sqliteWord = map[string]string{
	"TEXT": "TEXT", "BIGINT": "INTEGER", "DOUBLE PRECISION": "REAL", "BYTEA": "BLOB", "BOOLEAN": "INTEGER",
}

// For is the text of a step in the words of an engine. On SQLite tables are
// STRICT, so that text in a number column is refused as PostgreSQL refuses it.
// On PostgreSQL text compares by bytes, as on SQLite, so that an identifier is
// equal to another on both engines or on neither.
//
// PostgreSQL keeps samples of every column for its planning, in a table of its own
// that no program can clean; of tables that a rule disposes of it keeps none.
func For(e Engine, text string) string {
	samples := withoutSamples(text)
	text = comment.ReplaceAllString(text, "")
	if e == Postgres {
		return typeWord.ReplaceAllStringFunc(text, func(w string) string {
			if w == "TEXT" {
				return `TEXT COLLATE "C"`
			}
			return w
		}) + samples
	}
	text = typeWord.ReplaceAllStringFunc(text, func(w string) string { return sqliteWord[w] })
	return strings.ReplaceAll(text, "\n);", "\n) STRICT;")
}

var (
	disposedOf = regexp.MustCompile(`(?s)((?:--[^\n]*\n)+)CREATE TABLE (\w+) \((.*?)\n\);`)
	textColumn = regexp.MustCompile(`(?m)^\t(\w+)\s+(?:TEXT|BYTEA)\b`)
)

// withoutSamples has PostgreSQL keep no samples of the columns of text of those tables
// of a step whose comment names a rule that disposes of them.
func withoutSamples(text string) (more string) {
	for _, m := range disposedOf.FindAllStringSubmatch(text, -1) {
		if !strings.Contains(strings.Join(strings.Fields(strings.ReplaceAll(m[1], "--", " ")), " "), "Disposed of by the rule") {
			continue
		}
		for _, c := range textColumn.FindAllStringSubmatch(m[3], -1) {
			more += "\nALTER TABLE " + m[2] + " ALTER COLUMN " + c[1] + " SET STATISTICS 0;"
		}
	}
	return more
}
