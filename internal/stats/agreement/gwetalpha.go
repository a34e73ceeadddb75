package agreement

// alphaOfWeights is Krippendorff's alpha as Gwet writes it: with weights, and
// with units that have more ratings counting for more.
type alphaOfWeights struct {
	*Ratings
	w    Matrix
	each []float64
	// Scratch of the last sample.
	share []float64 // of each category in the units with two ratings or more
	n     float64   // such units
	mean  float64   // ratings of one of them
}

func newAlphaOfWeights(r *Ratings, w Matrix) *alphaOfWeights {
	return &alphaOfWeights{Ratings: r, w: w, each: r.agreement(w), share: make([]float64, w.q)}
}

// raw is alpha without the correction for a small sample, which adds to pa one
// rating's worth of full agreement, and the size of that correction.
func (a *alphaOfWeights) raw(times []float64) (p Point, small float64, ok bool) {
	clear(a.share)
	a.n = 0
	ratings := 0.0
	for i, t := range times {
		m := a.total[i]
		if t == 0 || m < 2 {
			continue
		}
		a.n += t
		ratings += t * m
		p.Observed += t * m * a.each[i]
		categories, counts := a.of(i)
		for j, k := range categories {
			a.share[k] += t * counts[j]
		}
	}
	if a.n == 0 {
		return p, 0, false
	}
	a.mean = ratings / a.n
	p.Observed /= ratings
	for k := range a.share {
		a.share[k] /= ratings
	}
	p.Chance = a.w.form(a.share)
	p, ok = p.corrected()
	return p, 1 / ratings, ok
}

func (a *alphaOfWeights) at(times []float64) (Point, bool) {
	p, small, ok := a.raw(times)
	if a.n == 0 {
		return p, false
	}
	p.Observed = (1-small)*p.Observed + small
	if ok {
		return p.corrected()
	}
	return p, false
}

// gwetAlpha is the estimate of either kind.
func (r *Ratings) gwetAlpha(kind Coefficient, w Matrix, o Options) (Estimate, error) {
	a := newAlphaOfWeights(r, w)
	p, ok := a.at(r.times)
	e := Estimate{Point: p, Units: whole(a.n)}
	switch {
	case a.n == 0:
		return e, errNoPair
	case !ok:
		return e, errChance
	case a.n >= 2:
		raw, small, _ := a.raw(r.times)
		x, mean := a.linear(raw, p.Observed), raw.Coefficient
		if kind == GwetAlphaOfCounts {
			x, mean = a.linearOfCounts(raw, p, small), p.Coefficient
		}
		variance := r.variance(x, mean, a.n) * (1 - o.fraction(r.units))
		e.Precision = precision(p.Coefficient, variance, a.n, o.Conf)
	}
	return e, nil
}

// linear is what a unit contributes to alpha, by pattern (Gwet 2014, 5.4);
// units with one rating contribute what changes nothing.
func (a *alphaOfWeights) linear(p Point, observed float64) []float64 {
	return a.linearised(p.Coefficient, func(agrees, more, chance float64) float64 {
		return (agrees-observed*more-p.Chance)/(1-p.Chance) -
			2*(1-p.Coefficient)*(chance-p.Chance*more-p.Chance)/(1-p.Chance)
	})
}

// linearOfCounts is what irrCAC 1.0 takes for it; see [GwetAlphaOfCounts].
func (a *alphaOfWeights) linearOfCounts(raw, p Point, small float64) []float64 {
	return a.linearised(p.Coefficient, func(agrees, more, chance float64) float64 {
		agrees = (1-small)*(agrees-raw.Observed*more) + small
		return (agrees-p.Chance)/(1-p.Chance) - (1-p.Coefficient)*(chance-more-p.Chance)/(1-p.Chance)
	})
}

// linearised calls each with how far a unit's ratings agree and would by chance,
// both in units of the mean number of ratings, and by how much it has more
// ratings than the mean. A unit with one rating stands at the mean.
func (a *alphaOfWeights) linearised(mean float64, each func(agrees, more, chance float64) float64) []float64 {
	out := make([]float64, len(a.times))
	for i, m := range a.total {
		if m < 2 {
			out[i] = mean
			continue
		}
		chance := 0.0
		categories, counts := a.of(i)
		for j, k := range categories {
			chance += counts[j] * a.w.with(int(k), a.share)
		}
		out[i] = each(m*a.each[i]/a.mean, (m-a.mean)/a.mean, chance/a.mean)
	}
	return out
}
