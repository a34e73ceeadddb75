package date

import "testing"

func TestDatesThatCanBeAreReadAndWrittenAgain(t *testing.T) {
	for _, s := range []string{"", "2011", "2011-08", "2011-08-31", "2012-02-29", "0001-01-01", "9999-12-31"} {
		d, ok := Parse(s)
		if !ok || d.String() != s {
			t.Errorf("%q was read as %q (%v)", s, d, ok)
		}
	}
}

func TestDatesThatCannotBeAreRefused(t *testing.T) {
	for _, s := range []string{"2011-02-29", "2011-13", "2011-00-01", "2011-1-1", "0000", "31/08/2011", "2011-08-32", "2011 08", "20a1", "2011-08-00", "2011-00"} {
		if d, ok := Parse(s); ok {
			t.Errorf("%q was read as %q", s, d)
		}
	}
}

func TestAMonthComesBeforeItsDaysAndAfterTheMonthBefore(t *testing.T) {
	last, _ := Parse("2011-07-31")
	month, _ := Parse("2011-08")
	first, _ := Parse("2011-08-01")
	if !(last < month && month < first) {
		t.Errorf("want %v < %v < %v", last, month, first)
	}
}

func TestADateIsBeforeAnotherOnlyForCertain(t *testing.T) {
	for _, c := range []struct {
		d, other string
		want     bool
	}{
		{"2011-08-30", "2011-08-31", true}, {"2011-08-31", "2011-08-31", false}, {"2011-09-01", "2011-08-31", false},
		{"2011-08", "2011-08-31", false}, {"2011-07", "2011-08-01", true}, {"2011-08-31", "2011-08", false}, {"2011-07-31", "2011-08", true},
		{"2011", "2011-08-31", false}, {"2010", "2011-01-01", true}, {"2010-12-31", "2011", true}, {"2011-12-31", "2011", false},
		{"", "2011", false}, {"2011", "", false}, {"", "", false},
	} {
		d, _ := Parse(c.d)
		other, _ := Parse(c.other)
		if got := d.Before(other); got != c.want {
			t.Errorf("%q before %q is %v", c.d, c.other, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("2011-08-31")
	f.Fuzz(func(t *testing.T, s string) {
		if d, ok := Parse(s); ok && d.String() != s {
			t.Errorf("%q came back as %q", s, d)
		}
	})
}
