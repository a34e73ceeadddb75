package sampling

import (
	"fmt"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats/estimate"
)

// LeastBase is the fewest answers that an estimate is made of, unless a framework says
// otherwise.
const LeastBase = 10

// Estimated is what the answers of a sample say of the population that it was drawn
// from.
type Estimated struct {
	Kind  string  `json:"kind"` // Share or Mean
	Value float64 `json:"value"`
	SE    float64 `json:"se"`
	DF    int     `json:"df"`
	// Low and High are the ends of the interval; nil where there is none, and Why says
	// why.
	Low        *float64 `json:"low"`
	High       *float64 `json:"high"`
	Why        string   `json:"why,omitempty"`
	Confidence float64  `json:"confidence"` // in per cent
	Base       int      `json:"base"`       // answers that it is made of
	Yes        int      `json:"yes"`        // of them; 0 of a mean
	// Population is how many records of the frame it is about, as estimated: without those
	// outside the population, and those to which the question does not apply.
	Population float64           `json:"population"`
	Strata     []StratumAnswered `json:"strata"`
	// Without are the strata of which no record is answered: the estimate does not hold
	// for them.
	Without []string `json:"without,omitempty"`
}

// The kinds of estimates.
const (
	Share = "share"
	Mean  = "mean"
)

// StratumAnswered is what became of the records of a stratum that were called.
type StratumAnswered struct {
	Name          string  `json:"name"`
	Population    int     `json:"population"` // in the frame
	Called        int     `json:"called"`
	Outside       int     `json:"outside"`        // replaced: not of the population
	Unread        int     `json:"unread"`         // replaced: cannot be read
	NotAnswered   int     `json:"not_answered"`   // in the sample, without an answer
	NotApplicable int     `json:"not_applicable"` // answered: the question does not apply
	Answered      int     `json:"answered"`
	Weight        float64 `json:"weight"` // records that each answer stands for
}

// Estimate is the estimated share of records for which the answer is yes, or the mean of
// the answers, with an interval of so much confidence in per cent.
//
// Of a stratum m records of N were called. Those that were replaced as outside stay in the
// design as units that are not of the population: how many of them were met is chance,
// too. Those that were replaced as unread, and those in the sample without an answer, are
// taken to be like those answered of their stratum, which stand for them. With a answers
// and o outside, an answer has the weight w = N(m-o)/(m·a), one outside N/m, and the
// variance is that of a+o units of w(a+o) ([estimate.Design]): 1/w of those in the
// population have an answer. The interval of a share is Korn and Graubard's, that of a
// mean Student's. Where all were read there is none, and where nothing that was read says
// how much others differ.
//
// It returns errs.Conflict before the draw; errs.BadInput for an answer about a ticket
// that is not in the sample or is answered twice, for fewer answers than least, and where
// a stratum has a single answer of several records, so that nothing says how much they
// differ.
func (r *Record) Estimate(answers []Answer, confidence float64, least int) (Estimated, error) {
	if !(confidence >= 50 && confidence <= 99.99) {
		return Estimated{}, errs.Invalid("confidence", "The confidence is from 50 to 99.99 per cent, not %v", confidence)
	}
	called, err := r.Weights()
	if err != nil {
		return Estimated{}, err
	}
	by, kind, err := match(called, answers)
	if err != nil {
		return Estimated{}, err
	}
	e := Estimated{Kind: kind, Confidence: confidence}
	u := r.units(&e, called, by)
	if e.Base < max(1, least) {
		return Estimated{}, errs.Invalid("answers", "There are %d answers to make an estimate of, and an estimate needs %d", e.Base, max(1, least))
	}
	d, err := estimate.NewDesign(len(u.y), u.weight, u.strata, estimate.Stage{Population: u.population})
	if err == nil {
		err = e.make(d, u)
	}
	if err != nil {
		return Estimated{}, errs.Invalid("answers", "%v", err)
	}
	return e, nil
}

// make fills in the estimate and its interval.
func (e *Estimated) make(d *estimate.Design, u units) error {
	mean, err := d.DomainMean(u.y, u.domain)
	if err != nil {
		return err
	}
	e.Value, e.SE, e.DF = mean.Value, mean.SE, mean.DF
	switch {
	case u.census():
		e.Why = "all records that it is of were read, so nothing of it is left to chance"
	case u.same() && e.Kind == Mean, u.alike() && !u.same():
		e.Why = "within the strata the answers do not differ, so nothing says how much those of other records do"
	}
	if e.Why != "" {
		e.SE = 0 // arithmetic may miss it
		return nil
	}
	conf, df := e.Confidence/100, float64(d.DF())
	t, err := estimate.Quantile(conf, df)
	i := mean.Interval(t)
	if e.Kind == Share {
		yes := make([]bool, len(u.y))
		for i, y := range u.y {
			yes[i] = y == 1
		}
		mean, i, err = d.DomainShare(yes, u.domain, estimate.Exact, conf, df)
		e.Value = mean.Value
	}
	e.Low, e.High = &i.Low, &i.High
	return err
}

// Words is the estimate in a sentence, with its interval and its base.
func (e Estimated) Words() string {
	say := func(v float64) string { return fmt.Sprintf("%.2f", v) }
	of, yes := "mean of %s in %.0f records", ""
	if e.Kind == Share {
		digits := 0
		if e.Base > 1000 {
			digits = 1
		}
		say = func(v float64) string { return fmt.Sprintf("%.*f%%", digits, 100*v) }
		of, yes = "%s of %.0f records", fmt.Sprintf(", of which %d are yes", e.Yes)
	}
	s := "An estimated " + fmt.Sprintf(of, say(e.Value), e.Population)
	if e.Low != nil {
		s += fmt.Sprintf(" (%s to %s, with %v%% confidence)", say(*e.Low), say(*e.High), e.Confidence)
	}
	s += fmt.Sprintf(", from %d answers%s.", e.Base, yes)
	if e.Why != "" {
		s += " There is no interval: " + strings.ToLower(e.Why[:1]) + strings.TrimSuffix(e.Why[1:], ".") + "."
	}
	if len(e.Without) > 0 {
		s += " It does not hold for the strata of which no record is answered: " + strings.Join(e.Without, ", ") + "."
	}
	return s
}
