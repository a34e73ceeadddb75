package access_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/goldentest"
)

var (
	here  = access.Place{Programme: "round", Area: "fife", Inspection: "round/fife"}
	there = access.Place{Programme: "round", Area: "moray", Inspection: "round/moray"}
)

func holding(h ...access.Held) access.Actor { return access.Actor{ID: "p1", Name: "Ailsa", Held: h} }

func TestThePolicyIsTheReviewedOne(t *testing.T) {
	goldentest.Check(t, "testdata/policy.golden", access.Table())
}

func TestTheTablesNameEveryRoleAndActionInTheOrderOfTheCode(t *testing.T) {
	for role, name := range map[access.Role]string{access.Operator: "operator", access.Manager: "programme manager", access.ServiceManager: "service manager", access.Lead: "inspection lead",
		access.Depute: "depute", access.SupportOfficer: "strategic support officer", access.Inspector: "inspector", access.Associate: "associate assessor", access.LocalReader: "local record reader",
		access.Volunteer: "young inspection volunteer", access.ParticipationLead: "participation lead", access.Coordinator: "partnership co-ordinator", access.PanelMember: "panel member",
		access.LinkInspector: "link inspector", access.Analyst: "analyst", access.Publisher: "publisher", access.Observer: "observer", access.Trainee: "trainee", access.Public: "public"} {
		if role.String() != name {
			t.Errorf("role %d is %q, want %q", role, role, name)
		}
		if got, ok := access.ParseRole(name); ok != (role != access.Public) || ok && got != role {
			t.Errorf("%s is read as %v, %v", name, got, ok)
		}
	}
	for act, name := range map[access.Action]string{access.ViewPublished: "inspection.view.published", access.ViewDraft: "inspection.view.draft", access.AdvanceStage: "inspection.advance", access.SetGrade: "grade.set",
		access.Moderate: "grade.moderate", access.ImportOutcomes: "grades.import", access.AddProgramme: "programme.add", access.LoadAreas: "area.load", access.ReadRecord: "record.read", access.RaiseConcern: "concern.raise",
		access.CountConcerns: "concern.count", access.SeeConcerns: "concern.see", access.ActOnConcern: "concern.act", access.SeeIdentity: "concern.identity", access.SeePeople: "person.see", access.Invite: "person.invite",
		access.ClosePerson: "person.close", access.ApproveRecovery: "recovery.approve", access.GiveRole: "grant.give", access.RecordConflict: "conflict.record", access.ReviewAccess: "access.review",
		access.ReadAudit: "audit.read", access.SeeRetention: "retention.see", access.Hold: "retention.hold", access.Destroy: "retention.run"} {
		if act.String() != name || act.About() == "" {
			t.Errorf("action %d is %q, want %q", act, act, name)
		}
	}
	if access.Role(200).String() != "nobody" || access.Action(200).String() != "nothing" {
		t.Error("what is no role or action has a name")
	}
	if n := len(access.Kinds()); n != 18 {
		t.Errorf("%d roles can be held, want the 18 of the handbook", n)
	}
}

func TestNobodyMayDoNothingAndThePublicOnlyReads(t *testing.T) {
	for _, who := range []access.Actor{{}, access.Anyone, {ID: "p1"}} {
		for _, act := range append(access.Actions(), access.Action(200)) {
			d := access.Decide(who, act, here)
			if d.Allowed != (act == access.ViewPublished && who.ID != "") || d.Reason == "" {
				t.Errorf("%q may do %s: %v %q", who.ID, act, d.Allowed, d.Reason)
			}
		}
	}
}

func TestARoleReachesAsFarAsItIsHeld(t *testing.T) {
	for _, c := range []struct {
		held        access.Held
		here, there bool
		whole       bool
	}{
		{access.Held{Role: access.Manager}, true, true, true},
		{access.Held{Role: access.Manager, Programme: "round"}, true, true, false},
		{access.Held{Role: access.Manager, Programme: "other"}, false, false, false},
		{access.Held{Role: access.Lead, Area: "fife"}, true, false, false},
		{access.Held{Role: access.Lead, Inspection: "round/fife"}, true, false, false},
		{access.Held{Role: access.Lead, Inspection: "other/fife"}, false, false, false},
		{access.Held{Role: access.Inspector, Programme: "round", Area: "moray"}, false, true, false},
	} {
		who := holding(c.held)
		if got := access.Decide(who, access.ViewDraft, here).Allowed; got != c.here {
			t.Errorf("%+v here: %v", c.held, got)
		}
		if got := access.Decide(who, access.ViewDraft, there).Allowed; got != c.there {
			t.Errorf("%+v there: %v", c.held, got)
		}
		if got := access.Decide(who, access.ViewDraft, access.Place{}).Allowed; got != c.whole {
			t.Errorf("%+v for the whole: %v", c.held, got)
		}
	}
}

func TestAConflictBarsEveryRoleButThoseOfTheArea(t *testing.T) {
	for _, k := range access.Kinds() {
		for _, act := range access.Actions() {
			free := holding(access.Held{Role: k.Role})
			bound := free
			bound.Conflicts = []string{"fife"}
			if act == access.RaiseConcern || act == access.ViewPublished {
				if access.Decide(bound, act, here).Allowed != access.Decide(free, act, here).Allowed {
					t.Errorf("%s: a conflict keeps from %s", k.Name, act)
				}
				continue
			}
			if access.Decide(bound, act, here).Allowed != (k.Local && access.Decide(free, act, here).Allowed) {
				t.Errorf("%s may %s in spite of a conflict", k.Name, act)
			}
			if access.Decide(bound, act, there).Allowed != access.Decide(free, act, there).Allowed {
				t.Errorf("%s: a conflict in Fife reaches to Moray for %s", k.Name, act)
			}
		}
	}
}

func TestNobodyReadsACaseOfTheirOwn(t *testing.T) {
	for _, k := range access.Kinds() {
		own := here
		own.OwnCase = true
		if access.Decide(holding(access.Held{Role: k.Role}), access.ReadRecord, own).Allowed {
			t.Errorf("%s reads a case of their own", k.Name)
		}
	}
	if !access.Decide(holding(access.Held{Role: access.LocalReader, Inspection: "round/fife"}), access.ReadRecord, here).Allowed {
		t.Error("a local reader may not read any record")
	}
}

func TestALeadIsNeverOnThePanelForTheirOwnReport(t *testing.T) {
	who := holding(access.Held{Role: access.PanelMember, Programme: "round"})
	for _, led := range []access.Held{{Role: access.Lead, Inspection: "round/fife"}, {Role: access.Lead, Area: "fife"}, {Role: access.Depute, Programme: "round", Area: "fife"}} {
		who.Led = []access.Held{led}
		if access.Decide(who, access.Moderate, here).Allowed {
			t.Errorf("%+v moderates their own report", led)
		}
	}
	if !access.Decide(who, access.Moderate, there).Allowed {
		t.Error("a lead may not be on the panel for others' reports")
	}
}

func TestTheRegisterOfConcernsIsForLeadDeputeAndServiceManagerOnly(t *testing.T) {
	for _, k := range access.Kinds() {
		want := k.Role == access.Lead || k.Role == access.Depute || k.Role == access.ServiceManager
		for _, act := range []access.Action{access.SeeConcerns, access.ActOnConcern, access.SeeIdentity} {
			if access.Decide(holding(access.Held{Role: k.Role}), act, here).Allowed != want {
				t.Errorf("%s %s: want %v", k.Name, act, want)
			}
		}
	}
}

func TestWhatIsHiddenIsNotFoundAndTheRestIsRefusedWithItsReason(t *testing.T) {
	who := holding(access.Held{Role: access.Inspector, Inspection: "round/fife"})
	if err := access.Refuse(who, access.SeeConcerns, here); errs.KindOf(err) != errs.NotFound {
		t.Errorf("the register: %v", err)
	}
	if err := access.Refuse(who, access.ViewDraft, there); errs.KindOf(err) != errs.Denied || !strings.Contains(errs.Sentence(err), "only where it is held") {
		t.Errorf("another area's draft: %v", err)
	}
	if err := access.Refuse(who, access.ViewDraft, here); err != nil {
		t.Error(err)
	}
	if !access.Anywhere(who, access.ReadRecord) || access.Anywhere(who, access.SeeConcerns) {
		t.Error("what an inspector may do somewhere")
	}
}

func TestARoleIsGivenByWhomTheTableNamesAndForNoMoreThanTheyHold(t *testing.T) {
	lead := access.Held{Role: access.Lead, Inspection: "round/fife"}
	for _, c := range []struct {
		giver access.Actor
		what  access.Held
		ok    bool
	}{
		{holding(lead), access.Held{Role: access.Inspector, Inspection: "round/fife"}, true},
		{holding(lead), access.Held{Role: access.Inspector, Inspection: "round/moray"}, false},
		{holding(lead), access.Held{Role: access.Inspector, Programme: "round"}, false},
		{holding(lead), access.Held{Role: access.Lead, Inspection: "round/fife"}, false},
		{holding(lead), access.Held{Role: access.PanelMember, Inspection: "round/fife"}, false},
		{holding(access.Held{Role: access.Manager, Programme: "round"}), lead, true},
		{holding(access.Held{Role: access.Manager, Programme: "round"}), access.Held{Role: access.Lead, Inspection: "round/fife/2"}, true},
		{holding(access.Held{Role: access.Manager, Programme: "other"}), lead, false},
		{holding(access.Held{Role: access.Manager}), access.Held{Role: access.Operator}, false},
		{access.Command("root"), access.Held{Role: access.Operator}, true},
		{access.Command("root"), access.Held{Role: access.Inspector, Inspection: "round/fife"}, false},
		{holding(access.Held{Role: access.Inspector}), access.Held{Role: access.Inspector, Inspection: "round/fife"}, false},
		{access.Anyone, access.Held{Role: access.Analyst}, false},
	} {
		if d := access.MayGive(c.giver, c.what); d.Allowed != c.ok || d.Reason == "" {
			t.Errorf("%v gives %+v: %v %q", c.giver.Held, c.what, d.Allowed, d.Reason)
		}
	}
}

func TestARoleIsHeldForWhatTheTableSays(t *testing.T) {
	for _, c := range []struct {
		held access.Held
		ok   bool
	}{
		{access.Held{Role: access.Operator}, true},
		{access.Held{Role: access.Operator, Programme: "round"}, false},
		{access.Held{Role: access.Inspector}, false},
		{access.Held{Role: access.Inspector, Programme: "round"}, true},
		{access.Held{Role: access.LinkInspector, Area: "fife"}, true},
		{access.Held{Role: access.LinkInspector, Inspection: "round/fife"}, false},
		{access.Held{Role: access.Lead, Inspection: "round/fife"}, true},
		{access.Held{Role: access.Lead, Inspection: "round/fife", Area: "fife"}, false},
		{access.Held{Role: access.Public}, false},
	} {
		if c.held.Fits() != c.ok {
			t.Errorf("%s for %+v: want %v", c.held.Role, c.held, c.ok)
		}
	}
	if k := access.Inspector.Of(); k.Name != "inspector" || !k.Programme {
		t.Errorf("%+v", k)
	}
}

func TestWhoDecidesAboutAPersonOverseesAllThatTheyHold(t *testing.T) {
	of, all := access.Held{Role: access.Manager, Programme: "round"}, access.Held{Role: access.Manager}
	for _, c := range []struct {
		who    access.Held
		theirs []access.Held
		ok     bool
	}{
		{of, nil, true},
		{of, []access.Held{{Role: access.Lead, Inspection: "round/fife"}}, true},
		{of, []access.Held{{Role: access.Lead, Inspection: "round/fife"}, {Role: access.Analyst}}, false},
		{of, []access.Held{{Role: access.Lead, Inspection: "other/fife"}}, false},
		{of, []access.Held{{Role: access.Operator}}, false},
		{all, []access.Held{{Role: access.Operator}}, false}, // or a manager would come in as an operator
		{all, []access.Held{{Role: access.Manager}}, true},
		{access.Held{Role: access.Operator}, []access.Held{{Role: access.Operator}, {Role: access.Lead, Inspection: "round/fife"}}, true},
		{access.Held{Role: access.Inspector, Inspection: "round/fife"}, nil, false},
	} {
		if d := access.Over(holding(c.who), access.ApproveRecovery, c.theirs); d.Allowed != c.ok || d.Reason == "" {
			t.Errorf("%+v about %+v: %v %q", c.who, c.theirs, d.Allowed, d.Reason)
		}
	}
}

func TestMoreRolesNeverAllowLess(t *testing.T) {
	for _, a := range access.Kinds() {
		for _, b := range access.Kinds() {
			for _, act := range access.Actions() {
				one, two := holding(access.Held{Role: a.Role, Area: "fife"}), holding(access.Held{Role: a.Role, Area: "fife"}, access.Held{Role: b.Role, Area: "moray"})
				if access.Decide(one, act, here).Allowed && !access.Decide(two, act, here).Allowed {
					t.Errorf("%s and %s may less than %s alone: %s", a.Name, b.Name, a.Name, act)
				}
			}
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	who := holding(access.Held{Role: access.Inspector, Inspection: "round/moray"}, access.Held{Role: access.LinkInspector, Area: "angus"}, access.Held{Role: access.Lead, Inspection: "round/fife"})
	who.Conflicts = []string{"highland", "orkney-islands"}
	for b.Loop() {
		if !access.Decide(who, access.SetGrade, here).Allowed {
			b.Fatal(fmt.Sprint(who))
		}
	}
}
