package main

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/northinch/northinch/internal/stats/agreement"
	"github.com/northinch/northinch/internal/stats/agreement/agreementtest"
	"github.com/northinch/northinch/internal/stats/duration"
)

// statistics measures what the statistics take on a lot of data, each beside the
// least that any program must do with the same data.
func (b *bench) statistics() ([]table, error) {
	t := table{title: "Statistics",
		about: "Made-up ratings on a scale of six, 5% missing, and made-up durations in whole days. Each beside the least that must be done with the same data: adding the ratings up, drawing the numbers of units, sorting the durations. Agreement is on one core, the replicates on two.",
		head:  []string{"Work", "Time", "The least that must be done", "Times"}}
	var agree, resample, curve figures
	for _, one := range []struct {
		name string
		to   *figures
		run  func() (f, least work, err error)
	}{
		{fmt.Sprintf("Krippendorff’s ordinal alpha and AC2 with intervals, %s units by 3 raters", thousands(b.size(100_000, 1_000))), &agree, b.agreement},
		{fmt.Sprintf("%s bootstrap replicates of alpha, %s units by 3 raters", thousands(b.size(2_000, 100)), thousands(1_000)), &resample, b.bootstrap},
		{fmt.Sprintf("Kaplan-Meier with its variance, %s spells", thousands(b.size(1_000_000, 1_000))), &curve, b.curve},
	} {
		f, least, err := one.run()
		if err != nil {
			return nil, err
		}
		b.say("%s", one.name)
		took, err := b.inTurns(b.size(9, 3), true, f, least)
		if err != nil {
			return nil, err
		}
		*one.to = took[0]
		t.rows = append(t.rows, []string{one.name, took[0].times(1), took[1].times(1), took[0].over(took[1]).ratios()})
	}
	t.meaning = fmt.Sprintf("Agreement with intervals takes %s (target 30 ms), the replicates %s (target 1 s), the curve %s (target 300 ms).",
		spell(agree.median()), spell(resample.median()), spell(curve.median()))
	return []table{t}, nil
}

// raters is how many rated each unit.
const raters = 3

func (b *bench) agreement() (work, work, error) {
	ratings := agreementtest.Ratings(1, b.size(100_000, 1_000), raters, 6, 0.05)
	scale := agreement.Steps(6)
	weights, err := agreement.Quadratic.On(scale)
	if err != nil {
		return nil, nil, err
	}
	both := func() error {
		r, err := agreement.New(scale, raters, ratings)
		if err != nil {
			return err
		}
		if _, err := r.Alpha(agreement.OrdinalRank, agreement.Options{Conf: 0.95}); err != nil {
			return err
		}
		_, err = r.Estimate(agreement.Gwet, weights, agreement.Options{Conf: 0.95})
		return err
	}
	sum := func() error {
		total := 0
		for _, x := range ratings {
			total += int(x)
		}
		if total == 0 {
			return fmt.Errorf("there are no ratings")
		}
		return nil
	}
	return timed(both), timed(sum), nil
}

func (b *bench) bootstrap() (work, work, error) {
	replicates, units := b.size(2_000, 100), 1_000
	r, err := agreement.New(agreement.Steps(6), raters, agreementtest.Ratings(1, units, raters, 6, 0.05))
	if err != nil {
		return nil, nil, err
	}
	all := func() error {
		_, err := r.BootstrapAlpha(agreement.OrdinalRank, agreement.Resampling{Replicates: replicates, Seed: 1, Conf: 0.95})
		return err
	}
	draw := func() error {
		source, drawn := rand.New(rand.NewPCG(1, 2)), make([]int, units)
		for range replicates * units {
			drawn[source.IntN(units)]++
		}
		return nil
	}
	return timed(all), timed(draw), nil
}

func (b *bench) curve() (work, work, error) {
	spells := duration.Made(b.size(1_000_000, 1_000), 1)
	ends := make([]float64, len(spells))
	km := func() error {
		_, err := duration.KaplanMeier(spells)
		return err
	}
	sort := func() error {
		for i, s := range spells {
			ends[i] = s.End
		}
		slices.Sort(ends)
		return nil
	}
	return timed(km), timed(sort), nil
}
