package agreement

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/northinch/northinch/internal/errs"
)

// Ratings are what raters said of units. It is made by [New] from what each
// rater said of each unit, by [Table] from a cross table of two raters, or by
// [Distribution] from how many raters chose each category.
type Ratings struct {
	scale  Scale
	raters int      // 0 where it is not known who said what
	rows   []uint16 // of each pattern, what each rater said; 0 is nothing

	patterns
	times []float64 // how many units show each pattern
	units float64   // how many units have a rating
	// large says that variances have the number of units for a divisor and not one
	// less, as those of cross tables do by custom.
	large bool
}

// patterns are the different ways in which units were rated, as how many ratings
// of each category there are: those of pattern i stand from start[i] to
// start[i+1].
type patterns struct {
	start    []int32
	category []uint16 // from 0
	count    []float64
	total    []float64 // ratings of a unit of the pattern
}

// add adds a pattern that has counts of categories, and sets them back to 0.
func (p *patterns) add(counts []float64) {
	if p.start == nil {
		p.start = append(p.start, 0)
	}
	m := 0.0
	for k, n := range counts {
		if n > 0 {
			p.category, p.count = append(p.category, uint16(k)), append(p.count, n)
			m += n
			counts[k] = 0
		}
	}
	p.start = append(p.start, int32(len(p.category)))
	p.total = append(p.total, m)
}

// of are the categories of a pattern and how many ratings each has.
func (p *patterns) of(i int) (category []uint16, count []float64) {
	a, b := p.start[i], p.start[i+1]
	return p.category[a:b], p.count[a:b]
}

// New are the ratings of units by raters: unit after unit, one number for each
// rater, which is k for the kth category of the scale and 0 for none. It keeps
// no reference to them. It returns errs.BadInput for ratings outside the scale
// or that are not the same number for each unit.
func New(s Scale, raters int, ratings []uint16) (*Ratings, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	if raters < 1 || len(ratings)%raters != 0 {
		return nil, errs.Invalid("input", "%d ratings are not the same number for each of %d raters", len(ratings), raters)
	}
	for i, k := range ratings {
		if int(k) > len(s.Labels) {
			return nil, errs.Invalid("input", "Unit %d, rater %d: there is no category %d on a scale of %d", i/raters+1, i%raters+1, k, len(s.Labels))
		}
	}
	r := &Ratings{scale: s.atLeastTwo(), raters: raters}
	r.group(ratings)
	counts := make([]float64, len(r.scale.Labels))
	for row := range slices.Chunk(r.rows, raters) {
		for _, k := range row {
			if k > 0 {
				counts[k-1]++
			}
		}
		r.add(counts)
	}
	return r, nil
}

// maxDense is up to how many different rows are counted in a table of all.
const maxDense = 1 << 16

// group finds the different rows of ratings and how often each occurs, in the
// order of the rows themselves: what depends on it, such as a bootstrap, is the
// same in whatever order the units come.
func (r *Ratings) group(ratings []uint16) {
	base, codes := len(r.scale.Labels)+1, 1
	for range r.raters {
		codes = min(codes*base, maxDense+1)
	}
	if codes <= maxDense {
		r.groupDense(ratings, base, codes)
	} else {
		r.groupSparse(ratings)
	}
}

// groupDense counts rows by a number that stands for each possible row.
func (r *Ratings) groupDense(ratings []uint16, base, codes int) {
	seen := make([]uint32, codes)
	for row := ratings; len(row) > 0; row = row[r.raters:] {
		code := 0
		for _, k := range row[:r.raters] {
			code = code*base + int(k)
		}
		seen[code]++
	}
	for code, n := range seen {
		if n == 0 || code == 0 {
			continue
		}
		at := len(r.rows)
		r.rows = append(r.rows, make([]uint16, r.raters)...)
		for g := at + r.raters - 1; g >= at; g-- {
			r.rows[g] = uint16(code % base)
			code /= base
		}
		r.times = append(r.times, float64(n))
		r.units += float64(n)
	}
}

// groupSparse counts rows by their text.
func (r *Ratings) groupSparse(ratings []uint16) {
	seen := map[string]int{}
	text := make([]byte, 2*r.raters)
	for row := ratings; len(row) > 0; row = row[r.raters:] {
		none := true
		for g, k := range row[:r.raters] {
			binary.BigEndian.PutUint16(text[2*g:], k)
			none = none && k == 0
		}
		if !none {
			seen[string(text)]++
		}
	}
	keys := make([]string, 0, len(seen))
	for key := range seen {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		for g := 0; g < len(key); g += 2 {
			r.rows = append(r.rows, binary.BigEndian.Uint16([]byte(key[g:g+2])))
		}
		r.times = append(r.times, float64(seen[key]))
		r.units += float64(seen[key])
	}
}

// Table are the ratings of two raters as a square table: the cell in row k,
// column l holds how many units the first put into category k and the second
// into l. With n above 0 the cells are shares of n units. It returns
// errs.BadInput, naming the cell, for a table that is not square or empty and
// for cells that are no counts (with n, no shares).
//
// Standard errors of a table have n for a divisor, and not n - 1: they are those
// of J. L. Fleiss, J. Cohen and B. S. Everitt, Psychological Bulletin 72, 1969.
func Table(s Scale, cells [][]float64, n float64) (*Ratings, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	q := len(s.Labels)
	if len(cells) != q {
		return nil, errs.Invalid("input", "The table has %d rows and %d columns; it must be square", len(cells), q)
	}
	if !(n >= 0 && n <= maxValue) {
		return nil, errs.Invalid("n", "The number of units is %v; it must be above 0 and at most 2^53", n)
	}
	r := &Ratings{scale: s.atLeastTwo(), raters: 2, large: true}
	counts := make([]float64, len(r.scale.Labels))
	sum := 0.0
	for k, row := range cells {
		if len(row) != q {
			return nil, errs.Invalid("input", "Row %d has %d cells and there are %d rows; the table must be square", k+1, len(row), q)
		}
		for l, x := range row {
			if !(x >= 0 && x <= maxValue) || n == 0 && x != math.Trunc(x) {
				return nil, errs.Invalid("input", "Row %d, column %d: %v is no count of units%s", k+1, l+1, x, shares(n))
			}
			sum += x
			if x > 0 {
				counts[k]++
				counts[l]++
				r.add(counts)
				r.rows = append(r.rows, uint16(k+1), uint16(l+1))
				r.times = append(r.times, x)
			}
		}
	}
	if sum == 0 || sum > maxValue {
		return nil, errs.Invalid("input", "The cells of the table add up to %v units; it takes 1 to 2^53", sum)
	}
	r.units = sum
	if n > 0 {
		r.units = n
		for i := range r.times {
			r.times[i] *= n / sum
		}
	}
	return r, nil
}

// shares is what to do about a cell that is no count.
func shares(n float64) string {
	if n == 0 {
		return " (give n, the number of units, for a table of shares)"
	}
	return ""
}

// Distribution are ratings of which only is known how many raters put each unit
// into each category. It returns errs.BadInput, naming the cell, for cells that
// are no counts.
func Distribution(s Scale, counts [][]float64) (*Ratings, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	for i, unit := range counts {
		if len(unit) != len(s.Labels) {
			return nil, errs.Invalid("input", "Row %d has %d cells and there are %d categories", i+1, len(unit), len(s.Labels))
		}
		for k, x := range unit {
			if !(x >= 0 && x <= maxCount) || x != math.Trunc(x) {
				return nil, errs.Invalid("input", "Row %d, column %d: %v is no count of raters", i+1, k+1, x)
			}
		}
	}
	r := &Ratings{scale: s.atLeastTwo()}
	row := make([]float64, len(r.scale.Labels))
	sorted := slices.SortedFunc(slices.Values(counts), slices.Compare)
	for i, unit := range sorted {
		switch {
		case !slices.ContainsFunc(unit, func(x float64) bool { return x > 0 }):
			continue
		case i > 0 && slices.Equal(unit, sorted[i-1]):
			r.times[len(r.times)-1]++
		default:
			copy(row, unit)
			r.add(row)
			r.times = append(r.times, 1)
		}
		r.units++
	}
	return r, nil
}

// maxCount is how many raters a unit may have in a category. Squares of counts
// remain whole numbers.
const maxCount = 1 << 26

// Pair are the ratings of two raters, from 0, of the units that both rated, as a
// cross table. It returns errs.BadInput for raters that there are not.
func (r *Ratings) Pair(a, b int) (*Ratings, error) {
	for _, g := range []int{a, b} {
		if g < 0 || g >= r.raters {
			return nil, errs.Invalid("raters", "There is no rater %d; there are %d", g+1, r.raters)
		}
	}
	q := len(r.scale.Labels)
	cells := make([][]float64, q)
	for k := range cells {
		cells[k] = make([]float64, q)
	}
	for i, t := range r.times {
		row := r.rows[i*r.raters : (i+1)*r.raters]
		if k, l := row[a], row[b]; k > 0 && l > 0 {
			cells[k-1][l-1] += t
		}
	}
	out, err := Table(r.scale, cells, 0)
	if err != nil {
		return nil, errNoPair
	}
	return out, nil
}

// Units is how many units have a rating.
func (r *Ratings) Units() float64 { return r.units }

// Scale is the categories.
func (r *Ratings) Scale() Scale { return r.scale }
