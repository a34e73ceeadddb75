package demo

import (
	"bytes"
	"fmt"
	"math/rand/v2"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/evaluation"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/programme"
)

// chance is the same on every machine: what is made up is made up once.
func chance(round string) *rand.Rand {
	var seed [32]byte
	copy(seed[:], "north inch made-up "+round)
	return rand.New(rand.NewChaCha8(seed))
}

// quality is how an area does in general, the same in both rounds.
func quality(i int) float64 {
	r := chance(fmt.Sprint("area ", i))
	return r.NormFloat64() * 0.7
}

// made is a grade around a middle.
func made(r *rand.Rand, middle float64) grade.Grade {
	g := int(middle + r.NormFloat64()*0.7 + 0.5)
	return grade.Grade(min(max(g, 1), 6))
}

var words = []string{"", "unsatisfactory", "weak", "satisfactory", "good", "very good", "excellent"}

// first is the round before: published outcomes that come as a file, a few of
// its cells unreadable, as such files are.
func first(tx *db.Tx, who access.Actor, rows []area.Row) error {
	r := chance("first")
	p := outcome.Profile{ID: "made-up-first", Title: "Made-up first round", Shape: "grades", Place: outcome.Place{Column: "area", List: List},
		Dates: []outcome.Dates{{Column: "published", Is: "published", Forms: []string{"YYYY-MM-DD"}}}, Occasion: []string{"published"},
		Grades: map[string]string{"unsatisfactory": "unsatisfactory", "weak": "weak", "satisfactory": "adequate", "good": "good", "very good": "very_good", "excellent": "excellent"},
		Words:  outcome.Words{NotSeen: []string{""}, Unreadable: []string{"not legible"}},
		Programmes: []programme.Programme{{ID: First, Name: "Made-up first round", From: day(2018, 1, 0), To: day(2020, 12, 0), Framework: "hmie-2005", AreaList: List, MadeUp: true,
			About: "Made up, to show the program. The country and its areas do not exist."}}}
	var b bytes.Buffer
	b.WriteString("area,published")
	for k := 1; k <= 18; k++ {
		fmt.Fprintf(&b, ",i%d", k)
		p.Indicators = append(p.Indicators, outcome.IndicatorCol{Column: fmt.Sprint("i", k), Ref: fmt.Sprint("i", k)})
	}
	b.WriteString(",made_up\n")
	for i, row := range rows {
		if i == 29 {
			continue // one area's report was never found
		}
		fmt.Fprintf(&b, "%s,%s", row.Name, day(2018+i/12, 1+i%12, 1+(i*7)%27))
		for k := range 18 {
			cell := words[made(r, 3.6+quality(i)-0.04*float64(k%6))]
			if r.IntN(60) == 0 {
				cell = "not legible"
			}
			b.WriteString("," + cell)
		}
		b.WriteString(",yes\n")
	}
	_, err := outcome.Import(tx, who, outcome.Request{Name: "made-up-first-round.csv", File: bytes.NewReader(b.Bytes()), Length: int64(b.Len()), Profile: p})
	return err
}

func day(y, m, d int) date.Date {
	one, ok := date.Of(y, m, d)
	if !ok {
		panic("demo: a day that cannot be")
	}
	return one
}

// second is the round that the programme runs itself: most areas are published,
// a few are under way.
func second(tx *db.Tx, ring *keyring.Ring, who access.Actor, rows []area.Row) error {
	r := chance("second")
	p := programme.Programme{ID: Second, Name: "Made-up second round", From: day(2023, 1, 0), To: day(2025, 12, 0), Framework: "hmie-2009", AreaList: List, Predecessor: First, MadeUp: true,
		About: "Made up, to show the program. The country and its areas do not exist."}
	if err := programme.Ensure(tx, who, p); err != nil {
		return err
	}
	e, err := framework.Get(tx, p.Framework)
	if err != nil {
		return err
	}
	for i, row := range rows {
		to := inspection.Published
		switch {
		case i >= 31:
			to = inspection.Scheduled
		case i >= 29:
			to = inspection.Preparation
		case i >= 27:
			to = inspection.Moderation
		case i%5 == 0:
			to = inspection.FollowUp
		}
		if err := inspect(tx, ring, who, p.ID, row.ID, i, to, e, r); err != nil {
			return err
		}
	}
	return nil
}

// inspect takes one inspection through its stages, with grades at moderation.
func inspect(tx *db.Tx, ring *keyring.Ring, who access.Actor, p programme.ID, a area.ID, i int, to inspection.Stage, e framework.Edition, r *rand.Rand) error {
	one, err := inspection.Schedule(tx, who, p, a)
	if err != nil {
		return err
	}
	version := one.Version
	on := i*33 + 20 // days from the start of the round
	for _, s := range inspection.Stages[1:] {
		if one.Stage == to {
			return nil
		}
		if err := inspection.Advance(tx, who, one.ID, version, s, after(on)); err != nil {
			return err
		}
		version++
		on += 21
		one.Stage = s
		if s == inspection.Preparation {
			if one, err = inspection.Get(tx, one.ID); err != nil {
				return err
			}
			if err := addReturn(tx, ring, who, one, i); err != nil {
				return err
			}
		}
		if s != inspection.Moderation {
			continue
		}
		for k, ind := range e.Indicators {
			g := made(r, 4.0+quality(i)-0.25*float64(k/4))
			if err := evaluation.Set(tx, who, one.ID, ind.Ref, 0, grade.Of(g), "Made up."); err != nil {
				return err
			}
		}
	}
	return nil
}

// after is a day so many days into the round, with months of 28 days.
func after(days int) date.Date {
	months := days / 28
	return day(2023+months/12, 1+months%12, 1+days%28)
}
