package measure

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/document/csv"
	plain "github.com/northinch/northinch/internal/document/text"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/returns/spec"
)

// live makes a return of children by bytes: what happens, how many days after the one
// before, and with what detail and end.
func live(t testing.TB, b []byte) *returns.Return {
	t.Helper()
	editions := spec.Editions()
	e := editions[len(editions)-1]
	children, events := "", ""
	born := []string{"2014-05", "2026-09", "2021-02", "", "2008-04"}
	day, _ := returns.DayOf(2023, 6, 1)
	for i := range 3 {
		children += fmt.Sprintf("A-%d,MADEUP01,2026-07-31,%s,F,,registered,made-up\n", i, born[(int(sum8(b))+i)%len(born)])
	}
	for i := 0; len(b) >= 3; i, b = i+1, b[3:] {
		kind := e.Events[int(b[0])%len(e.Events)]
		day += returns.Day(b[1] % 70)
		cells := [4]string{}
		if list, ok := e.List(kind.By); ok {
			cells[0] = list.Codes[int(b[2])%len(list.Codes)].Code
		}
		if list, ok := e.List(kind.Detail); ok {
			cells[1] = list.Codes[int(b[2]>>1)%len(list.Codes)].Code
		}
		if kind.Lasts && b[2]%4 > 0 {
			cells[2] = (day + returns.Day(b[2]%40)).String()
		}
		if b[2]%8 == 5 {
			cells[3] = "agreed"
		}
		events += fmt.Sprintf("A-%d,%s,%s,%s\n", i%3, day, kind.Code.Code, strings.Join(cells[:], ","))
	}
	return small(t, children, events)
}

func sum8(b []byte) (n byte) {
	for _, x := range b {
		n += x
	}
	return n
}

// Whatever happens to children, the rows add up to the cell, no time is below zero,
// and what is late is known of before it ends.
func FuzzMeasures(f *testing.F) {
	f.Add([]byte("\x05\x10\x00\x0a\x05\x02\x09\x20\x04\x05\x08\x00\x0a\x00\x00"))
	f.Add([]byte("\x00\x01\x00\x01\x01\x05\x03\x14\x05\x03\x01\x00\x14\x09\x01\x15\x01\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := live(t, b[:min(len(b), 120)])
		counts := Count(r, All(), 2, nil)
		for i, m := range counts.Measures {
			var rows Cell
			tally := Tally{cell: &rows}
			Rows(r, m, "", func(row Row) {
				switch {
				case row.Why != Counted:
					tally.Out(row.Day, row.Event, row.Why)
				case m.Kind == Share:
					tally.Share(row.Day, row.Event, row.Yes)
				case m.Kind == Rate:
					tally.Rate(row.Day, row.Event, row.Count, row.Days)
				default:
					tally.Late(row.Day, row.Event, row.Entry, row.Days, row.End)
				}
				if row.Days < 0 || row.Count < 0 || row.Entry > 0 && row.Entry >= row.Days || row.Says(m) == "" {
					t.Errorf("%s has %+v", m.ID, row)
				}
				if row.Event >= 0 && r.Events.Child[row.Event] != int32(row.Child) {
					t.Errorf("%s counts an event of another child: %+v", m.ID, row)
				}
			})
			if got := counts.Cells[i][0]; !reflect.DeepEqual(got, rows) {
				t.Errorf("%s: %+v, by rows %+v", m.ID, got, rows)
			}
		}
		counts.Results(Settings{Minimum: 1})
	})
}

func TestAConcernInALaterRowOfTheDayOfTheMeetingCounts(t *testing.T) {
	r := returns.NewReader(returns.Options{})
	for _, err := range []error{
		r.Children("children.csv", strings.NewReader("child,area,agreed_date,born,sex,populations\nA-1,MADEUP01,2026-07-31,2014-05,F,registered\n")),
		r.Events("events.csv", strings.NewReader("child,date,event,by,detail\nA-1,2026-03-02,planning-meeting,,register\nA-1,2026-03-02,planning-meeting,,register\nA-1,2026-03-02,concern,police,\n")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	all, err := r.Done()
	if err != nil {
		t.Fatal(err)
	}
	f := Count(all, find(t, "meeting-in-time"), 1, nil).Results(Settings{Minimum: 1})[0].All
	if f.Count != 1 || f.Base != 1 || all.MadeUp {
		t.Errorf("%+v", f)
	}
}

func TestTheRowsBehindAFigureNameFilesAndLinesAndNoChild(t *testing.T) {
	// One of these children was on the register since nobody knows when.
	unknown := RowsOf(readExample(t, "days-on-register").ret, find(t, "days-on-register")[0], "MADEUP01").Rows
	if last := unknown[len(unknown)-1]; last.File != "children.csv" || last.Line != 6 || last.Event != "" {
		t.Errorf("%+v", last)
	}
	r, _ := round(t, madeup.Options{Seed: 2, Areas: 2, Children: 300, Defects: true})
	for _, id := range []string{"days-on-register", "meeting-in-time", "days-to-permanent-home", "contacts-a-month-near-threshold"} {
		m := find(t, id)[0]
		b := RowsOf(r, m, "MADEUP02")
		n := 0
		Rows(r, m, "MADEUP02", func(Row) { n++ })
		if n == 0 || len(b.Rows) != n {
			t.Errorf("%s has %d rows, shown %d", id, n, len(b.Rows))
		}
		want := Count(r, []Measure{m}, 1, nil).Results(Settings{Minimum: 1})[0].Areas[1].Words(m)
		if b.Figure != want {
			t.Errorf("%s: the rows are of %q, the figure is %q", id, b.Figure, want)
		}
		for _, row := range b.Rows {
			// The file and the line are those of an event or of a child.
			if row.File != "events.csv" && row.File != "children.csv" || row.Line < 2 || row.Says == "" || (row.File == "children.csv") != (row.Event == "") {
				t.Fatalf("%s: %+v", id, row)
			}
		}
		var out strings.Builder
		if err := plain.Write(&out, b.Document(), 120); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "K-0") {
			t.Errorf("%s prints a reference", id)
		}
		if err := csv.Write(&out, b.Document()); err != nil {
			t.Error(err)
		}
	}
	none := RowsOf(live(t, nil), find(t, "missing-again")[0], "MADEUP01")
	if d := none.Document(); len(none.Rows) != 0 || len(d.Tables()) != 0 {
		t.Errorf("nothing is shown as %+v", d)
	}
}

// The aims of permanence hold from 2014, and returns are older.
func TestADecisionOfADayWithoutAStandardIsLeftOut(t *testing.T) {
	r := small(t, "A-1,MADEUP01,2015-07-31,2011-05,F,,looked-after-away,made-up\n", "A-1,2013-11-01,no-return-home,,,,\n")
	for _, id := range []string{"panel-in-time", "final-placement-under-6"} {
		m, err := Find(id)
		if err != nil {
			t.Fatal(err)
		}
		var got []Why
		Rows(r, m, "", func(row Row) { got = append(got, row.Why) })
		if !slices.Equal(got, []Why{NoStandard}) {
			t.Errorf("%s: %v", id, got)
		}
	}
}

// Whether children who ceased to be looked after are asked for is the edition's.
func TestWhatToKeepInMindOfPermanenceIsOfReturnsThatLackThoseWhoCeased(t *testing.T) {
	for agreed, minds := range map[string]bool{"2026-07-31": true, "2026-08-31": false} {
		r := small(t, "A-1,MADEUP01,"+agreed+",2011-05,F,,looked-after-away,made-up\n", "A-1,2025-11-03,placement,,foster,,\n")
		for _, one := range NewReport(r, Count(r, All(), 1, nil), Settings{Minimum: 1}, "").Results {
			m, _ := Find(one.ID)
			if want := m.Mind != "" && (minds || m.Group != toPermanence); (one.Mind != "") != want || one.Unless != "" {
				t.Errorf("%s of %s: %q", one.ID, agreed, one.Mind)
			}
		}
	}
}

// small reads a return of some rows.
func small(t testing.TB, children, events string) *returns.Return {
	t.Helper()
	r := returns.NewReader(returns.Options{})
	if err := r.Children("children.csv", strings.NewReader("child,area,agreed_date,born,sex,locality,populations,made_up\n"+children)); err != nil {
		t.Fatal(err)
	}
	if err := r.Events("events.csv", strings.NewReader("child,date,event,by,detail,end_date,late_reason\n"+events)); err != nil {
		t.Fatal(err)
	}
	all, err := r.Done()
	if err != nil {
		t.Fatal(err)
	}
	return all
}
