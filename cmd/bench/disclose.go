package main

import (
	"fmt"
	"math"
	"runtime"
	"time"

	"github.com/northinch/northinch/internal/disclose"
	"github.com/northinch/northinch/internal/disclose/madeup"
)

// disclosure measures what it takes to make tables safe, beside reading the same
// tables once to check that they add up: the least that must be done.
func (b *bench) disclosure() ([]table, error) {
	t := table{title: "Making tables safe to publish",
		about: "Made-up counts, many of them small; counts of 1 to 4 are hidden and a reader must be left with 0 to 5. Time from the table to the pattern with its proof, beside checking that the table adds up. The cost is the sum of what is hidden; the bound is proven, so that no pattern costs less. The memory is what the program took in all.",
		head:  []string{"Table with its margins", "Cells", "Hidden", "Cost over the proven bound", "Time", "Checking alone", "Memory at most"}}
	sets := []struct {
		name   string
		spec   madeup.Spec
		rounds int
	}{
		{"8 × 4", madeup.Spec{Axes: []madeup.Axis{{8}, {4}}, Mean: 12, Below: 5, Seed: 1}, 9},
		{"16 × 4", madeup.Spec{Axes: []madeup.Axis{{16}, {4}}, Mean: 12, Below: 5, Seed: 1}, 9},
		{"32 × 4", madeup.Spec{Axes: []madeup.Axis{{32}, {4}}, Mean: 12, Below: 5, Seed: 1}, 9},
		{"64 × 4", madeup.Spec{Axes: []madeup.Axis{{64}, {4}}, Mean: 12, Below: 5, Seed: 1}, 5},
		{"32 × 8 × 4, linked", madeup.Spec{Axes: []madeup.Axis{{32}, {8}, {4}}, Mean: 12, Below: 5, Seed: 1}, 3},
		{"4 regions of 8 areas × 8 × 4", madeup.Spec{Axes: []madeup.Axis{{4, 8}, {8}, {4}}, Mean: 12, Below: 5, Seed: 1}, 3},
	}
	if b.quick {
		sets = sets[:2]
	}
	var first, linked figures
	for _, one := range sets {
		p := madeup.Table(one.spec)
		b.say("protecting %s (%s cells)", one.name, thousands(len(p.Cells)))
		var found disclose.Pattern
		took, err := b.inTurns(one.rounds, one.rounds > 1, timed(func() (err error) {
			found, err = disclose.Protect(p, disclose.Options{Gap: 0.01})
			return err
		}), timed(p.Check))
		if err != nil {
			return nil, err
		}
		switch one.name {
		case "32 × 4":
			first = took[0]
		case "32 × 8 × 4, linked":
			linked = took[0]
		}
		var mem runtime.MemStats
		runtime.ReadMemStats(&mem)
		t.rows = append(t.rows, []string{one.name, thousands(len(p.Cells)), thousands(len(found.Suppressed)), fmt.Sprintf("%.1f%%", 100*(found.Cost/math.Max(found.LowerBound, 1)-1)),
			took[0].times(1), took[1].times(1), megabytes(int64(mem.Sys))})
	}
	if b.quick {
		t.meaning = "Small sizes only."
		return []table{t}, nil
	}
	t.meaning = fmt.Sprintf("A table of 32 × 4 takes %s (target 100 ms), 32 × 8 × 4 %s (target 10 s).", spell(first.median()), spell(linked.median()))
	return []table{t}, nil
}

// largeDisclosure is one table of some 650,000 cells, once.
func (b *bench) largeDisclosure() ([]table, error) {
	spec := madeup.Spec{Axes: []madeup.Axis{{4, 8, 62}, {8}, {6}, {4}}, Mean: 12, Below: 5, Seed: 1}
	if b.quick {
		spec.Axes = []madeup.Axis{{2, 4}, {4}}
	}
	p := madeup.Table(spec)
	b.say("protecting a hierarchy of %s cells", thousands(len(p.Cells)))
	var found disclose.Pattern
	took, err := b.inTurns(1, false, timed(func() (err error) {
		found, err = disclose.Protect(p, disclose.Options{Progress: b.now(time.Minute)})
		return err
	}), timed(p.Check))
	if err != nil {
		return nil, err
	}
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	t := table{title: "Making a very large table safe",
		about: "4 regions of 8 areas of 62 localities, by 8 × 6 × 4 categories, each with its totals, made up as above; once. Patterns of tables of more than 3,000 cells are safe and not the cheapest: the bound is far below, and nobody knows how much of the gap is the pattern's.",
		head:  []string{"Cells", "Hidden", "Cost", "Proven bound", "Time", "Checking alone", "Memory at most"},
		rows: [][]string{{thousands(len(p.Cells)), thousands(len(found.Suppressed)), thousands(int(found.Cost)), thousands(int(found.LowerBound)),
			took[0].times(1), took[1].times(1), megabytes(int64(mem.Sys))}}}
	t.meaning = fmt.Sprintf("A hierarchy of %s cells takes %s and %s (target: minutes, and 4 GB).", thousands(len(p.Cells)), spell(took[0].median()), megabytes(int64(mem.Sys)))
	return []table{t}, nil
}

// now says how far protecting a table got, every so often.
func (b *bench) now(every time.Duration) func(disclose.Progress) {
	last := time.Now()
	return func(p disclose.Progress) {
		if time.Since(last) >= every {
			last = time.Now()
			b.say("%s: %s of %s", p.Step, thousands(p.Done), thousands(p.Total))
		}
	}
}
