package estimate

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// Scale is the scale on which the interval for a share is made.
type Scale string

// The scales.
const (
	// Plain is the share with standard errors to either side; it may leave 0 to 1.
	Plain Scale = "mean"
	// Logit is on log odds, and never beyond 0 or 1.
	Logit Scale = "logit"
	// Arcsine is on the angle whose sine is the root of the share.
	Arcsine Scale = "asin"
	// Exact is the interval of Clopper and Pearson with the effective size of the
	// sample (E. L. Korn and B. I. Graubard, "Confidence intervals for proportions
	// with small expected number of positive counts estimated from survey data",
	// Survey Methodology 24, 1998).
	Exact Scale = "beta"
)

// Share is the estimated share of the population for which is holds, and its
// interval. df are the degrees of freedom of the interval; [Design.DF] are those of
// the design.
//
// It returns stats.ErrUndefined for a share of 0 or 1, except on the scale Exact:
// the estimated standard error is then 0, which is not how sure one may be.
func (d *Design) Share(is []bool, scale Scale, conf, df float64) (Estimate, stats.Interval, error) {
	all := make([]bool, len(is))
	for i := range all {
		all[i] = true
	}
	return d.DomainShare(is, all, scale, conf, df)
}

// DomainShare is [Design.Share] among the units of a domain, estimated within the whole
// design. Units outside the domain are of no kind.
//
// It returns stats.ErrUndefined as [Design.Share] does, and where the sample has nobody
// of the domain.
func (d *Design) DomainShare(is, domain []bool, scale Scale, conf, df float64) (Estimate, stats.Interval, error) {
	in, base := indicator(domain)
	if base == 0 {
		return Estimate{}, stats.Interval{}, stats.Undefined("The sample has nobody of the domain")
	}
	kind := make([]bool, len(is))
	for i := range kind {
		kind[i] = is[i] && domain[i]
	}
	x, n := indicator(kind)
	e := d.share(x, in)
	t, err := Quantile(conf, df)
	if err != nil {
		return e, stats.Interval{}, err
	}
	if n == 0 || n == base {
		e.Value = float64(n) / float64(base) // arithmetic may miss the end
		if scale != Exact {
			return e, stats.Interval{}, stats.Undefined("None or all of the sample are of the kind: its standard error is 0, which says nothing; the method beta has an answer")
		}
	}
	p := e.Value
	switch scale {
	case Plain:
		return e, e.Interval(t), nil
	case Logit:
		half, odds := t*e.SE/(p*(1-p)), math.Log(p)-math.Log1p(-p)
		return e, stats.Interval{Low: 1 / (1 + math.Exp(half-odds)), High: 1 / (1 + math.Exp(-half-odds))}, nil
	case Arcsine:
		half, angle := t*e.SE/(2*math.Sqrt(p*(1-p))), math.Asin(math.Sqrt(p))
		low, high := math.Sin(max(0, angle-half)), math.Sin(min(math.Pi/2, angle+half))
		return e, stats.Interval{Low: low * low, High: high * high}, nil
	case Exact:
		i, err := d.exact(e, in, base, conf)
		return e, i, err
	}
	return e, stats.Interval{}, stats.Undefined("There is no interval “%s”; there are %s, %s, %s and %s", string(scale), Plain, Logit, Arcsine, Exact)
}

// exact is the interval of Korn and Graubard. The effective size is that of a
// simple random sample with the same variance, corrected for the degrees of
// freedom; where none or all are of the kind, that of as many as weigh the same (Kish
// 1965, 11.7), so that a few who stand for many do not count as many.
func (d *Design) exact(e Estimate, in []float64, base int, conf float64) (stats.Interval, error) {
	n, p := d.alike(in), e.Value
	if p > 0 && p < 1 {
		if e.SE < 1e-12 { // arithmetic may miss 0
			return stats.Interval{}, stats.Undefined("The share has no sampling error: every cluster has the same, or all were taken")
		}
		design, err := Quantile(conf, float64(d.DF()))
		if err != nil {
			return stats.Interval{}, err
		}
		t := dist.TQuantile((1+conf)/2, float64(base-1)) / design
		n = p * (1 - p) / e.SE / e.SE * t * t
	}
	a := (1 - conf) / 2
	i := stats.Interval{Low: 0, High: 1}
	if p > 0 {
		i.Low = dist.BetaQuantile(a, n*p, n*(1-p)+1)
	}
	if p < 1 {
		i.High = dist.BetaQuantile(1-a, n*p+1, n*(1-p))
	}
	if math.IsNaN(i.Low) || math.IsNaN(i.High) {
		return stats.Interval{}, stats.Undefined("The effective size of the sample is %v, for which there is no interval", n)
	}
	return i, nil
}

// alike is how many units of one weight say as much as those that are marked: the square
// of the sum of their weights over the sum of the squares. Weights are taken as parts of
// their sum, which may be too large to be squared.
func (d *Design) alike(in []float64) float64 {
	all, squares := d.sum(in), 0.0
	for i, w := range d.weight {
		squares += w / all * in[i] * (w / all)
	}
	return 1 / squares
}
