package returnpage

import (
	"fmt"
	"strings"

	"github.com/northinch/northinch/internal/returns/check"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/ui"
)

func (v *notedView) compare(before submission.Submission, c *check.Changes) {
	v.Changes = fmt.Sprintf("Beside return %d: %s", before.Number, lower(c.Summary))
	v.Compared = ui.Table{ID: "compared", Caption: "Findings beside those in the return before", Empty: "Nothing was noted in either.",
		Columns: []ui.Column{{Text: "Rule"}, {Text: "What it says"}, {Text: "New", Number: true}, {Text: "Gone", Number: true}, {Text: "As before", Number: true}}}
	for _, r := range c.Rules {
		row := []ui.Cell{{Text: r.Code}, {Text: sentence(r.Code)}}
		for _, n := range []int{r.New, r.Gone, r.Same} {
			row = append(row, ui.Cell{Text: fmt.Sprint(n), Number: true})
		}
		v.Compared.Rows = append(v.Compared.Rows, row)
	}
	v.Rows = ui.Table{ID: "changed-rows", Caption: "Rows beside those in the return before", Columns: []ui.Column{{Text: "Table"}, {Text: "Added", Number: true}, {Text: "Removed", Number: true}, {Text: "Changed", Number: true}, {Text: "The same", Number: true}}}
	for _, t := range []struct {
		name string
		rows check.Rows
	}{{"Children", c.Children}, {"Events", c.Events}} {
		row := []ui.Cell{{Text: t.name}}
		for _, n := range []int{t.rows.Added, t.rows.Removed, t.rows.Changed, t.rows.Same} {
			row = append(row, ui.Cell{Text: fmt.Sprint(n), Number: true})
		}
		v.Rows.Rows = append(v.Rows.Rows, row)
	}
}

// lower is a sentence that goes on.
func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }
