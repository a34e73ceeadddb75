package agreement

// raterShares is what each rater's ratings are in: the chance agreement of
// Conger's kappa is the average of those of each two raters.
type raterShares struct {
	r     *Ratings
	w     Matrix
	share []float64 // of each rater, of each category
	rated []float64 // units, by rater
	sum   []float64 // of the shares, by category
	used  float64   // raters who rated at all
}

func newRaterShares(r *Ratings, w Matrix) *raterShares {
	return &raterShares{
		r: r, w: w,
		share: make([]float64, r.raters*w.q), rated: make([]float64, r.raters), sum: make([]float64, w.q),
	}
}

// of is the shares of a rater.
func (s *raterShares) of(g int) []float64 { return s.share[g*s.w.q : (g+1)*s.w.q] }

// chance is pe of a sample: Σ p(g)'W p(h) over raters g ≠ h, over their number.
// The sample has two raters.
func (s *raterShares) chance(times []float64) float64 {
	clear(s.share)
	clear(s.rated)
	clear(s.sum)
	for i, t := range times {
		if t == 0 {
			continue
		}
		for g, k := range s.r.rows[i*s.r.raters : (i+1)*s.r.raters] {
			if k > 0 {
				s.share[g*s.w.q+int(k)-1] += t
				s.rated[g] += t
			}
		}
	}
	s.used = 0
	own := 0.0
	for g, n := range s.rated {
		if n == 0 {
			continue
		}
		s.used++
		p := s.of(g)
		for k := range p {
			p[k] /= n
			s.sum[k] += p[k]
		}
		own += s.w.form(p)
	}
	return (s.w.form(s.sum) - own) / (s.used * (s.used - 1))
}

// each is, by pattern, what a unit contributes to pe of the last sample, of n
// units (Gwet 2014, 5.3). A rater who rated only some of the units counts for
// more in each of them.
func (s *raterShares) each(n float64) []float64 {
	out := make([]float64, len(s.r.times))
	others, score := make([]float64, s.w.q), make([]float64, s.w.q)
	for g, rated := range s.rated {
		if rated == 0 {
			continue
		}
		p := s.of(g)
		for k := range others {
			others[k] = s.sum[k] - p[k]
		}
		mean := 0.0
		for k := range score {
			score[k] = s.w.with(k, others)
			mean += p[k] * score[k]
		}
		for i := range out {
			x := mean
			if k := s.r.rows[i*s.r.raters+g]; k > 0 {
				x += n / rated * (score[k-1] - mean)
			}
			out[i] += x / (s.used * (s.used - 1))
		}
	}
	return out
}
