package person_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
)

var operator = access.Command("test")

func TestQueries(t *testing.T) { dbtest.Prepare(t, person.Statements()) }

// add adds a person who must be addable.
func add(t *testing.T, d *db.DB, name, email string) (p person.Person) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		p, err = person.Add(tx, operator, person.New{Name: name, Email: email})
		return err
	})
	return p
}

func invite(t *testing.T, d *db.DB, id person.ID) (secret string) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		secret, err = person.Invite(tx, operator, id)
		return err
	})
	return secret
}

func accept(d *db.DB, secret string) error {
	return d.Write(context.Background(), func(tx *db.Tx) error {
		_, err := person.Accept(tx, secret)
		return err
	})
}

func TestANameIsKeptAsItIsWhateverItSays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for i, name := range []string{"Robert'); DROP TABLE person;--", "{{.Name}} ${x} %s", "<script>alert(1)</script>", "Zoë Ó Dálaigh 张", `a\b"c`} {
			p := add(t, d, name, string(rune('a'+i))+"@example.org")
			dbtest.Read(t, d, func(tx *db.Tx) error {
				got, err := person.Get(tx, p.ID)
				if got.Name != name || got.State != person.Invited {
					t.Errorf("%q came back as %+v", name, got)
				}
				names, err2 := person.Names(tx, string(p.ID), "command line: root", "p0000000000000000")
				if names[string(p.ID)] != name || names["command line: root"] != "command line: root" || names["p0000000000000000"] != "a person no longer known" || err2 != nil {
					t.Errorf("%v %v", names, err2)
				}
				return err
			})
		}
	})
}

func TestWhoCannotBeAddedIsToldWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		add(t, d, "Ailsa", "Ailsa@Example.org")
		for _, c := range []struct{ name, email, field string }{
			{"", "b@example.org", "name"},
			{" \t ", "b@example.org", "name"},
			{strings.Repeat("x", 101), "b@example.org", "name"},
			{"Bad\x00name", "b@example.org", "name"},
			{"Bad\xffname", "b@example.org", "name"},
			{"B", "", "email"},
			{"B", "no address", "email"},
			{"B", "B <b@example.org>", "email"},
			{"B", "b@example.org\r\nBcc: all@example.org", "email"},
			{"B", "ailsa@example.ORG", "email"}, // somebody has it
		} {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				_, err := person.Add(tx, operator, person.New{Name: c.name, Email: c.email})
				return err
			})
			if errs.KindOf(err) != errs.BadInput || errs.FieldOf(err) != c.field {
				t.Errorf("%q %q: %v", c.name, c.email, err)
			}
		}
	})
}

func TestOnlyWhoMayInviteAddsInvitesChangesAndCloses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := add(t, d, "Ailsa", "a@example.org")
		for _, who := range []access.Actor{{}, access.Anyone, {ID: "p1", Held: []access.Held{{Role: access.Analyst}}}} {
			for name, f := range map[string]func(tx *db.Tx) error{
				"add": func(tx *db.Tx) error {
					_, err := person.Add(tx, who, person.New{Name: "B", Email: "b@example.org"})
					return err
				},
				"invite": func(tx *db.Tx) error { _, err := person.Invite(tx, who, p.ID); return err },
				"change": func(tx *db.Tx) error {
					return person.Change(tx, who, p.ID, 1, person.New{Name: "B", Email: "b@example.org"})
				},
				"close":  func(tx *db.Tx) error { return person.Close(tx, who, p.ID) },
				"wait":   func(tx *db.Tx) error { _, err := person.Waiting(tx, who); return err },
				"let in": func(tx *db.Tx) error { _, err := person.Approve(tx, who, "r1", "1"); return err },
			} {
				if err := d.Write(t.Context(), f); errs.KindOf(err) != errs.NotFound {
					t.Errorf("%q %s: %v", who.ID, name, err)
				}
			}
		}
	})
}

func TestAnInvitationWorksOnceUntilItExpires(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := add(t, d, "Ailsa", "a@example.org")
		first := invite(t, d, p.ID)
		second := invite(t, d, p.ID) // ends the first
		for name, secret := range map[string]string{"the older link": first, "a link of nobody": "x", "none": "", "another secret": strings.Repeat("A", 43)} {
			if err := accept(d, secret); errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := accept(d, second); err != nil {
			t.Fatal(err)
		}
		if err := accept(d, second); errs.KindOf(err) != errs.NotFound {
			t.Errorf("the link works twice: %v", err)
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := person.Invite(tx, operator, p.ID); return err })
		if errs.KindOf(err) != errs.BadInput {
			t.Errorf("somebody who is in is invited again: %v", err)
		}
	})
}

func TestAnInvitationEndsAfterAWeekAndWithItsPerson(t *testing.T) {
	dbtest.EachAt(t, func(t *testing.T, d *db.DB, at *time.Time) {
		p, closed := add(t, d, "Ailsa", "a@example.org"), add(t, d, "Iain", "i@example.org")
		late, ended := invite(t, d, p.ID), invite(t, d, closed.ID)
		dbtest.Write(t, d, func(tx *db.Tx) error { return person.Close(tx, operator, closed.ID) })
		if err := accept(d, ended); errs.KindOf(err) != errs.NotFound {
			t.Errorf("the link of a person who may not come in: %v", err)
		}
		*at = dbtest.Now.Add(7 * 24 * time.Hour)
		if err := accept(d, late); errs.KindOf(err) != errs.NotFound {
			t.Errorf("after a week: %v", err)
		}
		*at = dbtest.Now.Add(7*24*time.Hour - time.Second)
		if err := accept(d, late); err != nil {
			t.Errorf("a second before: %v", err)
		}
	})
}

func TestANewAddressEndsTheLinkThatWentToTheOld(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := add(t, d, "Ailsa", "a@example.org")
		secret := invite(t, d, p.ID)
		dbtest.Write(t, d, func(tx *db.Tx) error {
			return person.Change(tx, operator, p.ID, 1, person.New{Name: "Ailsa C", Email: "c@example.org"})
		})
		if err := accept(d, secret); errs.KindOf(err) != errs.NotFound {
			t.Errorf("the link to the old address works: %v", err)
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			return person.Change(tx, operator, p.ID, 1, person.New{Name: "X", Email: "c@example.org"})
		})
		if errs.KindOf(err) != errs.Conflict {
			t.Errorf("the second to save: %v", err)
		}
	})
}

func TestNobodyEndsTheirOwnAccess(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := add(t, d, "Ailsa", "a@example.org")
		self := access.Actor{ID: string(p.ID), Held: []access.Held{{Role: access.Operator}}}
		if err := d.Write(t.Context(), func(tx *db.Tx) error { return person.Close(tx, self, p.ID) }); errs.KindOf(err) != errs.Denied {
			t.Errorf("%v", err)
		}
	})
}

func TestSomebodyComesBackWithTheApprovalOfASecondPerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := add(t, d, "Ailsa", "a@example.org")
		if err := accept(d, invite(t, d, p.ID)); err != nil {
			t.Fatal(err)
		}
		var secret, words string
		dbtest.Write(t, d, func(tx *db.Tx) (err error) { secret, words, err = person.AskBack(tx, "A@example.org"); return err })
		back := func() (link string) {
			dbtest.Write(t, d, func(tx *db.Tx) (err error) { link, err = person.Back(tx, secret); return err })
			return link
		}
		if back() != "" {
			t.Fatal("in without anybody's approval")
		}
		var waiting []person.Recovery
		dbtest.Read(t, d, func(tx *db.Tx) (err error) { waiting, err = person.Waiting(tx, operator); return err })
		if len(waiting) != 1 || waiting[0].Person != p.ID {
			t.Fatalf("%+v", waiting)
		}
		self := access.Actor{ID: string(p.ID), Held: []access.Held{{Role: access.Operator}}}
		for _, c := range []struct {
			who   access.Actor
			words string
			want  errs.Kind
		}{{self, words, errs.Denied}, {operator, "0000 0001", errs.BadInput}, {operator, "", errs.BadInput}} {
			err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := person.Approve(tx, c.who, waiting[0].ID, c.words); return err })
			if errs.KindOf(err) != c.want {
				t.Errorf("%s with %q: %v", c.who.ID, c.words, err)
			}
		}
		dbtest.Write(t, d, func(tx *db.Tx) error {
			_, err := person.Approve(tx, operator, waiting[0].ID, strings.ReplaceAll(words, " ", "-"))
			return err
		})
		link := back()
		if link == "" || back() != "" {
			t.Fatalf("the link %q is given once", link)
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			i, err := person.Look(tx, link)
			if !i.Recovery || i.Person.ID != p.ID {
				t.Errorf("%+v", i)
			}
			return err
		})
		if err := accept(d, link); err != nil {
			t.Error(err)
		}
	})
}

func TestNobodyEndsTheWishOfSomebodyElseByAskingInTheirName(t *testing.T) {
	dbtest.EachAt(t, func(t *testing.T, d *db.DB, at *time.Time) {
		p := add(t, d, "Ailsa", "a@example.org")
		if err := accept(d, invite(t, d, p.ID)); err != nil {
			t.Fatal(err)
		}
		ask := func() (secret, words string) {
			*at = at.Add(time.Second)
			dbtest.Write(t, d, func(tx *db.Tx) (err error) { secret, words, err = person.AskBack(tx, "a@example.org"); return err })
			return secret, words
		}
		back := func(secret string) (link string) {
			dbtest.Write(t, d, func(tx *db.Tx) (err error) { link, err = person.Back(tx, secret); return err })
			return link
		}
		secret, words := ask()
		other, _ := ask() // somebody else, before it is approved
		var waiting []person.Recovery
		dbtest.Read(t, d, func(tx *db.Tx) (err error) { waiting, err = person.Waiting(tx, operator); return err })
		if len(waiting) != 1 {
			t.Fatalf("the second person sees %d wishes of one person", len(waiting))
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { _, err := person.Approve(tx, operator, waiting[0].ID, words); return err })
		after, _ := ask() // and after
		if back(other) != "" || back(after) != "" {
			t.Error("somebody else comes in by the approval")
		}
		if back(secret) == "" {
			t.Error("whoever read out the number does not come in")
		}
		dbtest.Read(t, d, func(tx *db.Tx) (err error) { waiting, err = person.Waiting(tx, operator); return err })
		if len(waiting) != 0 {
			t.Errorf("%d wishes wait of somebody who is back", len(waiting))
		}
	})
}

func TestAskingToComeBackTellsNothingOfWhoHasAnAccount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		secret, words := "", ""
		dbtest.Write(t, d, func(tx *db.Tx) (err error) { secret, words, err = person.AskBack(tx, "nobody@example.org"); return err })
		if len(secret) != 43 || len(words) != 9 {
			t.Errorf("%q %q", secret, words)
		}
		dbtest.Write(t, d, func(tx *db.Tx) error {
			link, err := person.Back(tx, secret)
			waiting, err2 := person.Waiting(tx, operator)
			if link != "" || len(waiting) != 0 || err2 != nil {
				t.Errorf("%q %v %v", link, waiting, err2)
			}
			return err
		})
	})
}
