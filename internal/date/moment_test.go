package date

import "testing"

func TestAMomentOfTheDatabaseIsReadAsADayAndATime(t *testing.T) {
	for _, c := range []struct{ stamp, words, day string }{
		{"2012-04-27T09:30:59.999Z", "27 April 2012 at 09:30", "27 April 2012"},
		{"2012-04-05T00:00:00.000Z", "5 April 2012 at 00:00", "5 April 2012"},
		{"", "never", "not known"},
		{"yesterday", "never", "not known"},
	} {
		if got := Stamp(c.stamp); got != c.words {
			t.Errorf("%q is shown as %q", c.stamp, got)
		}
		if got := OfStamp(c.stamp).Words(); got != c.day {
			t.Errorf("the day of %q is shown as %q", c.stamp, got)
		}
	}
}
