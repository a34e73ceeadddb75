package overview

import (
	"fmt"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/programme"
)

// Step is two programmes that follow each other, and what may be compared
// between them.
type Step struct {
	From          programme.ID `json:"from"`
	FromName      string       `json:"from_name"`
	To            programme.ID `json:"to"`
	ToName        string       `json:"to_name"`
	About         string       `json:"about"`
	Comparable    []Line       `json:"comparable"`
	NotComparable []Line       `json:"not_comparable"`
}

// Line is a pair of indicators of two frameworks, and why they may or may not
// be compared.
type Line struct {
	From     string `json:"from"`
	FromName string `json:"from_name"`
	To       string `json:"to"`
	ToName   string `json:"to_name"`
	Why      string `json:"why"`
}

// Movement is what moved since the programme before.
type Movement struct {
	Since      programme.ID    `json:"since"`
	SinceName  string          `json:"since_name"`
	Definition string          `json:"definition"`
	Pairs      int             `json:"pairs"`
	Up         int             `json:"up"`
	Same       int             `json:"same"`
	Down       int             `json:"down"`
	Indicators []IndicatorMove `json:"indicators"`
	Not        []Line          `json:"not_comparable"`
	// Why says why nothing could be paired, where nothing could.
	Why string `json:"why_none,omitempty"`
}

// IndicatorMove is the movement of one indicator.
type IndicatorMove struct {
	Line
	Pairs     int        `json:"pairs"`
	Up        int        `json:"up"`
	Same      int        `json:"same"`
	Down      int        `json:"down"`
	WithoutID int        `json:"areas_without_a_pair"`
	Moves     []AreaMove `json:"areas"`
}

// AreaMove is one area then and now.
type AreaMove struct {
	Area string      `json:"area"`
	ID   area.ID     `json:"area_id"`
	Then grade.Grade `json:"then_rank"`
	Now  grade.Grade `json:"now_rank"`
	Was  string      `json:"then"`
	Is   string      `json:"now"`
}

// lines splits a crosswalk into what may be compared and what may not.
func lines(c framework.Crosswalk, from, to framework.Edition) (yes, no []Line) {
	title := func(e framework.Edition, ref string) string {
		if i, err := e.Indicator(ref); err == nil {
			return i.Title()
		}
		return ""
	}
	yes, no = []Line{}, []Line{}
	for _, p := range c.Pairs {
		l := Line{p.From, title(from, p.From), p.To, title(to, p.To), p.Why}
		if p.Comparable {
			yes = append(yes, l)
		} else {
			no = append(no, l)
		}
	}
	return yes, no
}

// compare fills in the chain and the movement since the programme before.
func (o *Overview) compare(tx *db.Tx, who access.Actor, now *round) error {
	chain, err := programme.Chain(tx, now.programme)
	if err != nil {
		return err
	}
	o.Chain = []Step{}
	editions := map[framework.ID]framework.Edition{now.edition.ID: now.edition}
	edition := func(id framework.ID) (e framework.Edition, err error) {
		e, ok := editions[id]
		if !ok {
			e, err = framework.Get(tx, id)
			editions[id] = e
		}
		return e, err
	}
	for i := 1; i < len(chain); i++ {
		from, err := edition(chain[i-1].Framework)
		if err != nil {
			return err
		}
		to, err := edition(chain[i].Framework)
		if err != nil {
			return err
		}
		c, err := framework.Between(from, to)
		if err != nil {
			return err
		}
		s := Step{From: chain[i-1].ID, FromName: chain[i-1].Name, To: chain[i].ID, ToName: chain[i].Name, About: c.About}
		s.Comparable, s.NotComparable = lines(c, from, to)
		o.Chain = append(o.Chain, s)
	}
	if now.programme.Predecessor == "" {
		return nil
	}
	then, err := load(tx, who, now.programme.Predecessor)
	if err != nil {
		return err
	}
	o.Movement, err = move(then, now)
	return err
}

func move(then, now *round) (*Movement, error) {
	c, err := framework.Between(then.edition, now.edition)
	if err != nil {
		return nil, err
	}
	m := &Movement{Since: then.programme.ID, SinceName: then.programme.Name, Indicators: []IndicatorMove{},
		Definition: "Areas with a grade for the indicator in both rounds, at the latest inspection of each; up is a higher grade now than then"}
	yes, no := lines(c, then.edition, now.edition)
	m.Not = no
	if then.scale.ID != now.scale.ID {
		m.Why = fmt.Sprintf("the rounds use different scales (%s, %s)", then.scale.Name, now.scale.Name)
		m.Not = append(m.Not, yes...)
		return m, nil
	}
	for _, l := range yes {
		one := IndicatorMove{Line: l, Moves: []AreaMove{}}
		was, is := then.edition.At(l.From), now.edition.At(l.To)
		for _, id := range now.areas() {
			before := then.latest[id]
			var g, h grade.Grade
			if before != nil {
				g = before.Marks[was].Grade()
			}
			h = now.latest[id].Marks[is].Grade()
			if g == grade.None || h == grade.None {
				one.WithoutID++
				continue
			}
			one.count(g, h)
			p, _ := now.scale.Point(g)
			q, _ := now.scale.Point(h)
			one.Moves = append(one.Moves, AreaMove{now.name(id), id, g, h, p.Name, q.Name})
		}
		for id := range then.latest {
			if now.latest[id] == nil {
				one.WithoutID++
			}
		}
		m.Pairs += one.Pairs
		m.Up += one.Up
		m.Same += one.Same
		m.Down += one.Down
		m.Indicators = append(m.Indicators, one)
	}
	m.Why = why(m, len(yes), then, now)
	return m, nil
}

func (i *IndicatorMove) count(then, now grade.Grade) {
	i.Pairs++
	switch {
	case now > then:
		i.Up++
	case now < then:
		i.Down++
	default:
		i.Same++
	}
}

// why says why nothing could be paired.
func why(m *Movement, comparable int, then, now *round) string {
	switch {
	case m.Pairs > 0:
		return ""
	case comparable == 0:
		return "no indicator of the two frameworks may be compared"
	case then.hasCounts() || now.hasCounts():
		return "the sources give counts of grades by area, not the grade of each indicator"
	case len(then.results) == 0:
		return "there are no results of the round before"
	case len(now.results) == 0:
		return "there are no results of this round yet"
	}
	return "no area has a grade for the same indicator in both rounds"
}
