package simplex

import (
	"math"
	"testing"
)

// dice is a small generator of numbers, the same on every run.
type dice uint64

func (d *dice) next(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int(uint64(*d)>>33) % n
}

// random is a program with equality rows that 0 satisfies.
func random(d *dice, m, n int) *LP {
	columns := make([][]Entry, n)
	for j := range columns {
		used := map[int]bool{}
		for k := 0; k <= d.next(4); k++ {
			if i := d.next(m); !used[i] {
				used[i] = true
				columns[j] = append(columns[j], Entry{int32(i), float64(1 - 2*d.next(2))})
			}
		}
	}
	lp := New(m, columns)
	for j := range n {
		lp.Lo[j], lp.Hi[j] = -float64(d.next(20)), float64(d.next(20))
		lp.Cost[j] = float64(d.next(11) - 5)
	}
	return lp
}

// certain checks that X is within bounds, satisfies the rows and that the duals
// prove it least.
func certain(t *testing.T, lp *LP) float64 {
	t.Helper()
	sum := make([]float64, lp.m)
	value := 0.0
	for j := range lp.n {
		if lp.X[j] < lp.Lo[j]-1e-7 || lp.X[j] > lp.Hi[j]+1e-7 {
			t.Fatalf("variable %d is %v, outside of %v to %v", j, lp.X[j], lp.Lo[j], lp.Hi[j])
		}
		lp.each(j, func(i int32, v float64) { sum[i] += v * lp.X[j] })
		value += lp.Cost[j] * lp.X[j]
	}
	y := lp.Duals()
	bound := 0.0
	for i := range lp.m {
		r := lp.n + i
		if math.Abs(sum[i]-lp.X[r]) > 1e-7 || lp.X[r] < lp.Lo[r]-1e-7 || lp.X[r] > lp.Hi[r]+1e-7 {
			t.Fatalf("row %d is %v, which is noted as %v and should be within %v to %v", i, sum[i], lp.X[r], lp.Lo[r], lp.Hi[r])
		}
	}
	for j := range lp.n + lp.m {
		if d := lp.Cost[j] - lp.dot(j, y); d > 1e-8 {
			bound += d * lp.Lo[j]
		} else if d < -1e-8 {
			bound += d * lp.Hi[j]
		}
	}
	if math.Abs(bound-value) > 1e-6*(1+math.Abs(value)) {
		t.Fatalf("the point gives %v and the duals prove only %v", value, bound)
	}
	return value
}

func TestThePrimalEndsWhereItsDualsProveItLeast(t *testing.T) {
	d := dice(1)
	for range 2000 {
		lp := random(&d, 1+d.next(12), 1+d.next(30))
		if d.next(2) == 0 {
			var order []int
			for j := range lp.n {
				order = append(order, j)
			}
			lp.Prefer(order)
		}
		if got := lp.Primal(); got != Optimal {
			t.Fatalf("ended %v", got)
		}
		certain(t, lp)
	}
}

// covers is a program of covers: each row asks for some of 0-1 columns.
func covers(d *dice, m, n int) *LP {
	columns := make([][]Entry, n)
	for i := range m {
		for range 1 + d.next(4) {
			j := d.next(n)
			if k := len(columns[j]); k == 0 || columns[j][k-1].Row != int32(i) {
				columns[j] = append(columns[j], Entry{int32(i), float64(1+d.next(4)) / 4})
			}
		}
	}
	lp := New(m, columns)
	for j := range n {
		lp.Cost[j], lp.Hi[j] = float64(1+d.next(30)), 1
	}
	for i := range m {
		lp.Lo[n+i], lp.Hi[n+i] = float64(d.next(3))/2, math.Inf(1)
	}
	return lp
}

func TestTheDualEndsWhereThePrimalWouldOrSaysThatNothingFits(t *testing.T) {
	d := dice(3)
	none, some := 0, 0
	for range 2000 {
		lp := covers(&d, 1+d.next(100), 1+d.next(60))
		lp.Start(append([]int(nil), lp.Basis()...))
		full := make([]float64, lp.m)
		for j := range lp.n {
			lp.each(j, func(i int32, v float64) { full[i] += v })
		}
		possible := true
		for i, v := range full {
			possible = possible && v >= lp.Lo[lp.n+i]-1e-9
		}
		got := lp.Dual()
		if (got == Optimal) != possible || got != Optimal && got != Infeasible {
			t.Fatalf("ended %v, and a solution exists: %v", got, possible)
		}
		if got == Infeasible {
			none++
			for i := range lp.m {
				lp.Lo[lp.n+i] = min(lp.Lo[lp.n+i], full[i])
			}
			lp.Settle()
			if got := lp.Dual(); got != Optimal {
				t.Fatalf("asked for no more than there is, it ended %v", got)
			}
			certain(t, lp)
			continue
		}
		some++
		value := certain(t, lp)
		reduced := make([]float64, lp.Columns())
		if bound := lp.Bound(lp.Cost, reduced); math.Abs(bound-value) > 1e-6 {
			t.Fatalf("the bound is %v and the value %v", bound, value)
		}
		// A column more or less: on from where it stands.
		j := d.next(lp.n)
		lp.Lo[j] = 1
		lp.Settle()
		if lp.Dual() != Optimal {
			t.Fatal("hiding more always fits")
		}
		if more := certain(t, lp); more < value-1e-9 {
			t.Fatalf("a tighter program is cheaper: %v and %v", more, value)
		}
	}
	if none == 0 || some == 0 {
		t.Errorf("%d without and %d with a solution", none, some)
	}
}

func TestTheDualLetsVariablesFallToTheirUpperBounds(t *testing.T) {
	// -x-y and a row that may not fall below -1: at the bounds x = y = 1 the row is -2.
	lp := New(1, [][]Entry{{{0, -1}}, {{0, -1}}})
	lp.Cost[0], lp.Cost[1] = -1, -2
	lp.Hi[0], lp.Hi[1] = 1, 1
	lp.Lo[2], lp.Hi[2] = -1, 5
	lp.Start([]int{2})
	if got := lp.Dual(); got != Optimal || certain(t, lp) != -2 {
		t.Errorf("%v %v", got, lp.X)
	}
	reduced := make([]float64, 2)
	if got := lp.Bound(lp.Cost, reduced); got != -2 {
		t.Errorf("bound %v", got)
	}
	// A row with a top: the dual makes it fall, too.
	lp = New(1, [][]Entry{{{0, 1}}, {{0, 1}}})
	lp.Cost[0], lp.Cost[1] = -1, -2
	lp.Hi[0], lp.Hi[1] = 1, 1
	lp.Lo[2], lp.Hi[2] = math.Inf(-1), 1
	lp.Start([]int{2})
	if got := lp.Dual(); got != Optimal || certain(t, lp) != -2 {
		t.Errorf("%v %v", got, lp.X)
	}
	if got := lp.Bound(lp.Cost, reduced); got != -2 {
		t.Errorf("bound %v", got)
	}
	// Outside of the basis a row stands at the bound that it has.
	lp.Start([]int{0})
	if lp.X[2] != 1 || lp.Basic(2) || lp.Rows() != 1 {
		t.Errorf("%v", lp.X)
	}
}

func TestAnObjectiveWithoutLimitHasARay(t *testing.T) {
	lp := New(1, [][]Entry{{{0, 1}}, {{0, -1}}})
	lp.Cost[0] = -1
	lp.Hi[0], lp.Hi[1] = math.Inf(1), math.Inf(1)
	if got := lp.Primal(); got != Unbounded || lp.Ray[0] <= 0 || lp.Ray[0] != lp.Ray[1] {
		t.Errorf("%v %v", got, lp.Ray)
	}
}

func TestWhereEveryStepStandsStillTheFirstVariableIsTaken(t *testing.T) {
	// Most bounds leave no room, so that many steps have no length.
	d := dice(11)
	for range 30 {
		lp := random(&d, 50, 100)
		lp.tire = 1
		for j := range lp.n {
			if d.next(3) > 0 {
				lp.Lo[j] = 0
			}
			if d.next(2) > 0 {
				lp.Hi[j] = 0
			}
		}
		if got := lp.Primal(); got != Optimal {
			t.Fatalf("ended %v", got)
		}
		certain(t, lp)
	}
}

func TestASolveEndsWithinItsBoundsWhereNothingIsGainedForLong(t *testing.T) {
	d := dice(12)
	ended := 0
	for range 30 {
		lp := random(&d, 50, 100)
		lp.tire = -patience // the first step without gain is one too many
		for j := range lp.n {
			lp.Lo[j] = 0
		}
		if got := lp.Primal(); got != Optimal {
			t.Fatalf("ended %v", got)
		}
		for j, x := range lp.X {
			if x < lp.Lo[j]-1e-6 || x > lp.Hi[j]+1e-6 {
				t.Fatalf("variable %d is %v, outside of %v to %v", j, x, lp.Lo[j], lp.Hi[j])
			}
		}
		ended += lp.loop
	}
	if ended == 0 {
		t.Error("every step gained something")
	}
}

// TestCostsOfVeryDifferentSizeDoNotSendASolveRound has one cost that is as large as all
// others together times 10^11, as the router has: what rounding leaves of it is larger
// than some of the others.
func TestCostsOfVeryDifferentSizeDoNotSendASolveRound(t *testing.T) {
	d := dice(13)
	for range 60 {
		lp := random(&d, 60, 150)
		for j := range lp.n {
			lp.Cost[j] = 1e-4 * float64(d.next(3))
		}
		lp.Cost[0] = -1e7
		if got := lp.Primal(); got != Optimal {
			t.Fatalf("ended %v", got)
		}
		for j, x := range lp.X {
			if x < lp.Lo[j]-1e-6 || x > lp.Hi[j]+1e-6 {
				t.Fatalf("variable %d is %v, outside of %v to %v", j, x, lp.Lo[j], lp.Hi[j])
			}
		}
	}
}

func TestAColumnThatDependsOnOthersIsLeftOutOfABasis(t *testing.T) {
	lp := New(2, [][]Entry{{{0, 1}, {1, 1}}, {{0, 2}, {1, 2}}, {{1, 1}}})
	lp.Prefer([]int{0, 1, 2})
	if !lp.Basic(0) || lp.Basic(1) || !lp.Basic(2) {
		t.Errorf("basis %v", lp.Basis())
	}
	if got := lp.Product(1, []float64{3, 4}); got != 14 {
		t.Errorf("product %v", got)
	}
}
