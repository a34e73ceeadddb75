package returns

import (
	"testing"

	"github.com/northinch/northinch/internal/returns/spec"
)

func TestADayIsReadInEightFormsAndNoOther(t *testing.T) {
	const want Day = 46234 // 31 July 2026
	for s, form := range map[string]dayForm{
		"2026-07-31": iso, " 2026-07-31 ": iso,
		"2026/07/31": yearFirst, "2026-7-31": yearFirst, "2026.07.31": yearFirst,
		"31/07/2026": slashes, "31/7/2026": slashes,
		"31.07.2026": dots, "31-07-2026": hyphens,
		"31 July 2026": monthName, "31-Jul-2026": monthName, "31 JUL 2026": monthName, "31/jul/2026": monthName,
		"20260731": compact, "46234": serial, "46234.0": serial,
	} {
		if r := readDay([]byte(s)); r.fault != noFault || r.day != want || r.form != form || r.timed || r.either {
			t.Errorf("%q is %+v", s, r)
		}
	}
	for _, s := range []string{"2026-07-31 00:00", "2026-07-31T00:00:00", "2026-07-31T00:00:00.000Z", "31/07/2026 14:05", "31 July 2026 00:00:00", "46234.5", "20260731T10:00"} {
		if r := readDay([]byte(s)); r.fault != noFault || r.day != want || !r.timed {
			t.Errorf("%q is %+v", s, r)
		}
	}
	for s, fault := range map[string]dayFault{
		"": noDay, "soon": noDay, "2026-07": noDay, "31/07": noDay, "31/07-2026": noDay, "31  07 2026": noDay, "31 07 2026": noDay, "1234": noDay, "123456789": noDay,
		"2026-07-31x": noDay, "x2026-07-31": noDay, "00046": noDay, "46234.x": noDay, "31/07/202": noDay, "July 31 2026": noDay, "31 Ju 2026": noDay,
		"2026-07-31 25:00": noDay, "2026-07-31 10:60": noDay, "2026-07-31 10:00:00:00": noDay, ":": noDay, "2026--07-31": noDay, "131/07/2026": noDay, "31/007/2026": noDay, "x July 2026": noDay, "-/-": noDay,
		"31/07/26": shortYear, "31-Jul-26": shortYear, "310726": shortYear, "31.07.26": shortYear,
		"07/31/2026": american, "12/13/2026": american,
		"31/04/2026": notThere, "2026-02-29": notThere, "2026-13-01": notThere, "20260231": notThere, "00/07/2026": notThere, "13/13/2026": notThere, "0 May 2026": notThere,
		"0202-06-01": farAway, "01/01/1899": farAway, "2200-01-01": farAway,
	} {
		if r := readDay([]byte(s)); r.fault != fault || r.day != 0 {
			t.Errorf("%q is %+v", s, r)
		}
	}
}

func TestADayThatCanBeReadInTwoWaysIsKnownAsSuch(t *testing.T) {
	for s, either := range map[string]bool{"03/04/2026": true, "3.4.2026": true, "04-03-2026": true, "04/04/2026": false, "13/04/2026": false, "2026-03-04": false, "3 Apr 2026": false} {
		if r := readDay([]byte(s)); r.either != either || r.fault != noFault {
			t.Errorf("%q is %+v", s, r)
		}
	}
}

func TestAMonthOfBirthIsReadAndAWholeDayIsSeen(t *testing.T) {
	want, _ := MonthOf(2014, 5)
	for s, other := range map[string]bool{"2014-05": false, "05/2014": true, "5/2014": true, "2014/05": true, "2014-5": true, "201405": true, "May 2014": true, "May-2014": true, " 05.2014 ": true} {
		if m := readMonth([]byte(s)); m.month != want || m.other != other || m.full || m.fault != noFault {
			t.Errorf("%q is %+v", s, m)
		}
	}
	for _, s := range []string{"2014-05-03", "03/05/2014", "3 May 2014", "41762", "20140503", "03/05/14", "05/13/2014", "2014-05-03 00:00", "2014-05-40"} {
		if m := readMonth([]byte(s)); !m.full {
			t.Errorf("%q is %+v", s, m)
		}
	}
	for s, fault := range map[string]dayFault{"May-14": shortYear, "05/14": shortYear, "spring": noDay, "": noDay, "2014": noDay, "2014-13": notThere, "00/2014": notThere, "May 1814": notThere, "2014 - 05": noDay, "x5/2014": notThere, "5/20145": noDay} {
		if m := readMonth([]byte(s)); m.fault != fault || m.month != 0 || m.full {
			t.Errorf("%q is %+v", s, m)
		}
	}
}

// Whatever is in a cell, a day is read as one that there is, or has a reason why not.
func FuzzDay(f *testing.F) {
	for _, s := range []string{"2026-07-31", "31/07/2026", "31 July 2026", "46234.5", "2026-07-31T00:00:00Z", "07/31/2026", "May 2014", ":", "1/1/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := readDay([]byte(s))
		if (r.fault == noFault) != (r.day != 0) || r.day != 0 && OnDate(r.day.Date()) != r.day {
			t.Errorf("%q is %+v", s, r)
		}
		m := readMonth([]byte(s))
		if m.month != 0 && (m.full || m.fault != noFault) || m.month == 0 && !m.full && m.fault == noFault {
			t.Errorf("%q is the month %+v", s, m)
		}
	})
}

func TestAListOfCodesFindsEachAndNothingElse(t *testing.T) {
	for _, e := range spec.Editions() {
		l := newLookup(e)
		for _, list := range e.Lists {
			c := newCodes(list.Name, list.Codes)
			for _, code := range list.Codes {
				if n, exact := c.find([]byte(code.Code)); n != code.Number() || !exact {
					t.Errorf("%s of %s is %d", code.Code, list.Name, n)
				}
				for _, other := range code.Also {
					if n, exact := c.find([]byte(other)); n != code.Number() || exact {
						t.Errorf("%s of %s is %d", other, list.Name, n)
					}
				}
				if n, _ := c.find([]byte(code.Code + "x")); n != 0 {
					t.Errorf("%sx of %s is %d", code.Code, list.Name, n)
				}
			}
		}
		for _, k := range e.Events {
			if n, exact := l.events.find([]byte(k.Code.Code)); n != uint8(k.Event()) || !exact {
				t.Errorf("%s is %d", k.Code.Code, n)
			}
		}
	}
}
