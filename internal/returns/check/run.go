package check

import (
	"cmp"
	"runtime"
	"slices"
	"sync"

	"github.com/northinch/northinch/internal/returns"
)

// Options say how a return is checked. The zero value holds it against all rules
// that come with the program.
type Options struct {
	// Rules are held against it; nil for [Rules]. They pass [Rule.Check] and no two
	// have the same code.
	Rules []Rule
	// Previous is the return of the round before, for what changed from year to year;
	// nil if there is none.
	Previous *returns.Return
	// Waivers are findings that somebody has explained; nil for none.
	Waivers *Waivers
	// Salt makes the identities of findings, see [Finding]; without it they have none.
	// The salt of Waivers goes before it.
	Salt []byte
	// Today is the day on which waivers must not have expired; 0 for the agreed date.
	Today returns.Day
	// Each is how many findings of a rule are kept; 0 for 1,000. All are counted.
	Each int
	// Workers is how many children are checked at the same time; 0 for as many as
	// there are processors. It changes nothing of the report.
	Workers int
	// Read is what the reader found, and Tally how often by code, also of what it did
	// not pass on.
	Read  []returns.Finding
	Tally map[string]int
}

// shardSize is how many children are checked in one go. What is found in a shard is
// added to the rest in the order of the shards, so that it does not matter which
// worker was quicker.
const shardSize = 1024

// run is one use of the rules.
type run struct {
	ret, was *returns.Return
	rules    []Rule
	gates    []gate
	keys     [][]uint64 // of each rule about children who are the same, of each child
	matched  []int32    // children of the previous return; nil if there is none
	areas    []*Area
	found    *Found
	ids      identity
	waivers  *Waivers
	options  Options
}

// gate is what decides whether a rule looks at a child, without reading the rule.
type gate struct {
	form   form
	needs  Known
	many   bool
	events Kinds
	in     uint32
}

type form uint8

const (
	closed form = iota
	perEvent
	perChild
	perEach
	perBoth
	perSame
)

// Run holds a return against the rules.
func Run(r *returns.Return, o Options) *Report {
	if o.Rules == nil {
		o.Rules = Rules()
	}
	if o.Each <= 0 {
		o.Each = 1000
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Waivers != nil {
		o.Salt = o.Waivers.Salt
	}
	x := &run{ret: r, was: o.Previous, rules: o.Rules, options: o, ids: newIdentity(o.Salt)}
	x.waivers = o.Waivers
	x.found = newFound(len(x.rules), o.Each, x.waiver())
	why := x.applicable()
	x.children()
	x.whole(why)
	return x.report(why)
}

// applicable says of each rule why it is not applicable or cannot run, and opens the
// gates of the others.
func (x *run) applicable() []Result {
	x.gates = make([]gate, len(x.rules))
	x.keys = make([][]uint64, len(x.rules))
	results := make([]Result, len(x.rules))
	status, why := x.match()
	for i := range x.rules {
		r, res := &x.rules[i], &results[i]
		*res = Result{Code: r.Code, Severity: r.Severity, Status: Passed}
		if says := r.Without(x.ret.Edition); says != "" {
			res.Status, res.Why = NotApplicable, says
			continue
		}
		if r.yearOnYear() && status != Passed {
			res.Status, res.Why = status, why
			continue
		}
		g := gate{closed, r.Needs, r.Crowded, r.Events, uint32(r.In)}
		switch {
		case r.Event != nil:
			g.form = perEvent
		case r.Child != nil:
			g.form = perChild
		case r.Each != nil:
			g.form = perEach
		case r.Both != nil:
			g.form = perBoth
		case r.Same != nil:
			g.form = perSame
			x.keys[i] = make([]uint64, x.ret.Children.Len())
		}
		x.gates[i] = g
	}
	return results
}

// children runs the rules about children, shard by shard.
func (x *run) children() {
	n := x.ret.Children.Len()
	shards := (n + shardSize - 1) / shardSize
	x.areas = make([]*Area, len(x.ret.Areas))
	var mu sync.Mutex
	turn := sync.NewCond(&mu)
	next, merged := 0, 0
	work := func() {
		s := x.shard()
		for {
			mu.Lock()
			at := next
			next++
			mu.Unlock()
			if at >= shards {
				break
			}
			s.check(at*shardSize, min((at+1)*shardSize, n))
			mu.Lock()
			for merged != at {
				turn.Wait()
			}
			x.found.take(s.found)
			merged++
			turn.Broadcast()
			mu.Unlock()
			s.found.clear()
		}
		mu.Lock()
		defer mu.Unlock()
		for i, a := range s.areas {
			if a != nil && x.areas[i] != nil {
				x.areas[i].take(a)
			} else if a != nil {
				x.areas[i] = a
			}
		}
	}
	var all sync.WaitGroup
	for range min(x.options.Workers, max(shards, 1)) {
		all.Go(work)
	}
	all.Wait()
}

// whole runs the rules about whole areas, and about who is in the previous return
// only. A rule that breaks does not stop the others.
func (x *run) whole(results []Result) {
	was := x.areasBefore()
	for i := range x.rules {
		r := &x.rules[i]
		if results[i].Status != Passed {
			continue
		}
		x.found.rule = i
		switch {
		case r.Whole != nil:
			x.guard(i, func() {
				for area, a := range x.areas {
					x.found.area = uint16(area)
					if a != nil && (a.Agreed > 0 || r.Needs&Agreed == 0) {
						r.Whole(a, x.found)
					}
				}
			})
		case r.Years != nil:
			x.guard(i, func() {
				for area, before := range was {
					x.found.area = uint16(area)
					if a := x.areas[area]; a != nil && before != nil {
						r.Years(a, before, x.found)
					}
				}
			})
		case r.Gone != nil:
			x.guard(i, func() { x.gone(r) })
		case r.Same != nil:
			x.same(x.keys[i])
		}
	}
}

// same finds children who have the same key, each but the first.
func (x *run) same(keys []uint64) {
	var some []int32
	for i, key := range keys {
		if key != 0 {
			some = append(some, int32(i))
		}
	}
	slices.SortFunc(some, func(a, b int32) int { return cmp.Or(cmp.Compare(keys[a], keys[b]), cmp.Compare(a, b)) })
	var twins [][2]int32
	for i := 1; i < len(some); i++ {
		if keys[some[i]] == keys[some[i-1]] {
			twins = append(twins, [2]int32{some[i], some[i-1]})
		}
	}
	slices.SortFunc(twins, func(a, b [2]int32) int { return cmp.Compare(a[0], b[0]) })
	for _, t := range twins {
		x.found.add(hit{place: aChild, area: x.ret.Children.Area[t[0]], child: t[0], event: -1, other: t[1], was: -1})
	}
}

func (x *run) guard(rule int, f func()) {
	defer func() {
		if recover() != nil {
			x.found.rules[rule].stopped = broke
		}
	}()
	f()
}

// sorted sorts what was found by rule and, of each, by where it was found.
func sorted(hits []hit) {
	slices.SortStableFunc(hits, func(a, b hit) int { return int(a.rule) - int(b.rule) })
}
