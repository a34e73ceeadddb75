package check

// shard is what one worker needs.
type shard struct {
	*run
	found      *Found
	child, was *Child
	areas      []*Area
	at, to     int
	rule       int // that runs now; -1 for none
}

func (x *run) shard() *shard {
	s := &shard{run: x, found: newFound(len(x.rules), x.options.Each, x.waiver()), child: of(x.ret), areas: make([]*Area, len(x.ret.Areas))}
	s.found.child = s.child
	if x.matched != nil {
		s.was = of(x.was)
	}
	return s
}

// check checks children. A rule that breaks is not asked again in this shard, and the
// next rule goes on where it broke.
func (s *shard) check(from, to int) {
	s.at, s.to, s.rule = from, to, -1
	for !s.upTo() {
	}
}

// broke is said of a rule that panicked. What it panicked with may hold values.
const broke = "The rule stopped at a mistake of the program. Please tell those who look after it the code of the rule. What it had found is listed."

func (s *shard) upTo() (done bool) {
	defer func() {
		switch {
		case done || recover() == nil:
		case s.rule < 0: // the child cannot be made ready, for no rule
			for i := range s.found.rules {
				s.found.rules[i].stopped = broke
			}
			s.at++
		default:
			s.found.rules[s.rule].stopped = broke
			s.rule++
		}
	}()
	for ; s.at < s.to; s.at++ {
		if s.rule < 0 {
			s.set()
			s.rule = 0
		}
		for ; s.rule < len(s.gates); s.rule++ {
			if g := &s.gates[s.rule]; g.form != closed && (g.events == 0 || g.events&s.child.Has != 0) && (g.in == 0 || g.in&uint32(s.child.In) != 0) {
				s.one(g)
			}
		}
		s.rule = -1
	}
	return true
}

// set turns to the next child and counts it.
func (s *shard) set() {
	s.child.set(s.at)
	s.found.was = nil
	if s.matched != nil && s.matched[s.at] >= 0 {
		s.was.set(int(s.matched[s.at]))
		s.found.was = s.was
	}
	a := s.areas[s.child.Area]
	if a == nil {
		a = newArea(s.ret.Edition, s.child.Agreed)
		s.areas[s.child.Area] = a
	}
	a.child(s.child)
	if s.found.was != nil {
		a.Again++
	}
}

// one asks the rule that runs now about the child.
func (s *shard) one(g *gate) {
	c, f := s.child, s.found
	n := &f.rules[s.rule]
	if n.stopped != "" || c.crowded() && !g.many || g.form == perBoth && f.was != nil && f.was.crowded() || g.needs&Born != 0 && c.Born == 0 || g.needs&Agreed != 0 && c.Agreed == 0 {
		return
	}
	f.rule = s.rule
	r := &s.rules[s.rule]
	switch g.form {
	case perEvent:
		s.events(r, g, n)
	case perChild:
		n.looked++
		if r.Child(c) {
			f.Child()
		}
	case perEach:
		n.looked++
		r.Each(c, f)
	case perSame:
		if key := r.Same(c); key != 0 {
			n.looked++
			s.keys[s.rule][s.at] = key
		}
	case perBoth:
		if f.was != nil {
			n.looked++
			if r.Both(c, f.was) {
				f.Child()
			}
		}
	}
}

func (s *shard) events(r *Rule, g *gate, n *counted) {
	c := s.child
	if g.events == 0 {
		n.looked += len(c.Date)
		for i := range c.Date {
			if r.Event(c, i) {
				s.found.Event(i)
			}
		}
		return
	}
	for kinds := g.events & c.Has; kinds != 0; kinds &= kinds - 1 {
		for i := c.Of(lowest(kinds)); i >= 0; i = c.Next(i) {
			n.looked++
			if r.Event(c, i) {
				s.found.Event(i)
			}
		}
	}
}
