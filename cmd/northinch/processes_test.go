package main

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/db/dbtest"
)

// three starts three servers on one database.
func three(t *testing.T, address string) (all []*program) {
	t.Helper()
	for range 3 {
		all = append(all, start(t, address))
	}
	return all
}

func TestOneOfThreeServersIsKilledAgainAndAgainAndNothingIsLostOrDoubled(t *testing.T) {
	address := dbtest.Postgres(t)
	filled(t, address)
	l := begin(t, three(t, address))
	t.Cleanup(func() { l.kill() })
	const kills = 10
	for range kills {
		time.Sleep(time.Duration(200+rand.IntN(400)) * time.Millisecond)
		i := rand.IntN(3)
		l.servers[i].kill() // its clients go on with the other two
		time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond)
		again := start(t, address)
		l.Lock()
		l.servers[i] = again
		l.Unlock()
	}
	time.Sleep(300 * time.Millisecond)
	l.end()
	were := l.check(t, address)
	grades, imports := l.count(saved)
	lost, cut := l.count(unsure)
	if grades < 5*kills || imports < kills || lost+cut == 0 {
		t.Errorf("only %d grades and %d imports were acknowledged, and %d had no answer; that proves nothing", grades, imports, lost+cut)
	}
	for i, n := range l.shown[0] {
		if n < kills || l.busy[0][i] > 0 {
			t.Errorf("server %d showed %d pages, and %d times that the database is away", i, n, l.busy[0][i])
		}
	}
	t.Logf("%d kills: %d grades and %d imports acknowledged, all there once; of %d without an answer %d are there; the slowest answer took %v", kills, grades, imports, lost+cut, were, l.slowest)
}
