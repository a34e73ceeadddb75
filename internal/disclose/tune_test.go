package disclose_test

import (
	"os"
	"runtime/pprof"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/disclose"
	"github.com/northinch/northinch/internal/disclose/madeup"
)

func TestTune(t *testing.T) {
	specs := map[string]madeup.Spec{
		"32x4":    {Axes: []madeup.Axis{{32}, {4}}, Mean: 8, Below: 5, Seed: 1},
		"32x4b":   {Axes: []madeup.Axis{{32}, {4}}, Mean: 20, Below: 5, Seed: 2},
		"32x4c":   {Axes: []madeup.Axis{{32}, {4}}, Mean: 50, Below: 5, Seed: 3},
		"4x4x3":   {Axes: []madeup.Axis{{4}, {4}, {3}}, Mean: 15, Below: 5, Seed: 1},
		"6x4x3":   {Axes: []madeup.Axis{{6}, {4}, {3}}, Mean: 15, Below: 5, Seed: 2},
		"h8x5":    {Axes: []madeup.Axis{{4, 8}, {5}}, Mean: 15, Below: 5, Seed: 2},
		"3x3x3x2": {Axes: []madeup.Axis{{3}, {3}, {3}, {2}}, Mean: 15, Below: 5, Seed: 2},
		"big":     {Axes: []madeup.Axis{{4, 8, 10}, {8}, {20}, {2, 4}}, Mean: 20, Below: 5, Seed: 1},
		"mid":     {Axes: []madeup.Axis{{4, 8}, {8}, {6}, {2}}, Mean: 20, Below: 5, Seed: 1},
		"32x8x4":  {Axes: []madeup.Axis{{32}, {8}, {4}}, Mean: 20, Below: 5, Seed: 1},
	}
	name := os.Getenv("TUNE")
	p := madeup.Table(specs[name])
	n := 0
	for _, c := range p.Cells {
		if c.Primary {
			n++
		}
	}
	if os.Getenv("STOP") != "" {
		f, _ := os.Create("/tmp/nh-stop.prof")
		pprof.StartCPUProfile(f)
		time.AfterFunc(40*time.Second, func() { pprof.StopCPUProfile(); f.Close(); os.Exit(0) })
	}
	start := time.Now()
	got, err := disclose.Protect(p, disclose.Options{Progress: func(g disclose.Progress) {
		if (g.Done%8192 == 0 || g.Done < 2000) && p != nil && len(p.Cells) > 5000 {
			println(g.Step, g.Done, g.Total, int(g.LowerBound), g.Work)
		}
	}})
	t.Log(name, len(p.Cells), "primary", n, "hidden", len(got.Suppressed), "cost", got.Cost, "bound", got.LowerBound, "work", got.Work, time.Since(start), err)
}
