package sampling

import (
	"fmt"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats/size"
)

// Method is how the order of the tickets is made, in words that a record of another
// program version can be told by. docs/methods/draw.md describes it.
const Method = "shuffle by chacha8rand, 1"

// Plan is everything about a draw that is decided before it. Its hash is committed to.
type Plan struct {
	Title  string `json:"title"`
	Method string `json:"method"`
	// Public says where a part of the seed will come from that nobody who knows the
	// secret part chooses, such as dice that somebody else rolls; "" where there is none.
	Public  string   `json:"public"`
	Design  Design   `json:"design"`
	Strata  []Take   `json:"strata"`
	Reasons []Reason `json:"reasons"`
}

// Take is how many records of a stratum are drawn.
type Take struct {
	Name       string  `json:"name"`
	Population int     `json:"population"`
	Deviation  float64 `json:"deviation,omitempty"` // within the stratum, for Neyman's allocation
	Size       int     `json:"size"`
}

// The ways to share a sample among strata.
const (
	InProportion = "proportional"
	ByDeviation  = "neyman"
)

// Design is what the sizes follow from.
type Design struct {
	Aim
	// Size is the size of the sample where it was decided otherwise; 0 where it follows
	// from the aim. The aim then only says how sure the strata and the whole will be.
	Size       int    `json:"size,omitempty"`
	Allocation string `json:"allocation"` // InProportion or ByDeviation
	Minimum    int    `json:"minimum"`    // records of each stratum, or all it has
	// Up to a population of CensusUpTo all records are read, and so they are where the
	// sample would be at least CensusShare per cent of them; 0 for neither.
	CensusUpTo  int     `json:"census_up_to"`
	CensusShare float64 `json:"census_share"`
}

// Sizes are the sizes of the samples of strata. The whole may be larger than planned,
// where the minima of small strata are more.
//
// It returns errs.BadInput for a design that cannot be carried out.
func (d Design) Sizes(strata []Take) ([]int, error) {
	var populations []int
	for _, s := range strata {
		populations = append(populations, s.Population)
	}
	whole := sum(populations)
	n, err := d.Aim.Size(whole)
	switch {
	case err != nil:
		return nil, err
	case d.CensusUpTo < 0 || !(d.CensusShare == 0 || d.CensusShare >= 1 && d.CensusShare <= 100):
		return nil, errs.Invalid("census", "All records are read up to a population from 0, or from a share of 1 to 100 per cent, or 0 for never")
	case d.Size != 0:
		n = d.Size
	}
	if whole <= d.CensusUpTo || d.CensusShare > 0 && 100*float64(n) >= d.CensusShare*float64(whole) && n <= whole {
		return populations, nil
	}
	return d.share(n, strata)
}

const (
	longestTitle    = 200
	longestSentence = 500
)

// NewPlan is the plan of a draw from a frame. deviations are by the names of strata; nil
// unless the design needs them. Without reasons, those that come with the program stand.
//
// It returns errs.BadInput for a design that cannot be carried out, a deviation of a
// stratum that is not there, reasons that cannot be used, and text that cannot stand in
// a record.
func NewPlan(f Frame, title, public string, d Design, deviations map[string]float64, reasons []Reason) (Plan, error) {
	if len(reasons) == 0 {
		reasons = Reasons()
	}
	p := Plan{Title: title, Method: Method, Public: public, Design: d, Reasons: reasons}
	known := 0
	for _, s := range f.Strata {
		deviation, ok := deviations[s.Name]
		if ok {
			known++
		}
		p.Strata = append(p.Strata, Take{Name: s.Name, Population: s.Count, Deviation: deviation})
	}
	if known < len(deviations) {
		return Plan{}, errs.Invalid("deviation", "A deviation is given for a stratum that the frame does not have")
	}
	sizes, err := d.Sizes(p.Strata)
	if err != nil {
		return Plan{}, err
	}
	for h := range p.Strata {
		p.Strata[h].Size = sizes[h]
	}
	return p, p.check()
}

// check finds what no plan has, without asking whether it fits a frame.
func (p Plan) check() error {
	if p.Method != Method {
		return errs.Invalid("method", "This program does not know the way “%s” to draw; a later one may", p.Method)
	}
	if why := printable(p.Title, longestTitle); why != "" || p.Title == "" {
		return errs.Invalid("title", "The title of a draw is a line of text of at most %d characters; this one %s", longestTitle, orMissing(why))
	}
	if why := printable(p.Public, longestSentence); why != "" {
		return errs.Invalid("public", "The source of the public part of the seed %s", why)
	}
	return checkReasons(p.Reasons)
}

func orMissing(why string) string {
	if why == "" {
		return "is missing"
	}
	return why
}

// Hash is the hash of the plan: of its JSON without spaces.
func (p Plan) Hash() Hash { return digest("plan", compact(p)) }

// fits says what is wrong with the plan for a frame, or "".
func (p Plan) fits(f Frame) string {
	if len(p.Strata) != len(f.Strata) {
		return fmt.Sprintf("The plan has %d strata and the frame has %d", len(p.Strata), len(f.Strata))
	}
	for h, s := range p.Strata {
		switch {
		case s.Name != f.Strata[h].Name || s.Population != f.Strata[h].Count:
			return fmt.Sprintf("Stratum %d of the plan is not that of the frame", h+1)
		case s.Size < 1 || s.Size > s.Population:
			return fmt.Sprintf("The plan takes %d of the %d records of stratum %d", s.Size, s.Population, h+1)
		}
	}
	return ""
}

// Reach is how sure an estimate of a share will be, in a stratum or in all.
type Reach struct {
	Name       string  `json:"name"` // of the stratum; "" for all
	Population int     `json:"population"`
	Size       int     `json:"size"`
	Margin     float64 `json:"margin"` // in percentage points; 0 where all are read
}

// Reach says how sure an estimate will be: in each stratum, and last in all of them
// together, weighted by their populations, where the share is as expected in each.
//
// It returns stats.ErrUndefined for a plan that [NewPlan] did not make.
func (p Plan) Reach() ([]Reach, error) {
	var list []Reach
	whole, of, variance := 0, 0, 0.0
	for _, s := range p.Strata {
		whole, of = whole+s.Population, of+s.Size
	}
	for _, s := range p.Strata {
		worth, err := size.Worth(float64(s.Size), float64(s.Population))
		if err != nil {
			return nil, err
		}
		margin, err := p.Design.half(worth)
		if err != nil {
			return nil, err
		}
		list = append(list, Reach{s.Name, s.Population, s.Size, margin})
		share := float64(s.Population) / float64(whole)
		variance += share * share / worth
	}
	margin, err := p.Design.half(1 / variance)
	return append(list, Reach{"", whole, of, margin}), err
}
