package submission_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/job"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/measure"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/submission"
)

func (w *world) figures(s submission.Submission) (f submission.Figures) {
	w.t.Helper()
	dbtest.Read(w.t, w.DB, func(tx *db.Tx) (err error) {
		f, err = submission.Of(tx, w.desk, lead, s)
		return err
	})
	return f
}

// direct are the figures of files as they are counted without a database.
func direct(t testing.TB, files []submission.File, o measure.Settings) (all []measure.Figure) {
	d := draft(t, files)
	for _, r := range measure.Count(d.Return, measure.All(), 1, nil).Results(o) {
		r.Areas[0].Area = ""
		all = append(all, r.Areas[0])
	}
	return all
}

func same(t *testing.T, got []measure.Result, want []measure.Figure) {
	t.Helper()
	if len(got) != len(want) || len(got) < 30 {
		t.Fatalf("%d figures, want %d", len(got), len(want))
	}
	for i := range got {
		one := got[i].Areas[0]
		one.Area, one.Against = "", ""
		if !reflect.DeepEqual(one, want[i]) {
			t.Errorf("%s: %+v, counted directly %+v", got[i].ID, one, want[i])
		}
	}
}

func TestFiguresAreThoseOfTheDirectCount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s := w.sent(7)
		f := w.figures(s)
		if f.Waiting || f.Areas != 1 || f.Together() {
			t.Errorf("%+v", f.Areas)
		}
		same(t, f.Results, direct(t, madeUp(t, 1, madeup.Options{Seed: 7}), f.Settings))
	})
}

// A note that holds of any return that a figure is made of stays with the figure.
func TestWhatToKeepInMindIsSaidWhereAnyReturnOfTheFigureLacksChildren(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		mind := func(s submission.Submission) bool {
			one, err := w.figures(s).Measure("days-to-permanent-home")
			if err != nil {
				t.Fatal(err)
			}
			return one.Mind != ""
		}
		late, _ := returns.DayOf(2026, 8, 31) // of edition 2026, which asks for those who ceased to be looked after
		now := w.send(coordinator, here, madeUp(t, 1, madeup.Options{Agreed: late}))
		if mind(now) {
			t.Error("it is said of a return that has all children")
		}
		if !mind(w.sent(1)) {
			t.Error("it is not said of a return without the children who ceased to be looked after")
		}
		again := w.send(coordinator, here, madeUp(t, 1, madeup.Options{Agreed: late, Seed: 4}))
		for n, name := range []string{"second", "third", "fourth", "fifth"} {
			in := inspection.ID("test/" + name)
			w.accept(holding(access.Lead, in), w.send(holding(access.Coordinator, in), in, madeUp(t, n+2, madeup.Options{Agreed: late})))
		}
		if f := w.figures(again); !f.Together() || mind(again) {
			t.Errorf("%d areas, all with all children: %v", f.Areas, mind(again))
		}
		in := inspection.ID("test/sixth")
		w.accept(holding(access.Lead, in), w.send(holding(access.Coordinator, in), in, madeUp(t, 6, madeup.Options{})))
		if !mind(again) {
			t.Error("it is not said where one area of all lacks children")
		}
	})
}

func TestPartsThatSeveralServersCountAddUpToTheDirectCount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.desk.Part = 10
		s := w.sent(7)
		if f := w.figures(s); !f.Waiting || len(f.Results) != 0 {
			t.Fatal("there are figures before anything was counted")
		}
		ctx, stop := context.WithTimeout(context.Background(), time.Minute)
		defer stop()
		var lock sync.Mutex
		by, done := map[string]int{}, 0
		parts := (s.Children + 9) / 10
		var servers sync.WaitGroup
		for n := range 4 {
			name := fmt.Sprint("server ", n)
			r := job.Runner{DB: w.DB, Name: name, Kinds: map[string]job.Handler{submission.CountKind: func(ctx context.Context, j job.Job) error {
				if err := submission.Count(ctx, w.DB, w.desk, j); err != nil {
					return err
				}
				// A server may be given a job again that it has done.
				if err := submission.Count(ctx, w.DB, w.desk, j); err != nil {
					return err
				}
				lock.Lock()
				defer lock.Unlock()
				by[name]++
				if done++; done == parts {
					time.AfterFunc(50*time.Millisecond, stop)
				}
				return nil
			}}}
			servers.Go(func() { r.Run(ctx) })
		}
		servers.Wait()
		if done != parts || len(by) < 2 {
			t.Errorf("%d of %d parts were counted, by %v", done, parts, by)
		}
		same(t, w.figures(s).Results, direct(t, madeUp(t, 1, madeup.Options{Seed: 7}), w.figures(s).Settings))
	})
}

// Parts are as large as they are in use, and the servers have nothing in common but the
// database and the folder of keys.
func TestAReturnOfManyChildrenIsCountedInPartsByTwoServersAsItIsInOne(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		r, err := madeup.New(madeup.Options{Areas: 1, Children: 45_000})
		if err != nil {
			t.Fatal(err)
		}
		var children, events bytes.Buffer
		if _, err := r.Write(0, &children, &events); err != nil {
			t.Fatal(err)
		}
		files := []submission.File{{Name: "children.csv", Bytes: children.Bytes()}, {Name: "events.csv", Bytes: events.Bytes()}}
		s := w.send(coordinator, here, files)
		if f := w.figures(s); !f.Waiting {
			t.Fatal("there are figures before anything was counted")
		}
		ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
		defer stop()
		// Each server keeps its first part until the other has one too.
		var both, servers sync.WaitGroup
		both.Add(2)
		var lock sync.Mutex
		by, done := map[string]int{}, 0
		for _, name := range []string{"first", "second"} {
			d, err := db.Open(ctx, w.address, func() time.Time { return w.now })
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			ring, err := keyring.Open(w.dir)
			if err != nil {
				t.Fatal(err)
			}
			var meet sync.Once
			r := job.Runner{DB: d, Name: name, Kinds: map[string]job.Handler{submission.CountKind: func(ctx context.Context, j job.Job) error {
				meet.Do(func() { both.Done(); both.Wait() })
				if err := submission.Count(ctx, d, submission.Desk{Keys: ring}, j); err != nil {
					return err
				}
				lock.Lock()
				defer lock.Unlock()
				by[name]++
				if done++; done == 3 {
					time.AfterFunc(50*time.Millisecond, stop)
				}
				return nil
			}}}
			servers.Go(func() { r.Run(ctx) })
		}
		servers.Wait()
		if done != 3 || by["first"] == 0 || by["second"] == 0 {
			t.Errorf("%d of 3 parts were counted, by %v", done, by)
		}
		f := w.figures(s)
		same(t, f.Results, direct(t, files, f.Settings))
		if one, err := f.Measure("seen-28-days-registered"); err != nil || one.Areas[0].Base < 1000 {
			t.Errorf("%v %+v", err, one.Areas)
		}
	})
}

// Jobs are given up after about a day of attempts, such as where no server had the keys.
func TestPartsThatWereGivenUpAreCountedOnRequest(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.desk.Part = 10
		files := madeUp(t, 1, madeup.Options{Seed: 7})
		s := w.send(coordinator, here, files)
		parts := (s.Children + 9) / 10
		if err := submission.Count(t.Context(), w.DB, w.desk, job.Job{Body: fmt.Appendf(nil, `{"return":%q,"part":1,"parts":%d}`, s.ID, parts)}); err != nil {
			t.Fatal(err)
		}
		if done, of, err := submission.CountHere(t.Context(), w.DB, w.desk, here); done != parts-1 || of != parts || err != nil {
			t.Errorf("%d of %d: %v", done, of, err)
		}
		same(t, w.figures(s).Results, direct(t, files, w.figures(s).Settings))
		if done, of, err := submission.CountHere(t.Context(), w.DB, w.desk, here); done != 0 || of != parts || err != nil {
			t.Errorf("again %d of %d: %v", done, of, err)
		}
		if _, _, err := submission.CountHere(t.Context(), w.DB, w.desk, "test/second"); errs.KindOf(err) != errs.NotFound {
			t.Error(err)
		}
	})
}

func TestAJobOfAReturnThatIsGoneOrOfNoneEnds(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		if err := submission.Count(t.Context(), w.DB, w.desk, job.Job{Body: []byte(`{"return":"test/first/9","part":0,"parts":2}`)}); err != nil {
			t.Error(err)
		}
		if err := submission.Count(t.Context(), w.DB, w.desk, job.Job{Body: []byte(`{"return":"test/first/9","part":2,"parts":2}`)}); !job.IsHopeless(err) {
			t.Error(err)
		}
	})
}

// six sends and accepts the returns of six areas.
func (w *world) six() {
	w.t.Helper()
	for n, name := range []string{"first", "second", "third", "fourth", "fifth", "sixth"} {
		in := inspection.ID("test/" + name)
		s := w.send(holding(access.Coordinator, in), in, madeUp(w.t, n+1, madeup.Options{Children: 1200}))
		w.accept(holding(access.Lead, in), s)
	}
}

func TestAnAreaIsSeenAmongTheOthersOfItsProgrammeWithoutNamingThem(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.six()
		f := w.figures(w.get(0))
		if f.Areas != 6 || !f.Together() {
			t.Fatalf("%d areas", f.Areas)
		}
		var children, events bytes.Buffer
		r, err := madeup.New(madeup.Options{Areas: 6, Children: 1200})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.WriteAll(&children, &events); err != nil {
			t.Fatal(err)
		}
		d := draft(t, []submission.File{{Name: "c.csv", Bytes: children.Bytes()}, {Name: "e.csv", Bytes: events.Bytes()}})
		placed := 0
		for i, want := range measure.Count(d.Return, measure.All(), 1, nil).Results(f.Settings) {
			got := f.Results[i]
			if !reflect.DeepEqual(got.All, want.All) || got.Areas[0].Against != want.Areas[0].Against || len(got.Areas) != 1 {
				t.Errorf("%s: %+v, want %+v", got.ID, got.All, want.All)
			}
			if got.Areas[0].Against != "" {
				placed++
			}
		}
		if placed == 0 {
			t.Error("no measure says where the area stands")
		}
	})
}

func TestRowsAreRecordedAndAChildHasTheSameTokenInALaterReturn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first, second := w.sent(3), w.send(coordinator, here, madeUp(t, 1, madeup.Options{Seed: 3, Children: 900}))
		const id = "seen-28-days-deregistered"
		tokens := func(s submission.Submission) map[submission.Token]string {
			by := map[submission.Token]string{}
			w.write(func(tx *db.Tx) error {
				b, err := submission.Rows(tx, w.desk, inspector, s, id)
				if err != nil {
					return err
				}
				m, _ := w.figures(s).Measure(id)
				yes, all := int64(0), int64(0)
				for _, r := range b.Rows {
					if r.Why == measure.Counted {
						all++
					}
					if r.Yes {
						yes++
					}
					by[r.Token] = b.Return.Children.Refs.Of(r.Child).Reveal()
				}
				if m.Areas[0].Count != yes || m.Areas[0].Base != all || all == 0 {
					t.Errorf("the figure is %d of %d, the rows are %d of %d", m.Areas[0].Count, m.Areas[0].Base, yes, all)
				}
				return nil
			})
			return by
		}
		a, b := tokens(first), tokens(second)
		both := 0
		for token, ref := range a {
			if len(token) != 16 || strings.Contains(string(token), ref) {
				t.Errorf("the token %s of %s", token, ref)
			}
			for other, of := range b {
				if (of == ref) != (other == token) {
					t.Errorf("%s has the tokens %s and %s", ref, token, other)
				}
				if other == token {
					both++
				}
			}
		}
		if both == 0 {
			t.Error("no child is in both returns")
		}
		if e := w.entries()[0]; e.Verb != "return.rows" || e.Subject != "test/first/2" || e.Detail != id || e.Actor != inspector.ID {
			t.Errorf("%+v", e)
		}
		if _, err := rowsOf(w, "no-such-measure", first); errs.KindOf(err) != errs.NotFound {
			t.Error(err)
		}
	})
}

func rowsOf(w *world, id string, s submission.Submission) (b submission.Behind, err error) {
	err = w.try(func(tx *db.Tx) (err error) {
		b, err = submission.Rows(tx, w.desk, lead, s, id)
		return err
	})
	return b, err
}

func TestAChildIsOpenedByItsTokenAndTheLogNamesTheTokenAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s := w.sent(3)
		b, err := rowsOf(w, "seen-28-days-deregistered", s)
		if err != nil {
			t.Fatal(err)
		}
		row := b.Rows[len(b.Rows)-1]
		w.write(func(tx *db.Tx) error {
			c, err := submission.Chronology(tx, w.desk, lead, s, row.Token)
			if err == nil && (c.Number != row.Child || c.Reference() != b.Return.Children.Refs.Of(row.Child).Reveal() || c.Reference() == "") {
				t.Errorf("%+v", c.Number)
			}
			return err
		})
		for _, e := range w.entries() {
			if strings.Contains(e.Detail+e.Subject, "K-0") {
				t.Errorf("the log has a reference: %+v", e)
			}
		}
		if e := w.entries()[0]; e.Verb != "return.child" || e.Detail != "child "+string(row.Token) {
			t.Errorf("%+v", e)
		}
		err = w.try(func(tx *db.Tx) error {
			_, err := submission.Chronology(tx, w.desk, lead, s, "aaaaaaaaaaaaaaaa")
			return err
		})
		if errs.KindOf(err) != errs.NotFound {
			t.Error(err)
		}
	})
}

func TestWhatAnOlderKeySealedIsSealedAnew(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s, code := late(t, w)
		before := w.figures(s)
		w.write(func(tx *db.Tx) error {
			scope := keyring.OfInspection(string(here))
			if _, err := submission.Waive(tx, w.desk, coordinator, s, code, "", "A good reason"); err != nil {
				return err
			}
			if err := w.desk.Keys.Rotate(tx, operator, scope); err != nil {
				return err
			}
			if n, err := submission.Reseal(tx, w.desk.Keys, operator); n < 4 || err != nil {
				t.Errorf("%d %v", n, err)
			}
			if n, err := submission.Reseal(tx, w.desk.Keys, operator); n != 0 || err != nil {
				t.Errorf("again: %d %v", n, err)
			}
			return w.desk.Keys.Forget(tx, operator, scope)
		})
		var want []measure.Figure
		for _, r := range before.Results {
			r.Areas[0].Area = ""
			want = append(want, r.Areas[0])
		}
		same(t, w.figures(s).Results, want)
		if b, err := rowsOf(w, "seen-28-days-deregistered", s); err != nil || len(b.Rows) == 0 {
			t.Error(err)
		}
		if r := w.noted(lead, s); r.Waived == 0 {
			t.Error("the reason is lost")
		}
	})
}

func TestTheSumOverAreasOutlivesTheirReturns(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.six()
		before := w.figures(w.get(0))
		for _, name := range []string{"second", "third", "fourth", "fifth", "sixth"} {
			w.write(func(tx *db.Tx) error {
				id := inspection.ID("test/" + name)
				gone, err := submission.Dispose(tx, w.desk, operator, id)
				if err != nil {
					return err
				}
				if len(gone) != 4 || gone[3].Rows != 1 || gone[2].Rows == 0 || gone[1].Rows != 1 {
					t.Errorf("%+v", gone)
				}
				return w.desk.Keys.MarkDestroyed(tx, operator, keyring.OfInspection(string(id)))
			})
		}
		after := w.figures(w.get(0))
		if after.Areas != 6 {
			t.Errorf("%d areas", after.Areas)
		}
		whole := 0
		for i := range before.Results {
			a, b := before.Results[i].All, after.Results[i].All
			if reflect.DeepEqual(a, b) {
				whole++
			} else if b.Base > a.Base {
				t.Errorf("%s: %+v became %+v", before.Results[i].ID, a, b)
			}
		}
		if whole < 10 {
			t.Errorf("only %d of %d measures are as they were", whole, len(before.Results))
		}
		dbtest.Read(t, w.DB, func(tx *db.Tx) error {
			held, err := submission.Held(tx)
			for _, h := range held {
				if h.Subject != string(here) {
					t.Errorf("%+v", h)
				}
			}
			if len(held) != 3 {
				t.Errorf("%+v", held)
			}
			return err
		})
		var detail string
		for _, e := range w.entries() {
			if e.Verb == "return.dispose" {
				detail = e.Detail
			}
		}
		if !strings.Contains(detail, "are in the totals") {
			t.Errorf("%q", detail)
		}
	})
}

func TestCountsThatAreDamagedDoNotKeepWhatIsDueAndKeysThatAreNotThereDo(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		s := w.sent(1)
		w.accept(lead, s)
		harm := db.Queries[struct{ Harm db.Query }]("-- name: Harm\nUPDATE submission_count SET body = $1")
		w.write(func(tx *db.Tx) error {
			_, err := tx.Exec(harm.Harm, []byte("harmed"))
			tx.Audited()
			return err
		})
		err := w.try(func(tx *db.Tx) error {
			_, err := submission.Dispose(tx, submission.Desk{}, operator, here)
			return err
		})
		if errs.KindOf(err) != errs.Storage {
			t.Errorf("without keys: %v", err)
		}
		w.write(func(tx *db.Tx) error {
			gone, err := submission.Dispose(tx, w.desk, operator, here)
			if err == nil && gone[3].Rows != 1 {
				err = errors.New("it is still there")
			}
			return err
		})
	})
}
