package catalogue

import (
	"math"
	"strconv"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/duration"
)

const spellTable = "a row for each spell: time (its length), event (0 not seen to end, 1 ended, or a cause from 1; or 1 and 2), and entry (when it came under observation) if late"

const spellAssumes = "Being lost sight of says nothing of how long a spell would have gone on. What was last seen on a day is still at risk on that day; a late entry is at risk after it."

// spellParams are the columns of spells, which every method here takes.
var spellParams = []Param{
	{"time", "the column of the lengths", "time, duration, days, months or stop"},
	{"event", "the column of what was seen, or the value in it that is an end", "event, status or cens; every value but 0, or 2 of 1 and 2"},
	{"entry", "the column of late entries", "entry or start, if there is one"},
}

func withSpells(more ...Param) []Param { return append(more, spellParams...) }

var (
	timeParam  = Param{"t", "the time asked for", "all times"}
	scaleParam = Param{"type", "the scale of the interval: log, log-log or plain", "log"}
)

// durations are the methods for time to event.
func durations() []Method {
	return append([]Method{
		{
			Name: "Kaplan-Meier",
			Also: []string{"KM", "KM survival", "Kaplan-Meier survival", "product-limit", "survival curve", "KM with Greenwood", "KM with delayed entry", "KM with left truncation",
				"KM with same-day (zero) durations and tied censoring", "KM with same-day durations", "KM with tied censoring"},
			Says:    "The share of spells that last longer than a time, with Greenwood's standard error and an interval.",
			Assumes: spellAssumes,
			Source:  "E. L. Kaplan and P. Meier, JASA 53, 1958; M. Greenwood, 1926",
			Table:   spellTable,
			Params:  withSpells(timeParam, confParam, scaleParam),
			Gives:   []string{"S", "se", "lower", "upper", "risk", "events", "time"},
			run:     kaplanMeier,
		},
		{
			Name: "KM quantiles", Also: []string{"KM quantile", "Kaplan-Meier quantiles", "Kaplan-Meier quantile", "survival quantiles"},
			Says:    "The time by which a share of the spells has ended; where the curve lies on the level for a while, the middle of that while.",
			Assumes: spellAssumes,
			Source:  "R. Brookmeyer and J. Crowley, Biometrics 38, 1982",
			Table:   spellTable,
			Params:  withSpells(Param{"p", "the share that has ended", "0.5"}, confParam, scaleParam),
			Gives:   []string{"time", "lower", "upper"},
			run:     quantile,
		},
		{
			Name: "KM restricted mean", Also: []string{"restricted mean", "restricted mean survival time", "RMST", "Kaplan-Meier restricted mean", "KM mean"},
			Says:    "The mean length of spells when each counts for at most t.",
			Assumes: spellAssumes,
			Source:  "J. O. Irwin, Journal of Hygiene 47, 1949; R. G. Miller, Survival Analysis, 1981",
			Table:   spellTable,
			Params:  withSpells(Param{"t", "the longest that counts", "tau, or the last time seen"}, Param{"tau", "the same as t", "t"}, confParam),
			Gives:   []string{"rmean", "se", "lower", "upper", "tau"},
			run:     restrictedMean,
		},
		{
			Name: "log-rank", Also: []string{"logrank", "log-rank test", "Mantel-Haenszel log-rank"},
			Says:    "Whether the spells of groups last alike; how many ended, and how many would have if they did.",
			Assumes: spellAssumes + " A difference is found best if it is in proportion all the time.",
			Source:  "N. Mantel, Cancer Chemotherapy Reports 50, 1966; R. Peto and J. Peto, JRSS A 135, 1972",
			Table:   spellTable + ", and the group",
			Params:  withSpells(groupParams...),
			Gives:   rankGives,
			run:     func(in *Input) (Outputs, error) { return logRank(in, "") },
		},
		{
			Name: "stratified log-rank", Also: []string{"stratified logrank", "log-rank stratified", "stratified log-rank test"},
			Says:    "The log-rank test with spells compared only within their stratum.",
			Assumes: spellAssumes + " A difference is found best if it is in proportion all the time, and alike in the strata.",
			Source:  "N. Mantel, Cancer Chemotherapy Reports 50, 1966; R. Peto and J. Peto, JRSS A 135, 1972",
			Table:   spellTable + ", the group and the stratum",
			Params:  withSpells(append(groupParams, Param{"strata", "the column of the strata", "stratum, strata, pair, block, centre or inst"})...),
			Gives:   rankGives,
			run: func(in *Input) (Outputs, error) {
				strata := in.column("strata", "stratum", "strata", "pair", "block", "centre", "inst")
				if strata == "" {
					in.fail("Say with the parameter strata which column is the stratum")
				}
				return logRank(in, strata)
			},
		},
		{
			Name:    "Aalen-Johansen cumulative incidence",
			Also:    []string{"Aalen-Johansen", "Aalen-Johansen SE", "Aalen-Johansen CIF", "cumulative incidence", "competing risks cumulative incidence"},
			Says:    "The share of spells that end from one cause by a time when other causes may end them first.",
			Assumes: spellAssumes,
			Source:  "O. O. Aalen and S. Johansen, Scandinavian Journal of Statistics 5, 1978; standard error by the infinitesimal jackknife",
			Table:   spellTable,
			Params: []Param{timeParam, {"event", "the cause asked for, or the column of causes", "1; event, status or cens"}, {"cause", "the cause asked for", "event"},
				confParam, scaleParam, spellParams[0], spellParams[2]},
			Gives: []string{"CIF", "se", "lower", "upper"},
			run:   incidence,
		},
	}, medians()...)
}

// medians are one method by the scale of its limits, as they are published.
func medians() []Method {
	var out []Method
	for _, m := range []struct {
		scale string
		also  []string
	}{
		{"log", []string{"KM median", "KM median with CI", "Kaplan-Meier median", "median survival"}},
		{"log-log", nil},
		{"plain", []string{"KM median with CI (Brookmeyer-Crowley)", "KM median Brookmeyer-Crowley", "Brookmeyer-Crowley"}},
	} {
		out = append(out, Method{
			Name: "KM median with CI (" + m.scale + ")", Also: m.also,
			Says:    "The time by which half of the spells have ended, with the times at which the " + m.scale + " limits of the curve pass one half.",
			Assumes: spellAssumes,
			Source:  "R. Brookmeyer and J. Crowley, Biometrics 38, 1982",
			Table:   spellTable,
			Params:  withSpells(confParam, Param{"type", "the scale of the limits: log, log-log or plain", m.scale}),
			Gives:   []string{"median", "0.95LCL", "0.95UCL"},
			run:     func(in *Input) (Outputs, error) { return median(in, m.scale) },
		})
	}
	return out
}

// curve reads what every method of one curve needs.
func curve(in *Input, scale string) (duration.Curve, duration.Scale, float64, error) {
	on, z := in.scale(scale), in.z()
	spells, err := in.spells()
	if err != nil {
		return nil, 0, 0, err
	}
	c, err := duration.KaplanMeier(spells)
	return c, on, z, err
}

func kaplanMeier(in *Input) (Outputs, error) {
	t := in.number("t", math.NaN()) // which JSON cannot say
	c, on, z, err := curve(in, "log")
	if err != nil {
		return nil, err
	}
	if math.IsNaN(t) {
		return wholeCurve(c, on, z), nil
	}
	s, err := c.At(t)
	if err != nil {
		return nil, err
	}
	se, low, high := uncertain(s, on, z)
	return Outputs{{"S", s.S}, {"se", se}, {"lower", low}, {"upper", high}, {"risk", s.Risk}, {"events", s.Events}, {"time", s.Time}}, nil
}

// uncertain is the standard error and the limits of a step, nil where not defined.
func uncertain(s duration.Step, on duration.Scale, z float64) (se, low, high any) {
	if e, err := s.SE(); err == nil {
		se = e
	}
	if i, err := s.Interval(on, z); err == nil {
		low, high = i.Low, i.High
	}
	return se, low, high
}

func wholeCurve(c duration.Curve, on duration.Scale, z float64) Outputs {
	var times, shares []float64
	var risk, events []int
	var ses, lows, highs []any
	for _, s := range c {
		times, shares = append(times, s.Time), append(shares, s.S)
		risk, events = append(risk, s.Risk), append(events, s.Events)
		se, low, high := uncertain(s, on, z)
		ses, lows, highs = append(ses, se), append(lows, low), append(highs, high)
	}
	return Outputs{{"S", shares}, {"se", ses}, {"lower", lows}, {"upper", highs}, {"risk", risk}, {"events", events}, {"time", times}}
}

func median(in *Input, scale string) (Outputs, error) {
	c, on, z, err := curve(in, scale)
	if err != nil {
		return nil, err
	}
	m := c.Median(on, z)
	conf := strconv.FormatFloat(in.conf(), 'g', -1, 64)
	return Outputs{{"median", reached(m.Time)}, {conf + "LCL", reached(m.Low)}, {conf + "UCL", reached(m.High)}}, nil
}

// reached is a time, or nil if it is not reached.
func reached(w duration.When) any {
	if !w.Reached {
		return nil
	}
	return w.Time
}

func quantile(in *Input) (Outputs, error) {
	p := in.number("p", 0.5)
	c, on, z, err := curve(in, "log")
	if err != nil {
		return nil, err
	}
	q, err := c.Quantile(p, on, z)
	if err != nil {
		return nil, err
	}
	return Outputs{{"time", reached(q.Time)}, {"lower", reached(q.Low)}, {"upper", reached(q.High)}}, nil
}

func restrictedMean(in *Input) (Outputs, error) {
	c, _, z, err := curve(in, "plain")
	if err != nil {
		return nil, err
	}
	tau := in.number("t", in.number("tau", c.Last()))
	if in.err != nil {
		return nil, in.err
	}
	m, err := c.RestrictedMean(tau)
	if err != nil {
		return nil, err
	}
	i := m.Interval(z)
	return Outputs{{"rmean", m.Mean}, {"se", m.SE}, {"lower", i.Low}, {"upper", i.High}, {"tau", tau}}, nil
}

func incidence(in *Input) (Outputs, error) {
	t, on, z := in.needNumber("t"), in.scale("log"), in.z()
	cause := in.whole("cause", 1)
	if in.has("event") && in.Index(in.text("event", "")) < 0 {
		cause = in.whole("event", cause)
	}
	spells, err := in.causes()
	if err != nil {
		return nil, err
	}
	c, err := duration.CumulativeIncidence(spells, cause, t)
	if err != nil {
		return nil, err
	}
	out := Outputs{{"CIF", c.CIF}, {"se", c.SE}, {"lower", nil}, {"upper", nil}}
	var i stats.Interval
	if i, err = c.Interval(on, z); err == nil {
		out[2].Value, out[3].Value = i.Low, i.High
	}
	return out, nil
}
