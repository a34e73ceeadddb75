package main

import (
	"context"
	"errors"
	"syscall"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
)

func TestThePrimaryIsKilledItsReplicaIsPromotedAndThreeServersGoOnByThemselves(t *testing.T) {
	p := replicated(t)
	filled(t, p.address())
	l := begin(t, three(t, p.address()))
	t.Cleanup(func() { l.kill() })
	l.wait(60)
	p.hold()
	time.Sleep(500 * time.Millisecond) // somebody saves and waits for the replica
	l.next()
	p.crash()
	time.Sleep(2 * time.Second)
	if in := p.sql("b", "SELECT cast(pg_is_in_recovery() AS TEXT)"); in != "true" {
		t.Errorf("the replica takes changes before it is promoted: %s", in)
	}
	l.next()
	p.promote()
	promoted := time.Now()
	l.wait(60)
	p.rejoin() // and the servers do not mistake it for the primary that it was
	time.Sleep(2 * time.Second)
	l.end()
	if n := sum(l.done[1]); n > 0 {
		t.Errorf("%d changes were acknowledged while there was no primary", n)
	}
	were := l.check(t, p.address())
	for phase, what := range []string{"before", "without a primary", "after"} {
		t.Logf("%s, by server: changes acknowledged %v, pages shown %v, pages that say that the database is away %v", what, l.done[phase], l.shown[phase], l.busy[phase])
	}
	grades, imports := l.count(saved)
	lost, cut := l.count(unsure)
	no, none := l.count(refused)
	t.Logf("%d grades and %d imports acknowledged, all on the new primary; %d refused, none there; of %d that nobody knew %d are there; the slowest answer took %v",
		grades, imports, no+none, lost+cut, were, l.slowest)
	if sum(l.done[0]) < 60 || sum(l.done[2]) < 60 || imports < 10 {
		t.Error("that proves nothing: too little was acknowledged before or after")
	}
	if lost+cut == 0 || were == 0 {
		t.Error("that proves nothing: the primary was killed while nobody was committing")
	}
	for i := range l.servers {
		if d := l.back[i].Sub(promoted); l.back[i].IsZero() || d > 5*time.Second {
			t.Errorf("server %d shows pages %v after the promotion", i, d)
		}
		if l.done[0][i] == 0 || l.done[2][i] == 0 || l.shown[0][i] < 5 || l.busy[1][i] < 5 || l.shown[2][i] < 5 {
			t.Errorf("server %d saved and showed too little, before or after, or did not say that the database is away", i)
		}
	}
}

func TestAChangeThatNoReplicaConfirmsIsNotAcknowledgedAndReadingGoesOn(t *testing.T) {
	p := replicated(t)
	d, err := app.Open(context.Background(), p.address())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	change := func(tx *db.Tx) error { return audit.Record(tx, access.Command("test"), "test", "", "") }
	dbtest.Write(t, d, change)
	p.replica.Process.Signal(syscall.SIGKILL)
	p.until("a", "SELECT cast(count(*) AS TEXT) FROM pg_stat_replication", "0")
	began := time.Now()
	err = d.Write(t.Context(), change)
	if took := time.Since(began); !errors.Is(err, db.ErrOutcomeUnknown) || took > slow {
		t.Errorf("after %v: %v", took, err)
	}
	size := 0
	for try := 0; size != 2 && try < 100; try++ { // the server is told that nobody waits any more, and shows it then
		time.Sleep(50 * time.Millisecond)
		dbtest.Read(t, d, func(tx *db.Tx) error {
			head, err := audit.Verify(tx, nil)
			size = int(head.Size)
			return err
		})
	}
	if size != 2 {
		t.Errorf("%d changes are on the primary, want the one that was confirmed and the one that nobody knew of", size)
	}
}
