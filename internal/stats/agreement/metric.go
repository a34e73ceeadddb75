package agreement

import (
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// Metric is how far two values disagree, squared, in Krippendorff's alpha.
type Metric uint8

// Krippendorff's metrics (K. Krippendorff, "Computing Krippendorff's
// alpha-reliability", 2011).
const (
	Nominal     Metric = iota // 1 for different categories
	OrdinalRank               // by how many ratings lie between the two; not Gwet's ordinal weights
	Interval                  // (a-b)²
	RatioScale                // ((a-b)/(a+b))²
)

// metricNames are the metrics by name.
var metricNames = map[string]Metric{"nominal": Nominal, "ordinal": OrdinalRank, "interval": Interval, "ratio": RatioScale}

// ParseMetric is the metric of a name; false if there is none.
func ParseMetric(name string) (Metric, bool) {
	m, ok := metricNames[strings.ToLower(strings.TrimSpace(name))]
	return m, ok
}

// on makes sure that a metric can be used on a scale.
func (m Metric) on(s Scale) error {
	if m != Interval && m != RatioScale {
		return nil
	}
	if s.Values == nil {
		return errs.Invalid("metric", "The categories are words; an interval or ratio metric needs numbers")
	}
	if m == RatioScale && s.Values[0] < 0 {
		return errs.Invalid("metric", "A ratio metric needs values from 0; there is one of %v", s.Values[0])
	}
	return nil
}

// squared is how far two categories disagree, squared, where at is where they
// stand: their values or, for OrdinalRank, their places in the ranking of all
// ratings.
func (m Metric) squared(at []float64, k, l int) float64 {
	d := at[k] - at[l]
	switch {
	case k == l:
		return 0
	case m == Nominal:
		return 1
	case m == RatioScale:
		d /= at[k] + at[l]
	}
	return d * d
}
