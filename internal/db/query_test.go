package db

import (
	"reflect"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/schema"
)

func TestParametersAreBoundByNumberAndListsExpandOnBothEngines(t *testing.T) {
	for _, c := range []struct {
		name, text       string
		args             []any
		sqlite, postgres string
		flat             []any
	}{
		{"no parameters", "SELECT 1", nil, "SELECT 1", "SELECT 1", nil},
		{"in another order", "a = $2 AND b = $1", []any{"x", 2}, "a = ?2 AND b = ?1", "a = $2 AND b = $1", []any{"x", 2}},
		{"one twice", "a = $1 OR b = $1", []any{"x"}, "a = ?1 OR b = ?1", "a = $1 OR b = $1", []any{"x"}},
		{"a list of two", "a IN ($2...) AND b = $1 AND c = $3", []any{"x", []string{"p", "q"}, 7}, "a IN (?2, ?3) AND b = ?1 AND c = ?4", "a IN ($2, $3) AND b = $1 AND c = $4", []any{"x", "p", "q", 7}},
		{"a list twice", "a IN ($1...) OR b IN ($1...)", []any{[]string{"p", "q"}}, "a IN (?1, ?2) OR b IN (?1, ?2)", "a IN ($1, $2) OR b IN ($1, $2)", []any{"p", "q"}},
		{"an empty list", "a IN ($1...) AND b = $2", []any{[]string{}, "x"}, "a IN (NULL) AND b = ?1", "a IN (NULL) AND b = $1", []any{"x"}},
		{"two lists, the first empty", "a IN ($1...) AND b IN ($2...)", []any{[]string(nil), []string{"x"}}, "a IN (NULL) AND b IN (?1)", "a IN (NULL) AND b IN ($1)", []any{"x"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := Query{name: "Q", text: [2]string{c.text, c.text}}
			for e, want := range map[schema.Engine]string{schema.SQLite: c.sqlite, schema.Postgres: c.postgres} {
				got, flat := q.sql(e, c.args)
				if got != want {
					t.Errorf("%s: %q, want %q", e, got, want)
				}
				if len(flat) != len(c.flat) || len(flat) > 0 && !reflect.DeepEqual(flat, c.flat) {
					t.Errorf("%s: arguments %v, want %v", e, flat, c.flat)
				}
			}
		})
	}
}

func TestTooFewArgumentsAreLeftToTheEngineToRefuse(t *testing.T) {
	q := Query{name: "Q", text: [2]string{"a = $3", "a = $3"}}
	if got, _ := q.sql(schema.SQLite, []any{1}); got != "a = ?3" {
		t.Errorf("%q", got)
	}
}

func TestAQueryMayDifferByEngine(t *testing.T) {
	q := Queries[struct{ One, Search Query }]("-- name: One\nSELECT 1\n-- name: Search sqlite\nSELECT 'here'\n-- name: Search postgres\nSELECT 'there'\n")
	if q.Search.text[schema.SQLite] != "SELECT 'here'" || q.Search.text[schema.Postgres] != "SELECT 'there'" || q.One.text[0] != "SELECT 1" || q.One.text[1] != "SELECT 1" {
		t.Errorf("%+v", q)
	}
	if q.Search.Name() != "Search" || len(List(q)) != 2 {
		t.Errorf("%q, %d queries", q.Search.Name(), len(List(q)))
	}
}

func TestAFileAndAStructThatDisagreeStopTheProgram(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a query that is missing", "-- name: Other\nSELECT 1", "no query One"},
		{"a query without a field", "-- name: One\nSELECT 1\n-- name: Two\nSELECT 2", "query Two in the .sql file has no field"},
		{"a query for one engine only", "-- name: One sqlite\nSELECT 1", "no query One for both engines"},
		{"a query that is empty", "-- name: One\n", "no query One"},
		{"a query that stands twice", "-- name: One\nSELECT 1\n-- name: One\nSELECT 2", "query One stands twice"},
		{"a query for both and again for one", "-- name: One\nSELECT 1\n-- name: One sqlite\nSELECT 2", "query One stands twice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			defer func() {
				if p, _ := recover().(string); !strings.Contains(p, c.want) {
					t.Errorf("panic %q, want %q", p, c.want)
				}
			}()
			Queries[struct{ One Query }](c.text)
		})
	}
}
