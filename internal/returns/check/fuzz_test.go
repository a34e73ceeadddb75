package check_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
	"github.com/northinch/northinch/internal/returns/spec"
)

// anyReturn is a return with rows of any kind of event on any day, of a few children.
func anyReturn(t testing.TB, data []byte) *returns.Return {
	t.Helper()
	e := spec.Editions()[len(data)%3]
	agreed := e.From.After(0, 200)
	next := func(n int) int {
		if len(data) == 0 {
			return 0
		}
		v := int(data[0])
		data = data[1:]
		return v % n
	}
	pops, _ := e.List(spec.PopulationList)
	var children, events strings.Builder
	children.WriteString("child,area,agreed_date,born,sex,locality,populations\n")
	events.WriteString("child,area,date,event,by,detail,end_date\n")
	n := 1 + next(4)
	for i := range n {
		fmt.Fprintf(&children, "K-%d,AREA%d,%s,%d-%02d,%s,%s,%s %s\n", i, i%2, agreed, agreed.Year()+1-next(28), 1+next(12), [...]string{"F", "M", "unknown", ""}[next(4)],
			[...]string{"1", "5", "unknown", ""}[next(4)], pops.Codes[next(len(pops.Codes))].Code, pops.Codes[next(len(pops.Codes))].Code)
	}
	day := returns.OnDate(agreed)
	for len(data) > 0 {
		k := e.Events[next(len(e.Events))]
		code := func(list string) string {
			l, ok := e.List(list)
			if !ok {
				return ""
			}
			return l.Codes[next(len(l.Codes))].Code
		}
		i, on, end := next(n), day+20-returns.Day(next(250)*next(9)), ""
		if k.Lasts && next(3) > 0 {
			end = (on - 5 + returns.Day(next(200))).String()
		}
		fmt.Fprintf(&events, "K-%d,AREA%d,%s,%s,%s,%s,%s\n", i, i%2, on, k.Code.Code, code(k.By), code(k.Detail), end)
	}
	r := returns.NewReader(returns.Options{})
	if err := r.Children("children.csv", strings.NewReader(children.String())); err != nil {
		t.Skip(err)
	}
	if err := r.Events("events.csv", strings.NewReader(events.String())); err != nil {
		t.Skip(err)
	}
	ret, err := r.Done()
	if err != nil {
		t.Skip(err)
	}
	return ret
}

// FuzzRun holds any return against all rules, beside itself of the year before.
func FuzzRun(f *testing.F) {
	f.Add([]byte("one or two children to whom something happened, or not"), uint8(3))
	f.Add(bytes.Repeat([]byte{7, 20, 3, 9}, 200), uint8(200))
	f.Fuzz(func(t *testing.T, data []byte, months uint8) {
		ret := anyReturn(t, data)
		was := *ret
		was.Areas = nil
		for _, a := range ret.Areas {
			was.Areas = append(was.Areas, returns.Area{Code: a.Code, Agreed: a.Agreed.Add(-int(months % 40))})
		}
		r := check.Run(ret, check.Options{Previous: &was, Salt: []byte(salt), Workers: 1 + int(months%3)})
		for _, res := range r.Rules {
			if res.Status == check.CouldNotRun && res.Why != "The agreed date of the previous return is not before that of this one." && !strings.HasPrefix(res.Why, "The previous return") {
				t.Errorf("%s could not run: %s", res.Code, res.Why)
			}
			if res.Listed > res.Found || res.Waived > res.Found || (res.Found > 0) != (res.Status == check.Failed) {
				t.Errorf("%+v", res)
			}
		}
		lines := map[string]int{}
		for _, file := range ret.Files {
			lines[file.Name] = file.Rows + 1
		}
		for _, one := range r.Findings {
			if last := lines[strings.TrimPrefix(one.File, "previous return: ")]; one.Line > last || (one.Line < 2) != (one.Table == "") || one.File != "" && last == 0 {
				t.Errorf("a finding is where no row is: %+v", one)
			}
			if strings.ContainsAny(one.Sentence, "{}…") || len(one.ID) != 16 || strings.Contains(one.Sentence, "K-") {
				t.Errorf("%s", one.Sentence)
			}
		}
		if _, err := check.Compare(&was, ret, r, r); err != nil {
			t.Error(err)
		}
	})
}
