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
	_, r, err := s.noted(tx, desk)
	if err == nil && !MayList(who, i) {
		r.Findings = []check.Finding{}
	}
	return r, err
}

// noted reads a return and holds it against the rules.
func (s Submission) noted(tx *db.Tx, desk Desk) (*returns.Return, *check.Report, error) {
	ret, found, err := s.load(tx, desk.Keys)
	if err != nil {
		return nil, nil, err
	}
	a, err := s.about(tx, desk.Keys)
	if err != nil {
		return nil, nil, err
	}
	r, err := s.report(tx, desk.Keys, ret, found, a)
	return ret, r, err
}

// MayList says whether who may see where the findings in a return stand.
func MayList(who access.Actor, i inspection.Inspection) bool {
	return access.Decide(who, access.SendReturn, i.Place()).Allowed || access.Decide(who, access.ReadReturn, i.Place()).Allowed
}

// Compared is how a return differs from one that came before it for the same
// inspection: rows that were added, removed or changed, and findings that are new or
// gone, rule by rule. Where they stand is for those of [MayList]. errs.NotFound if who
// may not see them; errs.BadInput for returns of two editions.
func Compared(tx *db.Tx, desk Desk, who access.Actor, before, now Submission) (*check.Changes, error) {
	i, err := For(tx, who, access.SeeReturn, now.Inspection)
	if err != nil {
		return nil, err
	}
	var rets [2]*returns.Return
	var reports [2]*check.Report
	for k, s := range []Submission{before, now} {
		if rets[k], reports[k], err = s.noted(tx, desk); err != nil {
			return nil, err
		}
	}
	c, err := check.Compare(rets[0], rets[1], reports[0], reports[1])
	if err == nil && !MayList(who, i) {
		c.New, c.Gone = []check.Finding{}, []check.Finding{}
	}
	return c, err
}
