package disclose

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestOracle is run by hand.
func TestOracle(t *testing.T) {
	if os.Getenv("ORACLE") == "" {
		t.Skip()
	}
	bad := 0
	lo, hi := 0, 120
	fmt.Sscanf(os.Getenv("ORACLE"), "%d-%d", &lo, &hi)
	for seed := lo; seed < hi; seed++ {
		p := randomProblem(uint64(seed))
		got, err := Protect(p, Options{})
		var b strings.Builder
		b.WriteString("Minimize\n obj: 0 z")
		for i, c := range p.Cells {
			fmt.Fprintf(&b, " + %g y%d\n", c.Weight, i)
		}
		b.WriteString("Subject To\n")
		row := 0
		big := 1000.0
		bounds := ""
		for i, c := range p.Cells {
			if !c.Primary {
				continue
			}
			for dir := 0; dir < 2; dir++ {
				for _, r := range p.Relations {
					row++
					fmt.Fprintf(&b, " r%d:", row)
					for _, k := range r.Parts {
						fmt.Fprintf(&b, " + d%d_%d_%d\n", i, dir, k)
					}
					fmt.Fprintf(&b, " - d%d_%d_%d = 0\n", i, dir, r.Total)
				}
				for k, o := range p.Cells {
					up := math.Min(o.ceiling()-o.Value, big)
					fmt.Fprintf(&b, " u%d_%d_%d: d%d_%d_%d - %g y%d <= 0\n", i, dir, k, i, dir, k, up, k)
					fmt.Fprintf(&b, " l%d_%d_%d: d%d_%d_%d + %g y%d >= 0\n", i, dir, k, i, dir, k, o.Value-o.Floor, k)
					bounds += fmt.Sprintf(" d%d_%d_%d free\n", i, dir, k)
				}
			}
			fmt.Fprintf(&b, " pu%d: d%d_0_%d >= %g\n", i, i, i, c.Upper)
			fmt.Fprintf(&b, " pl%d: d%d_1_%d <= %g\n", i, i, i, -c.Lower)
			if c.Sliding > 0 {
				fmt.Fprintf(&b, " ps%d: d%d_0_%d - d%d_1_%d >= %g\n", i, i, i, i, i, c.Sliding)
			}
		}
		b.WriteString("Bounds\n" + bounds + " z = 0\n")
		for i, c := range p.Cells {
			if c.Primary {
				fmt.Fprintf(&b, " y%d = 1\n", i)
			}
			if c.Fixed {
				fmt.Fprintf(&b, " y%d = 0\n", i)
			}
		}
		b.WriteString("Binary\n")
		for i := range p.Cells {
			fmt.Fprintf(&b, " y%d\n", i)
		}
		b.WriteString("End\n")
		os.WriteFile("/tmp/nh-o.lp", []byte(b.String()), 0o600)
		out, _ := exec.Command("cbc", "/tmp/nh-o.lp", "sec", "20", "solve", "solution", "/tmp/nh-o.sol", "quit").CombinedOutput()
		want := math.NaN()
		note := ""
		for _, l := range strings.Split(string(out), "\n") {
			if strings.HasPrefix(l, "Objective value:") {
				fmt.Sscanf(strings.TrimPrefix(l, "Objective value:"), "%g", &want)
			}
			if strings.Contains(l, "nfeasible") || strings.Contains(l, "Result -") {
				note += l
			}
		}
		flag := ""
		if math.Abs(want-got.Cost) > 1e-4 || err != nil {
			flag = "  <<<<"
			bad++
		}
		t.Log(seed, len(p.Cells), got.Cost, got.LowerBound, want, note, err, flag)
	}
	t.Log("bad", bad)
}

type testDice uint64

func (d *testDice) next(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int(uint64(*d)>>33) % n
}

// randomProblem is a two- to four-way table with margins.
func randomProblem(seed uint64) *Problem {
	d := testDice(seed*7919 + 1)
	d.next(2)
	dims := make([]int, 2+d.next(2))
	size := 1
	for k := range dims {
		dims[k] = 3 + d.next(3-len(dims)/3)
		size *= dims[k]
	}
	p := &Problem{Cells: make([]Cell, size)}
	stride := make([]int, len(dims))
	st := 1
	for k := range dims {
		stride[k] = st
		st *= dims[k]
	}
	coord := func(i, k int) int { return i / stride[k] % dims[k] }
	spread := 4 + d.next(30)
	for i := range p.Cells {
		inner := true
		for k := range dims {
			p.Cells[i].ID += fmt.Sprint(coord(i, k), "|")
			inner = inner && coord(i, k) > 0
		}
		if inner {
			p.Cells[i].Value = float64(d.next(spread) * d.next(spread) / 6)
		}
	}
	for k := range dims {
		for i := range p.Cells {
			if coord(i, k) != 0 {
				continue
			}
			r := Relation{Total: i}
			sum := 0.0
			for c := 1; c < dims[k]; c++ {
				r.Parts = append(r.Parts, i+c*stride[k])
				sum += p.Cells[i+c*stride[k]].Value
			}
			p.Cells[i].Value = sum
			p.Relations = append(p.Relations, r)
		}
	}
	for i := range p.Cells {
		c := &p.Cells[i]
		c.Weight = 1 + c.Value
		if c.Value > 0 && c.Value < 5 {
			c.Primary, c.Lower, c.Upper = true, c.Value, 5-c.Value
			if d.next(4) == 0 {
				c.Sliding = 8
			}
		} else if d.next(12) == 0 {
			c.Fixed = true
		}
		if d.next(10) == 0 {
			c.Ceiling = c.Value + float64(1+d.next(12))
		}
	}
	return p
}
