package standard

import (
	"encoding/csv"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/goldentest"
)

func TestThePageOfStandardsIsDrawnFromThem(t *testing.T) {
	var b strings.Builder
	b.WriteString(`# Standards of time

<!-- Drawn from internal/standard by the tests; do not edit. -->

A standard says by when a step is to be taken. It is dated data: the edition that
holds on the day from which it counts applies, so that what happened under an older
rule is measured by that rule. The day from which it counts is day 0: 28 calendar
days from 1 September end on 29 September. A month ends on the day of the same
number, or on the last of the month where it has no such day.
`)
	for _, s := range All() {
		fmt.Fprintf(&b, "\n## %s\n\n%s It counts from %s.\n\n| from | to | time | source | verified |\n| --- | --- | --- | --- | --- |\n", s.ID, s.Sentence, s.CountsFrom)
		for _, e := range s.Editions {
			to := "still holds"
			if e.To.Known() {
				to = e.To.Words()
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", e.From.Words(), to, e, e.Source, e.Verification)
		}
	}
	b.WriteString(`
## Working days

A working day is a day from Monday to Friday that is no bank holiday in Scotland.
Bank holidays are those of the Banking and Financial Dealings Act 1971, schedule 1,
as amended by the St Andrew's Day Bank Holiday (Scotland) Act 2007, and by custom of
royal proclamation 26 December, the last Monday in May, and a weekday instead of each
that falls on a weekend:

| holiday | day |
| --- | --- |
| New Year | 1 and 2 January, or the next weekdays |
| Good Friday | the Friday before Easter |
| early May | the first Monday in May |
| spring | the last Monday in May |
| summer | the first Monday in August |
| St Andrew's Day | 30 November, or the Monday after |
| Christmas and Boxing Day | 25 and 26 December, or the next weekdays |

Moved or added once:

| day | instead of | why | by |
| --- | --- | --- | --- |
`)
	f, err := os.Open("data/bank-holidays.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(r, " | "))
	}
	b.WriteString("\nThe years are 2008 to 2099. Holidays of councils, which differ from area to area,\nare not among them.\n")
	goldentest.Check(t, "../../docs/methods/standards.md", b.String())
}
