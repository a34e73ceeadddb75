package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/evaluation"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/web/webtest"
)

// TestMain lets the test's own binary be the program, so that what is killed is
// the real server.
func TestMain(m *testing.M) {
	if os.Getenv("NORTHINCH_BE_THE_PROGRAM") == "1" {
		main()
		return
	}
	os.Exit(m.Run())
}

const (
	kills  = 20
	crash  = inspection.ID("made-up-second/made-up-torbrae") // at moderation, so it can be graded
	header = "local_authority,publication_date,inspection_start_date,inspection_end_date,overall_effectiveness_grade,impact_of_leaders_grade,help_and_protection_grade,in_care_grade,care_leavers_grade\n"
)

func TestAServerKilledDuringImportsAndSavesLosesNothingItAcknowledged(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { killAgainAndAgain(t, filepath.Join(t.TempDir(), "crash.db")) })
	t.Run("postgres", func(t *testing.T) { killAgainAndAgain(t, dbtest.Postgres(t)) })
}

// saved is what the server said that it had saved.
type saved struct {
	sync.Mutex
	reasons  []string // of grades
	readings []string // of imports
}

func killAgainAndAgain(t *testing.T, address string) {
	d, err := app.Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Fill(context.Background(), d, nil, access.Command("test"), func(string) {}); err != nil {
		t.Fatal(err)
	}
	d.Close()
	var all saved
	for round := range kills {
		once(t, address, round, &all)
		check(t, address, &all)
	}
	if len(all.reasons) < kills || len(all.readings) < kills/2 {
		t.Errorf("only %d grades and %d imports were acknowledged; the test kills too early to say anything", len(all.reasons), len(all.readings))
	}
	t.Logf("%d kills, %d grades and %d imports acknowledged, none lost", kills, len(all.reasons), len(all.readings))
}

// once starts the server, saves grades and imports files as fast as it answers,
// and kills it at a moment of chance.
func once(t *testing.T, address string, round int, all *saved) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().String()
	l.Close()
	server := exec.Command(os.Args[0], "serve", "--development", "--db", address, "--listen", at)
	server.Env = append(os.Environ(), "NORTHINCH_BE_THE_PROGRAM=1")
	var out bytes.Buffer
	server.Stdout, server.Stderr = &out, &out
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	defer server.Wait()
	defer server.Process.Kill()
	base := "http://" + at
	for try := 0; ; try++ {
		if r, err := http.Get(base + "/healthz"); err == nil {
			r.Body.Close()
			break
		}
		if try > 400 {
			t.Fatalf("the server does not start after kill %d: %s", round, out.String())
		}
		time.Sleep(10 * time.Millisecond)
	}
	var work sync.WaitGroup
	work.Go(func() { saveGrades(base, round, all) })
	work.Go(func() { importFiles(base, round, all) })
	time.Sleep(time.Duration(150+rand.IntN(450)) * time.Millisecond)
	server.Process.Kill()
	work.Wait()
}

func signedIn(base string) *http.Client {
	c := &http.Client{Jar: &webtest.Jar{}, Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if r, err := c.PostForm(base+"/sign-in", url.Values{"person": {"manager"}}); err == nil {
		r.Body.Close()
	}
	return c
}

// saveGrades changes a grade to and fro until the server is gone.
func saveGrades(base string, round int, all *saved) {
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
func importFiles(base string, round int, all *saved) {
	c := signedIn(base)
	for n := 0; ; n++ {
		var file strings.Builder
		file.WriteString(header)
		for i := range 4000 {
			fmt.Fprintf(&file, "norfolk,%02d/%02d/%04d,,,good,good,good,round%d-%d,good\n", 1+i%28, 1+i/28%12, 2100+(round*20+n%20)*12+i/336, round, n)
		}
		var b bytes.Buffer
		m := multipart.NewWriter(&b)
		m.WriteField("profile", "england-ilacs")
		f, _ := m.CreateFormFile("file", "crash.csv")
		io.WriteString(f, file.String())
		m.Close()
		r, err := c.Post(base+"/programmes/england-ilacs/import", m.FormDataContentType(), &b)
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
func check(t *testing.T, address string, all *saved) {
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

// whole checks that no import is there in part.
func whole(t *testing.T, tx *db.Tx) error {
	reads, err := outcome.Readings(tx, "england-ilacs")
	if err != nil {
		return err
	}
	counts := map[string]int{}
	for o, err := range outcome.Each(tx, "england-ilacs") {
		if err != nil {
			return err
		}
		counts[o.Reading]++
	}
	for _, r := range reads {
		if r.Account.Rows == 0 || counts[r.ID] > r.Account.Rows {
			t.Errorf("the reading %s is there in part: %d outcomes of %d rows", r.ID, counts[r.ID], r.Account.Rows)
		}
		if r.Account.File == "crash.csv" && (r.Account.Rows != 4000 || counts[r.ID]+r.Account.Known != 4000) {
			t.Errorf("the reading %s has %d of 4000 outcomes", r.ID, counts[r.ID])
		}
	}
	return nil
}
