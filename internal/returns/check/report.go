package check

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// Status is how a rule ended.
type Status string

// The statuses.
const (
	Passed        Status = "passed"
	Failed        Status = "failed"         // with findings, all of which may be waived
	NotApplicable Status = "not applicable" // there was nothing for it to look at; Why says what
	CouldNotRun   Status = "could not run"  // it should have, and Why says why it did not
)

// Result is how one rule ended.
type Result struct {
	Code     string           `json:"code"`
	Severity returns.Severity `json:"severity"`
	Status   Status           `json:"status"`
	Why      string           `json:"why,omitempty"`
	Looked   int              `json:"looked_at"` // events, children or areas; 0 for the reader's checks
	Found    int              `json:"found"`     // findings, also those that are not listed
	Waived   int              `json:"waived"`    // of them
	Listed   int              `json:"listed"`
}

// Finding is what one rule found in one place.
type Finding struct {
	returns.Finding
	// ID is the same in every return in which the same row of the same child breaks
	// the same rule; "" if the report was made without a salt.
	ID string `json:"id,omitempty"`
	// Waiver is why the finding is not counted.
	Waiver *Waived `json:"waiver,omitempty"`
}

// Waived is what a report says of a waiver.
type Waived struct {
	Reason  string    `json:"reason"`
	By      string    `json:"by"`
	Day     date.Date `json:"day"`
	Expires date.Date `json:"expires,omitzero"`
}

// Report is what there is to say of a return.
type Report struct {
	Summary     string    `json:"summary"`
	Edition     string    `json:"edition"`
	MadeUp      bool      `json:"made_up"`
	Areas       []string  `json:"areas"`
	Children    int       `json:"children"`
	Events      int       `json:"events"`
	Errors      int       `json:"errors"` // that are not waived
	Queries     int       `json:"queries"`
	Waived      int       `json:"waived"`
	CouldNotRun int       `json:"could_not_run"` // rules
	Rules       []Result  `json:"rules"`
	Findings    []Finding `json:"findings"` // by rule, in the order of the return
}

// Clean says whether nothing was found that needs an answer, and every rule ran.
func (r *Report) Clean() bool { return r.Errors == 0 && r.Queries == 0 && r.CouldNotRun == 0 }

// report puts together what was found.
func (x *run) report(results []Result) *Report {
	r := &Report{Edition: x.ret.Edition.ID, MadeUp: x.ret.MadeUp, Areas: []string{}, Findings: []Finding{}, Children: x.ret.Children.Len(), Events: x.ret.Events.Len()}
	for _, a := range x.ret.Areas {
		r.Areas = append(r.Areas, a.Code)
	}
	r.reader(x.options)
	sorted(x.found.hits)
	for i := range results {
		res, n := &results[i], &x.found.rules[i]
		res.Looked, res.Found, res.Waived, res.Listed = n.looked, n.found, n.waived, n.kept
		switch {
		case res.Status != Passed:
		case n.stopped != "":
			res.Status, res.Why = CouldNotRun, n.stopped
		case n.found > 0:
			res.Status = Failed
		case n.looked == 0:
			res.Status, res.Why = x.nothing(&x.rules[i])
		}
	}
	r.Rules = append(r.Rules, results...)
	for i := range x.found.hits {
		r.Findings = append(r.Findings, x.words(&x.found.hits[i]))
	}
	r.count()
	return r
}

// reader adds what the reader found and passed.
func (r *Report) reader(o Options) {
	listed := map[string]int{}
	for _, f := range o.Read {
		listed[f.Code]++
		r.Findings = append(r.Findings, Finding{Finding: f})
	}
	for _, c := range returns.Checks() {
		res := Result{Code: c.Code, Severity: c.Severity, Status: Passed, Found: max(o.Tally[c.Code], listed[c.Code]), Listed: listed[c.Code]}
		if res.Found > 0 {
			res.Status = Failed
		}
		r.Rules = append(r.Rules, res)
	}
}

// nothing says why a rule looked at nothing.
func (x *run) nothing(r *Rule) (Status, string) {
	agreed := false
	for _, a := range x.ret.Areas {
		agreed = agreed || a.Agreed > 0
	}
	switch {
	case r.Needs&Agreed != 0 && !agreed:
		return CouldNotRun, "The agreed date is not known."
	case r.Whole != nil || r.Years != nil:
		return NotApplicable, fmt.Sprintf("The return has too few of what it counts; it takes %d.", r.Least)
	case r.Gone != nil:
		return NotApplicable, "Every such child of the previous return is in this one."
	case r.Both != nil:
		return NotApplicable, "No such child is in both returns."
	}
	var what []string
	for kinds := r.Events; kinds != 0; kinds &= kinds - 1 {
		what = append(what, x.ret.Edition.EventText(lowest(kinds)))
	}
	who := "child"
	if r.In != 0 {
		var in []string
		for p := range spec.Population(32) {
			if t := x.ret.Edition.PopulationText(p); r.In.Has(p) && t != "" {
				in = append(in, t)
			}
		}
		who = "child of the population " + strings.Join(in, " or ")
	}
	switch {
	case len(what) > 0:
		return NotApplicable, fmt.Sprintf("No %s has the event %s, or what else the rule needs.", who, strings.Join(what, " or "))
	case r.Event != nil:
		return NotApplicable, "There is no event."
	}
	return NotApplicable, fmt.Sprintf("There is no %s of whom it can be said.", who)
}

// count makes the counts and the summary.
func (r *Report) count() {
	failed := 0
	for _, res := range r.Rules {
		open := res.Found - res.Waived
		switch {
		case res.Severity == returns.Query:
			r.Queries += open
		case res.Severity >= returns.Error:
			r.Errors += open
		default:
			open = 0
		}
		r.Waived += res.Waived
		if open > 0 {
			failed++
		}
		if res.Status == CouldNotRun {
			r.CouldNotRun++
		}
	}
	switch {
	case failed == 0:
		r.Summary = fmt.Sprintf("No errors and no queries in %d rules", len(r.Rules))
	default:
		r.Summary = fmt.Sprintf("%s and %s in %d of %d rules", plural(r.Errors, "error"), plural(r.Queries, "query"), failed, len(r.Rules))
	}
	if r.Waived > 0 {
		r.Summary += fmt.Sprintf("; %s", plural(r.Waived, "waived finding"))
	}
	if r.CouldNotRun > 0 {
		r.Summary += fmt.Sprintf("; %s could not run", plural(r.CouldNotRun, "rule"))
	}
	r.Summary += "."
}

func plural(n int, what string) string {
	switch {
	case n == 1:
	case what == "child":
		what = "children"
	case strings.HasSuffix(what, "y"):
		what = strings.TrimSuffix(what, "y") + "ies"
	default:
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// Anonymous takes the identities out of the report, where nobody keeps their salt.
func (r *Report) Anonymous() { anonymous(r.Findings) }

// Anonymous takes the identities out of the changes.
func (c *Changes) Anonymous() {
	anonymous(c.New)
	anonymous(c.Gone)
}

func anonymous(all []Finding) {
	for i := range all {
		all[i].ID = ""
	}
}
