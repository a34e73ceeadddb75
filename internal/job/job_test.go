package job_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/job"
)

const lease = 5 * time.Minute

var kinds = []string{"mail", "watch"}

// clock is a clock that a test sets.
type clock struct {
	lock sync.Mutex
	now  time.Time
}

func (c *clock) time() time.Time {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.now
}

func (c *clock) move(by time.Duration) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.now = c.now.Add(by)
}

// each runs f on each engine with a database whose clock the test sets.
func each(t *testing.T, f func(t *testing.T, d *db.DB, c *clock)) {
	t.Helper()
	addresses(t, func(t *testing.T, address string) {
		c := &clock{now: dbtest.Now}
		d, err := db.Open(context.Background(), address, c.time)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { d.Close() })
		f(t, d, c)
	})
}

func addresses(t *testing.T, f func(t *testing.T, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, filepath.Join(t.TempDir(), "test.db")) })
	t.Run("postgres", func(t *testing.T) { f(t, dbtest.Postgres(t)) })
}

// quietly runs f in a transaction that is housekeeping.
func quietly(t testing.TB, d *db.DB, f func(tx *db.Tx) error) error {
	t.Helper()
	return d.Write(context.Background(), func(tx *db.Tx) error {
		audit.Quietly(tx)
		return f(tx)
	})
}

func add(t testing.TB, d *db.DB, j job.Job) {
	t.Helper()
	if err := quietly(t, d, func(tx *db.Tx) error { return job.Add(tx, j) }); err != nil {
		t.Fatal(err)
	}
}

func claim(t testing.TB, d *db.DB, by string) (j job.Job, ok bool) {
	t.Helper()
	if err := quietly(t, d, func(tx *db.Tx) (err error) {
		j, ok, err = job.Claim(tx, by, kinds, lease)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return j, ok
}

func must(t testing.TB, d *db.DB, by string) job.Job {
	t.Helper()
	j, ok := claim(t, d, by)
	if !ok {
		t.Fatal("there is nothing to do")
	}
	return j
}

func done(t testing.TB, d *db.DB, j job.Job) error {
	t.Helper()
	return quietly(t, d, func(tx *db.Tx) error { return job.Done(tx, j) })
}

func fail(t testing.TB, d *db.DB, j job.Job, why string) error {
	t.Helper()
	return quietly(t, d, func(tx *db.Tx) error { return job.Fail(tx, j, why) })
}

func problems(t testing.TB, d *db.DB) (all []job.Job) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) (err error) {
		all, err = job.Problems(tx)
		return err
	})
	return all
}

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, job.Statements())
}

func TestAJobIsDoneOnceByWhoeverTakesItFirst(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		add(t, d, job.Job{Kind: "mail", Body: []byte("body")})
		j := must(t, d, "server 1")
		if j.Kind != "mail" || string(j.Body) != "body" || j.Attempts != 1 || !j.Due.Equal(dbtest.Now) {
			t.Errorf("%+v", j)
		}
		if other, ok := claim(t, d, "server 2"); ok {
			t.Errorf("another server was given %+v", other)
		}
		if err := done(t, d, j); err != nil {
			t.Error(err)
		}
		c.move(24 * time.Hour)
		if again, ok := claim(t, d, "server 2"); ok {
			t.Errorf("it is done again: %+v", again)
		}
		if err := done(t, d, j); errs.KindOf(err) != errs.Conflict {
			t.Errorf("a job that is done was ended again: %v", err)
		}
	})
}

func TestAJobIsNotDoneBeforeItsTimeAndTheEarliestIsFirst(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		for _, minutes := range []int{30, 10, 20} {
			add(t, d, job.Job{Kind: "watch", Due: dbtest.Now.Add(time.Duration(minutes) * time.Minute), Body: fmt.Append(nil, minutes)})
		}
		add(t, d, job.Job{Kind: "another"})
		if j, ok := claim(t, d, "server"); ok {
			t.Errorf("done too early, or of another kind: %+v", j)
		}
		next := func() (at time.Time) {
			dbtest.Read(t, d, func(tx *db.Tx) (err error) {
				at, err = job.Next(tx, kinds, lease)
				return err
			})
			return at
		}
		if at := next(); !at.Equal(dbtest.Now.Add(10 * time.Minute)) {
			t.Errorf("the next is at %v", at)
		}
		c.move(time.Hour)
		if at := next(); !at.Equal(c.time()) {
			t.Errorf("the next is at %v", at)
		}
		for _, want := range []string{"10", "20", "30"} {
			if j := must(t, d, "server"); string(j.Body) != want {
				t.Errorf("%s is done, want %s", j.Body, want)
			}
		}
		if at := next(); !at.Equal(c.time().Add(lease)) {
			t.Errorf("while all are taken, the next is at %v", at)
		}
	})
}

func TestTwoJobsWithTheSameWordAreOneUntilItIsDone(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		for range 3 {
			add(t, d, job.Job{Kind: "watch", Once: "concern c1"})
			add(t, d, job.Job{Kind: "mail"}) // without a word, each is its own
		}
		count := map[string]int{}
		for j, ok := claim(t, d, "server"); ok; j, ok = claim(t, d, "server") {
			count[j.Kind+" "+j.Once]++
			if j.Once != "" {
				add(t, d, job.Job{Kind: "watch", Once: j.Once}) // not done yet: still one
			}
			if err := done(t, d, j); err != nil {
				t.Error(err)
			}
		}
		if count["watch concern c1"] != 1 || count["mail "] != 3 {
			t.Errorf("%v", count)
		}
		add(t, d, job.Job{Kind: "watch", Once: "concern c1"})
		must(t, d, "server")
	})
}

func TestAServerThatTookTooLongCannotEndWhatAnotherHasTakenOver(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		add(t, d, job.Job{Kind: "mail"})
		first := must(t, d, "server")
		c.move(lease - time.Millisecond)
		if _, ok := claim(t, d, "server 2"); ok {
			t.Fatal("it was taken over before its lease ended")
		}
		c.move(time.Millisecond)
		second := must(t, d, "server") // of the same name, as after a restart
		for name, err := range map[string]error{
			"done": done(t, d, first), "fail": fail(t, d, first, "late"),
			"release": quietly(t, d, func(tx *db.Tx) error { return job.Release(tx, first) }),
		} {
			if errs.KindOf(err) != errs.Conflict {
				t.Errorf("%s by the first: %v", name, err)
			}
		}
		if err := done(t, d, second); err != nil || second.Attempts != 2 {
			t.Errorf("done by the second: %v, attempt %d", err, second.Attempts)
		}
	})
}

func TestALeaseThatRanOutAndNobodyTookStillCounts(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		add(t, d, job.Job{Kind: "mail"})
		j := must(t, d, "server")
		c.move(2 * lease)
		if err := done(t, d, j); err != nil {
			t.Error(err)
		}
	})
}

func TestWaitsDoubleUpToAnHourAndThenAJobIsGivenUp(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		add(t, d, job.Job{Kind: "mail", Once: "m1", Body: []byte("body")})
		for attempt := 1; attempt <= job.Most; attempt++ {
			j := must(t, d, "server")
			if j.Attempts != attempt {
				t.Fatalf("attempt %d counts as %d", attempt, j.Attempts)
			}
			if err := fail(t, d, j, "The mail server does not answer"); err != nil {
				t.Fatal(err)
			}
			wait := min(time.Hour, time.Minute<<min(attempt-1, 20))
			c.move(wait - time.Millisecond)
			if _, ok := claim(t, d, "server"); ok {
				t.Fatalf("attempt %d came too early", attempt+1)
			}
			c.move(time.Millisecond)
		}
		if j, ok := claim(t, d, "server"); ok {
			t.Fatalf("it was not given up: %+v", j)
		}
		if all := problems(t, d); len(all) != 1 || all[0].Problem != "The mail server does not answer" || string(all[0].Body) != "body" {
			t.Errorf("%+v", all)
		}
		add(t, d, job.Job{Kind: "mail", Once: "m1"}) // its word is free again
		if j := must(t, d, "server"); j.Attempts != 1 {
			t.Errorf("%+v", j)
		}
	})
}

func TestAJobThatKillsItsServerEachTimeIsGivenUp(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		add(t, d, job.Job{Kind: "mail"})
		for range job.Most {
			must(t, d, "server")
			c.move(lease)
		}
		if j, ok := claim(t, d, "server"); ok {
			t.Fatalf("attempt %d", j.Attempts)
		}
		if all := problems(t, d); len(all) != 1 || all[0].Problem != "The server stopped at each attempt" {
			t.Errorf("%+v", all)
		}
	})
}

func TestAFailureThatIsOvercomeLeavesNoProblem(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		add(t, d, job.Job{Kind: "mail"})
		if err := fail(t, d, must(t, d, "server"), ""); err != nil {
			t.Fatal(err)
		}
		if all := problems(t, d); len(all) != 1 || all[0].Problem == "" {
			t.Errorf("%+v", all)
		}
		c.move(time.Minute)
		j := must(t, d, "server")
		if err := done(t, d, j); err != nil || j.Problem == "" {
			t.Errorf("%v, %+v", err, j)
		}
		if all := problems(t, d); len(all) != 0 {
			t.Errorf("%+v", all)
		}
	})
}

func TestWhatIsReleasedIsTakenAtOnceAndCountsAsNoAttempt(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		add(t, d, job.Job{Kind: "mail"})
		j := must(t, d, "server 1")
		if err := quietly(t, d, func(tx *db.Tx) error { return job.Release(tx, j) }); err != nil {
			t.Fatal(err)
		}
		if again := must(t, d, "server 2"); again.Attempts != 1 {
			t.Errorf("%+v", again)
		}
		if err := done(t, d, j); errs.KindOf(err) != errs.Conflict {
			t.Errorf("it was ended after it was given back: %v", err)
		}
	})
}

func TestAClockThatIsPutForwardLosesNothing(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		add(t, d, job.Job{Kind: "mail"})
		first := must(t, d, "server 1")
		c.move(365 * 24 * time.Hour)
		second := must(t, d, "server 2") // twice, which is allowed
		c.move(-365 * 24 * time.Hour)
		if err := done(t, d, first); errs.KindOf(err) != errs.Conflict {
			t.Errorf("two servers have ended it: %v", err)
		}
		if err := done(t, d, second); err != nil {
			t.Error(err)
		}
		if j, ok := claim(t, d, "server 3"); ok {
			t.Errorf("a third time: %+v", j)
		}
	})
}

func TestAClockThatIsPutBackHoldsNothingUp(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		add(t, d, job.Job{Kind: "mail", Body: []byte("leased")})
		add(t, d, job.Job{Kind: "mail", Body: []byte("failed")})
		c.move(24 * time.Hour)
		must(t, d, "server that dies")
		if err := fail(t, d, must(t, d, "server"), "later"); err != nil {
			t.Fatal(err)
		}
		c.move(-24 * time.Hour)
		dbtest.Read(t, d, func(tx *db.Tx) error {
			at, err := job.Next(tx, kinds, lease)
			if !at.Equal(tx.Now()) {
				t.Errorf("the next is at %v", at)
			}
			return err
		})
		got := string(must(t, d, "server").Body) + " " + string(must(t, d, "server").Body)
		if !strings.Contains(got, "leased") || !strings.Contains(got, "failed") {
			t.Errorf("done: %s", got)
		}
	})
}

func TestClocksOfServersThatDifferByLessThanALeaseTakeNothingFromEachOther(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		add(t, d, job.Job{Kind: "mail"})
		must(t, d, "server 1")
		c.move(-lease + time.Second)
		if _, ok := claim(t, d, "server 2"); ok {
			t.Error("a server whose clock is behind has taken a job over")
		}
	})
}

func TestWhatIsDoneGoesAfterADayAndAProblemStays(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		for _, body := range []string{"done", "given up", "open"} {
			add(t, d, job.Job{Kind: "mail", Body: []byte(body)})
			if body == "open" {
				break
			}
			j := must(t, d, "server")
			if body == "done" {
				if err := done(t, d, j); err != nil {
					t.Fatal(err)
				}
				continue
			}
			for j.Attempts < job.Most {
				c.move(2 * time.Hour)
				j = must(t, d, "server")
			}
			if err := fail(t, d, j, "It cannot be done"); err != nil {
				t.Fatal(err)
			}
		}
		prune := func() {
			if err := quietly(t, d, job.Prune); err != nil {
				t.Fatal(err)
			}
		}
		prune()
		if all := problems(t, d); len(all) != 1 || string(all[0].Body) != "given up" {
			t.Errorf("%+v", all)
		}
		c.move(24*time.Hour + time.Millisecond)
		prune()
		if all := problems(t, d); len(all) != 1 || len(all[0].Body) != 0 {
			t.Errorf("%+v", all)
		}
		if j := must(t, d, "server"); string(j.Body) != "open" {
			t.Errorf("%+v", j)
		}
		var n int
		if err := quietly(t, d, func(tx *db.Tx) (err error) {
			n, err = job.Clear(tx, "mail", tx.Now())
			return err
		}); err != nil || n != 1 {
			t.Errorf("%d cleared (%v)", n, err)
		}
		if all := problems(t, d); len(all) != 0 {
			t.Errorf("%+v", all)
		}
	})
}

func TestAJobIsPartOfItsDeed(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		err := d.Write(t.Context(), func(tx *db.Tx) error { return job.Add(tx, job.Job{Kind: "mail"}) })
		if err != db.ErrUnaudited {
			t.Errorf("a job of no deed: %v", err)
		}
		if j, ok := claim(t, d, "server"); ok {
			t.Errorf("a job of a deed that was not saved: %+v", j)
		}
	})
}
