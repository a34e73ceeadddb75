package measure

import (
	"cmp"
	"errors"
	"slices"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/control"
	"github.com/northinch/northinch/internal/stats/duration"
	"github.com/northinch/northinch/internal/stats/proportion"
	"github.com/northinch/northinch/internal/stats/quantity"
)

// Settings are how figures are made of counts.
type Settings struct {
	// Minimum is the smallest base of which a share, a word or a comparison is given.
	Minimum int
	// Words are the words for shares; the zero value has none.
	Words quantity.Words
}

// DefaultMinimum is the smallest base of a share unless a framework says otherwise.
const DefaultMinimum = 10

// Figure is a measure of one area, or of all areas together.
type Figure struct {
	Area string `json:"area"` // its code; "" for all together
	// Base is of how many: spells, meetings or days.
	Base int64 `json:"base"`
	// Small says that the base is below the minimum: then there is no share, word or
	// comparison.
	Small bool `json:"small_base"`
	// Of a share.
	Count int64           `json:"count"`
	Share *float64        `json:"share"`
	Range *stats.Interval `json:"interval"` // of the share, the median or the rate, 95%
	Word  string          `json:"word,omitempty"`
	// Against says where an area is in the funnel about all areas together: inside,
	// or above or below its limits of 95% or 99.8%.
	Against string `json:"against,omitempty"`
	// Of a time.
	Ended  int64    `json:"ended"`     // by the end that is measured
	Open   int64    `json:"open"`      // not ended when last seen
	Others []int64  `json:"others"`    // ended otherwise first, as Measure.Others
	Median *int     `json:"median"`    // days; null if half had not ended
	InYear *float64 `json:"in_a_year"` // the share that ended by the 365th day
	// Of a rate: events in a child's month, and of how many spells the days are.
	Rate   *float64 `json:"rate"`
	Spells int64    `json:"spells"`
	Left   []Left   `json:"left_out"`
}

// Left is how many were left out for a reason.
type Left struct {
	Why   string `json:"why"`
	Count int64  `json:"count"`
}

// Result is a measure with its figures: of all areas together, and of each.
type Result struct {
	Measure
	All   Figure   `json:"all"`
	Areas []Figure `json:"areas"`
}

// Results makes figures of counts.
func (c *Counts) Results(o Settings) []Result {
	out := make([]Result, len(c.Measures))
	for m, one := range c.Measures {
		var total Cell
		for a := range c.Cells[m] {
			total.Add(&c.Cells[m][a])
		}
		out[m] = Result{Measure: one, All: o.figure(one, "", &total)}
		for a, code := range c.Areas {
			f := o.figure(one, code, &c.Cells[m][a])
			if len(c.Areas) > 1 {
				f.Against = against(one, f, out[m].All)
			}
			out[m].Areas = append(out[m].Areas, f)
		}
	}
	return out
}

// figure makes the figure of a cell.
func (o Settings) figure(m Measure, area string, c *Cell) Figure {
	f := Figure{Area: area, Others: []int64{}, Left: []Left{}}
	for why, n := range c.Out {
		if n > 0 {
			f.Left = append(f.Left, Left{Why(why).String(), n})
		}
	}
	switch m.Kind {
	case Share:
		f.Base, f.Count = c.Of, c.Yes
	case Time:
		f.Ended, f.Open = sum(c.Ends[1]), sum(c.Ends[0])
		for k := range m.Others {
			f.Others = append(f.Others, sum(c.Ends[k+2]))
		}
		f.Base = f.Ended + f.Open
		for _, n := range f.Others {
			f.Base += n
		}
	case Rate:
		f.Base, f.Count, f.Spells = c.Days, c.Events, c.Of
	}
	// The days of a rate may be many and all of one child.
	small := f.Base
	if m.Kind == Rate {
		small = f.Spells
	}
	if f.Small = small < int64(o.Minimum); f.Small {
		return f
	}
	switch m.Kind {
	case Share:
		o.share(&f)
	case Time:
		times(&f, c, len(m.Others) > 0)
	case Rate:
		rate(&f)
	}
	return f
}

func sum(of []int32) (n int64) {
	for _, x := range of {
		n += int64(x)
	}
	return n
}

func (o Settings) share(f *Figure) {
	i, err := proportion.Wilson(int(f.Count), int(f.Base), stats.Z95)
	if err != nil {
		return // of nothing there is no share
	}
	f.Share, f.Range = new(float64(f.Count)/float64(f.Base)), &i
	if w, err := o.Words.Word(int(f.Count), int(f.Base), o.Minimum); err == nil {
		f.Word = w.Word
	}
}

// year is the time by which the share that ended is given.
const year = 365

// times gives the median and the share that had ended by a year. Where something
// else may come first the median is no simple one and is left out.
func times(f *Figure, c *Cell, competing bool) {
	spells := c.spells()
	if competing {
		if i, err := duration.CumulativeIncidence(spells, 1, year); err == nil {
			f.InYear = &i.CIF
			if limits, err := i.Interval(duration.Log, stats.Z95); err == nil {
				f.Range = &limits
			}
		}
		return
	}
	curve, err := duration.KaplanMeier(spells)
	if err != nil {
		return // of nothing there is no curve
	}
	q := curve.Median(duration.Log, stats.Z95)
	if q.Time.Reached {
		f.Median = new(int(q.Time.Time + 0.5))
		if q.Low.Reached && q.High.Reached {
			f.Range = &stats.Interval{Low: q.Low.Time, High: q.High.Time}
		}
	}
	if s, err := curve.At(year); err == nil {
		f.InYear = new(1 - s.S)
	}
}

// spells are the durations of a cell, one by one. Which of them came to be known of
// late is not kept, and does not matter to how many are known of on a day: the latest
// are given to the longest.
func (c *Cell) spells() (all []duration.Spell) {
	for cause, days := range c.Ends {
		for d, n := range days {
			for range n {
				all = append(all, duration.Spell{End: float64(d), Cause: cause})
			}
		}
	}
	if len(c.Enter) == 0 {
		return all
	}
	slices.SortStableFunc(all, func(a, b duration.Spell) int { return cmp.Compare(a.End, b.End) })
	at := len(all)
	for d, n := range slices.Backward(c.Enter) {
		for range n {
			at--
			all[at].Entry = float64(d)
		}
	}
	return all
}

// month is the days of a child's month.
const month = 365.25 / 12

func rate(f *Figure) {
	months := float64(f.Base) / month
	if months == 0 {
		return
	}
	f.Rate = new(float64(f.Count) / months)
	if i, err := proportion.Garwood(int(f.Count), 0.95); err == nil {
		f.Range = &stats.Interval{Low: i.Low / months, High: i.High / months}
	}
}

// funnels are the limits that areas are held against. They are whole numbers of cases:
// smooth ones lie a little inside them, so that an area with 12 of 12, where 95 of 100
// are usual, would be above.
var funnels = []control.Funnel{{P: 0.95, Whole: true}, {P: 0.998, Whole: true}}

// against is where an area is about all areas together; "" where that cannot be
// said.
func against(m Measure, f, all Figure) string {
	if m.Kind != Share || f.Small || all.Share == nil {
		return ""
	}
	limits := make([]stats.Interval, len(funnels))
	for i, one := range funnels {
		var err error
		if limits[i], err = one.Proportion(int(f.Base), *all.Share); errors.Is(err, stats.ErrUndefined) {
			return ""
		}
	}
	return control.Position(*f.Share, funnels, limits)
}
