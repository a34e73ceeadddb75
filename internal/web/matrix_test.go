package web_test

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/address"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/goldentest"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/session"
	"github.com/northinch/northinch/internal/web"
)

// everyRole may give everything: what the test needs is given by it.
var everyRole = func() access.Actor {
	who := access.Actor{ID: "test"}
	for _, k := range access.Kinds() {
		who.Held = append(who.Held, access.Held{Role: k.Role})
	}
	return who
}()

// matrix is a site with a visitor for each role and each thing that can be the
// matter with it.
type matrix struct {
	t      *testing.T
	d      *db.DB
	server *httptest.Server
	desk   concern.Desk
	// cookies by visitor: "inspector/held", "inspector/conflict", "inspector/ended",
	// "no role".
	cookies map[string]string
	serial  int
	asked   int
	fixed   map[string]string // parts of addresses that are the same everywhere
}

// The two places: the roles are held for the first.
var places = map[string]map[string]string{
	"held":      {"programme": "made-up-second", "area": "made-up-carnbrae"},
	"elsewhere": {"programme": "scotland-2009-12", "area": "fife"},
}

func newMatrix(t *testing.T) *matrix {
	d := dbtest.SQLite(t)
	ring, err := keyring.Create(filepath.Join(t.TempDir(), "keys"))
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Fill(t.Context(), d, ring, access.Command("test"), func(string) {}); err != nil {
		t.Fatal(err)
	}
	here, err := address.ParseTrusted([]string{"127.0.0.0/8", "::1/128"})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(web.New(d, web.Options{Development: true, Keys: ring, Origin: "https://inspections.example.org", Trusted: here}))
	t.Cleanup(server.Close)
	m := &matrix{t: t, d: d, server: server, desk: concern.Desk{Keys: ring}, cookies: map[string]string{}, fixed: map[string]string{
		"number": "1", "ticket": "1.1", "measure": "seen-28-days-deregistered",
		"step": "acknowledged", "provider": "none", "secret": "none", "way": "passkey", "id": "none", "certificate": "none", "hold": "none", "indicator": "needs-met", "theme": "missing", "figure": "areas", "framework": "hmie-2009"}}
	nobody := client(t, m.server, "")
	_, body := get(t, nobody, m.server.URL+"/programmes/scotland-2009-12")
	m.fixed["reading"] = link(body, `/readings/[0-9a-f]+`)
	_, body = get(t, nobody, m.server.URL+"/programmes/scotland-2009-12/where/areas")
	m.fixed["source"] = link(body, `/sources/[0-9a-f]+\?line=\d+`)
	for name, value := range m.fixed {
		m.fixed[name] = value[strings.LastIndex(value, "/")+1:]
	}
	m.fixed["child"] = childOf(t, d, m.desk.Keys)
	dbtest.Write(t, d, func(tx *db.Tx) error {
		if _, err := inspection.Schedule(tx, everyRole, "scotland-2009-12", "fife"); err != nil {
			return err
		}
		for _, k := range access.Kinds() {
			for _, state := range []string{"held", "conflict", "ended"} {
				if err := m.visitor(tx, k, state); err != nil {
					return fmt.Errorf("%s, %s: %w", k.Name, state, err)
				}
			}
		}
		p, err := m.person(tx)
		if err == nil {
			m.cookies["no role"], err = session.Start(tx, p, "development")
		}
		return err
	})
	return m
}

func (m *matrix) person(tx *db.Tx) (person.Person, error) {
	m.serial++
	return person.Add(tx, everyRole, person.New{Name: fmt.Sprint("Visitor ", m.serial, " (made up)"), Email: fmt.Sprint("visitor", m.serial, "@made-up.example"), MadeUp: true})
}

// least is a role for the least that it can be held for, at a place.
func least(k access.Kind, at map[string]string) access.Held {
	h := access.Held{Role: k.Role}
	switch {
	case k.Inspection:
		h.Inspection = at["programme"] + "/" + at["area"]
	case k.Area:
		h.Area = at["area"]
	case k.Programme:
		h.Programme = at["programme"]
	}
	return h
}

func (m *matrix) give(tx *db.Tx, p person.Person, h access.Held) (grant.Grant, error) {
	today := grant.Today(tx)
	to, _ := date.Of(today.Year()+1, 12, 31)
	body := ""
	if h.Role == access.Inspector {
		body = "care"
	}
	return grant.Give(tx, everyRole, p.ID, h, body, grant.Days{From: today, To: to})
}

func (m *matrix) visitor(tx *db.Tx, k access.Kind, state string) error {
	p, err := m.person(tx)
	if err != nil {
		return err
	}
	if k.Role == access.Associate {
		if _, err := grant.Declare(tx, everyRole, p.ID, "worked", "moray", grant.Days{}); err != nil {
			return err
		}
	}
	g, err := m.give(tx, p, least(k, places["held"]))
	if err != nil {
		return err
	}
	switch state {
	case "conflict":
		_, err = grant.Declare(tx, everyRole, p.ID, "related", area.ID(places["held"]["area"]), grant.Days{})
	case "ended":
		_, err = grant.End(tx, everyRole, g.ID)
	}
	if err != nil {
		return err
	}
	m.cookies[k.Name+"/"+state], err = session.Start(tx, p, "development")
	return err
}

// target makes a person with a role at a place, a declaration and a wish to come
// back, for a request that may change or end them.
func (m *matrix) target(at map[string]string) map[string]string {
	m.t.Helper()
	parts := map[string]string{}
	dbtest.Write(m.t, m.d, func(tx *db.Tx) error {
		p, err := m.person(tx)
		if err != nil {
			return err
		}
		g, err := m.give(tx, p, least(access.Observer.Of(), at))
		if err != nil {
			return err
		}
		c, err := grant.Declare(tx, everyRole, p.ID, "lives", "angus", grant.Days{})
		if err != nil {
			return err
		}
		if _, _, err := person.AskBack(tx, p.Email); err != nil {
			return err
		}
		waiting, err := person.Waiting(tx, everyRole)
		for _, r := range waiting {
			if r.Person == p.ID {
				parts["recovery"] = r.ID
			}
		}
		parts["person"], parts["role"], parts["declaration"] = string(p.ID), g.ID, c.ID
		return err
	})
	return parts
}

// concern raises a concern at a place.
func (m *matrix) concern(at map[string]string) (id string) {
	m.t.Helper()
	dbtest.Write(m.t, m.d, func(tx *db.Tx) error {
		c, err := concern.Raise(tx, m.desk, everyRole, inspection.ID(at["programme"]+"/"+at["area"]), concern.New{Words: "Made up.", Identity: "Made up."})
		id = string(c.ID)
		return err
	})
	return id
}

var part = regexp.MustCompile(`\{(\w+)\}`)

// ask is the status that a visitor gets at a route with the parts of a place.
func (m *matrix) ask(route web.Route, visitor, place string) int {
	method, pattern, _ := strings.Cut(route.Pattern, " ")
	values := maps.Clone(m.fixed)
	maps.Copy(values, places[place])
	if strings.Contains(pattern, "/concerns/{") {
		values["concern"] = m.concern(places[place])
	}
	if strings.Contains(pattern, "/people/{") || strings.Contains(pattern, "{recovery}") {
		maps.Copy(values, m.target(places[place]))
	}
	path := part.ReplaceAllStringFunc(strings.TrimSuffix(pattern, "{$}"), func(s string) string {
		value, ok := values[s[1:len(s)-1]]
		if !ok {
			m.t.Fatalf("%s: the test has nothing for %s", route.Pattern, s)
		}
		return value
	})
	r, err := http.NewRequest(method, m.server.URL+path, strings.NewReader(url.Values{}.Encode()))
	if err != nil {
		m.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	m.asked++ // each from an address of its own, so that nobody asks too often
	r.Header.Set("X-Forwarded-For", fmt.Sprintf("10.0.%d.%d", m.asked/250%250, m.asked%250))
	if cookie := m.cookies[visitor]; cookie != "" && !strings.HasPrefix(pattern, "/sign-out") {
		r.AddCookie(&http.Cookie{Name: "__Host-northinch", Value: cookie})
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		m.t.Fatal(err)
	}
	io.Copy(io.Discard, answer.Body)
	answer.Body.Close()
	if answer.StatusCode >= 500 {
		m.t.Errorf("%s for %s %s: %d", route.Pattern, visitor, place, answer.StatusCode)
	}
	return answer.StatusCode
}

// TestWhoGetsWhatAtEveryRoute walks every route of the site as every role, where
// the role is held, elsewhere, with a conflict of interest, and after it has
// ended; as somebody without a role; and as nobody. Forms are sent empty, so 422
// means that the visitor may send one.
func TestWhoGetsWhatAtEveryRoute(t *testing.T) {
	m := newMatrix(t)
	var b strings.Builder
	b.WriteString("Who gets which answer at every route. 200 a page, 303 led on, 403 refused, 404 not\nfound, 409 or 422 the form may be sent. The four answers are: where the role is held,\nelsewhere, where an interest was declared, after the role has ended.\n")
	for _, route := range web.Site() {
		fmt.Fprintf(&b, "\n%s\n", route.Pattern)
		by := map[string][]string{}
		for _, k := range access.Kinds() {
			line := fmt.Sprint(m.ask(route, k.Name+"/held", "held"), " ", m.ask(route, k.Name+"/held", "elsewhere"), " ", m.ask(route, k.Name+"/conflict", "held"), " ", m.ask(route, k.Name+"/ended", "held"))
			by[line] = append(by[line], k.Name)
		}
		for _, line := range slices.Sorted(maps.Keys(by)) {
			roles := strings.Join(by[line], ", ")
			if len(by[line]) == len(access.Kinds()) {
				roles = "every role"
			}
			fmt.Fprintf(&b, "  %s  %s\n", line, roles)
		}
		fmt.Fprintf(&b, "  %d  no role   %d  nobody\n", m.ask(route, "no role", "held"), m.ask(route, "", "held"))
	}
	goldentest.Check(t, "testdata/matrix.golden", b.String())
}
