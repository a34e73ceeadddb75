// Package quadratic is the one piece of linear algebra that tests with several
// degrees of freedom share: how far a vector of differences is from zero,
// measured by its own covariance.
package quadratic

// negligible is the share of a variance that is taken for nothing when so little
// is left of it after the others are known: a difference that the others imply.
const negligible = 1e-10

// Form is d'V⁻d and the rank of V, for a covariance V and a vector d that V can
// produce. Differences that add up to zero have a V without an inverse; the
// generalised inverse leaves out what the others imply, whichever that is, so
// that no category or group is chosen to be left out (C. R. Rao and S. K. Mitra,
// "Generalized Inverse of Matrices and its Applications", 1971).
//
// V must be square, symmetric, as large as d and have no negative variance. A
// part of d that V cannot produce does not count. Neither is changed.
func Form(v [][]float64, d []float64) (value float64, rank int) {
	left, rest := copied(v), append([]float64(nil), d...)
	for {
		i := largest(left, v)
		if i < 0 {
			return value, rank
		}
		value += rest[i] * rest[i] / left[i][i]
		rank++
		eliminate(left, rest, i)
	}
}

func copied(v [][]float64) [][]float64 {
	out := make([][]float64, len(v))
	for i, row := range v {
		out[i] = append([]float64(nil), row...)
	}
	return out
}

// largest is the row of which the largest share of the variance is left, or -1
// if nothing is left of any.
func largest(left, v [][]float64) int {
	at, most := -1, negligible
	for i := range v {
		if v[i][i] > 0 && left[i][i]/v[i][i] > most {
			at, most = i, left[i][i]/v[i][i]
		}
	}
	return at
}

// eliminate takes from all what row i says of them, and row i itself.
func eliminate(v [][]float64, d []float64, i int) {
	pivot := append([]float64(nil), v[i]...)
	value := d[i]
	for j := range v {
		share := pivot[j] / pivot[i]
		d[j] -= share * value
		for k := range v {
			v[j][k] -= share * pivot[k]
		}
	}
	for j := range v {
		v[i][j], v[j][i] = 0, 0
	}
}
