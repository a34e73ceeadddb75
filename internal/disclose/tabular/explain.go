package tabular

import (
	"math/big"
	"slices"
	"strings"
)

// explain says how a reader works a hidden cell out, without any figure: "“A|all”
// less “A|girls”". It gives "" where the cell does not follow by sums alone.
//
// It solves the sums for the hidden cells, as a reader with a pencil would if
// patient enough: each sum is an equation in them, and the published cells are what
// is known.
func (t *tables) explain(target int, hidden []bool) string {
	if step := t.oneSum(target, hidden); step != "" {
		return step
	}
	combination := t.combine(target, hidden)
	if combination == nil {
		return ""
	}
	plus, less := []string{}, []string{}
	for i, c := range t.cells {
		f := combination[i]
		switch {
		case f == nil || f.Sign() == 0:
		case f.Sign() > 0:
			plus = append(plus, t.term(c, f))
		default:
			less = append(less, t.term(c, new(big.Rat).Neg(f)))
		}
	}
	return strings.Join(append([]string{strings.Join(plus, " plus ")}, less...), " less ")
}

// term names a cell with the factor it is taken by and the release that shows it.
func (t *tables) term(c *cell, factor *big.Rat) string {
	name := quoted(c.id)
	switch {
	case c.release != "" && c.state != toPublish:
		name += " (" + c.release + ")"
	case c.state == toPublish && t.now != "":
		name += " (" + t.now + ")"
	}
	if factor.Cmp(big.NewRat(1, 1)) != 0 {
		return factor.RatString() + " × " + name
	}
	return name
}

// oneSum explains a cell that is the only hidden one in a sum.
func (t *tables) oneSum(target int, hidden []bool) string {
	one := big.NewRat(1, 1)
	for _, r := range t.relations {
		all := append([]int{r.total}, r.parts...)
		if !slices.Contains(all, target) || slices.ContainsFunc(all, func(i int) bool { return hidden[i] && i != target }) {
			continue
		}
		var names []string
		for _, i := range all {
			if i != target {
				names = append(names, t.term(t.cells[i], one))
			}
		}
		if r.total == target {
			return strings.Join(names, " plus ")
		}
		return strings.Join(names, " less ")
	}
	return ""
}

// maxEquations bounds the work of combine, which grows with the cube.
const maxEquations = 400

// combine finds factors for the published cells that give the target: it removes
// the other hidden cells from the equations one by one, exactly, in fractions.
func (t *tables) combine(target int, hidden []bool) map[int]*big.Rat {
	var rows []map[int]*big.Rat
	for _, r := range t.relations {
		row := map[int]*big.Rat{r.total: big.NewRat(-1, 1)}
		some := hidden[r.total]
		for _, p := range r.parts {
			row[p], some = big.NewRat(1, 1), some || hidden[p]
		}
		if some {
			rows = append(rows, row)
		}
	}
	if len(rows) > maxEquations {
		return nil
	}
	for i := range t.cells {
		if !hidden[i] || i == target {
			continue
		}
		at := slices.IndexFunc(rows, func(r map[int]*big.Rat) bool { return r[i] != nil })
		if at < 0 {
			continue
		}
		pivot := rows[at]
		rows = slices.Delete(rows, at, at+1)
		for _, row := range rows {
			if row[i] != nil {
				subtract(row, pivot, new(big.Rat).Quo(row[i], pivot[i]))
			}
		}
	}
	for _, row := range rows {
		own := row[target]
		if own == nil {
			continue
		}
		delete(row, target)
		for _, f := range row {
			f.Quo(f, new(big.Rat).Neg(own))
		}
		return row
	}
	return nil
}

// subtract takes a multiple of one equation from another.
func subtract(row, pivot map[int]*big.Rat, times *big.Rat) {
	for i, f := range pivot {
		d := new(big.Rat).Mul(f, times)
		if row[i] == nil {
			row[i] = new(big.Rat)
		}
		row[i].Sub(row[i], d)
		if row[i].Sign() == 0 {
			delete(row, i)
		}
	}
}
