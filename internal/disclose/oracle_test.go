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
