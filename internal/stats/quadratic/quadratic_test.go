package quadratic

import (
	"math"
	"testing"
)

func TestTheFormOfAnInvertibleCovarianceIsThatOfItsInverse(t *testing.T) {
	// The inverse of {{2, 1}, {1, 3}} is {{3, -1}, {-1, 2}} / 5.
	value, rank := Form([][]float64{{2, 1}, {1, 3}}, []float64{1, 2})
	if math.Abs(value-7.0/5) > 1e-12 || rank != 2 {
		t.Error(value, rank)
	}
}

func TestWhatTheOthersImplyAddsNothing(t *testing.T) {
	v := [][]float64{{2, -1, -1}, {-1, 2, -1}, {-1, -1, 2}}
	value, rank := Form(v, []float64{1, 0, -1})
	whole, _ := Form([][]float64{{2, -1}, {-1, 2}}, []float64{1, 0})
	if math.Abs(value-whole) > 1e-12 || rank != 2 {
		t.Error(value, whole, rank)
	}
}

func TestNothingVariesWhereThereIsNoVariance(t *testing.T) {
	if value, rank := Form([][]float64{{0, 0}, {0, 0}}, []float64{1, 1}); value != 0 || rank != 0 {
		t.Error(value, rank)
	}
	if value, rank := Form(nil, nil); value != 0 || rank != 0 {
		t.Error(value, rank)
	}
}

func TestTheArgumentsStayAsTheyWere(t *testing.T) {
	v, d := [][]float64{{2, 1}, {1, 3}}, []float64{1, 2}
	Form(v, d)
	if v[0][0] != 2 || v[1][0] != 1 || d[1] != 2 {
		t.Error(v, d)
	}
}

// With V = AA' and d = Ax the form is at most x'x, and the order of the rows does
// not matter.
func FuzzForm(f *testing.F) {
	f.Add(int8(1), int8(2), int8(3), int8(4), int8(5), int8(6))
	f.Fuzz(func(t *testing.T, a, b, c, d, x, y int8) {
		m := [3][2]float64{{float64(a), float64(b)}, {float64(c), float64(d)}, {float64(a) - float64(c), float64(b) - float64(d)}}
		form := func(order [3]int) (float64, int) {
			v, e := make([][]float64, 3), make([]float64, 3)
			for i, from := range order {
				e[i] = m[from][0]*float64(x) + m[from][1]*float64(y)
				for _, to := range order {
					v[i] = append(v[i], m[from][0]*m[to][0]+m[from][1]*m[to][1])
				}
			}
			return Form(v, e)
		}
		one, rank := form([3]int{0, 1, 2})
		other, same := form([3]int{2, 0, 1})
		most := float64(x)*float64(x) + float64(y)*float64(y)
		if rank > 2 || rank != same || one < 0 || one > most*(1+1e-6)+1e-6 || math.Abs(one-other) > 1e-6*(1+most) {
			t.Errorf("%v (%d), %v (%d), at most %v", one, rank, other, same, most)
		}
	})
}
