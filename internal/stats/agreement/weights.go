package agreement

import (
	"math"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// Weights is a rule for how far two categories agree: 1 for the same, less the
// further they are apart (K. L. Gwet, Handbook of Inter-Rater Reliability, 4th
// edition, 2014, chapter 3).
type Weights uint8

// The rules, for categories a and b of a scale from low to high.
const (
	Identity  Weights = iota // only the same agree
	Linear                   // 1 - |a-b| / (high-low)
	Quadratic                // 1 - (a-b)² / (high-low)²
	Ordinal                  // 1 - C(steps between+1, 2) / C(q, 2), by rank
	Radical                  // 1 - √|a-b| / √(high-low)
	Ratio                    // 1 - ((a-b)/(a+b))² / ((high-low)/(high+low))²
	Circular                 // 1 - sin²(π(a-b)/(high-low+1)), over its largest
	Bipolar                  // 1 - (a-b)² / ((a+b-2low)(2high-a-b)), over its largest
)

// weightNames are the rules by name.
var weightNames = map[string]Weights{
	"identity": Identity, "unweighted": Identity, "none": Identity, "nominal": Identity,
	"linear": Linear, "quadratic": Quadratic, "ordinal": Ordinal, "radical": Radical,
	"ratio": Ratio, "circular": Circular, "bipolar": Bipolar,
}

// ParseWeights is the rule of a name; false if there is none.
func ParseWeights(name string) (Weights, bool) {
	w, ok := weightNames[strings.ToLower(strings.TrimSpace(name))]
	return w, ok
}

// Matrix is how far each two categories agree.
type Matrix struct {
	q   int
	at  []float64 // q rows of q
	sum float64
}

// row is the weights of a category with each.
func (m Matrix) row(k int) []float64 { return m.at[k*m.q : (k+1)*m.q] }

// Rows is the matrix row by row.
func (m Matrix) Rows() [][]float64 {
	rows := make([][]float64, m.q)
	for k := range rows {
		rows[k] = m.row(k)
	}
	return rows
}

// identity is the matrix of Identity.
func identity(q int) Matrix {
	m := Matrix{q: q, at: make([]float64, q*q), sum: float64(q)}
	for k := range q {
		m.at[k*q+k] = 1
	}
	return m
}

// On is the matrix of a rule on a scale. It returns errs.BadInput for a scale
// that cannot be used, or with a category below 0 for ratio weights, and
// stats.ErrUndefined for categories so near or far that their distances cannot
// be told apart in the numbers of a computer.
func (w Weights) On(s Scale) (Matrix, error) {
	if err := s.check(); err != nil {
		return Matrix{}, err
	}
	v := s.atLeastTwo().values()
	q := len(v)
	if w == Ratio && v[0] < 0 {
		return Matrix{}, errs.Invalid("weights", "Ratio weights need categories from 0; there is one of %v", v[0])
	}
	m := Matrix{q: q, at: make([]float64, q*q)}
	largest := 0.0
	for k := range q {
		for l := range k {
			d := w.distance(v, k, l)
			m.at[k*q+l], m.at[l*q+k] = d, d
			largest = max(largest, d)
		}
	}
	for k := range q {
		for l, d := range m.row(k) {
			if k != l && !(d > 0 && d < math.Inf(1)) {
				return Matrix{}, stats.Undefined("The categories %v and %v have no %s distance that a computer can tell", v[k], v[l], w)
			}
			m.at[k*q+l] = 1 - d/largest
			m.sum += m.at[k*q+l]
		}
	}
	return m, nil
}

// distance is how far categories k and l of the values v are apart. All but
// Circular and Bipolar are 1 for the ends of the scale.
func (w Weights) distance(v []float64, k, l int) float64 {
	low, high := v[0], v[len(v)-1]
	step := math.Abs(v[k]-v[l]) / (high - low)
	switch w {
	case Identity:
		return 1
	case Linear:
		return step
	case Quadratic:
		return step * step
	case Ordinal:
		n := math.Abs(float64(k-l)) + 1
		q := float64(len(v))
		return n * (n - 1) / (q * (q - 1))
	case Radical:
		return math.Sqrt(step)
	case Ratio:
		d := (v[k] - v[l]) / (v[k] + v[l]) / ((high - low) / (high + low))
		return d * d
	case Circular:
		d := math.Sin(math.Pi * (v[k] - v[l]) / (high - low + 1))
		return d * d
	}
	// Bipolar, with the ends of the scale as 0 and 1.
	a, b := (v[k]-low)/(high-low), (v[l]-low)/(high-low)
	return (a - b) * (a - b) / ((a + b) * (2 - a - b))
}

// String is the name of the rule.
func (w Weights) String() string {
	return [...]string{"identity", "linear", "quadratic", "ordinal", "radical", "ratio", "circular", "bipolar"}[w]
}

// Given is a matrix of weights of one's own: 1 on the diagonal, the same both
// ways, and between 0 and 1. A matrix with 0 on the diagonal is one of
// disagreements of 0 and more, as in J. Cohen, Psychological Bulletin 70, 1968,
// and is turned into weights over its largest.
func Given(rows [][]float64) (Matrix, error) {
	q := len(rows)
	if q < 2 || q > MaxCategories {
		return Matrix{}, errs.Invalid("weights", "The weights have %d rows; there must be one for each of 2 to %d categories", q, MaxCategories)
	}
	largest := 0.0
	for k, row := range rows {
		if len(row) != q {
			return Matrix{}, errs.Invalid("weights", "Row %d of the weights has %d cells and there are %d rows", k+1, len(row), q)
		}
		for l, x := range row {
			if !(x >= 0 && x <= maxValue) {
				return Matrix{}, errs.Invalid("weights", "The weight in row %d, column %d is %v; it must be 0 or more and at most 2^53", k+1, l+1, x)
			}
			largest = max(largest, x)
		}
	}
	disagreement := rows[0][0] == 0
	m := Matrix{q: q, at: make([]float64, 0, q*q)}
	for k, row := range rows {
		for l, x := range row {
			if disagreement && largest > 0 {
				x = 1 - x/largest
			}
			if k == l && x != 1 || x > 1 || rows[k][l] != rows[l][k] {
				return Matrix{}, errs.Invalid("weights", "The weight in row %d, column %d is %v; weights are 1 on the diagonal, the same both ways and at most 1 (or, as disagreements, 0 on the diagonal)", k+1, l+1, rows[k][l])
			}
			m.at = append(m.at, x)
			m.sum += x
		}
	}
	return m, nil
}
