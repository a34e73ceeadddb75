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
	Compared ui.Table
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
	s, err = submission.Get(tx, r.Who, t.inspection.ID, n)
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
		if err := v.list(tx, report); err != nil || s.Number == 1 {
			return err
		}
		before, err := submission.Get(tx, r.Who, t.inspection.ID, s.Number-1)
		if err != nil {
			return err
		}
		last, err := submission.Noted(tx, desk(d), r.Who, before)
		if err != nil {
			return err
		}
		v.compare(before, s, last, report)
		return nil
	})
	return v, err
}

func (v *notedView) fill(r *door.Request, t thing, s submission.Submission, report *check.Report) {
	v.Page = t.page(r, fmt.Sprintf("Return %d: what is noted in it", s.Number), t.returns())
	v.Page.Lead = report.Summary
	v.Summary = lead(s)
	base := noted(t, s)
	v.Waivers, v.Accepts = base+"/waivers", base+"/accept"
	v.Links = []ui.Button{{Text: "Measures of this return", Href: fmt.Sprintf("%s?return=%d", t.measures().Href, s.Number), Secondary: true}}
	open := submission.MayCome(t.inspection) == nil
	if t.may(r, access.AcceptReturn) && s.State == submission.Received && open {
		v.Accept = report.Errors == 0
		if !v.Accept {
			v.Wait = "The return can be accepted when every error is put right in another one, or has a reason."
		}
	}
	v.May = t.may(r, access.SendReturn) && s.State != submission.Superseded && open
	v.reasons(r, report)
	v.rules(report)
	v.Data = []ui.Link{{Text: "Every finding as a table (CSV)", Href: base + "/findings.csv"}, {Text: "For programs (JSON)", Href: base + "/findings.json"}}
	if !submission.MayList(r.Who, t.inspection) {
		v.Hidden = "Where the findings stand in the files is for the area, and for those who may read its rows."
	}
	if t.may(r, access.ReviewAccess) {
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

// rules are the tables of the rules that say something, and of all.
func (v *notedView) rules(report *check.Report) {
	columns := []ui.Column{{Text: "Rule"}, {Text: "What it says"}, {Text: "Kind"}, {Text: "How it ended"}, {Text: "Findings", Number: true}, {Text: "With a reason", Number: true}}
	v.Rules = ui.Table{ID: "rules", Caption: "Rules that found something, or could not run", Columns: columns, Empty: "No rule found anything."}
	v.All = ui.Table{ID: "every-rule", Caption: fmt.Sprintf("How each of %d rules ended", len(report.Rules)), Columns: columns}
	for _, res := range report.Rules {
		how := string(res.Status)
		if res.Why != "" {
			how += ": " + res.Why
		}
		row := []ui.Cell{{Text: res.Code}, {Text: sentence(res.Code)}, {Text: res.Severity.String()}, {Text: how}, {Text: fmt.Sprint(res.Found), Number: true}, {Text: fmt.Sprint(res.Waived), Number: true}}
		v.All.Rows = append(v.All.Rows, row)
		if res.Status == check.Failed || res.Status == check.CouldNotRun {
			v.Rules.Rows = append(v.Rules.Rows, row)
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
		line, reason := ui.Cell{Text: fmt.Sprint(f.Line), Number: true}, ui.Cell{Text: "–", Absent: true}
		if f.Line == 0 {
			line = ui.Cell{Text: "–", Absent: true}
		}
		if f.Waiver != nil {
			reason = ui.Cell{Text: f.Waiver.Reason + " (" + names[f.Waiver.By] + ", " + f.Waiver.Day.Words() + ")"}
		}
		v.Findings.Rows = append(v.Findings.Rows, []ui.Cell{{Text: f.Code}, {Text: f.File}, line, {Text: f.Column}, {Text: f.Sentence}, reason})
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

func (v *notedView) compare(before, now submission.Submission, last, report *check.Report) {
	v.Compared = ui.Table{ID: "compared", Caption: fmt.Sprintf("Beside return %d, which came before: it had %s and %s", before.Number, several(before.Children, "child", "children"), several(before.Events, "event", "events")),
		Columns: []ui.Column{{Text: "Rule"}, {Text: "What it says"}, {Text: "Before", Number: true}, {Text: "Now", Number: true}, {Text: "New", Number: true}, {Text: "Gone", Number: true}}, Empty: "Nothing was noted in either."}
	for _, c := range submission.Compare(last, report) {
		row := []ui.Cell{{Text: c.Code}, {Text: sentence(c.Code)}}
		for _, n := range []int{c.Before, c.Now, c.New, c.Gone} {
			row = append(row, ui.Cell{Text: fmt.Sprint(n), Number: true})
		}
		v.Compared.Rows = append(v.Compared.Rows, row)
	}
}

// Waive gives a reason for what a rule finds.
func Waive(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var to string
		err := d.Write(r, func(tx *db.Tx) error {
			t, s, err := one(tx, r, access.SendReturn)
			if err != nil {
				return err
			}
			to = noted(t, s)
			_, err = submission.Waive(tx, desk(d), r.Who, s, r.PostFormValue("code"), "", r.PostFormValue("reason"))
			return err
		})
		if err == nil {
			redirect(w, r, to+"?done=waived")
			return nil
		}
		return again(d, w, r, err)
	}
}

// again shows the page with what cannot be saved.
func again(d *door.Door, w http.ResponseWriter, r *door.Request, err error) error {
	if errs.KindOf(err) != errs.BadInput {
		return err
	}
	v, failed := newNoted(d, r)
	if failed != nil {
		return failed
	}
	ids := map[string]string{}
	if v.May {
		ids["code"], ids["reason"] = "code", "reason"
	}
	fields, err := door.Errors(&v.Page, err, ids)
	if err != nil {
		return err
	}
	v.Code.Error, v.Reason.Error = fields["code"], fields["reason"]
	return notedPage.Render(w, http.StatusUnprocessableEntity, v)
}

// Accept makes a return the one that the inspection rests on.
func Accept(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var to string
		err := d.Write(r, func(tx *db.Tx) error {
			t, s, err := one(tx, r, access.AcceptReturn)
			if err != nil {
				return err
			}
			to = noted(t, s)
			return submission.Accept(tx, desk(d), r.Who, s)
		})
		switch {
		case err == nil:
			redirect(w, r, to+"?done=accepted")
			return nil
		case errs.KindOf(err) == errs.Conflict:
			return ui.Conflict(w, r.New("Accept the return"), nil, ui.Link{Text: "Look at the return as it is now", Href: strings.TrimSuffix(r.URL.Path, "/accept")})
		}
		return again(d, w, r, err)
	}
}

// deeds are the verbs of the audit log about returns, in words.
var deeds = map[string]string{
	"return.send": "sent it", "return.accept": "accepted it", "return.waive": "gave a reason", "return.open": "opened its rows", "return.rows": "read the rows behind a measure",
	"return.child": "read of a child", "return.files": "took its files", "return.count": "counted a part of it",
}

// Access is the page that says who could see a return, and who did.
func Access(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var v door.Reach
		var p ui.Page
		if err := d.Read(r, func(tx *db.Tx) error {
			t, err := get(tx, r, access.ReviewAccess)
			if err != nil {
				return err
			}
			n, err := number(r.PathValue("number"))
			if err != nil {
				return err
			}
			s, err := submission.Review(tx, r.Who, t.inspection.ID, n)
			if err != nil {
				return err
			}
			p = t.page(r, "Who could see this, and who did?", t.returns(), ui.Link{Text: fmt.Sprintf("Return %d", s.Number), Href: noted(t, s)})
			v, err = door.WhoCouldAndDid(tx, string(s.ID), nil, t.inspection.Place(), []access.Action{access.SeeReturn, access.ReadReturn}, deeds)
			return err
		}); err != nil {
			return err
		}
		return door.ReachPage(w, p, v)
	}
}
