package returnpage

import (
	"fmt"
	"strings"

	"github.com/northinch/northinch/internal/measure"
	"github.com/northinch/northinch/internal/standard"
)

// figure is a figure as it is read: never a share without its base.
func figure(m measure.Measure, f measure.Figure) string {
	switch m.Kind {
	case measure.Share:
		return share(f)
	case measure.Rate:
		return rate(f)
	}
	return days(m, f)
}

func share(f measure.Figure) string {
	s := fmt.Sprintf("%d of %d", f.Count, f.Base)
	switch {
	case f.Base == 0:
		return "there was none to count"
	case f.Small || f.Share == nil:
		return s + ", a base of " + inWords(f.Base) + ": too small for a share"
	}
	s += " (" + percent(*f.Share, f.Base)
	if f.Range != nil {
		s += fmt.Sprintf(", %s to %s", percent(f.Range.Low, f.Base), percent(f.Range.High, f.Base))
	}
	return s + ")"
}

// percent is whole unless the base is over 1,000.
func percent(share float64, base int64) string {
	if base > 1000 {
		return fmt.Sprintf("%.1f%%", 100*share)
	}
	return fmt.Sprintf("%.0f%%", 100*share)
}

// month is the days of a child's month.
const month = 365.25 / 12

func rate(f measure.Figure) string {
	months := float64(f.Base) / month
	what := fmt.Sprintf("%s in %.0f months", several(int(f.Count), "time", "times"), months)
	switch {
	case f.Base == 0:
		return "there was no time to count in"
	case f.Small || f.Rate == nil:
		return what + ": too short a time for a rate"
	}
	s := fmt.Sprintf("%.2f a month", *f.Rate)
	if f.Range != nil {
		s += fmt.Sprintf(" (%.2f to %.2f)", f.Range.Low, f.Range.High)
	}
	return s + ", " + what
}

func days(m measure.Measure, f measure.Figure) string {
	var parts []string
	add := func(n int64, what string) {
		if n > 0 || what == "" {
			parts = append(parts, fmt.Sprintf("%d %s", n, what))
		}
	}
	add(f.Ended, "came to it")
	for k, n := range f.Others {
		add(n, m.Others[k])
	}
	add(f.Open, "had not yet")
	of := fmt.Sprintf("of %d, %s", f.Base, strings.Join(parts, ", "))
	switch {
	case f.Base == 0:
		return "there was none to count"
	case f.Small:
		return of + "; a base of " + inWords(f.Base) + " is too small for more"
	case f.Median != nil:
		s := fmt.Sprintf("half within %d days", *f.Median)
		if f.Range != nil {
			s += fmt.Sprintf(" (%.0f to %.0f)", f.Range.Low, f.Range.High)
		}
		return s + within(f, false) + "; " + of
	case len(m.Others) > 0:
		return strings.TrimPrefix(within(f, true), ", ") + "; " + of
	}
	return "fewer than half came to it" + within(f, false) + "; " + of
}

// within is the share that had come to it by a year.
func within(f measure.Figure, interval bool) string {
	if f.InYear == nil {
		return ""
	}
	s := fmt.Sprintf(", %s within a year", percent(*f.InYear, f.Base))
	if interval && f.Range != nil {
		s += fmt.Sprintf(" (%s to %s)", percent(f.Range.Low, f.Base), percent(f.Range.High, f.Base))
	}
	return s
}

var numbers = []string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

func inWords(n int64) string {
	if n < int64(len(numbers)) {
		return numbers[n]
	}
	return fmt.Sprint(n)
}

// left is what is left out, and why.
func left(f measure.Figure) string {
	var all []string
	for _, l := range f.Left {
		all = append(all, fmt.Sprintf("%d: %s", l.Count, l.Why))
	}
	if len(all) == 0 {
		return "nothing"
	}
	return strings.Join(all, "; ")
}

// among is where an area stands among the others, in words.
func among(against string) string {
	switch against {
	case "":
		return ""
	case "inside":
		return "within what chance explains"
	}
	side, level, _ := strings.Cut(against, " ")
	than := map[string]string{"0.95": "about 1 in 20", "0.998": "about 1 in 500"}[level]
	if than == "" {
		than = "few"
	}
	return fmt.Sprintf("%s what chance explains: %s areas would be so far out by chance", side, than)
}

// held is the editions of a standard, each with its days.
func held(id string) (sentence string, editions []standard.Edition) {
	for _, s := range standard.All() {
		if s.ID == id {
			return s.Sentence, s.Editions
		}
	}
	return "", nil
}

// standing is a standard with its unit, in the edition that a return was measured by
// last.
func standing(id string) string {
	_, editions := held(id)
	if len(editions) == 0 {
		return ""
	}
	e := editions[len(editions)-1]
	return fmt.Sprintf("%s, since %s", e, e.From.Words())
}
