package duration

import "math"

// tick is what happens at one time at which any spell ends or is last seen.
type tick struct {
	time                   float64
	risk, events, censored int
}

// queue is spells in the order of time. A time that is not negative sorts as its
// bits do, so a time and whether an end was seen fit one whole number: sorting a
// million of them takes a fraction of what sorting structures takes.
type queue struct {
	ends    []uint64 // bits of the end, and in the lowest place whether it was seen
	entries []uint64 // bits of the late entries
	gone    int      // how many of ends are before the time reached
	come    int      // how many are under observation at it, the gone included
	late    int      // how many of entries are
}

func bits(t float64) uint64 { return math.Float64bits(t) << 1 }

// line puts spells in order; counts says which causes are events.
func line(spells []Spell, counts func(cause int) bool) *queue {
	q := &queue{ends: make([]uint64, len(spells))}
	for i, s := range spells {
		q.ends[i] = bits(s.End)
		if counts(s.Cause) {
			q.ends[i]++
		}
		if s.Entry > 0 {
			q.entries = append(q.entries, bits(s.Entry))
		}
	}
	q.come = len(spells) - len(q.entries)
	q.ends, q.entries = sorted(q.ends), sorted(q.entries)
	return q
}

// at counts what happens at a time; times must be asked for in order.
func (q *queue) at(time float64) tick {
	b := bits(time)
	for q.late < len(q.entries) && q.entries[q.late] < b {
		q.late++
		q.come++
	}
	for q.gone < len(q.ends) && q.ends[q.gone] < b {
		q.gone++
	}
	k := tick{time: time, risk: q.come - q.gone}
	for ; q.gone < len(q.ends) && q.ends[q.gone]>>1 == b>>1; q.gone++ {
		if q.ends[q.gone]&1 == 1 {
			k.events++
		} else {
			k.censored++
		}
	}
	return k
}

// ticks counts at every time, in order.
func (q *queue) ticks() []tick {
	times := 0
	for i, b := range q.ends {
		if i == 0 || b>>1 != q.ends[i-1]>>1 {
			times++
		}
	}
	out := make([]tick, 0, times)
	for q.gone < len(q.ends) {
		out = append(out, q.at(math.Float64frombits(q.ends[q.gone]>>1)))
	}
	return out
}
