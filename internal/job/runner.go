package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime/debug"
	"sync"
	"time"

	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

// Handler does a job. It opens its own transactions, and none while it talks to
// others. It may be given the same job again; see the package. Its context ends with
// the lease. The sentence of its error is kept and shown to operators, and MUST
// name nobody.
type Handler func(ctx context.Context, j Job) error

// Hopeless is an error of a handler that says that no further attempt will help.
func Hopeless(err error) error { return hopeless{err} }

type hopeless struct{ error }

func (h hopeless) Unwrap() error { return h.error }

// IsHopeless says whether an error is one that Hopeless made.
func IsHopeless(err error) bool { return errors.As(err, new(hopeless)) }

// Runner does jobs, one at a time of each kind, so that no kind waits for another.
type Runner struct {
	DB *db.DB
	// Name is the name of the server, for people.
	Name  string
	Kinds map[string]Handler
	// Every has jobs of a kind done again and again, with so long in between, by one
	// server at a time, however many there are.
	Every map[string]time.Duration
	// Lease is how long an attempt may take; 0 is five minutes.
	Lease time.Duration
	// Log is where problems go; nil is nowhere.
	Log *slog.Logger

	poll time.Duration
}

// prune is the kind of the housekeeping of this package.
const prune = "job.prune"

// Run does jobs until ctx ends, and then waits for those that are under way, whose
// context ends too. What it cannot do now, because the database does not answer, it
// does later; so its error is nil.
func (r Runner) Run(ctx context.Context) error {
	if r.Lease == 0 {
		r.Lease = 5 * time.Minute
	}
	if r.poll == 0 {
		r.poll = 3 * time.Second
	}
	if r.Log == nil {
		r.Log = slog.New(slog.DiscardHandler)
	}
	kinds, every := map[string]Handler{prune: r.prune}, map[string]time.Duration{prune: time.Hour}
	maps.Copy(kinds, r.Kinds)
	maps.Copy(every, r.Every)
	r.Kinds, r.Every = kinds, every
	var all sync.WaitGroup
	for kind := range kinds {
		all.Go(func() { r.loop(ctx, kind) })
	}
	all.Wait()
	return nil
}

func (r Runner) prune(ctx context.Context, _ Job) error { return r.quietly(ctx, Prune) }

// quietly runs a transaction that is housekeeping and nobody's deed.
func (r Runner) quietly(ctx context.Context, f func(*db.Tx) error) error {
	return r.DB.Write(ctx, func(tx *db.Tx) error {
		audit.Quietly(tx)
		return f(tx)
	})
}

// loop does the jobs of a kind as they fall due.
func (r Runner) loop(ctx context.Context, kind string) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		after, err := r.once(ctx, kind)
		if err != nil && ctx.Err() == nil {
			r.Log.ErrorContext(ctx, "a job could not be taken or ended", "kind", kind, "error", err)
			after = r.poll
		}
		timer.Reset(after)
	}
}

// once does a job if one is due, and says how long to wait for the next.
func (r Runner) once(ctx context.Context, kind string) (time.Duration, error) {
	after, err := r.look(ctx, kind)
	if err != nil || after > 0 {
		return after, err
	}
	var j Job
	var ok bool
	err = r.quietly(ctx, func(tx *db.Tx) (err error) {
		if err := r.plan(tx, kind); err != nil {
			return err
		}
		j, ok, err = Claim(tx, r.Name, []string{kind}, r.Lease)
		return err
	})
	if err != nil || !ok {
		return r.poll, err // another server was faster
	}
	return 0, r.do(ctx, j)
}

// look is how long there is nothing to do, as far as one can see without writing.
func (r Runner) look(ctx context.Context, kind string) (after time.Duration, err error) {
	err = r.DB.Read(ctx, func(tx *db.Tx) error {
		if missing, err := r.unplanned(tx, kind); err != nil || missing {
			return err
		}
		next, err := Next(tx, []string{kind}, r.Lease)
		if err == nil {
			after = min(r.poll, max(0, next.Sub(tx.Now())))
		}
		if err == nil && next.IsZero() {
			after = r.poll
		}
		return err
	})
	return after, err
}

// always is the word of a kind that is to be done again and again.
func always(kind string) string { return "every " + kind }

// unplanned says whether a kind that is to be done again and again has no next
// time, or one that a clock has set that was put back since.
func (r Runner) unplanned(tx *db.Tx, kind string) (bool, error) {
	interval, ok := r.Every[kind]
	if !ok {
		return false, nil
	}
	var due string
	var attempts int
	found, err := tx.One(q.Planned, []any{word(always(kind))}, &due, &attempts)
	return !found || attempts == 0 && due > stamp(tx.Now().Add(2*interval)), err
}

// plan sets the next time of a kind that is to be done again and again.
func (r Runner) plan(tx *db.Tx, kind string) error {
	missing, err := r.unplanned(tx, kind)
	if err != nil || !missing {
		return err
	}
	if err := Add(tx, Job{Kind: kind, Once: always(kind)}); err != nil {
		return err
	}
	_, err = tx.Exec(q.Sooner, word(always(kind)), tx.Stamp())
	return err
}

// do does a job and writes down how it ended.
func (r Runner) do(ctx context.Context, j Job) error {
	within, cancel := context.WithTimeout(ctx, r.Lease)
	err := r.try(within, j)
	cancel()
	if err != nil {
		r.Log.WarnContext(ctx, "an attempt at a job failed", "kind", j.Kind, "job", j.ID, "attempt", j.Attempts, "error", err)
	}
	// The end is written down even if the server is to stop.
	after, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return r.quietly(after, func(tx *db.Tx) error {
		switch {
		case err == nil:
			if err := Done(tx, j); err != nil {
				return err
			}
		case ctx.Err() != nil:
			return Release(tx, j)
		case j.Attempts < Most && !IsHopeless(err):
			return Fail(tx, j, sentence(err))
		default:
			if err := GiveUp(tx, j, sentence(err)); err != nil {
				return err
			}
		}
		if interval, ok := r.Every[j.Kind]; ok && j.Once == always(j.Kind) {
			return Add(tx, Job{Kind: j.Kind, Once: j.Once, Due: tx.Now().Add(interval)})
		}
		return nil
	})
}

// sentence is what is kept of a failure.
func sentence(err error) string {
	if errs.KindOf(err) == errs.Internal {
		return "Something went wrong; the log of the server says what"
	}
	return errs.Sentence(err)
}

// try runs the handler; a panic is a failure like another.
func (r Runner) try(ctx context.Context, j Job) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("job: the handler panicked: %v\n%s", v, debug.Stack())
		}
	}()
	return r.Kinds[j.Kind](ctx, j)
}
