package spell

import (
	"fmt"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/returns"
)

const agreed = "2026-07-31"

// read makes a return of one child, born in a month, of events written as
// "date event detail end", with - for what is not given.
func read(t testing.TB, born, events string) *returns.Return {
	t.Helper()
	r := returns.NewReader(returns.Options{})
	rows := "child,area,agreed_date,born,sex,populations,made_up\nA-1,MADEUP01," + agreed + "," + born + ",F,registered,made-up\n"
	if err := r.Children("children.csv", strings.NewReader(rows)); err != nil {
		t.Fatal(err)
	}
	rows = "child,date,event,by,detail,end_date\n"
	for _, line := range strings.Split(events, ";") {
		f := append(strings.Fields(line), "-", "-")
		if len(f) < 4 {
			continue
		}
		for i := range f {
			if f[i] == "-" {
				f[i] = ""
			}
		}
		rows += fmt.Sprintf("A-1,%s,%s,,%s,%s\n", f[0], f[1], f[2], f[3])
	}
	if err := r.Events("events.csv", strings.NewReader(rows)); err != nil {
		t.Fatal(err)
	}
	all, err := r.Done()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// told is spells as one line each: the state, the first and the last day, and … for
// an end that nobody saw or a beginning that nobody knows.
func told(spells []Spell) (all []string) {
	for _, s := range spells {
		begins, ends := "", ""
		if s.Truncated {
			begins = "…"
		}
		if !s.Ended {
			ends = "…"
		}
		all = append(all, fmt.Sprintf("%s %s%s to %s%s", s.State, begins, s.From, s.To, ends))
	}
	return all
}

func TestSpellsAreBuiltFromBeginningToEnd(t *testing.T) {
	for name, c := range map[string]struct{ events, want string }{
		"on the register until the agreed date": {
			"2026-01-05 registration", "on the register 2026-01-05 to 2026-07-31…"},
		"never from a review": {
			"2026-01-05 registration; 2026-03-30 review stay-registered", "on the register 2026-01-05 to 2026-07-31…"},
		"a review alone begins nothing": {
			"2026-03-30 review stay-registered", ""},
		"off the register": {
			"2025-01-05 registration; 2025-09-01 deregistration risk-reduced",
			"on the register 2025-01-05 to 2025-09-01; off the register 2025-09-01 to 2026-07-31…"},
		"off the register and on it again": {
			"2025-01-05 registration; 2025-09-01 deregistration other-reason; 2026-01-10 registration",
			"on the register 2025-01-05 to 2025-09-01; on the register 2026-01-10 to 2026-07-31…; off the register 2025-09-01 to 2026-01-10"},
		"a second registration of a child on the register begins nothing": {
			"2025-01-05 registration; 2025-03-01 registration; 2025-09-01 deregistration moved-area", "on the register 2025-01-05 to 2025-09-01"},
		"a second de-registration ends nothing": {
			"2025-01-05 registration; 2025-09-01 deregistration turned-18; 2025-10-01 deregistration died", "on the register 2025-01-05 to 2025-09-01"},
		"a de-registration without a registration ends a spell whose beginning nobody knows": {
			"2025-09-01 deregistration died", "on the register …2023-07-31 to 2025-09-01"},
		"also one before the time of which the return tells all": {
			"2020-02-01 deregistration died", "on the register …2020-02-01 to 2020-02-01"},
		"on again on the day of coming off": {
			"2025-01-05 registration; 2025-09-01 deregistration risk-reduced; 2025-09-01 registration",
			"on the register 2025-01-05 to 2025-09-01; on the register 2025-09-01 to 2026-07-31…; off the register 2025-09-01 to 2025-09-01"},
		"on again on the day of coming off, in the other order of rows": {
			"2025-01-05 registration; 2025-09-01 registration; 2025-09-01 deregistration risk-reduced",
			"on the register 2025-01-05 to 2025-09-01; on the register 2025-09-01 to 2026-07-31…; off the register 2025-09-01 to 2025-09-01"},
		"on the register for a part of a day": {
			"2025-09-01 deregistration died; 2025-09-01 registration", "on the register 2025-09-01 to 2025-09-01"},
		"on the register for a part of a day, and off it since": {
			"2025-09-01 deregistration risk-reduced; 2025-09-01 registration", "on the register 2025-09-01 to 2025-09-01; off the register 2025-09-01 to 2026-07-31…"},
		"what is after the agreed date is not looked at": {
			"2026-01-05 registration; 2026-08-01 deregistration risk-reduced; 2026-08-02 missing from-home", "on the register 2026-01-05 to 2026-07-31…"},

		"near the threshold for twelve months": {
			"2024-05-02 referral-discussion no-further-action", "just short of the register 2024-05-02 to 2025-05-02"},
		"near the threshold until the agreed date": {
			"2026-05-02 referral-discussion single-agency", "just short of the register 2026-05-02 to 2026-07-31…"},
		"near the threshold for exactly twelve months by the agreed date": {
			"2025-07-31 planning-meeting do-not-register", "just short of the register 2025-07-31 to 2026-07-31"},
		"near the threshold from the end of the investigation": {
			"2026-05-02 investigation offer-support 2026-05-20", "just short of the register 2026-05-20 to 2026-07-31…"},
		"not while the investigation goes on": {
			"2026-05-02 investigation offer-support; 2026-06-01 investigation to-meeting 2026-06-10; 2026-07-01 investigation no-further-action 2026-08-10", ""},
		"nor after a discussion or a meeting that goes on": {
			"2026-05-02 referral-discussion investigate; 2026-05-20 planning-meeting adjourned", ""},
		"near the threshold, then registered": {
			"2026-03-02 pre-birth-meeting do-not-register; 2026-05-20 registration",
			"on the register 2026-05-20 to 2026-07-31…; just short of the register 2026-03-02 to 2026-05-20"},
		"registered on the day on which the twelve months end": {
			"2025-03-02 planning-meeting do-not-register; 2026-03-02 registration",
			"on the register 2026-03-02 to 2026-07-31…; just short of the register 2025-03-02 to 2026-03-02"},
		"registered on the day": {
			"2026-03-02 registration; 2026-03-02 planning-meeting do-not-register", "on the register 2026-03-02 to 2026-07-31…"},
		"not near the threshold while on the register": {
			"2026-01-05 registration; 2026-03-02 referral-discussion no-further-action", "on the register 2026-01-05 to 2026-07-31…"},
		"nor where only the end of being on it is known": {
			"2025-03-02 referral-discussion no-further-action; 2025-09-01 deregistration died", "on the register …2023-07-31 to 2025-09-01"},
		"two cases within twelve months are one time": {
			"2024-05-02 referral-discussion no-further-action; 2024-12-01 planning-meeting do-not-register", "just short of the register 2024-05-02 to 2025-12-01"},
		"two cases on one day": {
			"2024-05-02 referral-discussion no-further-action; 2024-05-02 planning-meeting do-not-register", "just short of the register 2024-05-02 to 2025-05-02"},
		"two cases further apart are two": {
			"2024-05-02 referral-discussion no-further-action; 2025-05-03 planning-meeting do-not-register",
			"just short of the register 2024-05-02 to 2025-05-02; just short of the register 2025-05-03 to 2026-05-03"},
		"two cases with a registration between are two": {
			"2025-09-02 referral-discussion no-further-action; 2025-11-01 registration; 2026-01-10 deregistration died; 2026-02-02 planning-meeting do-not-register",
			"on the register 2025-11-01 to 2026-01-10; just short of the register 2025-09-02 to 2025-11-01; just short of the register 2026-02-02 to 2026-07-31…"},
		"a case that began later and ended sooner": {
			"2025-09-02 investigation offer-support 2025-10-30; 2025-09-10 referral-discussion single-agency", "just short of the register 2025-09-10 to 2026-07-31…"},

		"placements on following days are one time": {
			"2025-01-10 placement kinship 2025-03-01; 2025-03-01 placement foster 2025-05-01; 2025-05-02 placement residential 2025-06-01",
			"looked after away from home 2025-01-10 to 2025-06-01"},
		"placements with a day between are two": {
			"2025-01-10 placement kinship 2025-03-01; 2025-03-03 placement foster",
			"looked after away from home 2025-01-10 to 2025-03-01; looked after away from home 2025-03-03 to 2026-07-31…"},
		"a shorter placement within a longer one": {
			"2025-01-10 placement foster 2025-09-01; 2025-02-01 placement secure 2025-03-01", "looked after away from home 2025-01-10 to 2025-09-01"},
		"a placement within one without an end": {
			"2025-01-10 placement foster; 2025-02-01 placement secure 2025-03-01", "looked after away from home 2025-01-10 to 2026-07-31…"},
		"a placement that ends after the agreed date": {
			"2025-01-10 placement foster 2026-08-10", "looked after away from home 2025-01-10 to 2026-07-31…"},

		"missing twice": {
			"2026-04-17 missing from-home 2026-04-19; 2026-04-20 missing from-home 2026-04-20", "missing 2026-04-17 to 2026-04-19; missing 2026-04-20 to 2026-04-20"},
		"overlapping times missing are one": {
			"2026-04-17 missing from-home 2026-04-19; 2026-04-18 missing from-care 2026-04-22; 2026-04-22 missing from-care 2026-04-23", "missing 2026-04-17 to 2026-04-23"},
		"still missing": {
			"2026-07-30 missing from-home", "missing 2026-07-30 to 2026-07-31…"},
		"found before going missing, which is an error of the return": {
			"2026-04-17 missing from-home 2026-04-10", "missing 2026-04-17 to 2026-04-17"},
	} {
		var got []string
		for i, s := range Append(nil, read(t, "2012-03", c.events), 0) {
			got = append(got, told([]Spell{s})...)
			if s.Days() != int(s.To-s.From) {
				t.Errorf("%s: spell %d", name, i)
			}
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s:\n\t%s\n\twant %s", name, strings.Join(got, "; "), c.want)
		}
	}
}

func TestASpellSaysWhatBeganAndEndedIt(t *testing.T) {
	r := read(t, "2012-03", "2024-05-02 registration; 2024-06-01 contact seen; 2025-01-09 deregistration safe-elsewhere; 2025-02-03 placement foster 2025-03-01; 2025-03-01 placement kinship 2025-05-01")
	spells := Append([]Spell{}, r, 0)
	kinds := r.Edition
	for i, want := range []string{"registration safe-elsewhere", "deregistration ", "placement kinship"} {
		s := spells[i]
		event, _ := kinds.Kind(r.Events.Kind[s.Began])
		detail := ""
		for _, list := range kinds.Lists {
			for _, code := range list.Codes {
				if s.Why != 0 && code.Number() == uint8(s.Why) && (list.Name == "deregistration-reason" || list.Name == "placement") {
					detail = code.Code
				}
			}
		}
		if got := event.Code.Code + " " + detail; got != want {
			t.Errorf("%s: %s, want %s", s.State, got, want)
		}
	}
}

func TestAReturnTellsAllOfAChildFromBirthOrThirtySixMonths(t *testing.T) {
	for born, want := range map[string]string{"2012-03": "2023-07-31", "2025-04": "2025-04-01", "2026-09": "2026-09-01"} {
		if got := Since(read(t, born, "2026-01-05 registration"), 0); got.String() != want {
			t.Errorf("born in %s: %s, want %s", born, got, want)
		}
	}
}

func TestStatesHaveNames(t *testing.T) {
	if OnRegister.String() != "on the register" || State(0).String() != "" || numStates.String() != "" {
		t.Error("a state is called otherwise")
	}
}
