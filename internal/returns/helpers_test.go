package returns_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
)

const (
	childHeader = "child,area,agreed_date,born,sex,locality,populations,made_up"
	oneChild    = childHeader + "\nK-1,MADEUP18,2026-07-31,2014-05,F,2,registered,made-up\n"
	eventHeader = "child,date,event,by,detail,end_date,late_reason"
)

// outcome is what came of reading.
type outcome struct {
	ret     *returns.Return
	found   []returns.Finding
	tally   map[string]int
	refusal *returns.Refusal
}

// codes are the codes that were found, once each, in their order.
func (o outcome) codes() string {
	var all []string
	for _, f := range o.found {
		if !strings.Contains(strings.Join(all, " "), f.Code) {
			all = append(all, f.Code)
		}
	}
	return strings.Join(all, " ")
}

// text is all that anybody is told.
func (o outcome) text() string {
	var b strings.Builder
	for _, f := range o.found {
		b.WriteString(f.Code + " " + f.File + " " + f.Table + " " + f.Column + " " + f.Sentence + "\n")
	}
	if o.refusal != nil {
		b.WriteString(o.refusal.Error() + errs.Sentence(o.refusal))
	}
	return b.String()
}

// readAll reads a table of children and one of events, which may be left out.
func readAll(t testing.TB, children, events string, o returns.Options) (out outcome) {
	t.Helper()
	var tables []returns.Table
	if children != "" {
		tables = append(tables, table(t, "children.csv", children))
	}
	if events != "" {
		tables = append([]returns.Table{table(t, "events.csv", events)}, tables...)
	}
	return readTables(t, tables, o)
}

func readTables(t testing.TB, tables []returns.Table, o returns.Options) (out outcome) {
	t.Helper()
	o.Found = func(f returns.Finding) { out.found = append(out.found, f) }
	var err error
	out.ret, out.tally, err = returns.Read(tables, o)
	if err != nil {
		r, ok := errors.AsType[*returns.Refusal](err)
		if !ok || errs.KindOf(err) != errs.BadInput {
			t.Fatalf("%v is no refusal", err)
		}
		if out.ret != nil {
			t.Fatal("a return was refused and given")
		}
		out.refusal = r
	}
	return out
}

func table(t testing.TB, name, text string) returns.Table {
	t.Helper()
	all, err := returns.Tables(name, bytes.NewReader([]byte(text)), int64(len(text)))
	if err != nil || len(all) != 1 {
		t.Fatalf("%d tables: %v", len(all), err)
	}
	return all[0]
}
