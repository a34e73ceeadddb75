package submission

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/measure"
)

// Held is how many rows each table holds of the returns of each inspection, in the
// order of inspections and tables. The caller has decided that its reader may see it.
func Held(tx *db.Tx) ([]disposal.Held, error) {
	return db.All(tx, q.Held, func(scan db.Scan) (h disposal.Held, err error) {
		return h, scan(&h.Table, &h.Subject, &h.Rows)
	})
}

// Dispose destroys the returns of an inspection, and says what was destroyed. Of the
// accepted one the counts are first added to the totals of the programme. The caller
// has decided that who may and that nothing holds them, and destroys the key of the
// inspection.
func Dispose(tx *db.Tx, desk Desk, who access.Actor, id inspection.ID) ([]disposal.Destroyed, error) {
	kept, err := outlive(tx, desk, id)
	if err != nil {
		return nil, err
	}
	var all []disposal.Destroyed
	for _, t := range []struct {
		name string
		drop db.Query
	}{{"submission_waiver", q.DropWaivers}, {"submission_count", q.DropCounts}, {"submission_piece", q.DropPieces}, {"submission", q.Drop}} {
		d, err := tx.Destroy(t.name, t.drop, string(id))
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	if all[3].Rows == 0 {
		return all, nil
	}
	return all, audit.Record(tx, who, "return.dispose", string(id), fmt.Sprintf("%d returns; %d of %d measures are in the totals of the programme", all[3].Rows, kept, len(measure.All())))
}

// outlive adds the counts of the accepted return of an inspection to the totals of its
// programme: of each measure whose base is not small. It returns of how many. Where
// they are damaged nothing outlives, and what is due goes all the same; where the keys
// are not in order, it is the error of [keyring.Ring.Check], and nothing goes.
func outlive(tx *db.Tx, desk Desk, id inspection.ID) (kept int, err error) {
	i, err := inspection.Get(tx, id)
	if err != nil {
		return 0, err
	}
	all, err := db.All(tx, q.OfInspection, scan, string(id))
	if err != nil {
		return 0, err
	}
	at := slices.IndexFunc(all, func(s Submission) bool { return s.State == Accepted })
	if at < 0 {
		return 0, nil
	}
	c, done, err := all[at].counts(tx, desk)
	if err != nil {
		// If the keys are in order, the counts are not, and never will be.
		return 0, desk.Keys.Check(tx)
	}
	if !done {
		return 0, nil
	}
	o, err := settings(tx, i)
	if err != nil {
		return 0, err
	}
	by, err := definitions()
	if err != nil {
		return 0, err
	}
	have := map[string]total{}
	totals, err := db.All(tx, q.Totals, scanTotal, string(i.Programme), by)
	if err != nil {
		return 0, err
	}
	for _, t := range totals {
		have[t.measure] = t
	}
	for m, r := range c.Results(o) {
		t := have[r.ID]
		if r.Areas[0].Small {
			t.small++
		} else {
			t.areas++
			t.cell.Add(&c.Cells[m][0])
			kept++
		}
		body, err := json.Marshal(t.cell)
		if err != nil {
			return 0, err
		}
		if _, err := tx.Exec(q.SetTotal, string(i.Programme), r.ID, by, t.areas, t.small, string(body)); err != nil {
			return 0, err
		}
	}
	return kept, nil
}
