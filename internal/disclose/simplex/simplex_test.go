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
