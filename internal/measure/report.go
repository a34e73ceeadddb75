package measure

import (
	"fmt"
	"strings"

	"github.com/northinch/northinch/internal/returns"
)

// Report is the figures of returns with what they are of.
type Report struct {
	MadeUp bool         `json:"made_up"`
	Areas  []ReportArea `json:"areas"`
	// Minimum is the smallest base of a share, a word or a comparison, and Words is
	// the framework edition that the words for shares are of; "" for none.
	Minimum int      `json:"minimum_base"`
	Words   string   `json:"words_of,omitempty"`
	Results []Result `json:"measures"`

	// Brief leaves the tables of the areas out of the document.
	Brief bool `json:"-"`

	several bool // areas were counted, also where one of them is shown alone
}

// ReportArea is an area that made a return.
type ReportArea struct {
	Code     string      `json:"code"`
	Agreed   returns.Day `json:"-"`
	Day      string      `json:"agreed_date"`
	Children int64       `json:"children"`
}

// NewReport makes figures of the counts of a return. words names the framework edition
// of the settings' words.
func NewReport(r *returns.Return, c *Counts, s Settings, words string) *Report {
	out := &Report{MadeUp: r.MadeUp, Minimum: s.Minimum, Words: words, Results: c.Results(s), several: len(r.Areas) > 1}
	for i := range out.Results {
		out.Results[i].Measure = out.Results[i].Under(r.Edition)
	}
	for i, a := range r.Areas {
		out.Areas = append(out.Areas, ReportArea{a.Code, a.Agreed, a.Agreed.String(), c.Children[i]})
	}
	return out
}

// Only leaves nothing but one area; the figures of all areas together stay beside it.
// It reports false if there is no such area.
func (r *Report) Only(code string) bool {
	at := -1
	for i, a := range r.Areas {
		if a.Code == code {
			at = i
		}
	}
	if at < 0 {
		return false
	}
	r.Areas = r.Areas[at : at+1]
	for i := range r.Results {
		r.Results[i].Areas = r.Results[i].Areas[at : at+1]
	}
	return true
}

func (r *Report) result(id string) (Result, bool) {
	for _, one := range r.Results {
		if one.ID == id {
			return one, true
		}
	}
	return Result{}, false
}

// Lead is the finding in one sentence: with all measures, how many children were seen
// within 28 days in the three situations that are compared, and otherwise the figure
// of the first measure.
func (r *Report) Lead() string {
	var seen []string
	for _, b := range beginnings {
		if one, ok := r.result("seen-28-days-" + b.id); ok {
			seen = append(seen, fmt.Sprintf("%d of %d after %s", one.All.Count, one.All.Base, b.after))
		}
	}
	if len(seen) == len(beginnings) {
		return "Within 28 days the child was seen in " + seen[0] + ", in " + seen[1] + " and in " + seen[2] + "."
	}
	if len(r.Results) == 0 {
		return "No measure was counted."
	}
	one := r.Results[0]
	return one.Title + ": " + one.All.Words(one.Measure) + "."
}

// children is how many children the report is of.
func (r *Report) children() (n int64) {
	for _, a := range r.Areas {
		n += a.Children
	}
	return n
}

// agreed is the agreed dates of the areas, as read.
func (r *Report) agreed() string {
	var all []string
	for _, a := range r.Areas {
		if day := a.Agreed.Words(); len(all) == 0 || all[len(all)-1] != day {
			all = append(all, day)
		}
	}
	if len(all) > 3 {
		return fmt.Sprintf("%s and %d other days", all[0], len(all)-1)
	}
	return strings.Join(all, ", ")
}
