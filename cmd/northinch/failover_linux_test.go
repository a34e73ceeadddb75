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
		if l.done[0][i] == 0 || l.done[2][i] == 0 || l.shown[0][i] < 5 || l.busy[1][i] < 5 || l.shown[2][i] < 5 {
			t.Errorf("server %d saved and showed too little, before or after, or did not say that the database is away", i)
		}
	}
}
