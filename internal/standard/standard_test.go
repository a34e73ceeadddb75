package standard

import (
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/returns"
)

func day(t *testing.T, year, month, d int) returns.Day {
	t.Helper()
	on, ok := returns.DayOf(year, month, d)
	if !ok {
		t.Fatalf("there is no %d-%d-%d", year, month, d)
	}
	return on
}

// As the gov.uk page of bank holidays lists them for Scotland.
func TestBankHolidaysAreThoseThatWereProclaimed(t *testing.T) {
	for year, want := range map[int]string{
		2012: "01-02 01-03 04-06 05-07 06-04 06-05 08-06 11-30 12-25 12-26",
		2020: "01-01 01-02 04-10 05-08 05-25 08-03 11-30 12-25 12-28",
		2021: "01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28",
		2022: "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27",
		2023: "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26",
		2024: "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26",
		2026: "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28",
		2025: "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26",
	} {
		var got []string
		for d := day(t, year, 1, 1); d <= day(t, year, 12, 31); d++ {
			if IsBankHoliday(d) {
				got = append(got, d.String()[5:])
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%d: %v, want %s", year, got, want)
		}
	}
}

func TestEasterIsWhereTheAlmanacHasIt(t *testing.T) {
	for _, want := range []returns.Day{day(t, 2008, 3, 23), day(t, 2011, 4, 24), day(t, 2026, 4, 5), day(t, 2038, 4, 25)} {
		if got := easter(want.Date().Year()); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestAStandardIsThatOfTheDayItCountsFrom(t *testing.T) {
	all := All()
	find := func(id string) Standard {
		for _, s := range all {
			if s.ID == id {
				return s
			}
		}
		t.Fatalf("there is no standard %s", id)
		return Standard{}
	}
	for _, c := range []struct {
		id    string
		from  returns.Day
		says  string
		due   returns.Day
		holds bool
	}{
		{"planning-meeting", day(t, 2021, 8, 31), "21 calendar days", day(t, 2021, 9, 21), true},
		{"planning-meeting", day(t, 2021, 9, 1), "28 calendar days", day(t, 2021, 9, 29), true},
		{"planning-meeting", day(t, 2012, 9, 1), "", 0, false},
		{"first-core-group", day(t, 2023, 8, 31), "15 calendar days", day(t, 2023, 9, 15), true},
		// Fifteen working days over Christmas and the New Year: four bank holidays.
		{"first-core-group", day(t, 2023, 12, 15), "15 working days", day(t, 2024, 1, 11), true},
		{"first-review", day(t, 2024, 11, 30), "3 months", day(t, 2025, 2, 28), true},
		{"permanence-panel", day(t, 2019, 1, 1), "12 weeks", day(t, 2019, 3, 26), true},
	} {
		e, ok := find(c.id).On(c.from)
		if ok != c.holds || ok && (e.String() != c.says || e.Due(c.from) != c.due) {
			t.Errorf("%s from %s: %v, due %s, want %s, due %s", c.id, c.from, e, e.Due(c.from), c.says, c.due)
		}
	}
}

func TestAStandardThatHasEndedHoldsNoMore(t *testing.T) {
	all, err := Read([]byte(`[{"id":"a","sentence":"s","counts_from":"c","editions":[{"from":"2014-01-01","to":"2015-12-31","amount":1,"unit":"weeks","source":"x","verification":"y"}]}]`))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := all[0].On(day(t, 2016, 1, 1)); ok {
		t.Error("it holds after its last day")
	}
	if _, ok := all[0].On(day(t, 2015, 12, 31)); !ok {
		t.Error("it does not hold on its last day")
	}
}

func TestStandardsThatCannotBeAreRefused(t *testing.T) {
	const whole = `{"id":"a","sentence":"s","counts_from":"c","editions":[{"from":"2014-01-01","amount":1,"unit":"weeks","source":"x","verification":"y"}]}`
	edition := `{"from":"2014-01-01","amount":1,"unit":"weeks","source":"x","verification":"y"}`
	for text, says := range map[string]string{
		`{`: "cannot be read",
		`[` + strings.Replace(whole, `"sentence":"s",`, "", 1) + `]`:        "lacks its id",
		`[` + whole + `,` + whole + `]`:                                     "two standards “a”",
		`[` + strings.Replace(whole, `weeks`, "moons", 1) + `]`:             "lacks a day",
		`[` + strings.Replace(whole, `"amount":1`, `"amount":0`, 1) + `]`:   "lacks a day",
		`[` + strings.Replace(whole, edition, edition+","+edition, 1) + `]`: "do not follow each other",
	} {
		if _, err := Read([]byte(text)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", text, err, says)
		}
	}
}

func TestWhatComesWithTheProgramCannotBeWrong(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a wrong file went unseen")
		}
	}()
	must(Read([]byte("{")))
}

func TestThereAreNoBankHolidaysOutsideTheCalendar(t *testing.T) {
	for _, d := range []returns.Day{day(t, 2007, 12, 25), day(t, 2100, 12, 25)} {
		if IsBankHoliday(d) {
			t.Errorf("%s is one", d)
		}
	}
	if !IsBankHoliday(day(t, 2008, 1, 1)) || !IsBankHoliday(day(t, 2099, 12, 25)) {
		t.Error("the first or the last is not in the calendar")
	}
}

func FuzzWorkingDays(f *testing.F) {
	f.Add(uint16(0), uint8(15))
	f.Fuzz(func(t *testing.T, after uint16, n uint8) {
		from := day(t, 2010, 1, 1) + returns.Day(after)%20000
		due := AddWorkingDays(from, int(n))
		count := 0
		for d := from + 1; d <= due; d++ {
			if IsWorkingDay(d) {
				count++
			}
		}
		if count != int(n) || n > 0 && !IsWorkingDay(due) {
			t.Errorf("%d working days after %s is %s, with %d between", n, from, due, count)
		}
	})
}
