package control

import (
	"math"
	"slices"
	"sort"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// mostPoints is the largest run chart; nobody reads a longer one.
const mostPoints = 10_000

// RunChart is a series held against its median. Points on the median count
// neither as above nor as below; the others are useful.
type RunChart struct {
	Median float64
	Useful int
	// LongestRun is the most useful points in a row on one side, and Longest the
	// most that chance would have: more are a shift.
	LongestRun, Longest int
	// Crossings is how often useful points change sides, and Fewest how seldom
	// chance would have it: fewer are a shift or a drift.
	Crossings, Fewest int
	// LongestTrend is the most points in a row that all rise or all fall, where
	// repetitions do not count.
	LongestTrend int
	// Runs is Crossings+1, and Few and Many are what chance would have in 95 of
	// 100 charts with as many points on either side.
	Runs, Few, Many int
}

// NewRunChart is the run chart of a series in order of time. Longest and Fewest
// are the rules of J. Anhøj and A. V. Olesen ("Run charts revisited", PLoS ONE 9,
// e113825, 2014); Few and Many are those of F. S. Swed and C. Eisenhart ("Tables
// for testing randomness of grouping in a sequence of alternatives", Annals of
// Mathematical Statistics 14, 66-87, 1943), computed, not looked up.
//
// It returns stats.ErrUndefined where no value differs from the median, and
// errs.BadInput for a value without a size or more than 10,000 of them.
func NewRunChart(values []float64) (RunChart, error) {
	if len(values) > mostPoints {
		return RunChart{}, errs.Invalid("input", "The series has %d values; a run chart takes at most %d", len(values), mostPoints)
	}
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return RunChart{}, errs.Invalid("input", "Row %d: a chart cannot be drawn with the value %v", i+1, v)
		}
	}
	if len(values) == 0 {
		return RunChart{}, stats.Undefined("A run chart needs values")
	}
	c := RunChart{Median: median(values)}
	var side []int
	above := 0
	for _, v := range values {
		if v != c.Median {
			side = append(side, sign(v-c.Median))
		}
		if v > c.Median {
			above++
		}
	}
	if c.Useful = len(side); c.Useful == 0 {
		return RunChart{}, stats.Undefined("All values are the median, so that no run can be seen")
	}
	c.Longest, c.Fewest = RunLimits(c.Useful)
	run := 0
	for i, s := range side {
		if i > 0 && s != side[i-1] {
			c.Crossings, run = c.Crossings+1, 0
		}
		run++
		c.LongestRun = max(c.LongestRun, run)
	}
	c.LongestTrend = longestTrend(values)
	c.Runs = c.Crossings + 1
	c.Few, c.Many = runsByChance(above, c.Useful-above)
	return c, nil
}

// RunLimits is the longest run and the fewest crossings that chance would have
// with n useful points: log2(n)+3 rounded, and the 5% quantile of n-1 fair coins
// (Anhøj and Olesen 2014). n must be 1 or more.
func RunLimits(n int) (longest, fewest int) {
	longest = int(math.Round(math.Log2(float64(n)) + 3))
	fewest = sort.Search(n-1, func(k int) bool { return dist.Binomial(k, n-1, 0.5) >= 0.05 })
	return longest, fewest
}

// Signals are the rules that the chart breaks, in words: those of Anhøj and
// Olesen, and those of R. J. Perla, L. P. Provost and S. K. Murray ("The run
// chart: a simple analytical tool for learning from variation in healthcare
// processes", BMJ Quality and Safety 20, 46-51, 2011), who call 6 points on one
// side a shift and 5 that rise or fall a trend.
func (c RunChart) Signals() []string {
	out := []string{}
	for _, rule := range []struct {
		broken bool
		name   string
	}{
		{c.LongestRun > c.Longest, "longest run (Anhøj)"},
		{c.Crossings < c.Fewest, "crossings (Anhøj)"},
		{c.LongestRun >= 6, "shift of 6 (Perla)"},
		{c.LongestTrend >= 5, "trend of 5 (Perla)"},
		{c.Runs < c.Few, "too few runs (Perla)"},
		{c.Runs > c.Many, "too many runs (Perla)"},
	} {
		if rule.broken {
			out = append(out, rule.name)
		}
	}
	return out
}

func median(values []float64) float64 {
	s := slices.Sorted(slices.Values(values))
	half := len(s) / 2
	if len(s)%2 == 1 {
		return s[half]
	}
	return s[half-1]/2 + s[half]/2
}

// longestTrend is the most points in a row that all rise or all fall, without
// repetitions.
func longestTrend(values []float64) int {
	values = slices.Compact(slices.Clone(values))
	longest, run, before := 1, 1, 0
	for i := 1; i < len(values); i++ {
		step := sign(values[i] - values[i-1])
		if step != before {
			run = 1
		}
		run, before = run+1, step
		longest = max(longest, run)
	}
	return longest
}

// runsByChance is the fewest and the most runs of a above and b below with a
// probability above 2.5% of so few or fewer, and of so many or more.
func runsByChance(a, b int) (few, many int) {
	if a == 0 || b == 0 {
		return 1, 1
	}
	most := 2*min(a, b) + 1
	if a == b {
		most--
	}
	few, many = 2, most
	for sum := runs(few, a, b); sum <= 0.025; sum += runs(few, a, b) {
		few++
	}
	for sum := runs(many, a, b); sum <= 0.025; sum += runs(many, a, b) {
		many--
	}
	return few, many
}

// runs is the probability of r runs where a above and b below come in any order:
// the ways to cut both into runs, over the ways to order them.
func runs(r, a, b int) float64 {
	cut := func(n, pieces int) float64 { return choose(n-1, pieces-1) }
	orders := choose(a+b, a)
	j := r / 2
	if r%2 == 0 {
		return 2 * math.Exp(cut(a, j)+cut(b, j)-orders)
	}
	return math.Exp(cut(a, j+1)+cut(b, j)-orders) + math.Exp(cut(a, j)+cut(b, j+1)-orders)
}

// choose is the logarithm of n over k.
func choose(n, k int) float64 {
	if k < 0 || k > n {
		return math.Inf(-1)
	}
	of := func(n int) float64 {
		g, _ := math.Lgamma(float64(n) + 1)
		return g
	}
	return of(n) - of(k) - of(n-k)
}
