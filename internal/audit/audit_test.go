package audit_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"golang.org/x/mod/sumdb/tlog"
)

var who = access.Command("test")

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, audit.Statements())
}

// harm is what somebody with a database client could do to the log.
var harm = db.Queries[struct {
	Change, Actor, Remove, RemoveAll, Move, Add, Edge, Size, DropHead, Head db.Query
}](`
-- name: Change
UPDATE audit_entry SET detail = 'another' WHERE seq = $1
-- name: Actor
UPDATE audit_entry SET actor = 'somebody else' WHERE seq = $1
-- name: Remove
DELETE FROM audit_entry WHERE seq = $1
-- name: RemoveAll
DELETE FROM audit_entry
-- name: Move
UPDATE audit_entry SET seq = $2 WHERE seq = $1
-- name: Add
INSERT INTO audit_entry (seq, at, actor, verb, subject, detail) VALUES ($1, '2012-04-27T09:30:00.000Z', 'x', 'y', 'z', '')
-- name: Edge
UPDATE audit_head SET edge = $1
-- name: Size
UPDATE audit_head SET size = $1
-- name: DropHead
DELETE FROM audit_head
-- name: Head
SELECT edge FROM audit_head
`)

func records(n int) func(*db.Tx) error {
	return func(tx *db.Tx) error {
		for i := range n {
			if err := audit.Record(tx, who, "test.verb", fmt.Sprintf("subject %d", i), "“detail” <&>"); err != nil {
				return err
			}
		}
		return nil
	}
}

// do harms the log, past its guard.
func do(tx *db.Tx, q db.Query, args ...any) error {
	tx.Audited()
	n, err := tx.Exec(q, args...)
	if err == nil && n == 0 {
		err = errors.New(q.Name() + " harmed nothing")
	}
	return err
}

func now(t *testing.T, d *db.DB) (h audit.Head) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) (err error) {
		h, err = audit.Now(tx)
		return err
	})
	return h
}

func verify(d *db.DB, kept *audit.Head) (h audit.Head, err error) {
	err = d.Read(context.Background(), func(tx *db.Tx) (err error) {
		h, err = audit.Verify(tx, kept)
		return err
	})
	return h, err
}

func TestALogThatNobodyTouchedHolds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var kept []audit.Head
		for range 9 {
			dbtest.Write(t, d, records(1))
			kept = append(kept, now(t, d))
		}
		h, err := verify(d, nil)
		if err != nil || h.Size != 9 || h != kept[8] {
			t.Errorf("%v, %v", h, err)
		}
		for _, k := range kept {
			if _, err := verify(d, &k); err != nil {
				t.Errorf("the head %v that was kept is refused: %v", k, err)
			}
		}
	})
}

func TestAnEmptyLogHoldsAndItsHeadCanBeKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		empty, err := verify(d, nil)
		if err != nil || empty.Size != 0 || empty != now(t, d) {
			t.Errorf("%v, %v", empty, err)
		}
		dbtest.Write(t, d, records(3))
		if _, err := verify(d, &empty); err != nil {
			t.Errorf("the head of the empty log is refused later: %v", err)
		}
	})
}

func TestEveryChangeOfTheLogIsDetected(t *testing.T) {
	const size = 6
	for _, c := range []struct {
		name string
		harm func(tx *db.Tx) error
		want string
	}{
		{"an entry that says something else", func(tx *db.Tx) error { return do(tx, harm.Change, 2) }, "an entry or the head was changed after it was written"},
		{"an entry of another person", func(tx *db.Tx) error { return do(tx, harm.Actor, 5) }, "an entry or the head was changed after it was written"},
		{"an entry that was removed", func(tx *db.Tx) error { return do(tx, harm.Remove, 3) }, "entry 3 is missing"},
		{"the first entry removed", func(tx *db.Tx) error { return do(tx, harm.Remove, 0) }, "entry 0 is missing"},
		{"the last entry removed", func(tx *db.Tx) error { return do(tx, harm.Remove, size-1) }, "it has 5 entries and its head covers 6"},
		{"all entries removed", func(tx *db.Tx) error { return do(tx, harm.RemoveAll) }, "it has 0 entries and its head covers 6"},
		{"two entries that changed places", func(tx *db.Tx) error {
			return errors.Join(do(tx, harm.Move, 1, 99), do(tx, harm.Move, 4, 1), do(tx, harm.Move, 99, 4))
		}, "an entry or the head was changed after it was written"},
		{"an entry added at the end", func(tx *db.Tx) error { return do(tx, harm.Add, size) }, "it has 7 entries and its head covers 6"},
		{"an entry added after a gap", func(tx *db.Tx) error { return do(tx, harm.Add, size+1) }, "entry 6 is missing"},
		{"another head of the same size", func(tx *db.Tx) error { return do(tx, harm.Edge, make([]byte, 64)) }, "an entry or the head was changed after it was written"},
		{"a head of another length", func(tx *db.Tx) error { return do(tx, harm.Edge, make([]byte, 65)) }, "its head is damaged"},
		{"a head of another size", func(tx *db.Tx) error { return do(tx, harm.Size, 5) }, "it has 6 entries and its head covers 5"},
		{"a head below nothing", func(tx *db.Tx) error { return do(tx, harm.Size, -1) }, "its head is damaged"},
		{"a head that was removed", func(tx *db.Tx) error { return do(tx, harm.DropHead) }, "it has 6 entries and its head covers 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				dbtest.Write(t, d, records(size))
				dbtest.Write(t, d, c.harm)
				_, err := verify(d, nil)
				if errs.KindOf(err) != errs.BadInput || errs.Sentence(err) != "The audit log does not hold: "+c.want {
					t.Errorf("%v, want %q", err, c.want)
				}
			})
		})
	}
}

func TestOnlyAHeadThatWasKeptDetectsALogThatWasWrittenAnew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Write(t, d, records(6))
		kept := now(t, d)
		dbtest.Write(t, d, func(tx *db.Tx) error {
			if err := errors.Join(do(tx, harm.RemoveAll), do(tx, harm.DropHead)); err != nil {
				return err
			}
			return errors.Join(records(5)(tx), audit.Record(tx, who, "test.verb", "forged", ""), records(4)(tx))
		})
		if _, err := verify(d, nil); err != nil {
			t.Errorf("a log that is whole in itself is refused: %v", err)
		}
		want := fmt.Sprintf("The audit log does not hold what it held when the head %s was kept", kept)
		if _, err := verify(d, &kept); errs.KindOf(err) != errs.BadInput || errs.Sentence(err) != want {
			t.Errorf("%v, want %q", err, want)
		}
	})
}

func TestAHeadOfALogThatWasLongerIsRefused(t *testing.T) {
	d := dbtest.SQLite(t)
	dbtest.Write(t, d, records(3))
	h := now(t, d)
	for _, kept := range []audit.Head{{Size: 4, Root: h.Root}, {Size: 2, Root: h.Root}, {Size: 3}, {Size: 0, Root: h.Root}} {
		if _, err := verify(d, &kept); errs.KindOf(err) != errs.BadInput {
			t.Errorf("the head %v is accepted (%v)", kept, err)
		}
	}
}

func TestALogThatCannotBeReadIsNotCalledDamaged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Write(t, d, records(3))
		ctx, cancel := context.WithCancel(t.Context())
		err := d.Read(ctx, func(tx *db.Tx) error {
			cancel()
			_, err := audit.Verify(tx, nil)
			return err
		})
		if errs.KindOf(err) != errs.Storage {
			t.Errorf("error %v", err)
		}
	})
}

func TestTheRootIsThatOfRFC6962(t *testing.T) {
	d := dbtest.SQLite(t)
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(at))
		for i, n := range at {
			out[i] = stored[n]
		}
		return out, nil
	})
	for size := int64(0); size <= 70; size++ {
		want, err := tlog.TreeHash(size, reader)
		if err != nil {
			t.Fatal(err)
		}
		if h := now(t, d); h.Size != size || h.Root != want {
			t.Errorf("after %d entries the head is %v, want root %v", size, h, want)
		}
		dbtest.Write(t, d, records(1))
		var last []audit.Entry
		dbtest.Read(t, d, func(tx *db.Tx) (err error) {
			last, err = audit.Last(tx, 1)
			return err
		})
		leaf, err := json.Marshal(last[0])
		if err != nil {
			t.Fatal(err)
		}
		more, err := tlog.StoredHashes(size, leaf, reader)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, more...)
	}
}

func TestAnEntryHasAnActor(t *testing.T) {
	d := dbtest.SQLite(t)
	if err := d.Write(t.Context(), func(tx *db.Tx) error { return audit.Record(tx, access.Actor{}, "test", "", "") }); err == nil {
		t.Error("an entry of nobody was written")
	}
	if h := now(t, d); h.Size != 0 {
		t.Errorf("%d entries", h.Size)
	}
}

func TestADamagedHeadStopsTheDeed(t *testing.T) {
	d := dbtest.SQLite(t)
	dbtest.Write(t, d, records(3))
	dbtest.Write(t, d, func(tx *db.Tx) error { return do(tx, harm.Edge, []byte("short")) })
	if err := d.Write(t.Context(), records(1)); err == nil {
		t.Error("an entry was added to a log whose head is damaged")
	}
}

func TestTheNewestEntriesComeFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		dbtest.Write(t, d, records(5))
		dbtest.Read(t, d, func(tx *db.Tx) error {
			all, err := audit.Last(tx, 2)
			want := audit.Entry{Seq: 4, At: "2012-04-27T09:30:00.000Z", Actor: "command line: test", Verb: "test.verb", Subject: "subject 4", Detail: "“detail” <&>"}
			if len(all) != 2 || all[0] != want || all[1].Seq != 3 {
				t.Errorf("%+v", all)
			}
			return err
		})
	})
}

func TestAHeadIsReadAsItWasPrinted(t *testing.T) {
	d := dbtest.SQLite(t)
	dbtest.Write(t, d, records(3))
	h := now(t, d)
	if got, err := audit.ParseHead(h.String()); err != nil || got != h {
		t.Errorf("%v became %v (%v)", h, got, err)
	}
	root := strings.TrimPrefix(h.String(), "3:")
	for _, s := range []string{"", "3", ":", "3:", "x:" + root, "-1:" + root, "3:abc", "3:" + root + "=", root} {
		if _, err := audit.ParseHead(s); errs.KindOf(err) != errs.BadInput {
			t.Errorf("%q is taken as a head (%v)", s, err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d := dbtest.SQLite(b)
			dbtest.Write(b, d, records(n))
			for b.Loop() {
				if h, err := verify(d, nil); err != nil || h.Size != int64(n) {
					b.Fatal(h, err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
		})
	}
}
