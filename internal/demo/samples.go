package demo

import (
	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/sampling"
	"github.com/northinch/northinch/internal/submission"
)

// sampled is the area, by number, whose sample is drawn: that of the inspection that
// most people work on. That of an inspection in preparation is planned.
const (
	sampled = 4
	planned = 29
)

// addSample plans the sample of an inspection from its accepted return, and draws it
// with a record replaced.
func addSample(tx *db.Tx, desk submission.Desk, by access.Actor, in inspection.ID, number int) error {
	if number != sampled && number != planned {
		return nil
	}
	from, err := sample.Accepted(tx, by, in)
	if err != nil {
		return err
	}
	s, err := sample.Plan(tx, desk, by, in, sample.Wish{Return: from.Number, By: sample.ByPopulation, Title: "Made-up records of children", Public: "Two dice that the co-ordinator rolls",
		Design: sampling.Design{Aim: sampling.Aim{Interval: sampling.Normal, Margin: 10, Confidence: 90, Share: 50}, Allocation: sampling.InProportion, Minimum: 2, CensusShare: 80}}, 0, "")
	if err != nil || number == planned {
		return err
	}
	if s, err = sample.Draw(tx, desk, by, s, "3 5"); err != nil {
		return err
	}
	v, err := sample.See(tx, desk, by, s)
	if err != nil {
		return err
	}
	_, err = sample.Replace(tx, desk, by, s, v.Record.Head().String(), v.Called[len(v.Called)-1].Ticket, "not-found", "Made up: the file is not in the store.")
	return err
}
