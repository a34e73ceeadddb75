package disclose

import "slices"

// Protect chooses what to hide.
func Protect(p *Problem, o Options) (Pattern, error) {
	if err := p.Check(); err != nil {
		return Pattern{}, err
	}
	s := newSystem(p)
	in := make([]bool, len(s.cells))
	for i := range in {
		in[i] = s.free(int32(i)) || s.cells[i].Primary
	}
	var pat Pattern
	for _, cells := range s.parts(in) {
		pt := newPart(s, cells)
		if len(pt.primary) == 0 {
			continue
		}
		pt.report = o.Progress
		pt.limit = 1 << 40
		pl, err := pt.built()
		if err != nil {
			return Pattern{}, err
		}
		pt.offer(pl)
		if Debug {
			println("try", TRY, HIT, "sum", SUM, COUNT, "first", int(pt.best.cost), s.work)
		}
		pt.thin()
		if Debug {
			println("thinned", int(pt.best.cost), s.work)
		}
		if len(pt.cells) < 1000 {
			pt.prove()
		}
		pat.Cost += pt.best.cost
		pat.LowerBound += pt.bound
		for i, h := range pt.best.hidden {
			if h {
				pat.Suppressed = append(pat.Suppressed, s.origin[i])
			}
		}
	}
	slices.Sort(pat.Suppressed)
	pat.Work = s.work
	return pat, nil
}

// tell reports how far it got, now and then.
func (pt *part) tell(step string, done, total int) {
	if pt.report == nil || done%256 != 0 {
		return
	}
	pt.report(Progress{Step: step, Done: done, Total: total, Cost: pt.top(), LowerBound: pt.bound, Work: pt.s.work})
}
