package samplepage

import (
	"cmp"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/sampling"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// planForm is the questions of a plan.
type planForm struct {
	Return, Newest int // that the person saw

	Title, Populations, By, Public                           ui.Field
	Margin, Confidence, Share, Interval                      ui.Field
	Size, Minimum, CensusShare, CensusUpTo, Allocation, Each ui.Field
	Reason                                                   ui.Field
}

// newForm is the form as it was sent, or as one begins.
func newForm(r *door.Request, t thing, from submission.Submission, newest int) *planForm {
	value := func(name, begin string) string {
		if r.Method == http.MethodPost {
			return strings.TrimSpace(r.PostFormValue(name))
		}
		return begin
	}
	number := func(name, label, hint, begin string) ui.Field {
		return ui.Field{Name: name, Label: label, Hint: hint, Value: value(name, begin), Width: 5, Inputmode: "decimal"}
	}
	f := &planForm{Return: from.Number, Newest: newest}
	if r.Method == http.MethodPost {
		f.Return, _ = strconv.Atoi(r.PostFormValue("return"))
		f.Newest, _ = strconv.Atoi(r.PostFormValue("newest"))
	}
	f.Title = ui.Field{Name: "title", Label: "What is drawn?", Hint: "A line that anybody may read; it stands in the public record.", Value: value("title", "Records of children in "+t.Area.Name)}
	f.Populations = ui.Field{Name: "populations", Label: "Which children?", Hint: "Without a choice, all of the return.", Multiple: true, Values: chosen(r, "populations")}
	for _, p := range sample.Populations(from.Edition) {
		f.Populations.Options = append(f.Populations.Options, ui.Option{Value: p.Code, Label: upper(p.Sentence)})
	}
	f.By = ui.Field{Name: "by", Label: "How are they divided into strata?", Value: value("by", sample.ByPopulation), Options: []ui.Option{
		{Value: sample.ByPopulation, Label: "By population", Hint: "A child in several is in the first of the list above."}, {Value: sample.ByLocality, Label: "By the fifths of localities by deprivation"}, {Value: sample.Together, Label: "Not at all"}}}
	f.Public = ui.Field{Name: "public", Label: "Where will a part of the seed come from that nobody in the team chooses?", Hint: "For example, two dice that the co-ordinator rolls once the commitment is on the table. Without one, nothing shows that the team did not try several draws.", Value: value("public", "")}
	f.Margin = number("margin", "Margin, in percentage points", "Half of the width of the interval of a share.", "10")
	f.Confidence = number("confidence", "Confidence, in per cent", "", "95")
	f.Share = number("share", "Share that is expected, in per cent", "50 is the most cautious.", "50")
	f.Interval = ui.Field{Name: "interval", Label: "Interval to plan by", Value: value("interval", sampling.Normal), Options: []ui.Option{{Value: sampling.Normal, Label: "Normal"}, {Value: sampling.Wilson, Label: "Wilson, for a share near 0 or 100%"}}}
	f.Size = number("size", "Number of records (optional)", "Where it was decided otherwise than by the margin.", "")
	f.Minimum = number("minimum", "Least number of each stratum", "Or all that it has.", "2")
	f.CensusShare = number("census-share", "Read all from this share of the records, in per cent", "0 for never.", "80")
	f.CensusUpTo = number("census-up-to", "Read all of up to this number of records", "0 for never.", "0")
	f.Allocation = ui.Field{Name: "allocation", Label: "How is the sample shared among the strata?", Value: value("allocation", sampling.InProportion), Options: []ui.Option{
		{Value: sampling.InProportion, Label: "In proportion"}, {Value: sampling.ByDeviation, Label: "By the deviation within each stratum", Hint: "It needs one for each stratum, from earlier readings."}}}
	f.Each = ui.Field{Name: "deviations", Label: "Standard deviation within each stratum (optional)", Hint: "A stratum on each line, a comma and a number: registered, 0.4", Value: value("deviations", ""), Rows: 4}
	f.Reason = ui.Field{Name: "reason", Label: "Why is the sample planned anew?", Hint: "The one before stays visible, with this reason.", Value: value("reason", ""), Max: 2000, Rows: 3}
	return f
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// wish is what the form asks for. errs.BadInput for what is no number.
func (f *planForm) wish() (w sample.Wish, err error) {
	w = sample.Wish{Return: f.Return, Populations: f.Populations.Values, By: f.By.Value, Title: f.Title.Value, Public: f.Public.Value}
	d := &w.Design
	d.Interval, d.Allocation = f.Interval.Value, f.Allocation.Value
	for _, one := range []struct {
		of   ui.Field
		into *float64
	}{{f.Margin, &d.Margin}, {f.Confidence, &d.Confidence}, {f.Share, &d.Share}, {f.CensusShare, &d.CensusShare}} {
		if *one.into, err = figure(one.of.Name, one.of.Label, one.of.Value); err != nil {
			return w, err
		}
	}
	for _, one := range []struct {
		of   ui.Field
		into *int
	}{{f.Size, &d.Size}, {f.Minimum, &d.Minimum}, {f.CensusUpTo, &d.CensusUpTo}} {
		v, err := figure(one.of.Name, one.of.Label, cmp.Or(one.of.Value, "0"))
		if err != nil {
			return w, err
		}
		if v != math.Trunc(v) || math.Abs(v) > 1e9 {
			return w, errs.Invalid(one.of.Name, "Enter a whole number for “%s”", one.of.Label)
		}
		*one.into = int(v)
	}
	w.Deviations, err = deviations(f.Each.Value)
	return w, err
}

// figure reads a number as people write it.
func figure(field, label, text string) (float64, error) {
	v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(text), "%"), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, errs.Invalid(field, "Enter a number for “%s”, such as 10", label)
	}
	return v, nil
}

// all are the questions.
func (f *planForm) all() []*ui.Field {
	return []*ui.Field{&f.Title, &f.Populations, &f.By, &f.Public, &f.Margin, &f.Confidence, &f.Share, &f.Interval, &f.Size, &f.Minimum, &f.CensusShare, &f.CensusUpTo, &f.Allocation, &f.Each, &f.Reason}
}

// named are what package sampling calls questions otherwise.
var named = map[string]string{"deviation": "deviations", "census": "census-share"}

// ids are the questions by the fields of errors.
func (f *planForm) ids() map[string]string {
	ids := map[string]string{}
	for _, one := range f.all() {
		ids[one.Name] = one.Name
	}
	for from, to := range named {
		ids[from] = to
	}
	if f.Newest == 0 {
		delete(ids, "reason")
	}
	return ids
}

// wrong puts sentences to their questions.
func (f *planForm) wrong(fields map[string]string) {
	for name, sentence := range fields {
		for _, one := range f.all() {
			if one.Name == cmp.Or(named[name], name) {
				one.Error = sentence
			}
		}
	}
}

// typed is what somebody typed, for who must type it again.
func (f *planForm) typed() (all []ui.Typed) {
	for _, one := range f.all() {
		if text := cmp.Or(one.Value, strings.Join(one.Values, ", ")); text != "" {
			all = append(all, ui.Typed{Label: one.Label, Text: text})
		}
	}
	return all
}
