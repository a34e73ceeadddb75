package programme_test

import (
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/programme"
)

var operator = access.Command("test")

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, programme.Statements())
	dbtest.Prepare(t, framework.Statements())
}

func day(s string) date.Date {
	d, ok := date.Parse(s)
	if !ok {
		panic(s)
	}
	return d
}

// round is a programme that may be added as it is.
func round() programme.Programme {
	return programme.Programme{ID: "test-2009-12", Name: "A test", From: day("2009"), To: day("2012-03"), Framework: "hmie-2009", AreaList: "scotland", About: "About it", MadeUp: true}
}

func ensure(t *testing.T, d *db.DB, all ...programme.Programme) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		for _, p := range all {
			if err := programme.Ensure(tx, operator, p); err != nil {
				return err
			}
		}
		return nil
	})
}

func size(t *testing.T, d *db.DB) (n int64) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) error {
		h, err := audit.Now(tx)
		n = h.Size
		return err
	})
	return n
}

func TestAProgrammeIsAddedOnceWithItsAreasAndItsFramework(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		want := round()
		ensure(t, d, want)
		entries := size(t, d)
		other := want
		other.Name = "Another name"
		ensure(t, d, want, other)
		if n := size(t, d); n != entries {
			t.Errorf("adding it again wrote %d audit entries", n-entries)
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			got, err := programme.Get(tx, want.ID)
			if got != want {
				t.Errorf("%+v, want %+v (%v)", got, want, err)
			}
			areas, err := area.InList(tx, "scotland")
			if len(areas) != 32 {
				t.Errorf("%d areas (%v)", len(areas), err)
			}
			used, _, err := framework.InUse(tx)
			if len(used) != 1 || used[0].ID != "hmie-2009" {
				t.Errorf("%d frameworks are in use", len(used))
			}
			all, err := programme.All(tx)
			if len(all) != 1 {
				t.Errorf("%d programmes", len(all))
			}
			return err
		})
	})
}

func TestAProgrammeThatCannotBeIsRefusedWithTheReason(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, c := range []struct {
			name   string
			change func(*programme.Programme)
			want   string
		}{
			{"no id", func(p *programme.Programme) { p.ID = "" }, "A programme’s id is made of small letters, digits and hyphens"},
			{"an id with capitals", func(p *programme.Programme) { p.ID = "Scotland" }, "such as scotland-2009-12; “Scotland” is not"},
			{"an id with a slash", func(p *programme.Programme) { p.ID = "a/b" }, "“a/b” is not"},
			{"an id with a space", func(p *programme.Programme) { p.ID = "a b" }, "“a b” is not"},
			{"an id with an end of line", func(p *programme.Programme) { p.ID = "ab\n" }, "is not"},
			{"an id that ends in a hyphen", func(p *programme.Programme) { p.ID = "a-" }, "“a-” is not"},
			{"an id that is too long", func(p *programme.Programme) { p.ID = programme.ID(strings.Repeat("a", 61)) }, "is not"},
			{"no name", func(p *programme.Programme) { p.Name = "" }, "Enter the name of the programme"},
			{"a framework that does not exist", func(p *programme.Programme) { p.Framework = "hmie-1999" }, "names a framework “hmie-1999”, and there is none"},
			{"a predecessor that does not exist", func(p *programme.Programme) { p.Predecessor = "before" }, "names “before” as the one before it, and there is none"},
			{"itself as its predecessor", func(p *programme.Programme) { p.Predecessor = p.ID }, "names “test-2009-12” as the one before it, and there is none"},
			{"a list of areas that does not exist", func(p *programme.Programme) { p.AreaList = "atlantis" }, "There is no list of areas “atlantis”"},
			{"an end before its beginning", func(p *programme.Programme) { p.To = day("2008-12-31") }, "ends in 31 December 2008, before it begins in 2009"},
		} {
			p := round()
			c.change(&p)
			err := d.Write(t.Context(), func(tx *db.Tx) error { return programme.Ensure(tx, operator, p) })
			if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), c.want) {
				t.Errorf("%s: %v, want %q", c.name, err, c.want)
			}
			if n := size(t, d); n != 0 {
				t.Errorf("%s: %d audit entries were left behind", c.name, n)
			}
		}
	})
}

func TestOnlyAManagerOrAnOperatorAddsAProgramme(t *testing.T) {
	for role := access.Operator; role <= access.Public; role++ {
		d := dbtest.SQLite(t)
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			return programme.Ensure(tx, access.Actor{ID: "x", Held: []access.Held{{Role: role}}}, round())
		})
		if may := role == access.Operator || role == access.Manager; (err == nil) != may || err != nil && errs.KindOf(err) != errs.Denied {
			t.Errorf("%q: %v", role, err)
		}
	}
}

func TestAChainGoesBackToTheFirstRoundAndCannotBeACircle(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		first, second, third := round(), round(), round()
		first.ID, first.From, first.To = "first", day("2005"), day("2009")
		second.ID, second.Predecessor = "second", "first"
		third.ID, third.Predecessor, third.From, third.To = "third", "second", day("2012-04"), day("2017")
		ensure(t, d, first, second, third)
		first.Predecessor = "third" // it is there already, and stays as it is
		ensure(t, d, first)
		dbtest.Read(t, d, func(tx *db.Tx) error {
			for from, want := range map[programme.ID]string{"first": "first", "second": "first second", "third": "first second third"} {
				p, err := programme.Get(tx, from)
				if err != nil {
					return err
				}
				chain, err := programme.Chain(tx, p)
				if err != nil {
					return err
				}
				var got []string
				for _, one := range chain {
					got = append(got, string(one.ID))
				}
				if strings.Join(got, " ") != want {
					t.Errorf("the chain of %s is %v, want %s", from, got, want)
				}
			}
			after, err := programme.After(tx, "first")
			if len(after) != 1 || after[0].ID != "second" {
				t.Errorf("after the first comes %v", after)
			}
			if err != nil {
				return err
			}
			all, err := programme.All(tx)
			if len(all) != 3 || all[0].ID != "third" || all[2].ID != "first" {
				t.Errorf("not the newest first: %v", all)
			}
			// Whatever the database holds, a circle ends.
			p := first
			p.Predecessor = "third"
			if chain, err := programme.Chain(tx, p); err != nil || len(chain) != 3 {
				t.Errorf("%d programmes in a circle (%v)", len(chain), err)
			}
			return err
		})
	})
}

func TestAFrameworkStaysAsItWasWhenItWasFirstUsed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ensure(t, d, round())
		dbtest.Write(t, d, func(tx *db.Tx) error {
			e, err := framework.Get(tx, "hmie-2009")
			if err != nil {
				return err
			}
			changed := e
			changed.Name = "Changed since"
			if kept, err := framework.Use(tx, operator, changed); err != nil || kept.Name != e.Name {
				t.Errorf("%q is on record (%v), want %q", kept.Name, err, e.Name)
			}
			return nil
		})
		dbtest.Read(t, d, func(tx *db.Tx) error {
			if _, err := framework.Get(tx, "no-such"); errs.KindOf(err) != errs.NotFound {
				t.Errorf("%v", err)
			}
			used, others, err := framework.InUse(tx)
			shipped, err2 := framework.Shipped()
			if err != nil || err2 != nil || len(used)+len(others) != len(shipped) {
				t.Errorf("%d in use and %d others, of %d (%v, %v)", len(used), len(others), len(shipped), err, err2)
			}
			return nil
		})
	})
}
