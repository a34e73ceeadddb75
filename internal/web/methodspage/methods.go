// Package methodspage is the page that says how the figures are made.
package methodspage

import (
	"net/http"

	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/web/door"
)

// Methods says how the figures are made.
func Methods(*door.Door) door.Page {
	doc := document.Document{Title: "Methods", Lead: "How the figures are made, what they rest on, and what they do not say."}
	say := func(id, heading string, paragraphs ...string) {
		s := document.Section{ID: id, Heading: heading}
		for _, p := range paragraphs {
			s.Blocks = append(s.Blocks, document.Paragraph{Text: p})
		}
		doc.Sections = append(doc.Sections, s)
	}
	say("grades", "Grades are counted, never averaged",
		"A grade is a place in an order. The distance from weak to adequate is not known to be that from good to very good, so no mean is formed of grades. A distribution, a share at good or better, and the number of areas that moved say what can be said.")
	say("shares", "Shares and their intervals",
		"A share is printed with its count, its base and an interval: “6 of 10 (60%, 31% to 83%)”. Percentages are whole unless the base is over 1,000.",
		"The interval is Wilson’s score interval of 95% without continuity correction (E. B. Wilson, Journal of the American Statistical Association 22, 1927; method 3 of R. G. Newcombe, Statistics in Medicine 17, 1998). It assumes independent observations. Areas of one country that were all inspected are no sample; the interval then says how much the share would vary by chance in like circumstances.",
		"The base is what was graded and can be read, and is named. Where only part of the areas is in the sources, no share is one of the country.")
	missing := document.Section{ID: "missing", Heading: "Missing is missing, never zero"}
	t := document.Table{ID: "statuses", Title: "What may stand where a grade is expected", Columns: []document.Column{{Name: "Status"}, {Name: "Meaning"}}}
	for _, s := range grade.Statuses() {
		t.Rows = append(t.Rows, []document.Cell{{Text: s.Words()}, {Text: meanings[s]}})
	}
	missing.Blocks = append(missing.Blocks, t)
	doc.Sections = append(doc.Sections, missing)
	say("rounds", "Comparing rounds",
		"Two rounds are compared indicator by indicator, through a crosswalk that says for each pair whether it may be compared, and why. The same number or name in two frameworks is not enough, and “not comparable” is an answer. An area counts where it has a grade for the indicator in both rounds, at its latest inspection in each.",
		"Consecutive inspections of one place within a programme are paired by publication; inspections without a grade that can be read are left out and counted.")
	say("highest", "The highest grades",
		"Areas are ranked by how many indicators were graded at the top of the scale (very good or excellent on six points, outstanding on four) at their latest inspection. All that tie are named. An area of which not every grade is known is not ranked, and is named as such.")
	say("words", "Words for quantities",
		"Words such as “most” are half-open intervals on exact fractions, part of the framework’s data and printed with the report. They are computed on unrounded figures and not given for a small base.")
	say("where", "Where a figure comes from",
		"Figures are links. A link leads to the inspections that are counted, and from each to the row of the source file, kept unchanged with its SHA-256, or to the inspection of the programme with who gave the grade and when.")
	return func(w http.ResponseWriter, r *door.Request) error {
		return door.Report(w, r.New(""), doc, door.Extra{})
	}
}

var meanings = map[grade.Status]string{
	grade.NotYet:       "The inspection is not finished, or nobody has graded the indicator yet.",
	grade.Graded:       "There is a grade.",
	grade.NotInspected: "The indicator was not part of this inspection, or the judgement did not exist at the time.",
	grade.NotSeen:      "The source does not say. It is not counted as anything.",
	grade.Unreadable:   "The source itself says that it could not be read.",
	grade.Doubtful:     "The source has words that are no grade of its scale. They are kept and not counted.",
}
