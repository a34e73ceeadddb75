package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// figures are what several runs of the same work took, in seconds, or ratios.
type figures []float64

func (f figures) median() float64 {
	s := slices.Sorted(slices.Values(f))
	if len(s)%2 == 1 {
		return s[len(s)/2]
	}
	return (s[len(s)/2-1] + s[len(s)/2]) / 2
}

// times are the figures as times, each for n things: "1.93 s (1.88–2.10)".
func (f figures) times(n int) string {
	unit, scale := unitOf(f.median() / float64(n))
	scale /= float64(n)
	return fmt.Sprintf("%s %s (%s–%s)", short(f.median()*scale), unit, short(slices.Min(f)*scale), short(slices.Max(f)*scale))
}

// spell is a time on its own: "1.93 s".
func spell(seconds float64) string {
	unit, scale := unitOf(seconds)
	return short(seconds*scale) + " " + unit
}

func unitOf(seconds float64) (unit string, scale float64) {
	switch {
	case seconds >= 1:
		return "s", 1
	case seconds >= 1e-3:
		return "ms", 1e3
	case seconds >= 1e-6:
		return "µs", 1e6
	}
	return "ns", 1e9
}

// ratios are the figures as ratios: "5.2 (5.0–5.4)".
func (f figures) ratios() string {
	return fmt.Sprintf("%s (%s–%s)", short(f.median()), short(slices.Min(f)), short(slices.Max(f)))
}

// over is how many times what g took f took, run by run.
func (f figures) over(g figures) figures {
	out := make(figures, len(f))
	for i := range f {
		out[i] = f[i] / g[i]
	}
	return out
}

// short is a number with the digits that mean something.
func short(x float64) string {
	switch {
	case x >= 100:
		return thousands(int(x + 0.5))
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.2f", x)
}

// thousands is a number with commas.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}

// megabytes is a number of bytes in megabytes of a million.
func megabytes(n int64) string { return short(float64(n)/1e6) + " MB" }

// work does something once and says how long it took.
type work func() (time.Duration, error)

// timed is a work that is nothing but f.
func timed(f func() error) work {
	return func() (time.Duration, error) {
		start := time.Now()
		err := f()
		return time.Since(start), err
	}
}

// inTurns does every work once, then every work again, so that whatever else
// the machine does meets all alike. The first round is not counted where warm.
func (b *bench) inTurns(rounds int, warm bool, works ...work) ([]figures, error) {
	out := make([]figures, len(works))
	first := 0
	if warm {
		first = -1
	}
	for round := first; round < rounds; round++ {
		for i, w := range works {
			if err := b.ctx.Err(); err != nil {
				return nil, err
			}
			took, err := w()
			if err != nil {
				return nil, err
			}
			if round >= 0 {
				out[i] = append(out[i], took.Seconds())
			}
		}
	}
	return out, nil
}

// table is a table of the document and the sentence that says what it means.
type table struct {
	title   string
	about   string // what was measured and how
	head    []string
	rows    [][]string
	meaning string
}

func (t table) markdown() string {
	var s strings.Builder
	fmt.Fprintf(&s, "\n## %s\n\n%s\n\n", t.title, t.about)
	line := func(cells []string) { fmt.Fprintf(&s, "| %s |\n", strings.Join(cells, " | ")) }
	line(t.head)
	rule := make([]string, len(t.head))
	for i := range rule {
		rule[i] = "---:"
	}
	rule[0] = "---"
	line(rule)
	for _, row := range t.rows {
		line(row)
	}
	fmt.Fprintf(&s, "\n**%s**\n", t.meaning)
	return s.String()
}
