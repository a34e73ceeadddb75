package web_test

import (
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/session"
)

// meanwhile sends a form and does something when the server has found out who asks
// and waits for the form: it says to go on with sending when it begins to read.
func meanwhile(t *testing.T, c *http.Client, address string, form url.Values, do func()) int {
	t.Helper()
	done := false
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{Got100Continue: func() { do(); done = true }})
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Expect", "100-continue")
	answer, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if !done {
		t.Fatal("the form was sent before the server asked for it")
	}
	return answer.StatusCode
}

func TestWhatEndsWhileAFormArrivesHasEndedForTheForm(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		nothing := func(*db.Tx, person.ID) error { return nil }
		for _, x := range []struct {
			name, who string
			end       func(*db.Tx, person.ID) error
			status    int
		}{
			{"nothing", "associate", nothing, http.StatusSeeOther},
			{"the role", "lead", func(tx *db.Tx, id person.ID) error {
				all, err := grant.Of(tx, id)
				for _, g := range all {
					if err == nil {
						_, err = grant.End(tx, everyRole, g.ID)
					}
				}
				return err
			}, http.StatusForbidden},
			{"the session", "depute", func(tx *db.Tx, id person.ID) error {
				_, err := session.EndAll(tx, everyRole, id, "")
				return err
			}, http.StatusForbidden},
			{"the access", "inspector", func(tx *db.Tx, id person.ID) error { return person.Close(tx, everyRole, id) }, http.StatusForbidden},
		} {
			t.Run(x.name, func(t *testing.T) {
				c := client(t, s, x.who)
				id := person.ID(known(t, d, x.who))
				form := url.Values{"words": {"Made up."}}
				if status := meanwhile(t, c, s.URL+"/inspections/"+demo.Inspected+"/concerns/new", form, func() {
					dbtest.Write(t, d, func(tx *db.Tx) error {
						audit.Quietly(tx)
						return x.end(tx, id)
					})
				}); status != x.status {
					t.Errorf("%d", status)
				}
			})
		}
	})
}

func TestInDevelopmentTheSiteHasNoOtherNameThanThisMachines(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	for host, want := range map[string]int{"localhost:8080": 200, "127.0.0.1": 200, "[::1]:80": 200, "rebound.example:8080": 403, "localhost.example": 403, "x": 403} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/sign-in", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("%q: %d", host, answer.StatusCode)
		}
	}
}
