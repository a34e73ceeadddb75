package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/programme"
)

const rounds = 10

// The six graded indicators of the framework of 2009.
var indicators = []string{"listened-to", "harm-minimised", "immediate-response", "needs-met", "self-evaluation", "performance"}

// Grades of the six-point scale, from the lowest.
var words = []string{"unsatisfactory", "weak", "adequate", "good", "very good", "excellent"}

func roundID(n int) programme.ID { return programme.ID(fmt.Sprintf("bench-%d", n)) }

// roundsProfile reads the made-up rounds: ten programmes, each after the one
// before, and places that nobody knows yet.
func roundsProfile() outcome.Profile {
	p := outcome.Profile{
		ID: "bench", Shape: "grades",
		Place:    outcome.Place{Column: "place", List: "bench", Unknown: "add", Kind: "council area"},
		Dates:    []outcome.Dates{{Column: "published", Is: "published", Forms: []string{"YYYY-MM-DD"}}},
		Occasion: []string{"published"},
		Round:    &outcome.Round{Column: "round", Words: map[string]programme.ID{}},
		Grades:   map[string]string{"unsatisfactory": "unsatisfactory", "weak": "weak", "adequate": "adequate", "good": "good", "very good": "very_good", "excellent": "excellent"},
	}
	for _, ref := range indicators {
		p.Indicators = append(p.Indicators, outcome.IndicatorCol{Column: ref, Ref: ref})
	}
	for n := 1; n <= rounds; n++ {
		one := programme.Programme{ID: roundID(n), Name: fmt.Sprintf("Made-up round %d", n), Framework: "hmie-2009", MadeUp: true}
		if n > 1 {
			one.Predecessor = roundID(n - 1)
		}
		p.Round.Words[fmt.Sprint(n)] = one.ID
		p.Programmes = append(p.Programmes, one)
	}
	return p
}

// roundsFile is a file of all rounds: a row for each place and round, with a
// grade for each indicator drawn by lot, the same on every machine.
func roundsFile(places int) []byte {
	chance := rand.New(rand.NewPCG(2012, uint64(places)))
	var b bytes.Buffer
	b.WriteString("round,place,published")
	for _, ref := range indicators {
		b.WriteString("," + ref)
	}
	for round := 1; round <= rounds; round++ {
		for place := range places {
			fmt.Fprintf(&b, "\n%d,place %05d,%d-%02d-%02d", round, place, 1990+round*3, 1+place%12, 1+place%28)
			for range indicators {
				b.WriteString("," + words[chance.IntN(4)+chance.IntN(3)]) // most are adequate or good
			}
		}
	}
	return b.Bytes()
}

// fillRounds imports ten rounds of so many places.
func (b *bench) fillRounds(d *db.DB, places int) error {
	file := roundsFile(places)
	return d.Write(b.ctx, func(tx *db.Tx) error {
		acc, err := outcome.Import(tx, access.Command("bench"), outcome.Request{Name: "rounds.csv",
			File: bytes.NewReader(file), Length: int64(len(file)), Profile: roundsProfile()})
		if err == nil && (acc.Added != rounds*places || acc.Findings > 0) {
			err = fmt.Errorf("%d of %d rows were imported, with %d findings", acc.Added, rounds*places, acc.Findings)
		}
		return err
	})
}
