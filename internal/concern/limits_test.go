package concern

import (
	"strings"
	"testing"
	"time"
)

func at(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		panic(err)
	}
	return t
}

const twoEditions = `{"source": "a test", "zone": "Europe/London", "editions": [
	{"from": "2012-01-01", "limits": {"raised": {"hours": 3}, "passed on": {"working_hours": 10}}},
	{"from": "2012-06-01", "limits": {"raised": {"hours": 1}}}]}`

func TestALimitIsThatOfTheDayOnWhichTheStageBegan(t *testing.T) {
	r, err := readLimits([]byte(twoEditions))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ began, ends string }{
		{"2012-05-31 22:00", "2012-06-01 01:00"}, // the edition before, although it ends in the next
		{"2012-05-31 23:00", "2012-06-01 00:00"}, // midnight in summer time: the next edition
		{"2012-06-01 12:00", "2012-06-01 13:00"},
		{"2011-12-31 12:00", ""}, // before the first edition there is no limit
	} {
		end, ok := r.ends(Raised, at(c.began))
		if ok != (c.ends != "") || ok && !end.Equal(at(c.ends)) {
			t.Errorf("began %s: ends %v %v, want %s", c.began, end, ok, c.ends)
		}
	}
	if _, ok := r.ends(PassedOn, at("2012-06-02 12:00")); ok {
		t.Error("a stage that an edition does not name has a limit")
	}
	if s := r.of(Closed, at("2012-06-02 12:00")).String(); s != "no limit" {
		t.Error(s)
	}
}

func TestWorkingHoursPassOnWorkingDaysOnly(t *testing.T) {
	r, err := readLimits([]byte(strings.Replace(twoEditions, "2012-06-01", "2013-06-01", 1)))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, began, ends string }{
		{"from one day to the next", "2012-02-01 10:00", "2012-02-02 12:00"},              // 7 hours, then 3
		{"over a weekend", "2012-02-03 16:00", "2012-02-07 10:00"},                        // Friday 1, Monday 8, Tuesday 1
		{"begun on a Saturday", "2012-02-04 11:00", "2012-02-07 11:00"},                   // Monday 8, Tuesday 2
		{"begun before the day", "2012-02-01 03:00", "2012-02-02 11:00"},                  // 8, then 2
		{"begun in the evening", "2012-02-01 20:00", "2012-02-03 11:00"},                  // 8, then 2
		{"begun as the day ends", "2012-02-01 17:00", "2012-02-03 11:00"},                 //
		{"over the change to summer time", "2012-03-23 16:00", "2012-03-27 09:00"},        // Friday 1, Monday 8, Tuesday 1: 10:00 there
		{"over the change to winter time", "2012-10-26 15:00", "2012-10-30 10:00"},        // Friday 1 (16:00 there), Monday 8, Tuesday 1
		{"a limit that is used up as a day ends", "2012-02-01 15:00", "2012-02-02 17:00"}, // 2, then 8
	} {
		if end, ok := r.ends(PassedOn, at(c.began)); !ok || !end.Equal(at(c.ends)) {
			t.Errorf("%s: %v, want %s", c.name, end, c.ends)
		}
	}
}

func TestLimitsThatCannotBeAreRefused(t *testing.T) {
	for name, text := range map[string]string{
		"no text":               ``,
		"no zone":               strings.Replace(twoEditions, "Europe/London", "", 1),
		"an unknown zone":       strings.Replace(twoEditions, "London", "Atlantis", 1),
		"no source":             strings.Replace(twoEditions, "a test", "", 1),
		"editions out of order": strings.Replace(twoEditions, "2012-06-01", "2011-06-01", 1),
		"a stage that is none":  strings.Replace(twoEditions, "passed on", "passed", 1),
		"a limit for closed":    strings.Replace(twoEditions, "passed on", "closed", 1),
		"less than nothing":     strings.Replace(twoEditions, "10", "-10", 1),
		"two units":             strings.Replace(twoEditions, `"hours": 3`, `"hours": 3, "working_hours": 3`, 1),
		"nothing":               strings.Replace(twoEditions, `"hours": 3`, ``, 1),
	} {
		if _, err := readLimits([]byte(text)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for l, want := range map[Limit]string{{Hours: 1}: "1 hour", {Hours: 2}: "2 hours", {WorkingHours: 1}: "1 working hour", {WorkingHours: 16}: "16 working hours", {}: "no limit"} {
		if l.String() != want {
			t.Errorf("%+v is %q", l, l)
		}
	}
}

func TestTheLimitsSayThatTheyAreTheProgramsOwn(t *testing.T) {
	if !strings.Contains(Source(), "own default") || WorkingDay() == "" {
		t.Error(Source(), WorkingDay())
	}
}
