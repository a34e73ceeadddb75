package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/job"
	"github.com/northinch/northinch/internal/mail"
	"github.com/northinch/northinch/internal/person"
)

// known is the id of a made-up person of the demonstration.
func known(t *testing.T, d *db.DB, key string) (id string) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) error {
		p, err := person.ByAddress(tx, key+"@made-up.example")
		id = string(p.ID)
		return err
	})
	return id
}

func TestSomebodyIsInvitedGivenARoleAndThenWorks(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		c := client(t, s, "manager")
		name := `Robert'); DROP TABLE person;-- {{.Secret}} <script>alert(1)</script>`
		status, body := post(t, c, s.URL+"/people/invite", url.Values{"name": {name}, "email": {"new@made-up.example"}})
		if status != http.StatusOK || !regexp.MustCompile(`/invitations/[\w-]{43}<`).MatchString(body) {
			t.Fatalf("%d: no link is shown", status)
		}
		if strings.Contains(body, "<script>alert") || !strings.Contains(body, "&lt;script&gt;alert(1)&lt;/script&gt; was invited") {
			t.Error("the name is not shown as it was typed")
		}
		id := known(t, d, "new")
		role := url.Values{"role": {"inspector"}, "body": {"health"}, "scope": {"inspection made-up-second/made-up-torbrae"},
			"from-day": {"1"}, "from-month": {"4"}, "from-year": {"2012"}, "to-day": {"31"}, "to-month": {"12"}, "to-year": {"2013"}}
		if status, body := post(t, c, s.URL+"/people/"+id+"/roles/new", role); status != http.StatusSeeOther {
			t.Fatalf("%d %s", status, body)
		}
		if _, body := get(t, c, s.URL+"/people/"+id); !strings.Contains(body, "inspector (health) for the inspection of Torbrae, Made-up second round") || !strings.Contains(body, "Ailsa Craig") {
			t.Error("the role and its giver are not on the page of the person")
		}
	})
}

func TestTheFormThatEndsARoleOrTakesADeclarationBackSaysWhich(t *testing.T) {
	d := dbtest.SQLite(t)
	s := site(t, d)
	c := client(t, s, "manager")
	person := s.URL + "/people/" + known(t, d, "associate")
	_, body := get(t, c, person)
	for pattern, want := range map[string]string{
		`/people/p[0-9a-f]+/roles/\w+/end`:             "The role: associate assessor for the inspection of Carnbrae, Made-up second round, from ",
		`/people/p[0-9a-f]+/declarations/\w+/withdraw`: "The interest in Torbrae.",
	} {
		if _, form := get(t, c, s.URL+link(body, pattern)); !strings.Contains(form, want) {
			t.Errorf("the form does not say %q", want)
		}
	}
	for _, path := range []string{"/roles/none/end", "/declarations/none/withdraw"} {
		if status, _ := get(t, c, person+path); status != http.StatusNotFound {
			t.Errorf("%s: %d", path, status)
		}
	}
}

func TestAFormAboutPeopleThatCannotBeSavedSaysWhyAndKeepsWhatWasTyped(t *testing.T) {
	d := dbtest.SQLite(t)
	s := site(t, d)
	manager, lead := client(t, s, "manager"), client(t, s, "lead")
	inspector := known(t, d, "inspector")
	dates := url.Values{"from-day": {"1"}, "from-month": {"4"}, "from-year": {"2012"}, "to-day": {"31"}, "to-month": {"12"}, "to-year": {"2013"}}
	with := func(pairs ...string) url.Values {
		v := url.Values{}
		for k := range dates {
			v[k] = dates[k]
		}
		for i := 0; i < len(pairs); i += 2 {
			v.Set(pairs[i], pairs[i+1])
		}
		return v
	}
	for name, x := range map[string]struct {
		c      *http.Client
		path   string
		form   url.Values
		status int
		want   []string
	}{
		"nobody named":            {manager, "/people/invite", url.Values{"email": {"x@y.example"}}, 422, []string{"Enter the name of the person", "x@y.example"}},
		"an address somebody has": {manager, "/people/invite", url.Values{"name": {"Typed"}, "email": {"LEAD@made-up.example"}}, 422, []string{"Somebody has this address already", "Typed"}},
		"no role":                 {manager, "/people/" + inspector + "/roles/new", with("scope", "programme made-up-second"), 422, []string{"Select a role", `href="#role"`}},
		"no scope":                {manager, "/people/" + inspector + "/roles/new", with("role", "observer"), 422, []string{"Select for what"}},
		"no such day":             {manager, "/people/" + inspector + "/roles/new", with("role", "observer", "scope", "programme made-up-second", "from-day", "31"), 422, []string{"Enter a day that exists", `value="31"`, `href="#from-day"`}},
		"no inspectorate":         {manager, "/people/" + inspector + "/roles/new", with("role", "inspector", "scope", "programme made-up-second"), 422, []string{"Select the inspectorate"}},
		"more than may be given":  {lead, "/people/" + inspector + "/roles/new", with("role", "panel member", "scope", "inspection made-up-second/made-up-carnbrae"), 403, []string{"is given by: programme manager"}},
		"no interest":             {manager, "/people/" + inspector + "/declarations/new", url.Values{"area": {"fife"}}, 422, []string{"Select what kind of interest it is"}},
		"no area":                 {manager, "/people/" + inspector + "/declarations/new", url.Values{"kind": {"lives"}}, 422, []string{"Select the area"}},
	} {
		status, body := post(t, x.c, s.URL+x.path, x.form)
		if status != x.status {
			t.Errorf("%s: %d", name, status)
		}
		for _, want := range x.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s: the page does not have %q", name, want)
			}
		}
	}
}

func TestADeclaredInterestShutsADraftAtTheNextClick(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		c := client(t, s, "lead")
		page := s.URL + "/inspections/made-up-second/made-up-carnbrae/stage"
		if status, _ := get(t, c, page); status != http.StatusOK {
			t.Fatalf("before: %d", status)
		}
		id := known(t, d, "lead")
		if status, body := post(t, c, s.URL+"/people/"+id+"/declarations/new", url.Values{"kind": {"related"}, "area": {"made-up-carnbrae"}}); status != http.StatusSeeOther {
			t.Fatalf("%d %s", status, body)
		}
		if status, body := get(t, c, page); status != http.StatusForbidden || !strings.Contains(body, "A conflict of interest in this area was declared") {
			t.Errorf("after: %d", status)
		}
	})
}

func TestSomebodyWhoseAccessEndsIsOutAtTheNextClick(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		operator, analyst := client(t, s, "operator"), client(t, s, "analyst")
		page := s.URL + "/programmes/made-up-second/import"
		if status, _ := get(t, analyst, page); status != http.StatusOK {
			t.Fatalf("before: %d", status)
		}
		if status, body := post(t, operator, s.URL+"/people/"+known(t, d, "analyst")+"/close", nil); status != http.StatusSeeOther {
			t.Fatalf("%d %s", status, body)
		}
		if status, _ := get(t, analyst, page); status != http.StatusSeeOther {
			t.Errorf("a page after: %d", status)
		}
		status, body := post(t, analyst, s.URL+open+"/grades/needs-met", url.Values{"reason": {"A long text that took an hour."}, "password": {"never"}})
		if status != http.StatusForbidden || !strings.Contains(body, "A long text that took an hour.") || strings.Contains(body, "never") {
			t.Errorf("a form after: %d, what was typed is shown: %v", status, strings.Contains(body, "A long text"))
		}
	})
}

func TestADangerousVerbWantsAProofThatIsFresh(t *testing.T) {
	dbtest.EachAt(t, func(t *testing.T, d *db.DB, at *time.Time) {
		s := site(t, d)
		c := client(t, s, "manager")
		id := known(t, d, "inspector")
		*at = dbtest.Now.Add(11 * time.Minute)
		for _, path := range []string{"/people/invite", "/people/" + id + "/close", "/people/" + id + "/change", "/people/" + id + "/roles/new"} {
			for _, ask := range []func() (int, string){
				func() (int, string) { return get(t, c, s.URL+path) },
				func() (int, string) { return post(t, c, s.URL+path, nil) },
			} {
				if status, _ := ask(); status != http.StatusSeeOther {
					t.Errorf("%s: %d", path, status)
				}
			}
			status, body := post(t, c, s.URL+path, url.Values{"name": {"A name that was typed"}, "version": {"1"}, "password": {"never"}})
			if status != http.StatusForbidden || !strings.Contains(body, "Prove again who you are") || !strings.Contains(body, "A name that was typed") || strings.Contains(body, "never") {
				t.Errorf("%s with something typed: %d", path, status)
			}
			if !strings.Contains(body, "/sign-in/again?back="+url.QueryEscape(path)) {
				t.Errorf("%s: the page does not lead to the proof and back", path)
			}
		}
		if status, _ := post(t, c, s.URL+"/sign-in/again", url.Values{"person": {"manager"}, "back": {"/people/invite"}}); status != http.StatusSeeOther {
			t.Errorf("proving it again: %d", status)
		}
		if status, _ := get(t, c, s.URL+"/people/invite"); status != http.StatusOK {
			t.Errorf("after proving it again: %d", status)
		}
	})
}

func TestASecondPersonLetsSomebodyBackIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		c := client(t, s, "manager")
		var words string
		dbtest.Write(t, d, func(tx *db.Tx) (err error) {
			_, words, err = person.AskBack(tx, "inspector@made-up.example")
			return err
		})
		_, body := get(t, c, s.URL+"/recoveries")
		form := link(body, `/recoveries/r[0-9a-f]+`)
		if form == "" || !strings.Contains(body, "Harris Tarbert") || strings.Contains(body, words) {
			t.Fatal("the wish is not shown, or the number with it")
		}
		if _, body := get(t, c, s.URL+form); !strings.Contains(body, "Let Harris Tarbert (made up) back in") {
			t.Error("the form does not say who it is")
		}
		if status, _ := post(t, c, s.URL+form, url.Values{"words": {"1"}}); status != http.StatusUnprocessableEntity {
			t.Errorf("another number: %d", status)
		}
		if status, _ := post(t, c, s.URL+form, url.Values{"words": {words}}); status != http.StatusSeeOther {
			t.Errorf("the number: %d", status)
		}
		if status, _ := get(t, c, s.URL+form); status != http.StatusOK {
			t.Errorf("%d", status)
		}
	})
}

func TestThePageOfAHundredPeopleAsksNoMoreThanThatOfTwenty(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		c := client(t, s, "lead") // who may see some of them, and not others
		count := func() (statements int64, rows int) {
			before := d.Asked()
			_, body := get(t, c, s.URL+"/people")
			return d.Asked() - before, strings.Count(body, "<tr>")
		}
		few, _ := count()
		dbtest.Write(t, d, func(tx *db.Tx) error {
			for i := range 100 {
				p, err := person.Add(tx, everyRole, person.New{Name: fmt.Sprint("Visitor ", i), Email: fmt.Sprint(i, "@made-up.example"), MadeUp: true})
				if err != nil {
					return err
				}
				h := access.Held{Role: access.Observer, Inspection: []string{"made-up-second/made-up-carnbrae", "made-up-second/made-up-torbrae"}[i%2]}
				days := grant.Days{From: grant.Today(tx), To: grant.Today(tx)}
				if _, err := grant.Give(tx, everyRole, p.ID, h, "", days); err != nil {
					return err
				}
			}
			return nil
		})
		many, rows := count()
		if rows < 50 || rows > 80 {
			t.Errorf("%d rows: half of the hundred, and those of before", rows)
		}
		if few != many {
			t.Errorf("%d statements for a few people, %d for a hundred more", few, many)
		}
	})
}

func TestWhoeverIsLetBackInIsToldByMail(t *testing.T) {
	d := dbtest.SQLite(t)
	s := site(t, d)
	var words string
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		_, words, err = person.AskBack(tx, "inspector@made-up.example")
		return err
	})
	c := client(t, s, "manager")
	_, body := get(t, c, s.URL+"/recoveries")
	before := waiting(t, d)
	if status, _ := post(t, c, s.URL+link(body, `/recoveries/r[0-9a-f]+`), url.Values{"words": {"0"}}); status != http.StatusUnprocessableEntity || waiting(t, d) != before {
		t.Errorf("after another number %d, and a message waits", status)
	}
	if status, _ := post(t, c, s.URL+link(body, `/recoveries/r[0-9a-f]+`), url.Values{"words": {words}}); status != http.StatusSeeOther || waiting(t, d) != before+1 {
		t.Errorf("after the number %d, and no message waits", status)
	}
}

// waiting is how many messages wait.
func waiting(t *testing.T, d *db.DB) (n int) {
	dbtest.Read(t, d, func(tx *db.Tx) error {
		all, err := job.Waiting(tx, mail.Kind)
		n = len(all)
		return err
	})
	return n
}
