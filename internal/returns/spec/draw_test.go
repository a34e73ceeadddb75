package spec_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/goldentest"
	"github.com/northinch/northinch/internal/returns/spec"
)

// The document is for people who make a return, so it begins with the newest
// edition in full; of the older ones it says what is different.
func TestTheSpecificationIsDrawnFromItsEditions(t *testing.T) {
	all := spec.Editions()
	var b strings.Builder
	b.WriteString(`# The return specification

<!-- Drawn from internal/returns/spec/editions by the tests; do not edit. -->

A return is two tables: the children whom services know in certain ways on an
agreed date, and what happened to them. Each is a CSV file with a header; the
order of the columns does not matter, and a file is known for what it is by its
columns and not by its name. The files may be packed into one ZIP file. Or each is
a sheet of one Excel workbook (.xlsx), with the header in the first row that is not
empty; other sheets are not read, and nothing in the workbook may name a child, on no
sheet, in no note and in no hidden place. A ZIP file may hold one such workbook in place
of the CSV files. The children of an area are in one return;
a return may be of several areas.

**Whose specification this is.** The tables, columns, codes and editions are North Inch's
own. They are no law, and no form of an inspectorate: what an area must give, and in what
form, is for those who ask it. The editions to 2021 have the populations for which
pre-inspection returns asked in their years; what edition 2026 adds, it adds of its own.

**Nothing that names a child.** No name, address, postcode, full date of birth,
CHI number, NHS number, National Insurance number, e-mail address or telephone
number, in no column and in no reference. A file that has one is not read on: the
check says in which line and column and of what kind it is, and never what it is.

**The reference** is the area's own for the child and means nothing elsewhere. Do
not use a number of ten digits: it may be taken for a CHI or NHS number. A letter
and a hyphen before it, such as C-01234567, keep it apart from telephone numbers
and dates.

**Dates** are written 2026-07-31. Also read, with a remark: 31/07/2026,
31.07.2026, 31-07-2026, 31 July 2026 or 31-Jul-2026, 20260731, any of these with a time
after it, and the serial numbers of Excel (46234). Refused: years of two digits, days
that do not exist, and the American order (07/31/2026). If a column has an
American date, its dates that could be read either way are refused with it.

**Months of birth** are written 2014-05. Also read, with a remark: 05/2014,
2014/05, 201405 and May 2014.

**Codes** are written as below. Capitals, spaces, hyphens, full stops and
underscores do not count, and other words that are listed are read, with a remark.

`)
	drawWhole(&b, all[len(all)-1])
	for i := len(all) - 2; i >= 0; i-- {
		drawChange(&b, all[i], all[i+1])
	}
	b.WriteString("\n## An example\n\nAn island with six children who do not exist, in internal/returns/testdata/example.\n")
	for _, table := range []string{"children", "events"} {
		rows, err := os.ReadFile("../testdata/example/made-up-" + table + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "\n```csv\n%s```\n", rows)
	}
	goldentest.Check(t, "../../../docs/return-specification.md", b.String())
}

func valid(e *spec.Edition) string {
	if !e.To.Known() {
		return "Agreed dates from " + e.From.Words() + "."
	}
	return "Agreed dates from " + e.From.Words() + " to " + e.To.Words() + "."
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

func drawWhole(b *strings.Builder, e *spec.Edition) {
	fmt.Fprintf(b, "## Edition %s\n\n%s %s\n", e.ID, valid(e), e.About)
	for _, t := range e.Tables {
		fmt.Fprintf(b, "\n### Table %s\n\n%s\n\n| column | needed | what it is | example | also called |\n| --- | --- | --- | --- | --- |\n", t.Name, t.Sentence)
		for _, c := range t.Columns {
			what := c.Sentence
			if c.List != "" {
				what += " Codes: [" + c.List + "](#list-" + c.List + ")."
			}
			fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", c.Name, yes(c.Needed), what, c.Example, strings.Join(c.Also, ", "))
		}
	}
	b.WriteString("\n### Events\n\nA code in bold must be given.\n\n| event | what happened | by | detail | end date | also read |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, k := range e.Events {
		link := func(list string, needed bool) string {
			switch {
			case list == "":
				return ""
			case needed:
				return "**[" + list + "](#list-" + list + ")**"
			}
			return "[" + list + "](#list-" + list + ")"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s |\n", k.Code.Code, k.Sentence, link(k.By, k.ByNeeded), link(k.Detail, k.DetailNeeded), yes(k.Lasts), strings.Join(k.Also, ", "))
	}
	for _, l := range e.Lists {
		fmt.Fprintf(b, "\n### List %s\n\n%s\n\n| code | meaning | also read |\n| --- | --- | --- |\n", l.Name, l.Sentence)
		for _, c := range l.Codes {
			meaning := c.Sentence
			if c.From.Known() {
				meaning += "; of events from " + c.From.Words()
			}
			if c.To.Known() {
				meaning += "; of events until " + c.To.Words()
			}
			fmt.Fprintf(b, "| %s | %s | %s |\n", c.Code, meaning, strings.Join(c.Also, ", "))
		}
	}
}

// drawChange says what a newer edition changed of e.
func drawChange(b *strings.Builder, e, newer *spec.Edition) {
	fmt.Fprintf(b, "\n## Edition %s\n\n%s %s\n\nDifferent from edition %s:\n\n", e.ID, valid(e), e.About, newer.ID)
	said := b.Len()
	say := func(what string, here, there []string) {
		only := func(of, not []string) string {
			return strings.Join(slices.DeleteFunc(slices.Clone(of), func(s string) bool { return slices.Contains(not, s) }), ", ")
		}
		if s := only(here, there); s != "" {
			fmt.Fprintf(b, "- %s: it has %s.\n", what, s)
		}
		if s := only(there, here); s != "" {
			fmt.Fprintf(b, "- %s: it does not have %s.\n", what, s)
		}
	}
	names := func(e *spec.Edition, table string) (all []string) {
		t, _ := e.Table(table)
		for _, c := range t.Columns {
			all = append(all, c.Name)
		}
		return all
	}
	for _, t := range newer.Tables {
		say("columns of table "+t.Name, names(e, t.Name), names(newer, t.Name))
	}
	kinds := func(e *spec.Edition) (all []string) {
		for _, k := range e.Events {
			all = append(all, k.Code.Code)
		}
		return all
	}
	say("events", kinds(e), kinds(newer))
	codes := func(l spec.List) (all []string) {
		for _, c := range l.Codes {
			all = append(all, fmt.Sprintf("%s (%s)", c.Code, c.Sentence))
		}
		return all
	}
	for _, l := range newer.Lists {
		if old, ok := e.List(l.Name); ok {
			say("codes of list "+l.Name, codes(old), codes(l))
		} else {
			fmt.Fprintf(b, "- list %s: it does not have the list.\n", l.Name)
		}
	}
	if b.Len() == said {
		b.WriteString("- nothing.\n")
	}
}
