package demo

import (
	"fmt"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/person"
)

// madeUpConcern is a concern about nobody, and the steps that were taken with it.
type madeUpConcern struct {
	in    inspection.ID
	by    string // whose address begins so
	ago   time.Duration
	words string
	named bool
	steps []madeUpStep
}

type madeUpStep struct {
	by      string
	to      concern.Stage
	answers map[string]string
}

const isles = "made-up-second/made-up-oldmarch-isles"

// longAgo was published so long ago that its records are due to be destroyed.
const longAgo = "made-up-second/made-up-aberlaggan"

func acknowledged(by string) madeUpStep { return madeUpStep{by, concern.Acknowledged, nil} }

// concerns are one at each stage that people ask about; the second is late, and the last is due to be destroyed.
var concerns = []madeUpConcern{
	{Inspected, "inspector", 30 * time.Minute, "Made up: a file that was read mentions a visit that nobody followed up.", true, nil},
	{Inspected, "reader", 30 * time.Hour, "Made up: in a record a bruise is noted twice, and nothing after it.", true, nil},
	{isles, "lead", 3 * time.Hour, "Made up: an adult in a focus group spoke of not being safe at home.", true, []madeUpStep{acknowledged("lead")}},
	{Inspected, "volunteer", 26 * time.Hour, "Made up: a young person said that they had told somebody before.", false, []madeUpStep{acknowledged("depute"),
		{"lead", concern.NotToPassOn, map[string]string{"reason": "Made up: the area had acted on it before the inspection began."}}}},
	{Inspected, "associate", 50 * time.Hour, "Made up: a past allegation was never looked into, as far as the file shows.", true, []madeUpStep{acknowledged("lead"),
		{"lead", concern.ToPassOn, map[string]string{"reason": "Made up: it was never looked into."}}}},
	{Inspected, "trainee", 100 * time.Hour, "Made up: a telephone call from a neighbour is noted and was not answered.", true, []madeUpStep{acknowledged("depute"),
		{"lead", concern.ToPassOn, map[string]string{"reason": "Made up: nobody answered the call."}},
		{"lead", concern.PassedOn, map[string]string{"to": "Made-up service manager, children’s services", "on": "today", "note": "Made up."}},
		{"depute", concern.Answered, map[string]string{"answer": "Made up: the family was visited on the same day.", "recorded": "MADE-UP-0001"}},
		{"lead", concern.Closed, map[string]string{"reason": "Made up: the area acted, and it is on record there."}}}},
	{longAgo, "service-manager", 700 * 24 * time.Hour, "Made up: a note in a record that nobody had signed.", true, []madeUpStep{acknowledged("service-manager"),
		{"service-manager", concern.ToPassOn, map[string]string{"reason": "Made up: nobody knew who had written it."}},
		{"service-manager", concern.PassedOn, map[string]string{"to": "Made-up service manager, children’s services", "on": "today", "note": "Made up."}},
		{"service-manager", concern.Answered, map[string]string{"answer": "Made up: the writer was found.", "recorded": "MADE-UP-0002"}},
		{"service-manager", concern.Closed, map[string]string{"reason": "Made up: the area acted, and it is on record there."}}}},
}

// addConcerns adds the made-up concerns, each step by somebody who may take it.
func addConcerns(tx *db.Tx, ring *keyring.Ring) error {
	if ring == nil {
		return nil
	}
	for i, one := range concerns {
		by, err := actor(tx, one.by)
		if err != nil {
			return err
		}
		n := concern.New{Words: one.words, At: tx.Now().Add(-one.ago)}
		if one.named {
			n.Identity = fmt.Sprintf("Made-up child Zebrafinch Qanary-%d (made up)", 12+i)
		}
		c, err := concern.Raise(tx, concern.Desk{Keys: ring}, by, one.in, n)
		if err != nil {
			return err
		}
		for k, s := range one.steps {
			if by, err = actor(tx, s.by); err != nil {
				return err
			}
			if s.answers["on"] == "today" {
				s.answers = map[string]string{"to": s.answers["to"], "on": grant.Today(tx).String(), "note": s.answers["note"]}
			}
			if err := concern.Advance(tx, concern.Desk{Keys: ring}, by, c.ID, k+1, s.to, s.answers); err != nil {
				return err
			}
		}
	}
	return nil
}

// actor is a made-up person by the part of the address before the at sign.
func actor(tx *db.Tx, key string) (access.Actor, error) {
	p, err := person.ByAddress(tx, key+"@made-up.example")
	if err != nil {
		return access.Actor{}, err
	}
	return grant.Actor(tx, p)
}
