package returnpage

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type notedView struct {
	Page     ui.Page
	Accept   bool
	Wait     string // why it cannot be accepted
	Day      string // that it is of another day than the one accepted
	Links    []ui.Button
	Summary  string
	Rules    ui.Table
	Findings ui.Table
	Hidden   string // why there are no findings line by line
	May      bool   // whoever asks may give reasons
	Code     ui.Field
	Reason   ui.Field
	Waivers  string // the address of the form of reasons
	Accepts  string // the address of the form that accepts
	Changes  string // beside the return before, in a sentence
	Compared ui.Table
	Rows     ui.Table
	All      ui.Table
	Data     []ui.Link
	Access   ui.Link
}

var notedPage = ui.Parse(files, "noted.html")

// mostFindings is how many findings a page lists; the files have the first thousand of
// each rule.
const mostFindings = 200

// one is a return of an inspection by the number in the address.
func one(tx *db.Tx, r *door.Request, act access.Action) (t thing, s submission.Submission, err error) {
	if t, err = get(tx, r, act); err != nil {
		return t, s, err
	}
	n, err := number(r.PathValue("number"))
	if err != nil {
		return t, s, err
	}
	s, err = submission.Get(tx, r.Who, t.Inspection.ID, n)
	return t, s, err
}

// Noted is what is noted in a return, rule by rule, and what can be done about it.
func Noted(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		v, err := newNoted(d, r)
		if err != nil {
			return err
		}
		return notedPage.Render(w, http.StatusOK, v)
	}
}

func newNoted(d *door.Door, r *door.Request) (v notedView, err error) {
	err = d.Read(r, func(tx *db.Tx) error {
		t, s, err := one(tx, r, access.SeeReturn)
		if err != nil {
			return err
		}
		report, err := submission.Noted(tx, desk(d), r.Who, s)
		if err != nil {
			return err
		}
		v.fill(r, t, s, report)
		all, err := submission.List(tx, r.Who, t.Inspection.ID)
		if err != nil {
			return err
		}
		v.Day = otherDay(s, all)
		if err := v.list(tx, report); err != nil || s.Number == 1 {
			return err
		}
		before, err := submission.Get(tx, r.Who, t.Inspection.ID, s.Number-1)
		if err != nil {
			return err
		}
		changes, err := submission.Compared(tx, desk(d), r.Who, before, s)
		if errs.KindOf(err) == errs.BadInput { // of another edition: there is nothing to compare
			return nil
		}
		if err == nil {
			v.compare(before, changes)
		}
		return err
	})
	return v, err
}

// otherDay warns that another return of another day was accepted.
func otherDay(s submission.Submission, all []submission.Submission) string {
	for _, o := range all {
		if s.State == submission.Received && o.State == submission.Accepted && o.Agreed != s.Agreed {
			return fmt.Sprintf("Return %d, which was accepted, is of %s, and this one of %s. Figures of two days are not of the same children: accept it only if that of return %d was the wrong day.", o.Number, o.Agreed.Words(), s.Agreed.Words(), o.Number)
		}
	}
	return ""
}

func (v *notedView) fill(r *door.Request, t thing, s submission.Submission, report *check.Report) {
	v.Page = t.Below(r, fmt.Sprintf("Return %d: what is noted in it", s.Number), t.returns())
	v.Page.Lead = report.Summary
	v.Summary = lead(s)
	base := noted(t, s)
	v.Waivers, v.Accepts = base+"/waivers", base+"/accept"
	v.Links = []ui.Button{{Text: "Measures of this return", Href: fmt.Sprintf("%s?return=%d", t.measures().Href, s.Number), Secondary: true}}
	open := submission.MayCome(t.Inspection) == nil
	if t.May(r, access.AcceptReturn) && s.State == submission.Received && open {
		v.Accept = report.Errors == 0
		if !v.Accept {
			v.Wait = "The return can be accepted when every error is put right in another one, or has a reason."
		}
	}
	v.May = t.May(r, access.SendReturn) && s.State != submission.Superseded && open
	v.reasons(r, report)
	v.rules(report)
	v.Data = []ui.Link{{Text: "Every finding as a table (CSV)", Href: base + "/findings.csv"}, {Text: "For programs (JSON)", Href: base + "/findings.json"}}
	if !submission.MayList(r.Who, t.Inspection) {
		v.Hidden = "Where the findings stand in the files is for the area, and for those who may read its rows."
	}
	if t.May(r, access.ReviewAccess) {
		v.Access = ui.Link{Text: "Who could see this, and who did?", Href: base + "/access"}
	}
}

// reasons are the questions of the form, for rules whose findings may stand.
func (v *notedView) reasons(r *door.Request, report *check.Report) {
	v.Code = ui.Field{Name: "code", Label: "What is it about?", Value: r.PostFormValue("code")}
	v.Reason = ui.Field{Name: "reason", Label: "Why may it stand?", Hint: "In a sentence or two. Name no child and no member of staff. The reason holds for a later return in which the row says the same.", Value: r.PostFormValue("reason"), Max: 2000, Rows: 4}
	rules := check.Rules()
	for _, res := range report.Rules {
		at := slices.IndexFunc(rules, func(one check.Rule) bool { return one.Code == res.Code })
		if at >= 0 && !rules[at].Must && res.Found > res.Waived {
			v.Code.Options = append(v.Code.Options, ui.Option{Value: res.Code, Label: fmt.Sprintf("%s, %s: %s", res.Code, several(res.Found-res.Waived, "finding", "findings"), sentence(res.Code))})
		}
	}
	v.May = v.May && len(v.Code.Options) > 0
}

var slot = regexp.MustCompile(`\{\w+\}|%[sd]`)

// sentence is what a rule says, without what it says of one row.
func sentence(code string) string {
	for _, r := range check.Rules() {
		if r.Code == code {
			return without(r.Sentence)
		}
	}
	for _, c := range returns.Checks() {
		if c.Code == code {
			return without(c.Sentence)
		}
	}
	return code
}

// without is a sentence with dots in the place of what it says of one row.
func without(s string) string {
	return strings.ReplaceAll(slot.ReplaceAllString(s, "…"), "….", "…")
}

// rules are the tables of the rules that say something, the gravest first, and of all.
func (v *notedView) rules(report *check.Report) {
	columns := []ui.Column{{Text: "Rule"}, {Text: "What it says"}, {Text: "Kind"}, {Text: "How it ended"}, {Text: "Findings", Number: true}, {Text: "With a reason", Number: true}}
	v.Rules = ui.Table{ID: "rules", Caption: "Rules that found something, or could not run", Columns: columns, Empty: "No rule found anything."}
	v.All = ui.Table{ID: "every-rule", Caption: fmt.Sprintf("How each of %d rules ended", len(report.Rules)), Columns: columns}
	row := func(res check.Result) []ui.Cell {
		how := string(res.Status)
		if res.Why != "" {
			how += ": " + res.Why
		}
		return []ui.Cell{{Text: res.Code}, {Text: sentence(res.Code)}, {Text: res.Severity.String()}, {Text: how}, {Text: fmt.Sprint(res.Found), Number: true}, {Text: fmt.Sprint(res.Waived), Number: true}}
	}
	for _, res := range report.Rules {
		v.All.Rows = append(v.All.Rows, row(res))
	}
	gravest := slices.Clone(report.Rules)
	slices.SortStableFunc(gravest, func(a, b check.Result) int { return int(b.Severity) - int(a.Severity) })
	for _, res := range gravest {
		if res.Status == check.Failed || res.Status == check.CouldNotRun {
			v.Rules.Rows = append(v.Rules.Rows, row(res))
		}
	}
}

// list is the table of the findings.
func (v *notedView) list(tx *db.Tx, report *check.Report) error {
	names, err := names(tx, report)
	v.Findings = ui.Table{ID: "findings", Caption: "Where they stand", Empty: "There is no finding to list.",
		Columns: []ui.Column{{Text: "Rule"}, {Text: "File"}, {Text: "Line", Number: true}, {Text: "Column"}, {Text: "What is noted"}, {Text: "Reason"}}}
	if n := len(report.Findings); n > mostFindings {
		v.Findings.Caption = fmt.Sprintf("Where they stand: the first %d of %d; the files have more", mostFindings, n)
	}
	for _, f := range report.Findings[:min(len(report.Findings), mostFindings)] {
		line, reason := ui.Maybe(""), ui.Maybe("")
		if f.Line != 0 {
			line = ui.Cell{Text: fmt.Sprint(f.Line), Number: true}
		}
		if f.Waiver != nil {
			reason = ui.Cell{Text: f.Waiver.Reason + " (" + names[f.Waiver.By] + ", " + f.Waiver.Day.Words() + ")"}
		}
		v.Findings.Rows = append(v.Findings.Rows, []ui.Cell{{Text: f.Code}, ui.Maybe(f.File), line, ui.Maybe(f.Column), {Text: f.Sentence}, reason})
	}
	return err
}

// names are the names of those who gave reasons.
func names(tx *db.Tx, report *check.Report) (map[string]string, error) {
	var who []string
	for _, f := range report.Findings {
		if f.Waiver != nil && !slices.Contains(who, f.Waiver.By) {
			who = append(who, f.Waiver.By)
		}
	}
	return person.Names(tx, who...)
}
