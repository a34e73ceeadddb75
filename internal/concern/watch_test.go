package concern_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/job"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/mail"
	"github.com/northinch/northinch/internal/person"
)

// join adds a person who has come in, with a role.
func (w *world) join(name string, held access.Held) access.Actor {
	w.t.Helper()
	var who access.Actor
	dbtest.Write(w.t, w.DB, func(tx *db.Tx) error {
		p, err := person.Add(tx, operator, person.New{Name: name, Email: name + "@inch.example"})
		if err != nil {
			return err
		}
		secret, err := person.Invite(tx, operator, p.ID)
		if err != nil {
			return err
		}
		if _, err := person.Accept(tx, secret); err != nil {
			return err
		}
		today := grant.Today(tx)
		to, _ := date.Of(today.Year()+1, 12, 31)
		giver := access.Actor{ID: "giver", Held: []access.Held{{Role: access.Manager}, {Role: access.Operator}}}
		if _, err := grant.Give(tx, giver, p.ID, held, "", grant.Days{From: today, To: to}); err != nil {
			return err
		}
		if p, err = person.Get(tx, p.ID); err != nil {
			return err
		}
		who, err = grant.Actor(tx, p)
		return err
	})
	return who
}

// post are the messages that wait to be delivered, opened, and then done with.
func (w *world) post() (all []mail.Message) {
	w.t.Helper()
	dbtest.Write(w.t, w.DB, func(tx *db.Tx) error {
		tx.Audited()
		for {
			j, ok, err := job.Claim(tx, "test", []string{mail.Kind}, time.Minute)
			if err != nil || !ok {
				return err
			}
			if strings.Contains(string(j.Body), "concern") {
				w.t.Errorf("a message is not sealed: %q", j.Body)
			}
			plain, err := w.desk.Keys.Unseal(tx, keyring.People, "job/"+j.Once+"/body", j.Body)
			if err != nil {
				return err
			}
			var m mail.Message
			if err := json.Unmarshal(plain, &m); err != nil {
				return err
			}
			all = append(all, m)
			if err := job.Done(tx, j); err != nil {
				return err
			}
		}
	})
	slices.SortFunc(all, func(a, b mail.Message) int { return strings.Compare(a.To, b.To) })
	return all
}

func to(all []mail.Message) (names []string) {
	for _, m := range all {
		name, _, _ := strings.Cut(m.To, "@")
		names = append(names, name)
	}
	return names
}

func (w *world) watch() (n int) {
	w.t.Helper()
	dbtest.Write(w.t, w.DB, func(tx *db.Tx) (err error) {
		n, err = concern.Watch(tx, w.desk)
		return err
	})
	return n
}

func one(r access.Role) access.Held { return access.Held{Role: r, Inspection: string(here)} }

func TestTheLeadAndTheDeputesHaveWordAtOnceAndItSaysNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.join("iona", access.Held{Role: access.Coordinator, Area: "fife"}) // works there, receives nothing
		w.join("lewis", one(access.Lead))
		w.join("skye", one(access.Depute))
		w.join("moray", access.Held{Role: access.Lead, Inspection: string(there)})
		w.join("morven", access.Held{Role: access.ServiceManager, Programme: string(round)})
		dbtest.Write(t, w.DB, func(tx *db.Tx) error { // a made-up lead gets none
			p, err := person.Add(tx, operator, person.New{Name: "Made up", Email: "made-up@inch.example", MadeUp: true})
			if err != nil {
				return err
			}
			today := grant.Today(tx)
			_, err = grant.Give(tx, access.Actor{ID: "giver", Held: []access.Held{{Role: access.Manager}}}, p.ID, one(access.Lead), "", grant.Days{From: today, To: today})
			return err
		})
		id := w.raise(reader, "Canaryword", "Canaryname")
		got := w.post()
		if fmt.Sprint(to(got)) != "[lewis skye]" {
			t.Errorf("word went to %v", to(got))
		}
		for _, m := range got {
			if !strings.Contains(m.Text, "https://inch.example/concerns/"+string(id)+"\n") || strings.Contains(m.Subject+m.Text, "Canary") || strings.Contains(m.Subject+m.Text, "Fife") {
				t.Errorf("%q %q", m.Subject, m.Text)
			}
		}
	})
}

func TestAConcernThatHasNoLeadIsHeardOfAllTheSame(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.join("ailsa", access.Held{Role: access.Manager, Programme: string(round)})
		w.raise(reader, "seen", "")
		if got := w.post(); fmt.Sprint(to(got)) != "[ailsa]" || strings.Contains(got[0].Text, "/concerns/") || !strings.Contains(got[0].Text, "Give somebody the role") {
			t.Errorf("%+v", got)
		}
		w.now = w.now.Add(3 * time.Hour)
		if w.watch() != 1 || fmt.Sprint(to(w.post())) != "[ailsa]" {
			t.Error("nobody hears that it is late")
		}
		w.join("morven", access.Held{Role: access.ServiceManager, Programme: string(round)})
		id := w.raise(reader, "seen", "")
		if got := w.post(); fmt.Sprint(to(got)) != "[morven]" || !strings.Contains(got[0].Text, string(id)) {
			t.Errorf("%+v", got)
		}
	})
}

func TestAnAddressThatCannotBeUsedKeepsNoConcernFromBeingRaised(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.join("lewïs", one(access.Lead))
		w.join("morven", access.Held{Role: access.ServiceManager, Programme: string(round)})
		w.raise(reader, "seen", "")
		if got := w.post(); fmt.Sprint(to(got)) != "[morven]" {
			t.Errorf("word went to %v", to(got))
		}
		w.now = w.now.Add(3 * time.Hour)
		if w.watch() != 1 || fmt.Sprint(to(w.post())) != "[morven]" {
			t.Error("it is not escalated")
		}
	})
}

func TestAServiceManagerIsAskedToAgree(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.join("morven", access.Held{Role: access.ServiceManager, Programme: string(round)})
		decides := w.join("rona", access.Held{Role: access.ServiceManager, Programme: string(round)})
		id, version := w.at(concern.Acknowledged)
		w.post()
		if err := w.step(decides, id, version, concern.NotToPassOn, answer); err != nil {
			t.Fatal(err)
		}
		if got := w.post(); fmt.Sprint(to(got)) != "[morven]" || !strings.Contains(got[0].Subject, "agreement") {
			t.Errorf("%+v", got)
		}
	})
}

func TestALimitThatHasPassedIsEscalatedOnceForEachStage(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		lewis := w.join("lewis", one(access.Lead))
		w.join("morven", access.Held{Role: access.ServiceManager, Programme: string(round)})
		id := w.raise(reader, "seen", "")
		w.post()
		w.now = w.now.Add(2 * time.Hour)
		if n := w.watch(); n != 0 {
			t.Errorf("%d escalated as the limit ends", n)
		}
		w.now = w.now.Add(time.Millisecond)
		if n := w.watch(); n != 1 {
			t.Errorf("%d escalated after it", n)
		}
		if got := w.post(); fmt.Sprint(to(got)) != "[lewis morven]" {
			t.Errorf("word went to %v", to(got))
		}
		f, err := w.read(lewis, id)
		if err != nil || !f.Escalated.Equal(w.now) {
			t.Errorf("escalated %v (%v)", f.Escalated, err)
		}
		// again, later, and after the clock was put back and forward
		for _, jump := range []time.Duration{time.Hour, -48 * time.Hour, 72 * time.Hour} {
			w.now = w.now.Add(jump)
			if n := w.watch(); n != 0 {
				t.Errorf("%d escalated again after %s", n, jump)
			}
		}
		if len(w.post()) != 0 {
			t.Error("word went again")
		}
		// the next stage has a limit of its own
		if err := w.step(lewis, id, 1, concern.Acknowledged, nil); err != nil {
			t.Fatal(err)
		}
		if f, _ := w.read(lewis, id); !f.Escalated.IsZero() || f.IsLate(w.now) || w.watch() != 0 {
			t.Error("the stage that was just reached is late")
		}
		w.now = w.now.Add(23 * time.Hour)
		if w.watch() != 1 || len(w.post()) != 2 {
			t.Error("the next stage is not escalated")
		}
		if got := fmt.Sprint(w.verbs(string(id))); strings.Count(got, "concern.late by the clock of concerns") != 2 {
			t.Error(got)
		}
		// what is closed is never late
		closed, _ := w.at(concern.Closed)
		w.post()
		w.now = w.now.Add(10000 * time.Hour)
		w.watch()
		if got := fmt.Sprint(w.verbs(string(closed))); strings.Contains(got, "late") {
			t.Error(got)
		}
	})
}

func TestServersThatWatchAtOnceEscalateOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.join("lewis", one(access.Lead))
		w.raise(reader, "seen", "")
		w.post()
		w.now = w.now.Add(3 * time.Hour)
		var all sync.WaitGroup
		counts := make(chan int, 6)
		for range cap(counts) {
			all.Go(func() {
				n := 0
				if err := w.Write(context.Background(), func(tx *db.Tx) (err error) {
					n, err = concern.Watch(tx, w.desk)
					return err
				}); err != nil {
					t.Error(err)
				}
				counts <- n
			})
		}
		all.Wait()
		close(counts)
		total := 0
		for n := range counts {
			total += n
		}
		if total != 1 || len(w.post()) != 1 {
			t.Errorf("%d escalations", total)
		}
	})
}

func TestAWatchThatWasStoppedIsMadeUpForAndTellsNobodyTwice(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.join("lewis", one(access.Lead))
		w.raise(reader, "seen", "")
		w.post()
		w.now = w.now.Add(3 * time.Hour)
		// the machine stops before the commit: note, entry and message are gone together
		stop := fmt.Errorf("stopped")
		if err := w.Write(t.Context(), func(tx *db.Tx) error {
			if n, err := concern.Watch(tx, w.desk); n != 1 || err != nil {
				t.Errorf("%d %v", n, err)
			}
			return stop
		}); err != stop {
			t.Fatal(err)
		}
		if len(w.post()) != 0 {
			t.Error("a message of what did not happen")
		}
		if w.watch() != 1 || len(w.post()) != 1 || w.watch() != 0 {
			t.Error("it is not made up for once")
		}
	})
}
