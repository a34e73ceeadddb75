package rounding

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/disclose"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// dice are made-up numbers that are the same on every run (a linear congruential
// generator, D. E. Knuth, MMIX).
type dice uint64

func (d *dice) next(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int(*d>>33) % n
}

// table is a table of counts with all margins: each dimension has its codes and, at the
// end, its total.
func table(base int, size []int, leaf func() int) Problem {
	p := Problem{Base: base}
	n := 1
	for _, s := range size {
		n *= s + 1
	}
	stride := make([]int, len(size))
	for k := len(size) - 1; k >= 0; k-- {
		stride[k] = 1
		if k+1 < len(size) {
			stride[k] = stride[k+1] * (size[k+1] + 1)
		}
	}
	p.Values, p.IDs = make([]float64, n), make([]string, n)
	code := func(i, k int) int { return i / stride[k] % (size[k] + 1) }
	for i := range n {
		total := false
		for k := range size {
			p.IDs[i] += string(rune('a' + code(i, k)))
			total = total || code(i, k) == size[k]
		}
		if !total {
			p.Values[i] = float64(leaf())
		}
	}
	for k := range size { // totals along one dimension after the other
		for i := range n {
			if code(i, k) != size[k] {
				continue
			}
			r := disclose.Relation{Total: i}
			sum := 0.0
			for c := range size[k] {
				part := i - (size[k]-c)*stride[k]
				r.Parts = append(r.Parts, part)
				sum += p.Values[part]
			}
			p.Values[i] = sum
			p.Relations = append(p.Relations, r)
		}
	}
	return p
}

// holds checks what every rounding promises.
func holds(t testing.TB, p Problem, r Result) {
	t.Helper()
	base := float64(p.Base)
	cost := 0.0
	for i, v := range r.Values {
		away := math.Abs(v - p.Values[i])
		cost += away
		if math.Mod(v, base) != 0 || v < 0 || away >= base*float64(1+r.Further) {
			t.Errorf("%s: %v was rounded to %v, base %v, further %d", p.IDs[i], p.Values[i], v, base, r.Further)
		}
		if r.Further == 0 && math.Mod(p.Values[i], base) == 0 && v != p.Values[i] {
			t.Errorf("%s: the multiple %v was changed to %v", p.IDs[i], p.Values[i], v)
		}
	}
	if cost != r.Cost {
		t.Errorf("the distances are %v and not %v", cost, r.Cost)
	}
	for _, rel := range p.Relations {
		if sum := total(r.Values, rel); sum != r.Values[rel.Total] {
			t.Errorf("the parts of %s add up to %v and not to %v", p.IDs[rel.Total], sum, r.Values[rel.Total])
		}
	}
}

func total(values []float64, rel disclose.Relation) float64 {
	sum := 0.0
	for _, part := range rel.Parts {
		sum += values[part]
	}
	return sum
}

func TestATableByHandIsRoundedAsNearAsItAddsUp(t *testing.T) {
	// 1 2 | 3      0 5 | 5      By hand: 13 = 2+2+1+0+2+1+1+1+3 away. Each figure on its
	// 4 0 | 4  ->  5 0 | 5      own would round 2 to 0, and the columns would not add up.
	// 5 2 | 7      5 5 | 10
	p := Problem{Base: 5, IDs: []string{"a", "b", "ab", "c", "d", "cd", "ac", "bd", "all"},
		Values: []float64{1, 2, 3, 4, 0, 4, 5, 2, 7},
		Relations: []disclose.Relation{{Total: 2, Parts: []int{0, 1}}, {Total: 5, Parts: []int{3, 4}}, {Total: 6, Parts: []int{0, 3}},
			{Total: 7, Parts: []int{1, 4}}, {Total: 8, Parts: []int{2, 5}}, {Total: 8, Parts: []int{6, 7}}}}
	r, err := Round(p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, p, r)
	if best := byHand(p); r.Cost != best || !r.Optimal {
		t.Errorf("%v away (optimal %t), and by trying all it is %v", r.Cost, r.Optimal, best)
	}
}

// byHand tries every rounding to adjacent multiples; +Inf where none adds up.
func byHand(p Problem) float64 {
	base, best := float64(p.Base), math.Inf(1)
	var open []int
	values := make([]float64, len(p.Values))
	for i, v := range p.Values {
		values[i] = math.Floor(v/base) * base
		if values[i] != v {
			open = append(open, i)
		}
	}
	for mask := range 1 << len(open) {
		try := slices.Clone(values)
		for k, i := range open {
			try[i] += base * float64(mask>>k&1)
		}
		if slices.ContainsFunc(p.Relations, func(r disclose.Relation) bool { return total(try, r) != try[r.Total] }) {
			continue
		}
		cost := 0.0
		for i, v := range try {
			cost += math.Abs(v - p.Values[i])
		}
		best = min(best, cost)
	}
	return best
}

func TestSmallTablesAreRoundedAsWellAsTryingAllWould(t *testing.T) {
	d := dice(1)
	for n := range 120 {
		size := [][]int{{2, 2}, {3, 2}, {4}, {2, 1, 2}}[n%4]
		p := table([]int{3, 5, 10}[n%3], size, func() int { return d.next(14) })
		best := byHand(p)
		r, err := Round(p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		holds(t, p, r)
		if math.IsInf(best, 1) != (r.Further > 0) || r.Further == 0 && r.Cost != best {
			t.Errorf("%v: %v away, further %d; by trying all it is %v", p.Values, r.Cost, r.Further, best)
		}
	}
}

func TestATableOfTwoDimensionsAlwaysHasARoundingNextToItsFigures(t *testing.T) {
	d := dice(2)
	for range 60 {
		p := table([]int{3, 5, 10}[d.next(3)], []int{1 + d.next(12), 1 + d.next(8)}, func() int { return d.next(40) })
		r, err := Round(p, Options{})
		if err != nil || r.Further != 0 || !r.Optimal {
			t.Fatalf("further %d, optimal %t, %v", r.Further, r.Optimal, err)
		}
		holds(t, p, r)
	}
}

func TestTablesOfThreeDimensionsAddUpToo(t *testing.T) {
	d := dice(3)
	for range 12 {
		p := table(5, []int{2 + d.next(4), 2 + d.next(3), 2 + d.next(3)}, func() int { return d.next(30) })
		r, err := Round(p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		holds(t, p, r)
	}
}

func TestAreasInRegionsAddUpToo(t *testing.T) {
	d := dice(4)
	for range 40 {
		p := table(5, []int{6, 3}, func() int { return d.next(12) })
		// Codes a to c and d to f are two regions, for each column and the total.
		for c := range 4 {
			for region := range 2 {
				r := disclose.Relation{Total: len(p.IDs)}
				for k := range 3 {
					r.Parts = append(r.Parts, (3*region+k)*4+c)
				}
				p.IDs = append(p.IDs, "region"+p.IDs[r.Parts[0]])
				p.Values = append(p.Values, total(p.Values, r))
				p.Relations = append(p.Relations, r)
			}
			n := len(p.IDs)
			p.Relations = append(p.Relations, disclose.Relation{Total: 6*4 + c, Parts: []int{n - 2, n - 1}})
		}
		r, err := Round(p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		holds(t, p, r)
		if r.Further != 0 {
			t.Error("a table of areas in regions by one other dimension always has a rounding next to its figures")
		}
	}
}

// A reader who sees the rounded table knows that every true figure is less than a base
// away and that the true figures add up. The rounded figures themselves fit, and so do
// they with one more child in any inner cell and its totals: no figure is certain.
func TestARoundedTableLeavesEveryFigureOpen(t *testing.T) {
	d := dice(5)
	for range 20 {
		p := table([]int{3, 5, 10}[d.next(3)], []int{3, 3}, func() int { return d.next(9) })
		r, err := Round(p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		open := make([]bool, len(p.Values))
		for leaf := range p.Values {
			if isTotal(p, leaf) {
				continue
			}
			other := slices.Clone(r.Values)
			for _, i := range above(p, leaf) {
				other[i]++
			}
			for _, rel := range p.Relations {
				if total(other, rel) != other[rel.Total] {
					t.Fatal("one more child does not add up")
				}
			}
			for i, v := range other {
				if math.Abs(v-r.Values[i]) >= float64(p.Base) {
					t.Fatal("one more child does not fit")
				}
				open[i] = open[i] || v != r.Values[i]
			}
		}
		if slices.Contains(open, false) {
			t.Error("a figure is certain")
		}
	}
}

func isTotal(p Problem, i int) bool {
	return slices.ContainsFunc(p.Relations, func(r disclose.Relation) bool { return r.Total == i })
}

// above are a cell and all totals that it counts in, each once.
func above(p Problem, cell int) []int {
	all := []int{cell}
	for k := 0; k < len(all); k++ {
		for _, r := range p.Relations {
			if slices.Contains(r.Parts, all[k]) && !slices.Contains(all, r.Total) {
				all = append(all, r.Total)
			}
		}
	}
	return all
}

func TestTheSameTableIsRoundedAlikeOnEveryRun(t *testing.T) {
	d := dice(6)
	p := table(5, []int{5, 4, 3}, func() int { return d.next(20) })
	first, err := Round(p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if again, _ := Round(p, Options{}); !slices.Equal(again.Values, first.Values) {
			t.Error("rounded differently")
		}
	}
}

func TestFiguresGoFurtherWhereNothingNextToThemAddsUp(t *testing.T) {
	// Three parts of 4, 4 and 4 are 12: to base 10 each is 0 or 10 and the total 10 or
	// 20. But a second sum says that one of them and another make 8, each pair the same:
	// with pairs at 0 or 10, at most one part is 10, and a fixed total of 20 needs two.
	p := Problem{Base: 10, IDs: []string{"a", "b", "c", "ab", "bc", "ac", "all"}, Values: []float64{7, 7, 6, 14, 13, 13, 20},
		Relations: []disclose.Relation{{Total: 6, Parts: []int{0, 1, 2}}, {Total: 3, Parts: []int{0, 1}}, {Total: 4, Parts: []int{1, 2}}, {Total: 5, Parts: []int{0, 2}}}}
	r, err := Round(p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, p, r)
	if r.Further != 0 || !math.IsInf(byHand(lower(p)), 1) {
		t.Errorf("further %d", r.Further)
	}
	q := lower(p)
	r, err = Round(q, Options{})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, q, r)
	if r.Further != 1 {
		t.Errorf("figures went %d further", r.Further)
	}
}

// lower makes a table that only adds up with figures further off.
func lower(p Problem) Problem {
	q := p
	q.IDs = append(slices.Clone(p.IDs), "zero")
	// a = b = c = 10/2: pairs are 10, a multiple that stays, and so does the total of 15
	// to 10 or 20; each part is 0 or 10, and three pairs of 10 need half of each.
	q.Values = []float64{5, 5, 5, 10, 10, 10, 15, 0}
	return q
}

func TestATableThatCannotBeRoundedIsNotGuessed(t *testing.T) {
	// The same part seventeen times over: 17 · 1 = 17, and to base 3 seventeen times 0 or
	// 3 is never near 17.
	p := Problem{Base: 3, IDs: []string{"all"}, Values: []float64{19}}
	r := disclose.Relation{Total: 0}
	for i := range 19 {
		p.IDs, p.Values = append(p.IDs, "part"+string(rune('a'+i))), append(p.Values, 1)
		r.Parts = append(r.Parts, i+1)
		if i > 0 { // every part is a further total of the first
			p.Relations = append(p.Relations, disclose.Relation{Total: i + 1, Parts: []int{1}})
		}
	}
	p.Relations = append(p.Relations, r)
	if _, err := Round(p, Options{}); !errors.Is(err, stats.ErrUndefined) {
		t.Errorf("the answer is %v", err)
	}
	d := dice(7)
	if _, err := Round(table(5, []int{3, 3, 3}, func() int { return d.next(30) }), Options{Nodes: 1}); err != nil && !errors.Is(err, stats.ErrUndefined) {
		t.Error(err)
	}
}

func TestASearchThatEndsTooSoonSaysSo(t *testing.T) {
	s := newSearch(lower(Problem{Base: 10, IDs: make([]string, 7), Values: nil,
		Relations: []disclose.Relation{{Total: 6, Parts: []int{0, 1, 2}}, {Total: 3, Parts: []int{0, 1}}, {Total: 4, Parts: []int{1, 2}}, {Total: 5, Parts: []int{0, 2}}}}), 0, 1)
	s.run()
	if s.best != nil || s.nodes != 0 {
		t.Error("one program cannot settle this table")
	}
	if err := none(5, true); !errors.Is(err, stats.ErrUndefined) || !strings.Contains(err.Error(), "allow it more") {
		t.Error(err)
	}
	if err := none(5, false); !errors.Is(err, stats.ErrUndefined) || !strings.Contains(err.Error(), "do not add up") {
		t.Error(err)
	}
}

func TestATableThatDoesNotAddUpIsNeverKept(t *testing.T) {
	d := dice(8)
	s := newSearch(table(5, []int{2, 2}, func() int { return 1 + d.next(4) }), 0, 10)
	s.lp.X[0] = 1
	s.keep()
	if s.best != nil {
		t.Error("it was kept")
	}
}

func TestBadInputIsNamed(t *testing.T) {
	good := func() Problem { d := dice(9); return table(5, []int{2, 2}, func() int { return d.next(9) }) }
	if _, err := Round(good(), Options{}); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Problem){
		"a base of 4":         func(p *Problem) { p.Base = 4 },
		"a name too few":      func(p *Problem) { p.IDs = p.IDs[1:] },
		"half a child":        func(p *Problem) { p.Values[0] += 0.5 },
		"a negative count":    func(p *Problem) { p.Values[0] = -1 },
		"not a number":        func(p *Problem) { p.Values[0] = math.NaN() },
		"a total that is off": func(p *Problem) { p.Values[2]++ },
	} {
		p := good()
		spoil(&p)
		if _, err := Round(p, Options{}); errs.KindOf(err) != errs.BadInput {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRound(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6}, uint8(2), uint8(0))
	f.Add([]byte{0, 0, 250, 4, 9, 6, 1, 1}, uint8(3), uint8(2))
	f.Fuzz(func(t *testing.T, counts []byte, columns, base uint8) {
		if len(counts) == 0 || len(counts) > 48 {
			return
		}
		c := 1 + int(columns)%4
		k := -1
		p := table([]int{3, 5, 10}[base%3], []int{(len(counts) + c - 1) / c, c}, func() int {
			if k++; k < len(counts) {
				return int(counts[k])
			}
			return 0
		})
		r, err := Round(p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		holds(t, p, r)
	})
}
