package concern

import (
	"fmt"
	"maps"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/inspection"
)

// Holding is what is held of the concerns of an inspection.
type Holding struct {
	Inspection inspection.ID `json:"inspection"`
	Concerns   int           `json:"concerns"`
	Open       int           `json:"open"` // of the concerns
	Steps      int           `json:"steps"`
	Looks      int           `json:"looks"`
}

// Held says what is held, by inspection, in the order of their ids. The caller has
// decided that its reader may see it.
func Held(tx *db.Tx) ([]Holding, error) {
	concerns, err := db.All(tx, q.All, scan)
	if err != nil {
		return nil, err
	}
	steps, err := counts(tx, q.HeldSteps)
	if err != nil {
		return nil, err
	}
	looks, err := counts(tx, q.HeldLooks)
	if err != nil {
		return nil, err
	}
	by := map[inspection.ID]*Holding{}
	for _, c := range concerns {
		id := c.Inspection.ID
		if by[id] == nil {
			by[id] = &Holding{Inspection: id, Steps: steps[id], Looks: looks[id]}
		}
		by[id].Concerns++
		if c.Stage.IsOpen() {
			by[id].Open++
		}
	}
	var all []Holding
	for _, id := range slices.Sorted(maps.Keys(by)) {
		all = append(all, *by[id])
	}
	return all, nil
}

func counts(tx *db.Tx, of db.Query) (map[inspection.ID]int, error) {
	by := map[inspection.ID]int{}
	for scan, err := range tx.Each(of) {
		if err != nil {
			return nil, err
		}
		var id inspection.ID
		var n int
		if err := scan(&id, &n); err != nil {
			return nil, err
		}
		by[id] = n
	}
	return by, nil
}

// Dispose destroys every concern of an inspection, open ones too, and says what was
// destroyed. The caller has decided that who may and that nothing holds them, and
// destroys the key of the inspection.
func Dispose(tx *db.Tx, who access.Actor, id inspection.ID) ([]disposal.Destroyed, error) {
	var gone []disposal.Destroyed
	for _, t := range []struct {
		name string
		drop db.Query
	}{{"concern_look", q.DropLooks}, {"concern_step", q.DropSteps}, {"concern", q.Drop}} {
		d, err := tx.Destroy(t.name, t.drop, string(id))
		if err != nil {
			return nil, err
		}
		gone = append(gone, d)
	}
	if gone[2].Rows == 0 {
		return gone, nil
	}
	return gone, audit.Record(tx, who, "concern.dispose", string(id), fmt.Sprintf("%d concerns, %d steps, %d looks", gone[2].Rows, gone[1].Rows, gone[0].Rows))
}
