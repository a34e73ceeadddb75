package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/evaluation"
	"github.com/northinch/northinch/internal/outcome"
)

const kills = 20

func TestAServerKilledDuringImportsAndSavesLosesNothingItAcknowledged(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { killAgainAndAgain(t, filepath.Join(t.TempDir(), "crash.db")) })
	t.Run("postgres", func(t *testing.T) { killAgainAndAgain(t, dbtest.Postgres(t)) })
}

// acknowledged is what the server said that it had saved.
type acknowledged struct {
	sync.Mutex
	reasons  []string // of grades
	readings []string // of imports
}

func killAgainAndAgain(t *testing.T, address string) {
	filled(t, address)
	var all acknowledged
	for round := range kills {
		once(t, address, round, &all)
		check(t, address, &all)
	}
	if len(all.reasons) < kills || len(all.readings) < kills/2 {
		t.Errorf("only %d grades and %d imports were acknowledged; the test kills too early to say anything", len(all.reasons), len(all.readings))
	}
	t.Logf("%d kills, %d grades and %d imports acknowledged, none lost", kills, len(all.reasons), len(all.readings))
}

// counts says how many grades and imports were acknowledged.
func (a *acknowledged) counts() (grades, imports int) {
	a.Lock()
	defer a.Unlock()
	return len(a.reasons), len(a.readings)
}

// once starts the server, saves grades and imports files as fast as it answers,
// and kills it at a moment of chance. On a machine that is busy with other things
// that moment waits until a grade and an import were acknowledged.
func once(t *testing.T, address string, round int, all *acknowledged) {
	server := start(t, address)
	grades, imports := all.counts()
	var work sync.WaitGroup
	work.Go(func() { saveGrades(server.base, round, all) })
	work.Go(func() { importFiles(server.base, round, all) })
	time.Sleep(time.Duration(150+rand.IntN(450)) * time.Millisecond)
	for range 500 {
		if g, i := all.counts(); g > grades && i > imports {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	server.kill()
	work.Wait()
}

// saveGrades changes a grade to and fro until the server is gone.
func saveGrades(base string, round int, all *acknowledged) {
	c := signedIn(base)
	version := 0
	for n := 0; ; n++ {
		reason := fmt.Sprintf("kill %d, save %d", round, n)
		r, err := c.PostForm(base+"/inspections/"+string(crash)+"/grades/needs-met", url.Values{
			"version": {fmt.Sprint(version)}, "mark": {fmt.Sprint(1 + (n+round)%6)}, "reason": {reason}})
		if err != nil {
			return
		}
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil {
			return
		}
		switch r.StatusCode {
		case http.StatusSeeOther: // this is the acknowledgement
			all.Lock()
			all.reasons = append(all.reasons, reason)
			all.Unlock()
			version++
		case http.StatusConflict, http.StatusUnprocessableEntity: // find out which version is the latest
			if r, err = c.Get(base + "/inspections/" + string(crash) + "/grades/needs-met"); err != nil {
				return
			}
			body, _ = io.ReadAll(r.Body)
			r.Body.Close()
			if _, rest, ok := strings.Cut(string(body), `name="version" value="`); ok {
				fmt.Sscanf(rest, "%d", &version)
			}
		}
	}
}

// importFiles sends one file after another until the server is gone.
func importFiles(base string, round int, all *acknowledged) {
	c := signedIn(base)
	for n := 0; ; n++ {
		kind, body := form("crash.csv", outcomes(round*20+n%20, fmt.Sprintf("round%d-%d", round, n)))
		r, err := c.Post(base+"/programmes/england-ilacs/import", kind, body)
		if err != nil {
			return
		}
		r.Body.Close()
		if r.StatusCode == http.StatusSeeOther {
			all.Lock()
			id, _, _ := strings.Cut(strings.TrimPrefix(r.Header.Get("Location"), "/readings/"), "?")
			all.readings = append(all.readings, id)
			all.Unlock()
		}
	}
}

// check opens the database that the killed server left and looks for everything
// that was acknowledged.
func check(t *testing.T, address string, all *acknowledged) {
	t.Helper()
	d, err := app.Open(context.Background(), address)
	if err != nil {
		t.Fatalf("the database does not open after a kill: %v", err)
	}
	defer d.Close()
	dbtest.Read(t, d, func(tx *db.Tx) error {
		if _, err := audit.Verify(tx, nil); err != nil {
			t.Errorf("the audit log does not hold: %v", err)
		}
		history, err := evaluation.History(tx, crash, "needs-met")
		if err != nil {
			return err
		}
		there := map[string]bool{}
		for _, e := range history {
			there[e.Reason] = true
		}
		for _, reason := range all.reasons {
			if !there[reason] {
				t.Errorf("the grade %q was acknowledged and is gone", reason)
			}
		}
		for _, id := range all.readings {
			if _, err := outcome.AccountOf(tx, id); err != nil {
				t.Errorf("the import %s was acknowledged and is gone: %v", id, err)
			}
		}
		return whole(t, tx)
	})
}
