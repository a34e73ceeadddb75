package main

import (
	"testing"
	"time"
)

func TestThePrimaryIsKilledItsReplicaIsPromotedAndThreeServersGoOnByThemselves(t *testing.T) {
	p := replicated(t)
	filled(t, p.address())
	l := begin(t, three(t, p.address()))
	t.Cleanup(func() { l.kill() })
	time.Sleep(4 * time.Second)
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
	time.Sleep(4 * time.Second)
	p.rejoin() // and the servers do not mistake it for the primary that it was
	time.Sleep(2 * time.Second)
	l.end()
	if l.done[1] > 0 {
		t.Errorf("%d changes were acknowledged while there was no primary", l.done[1])
	}
	were := l.check(t, p.address())
	for phase, what := range []string{"before", "without a primary", "after"} {
		t.Logf("%s: %d changes acknowledged; pages shown by each server %v, pages that say that the database is away %v", what, l.done[phase], l.shown[phase], l.busy[phase])
	}
	grades, imports := l.count(saved)
	lost, cut := l.count(unsure)
	no, none := l.count(refused)
	t.Logf("%d grades and %d imports acknowledged, all on the new primary; %d refused, none there; of %d that nobody knew %d are there; the slowest answer took %v",
		grades, imports, no+none, lost+cut, were, l.slowest)
	if l.done[0] < 50 || l.done[2] < 50 || imports < 10 {
		t.Error("that proves nothing: too little was acknowledged before or after")
	}
	if lost+cut == 0 || were == 0 {
		t.Error("that proves nothing: the primary was killed while nobody was committing")
	}
	for i := range l.servers {
		if l.shown[0][i] < 20 || l.busy[1][i] < 5 || l.shown[2][i] < 20 {
			t.Errorf("server %d showed %d pages before and %d after, and said %d times that the database is away; that proves nothing", i, l.shown[0][i], l.shown[2][i], l.busy[1][i])
		}
	}
}
