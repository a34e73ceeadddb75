package outcome

import (
	"testing"

	"github.com/northinch/northinch/internal/errs"
)

func TestADateIsReadInTheFirstFormThatFits(t *testing.T) {
	for _, c := range []struct {
		forms []string
		text  string
		want  string // "" where it is no date
	}{
		{[]string{"YYYY-MM-DD"}, "2011-08-31", "2011-08-31"},
		{[]string{"DD/MM/YYYY"}, "31/08/2011", "2011-08-31"},
		{[]string{"MM/DD/YYYY"}, "08/31/2011", "2011-08-31"},
		{[]string{"DDMMYYYY"}, "31082011", "2011-08-31"},
		{[]string{"DD.MM.YY"}, "31.08.11", "2011-08-31"},
		{[]string{"DD/MM/YY"}, "31/08/68", "2068-08-31"},
		{[]string{"DD/MM/YY"}, "31/08/69", "1969-08-31"},
		{[]string{"DD/MM/YY"}, "31/08/99", "1999-08-31"},
		{[]string{"DD/MM/YY"}, "31/08/00", "2000-08-31"},
		{[]string{"YYYY-MM"}, "2011-08", "2011-08"},
		{[]string{"YYYY"}, "2011", "2011"},
		{[]string{"YYYY-MM-DD", "YYYY-MM", "YYYY"}, "2011", "2011"},
		{[]string{"DD/MM/YY", "DD/MM/YYYY"}, "01/02/2011", "2011-02-01"},
		{[]string{"DD/MM/YYYY", "MM/DD/YYYY"}, "08/31/2011", ""}, // the first form fits, and there is no month 31
		{[]string{"YYYY-MM-DD"}, "2011-02-29", ""},
		{[]string{"YYYY-MM-DD"}, "2012-02-29", "2012-02-29"},
		{[]string{"YYYY-MM-DD"}, "2011-00-10", ""},
		{[]string{"YYYY-MM-DD"}, "2011-10-00", ""},
		{[]string{"YYYY-MM"}, "2011-00", ""},
		{[]string{"YYYY"}, "0000", ""},
		{[]string{"YYYY-MM-DD"}, "2011/08/31", ""},
		{[]string{"YYYY-MM-DD"}, "2011-8-31", ""},
		{[]string{"YYYY-MM-DD"}, "2O11-08-31", ""},
		{[]string{"YYYY-MM-DD"}, "2011-08-31 ", ""},
		{[]string{"YYYY-MM-DD"}, "", ""},
		{nil, "2011", ""},
	} {
		var forms []dateForm
		for _, f := range c.forms {
			one, err := parseForm(f)
			if err != nil {
				t.Fatal(err)
			}
			forms = append(forms, one)
		}
		d, ok := parseDate(forms, []byte(c.text))
		if ok != (c.want != "") || ok && d.String() != c.want {
			t.Errorf("%q in %v is %q (%v), want %q", c.text, c.forms, d, ok, c.want)
		}
	}
}

func TestAFormThatIsNoneIsRefused(t *testing.T) {
	for _, form := range []string{"", "DD", "MM/DD", "DD/YYYY", "D/M/YYYY", "DD/MM/Y", "DD/MM/YYY", "DDD/MM/YYYY", "DD/MM/YYYY/DD", "Y-MM-YDD", "dd/mm/yyyy"} {
		if _, err := parseForm(form); errs.KindOf(err) != errs.BadInput || errs.FieldOf(err) != "dates" {
			t.Errorf("%q is taken as a form of dates (%v)", form, err)
		}
	}
}
