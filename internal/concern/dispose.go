package concern

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
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
		name      string
		all, drop db.Query
		fields    int
	}{
		{"concern_look", q.AllLooks, q.DropLooks, 5},
		{"concern_step", q.AllSteps, q.DropSteps, 6},
		{"concern", q.OfInspectionWhole, q.Drop, 10},
	} {
		count := disposal.Of(t.name)
		for scan, err := range tx.Each(t.all, string(id)) {
			if err != nil {
				return nil, err
			}
			fields := make([][]byte, t.fields)
			into := make([]any, t.fields)
			for i := range fields {
				into[i] = &field{&fields[i]}
			}
			if err := scan(into...); err != nil {
				return nil, err
			}
			count.Add(fields...)
		}
		done := count.Done()
		n, err := tx.Exec(t.drop, string(id))
		if err != nil {
			return nil, err
		}
		if n != done.Rows {
			return nil, fmt.Errorf("concern: %d rows of %s were counted and %d destroyed", done.Rows, t.name, n)
		}
		gone = append(gone, done)
	}
	if gone[2].Rows == 0 {
		return gone, nil
	}
	return gone, audit.Record(tx, who, "concern.dispose", string(id), fmt.Sprintf("%d concerns, %d steps, %d looks", gone[2].Rows, gone[1].Rows, gone[0].Rows))
}

// field reads any column as bytes, the same on both engines.
type field struct{ into *[]byte }

// Scan is called by the database.
func (f *field) Scan(v any) error {
	switch v := v.(type) {
	case []byte:
		*f.into = append([]byte{}, v...)
	case string:
		*f.into = []byte(v)
	case int64:
		*f.into = strconv.AppendInt(nil, v, 10)
	default:
		return fmt.Errorf("concern: a column of the type %T", v)
	}
	return nil
}

// Reseal seals with the newest key of its inspection everything that an older one
// sealed, and says how many values that were. What was sealed with a key that was
// destroyed since stays as it is: nobody can read it any more.
func Reseal(tx *db.Tx, ring *keyring.Ring, who access.Actor) (int, error) {
	all, err := load(tx, q.All)
	if err != nil {
		return 0, err
	}
	total := 0
	for _, c := range all {
		n, err := c.reseal(tx, ring, who)
		if errors.Is(err, keyring.ErrDestroyed) {
			continue
		}
		if err != nil {
			return total, err
		}
		total += n
	}
	if total == 0 {
		return 0, nil
	}
	return total, audit.Record(tx, who, "concern.reseal", "concern", strconv.Itoa(total)+" values")
}

func (c Concern) reseal(tx *db.Tx, ring *keyring.Ring, who access.Actor) (n int, err error) {
	var words, identity []byte
	if _, err := tx.One(q.Sealed, []any{string(c.ID)}, &words, &identity); err != nil {
		return 0, err
	}
	if identity == nil { // an engine gives an empty one as none
		identity = []byte{}
	}
	n1, err := c.anew(tx, ring, who, "words", &words)
	if err != nil {
		return 0, err
	}
	if c.Identified {
		n2, err := c.anew(tx, ring, who, "identity", &identity)
		if err != nil {
			return 0, err
		}
		n1 += n2
	}
	if n1 > 0 {
		if _, err := tx.Exec(q.ResealConcern, string(c.ID), words, identity); err != nil {
			return 0, err
		}
	}
	n = n1
	notes, err := steps(tx, c.ID)
	if err != nil {
		return n, err
	}
	for _, s := range notes {
		done, err := c.anew(tx, ring, who, stepField(s.Version), &s.note)
		if err == nil && done > 0 {
			_, err = tx.Exec(q.ResealStep, string(c.ID), s.Version, s.note)
		}
		if err != nil {
			return n, err
		}
		n += done
	}
	reasons, err := looks(tx, c.ID)
	if err != nil {
		return n, err
	}
	for _, l := range reasons {
		done, err := c.anew(tx, ring, who, lookField(l.Number), &l.sealed)
		if err == nil && done > 0 {
			_, err = tx.Exec(q.ResealLook, string(c.ID), l.Number, l.sealed)
		}
		if err != nil {
			return n, err
		}
		n += done
	}
	return n, nil
}

// anew seals a value again if its key is not the newest, and says whether it did.
func (c Concern) anew(tx *db.Tx, ring *keyring.Ring, who access.Actor, name string, value *[]byte) (int, error) {
	current, err := ring.Current(tx, c.scope(), *value)
	if err != nil || current {
		return 0, err
	}
	plain, err := c.unseal(tx, ring, name, *value)
	if err != nil {
		return 0, err
	}
	*value, err = c.seal(tx, ring, who, name, plain)
	return 1, err
}
