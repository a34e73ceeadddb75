package returns_test

import (
	"testing"
	"time"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/returns"
)

func TestEveryDayHasItsNumberAndEveryNumberItsDay(t *testing.T) {
	on := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	want := returns.Day(2) // as in a spreadsheet from March 1900 on
	for ; on.Year() < 2200; on = on.AddDate(0, 0, 1) {
		d, ok := returns.DayOf(on.Year(), int(on.Month()), on.Day())
		if !ok || d != want || d.String() != on.Format("2006-01-02") || returns.OnDate(d.Date()) != d {
			t.Fatalf("%s is %d, not %d", on, d, want)
		}
		want++
	}
	if d, _ := returns.DayOf(2026, 7, 31); d != 46234 || d.Words() != "31 July 2026" {
		t.Errorf("%d", d)
	}
	for _, none := range [][3]int{{1899, 12, 31}, {2200, 1, 1}, {2026, 0, 1}, {2026, 13, 1}, {2026, 1, 0}, {2026, 1, 32}, {2026, 2, 29}, {2100, 2, 29}, {2026, 4, 31}} {
		if d, ok := returns.DayOf(none[0], none[1], none[2]); ok || d != 0 {
			t.Errorf("%v is a day", none)
		}
	}
	if returns.Day(0).String() != "" || returns.OnDate(0) != 0 || returns.Day(0).Words() != "not known" {
		t.Error("a day that is not known is known")
	}
}

func TestMonthsAreAddedByTheCalendar(t *testing.T) {
	for _, c := range []struct {
		day    string
		months int
		want   string
	}{{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2025-11-14", 3, "2026-02-14"}, {"2026-03-31", -1, "2026-02-28"}, {"2026-12-15", 12, "2027-12-15"}, {"2026-07-31", 0, "2026-07-31"}} {
		if got := day(t, c.day).Add(c.months).String(); got != c.want {
			t.Errorf("%d months after %s is %s, not %s", c.months, c.day, got, c.want)
		}
	}
	if returns.Day(0).Add(3) != 0 {
		t.Error("three months after a day that is not known is known")
	}
}

func day(t testing.TB, s string) returns.Day {
	t.Helper()
	d, ok := date.Parse(s)
	if !ok {
		t.Fatal(s)
	}
	return returns.OnDate(d)
}

func TestAMonthBeginsAndEndsAndHasWords(t *testing.T) {
	m, ok := returns.MonthOf(2024, 2)
	if !ok || m.First().String() != "2024-02-01" || m.Last().String() != "2024-02-29" || m.String() != "2024-02" || m.Words() != "February 2024" {
		t.Errorf("%v", m)
	}
	if m, _ := returns.MonthOf(2025, 12); m.Last().String() != "2025-12-31" {
		t.Errorf("%v", m.Last())
	}
	var none returns.Month
	if none.First() != 0 || none.Last() != 0 || none.String() != "" {
		t.Error("a month that is not known is known")
	}
	for _, c := range [][2]int{{1899, 1}, {2200, 1}, {2024, 0}, {2024, 13}} {
		if _, ok := returns.MonthOf(c[0], c[1]); ok {
			t.Errorf("%v is a month", c)
		}
	}
}

func TestAnAgeIsBetweenTwoWhereTheBirthdayIsNotKnown(t *testing.T) {
	born, _ := returns.MonthOf(2014, 5)
	for _, c := range []struct {
		on          string
		least, most int
	}{{"2026-04-30", 11, 11}, {"2026-05-01", 11, 12}, {"2026-05-30", 11, 12}, {"2026-05-31", 12, 12}, {"2026-06-01", 12, 12},
		{"2014-05-10", -1, 0}, {"2014-05-31", 0, 0}, {"2014-04-30", -1, -1}, {"2013-05-31", -1, -1}, {"2013-04-30", -2, -2}} {
		if least, most := born.Age(day(t, c.on)); least != c.least || most != c.most {
			t.Errorf("on %s it is %d to %d, not %d to %d", c.on, least, most, c.least, c.most)
		}
	}
	if least, most := returns.Month(0).Age(46234); least != 0 || most != 0 {
		t.Error("an age without a birth")
	}
}
