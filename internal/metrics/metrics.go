// Package metrics is numbers about the running program as text that a monitoring
// system reads (the Prometheus text format 0.0.4).
//
// A label holds only what the program itself names, such as the pattern of a page:
// never a path, an identifier or a name, so that the list of series is bounded and
// says nothing of anybody.
package metrics

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ContentType is that of Text.
const ContentType = "text/plain; version=0.0.4; charset=utf-8"

// Family is a metric: one name, one meaning, and a number for each set of labels.
type Family struct {
	Name string // with its unit at the end, and _total for what only grows
	Help string // a sentence
	Type string // Counter, Gauge or Histogram
	// Samples are the numbers, in any order.
	Samples []Sample
}

// The types of a family.
const (
	Counter       = "counter"
	Gauge         = "gauge"
	HistogramType = "histogram"
)

// Label is a name and a value.
type Label struct{ Name, Value string }

// Sample is a number. Suffix is empty but for the parts of a histogram.
type Sample struct {
	Suffix string
	Labels []Label
	Value  float64
}

// One is the samples of a family without labels.
func One(v float64) []Sample { return []Sample{{Value: v}} }

var (
	nameForm  = regexp.MustCompile(`^[a-zA-Z_:][a-zA-Z0-9_:]*$`)
	labelForm = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]*$`)
)

// Text writes families in the order of their names, and their samples in the
// order of their labels. It is an error, and a mistake of the program, where a
// name cannot be one, or where a family or a sample is there twice.
func Text(families []Family) ([]byte, error) {
	var b bytes.Buffer
	families = slices.SortedFunc(slices.Values(families), func(x, y Family) int { return cmp.Compare(x.Name, y.Name) })
	for i, f := range families {
		if !nameForm.MatchString(f.Name) || i > 0 && families[i-1].Name == f.Name {
			return nil, fmt.Errorf("metrics: the name %q cannot be one or is there twice", f.Name)
		}
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s %s\n", f.Name, helpEscape.Replace(f.Help), f.Name, f.Type)
		seen := map[string]bool{}
		var lines []line
		for _, s := range f.Samples {
			head, err := s.head(f.Name)
			if err != nil {
				return nil, err
			}
			if seen[head] {
				return nil, fmt.Errorf("metrics: %s is there twice", head)
			}
			seen[head] = true
			lines = append(lines, line{s, head})
		}
		slices.SortStableFunc(lines, line.compare)
		for _, l := range lines {
			b.WriteString(l.head + " " + number(l.Value) + "\n")
		}
	}
	return b.Bytes(), nil
}

// line is a sample as it is written.
type line struct {
	Sample
	head string
}

// compare orders by labels; the buckets of a histogram stay in the order of their
// bounds, before its sum and its count.
func (l line) compare(m line) int {
	rest := func(s Sample) string {
		var b strings.Builder
		for _, one := range s.Labels {
			if one.Name != "le" {
				b.WriteString(one.Name + "\x00" + one.Value + "\x00")
			}
		}
		return b.String()
	}
	return cmp.Compare(rest(l.Sample), rest(m.Sample))
}

var (
	helpEscape  = strings.NewReplacer(`\`, `\\`, "\n", `\n`)
	valueEscape = strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)
)

func (s Sample) head(name string) (string, error) {
	name += s.Suffix
	if len(s.Labels) == 0 {
		return name, nil
	}
	var parts []string
	for i, l := range s.Labels {
		if !labelForm.MatchString(l.Name) || strings.HasPrefix(l.Name, "__") || slices.ContainsFunc(s.Labels[:i], func(o Label) bool { return o.Name == l.Name }) {
			return "", fmt.Errorf("metrics: the label %q of %s cannot be one or is there twice", l.Name, name)
		}
		parts = append(parts, l.Name+`="`+valueEscape.Replace(strings.ToValidUTF8(l.Value, "\ufffd"))+`"`)
	}
	return name + "{" + strings.Join(parts, ",") + "}", nil
}

func number(v float64) string {
	switch {
	case math.IsInf(v, 1):
		return "+Inf"
	case math.IsInf(v, -1):
		return "-Inf"
	case math.IsNaN(v):
		return "NaN"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}
