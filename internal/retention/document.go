package retention

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/document"
)

func cell(s string) document.Cell { return document.Cell{Text: s} }

func number(n int) document.Cell {
	return document.Cell{Text: fmt.Sprint(n), Number: float64(n), Numeric: true}
}

// dayCell is a day as it is read; an unknown one says why in words.
func dayCell(d date.Date, why string) document.Cell {
	if !d.Known() {
		return document.Cell{Text: why, Absent: document.NotApply}
	}
	return cell(d.Words())
}

func join(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}

// Who is what a subject is called: a name, an id, or nobody.
func (i Item) Who() string {
	switch {
	case i.Name != "":
		return i.Name
	case i.Subject == "" && i.Rule == Message:
		return "messages and other work for later"
	case i.Subject == "":
		return "nobody who is known"
	}
	return i.Subject
}

// state is what becomes of an item, in words.
func (i Item) state() string {
	switch {
	case i.Due:
		return "is due"
	case len(i.Blocks) > 0:
		return "stays: " + strings.Join(i.Blocks, "; ")
	}
	return "waits"
}

// Document is the listing as a report. at is the address of the page of a subject.
// Where it is nil there are no pages, but commands, which want ids: the report has
// them too.
func (l Listing) Document(at func(Item) string) document.Document {
	d := document.Document{Title: "Retention",
		Lead:  l.Counts() + ". What is not due waits for its day or is kept for the reason that is given.",
		Facts: []document.Fact{{Term: "As it will be on", Text: l.On.Words()}}}
	e := l.Rules.InForce(l.On)
	what := document.Table{ID: "held", Title: "What is held, when it goes, and what keeps it", Columns: columns(at == nil, []document.Column{{Name: "About"}, {Name: "Id"}, {Name: "Rule"}, {Name: "What"}, {Name: "Rows due", Kind: document.Count}, {Name: "Counts from", Kind: document.Day}, {Name: "Goes on", Kind: document.Day}, {Name: "State"}})}
	for _, i := range l.Items {
		var rows []string
		for _, h := range i.Held {
			rows = append(rows, Rows(h, h.Rows))
		}
		first := cell(i.Who())
		if at != nil {
			first.Href = at(i)
		}
		what.Rows = append(what.Rows, columns(at == nil, []document.Cell{first, cell(i.Subject), cell(i.Rule), cell(strings.Join(rows, ", ")), number(i.rows()), dayCell(i.From, "does not run"), dayCell(i.Goes, "not known"), cell(i.state())}))
	}
	held := document.Section{ID: "what", Heading: "What is held"}
	if len(what.Rows) > 0 {
		held.Blocks = append(held.Blocks, what)
	} else {
		held.Blocks = append(held.Blocks, document.Paragraph{Text: "Nothing personal is held that you may see."})
	}
	d.Sections = append(d.Sections, held)
	if len(l.Holds) > 0 {
		t := document.Table{ID: "holds", Title: "Holds", Columns: columns(at == nil, []document.Column{{Name: "On"}, {Name: "Id"}, {Name: "Since", Kind: document.Day}, {Name: "Reason"}})}
		for _, h := range l.Holds {
			on := cell(cmp.Or(h.Name, h.Subject))
			if at != nil {
				on.Href = "/retention/holds/" + h.ID
			}
			t.Rows = append(t.Rows, columns(at == nil, []document.Cell{on, cell(h.ID), cell(words(h.PlacedAt)), cell(h.Reason)}))
		}
		d.Sections = append(d.Sections, document.Section{ID: "on-hold", Heading: "On hold", Blocks: []document.Block{t}})
	}
	rules := document.Table{ID: "rules", Title: "The rules in force on " + l.On.Words() + ", edition " + e.ID, Columns: []document.Column{{Name: "Rule"}, {Name: "What it covers"}, {Name: "Counts from"}, {Name: "Period"}, {Name: "Basis"}, {Name: "Source"}, {Name: "Kept"}}}
	for _, r := range e.Rules {
		mark := "[" + r.Mark + "]"
		if r.Mark == "own" {
			mark = "[this program’s own]"
		}
		rules.Rows = append(rules.Rows, []document.Cell{cell(r.Name), cell(r.Title + ". " + r.Covers), cell(r.CountsFrom), cell(r.Period()), cell(r.Basis), cell(r.Source + " " + mark), cell(r.Kept)})
	}
	d.Sections = append(d.Sections, document.Section{ID: "by-rule", Heading: "The rules", Blocks: []document.Block{rules}})
	return d
}

// columns is a row of the listing with the ids, its second cells, or without them.
func columns[T any](ids bool, row []T) []T {
	if ids {
		return row
	}
	return slices.Delete(row, 1, 2)
}

// Document is the certificate as a report. by is what to call who did it.
func (i Issued) Document(by string) document.Document {
	rows := 0
	for _, t := range i.Tables() {
		rows += t.Rows
	}
	d := document.Document{Title: "Certificate of destruction " + i.ID,
		Lead: fmt.Sprintf("Destroyed on %s: %s about %s.", i.On.Words(), Count(rows, "row"), Count(len(i.Subjects), "subject"))}
	fact := func(term, text string) { d.Facts = append(d.Facts, document.Fact{Term: term, Text: text}) }
	fact("When", date.Stamp(i.At)+" (UTC)")
	fact("By", by)
	fact("Rules", "edition "+join(i.Editions))
	fact("Database", i.Engine)
	fact("SHA-256 of this certificate", i.SHA256)
	if i.Entry >= 0 {
		fact("Audit log", fmt.Sprintf("entry %d names this hash", i.Entry))
	} else {
		fact("Audit log", "no entry names this hash: this is not the certificate that was issued")
	}
	if i.FinishedAt != "" {
		fact("Finished", date.Stamp(i.FinishedAt)+" (UTC)")
	} else {
		fact("Finished", "not yet")
	}
	totals := document.Table{ID: "tables", Title: "Rows that were destroyed, by table", Columns: []document.Column{{Name: "Table"}, {Name: "Rows", Kind: document.Count}, {Name: "Subjects", Kind: document.Count}}}
	for _, t := range i.Tables() {
		totals.Rows = append(totals.Rows, []document.Cell{cell(what(t.Table)), number(t.Rows), number(t.Subjects)})
	}
	each := document.Table{ID: "subjects", Title: "What was destroyed, by subject, with a hash over the rows", Columns: []document.Column{{Name: "Subject"}, {Name: "Rule"}, {Name: "Edition"}, {Name: "Table"}, {Name: "Rows", Kind: document.Count}, {Name: "SHA-256"}}}
	for _, s := range i.Subjects {
		name := s.Subject
		if name == "" {
			name = "nobody who is known"
		}
		for _, t := range s.Tables {
			each.Rows = append(each.Rows, []document.Cell{cell(name), cell(s.Rule), cell(s.Edition), cell(what(t.Table)), number(t.Rows), cell(t.SHA256)})
		}
	}
	d.Sections = []document.Section{{ID: "totals", Heading: "What was destroyed", Blocks: []document.Block{totals}}, {ID: "by-subject", Heading: "Subject by subject", Blocks: []document.Block{
		document.Paragraph{Text: "A person is named by the number that stands for them in the audit log, because their name may be gone. The hash is over the fields of the rows, in the order of their keys, each with its length before it. Whoever kept a copy can be shown to have one; from the hash nobody can be shown what was in it."}, each}}}
	keys := document.Section{ID: "keys", Heading: "Keys that were destroyed"}
	if len(i.Keys) == 0 {
		keys.Blocks = []document.Block{document.Paragraph{Text: "None."}}
	} else {
		list := document.List{}
		for _, k := range i.Keys {
			list.Items = append(list.Items, document.Item{Text: k})
		}
		keys.Blocks = []document.Block{list}
	}
	left := document.Section{ID: "copies", Heading: "The files of the database, and copies", Blocks: []document.Block{document.Paragraph{Text: i.Pages}}}
	if i.FinishedAt == "" {
		left.Blocks = append(left.Blocks, document.Paragraph{Kind: document.Warning, Text: "This is not finished: files of keys, or what the rows left in the files of the database, may still be there. The next run, or the next start of a server, removes them."})
	} else {
		left.Blocks = append(left.Blocks, document.Paragraph{Text: "Done: " + i.Finished})
	}
	list := document.List{}
	for _, r := range i.Remains {
		list.Items = append(list.Items, document.Item{Text: r})
	}
	left.Blocks = append(left.Blocks, list)
	d.Sections = append(d.Sections, keys, left)
	return d
}
