package date_test

import (
	"testing"

	"github.com/northinch/northinch/internal/date"
)

func TestAPeriodEndsOnTheSameDayOfALaterYearOrOnTheLastOfTheMonth(t *testing.T) {
	for _, c := range []struct {
		from        string
		years, days int
		want        string
	}{
		{"2023-03-01", 1, 0, "2024-03-01"},
		{"2024-02-29", 1, 0, "2025-02-28"}, // there is no 29 February
		{"2024-02-29", 4, 0, "2028-02-29"},
		{"2023-02-28", 1, 0, "2024-02-28"},
		{"2024-02-28", 0, 1, "2024-02-29"},
		{"2023-12-02", 0, 30, "2024-01-01"},
		{"2024-03-01", 0, -1, "2024-02-29"},
		{"2024-02", 1, 0, "2025-02-28"}, // some day in February: its last counts
		{"2011", 1, 0, "2012-12-31"},
		{"", 1, 0, ""},
		{"9999-01-01", 1, 0, ""},
		{"9999-12-31", 0, 1, ""},
	} {
		d, ok := date.Parse(c.from)
		if got := d.After(c.years, c.days).String(); got != c.want || !ok {
			t.Errorf("%d years and %d days after %q: %q, want %q", c.years, c.days, c.from, got, c.want)
		}
	}
}

func TestTheLastDayThatAMonthOrAYearMayBe(t *testing.T) {
	for from, want := range map[string]string{"2024-02": "2024-02-29", "2023-02": "2023-02-28", "2023": "2023-12-31", "2023-05-07": "2023-05-07", "": ""} {
		if d, _ := date.Parse(from); d.Last().String() != want {
			t.Errorf("the last of %q: %s, want %q", from, d.Last(), want)
		}
	}
}
