package check

import (
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// words makes a finding of a hit.
func (x *run) words(h *hit) Finding {
	r := &x.rules[h.rule]
	f := Finding{Finding: returns.Finding{Code: r.Code, Severity: r.Severity, Table: r.Table(), Column: r.Column}, ID: x.ids.of(r.Code, h, x.ret, x.was)}
	var file uint8
	of := x.ret
	switch h.place {
	case anEvent:
		f.Table, file, f.Line = spec.Events, of.Events.File[h.event], int(of.Events.Line[h.event])
	case aChild:
		f.Table, file, f.Line = spec.Children, of.Children.File[h.child], int(of.Children.Line[h.child])
	case gone:
		of = x.was
		f.Table, file, f.Line = spec.Children, of.Children.File[h.was], int(of.Children.Line[h.was])
	}
	if h.place != whole {
		f.File = of.Files[file].Name
	}
	if h.place == gone {
		f.File = "previous return: " + f.File
	}
	f.Sentence = x.fill(r.Sentence, h)
	if h.waiver >= 0 {
		w := x.waivers.List[h.waiver]
		f.Waiver = &Waived{w.Reason, w.By, w.Day, w.Expires}
	}
	return f
}

// fill puts what a finding has in the place of {words} in a sentence.
func (x *run) fill(sentence string, h *hit) string {
	var b strings.Builder
	for {
		from, to := strings.Index(sentence, "{"), strings.Index(sentence, "}")
		if from < 0 || to < from {
			return b.String() + sentence
		}
		b.WriteString(sentence[:from])
		b.WriteString(x.value(sentence[from+1:to], h))
		sentence = sentence[to+1:]
	}
}

func (x *run) value(name string, h *hit) string {
	ed, e, c := x.ret.Edition, &x.ret.Events, &x.ret.Children
	switch name {
	case "area":
		return x.ret.Areas[h.area].Code
	case "agreed":
		return x.ret.Areas[h.area].Agreed.Words()
	case "n":
		return strconv.FormatInt(h.n, 10)
	case "of":
		return strconv.FormatInt(h.of, 10)
	case "what":
		return h.what
	case "line":
		switch {
		case h.other < 0:
		case h.place == aChild:
			return strconv.Itoa(int(c.Line[h.other]))
		default:
			return strconv.Itoa(int(e.Line[h.other]))
		}
	case "otherdate":
		if h.other >= 0 {
			return e.Date[h.other].Words()
		}
	case "was born":
		if h.was >= 0 {
			return x.was.Children.Born[h.was].Words()
		}
	case "was sex":
		if h.was >= 0 {
			return x.was.Edition.SexText(x.was.Children.Sex[h.was])
		}
	case "was agreed":
		if before := x.areaBefore()[h.area]; before >= 0 {
			return x.was.Areas[before].Agreed.Words()
		}
	}
	if h.child >= 0 {
		switch name {
		case "born":
			return c.Born[h.child].Words()
		case "sex":
			return ed.SexText(c.Sex[h.child])
		}
	}
	if h.event >= 0 {
		switch name {
		case "event":
			return ed.EventText(e.Kind[h.event])
		case "by":
			return ed.PersonText(e.By[h.event])
		case "detail":
			return ed.DetailText(e.Detail[h.event])
		case "date":
			return e.Date[h.event].Words()
		case "end":
			return e.End[h.event].Words()
		}
	}
	return "…"
}

// InWords is a sentence as documents have it, without a finding.
func InWords(sentence string) string {
	return strings.NewReplacer("{area}", "…", "{agreed}", "…", "{n}", "…", "{of}", "…", "{what}", "…", "{line}", "…", "{otherdate}", "…",
		"{was born}", "…", "{was sex}", "…", "{was agreed}", "…", "{born}", "…", "{sex}", "…", "{event}", "…", "{by}", "…", "{detail}", "…", "{date}", "…", "{end}", "…").Replace(sentence)
}
