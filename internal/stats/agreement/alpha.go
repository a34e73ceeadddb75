package agreement

import (
	"slices"

	"github.com/northinch/northinch/internal/stats"
)

// Alpha is Krippendorff's alpha, 1 - Do/De.
type Alpha struct {
	Alpha     float64
	Observed  float64 // Do: how far two ratings of a unit disagree, on average
	Expected  float64 // De: how far any two ratings disagree, on average
	Percent   float64 // the share of pairs that agree, beside it
	Units     int     // units with two ratings or more
	Ratings   int     // their ratings
	Precision *Precision
}

// AsIRR is the alpha that the R package irr (kripp.alpha, to 0.84.1) prints where
// no rater left out a unit. It then counts each pair of ratings once for each
// other rater, not shared among them as the definition has it, so that alpha
// comes out lower by up to (1-alpha)/(ratings-1): nothing for two raters, and less
// the more units. With a rating missing anywhere, irr follows the definition. It
// is here because published values have been worked out with it.
func (a Alpha) AsIRR(raters int) Alpha {
	n, m := float64(a.Ratings), float64(raters)
	if m <= 2 || a.Ratings < 2 {
		return a
	}
	by := (n - 1/(m-1)) / (n - 1)
	a.Alpha = 1 - (1-a.Alpha)*by
	if a.Precision != nil {
		p := *a.Precision
		p.SE *= by
		p.Interval = stats.Interval{Low: 1 - (1-p.Interval.Low)*by, High: 1 - (1-p.Interval.High)*by}
		a.Precision = &p
	}
	return a
}

var errNoVariation = stats.Undefined("All ratings are the same: without variation there is nothing to tell apart, and Krippendorff's alpha is 1 - 0/0. The percent agreement is 100%%")

// Alpha is Krippendorff's alpha in his own definition: a unit's pairs of ratings
// count in proportion to how many ratings it has, units with one rating drop
// out, and chance draws two ratings without replacement (K. Krippendorff,
// "Computing Krippendorff's alpha-reliability", 2011).
//
// The standard error is that of units drawn at random, from linearising alpha
// with all that depends on the ratings, the ranks of an ordinal metric among it.
//
// It returns errs.BadInput for a metric that the scale does not bear or options
// that cannot be used, and stats.ErrUndefined where no unit has two ratings, or
// where all ratings are the same: some programs answer 1 there and others 0. With
// that error the percent agreement is there where it is defined.
func (r *Ratings) Alpha(m Metric, o Options) (Alpha, error) {
	if err := m.on(r.scale); err != nil {
		return Alpha{}, err
	}
	if err := o.check(r.units); err != nil {
		return Alpha{}, err
	}
	c := newCoincidence(r, m)
	p, ok := c.at(r.times)
	a := Alpha{Alpha: p.Coefficient, Percent: p.Observed, Units: whole(c.n), Ratings: whole(c.ratings)}
	switch {
	case c.n == 0:
		return a, errNoPair
	case !ok:
		return a, errNoVariation
	}
	a.Observed, a.Expected = c.observed/c.ratings, c.expected/(c.ratings*(c.ratings-1))
	if c.n >= 2 {
		x, mean := c.linear()
		a.Precision = precision(a.Alpha, r.variance(x, mean, c.n)*(1-o.fraction(r.units)), c.n, o.Conf)
	}
	return a, nil
}

// coincidence is alpha as a function of a sample, from the coincidences of
// ratings in units.
type coincidence struct {
	*Ratings
	m     Metric
	place []float64 // where each category stands
	same  []float64 // by pattern: the share of its pairs that agree
	each  []float64 // by pattern: Σ of squared disagreements of its pairs, over its ratings less one
	// Scratch of the last sample.
	of       []float64 // ratings, by category
	n        float64   // units
	ratings  float64
	observed float64 // Σ of each
	expected float64 // Σ of squared disagreements of all pairs of ratings
}

func newCoincidence(r *Ratings, m Metric) *coincidence {
	q := len(r.scale.Labels)
	c := &coincidence{Ratings: r, m: m, place: slices.Clone(r.scale.values()), same: make([]float64, len(r.times)), each: make([]float64, len(r.times)), of: make([]float64, q)}
	for i, total := range r.total {
		if total < 2 {
			continue
		}
		_, counts := r.patterns.of(i)
		for _, n := range counts {
			c.same[i] += n * (n - 1) / (total * (total - 1))
		}
		c.each[i] = c.disagreement(i)
	}
	return c
}

// disagreement is that of a pattern, at the places that the categories have.
func (c *coincidence) disagreement(i int) float64 {
	categories, counts := c.patterns.of(i)
	sum := 0.0
	for j, k := range categories {
		for h, l := range categories[:j] {
			sum += counts[j] * counts[h] * c.m.squared(c.place, int(k), int(l))
		}
	}
	return 2 * sum / (c.total[i] - 1)
}

func (c *coincidence) at(times []float64) (Point, bool) {
	clear(c.of)
	c.n, c.ratings, c.observed, c.expected = 0, 0, 0, 0
	var p Point
	for i, t := range times {
		if t == 0 || c.total[i] < 2 {
			continue
		}
		c.n += t
		c.ratings += t * c.total[i]
		p.Observed += t * c.same[i]
		categories, counts := c.patterns.of(i)
		for j, k := range categories {
			c.of[k] += t * counts[j]
		}
	}
	if c.n == 0 {
		return p, false
	}
	p.Observed /= c.n
	if c.m == OrdinalRank {
		c.rank(times)
	}
	for i, t := range times {
		c.observed += t * c.each[i]
	}
	for k, n := range c.of {
		if n == 0 {
			continue
		}
		for l, other := range c.of[:k] {
			c.expected += 2 * n * other * c.m.squared(c.place, k, l)
		}
	}
	if c.expected == 0 {
		return p, false
	}
	p.Coefficient = 1 - (c.ratings-1)*c.observed/c.expected
	return p, true
}

// rank places each category at the middle of its ratings in the ranking of all.
// The disagreement of two categories in an ordinal metric, all ratings between
// them and half of their own, is the distance of these places.
func (c *coincidence) rank(times []float64) {
	below := 0.0
	for k, n := range c.of {
		c.place[k] = below + n/2
		below += n
	}
	for i, t := range times {
		if t > 0 && c.total[i] >= 2 {
			c.each[i] = c.disagreement(i)
		}
	}
}

// linear is, by pattern, what a unit contributes to the alpha of the data, and
// the average of it: the derivative of alpha by how often the unit occurs, times
// the number of units.
func (c *coincidence) linear() (x []float64, mean float64) {
	score := make([]float64, len(c.of)) // of a rating in a category
	ratio := (c.ratings - 1) * c.observed / c.expected
	for k := range score {
		with := 0.0
		for l, n := range c.of {
			with += n * c.m.squared(c.place, k, l)
		}
		score[k] = 2*ratio*with/c.expected - c.observed/c.expected
	}
	if c.m == OrdinalRank {
		c.addRanks(score, ratio)
	}
	x = make([]float64, len(c.times))
	for i, t := range c.times {
		if c.total[i] < 2 {
			continue
		}
		x[i] = -(c.ratings - 1) / c.expected * c.each[i]
		categories, counts := c.patterns.of(i)
		for j, k := range categories {
			x[i] += counts[j] * score[k]
		}
		x[i] *= c.n
		mean += t * x[i] / c.n
	}
	for i, m := range c.total {
		if m < 2 {
			x[i] = mean
		}
	}
	return x, mean
}

// addRanks adds to the score of a rating that it moves the places of its own
// category, by a half, and of all above it, by one.
func (c *coincidence) addRanks(score []float64, ratio float64) {
	moved := make([]float64, len(c.of)) // the change of alpha with the place of a category
	for i, t := range c.times {
		if c.total[i] < 2 {
			continue
		}
		categories, counts := c.patterns.of(i)
		for j, k := range categories {
			for h, l := range categories {
				d := t * counts[j] * counts[h] / (c.total[i] - 1) * (c.place[k] - c.place[l])
				moved[k] -= 4 * (c.ratings - 1) / c.expected * d
			}
		}
	}
	for k, n := range c.of {
		for l, other := range c.of {
			moved[k] += 4 * ratio / c.expected * n * other * (c.place[k] - c.place[l])
		}
	}
	above := 0.0
	for k := len(moved) - 1; k >= 0; k-- {
		score[k] += above + moved[k]/2
		above += moved[k]
	}
}
