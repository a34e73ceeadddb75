package concern

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/programme"
)

// scan reads a concern, all but its inspection, of which it gives the id.
func scan(scan db.Scan) (c Concern, err error) {
	var raised, stage, escalated string
	if err := scan(&c.ID, &c.Inspection.ID, &raised, &c.RaisedBy, &c.Stage, &stage, &escalated, &c.Identified, &c.Version); err != nil {
		return c, err
	}
	if c.RaisedAt, err = time.Parse(db.Moment, raised); err != nil {
		return c, err
	}
	if c.StageAt, err = time.Parse(db.Moment, stage); err != nil || escalated == "" {
		return c, err
	}
	c.Escalated, err = time.Parse(db.Moment, escalated)
	return c, err
}

// load reads concerns with their inspections.
func load(tx *db.Tx, by db.Query, args ...any) ([]Concern, error) {
	all, err := db.All(tx, by, scan, args...)
	if err != nil {
		return nil, err
	}
	if len(all) == 1 {
		all[0].Inspection, err = inspection.Get(tx, all[0].Inspection.ID)
		return all, err
	}
	inspections, err := inspection.All(tx)
	known := map[inspection.ID]inspection.Inspection{}
	for _, i := range inspections {
		known[i.ID] = i
	}
	for i := range all {
		all[i].Inspection = known[all[i].Inspection.ID]
	}
	return all, err
}

// For is a concern without what is sealed, for who may do act with it; errs.NotFound
// for everybody else. Nothing of the concern but how far it has come is read, and so
// nothing is recorded.
func For(tx *db.Tx, who access.Actor, act access.Action, id ID) (Concern, error) {
	all, err := load(tx, q.ByID, string(id))
	if err != nil {
		return Concern{}, err
	}
	if len(all) == 0 || !access.Decide(who, act, all[0].Inspection.Place()).Allowed {
		return Concern{}, missing(id)
	}
	return all[0], nil
}

// Review is a concern without what is sealed, for who may review who could see it or may
// see it themselves, and writes into the audit log that they asked: how far it has come
// and who acted on it is on the answer. errs.NotFound for everybody else.
func Review(tx *db.Tx, who access.Actor, id ID) (Concern, error) {
	c, err := For(tx, who, access.ReviewAccess, id)
	if errs.KindOf(err) == errs.NotFound {
		c, err = For(tx, who, access.SeeConcerns, id)
	}
	if err != nil {
		return c, err
	}
	return c, audit.Record(tx, who, "concern.review", string(id), "")
}

// missing is the same for what is not there and for what one may not see.
func missing(id ID) error { return errs.Missing("concern", string(id)) }

// Mine is a concern without what is sealed, for the one who raised it; errs.NotFound
// for everybody else. Who raises a concern sees that it has arrived, and no more.
func Mine(tx *db.Tx, who access.Actor, id ID) (Concern, error) {
	all, err := load(tx, q.ByID, string(id))
	if err != nil {
		return Concern{}, err
	}
	if len(all) == 0 || !who.SignedIn() || all[0].RaisedBy != who.ID {
		return Concern{}, missing(id)
	}
	return all[0], nil
}

// Register is every concern that who may see: late ones first, then those that are
// due first, then those that are closed, the newest first. It writes into the audit
// log which were listed. It opens nothing that is sealed. errs.NotFound if who
// may see the concerns of no inspection at all.
func Register(tx *db.Tx, who access.Actor) ([]Concern, error) {
	if !access.Anywhere(who, access.SeeConcerns) {
		return nil, errs.Missing("page", "")
	}
	all, err := load(tx, q.All)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(c Concern) bool {
		return !access.Decide(who, access.SeeConcerns, c.Inspection.Place()).Allowed
	})
	now := tx.Now()
	slices.SortStableFunc(all, func(a, b Concern) int { return order(a, b, now) })
	var ids []string
	for _, c := range all {
		ids = append(ids, string(c.ID))
	}
	return all, audit.RecordListed(tx, who, "concern.list", Listed, ids)
}

// Listed is the subject in the audit log under which looks at the register stand.
const Listed = "concerns"

func order(a, b Concern, now time.Time) int {
	if d := rank(a, now) - rank(b, now); d != 0 {
		return d
	}
	if !a.Stage.IsOpen() {
		return b.StageAt.Compare(a.StageAt)
	}
	end, _ := a.Ends()
	other, _ := b.Ends()
	return end.Compare(other)
}

// rank is 0 for what is late, 1 for what has a limit, 2 for what has none, 3 for
// what is closed.
func rank(c Concern, now time.Time) int {
	_, limited := c.Ends()
	switch {
	case c.IsLate(now):
		return 0
	case limited:
		return 1
	case c.Stage.IsOpen():
		return 2
	}
	return 3
}

// Step is something that was done with a concern.
type Step struct {
	Version int
	Stage   Stage
	At      time.Time
	Actor   string
	// Answers are what was written at it, by the name of what was asked.
	Answers map[string]string
}

// Full is a concern with what was seen and every step. Who it is about is not in it.
type Full struct {
	Concern
	Words string
	Steps []Step
}

func stepField(version int) string { return "step/" + strconv.Itoa(version) }

// Read opens a concern, and writes into the audit log that who read it. errs.NotFound
// for who may not; errs.Storage or errs.NotFound from keyring where its key is lost
// or destroyed.
func Read(tx *db.Tx, ring *keyring.Ring, who access.Actor, id ID) (Full, error) {
	c, err := For(tx, who, access.SeeConcerns, id)
	if err != nil {
		return Full{}, err
	}
	var words, identity []byte
	if _, err := tx.One(q.Sealed, []any{string(id)}, &words, &identity); err != nil {
		return Full{}, err
	}
	plain, err := c.unseal(tx, ring, "words", words)
	if err != nil {
		return Full{}, err
	}
	f := Full{Concern: c, Words: string(plain)}
	rows, err := steps(tx, id)
	if err != nil {
		return Full{}, err
	}
	for _, one := range rows {
		s := one.Step
		if plain, err = c.unseal(tx, ring, stepField(s.Version), one.note); err != nil {
			return Full{}, err
		}
		if err := json.Unmarshal(plain, &s.Answers); err != nil {
			return Full{}, err
		}
		f.Steps = append(f.Steps, s)
	}
	return f, audit.Record(tx, who, "concern.read", string(id), "")
}

type stepRow struct {
	Step
	note []byte
}

func steps(tx *db.Tx, id ID) ([]stepRow, error) {
	return db.All(tx, q.Steps, func(scan db.Scan) (s stepRow, err error) {
		var at string
		if err := scan(&s.Version, &s.Stage, &at, &s.Actor, &s.note); err != nil {
			return s, err
		}
		s.At, err = time.Parse(db.Moment, at)
		return s, err
	}, string(id))
}

// Tally is how many concerns are open, and how many of them are late.
type Tally struct {
	Programme programme.ID `json:"programme"`
	Open      int          `json:"open"`
	Late      int          `json:"late"`
}

// String is the count in a sentence.
func (t Tally) String() string {
	first := fmt.Sprintf("%d matters of concern are open", t.Open)
	switch t.Open {
	case 0:
		return "No matter of concern is open."
	case 1:
		first = "1 matter of concern is open"
	}
	switch {
	case t.Late == 0:
		return first + ", and none is late."
	case t.Late == t.Open:
		return first + ", and late."
	case t.Late == 1:
		return first + ", 1 of them late."
	}
	return first + fmt.Sprintf(", %d of them late.", t.Late)
}

// Count counts the concerns of a programme, and says nothing else of them.
// errs.NotFound if who may not count them.
func Count(tx *db.Tx, who access.Actor, p programme.ID) (Tally, error) {
	t := Tally{Programme: p}
	if err := access.Refuse(who, access.CountConcerns, access.Place{Programme: string(p)}); err != nil {
		return t, err
	}
	all, err := load(tx, q.All)
	for _, c := range all {
		if c.Inspection.Programme != p || !c.Stage.IsOpen() {
			continue
		}
		t.Open++
		if c.IsLate(tx.Now()) {
			t.Late++
		}
	}
	return t, err
}
