package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
)

func TestADeputeInvitesALocalReaderAndGivesThemTheRole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		c := client(t, s, "depute")
		if status, _ := post(t, c, s.URL+"/people/invite", url.Values{"name": {"New Reader"}, "email": {"new@made-up.example"}}); status != http.StatusOK {
			t.Fatalf("inviting: %d", status)
		}
		id := known(t, d, "new")
		if status, _ := get(t, c, s.URL+"/people/"+id); status != http.StatusOK {
			t.Errorf("the page of whom she has invited: %d", status)
		}
		role := url.Values{"role": {"local record reader"}, "body": {""}, "scope": {"inspection made-up-second/made-up-carnbrae"},
			"from-day": {"1"}, "from-month": {"4"}, "from-year": {"2012"}, "to-day": {"31"}, "to-month": {"12"}, "to-year": {"2013"}}
		if status, body := post(t, c, s.URL+"/people/"+id+"/roles/new", role); status != http.StatusSeeOther {
			t.Fatalf("giving the role: %d %s", status, body)
		}
		if status, _ := get(t, client(t, s, "inspector"), s.URL+"/people/"+id); status != http.StatusNotFound {
			t.Errorf("the page for who gives no roles: %d", status)
		}
	})
}
