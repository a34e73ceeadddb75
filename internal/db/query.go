package db

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"github.com/northinch/northinch/internal/schema"
)

// Query is one named statement from a queries.sql file. Only Queries makes one,
// so a statement assembled in a handler does not compile.
type Query struct {
	name string
	text [2]string // by engine
	// bound is what is sent to the engine, where there are no lists to expand.
	bound [2]string
}

// Name is the query's name, for messages.
func (q Query) Name() string { return q.name }

var (
	named  = regexp.MustCompile(`(?m)^-- name: (\w+)(?: (sqlite|postgres))?[ \t]*$`)
	dollar = regexp.MustCompile(`\$(\d+)(\.\.\.)?`)
)

// Queries fills a struct of Query fields from the text of a queries.sql file,
// in which "-- name: Field" starts each statement. "-- name: Field sqlite" and
// "-- name: Field postgres" give one statement for each engine where they must
// differ. It panics when file and struct disagree, which stops the program at
// its start.
func Queries[T any](text string) T {
	found := map[string]*Query{}
	marks := named.FindAllStringSubmatchIndex(text, -1)
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		name, body := text[m[2]:m[3]], strings.TrimSpace(text[m[1]:end])
		q := found[name]
		if q == nil {
			q = &Query{name: name}
			found[name] = q
		}
		for _, e := range []schema.Engine{schema.SQLite, schema.Postgres} {
			if m[4] < 0 || text[m[4]:m[5]] == map[schema.Engine]string{schema.SQLite: "sqlite", schema.Postgres: "postgres"}[e] {
				if q.text[e] != "" {
					panic("db: query " + name + " stands twice in the .sql file")
				}
				q.text[e] = body
			}
		}
	}
	var out T
	v := reflect.ValueOf(&out).Elem()
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		q := found[name]
		if q == nil || q.text[0] == "" || q.text[1] == "" {
			panic("db: no query " + name + " for both engines in the .sql file")
		}
		for _, e := range []schema.Engine{schema.SQLite, schema.Postgres} {
			if !strings.Contains(q.text[e], "...") {
				q.bound[e], _ = q.sql(e, nil)
			}
		}
		v.Field(i).Set(reflect.ValueOf(*q))
		delete(found, name)
	}
	for name := range found {
		panic("db: query " + name + " in the .sql file has no field")
	}
	return out
}

// sql is the statement for an engine with its lists expanded: "IN ($2...)" takes
// a []string and becomes as many parameters as the list has; an empty list
// matches nothing. SQLite is given ?n, which it binds by number as PostgreSQL
// does $n.
func (q Query) sql(e schema.Engine, args []any) (string, []any) {
	if q.bound[e] != "" {
		return q.bound[e], args
	}
	text := q.text[e]
	spread := strings.Contains(text, "...")
	if !spread && e == schema.Postgres {
		return text, args
	}
	var flat []any
	first := make([]int, len(args)+1)
	for i, a := range args {
		first[i+1] = len(flat) + 1
		if list, ok := a.([]string); ok {
			for _, s := range list {
				flat = append(flat, s)
			}
			continue
		}
		flat = append(flat, a)
	}
	mark := "$"
	if e == schema.SQLite {
		mark = "?"
	}
	text = dollar.ReplaceAllStringFunc(text, func(m string) string {
		var n int
		fmt.Sscanf(m, "$%d", &n)
		if n >= len(first) {
			return mark + fmt.Sprint(n) // too few arguments: the engine says so
		}
		if !strings.HasSuffix(m, "...") {
			return mark + fmt.Sprint(first[n])
		}
		list, _ := args[n-1].([]string)
		if len(list) == 0 {
			return "NULL"
		}
		parts := make([]string, len(list))
		for i := range list {
			parts[i] = mark + fmt.Sprint(first[n]+i)
		}
		return strings.Join(parts, ", ")
	})
	return text, flat
}

// List is the queries of a struct that Queries made.
func List(set any) []Query {
	v := reflect.ValueOf(set)
	var all []Query
	for i := range v.NumField() {
		if q, ok := v.Field(i).Interface().(Query); ok {
			all = append(all, q)
		}
	}
	return all
}
