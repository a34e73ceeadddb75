package sampling

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// pythonOrder is what the Python program of docs/methods/draw.md gives for the example.
const pythonOrder = "[10 18 16 2 12 6 17 15]"

func page(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "methods", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTheExamplesOfThePageOnTheDrawAreTrue(t *testing.T) {
	text := page(t, "draw.md")
	r, _ := drawn(t, 5, 20)
	replace(t, r, Ticket{1, 1}, "held", Hash{})
	replace(t, r, Ticket{1, 2}, "not-in-population", Hash{})
	replace(t, r, Ticket{1, 6}, "in-frame-twice", Hash{})
	all, err := r.Weights()
	if err != nil {
		t.Fatal(err)
	}
	whole, read := 0.0, 0
	for _, c := range all {
		whole += c.Weight
		if c.Status == InSample {
			read++
		}
	}
	for _, says := range []string{
		fmt.Sprint(Order(Hash{}, "Registered", 20, 8)),
		fmt.Sprintf("%d were called, and %d are read", len(all), read),
		fmt.Sprintf("= %.0f, and each of the %d has the weight %v", whole, read, all[len(all)-1].Weight),
	} {
		if !strings.Contains(text, says) {
			t.Errorf("the page does not say %q", says)
		}
	}
}

// The page's Python program shares nothing with this one but the page.
func TestTheProgramOfThePageAgrees(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("no Python here; pythonOrder was computed by it")
	}
	_, program, _ := strings.Cut(page(t, "draw.md"), "```python")
	_, program, _ = strings.Cut(program, "\n")
	program, _, _ = strings.Cut(program, "```\n")
	program, main, found := strings.Cut(program, `if __name__ == "__main__":`)
	if !found || !strings.Contains(main, "check(open(sys.argv[1]") {
		t.Fatal("the program of the page does not check the file that it is given")
	}
	program += "print(order(bytes(32), 'Registered', range(20))[:8])\nfor name in sys.argv[1:]:\n    print(check(open(name, 'rb').read()))\n"

	early, _ := committed(t, "", 4, 9)
	whole, _ := full(t)
	large, _ := drawn(t, 300, 1000, 500) // streams of several keys
	sample, _ := full(t)
	sample.Drawn.Sample[4].Line[0] ^= 1
	reason, _ := full(t)
	reason.Replacements[1].Reason = "not-in-population"
	seed, _ := full(t)
	seed.Drawn.Seed[3] ^= 1
	title, _ := full(t)
	title.Plan.Title += "."
	records := []*Record{early, whole, large, odd(t), sample, reason, seed, title}

	dir := t.TempDir()
	args := []string{"-c", program}
	for i, r := range records {
		name := filepath.Join(dir, fmt.Sprint(i))
		if err := os.WriteFile(name, r.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	out, err := exec.CommandContext(t.Context(), python, args...).CombinedOutput()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err != nil || len(lines) != 1+len(records) {
		t.Fatalf("%v: %s", err, out)
	}
	if got := strings.ReplaceAll(lines[0], ",", ""); got != pythonOrder {
		t.Errorf("%s, want %s", got, pythonOrder)
	}
	for i, r := range records {
		bad := r.Verify(Beside{}).Failed()
		if holds := lines[1+i] == "[]"; holds != (len(bad) == 0) || holds != (i < 4) {
			t.Errorf("record %d: %s, and here %v", i, lines[1+i], bad)
		}
	}
}

// odd is a record with text and numbers that JSON can be written with in several ways.
func odd(t *testing.T) *Record {
	t.Helper()
	f := frameOf(t, []Item{{2, Refer("a"), "“Über” & <Ä\\\"/>", nil}, {3, Refer("b"), "7\u00a0to 9", nil}})
	d := Design{Aim: Aim{Wilson, 7.25, 99.9, 0.1}, Size: 2, Allocation: ByDeviation, Minimum: 1, CensusShare: 33.3}
	p, err := NewPlan(f, "Café 🎲", "Würfel", d, map[string]float64{f.Strata[0].Name: 0.0001, f.Strata[1].Name: 1e22}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Commit(f, p, madeSeed)
	if err == nil {
		err = r.Draw(madeSeed, "⚂ ⚄")
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestTheTablesOfThePageOnSizesAreTrue(t *testing.T) {
	text := page(t, "sample-size.md")
	row := func(name string, a Aim, populations ...int) {
		line := "| " + name + " |"
		for _, population := range populations {
			n, err := a.Size(population)
			if err != nil {
				t.Fatal(err)
			}
			line += fmt.Sprintf(" %d |", n)
		}
		if !strings.Contains(text, line+"\n") {
			t.Errorf("the page does not say %s", line)
		}
	}
	for _, c := range []struct {
		name               string
		confidence, margin float64
	}{{"90%, ±10 points", 90, 10}, {"95%, ±10 points", 95, 10}, {"95%, ±5 points", 95, 5}} {
		row(c.name, Aim{Normal, c.margin, c.confidence, 50}, 20, 50, 100, 200, 500, 1000)
	}
	row("normal, share 50%", Aim{Normal, 5, 95, 50}, 100, 500, 1000)
	row("wilson, share 50%", Aim{Wilson, 5, 95, 50}, 100, 500, 1000)
	row("normal, share 2%", Aim{Normal, 5, 95, 2}, 100, 500, 1000)
	row("wilson, share 2%", Aim{Wilson, 5, 95, 2}, 100, 500, 1000)

	d := Design{Aim: Aim{Normal, 10, 90, 50}, Allocation: InProportion, Minimum: 2, CensusShare: 80}
	f := frameOf(t, items(70, 25, 5))
	p, err := NewPlan(f, "Made up", "", d, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	reach, err := p.Reach()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range reach {
		name := s.Name
		if name == "" {
			name = "all"
		}
		if line := fmt.Sprintf("| %s | %d | %d | ±%.1f |\n", name, s.Population, s.Size, s.Margin); !strings.Contains(text, line) {
			t.Errorf("the page does not say %s", line)
		}
	}
	for _, c := range []struct {
		says       string
		n, minimum int
		deviations []float64
	}{
		{"in proportion [9 3 8]", 20, 2, nil},
		{"by deviation [6 2 12]", 20, 2, []float64{0.2, 0.2, 0.5}},
	} {
		by := InProportion
		if c.deviations != nil {
			by = ByDeviation
		}
		sizes, err := Design{Allocation: by, Minimum: c.minimum}.share(c.n, strataOf([]int{45, 15, 40}, c.deviations...))
		if err != nil || !strings.HasSuffix(c.says, fmt.Sprint(sizes)) || !strings.Contains(strings.Join(strings.Fields(text), " "), c.says) {
			t.Errorf("%s: %v (%v)", c.says, sizes, err)
		}
	}
}
