package disclose

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
		pt.limit = 1 << 40
		pt.prove()
		pat.Cost += pt.best.cost
		pat.LowerBound += pt.bound
		for i, h := range pt.best.hidden {
			if h {
				pat.Suppressed = append(pat.Suppressed, s.origin[i])
			}
		}
	}
	pat.Work = s.work
	return pat, nil
}
