package spell

import (
	"fmt"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// happens are what a fuzzed child may meet, a letter each.
var happens = [...]string{
	"registration", "deregistration risk-reduced", "deregistration moved-area", "review stay-registered", "review deregister",
	"referral-discussion no-further-action", "referral-discussion investigate", "investigation offer-support", "planning-meeting do-not-register",
	"planning-meeting adjourned", "placement foster", "missing from-home", "contact seen",
}

// life makes events of bytes: what happens, how many days after the one before, and
// how long it lasts. Rows of one day stand in any order.
func life(b []byte) string {
	var all []string
	day, _ := returns.DayOf(2023, 1, 1)
	for ; len(b) >= 3; b = b[3:] {
		day += returns.Day(b[1] % 64)
		what := strings.Fields(happens[int(b[0])%len(happens)])
		if len(what) == 1 {
			what = append(what, "-")
		}
		end := "-"
		if b[2]%4 > 0 && (what[0] == "placement" || what[0] == "missing" || what[0] == "investigation") {
			end = (day + returns.Day(b[2]%4*b[2])).String()
		}
		all = append(all, fmt.Sprintf("%s %s %s %s", day, what[0], what[1], end))
	}
	return strings.Join(all, ";")
}

func FuzzSpells(f *testing.F) {
	f.Add([]byte("\x00\x05\x00\x01\x20\x00\x00\x00\x00\x05\x30\x00"))
	f.Add([]byte("\x01\x05\x00\x07\x20\x07\x05\x01\x00\x00\x09\x00\x08\x00\x00"))
	f.Add([]byte("\x0a\x05\x07\x0a\x08\x00\x0b\x20\x05\x0b\x01\x09\x0b\x3f\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r := read(t, "2012-03", life(b[:min(len(b), 90)]))
		last := map[State]Spell{}
		for i, s := range Append(nil, r, 0) {
			says := fmt.Sprintf("spell %d, %v, of %s", i, told([]Spell{s}), life(b))
			before, again := last[s.State]
			last[s.State] = s
			switch {
			case s.From > s.To || s.To > r.Agreed(0):
				t.Error("it ends before it begins: " + says)
			case !s.Ended && s.To != r.Agreed(0):
				t.Error("it has not ended, and does not go on to the agreed date: " + says)
			case again && (!before.Ended || s.From < before.To):
				t.Error("it overlaps with the one before: " + says)
			case s.Truncated != (s.Began < 0):
				t.Error("its beginning is known and is not: " + says)
			case s.Truncated && s.State != OnRegister:
				t.Error("it begins nowhere: " + says)
			case s.Truncated:
			case s.State == OnRegister && r.Events.Kind[s.Began] != spec.Registration:
				t.Error("it does not begin with a registration: " + says)
			case s.State == OffRegister && r.Events.Kind[s.Began] != spec.Deregistration:
				t.Error("it does not begin with a de-registration: " + says)
			case s.State != NearThreshold && s.From != r.Events.Date[s.Began]:
				t.Error("it does not begin on the day of its event: " + says)
			}
		}
	})
}
