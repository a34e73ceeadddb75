package sample

import (
	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/sampling"
	"github.com/northinch/northinch/internal/submission"
)

// Estimate is what answers about the records of a sample say of all records of its
// frame, with the weights of the draw and its replacements, and an interval of so much
// confidence in per cent. The smallest base is that of the framework of the programme.
//
// errs.NotFound for who may not see the sample; the errors of sampling.Record.Estimate.
func Estimate(tx *db.Tx, desk submission.Desk, who access.Actor, s Sample, answers []sampling.Answer, confidence float64) (e sampling.Estimated, err error) {
	i, err := For(tx, who, access.SeeSample, s.Inspection)
	if err != nil {
		return e, err
	}
	p, err := programme.Get(tx, i.Programme)
	if err != nil {
		return e, err
	}
	edition, err := framework.Get(tx, p.Framework)
	if err != nil {
		return e, err
	}
	least := sampling.LeastBase
	if n := edition.Quantity.MinimumBase; n > 0 {
		least = n
	}
	o, err := s.open(tx, desk.Keys)
	if err != nil {
		return e, err
	}
	return o.record.Estimate(answers, confidence, least)
}
