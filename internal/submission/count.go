package submission

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"slices"
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/measure"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/standard"
)

// counted is what is sealed of the counts of a part: the cells by measure.
type counted struct {
	Children int64                   `json:"children"`
	Cells    map[string]measure.Cell `json:"cells"`
}

// definitions is the hash of all that the measures are defined by, as far as it is
// written down. Counts by other definitions are not added to those of these: they are
// made anew from the files.
func definitions() (string, error) {
	b, err := json.Marshal(struct {
		Measures  []measure.Measure
		Standards []standard.Standard
	}{measure.All(), standard.All()})
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8]), err
}

// count counts the measures of a return that was just received, or plans jobs that do.
func (s Submission) count(tx *db.Tx, desk Desk, who access.Actor, ret *returns.Return) error {
	if s.parts > 1 {
		return s.plan(tx)
	}
	return s.addCount(tx, desk, who, 0, measure.CountPart(ret, measure.All(), 0, ret.Children.Len()))
}

// addCount keeps the counts of a part.
func (s Submission) addCount(tx *db.Tx, desk Desk, who access.Actor, number int, c *measure.Counts) error {
	one := counted{Children: c.Children[0], Cells: map[string]measure.Cell{}}
	for m := range c.Measures {
		one.Cells[c.Measures[m].ID] = c.Cells[m][0]
	}
	plain, err := deflated(one)
	if err != nil {
		return err
	}
	sealed, err := s.seal(tx, desk.Keys, who, countField(number), plain)
	if err != nil {
		return err
	}
	by, err := definitions()
	if err != nil {
		return err
	}
	_, err = tx.Exec(q.AddCount, string(s.ID), number, by, sealed)
	return err
}

func countField(number int) string { return "count/" + strconv.Itoa(number) }

func deflated(v any) ([]byte, error) {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := json.NewEncoder(w).Encode(v); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

func inflated(b []byte, v any) error {
	plain, err := io.ReadAll(flate.NewReader(bytes.NewReader(b)))
	if err != nil {
		return err
	}
	return json.Unmarshal(plain, v)
}

// part is the sealed counts of a part.
type part struct {
	part        int
	definitions string
	sealed      []byte
}

func scanPart(scan db.Scan) (p part, err error) { return p, scan(&p.part, &p.definitions, &p.sealed) }

// counts are the counts of a return as one area; false while parts are missing. Where
// it was counted by other definitions than those of this program, it is counted anew.
func (s Submission) counts(tx *db.Tx, desk Desk) (*measure.Counts, bool, error) {
	total := measure.NewCounts(measure.All(), []string{string(s.Inspection)})
	by, err := definitions()
	if err != nil {
		return nil, false, err
	}
	parts, err := db.All(tx, q.Counts, scanPart, string(s.ID))
	if err != nil {
		return nil, false, err
	}
	parts = slices.DeleteFunc(parts, func(p part) bool { return p.part >= s.parts })
	old := false
	for _, p := range parts {
		if old = old || p.definitions != by; old {
			continue
		}
		plain, err := s.unseal(tx, desk.Keys, countField(p.part), p.sealed)
		if err != nil {
			return nil, false, err
		}
		var one counted
		if err := inflated(plain, &one); err != nil {
			return nil, false, err
		}
		total.Children[0] += one.Children
		for m := range total.Measures {
			cell := one.Cells[total.Measures[m].ID]
			total.Cells[m][0].Add(&cell)
		}
	}
	if len(parts) < s.parts || !old {
		return total, len(parts) == s.parts, nil
	}
	ret, _, err := s.load(tx, desk.Keys)
	if err != nil {
		return nil, false, err
	}
	c := measure.Count(ret, measure.All(), 2, nil)
	c.Areas = total.Areas
	return c, true, nil
}
