package grant_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/programme"
)

var operator = access.Command("test")

func TestQueries(t *testing.T) { dbtest.Prepare(t, grant.Statements()) }

func day(s string) date.Date {
	d, ok := date.Parse(s)
	if !ok {
		panic(s)
	}
	return d
}

func days(from, to string) grant.Days { return grant.Days{From: day(from), To: day(to)} }

// now is what holds in most tests; dbtest.Now is 27 April 2012.
var now = days("2012-04-01", "2013-12-31")

// round has a programme with inspections of Fife and Moray, and a manager.
func round(t *testing.T, d *db.DB) (manager access.Actor) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		if err := programme.Ensure(tx, operator, programme.Programme{ID: "round", Name: "Round", From: day("2011"), To: day("2013"), Framework: "hmie-2009", AreaList: "scotland"}); err != nil {
			return err
		}
		for _, a := range []area.ID{"fife", "moray"} {
			if _, err := inspection.Schedule(tx, operator, "round", a); err != nil {
				return err
			}
		}
		return nil
	})
	id := add(t, d, "manager")
	give(t, d, operator, id, access.Held{Role: access.Manager}, now)
	return actor(t, d, id)
}

func add(t *testing.T, d *db.DB, key string) (id person.ID) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		p, err := person.Add(tx, operator, person.New{Name: key, Email: key + "@example.org", MadeUp: true})
		id = p.ID
		return err
	})
	return id
}

func try(d *db.DB, who access.Actor, to person.ID, h access.Held, body string, when grant.Days) (g grant.Grant, err error) {
	err = d.Write(context.Background(), func(tx *db.Tx) (err error) { g, err = grant.Give(tx, who, to, h, body, when); return err })
	return g, err
}

func give(t *testing.T, d *db.DB, who access.Actor, to person.ID, h access.Held, when grant.Days) grant.Grant {
	t.Helper()
	body := ""
	if h.Role == access.Inspector {
		body = "care"
	}
	g, err := try(d, who, to, h, body, when)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func actor(t *testing.T, d *db.DB, id person.ID) (who access.Actor) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) error {
		p, err := person.Get(tx, id)
		if err != nil {
			return err
		}
		who, err = grant.Actor(tx, p)
		return err
	})
	return who
}

func declare(t *testing.T, d *db.DB, who access.Actor, of person.ID, kind string, in area.ID, when grant.Days) (c grant.Conflict) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) (err error) { c, err = grant.Declare(tx, who, of, kind, in, when); return err })
	return c
}

var (
	inspector = access.Held{Role: access.Inspector, Inspection: "round/fife"}
	lead      = access.Held{Role: access.Lead, Inspection: "round/fife"}
	panel     = access.Held{Role: access.PanelMember, Inspection: "round/fife"}
	fife      = access.Place{Programme: "round", Area: "fife", Inspection: "round/fife"}
)

func TestARoleHoldsFromItsFirstDayToItsLastUnlessItIsEnded(t *testing.T) {
	dbtest.EachAt(t, func(t *testing.T, d *db.DB, at *time.Time) {
		manager := round(t, d)
		id := add(t, d, "ailsa")
		g := give(t, d, manager, id, inspector, days("2012-05-01", "2012-05-31"))
		for _, c := range []struct {
			on   string
			held bool
		}{{"2012-04-30T23:59:59.000Z", false}, {"2012-05-01T00:00:00.000Z", true}, {"2012-05-31T23:59:59.000Z", true}, {"2012-06-01T00:00:00.000Z", false}} {
			*at, _ = time.Parse(db.Moment, c.on)
			if got := access.Decide(actor(t, d, id), access.ViewDraft, fife).Allowed; got != c.held {
				t.Errorf("on %s: %v", c.on, got)
			}
		}
		*at, _ = time.Parse(db.Moment, "2012-05-10T12:00:00.000Z")
		dbtest.Write(t, d, func(tx *db.Tx) error { _, err := grant.End(tx, manager, g.ID); return err })
		if access.Decide(actor(t, d, id), access.ViewDraft, fife).Allowed {
			t.Error("ended, and still held")
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := grant.End(tx, manager, g.ID); return err })
		if errs.KindOf(err) != errs.Conflict {
			t.Errorf("ended twice: %v", err)
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			all, err := grant.Of(tx, id)
			if len(all) != 1 || all[0].EndedBy != manager.ID {
				t.Errorf("what was held is forgotten: %+v", all)
			}
			return err
		})
	})
}

func TestARoleThatCannotBeGivenSaysWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		manager := round(t, d)
		id, closed := add(t, d, "ailsa"), add(t, d, "closed")
		dbtest.Write(t, d, func(tx *db.Tx) error { return person.Close(tx, operator, closed) })
		give(t, d, manager, id, lead, now)
		leader := actor(t, d, id)
		for name, c := range map[string]struct {
			who  access.Actor
			to   person.ID
			held access.Held
			body string
			when grant.Days
			want errs.Kind
		}{
			"to oneself":                      {leader, id, inspector, "care", now, errs.Denied},
			"by who may not":                  {leader, closed, lead, "", now, errs.BadInput},
			"elsewhere":                       {leader, add(t, d, "e"), access.Held{Role: access.Inspector, Inspection: "round/moray"}, "care", now, errs.Denied},
			"by the public":                   {access.Anyone, id, inspector, "care", now, errs.NotFound},
			"to a person who is closed":       {manager, closed, inspector, "care", now, errs.BadInput},
			"to nobody":                       {manager, "p0000000000000000", inspector, "care", now, errs.NotFound},
			"for an inspection there is not":  {manager, id, access.Held{Role: access.Inspector, Inspection: "round/angus"}, "care", now, errs.NotFound},
			"for a programme there is not":    {manager, id, access.Held{Role: access.PanelMember, Programme: "none"}, "", now, errs.NotFound},
			"for an area there is not":        {manager, id, access.Held{Role: access.LinkInspector, Area: "atlantis"}, "", now, errs.NotFound},
			"for more than it is held for":    {manager, id, access.Held{Role: access.Inspector}, "care", now, errs.BadInput},
			"an inspector of no inspectorate": {manager, id, inspector, "", now, errs.BadInput},
			"an inspector of another body":    {manager, id, inspector, "fire", now, errs.BadInput},
			"an observer of an inspectorate":  {manager, id, access.Held{Role: access.Observer, Inspection: "round/fife"}, "care", now, errs.BadInput},
			"without a first day":             {manager, id, inspector, "care", grant.Days{To: day("2013-01-01")}, errs.BadInput},
			"without a last day":              {manager, id, inspector, "care", grant.Days{From: day("2012-01-01")}, errs.BadInput},
			"from a month":                    {manager, id, inspector, "care", days("2012-05", "2013-01-01"), errs.BadInput},
			"backwards":                       {manager, id, inspector, "care", days("2013-05-01", "2013-01-01"), errs.BadInput},
			"in the past":                     {manager, id, inspector, "care", days("2011-05-01", "2012-04-26"), errs.BadInput},
			"for ever":                        {manager, id, inspector, "care", days("2012-05-01", "2018-01-01"), errs.BadInput},
		} {
			if _, err := try(d, c.who, c.to, c.held, c.body, c.when); errs.KindOf(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := try(d, manager, id, inspector, "care", days("2012-04-27", "2017-12-31")); err != nil {
			t.Error(err)
		}
	})
}

func TestADeclaredInterestTakesRightsAtOnceAndKeepsRolesAway(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		manager := round(t, d)
		id := add(t, d, "ailsa")
		give(t, d, manager, id, inspector, now)
		self := actor(t, d, id)
		c := declare(t, d, self, id, "lives", "fife", grant.Days{})
		if access.Decide(actor(t, d, id), access.ReadRecord, fife).Allowed {
			t.Error("reads records where she lives")
		}
		if _, err := try(d, manager, id, inspector, "care", now); errs.KindOf(err) != errs.BadInput {
			t.Errorf("a role where she lives: %v", err)
		}
		if _, err := try(d, manager, id, access.Held{Role: access.LinkInspector, Area: "fife"}, "", now); errs.KindOf(err) != errs.BadInput {
			t.Errorf("an area where she lives: %v", err)
		}
		give(t, d, manager, id, access.Held{Role: access.Inspector, Inspection: "round/moray"}, now)
		give(t, d, manager, id, access.Held{Role: access.Coordinator, Inspection: "round/fife"}, now)
		withdraw := func(who access.Actor) error {
			return d.Write(t.Context(), func(tx *db.Tx) error { return grant.Withdraw(tx, who, c.ID) })
		}
		if err := withdraw(self); errs.KindOf(err) != errs.Denied {
			t.Errorf("takes her own declaration back: %v", err)
		}
		if err := withdraw(access.Actor{ID: "p1"}); errs.KindOf(err) != errs.NotFound {
			t.Errorf("taken back by anybody: %v", err)
		}
		if err := withdraw(manager); err != nil {
			t.Error(err)
		}
		if !access.Decide(actor(t, d, id), access.ReadRecord, fife).Allowed {
			t.Error("a mistake still bars")
		}
		if err := withdraw(manager); errs.KindOf(err) != errs.Conflict {
			t.Errorf("taken back twice: %v", err)
		}
	})
}

func TestADeclarationThatCannotBeSaysWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		manager := round(t, d)
		id := add(t, d, "ailsa")
		for name, c := range map[string]struct {
			who  access.Actor
			of   person.ID
			kind string
			in   area.ID
			when grant.Days
			want errs.Kind
		}{
			"of somebody else": {access.Actor{ID: string(id)}, add(t, d, "b"), "lives", "fife", grant.Days{}, errs.NotFound},
			"of nobody":        {manager, "p0000000000000000", "lives", "fife", grant.Days{}, errs.NotFound},
			"of no kind":       {manager, id, "likes", "fife", grant.Days{}, errs.BadInput},
			"nowhere":          {manager, id, "lives", "atlantis", grant.Days{}, errs.BadInput},
			"backwards":        {manager, id, "worked", "fife", days("2010", "2009"), errs.BadInput},
		} {
			err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := grant.Declare(tx, c.who, c.of, c.kind, c.in, c.when); return err })
			if errs.KindOf(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestAnInterestBarsForSomeYearsAfterItHasEnded(t *testing.T) {
	for _, c := range []struct {
		kind, to, on string
		bars         bool
	}{
		{"worked", "", "2030-01-01", true},
		{"worked", "2009-04-27", "2012-04-27", true},
		{"worked", "2009-04-26", "2012-04-27", false},
		{"worked", "2009", "2012-12-31", true},
		{"worked", "2009", "2013-01-01", false},
		{"worked", "2009-02", "2012-02-29", true},
		{"worked", "2009-02", "2012-03-01", false},
		{"worked", "2008-02-29", "2011-02-28", true},
		{"worked", "2008-02-29", "2011-03-01", false},
		{"lives", "2012-04-27", "2012-04-27", true},
		{"lives", "2012-04-27", "2012-04-28", false},
		{"related", "", "2012-04-28", true},
	} {
		one := grant.Conflict{Kind: c.kind}
		if c.to != "" {
			one.To = day(c.to)
		}
		if got := one.BarsOn(day(c.on)); got != c.bars {
			t.Errorf("%s to %q on %s: %v", c.kind, c.to, c.on, got)
		}
	}
	if len(grant.Kinds()) != 3 {
		t.Errorf("%v", grant.Kinds())
	}
}

func TestAnAssociateComesFromAnotherArea(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		manager := round(t, d)
		associate := access.Held{Role: access.Associate, Inspection: "round/fife"}
		nowhere, own, other := add(t, d, "nowhere"), add(t, d, "own"), add(t, d, "other")
		declare(t, d, manager, own, "worked", "fife", grant.Days{})
		declare(t, d, manager, other, "worked", "moray", grant.Days{})
		for id, ok := range map[person.ID]bool{nowhere: false, own: false, other: true} {
			if _, err := try(d, manager, id, associate, "", now); (err == nil) != ok || err != nil && errs.KindOf(err) != errs.BadInput {
				t.Errorf("%v: %v", ok, err)
			}
		}
	})
}

func TestALeadIsNeverOnThePanelForTheirOwnReportEvenLater(t *testing.T) {
	dbtest.EachAt(t, func(t *testing.T, d *db.DB, at *time.Time) {
		manager := round(t, d)
		led, sat := add(t, d, "led"), add(t, d, "sat")
		g := give(t, d, manager, led, lead, now)
		give(t, d, manager, sat, panel, now)
		dbtest.Write(t, d, func(tx *db.Tx) error { _, err := grant.End(tx, manager, g.ID); return err })
		if _, err := try(d, manager, led, panel, "", now); errs.KindOf(err) != errs.BadInput {
			t.Errorf("a lead of before on the panel: %v", err)
		}
		if _, err := try(d, manager, sat, lead, "", now); errs.KindOf(err) != errs.BadInput {
			t.Errorf("the panel leads: %v", err)
		}
		give(t, d, manager, led, access.Held{Role: access.PanelMember, Programme: "round"}, now)
		who := actor(t, d, led)
		if access.Decide(who, access.Moderate, fife).Allowed {
			t.Error("moderates the report of the inspection she led")
		}
		if !access.Decide(who, access.Moderate, access.Place{Programme: "round", Area: "moray", Inspection: "round/moray"}).Allowed {
			t.Error("may not moderate another")
		}
	})
}

func TestWhoLeadsAWholeAreaIsNotOnThePanelForItsReport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		manager := round(t, d)
		area := access.Held{Role: access.Lead, Area: "fife"}
		led, sat, both := add(t, d, "led"), add(t, d, "sat"), add(t, d, "both")
		give(t, d, manager, led, area, now)
		if _, err := try(d, manager, led, panel, "", now); errs.KindOf(err) != errs.BadInput {
			t.Errorf("the lead of the area on the panel: %v", err)
		}
		give(t, d, manager, led, access.Held{Role: access.PanelMember, Inspection: "round/moray"}, now)
		give(t, d, manager, sat, panel, now)
		if _, err := try(d, manager, sat, area, "", now); errs.KindOf(err) != errs.BadInput {
			t.Errorf("the panel leads the area: %v", err)
		}
		give(t, d, manager, both, area, now)
		give(t, d, manager, both, access.Held{Role: access.PanelMember, Programme: "round"}, now)
		who := actor(t, d, both)
		if access.Decide(who, access.Moderate, fife).Allowed {
			t.Error("moderates the report of the area that they lead")
		}
		if !access.Decide(who, access.Moderate, access.Place{Programme: "round", Area: "moray", Inspection: "round/moray"}).Allowed {
			t.Error("may not moderate another")
		}
	})
}

func TestWhoMayIsAskedOfEverybodyAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		manager := round(t, d)
		a, b, barred := add(t, d, "a"), add(t, d, "b"), add(t, d, "barred")
		give(t, d, manager, a, lead, now)
		give(t, d, manager, b, access.Held{Role: access.Lead, Inspection: "round/moray"}, now)
		give(t, d, manager, barred, access.Held{Role: access.Depute, Inspection: "round/fife"}, now)
		declare(t, d, manager, barred, "related", "fife", grant.Days{})
		dbtest.Read(t, d, func(tx *db.Tx) error {
			all, err := grant.WhoMay(tx, access.SeeConcerns, fife)
			var ids []string
			for _, who := range all {
				ids = append(ids, who.ID)
			}
			if !slices.Equal(ids, []string{string(a)}) {
				t.Errorf("%v may see the concerns in Fife", ids)
			}
			return err
		})
	})
}

func TestWhoMayNotSignInHoldsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		manager := round(t, d)
		id := add(t, d, "ailsa")
		give(t, d, manager, id, lead, now)
		dbtest.Write(t, d, func(tx *db.Tx) error { return person.Close(tx, operator, id) })
		if who := actor(t, d, id); len(who.Held) != 0 {
			t.Errorf("%+v", who)
		}
	})
}
