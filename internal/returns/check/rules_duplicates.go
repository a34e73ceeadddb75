package check

import (
	"encoding/binary"

	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

// duplicateRules are about what is given twice. The same child twice in the table of
// children is found by the reader.
var duplicateRules = []Rule{
	{
		Code: "R501", Severity: wrong,
		Sentence: "The row says the same as line {line}: the event {event} on {date}. Take one of them out; if it happened twice that day, ask for a waiver.",
		Example:  "the same contact on two lines",
		Column:   "event", Looks: "events.date events.by events.detail events.end_date",
		Each: func(c *Child, f *Found) {
			for i := 1; i < len(c.Date); i++ {
				for j := i - 1; j >= 0 && c.Date[j] == c.Date[i]; j-- {
					if same(c, i, j) {
						f.Pair(i, j)
						break
					}
				}
			}
		},
	},
	{
		Code: "R502", Severity: wrong,
		Sentence: "The event {event} that began on {date} is given twice with different ends (see line {line}). Take out the one that is wrong.",
		Example:  "a placement from 3 March until 1 May, and again without end",
		Column:   "end_date", Looks: "events.date events.event events.detail", Events: lasting,
		Each: func(c *Child, f *Found) {
			for i := 1; i < len(c.Date); i++ {
				for j := i - 1; j >= 0 && c.Date[j] == c.Date[i]; j-- {
					if lasting&Of(c.Kind[i]) != 0 && c.Kind[i] == c.Kind[j] && c.Detail[i] == c.Detail[j] && c.End[i] != c.End[j] {
						f.Pair(i, j)
						break
					}
				}
			}
		},
	},
	{
		Code: "R503", Severity: unlikely,
		Sentence: "The category {detail} on {date} was given for the same registration on line {line} already. Give each category once for a registration.",
		Example:  "neglect at the registration, and again at the first review",
		Column:   "detail", Looks: "events.date", Events: Of(spec.Category), Needs: Agreed,
		Each: func(c *Child, f *Found) {
			for i := c.Of(spec.Category); i >= 0; i = c.Next(i) {
				on := c.Spell(spell.OnRegister, c.Date[i])
				for j := c.Of(spec.Category); on != nil && j < i; j = c.Next(j) {
					if c.Detail[j] == c.Detail[i] && c.Date[j] < c.Date[i] && c.Date[j] >= on.From {
						f.Pair(i, j)
						break
					}
				}
			}
		},
	},
	{
		Code: "R504", Severity: unlikely,
		Sentence: "There is a review on {date}, within a week of the one on line {line}, which was not adjourned. If it is the same review, give it once.",
		Example:  "reviews on 3 and 5 March",
		Column:   "date", Looks: "events.detail", Events: Of(spec.Review),
		Each: func(c *Child, f *Found) { soonAgain(c, f, spec.Review) },
	},
	{
		Code: "R505", Severity: unlikely,
		Sentence: "There is a planning meeting on {date}, within a week of the one on line {line}, which was not adjourned. If it is the same meeting, give it once.",
		Example:  "planning meetings on 3 and 5 March",
		Column:   "date", Looks: "events.detail", Events: Of(spec.PlanningMeeting),
		Each: func(c *Child, f *Found) { soonAgain(c, f, spec.PlanningMeeting) },
	},
	{
		Code: "R506", Severity: unlikely,
		Sentence: "The child has the same month of birth, sex and events as the child on line {line}. If it is the same child, give it once; of brothers and sisters, check that each has its own events.",
		Example:  "the same child under two references",
		Column:   "child", Looks: "children.born children.sex events.date events.event events.by events.detail",
		Same: func(c *Child) uint64 {
			if len(c.Date) < 5 {
				return 0 // short stories are often the same
			}
			h := uint64(c.Area)<<32 | uint64(c.Born)<<8 | uint64(c.Sex)
			for i := range c.Date {
				h = mix(h, uint64(c.Date[i])<<32|uint64(c.Kind[i])<<24|uint64(c.By[i])<<16|uint64(c.Detail[i])<<8)
			}
			return h | 1
		},
	},
	{
		Code: "R507", Severity: unlikely,
		Sentence: "The reference differs from that on line {line} only in capitals, noughts or signs, and the month of birth is the same. If it is the same child, give it once.",
		Example:  "K-0001 and k1",
		Column:   "child", Looks: "children.born", Needs: Born,
		Same: func(c *Child) uint64 { return mix(c.folded(), uint64(c.Area)<<16|uint64(c.Born)) | 1 },
	},
	{
		Code: "R508", Severity: unlikely,
		Sentence: "There is a concern on {date} by {by} and another by the same on line {line}, within two days. If it is the same concern, give it once.",
		Example:  "a concern of the police on 3 and 4 March",
		Column:   "date", Looks: "events.by", Events: Of(spec.Concern),
		Each: func(c *Child, f *Found) {
			for i := c.Of(spec.Concern); i >= 0; i = c.Next(i) {
				if j := c.Next(i); j >= 0 && c.By[i] == c.By[j] && c.Date[j] > c.Date[i] && c.Date[j] <= c.Date[i]+2 {
					f.Pair(j, i)
				}
			}
		},
	},
	{
		Code: "R509", Severity: wrong, Must: true, Crowded: true,
		Sentence: "There are {n} events under this reference, more than any child has. Check whether it stands for many children. No other rule looked at it.",
		Example:  "the same reference in every row",
		Column:   "child", Looks: "events.child",
		Each: func(c *Child, f *Found) {
			if c.crowded() {
				f.ChildOn(c.Date[0], len(c.Date))
			}
		},
	},
}

// soonAgain finds meetings within a week of one that was not adjourned, but not on
// the same day.
func soonAgain(c *Child, f *Found, k spec.Event) {
	for i := c.Of(k); i >= 0; i = c.Next(i) {
		if j := c.Next(i); j >= 0 && c.Date[j] > c.Date[i] && c.Date[j] <= c.Date[i]+7 && c.Detail[i] != spec.Adjourned {
			f.Pair(j, i)
		}
	}
}

// mix puts a number into a key (the finaliser of SplitMix64: G. L. Steele and
// others, Fast splittable pseudorandom number generators, 2014).
func mix(h, v uint64) uint64 {
	h += v + 0x9E3779B97F4A7C15
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	return h ^ h>>31
}

// folded is a key of the reference without capitals, signs and leading noughts.
func (c *Child) folded() uint64 {
	var b [40]byte
	n := 0
	for _, at := range []byte(c.ret.Children.Refs.Of(c.number).Reveal()) {
		switch {
		case 'A' <= at && at <= 'Z':
			at |= 0x20
		case at == '0' && (n == 0 || b[n-1] < '0' || b[n-1] > '9'):
			continue
		case !('0' <= at && at <= '9' || 'a' <= at && at <= 'z'):
			continue
		}
		if n < len(b) {
			b[n] = at
			n++
		}
	}
	h := uint64(n)
	for i := 0; i < n; i += 8 {
		h = mix(h, binary.LittleEndian.Uint64(b[i:]))
	}
	return h
}
