package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"path/filepath"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
)

// The entries are like those of a programme at work.
var (
	clerk = access.Actor{ID: "p0123456789abcdef", Held: []access.Held{{Role: access.Manager}}}
	verbs = []string{"grade.set", "inspection.advance", "grades.import"}
)

func subject(n int) string {
	return fmt.Sprintf("scotland-2009-12/area-%d, %s", n%32, indicators[n%len(indicators)])
}

// audits measures the audit log.
func (b *bench) audits() ([]table, error) {
	verify, err := b.auditVerify()
	if err != nil {
		return nil, err
	}
	add, err := b.auditAppend()
	return []table{verify, add}, err
}

func (b *bench) auditVerify() (table, error) {
	t := table{title: "Verifying the audit log",
		about: "audit.Verify reads every entry in SQLite, builds the Merkle tree anew and compares its head with the stored one, and with one that was kept outside. Beside it, SHA-256 of as many bytes as the entries have as JSON, from memory.",
		head:  []string{"Entries", "Bytes", "Verify", "Each entry", "SHA-256 alone", "Times"}}
	file := filepath.Join(b.dir, "audit.db")
	defer removeDB(file)
	d, err := app.Open(b.ctx, file)
	if err != nil {
		return t, err
	}
	defer d.Close()
	written, length := 0, 0
	buf := make([]byte, 64<<10)
	var sizes, took []float64
	for _, entries := range []int{1_000, 10_000, 100_000, 1_000_000} {
		if b.quick && entries > 1_000 {
			break
		}
		b.say("writing %s entries of the audit log", thousands(entries))
		more, err := b.record(d, written, entries)
		if err != nil {
			return t, err
		}
		written, length = entries, length+more
		var kept audit.Head
		if err := d.Read(b.ctx, func(tx *db.Tx) (err error) { kept, err = audit.Now(tx); return err }); err != nil {
			return t, err
		}
		verify := timed(func() error {
			return d.Read(b.ctx, func(tx *db.Tx) error {
				head, err := audit.Verify(tx, &kept)
				if err == nil && head.Size != int64(entries) {
					err = fmt.Errorf("%d of %d entries were verified", head.Size, entries)
				}
				return err
			})
		})
		hash := timed(func() error {
			h := sha256.New()
			for left := length; left > 0; left -= len(buf) {
				h.Write(buf[:min(left, len(buf))])
			}
			h.Sum(nil)
			return nil
		})
		f, err := b.inTurns(b.size(min(21, max(5, 1_000_000/entries)), 3), true, verify, hash)
		if err != nil {
			return t, err
		}
		sizes, took = append(sizes, float64(entries)), append(took, f[0].median())
		t.rows = append(t.rows, []string{thousands(entries), megabytes(int64(length)), f[0].times(1), f[0].times(entries), f[1].times(1), f[0].over(f[1]).ratios()})
	}
	last := len(sizes) - 1
	t.meaning = fmt.Sprintf("%s entries are verified in %s, about %s µs each; most of it is reading rows and writing them as JSON, not hashing.", thousands(int(sizes[last])), spell(took[last]), short(took[last]/sizes[last]*1e6))
	return t, nil
}

// record writes entries from one number up to another in one transaction, and
// returns how many bytes they have as JSON.
func (b *bench) record(d *db.DB, from, to int) (length int, err error) {
	err = d.Write(b.ctx, func(tx *db.Tx) error {
		for n := from; n < to; n++ {
			text, err := json.Marshal(entry(tx, n))
			if err != nil {
				return err
			}
			length += len(text)
			if err := audit.Record(tx, clerk, verbs[n%len(verbs)], subject(n), "good"); err != nil {
				return err
			}
		}
		return nil
	})
	return length, err
}

func entry(tx *db.Tx, n int) audit.Entry {
	return audit.Entry{Seq: int64(n), At: tx.Stamp(), Actor: clerk.Name, Verb: verbs[n%len(verbs)], Subject: subject(n), Detail: "good"}
}
