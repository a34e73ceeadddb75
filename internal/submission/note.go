package submission

import (
	"crypto/hmac"
	"crypto/sha256"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
)

// salt makes the identities of findings, the same for all returns of an inspection, so
// that a reason holds for a later return in which the row says the same.
func (a about) salt() []byte {
	h := hmac.New(sha256.New, a.Tokens)
	h.Write([]byte("findings"))
	return h.Sum(nil)[:16]
}

// report holds a return against all rules: beside the return of the round before, if
// there is one, and with the reasons that were given.
func (s Submission) report(tx *db.Tx, ring *keyring.Ring, ret *returns.Return, found read, a about) (*check.Report, error) {
	w := &check.Waivers{Salt: a.salt()}
	waived, err := s.reasons(tx, ring)
	if err != nil {
		return nil, err
	}
	for _, one := range waived {
		day, _ := date.Parse(one.At.Format("2006-01-02"))
		w.List = append(w.List, check.Waiver{Code: one.Code, Finding: one.Finding, Reason: one.Reason, By: one.Actor, Day: day})
	}
	before, err := s.roundBefore(tx, ring)
	if err != nil {
		return nil, err
	}
	return check.Run(ret, check.Options{Previous: before, Waivers: w, Read: found.findings, Tally: found.tally}), nil
}

// roundBefore is the accepted return of the area in the programme before, nil where
// there is none or it was destroyed.
func (s Submission) roundBefore(tx *db.Tx, ring *keyring.Ring) (*returns.Return, error) {
	i, err := inspection.Get(tx, s.Inspection)
	if err != nil {
		return nil, err
	}
	p, err := programme.Get(tx, i.Programme)
	if err != nil || p.Predecessor == "" {
		return nil, err
	}
	all, err := db.All(tx, q.OfInspection, scan, string(p.Predecessor)+"/"+string(i.Area))
	if err != nil {
		return nil, err
	}
	for _, old := range all {
		if old.State == Accepted {
			ret, _, err := old.load(tx, ring)
			return ret, err
		}
	}
	return nil, nil
}

// Noted is how every rule ended for a return. Where the findings stand, line by line,
// is for those alone who may send the return or read its rows; for others the list of
// findings is empty. errs.NotFound if who may not see the return.
func Noted(tx *db.Tx, desk Desk, who access.Actor, s Submission) (*check.Report, error) {
	i, err := For(tx, who, access.SeeReturn, s.Inspection)
	if err != nil {
		return nil, err
	}
	ret, found, err := s.load(tx, desk.Keys)
	if err != nil {
		return nil, err
	}
	a, err := s.about(tx, desk.Keys)
	if err != nil {
		return nil, err
	}
	r, err := s.report(tx, desk.Keys, ret, found, a)
	if err == nil && !MayList(who, i) {
		r.Findings = []check.Finding{}
	}
	return r, err
}

// MayList says whether who may see where the findings in a return stand.
func MayList(who access.Actor, i inspection.Inspection) bool {
	return access.Decide(who, access.SendReturn, i.Place()).Allowed || access.Decide(who, access.ReadReturn, i.Place()).Allowed
}

// Change is how the findings by a rule differ between two returns.
type Change struct {
	Code        string
	Before, Now int
	// New and Gone are how many findings are in one of them alone, of those that are
	// listed; of the reader's own checks nobody can tell.
	New, Gone int
}

// Compare says how the findings in a return differ from those in one that came before,
// rule by rule, in the order of the codes. Rules with nothing in both are left out.
func Compare(before, now *check.Report) []Change {
	was := map[string]check.Result{}
	for _, r := range before.Rules {
		was[r.Code] = r
	}
	ids := func(r *check.Report) map[string]map[string]bool {
		by := map[string]map[string]bool{}
		for _, f := range r.Findings {
			if by[f.Code] == nil {
				by[f.Code] = map[string]bool{}
			}
			if f.ID != "" {
				by[f.Code][f.ID] = true
			}
		}
		return by
	}
	old, young := ids(before), ids(now)
	only := func(a, b map[string]bool) (n int) {
		for id := range a {
			if !b[id] {
				n++
			}
		}
		return n
	}
	var all []Change
	for _, r := range now.Rules {
		c := Change{Code: r.Code, Before: was[r.Code].Found, Now: r.Found, New: only(young[r.Code], old[r.Code]), Gone: only(old[r.Code], young[r.Code])}
		if c.Before+c.Now > 0 {
			all = append(all, c)
		}
	}
	return all
}
