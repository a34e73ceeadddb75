package job_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/job"
)

// TestMain is a server that takes a job and never ends it, when a test starts it.
func TestMain(m *testing.M) {
	if address := os.Getenv("TAKE_A_JOB_FROM"); address != "" {
		d, err := db.Open(context.Background(), address, nil)
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		job.Runner{DB: d, Name: "server that dies", Lease: 2 * time.Second, Kinds: map[string]job.Handler{
			"mail": func(context.Context, job.Job) error { fmt.Println("taken"); select {} },
		}}.Impatient().Run(context.Background())
	}
	os.Exit(m.Run())
}

// running is runners that a test has started.
type running struct {
	cancel context.CancelFunc
	all    sync.WaitGroup
}

func start(t testing.TB, runners ...job.Runner) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r := &running{cancel: cancel}
	for _, one := range runners {
		r.all.Go(func() {
			if err := one.Impatient().Run(ctx); err != nil {
				t.Errorf("the runner ended with %v", err)
			}
		})
	}
	t.Cleanup(r.stop)
	return r
}

func (r *running) stop() {
	r.cancel()
	r.all.Wait()
}

// soon waits until something is so.
func soon(t testing.TB, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !so(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within 20 seconds: %s", what)
		}
	}
}

func TestWorkOfAServerThatIsKilledIsDoneByAnother(t *testing.T) {
	addresses(t, func(t *testing.T, address string) {
		d, err := db.Open(t.Context(), address, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { d.Close() })
		add(t, d, job.Job{Kind: "mail", Body: []byte("body")})
		child := exec.CommandContext(t.Context(), os.Args[0])
		child.Env = append(os.Environ(), "TAKE_A_JOB_FROM="+address)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		b := make([]byte, 6)
		if _, err := out.Read(b); err != nil || string(b) != "taken\n" {
			t.Fatalf("%q, %v", b, err)
		}
		if err := child.Process.Kill(); err != nil { // signal 9: no chance to say goodbye
			t.Fatal(err)
		}
		child.Wait()
		var got atomic.Value
		start(t, job.Runner{DB: d, Name: "server that lives", Kinds: map[string]job.Handler{
			"mail": func(_ context.Context, j job.Job) error { got.Store(j); return nil },
		}})
		soon(t, "the other server does it", func() bool { return got.Load() != nil })
		if j := got.Load().(job.Job); string(j.Body) != "body" || j.Attempts != 2 {
			t.Errorf("%+v", j)
		}
	})
}

func TestManyServersDoEveryJobOnce(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		const jobs = 60
		var count [jobs]atomic.Int64
		handler := map[string]job.Handler{"mail": func(_ context.Context, j job.Job) error {
			var n int
			fmt.Sscan(string(j.Body), &n)
			count[n].Add(1)
			return nil
		}}
		for n := range jobs {
			add(t, d, job.Job{Kind: "mail", Body: fmt.Append(nil, n)})
		}
		var servers []job.Runner
		for n := range 4 {
			servers = append(servers, job.Runner{DB: d, Name: fmt.Sprint("server ", n), Kinds: handler})
		}
		start(t, servers...)
		soon(t, "all are done", func() bool {
			for n := range count {
				if count[n].Load() == 0 {
					return false
				}
			}
			return true
		})
		for n := range count {
			if times := count[n].Load(); times != 1 {
				t.Errorf("job %d was done %d times", n, times)
			}
		}
	})
}

func TestWhatIsDoneAgainAndAgainIsDoneByOneServerAtATime(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		var times atomic.Int64
		one := job.Runner{DB: d, Every: map[string]time.Duration{"watch": time.Hour}, Kinds: map[string]job.Handler{
			"watch": func(context.Context, job.Job) error { times.Add(1); return nil },
		}}
		// settled says that the last time is ended and the next is planned.
		settled := func() bool {
			ready := false
			dbtest.Read(t, d, func(tx *db.Tx) error {
				at, err := job.Next(tx, []string{"watch"}, lease)
				ready = at.After(tx.Now().Add(time.Hour / 2))
				return err
			})
			return ready
		}
		r := start(t, one, one, one)
		for n := int64(1); n <= 3; n++ {
			soon(t, "it is done", func() bool { return times.Load() == n })
			soon(t, "the next time is planned", settled)
			time.Sleep(50 * time.Millisecond) // many times the pause between two looks
			if got := times.Load(); got != n {
				t.Fatalf("done %d times in %d hours", got, n)
			}
			c.move(time.Hour)
		}
		soon(t, "it is done", func() bool { return times.Load() == 4 })
		soon(t, "the next time is planned", settled)
		// A clock that was a year ahead has set the next time.
		c.move(365 * 24 * time.Hour)
		soon(t, "it is done", func() bool { return times.Load() == 5 })
		soon(t, "the next time is planned", settled)
		c.move(-365 * 24 * time.Hour)
		soon(t, "it is done after the clock was put back", func() bool { return times.Load() == 6 })
		r.stop()
	})
}

func TestAFailureIsTriedAgainAndTheServerGoesOn(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		var log bytes.Buffer
		var lock sync.Mutex
		attempts := map[string]int{}
		r := start(t, job.Runner{DB: d, Log: slog.New(slog.NewTextHandler(&log, nil)), Kinds: map[string]job.Handler{
			"mail": func(_ context.Context, j job.Job) error {
				lock.Lock()
				defer lock.Unlock()
				what := string(j.Body)
				attempts[what]++
				switch {
				case attempts[what] > 1 || what == "well":
					return nil
				case what == "panics":
					panic("a mistake")
				case what == "hopeless":
					return fmt.Errorf("wrapped: %w", job.Hopeless(errs.Invalid("", "There is no such address")))
				case what == "refused":
					return errs.Stored(nil, "The mail server does not answer")
				}
				return errors.New("a detail that only the log may hold")
			},
		}})
		for _, what := range []string{"panics", "refused", "fails", "well", "hopeless"} {
			add(t, d, job.Job{Kind: "mail", Body: []byte(what)})
		}
		tried := func(want int) func() bool {
			return func() bool {
				lock.Lock()
				defer lock.Unlock()
				return attempts["panics"] == want && attempts["refused"] == want && attempts["fails"] == want && attempts["well"] == 1 && attempts["hopeless"] == 1
			}
		}
		soon(t, "all are tried", tried(1))
		soon(t, "all that failed have a problem", func() bool { return len(problems(t, d)) == 4 })
		for _, j := range problems(t, d) {
			want := "Something went wrong; the log of the server says what"
			if string(j.Body) == "refused" {
				want = "The mail server does not answer"
			} else if string(j.Body) == "hopeless" {
				want = "There is no such address"
			}
			if j.Problem != want {
				t.Errorf("%s: %q", j.Body, j.Problem)
			}
		}
		c.move(time.Minute)
		soon(t, "all are tried again", tried(2))
		soon(t, "only what is hopeless is left", func() bool { return len(problems(t, d)) == 1 })
		r.stop()
		for _, part := range []string{"a mistake", "a detail that only the log may hold", "attempt=1"} {
			if !strings.Contains(log.String(), part) {
				t.Errorf("the log has no %q:\n%s", part, log.String())
			}
		}
	})
}

func TestAServerThatIsStoppedWaitsForItsWorkAndGivesBackWhatIsNotDone(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		begun, ended := make(chan bool, 1), atomic.Bool{}
		r := start(t, job.Runner{DB: d, Kinds: map[string]job.Handler{
			"mail": func(ctx context.Context, j job.Job) error {
				begun <- true
				<-ctx.Done()
				ended.Store(true)
				return ctx.Err()
			},
		}})
		add(t, d, job.Job{Kind: "mail"})
		<-begun
		r.stop()
		if !ended.Load() {
			t.Error("the runner did not wait for its work")
		}
		if j := must(t, d, "another"); j.Attempts != 1 || j.Problem != "" {
			t.Errorf("%+v", j)
		}
	})
}

func TestNoKindOfWorkWaitsForAnother(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, c *clock) {
		free, watched := make(chan bool), make(chan bool, 1)
		defer close(free)
		start(t, job.Runner{DB: d, Kinds: map[string]job.Handler{
			"mail":  func(context.Context, job.Job) error { <-free; return nil },
			"watch": func(context.Context, job.Job) error { watched <- true; return nil },
		}})
		add(t, d, job.Job{Kind: "mail"})
		add(t, d, job.Job{Kind: "watch"})
		select {
		case <-watched:
		case <-time.After(20 * time.Second):
			t.Error("a message that takes its time has held up a limit to watch")
		}
	})
}
