package measure

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/goldentest"
	"github.com/northinch/northinch/internal/standard"
)

const docs = "../../docs/methods/measures/"

// Each page is drawn from the definition, the editions of its standard, and the
// example that the tests count.
func TestThePagesOfTheMeasuresAreDrawnFromTheirDefinitions(t *testing.T) {
	standards := byID()
	for _, m := range All() {
		var b strings.Builder
		fmt.Fprintf(&b, "# %s\n\n<!-- Drawn from internal/measure by the tests; do not edit. -->\n\n", m.Title)
		fmt.Fprintf(&b, "`%s`, in [%s](README.md). %s\n\n", m.ID, m.Group, kindSays[m.Kind])
		fmt.Fprintf(&b, "- **Counted:** %s.\n- **Of:** %s.\n- **Left out:** %s.\n- **Reading it:** %s.\n", m.Counts, m.Of, m.Leaves, m.Higher())
		for i, other := range m.Others {
			fmt.Fprintf(&b, "- **May come first, %d:** %s.\n", i+1, other)
		}
		if m.Unless != "" {
			fmt.Fprintf(&b, "- **Keep in mind, in returns that do not ask for the population %s:** %s\n", m.Unless, m.Mind)
		} else if m.Mind != "" {
			fmt.Fprintf(&b, "- **Keep in mind:** %s\n", m.Mind)
		}
		if len(m.Themes) > 0 {
			fmt.Fprintf(&b, "- **Themes of 2009 to 2012:** %s.\n", strings.Join(m.Themes, ", "))
		}
		if s, ok := standards[m.Standard]; ok {
			drawStandard(&b, s)
		}
		drawExample(&b, readExample(t, m.ID))
		goldentest.Check(t, docs+m.ID+".md", b.String())
	}
}

var kindSays = map[Kind]string{
	Share: "A share: how many of how many, with the 95% interval of Wilson.",
	Time:  "A time: the median in days by Kaplan and Meier, and the share that had ended within a year. What has not ended yet is known to have lasted so long, and counts as that.",
	Rate:  "A rate: contacts in a child's month of 30.4375 days, with the exact 95% interval of Garwood.",
}

func drawStandard(b *strings.Builder, s standard.Standard) {
	fmt.Fprintf(b, "\n## The standard\n\n%s It counts from %s, and the edition of that day applies; see [standards](../standards.md).\n\n| from | to | time | source | verified |\n| --- | --- | --- | --- | --- |\n", s.Sentence, s.CountsFrom)
	for _, e := range s.Editions {
		to := "still holds"
		if e.To.Known() {
			to = e.To.Words()
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", e.From.Words(), to, e, e.Source, e.Verification)
	}
}

func drawExample(b *strings.Builder, e example) {
	agreed := e.ret.Areas[0].Agreed
	fmt.Fprintf(b, "\n## An example\n\nThe children do not exist. The agreed date is %s, so that the twelve months begin on %s.\n\n", agreed.Words(), (agreed.Add(-12) + 1).Words())
	table(b, []string{"child", "born", "populations"}, e.children, []int{0, 3, 6})
	b.WriteString("\nWhat happened:\n\n")
	table(b, e.events[0], e.events, []int{0, 1, 2, 3, 4, 5, 6})
	b.WriteString("\nWhat is counted, and why:\n\n| child | counts from | how it counts | why |\n| --- | --- | --- | --- |\n")
	for _, row := range e.rows() {
		fmt.Fprintf(b, "| %s |\n", strings.Join(row, " | "))
	}
	fmt.Fprintf(b, "\nThe figure: **%s**.\n", e.figure())
}

// table writes some columns of rows, without those that are empty in all of them.
func table(b *strings.Builder, names []string, rows [][]string, columns []int) {
	var keep []int
	for at, c := range columns {
		if at == 0 || slices.ContainsFunc(rows[1:], func(row []string) bool { return row[c] != "" }) {
			keep = append(keep, at)
		}
	}
	line := func(cell func(at int) string) {
		for _, at := range keep {
			b.WriteString("| " + cell(at) + " ")
		}
		b.WriteString("|\n")
	}
	line(func(at int) string { return names[at] })
	line(func(int) string { return "---" })
	for _, row := range rows[1:] {
		line(func(at int) string { return row[columns[at]] })
	}
}

func TestTheIndexOfTheMeasuresIsDrawnFromThem(t *testing.T) {
	all := All()
	var b strings.Builder
	fmt.Fprintf(&b, `# Measures

<!-- Drawn from internal/measure by the tests; do not edit. -->

A measure is a figure made of returns: how many, of how many, and what was left out
and why. There are %d. Each has a page with its definition, the editions of its
standard, and an example that the tests count. The same definition counts a figure
and shows the rows behind it (northinch measures rows).

**The twelve months.** A return asks for every child who, in the twelve months up to
the agreed date, was near the threshold, on the register or taken off it. Of earlier
years it has only the children whom services still know: those who were registered
again, or live away from home. They are not like the others, and a figure of them
would be wrong. So measures of these children count what began, was due or was lived
through in the twelve months, and leave out what lies before. Measures of what no
population is asked for say on their page what to keep in mind.

**One day.** The order of the rows of one day means nothing: a registration before its
meeting, or a de-registration after the next registration, is read as what it is.

**Months.** A time of months ends on the day of the same number, or on the last of the
month: 3 months from 30 November end on 28 February. A month in which a child lived is
30.4375 days.

**Not safe to publish.** The counts are of children, for the people of the inspection,
and leave only through disclosure control.

**Themes.** %s
`, len(all), ThemesSay)
	for i, m := range all {
		if i == 0 || m.Group != all[i-1].Group {
			fmt.Fprintf(&b, "\n## %s\n\n| measure | kind | standard | themes | a higher figure is |\n| --- | --- | --- | --- | --- |\n", m.Group)
		}
		higher := map[int]string{1: "better", -1: "worse", 0: "neither"}[m.More]
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s | %s | %s |\n", m.Title, m.ID, m.Kind, m.Standard, strings.Join(m.Themes, ", "), higher)
	}
	goldentest.Check(t, docs+"README.md", b.String())
}

func TestThereIsNoPageOfAMeasureThatThereIsNot(t *testing.T) {
	files, err := os.ReadDir(docs)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		id := strings.TrimSuffix(f.Name(), ".md")
		if _, err := Find(id); err != nil && id != "README" {
			t.Errorf("%s: %v", f.Name(), err)
		}
	}
}
