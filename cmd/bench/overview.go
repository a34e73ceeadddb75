package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime/pprof"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/overview"
)

const overviewTarget = 20 * time.Millisecond // for 32 places

// overviews measures the national picture of a programme.
func (b *bench) overviews() ([]table, error) {
	t := table{title: "Overview of a programme",
		about: fmt.Sprintf("Made-up programmes, %d rounds of the same places, %d indicators each; the overview of the last round, with the movement since the round before. "+
			"“From cold” opens the database, checks every query and prepares each statement; “open” is in a database that is open, as for a page of the site. "+
			"“Reading alone” reads and unpacks the same outcomes, of both rounds, and counts them, from cold and open.", rounds, len(indicators)),
		head: []string{"Places", "Overview, from cold", "Reading alone, from cold", "Times", "Overview, open", "Reading alone, open", "Times", "Open, each place"}}
	var sizes, cold, open []float64
	for _, places := range []int{32, 320, 3_200, 32_000} {
		if b.quick && places > 320 {
			break
		}
		b.say("overview of %s places", thousands(places))
		took, err := b.overviewOf(places)
		if err != nil {
			return nil, err
		}
		sizes = append(sizes, float64(places))
		cold, open = append(cold, took[0].median()), append(open, took[2].median())
		t.rows = append(t.rows, []string{thousands(places),
			took[0].times(1), took[1].times(1), took[0].over(took[1]).ratios(),
			took[2].times(1), took[3].times(1), took[2].over(took[3]).ratios(), took[2].times(places)})
	}
	last := len(sizes) - 1
	t.meaning = fmt.Sprintf("The overview of 32 places takes %s ms from cold and %s ms in an open database, where at most %d ms are the target; between %s and %s places its time in an open database grows as the number of places to the power of %.2f.",
		short(cold[0]*1e3), short(open[0]*1e3), overviewTarget.Milliseconds(), thousands(int(sizes[0])), thousands(int(sizes[last])), slope(sizes, open))
	if last >= 2 {
		t.meaning += fmt.Sprintf(" From %s places on, the power is %.2f.", thousands(int(sizes[last-1])), slope(sizes[last-1:], open[last-1:]))
	}
	return []table{t}, nil
}

// overviewOf measures, in turns: the overview and reading alone from cold, and
// both in an open database.
func (b *bench) overviewOf(places int) ([]figures, error) {
	file := filepath.Join(b.dir, "overview.db")
	defer removeDB(file)
	d, err := app.Open(b.ctx, file)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	if err := b.fillRounds(d, places); err != nil {
		return nil, err
	}
	compute := func(tx *db.Tx) error {
		o, err := overview.Of(tx, access.Anyone, roundID(rounds))
		if err == nil && (o.Inspections != places || o.Movement.Pairs != places*len(indicators)) {
			err = fmt.Errorf("the overview counts %d places and %d pairs", o.Inspections, o.Movement.Pairs)
		}
		return err
	}
	read := func(tx *db.Tx) error {
		n := 0
		for _, round := range []int{rounds, rounds - 1} {
			for _, err := range outcome.Each(tx, roundID(round)) {
				if err != nil {
					return err
				}
				n++
			}
		}
		if n != 2*places {
			return fmt.Errorf("%d outcomes of %d were read", n, 2*places)
		}
		return nil
	}
	cold := func(f func(*db.Tx) error) work {
		return timed(func() error {
			d, err := app.Open(b.ctx, file)
			if err != nil {
				return err
			}
			return errors.Join(d.Read(b.ctx, f), d.Close())
		})
	}
	open := func(f func(*db.Tx) error) work { return timed(func() error { return d.Read(b.ctx, f) }) }
	stop, err := b.profile("overview-" + fmt.Sprint(places))
	if err != nil {
		return nil, err
	}
	defer stop()
	return b.inTurns(b.size(max(9, 3_000/places), 3), true, cold(compute), cold(read), open(compute), open(read))
}

// profile keeps a profile of the processor until stop, with -pprof.
func (b *bench) profile(name string) (stop func(), err error) {
	if b.pprof == "" {
		return func() {}, nil
	}
	f, err := os.Create(filepath.Join(b.pprof, name+".pprof"))
	if err != nil {
		return nil, err
	}
	return func() { pprof.StopCPUProfile(); f.Close() }, pprof.StartCPUProfile(f)
}

// slope is the power with which y grows with x: the slope of the straight line
// through their logarithms, by least squares.
func slope(x, y []float64) float64 {
	var sx, sy, sxx, sxy float64
	n := float64(len(x))
	for i := range x {
		a, b := math.Log(x[i]), math.Log(y[i])
		sx, sy, sxx, sxy = sx+a, sy+b, sxx+a*a, sxy+a*b
	}
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}
