package measure

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/stats"
)

// Words is the figure as read: "6 of 10 (60%, 31% to 83%)".
func (f Figure) Words(m Measure) string {
	if f.Base == 0 && f.Spells == 0 {
		return "none to count"
	}
	switch m.Kind {
	case Share:
		return f.shareWords()
	case Time:
		return f.timeWords(len(m.Others) > 0)
	}
	return f.rateWords()
}

func (f Figure) shareWords() string {
	says := fmt.Sprintf("%d of %d", f.Count, f.Base)
	if f.Share == nil {
		return says + smallWords(f.Small)
	}
	return fmt.Sprintf("%s (%s, %s)", says, percent(*f.Share, f.Base), f.between(func(x float64) string { return percent(x, f.Base) }))
}

func (f Figure) timeWords(competing bool) string {
	says := fmt.Sprintf("%d of %d", f.Ended, f.Base)
	if f.Small {
		return says + smallWords(true)
	}
	switch {
	case competing && f.InYear != nil:
		says += "; within a year " + percent(*f.InYear, f.Base)
		if f.Range != nil {
			says += " (" + f.between(func(x float64) string { return percent(x, f.Base) }) + ")"
		}
		return says
	case competing:
		return says + "; nothing is known of a whole year"
	case f.Median == nil:
		says += "; half not reached"
	case f.Range != nil:
		says += fmt.Sprintf("; half by day %d (%s)", *f.Median, f.between(whole))
	default:
		says += fmt.Sprintf("; half by day %d", *f.Median)
	}
	if f.InYear != nil {
		says += "; within a year " + percent(*f.InYear, f.Base)
	}
	return says
}

func (f Figure) rateWords() string {
	says := fmt.Sprintf("%d in %d days of %s", f.Count, f.Base, several(f.Spells, "spell"))
	if f.Rate == nil {
		return says + smallWords(f.Small)
	}
	says += "; " + decimal(*f.Rate) + " a month"
	if f.Range != nil {
		says += " (" + f.between(decimal) + ")"
	}
	return says
}

func (f Figure) between(words func(float64) string) string {
	return words(f.Range.Low) + " to " + words(f.Range.High)
}

// AgainstWords is where an area is in the funnel, as read.
func (f Figure) AgainstWords() string {
	side, level, beyond := strings.Cut(f.Against, " ")
	if !beyond {
		return f.Against
	}
	if p, err := strconv.ParseFloat(level, 64); err == nil {
		level = strconv.FormatFloat(100*p, 'g', 4, 64) + "%"
	}
	return side + " the limits of " + level
}

// LeftWords is what was left out, as read: "3: the time had not passed".
func (f Figure) LeftWords() string {
	var all []string
	for _, l := range f.Left {
		all = append(all, fmt.Sprintf("%d: %s", l.Count, l.Why))
	}
	return strings.Join(all, "; ")
}

func smallWords(small bool) string {
	if small {
		return " (small base)"
	}
	return ""
}

// percent is a share as read: whole, or with one decimal where the base is over 1,000.
func percent(share float64, base int64) string {
	decimals := 0
	if base > 1000 {
		decimals = 1
	}
	return strconv.FormatFloat(100*share, 'f', decimals, 64) + "%"
}

func whole(x float64) string { return strconv.FormatFloat(x, 'f', 0, 64) }

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

// several is how many of something, as read.
func several(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// ends are the low and the high end of an interval, nil where there is none.
func ends(i *stats.Interval) (low, high *float64) {
	if i == nil {
		return nil, nil
	}
	return &i.Low, &i.High
}
