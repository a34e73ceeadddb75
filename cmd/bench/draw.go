package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"

	"github.com/northinch/northinch/internal/sampling"
)

// draws measures the draw of a sample beside a shuffle that promises nothing.
func (b *bench) draws() ([]table, error) {
	n, size := b.size(1_000_000, 1_000), b.size(10_000, 100)
	items := make([]sampling.Item, n)
	for i := range items {
		items[i] = sampling.Item{Row: i + 2, Reference: sampling.Refer(fmt.Sprint("R-", i)), Stratum: "Registered"}
	}
	key, err := sampling.NewKey(bytes.Repeat([]byte("k"), 32))
	if err != nil {
		return nil, err
	}
	seed := sampling.Hash{1, 2, 3}
	var frame sampling.Frame
	var record *sampling.Record
	b.say("drawing from %s records", thousands(n))
	framed := timed(func() (err error) {
		frame, err = sampling.NewFrame(key, items)
		return err
	})
	committed := timed(func() error {
		plan, err := sampling.NewPlan(frame, "Made-up records", "", sampling.Design{Aim: sampling.Aim{Interval: sampling.Normal, Margin: 10, Confidence: 90, Share: 50}, Size: size, Allocation: sampling.InProportion, Minimum: 2}, nil, nil)
		if err != nil {
			return err
		}
		record, err = sampling.Commit(frame, plan, seed)
		return err
	})
	drawn := timed(func() error {
		one := *record
		return one.Draw(seed, "")
	})
	var file []byte
	verified := timed(func() error {
		if file == nil {
			one := *record
			if err := one.Draw(seed, ""); err != nil {
				return err
			}
			file = one.Bytes()
		}
		report, err := sampling.Verify(file, sampling.Beside{})
		if err == nil && len(report.Failed()) > 0 {
			err = fmt.Errorf("the draw does not verify")
		}
		return err
	})
	ordered := timed(func() error {
		if got := sampling.Order(seed, "Registered", n, n); len(got) != n {
			return fmt.Errorf("%d of %d tickets", len(got), n)
		}
		return nil
	})
	list := make([]uint32, n)
	source := rand.New(rand.NewChaCha8(seed))
	plain := timed(func() error {
		for i := range list {
			list[i] = uint32(i)
		}
		source.Shuffle(n, func(i, j int) { list[i], list[j] = list[j], list[i] })
		return nil
	})
	works := []struct {
		name string
		work
	}{
		{"the frame: every reference hashed with the key, and all sorted", framed},
		{"the plan and the commitment", committed},
		{"**the draw**", drawn},
		{"the order of all tickets", ordered},
		{"a shuffle by the standard library, ChaCha8", plain},
		{"verifying the public record", verified},
	}
	var all []work
	for _, w := range works {
		all = append(all, w.work)
	}
	took, err := b.inTurns(b.size(5, 2), true, all...)
	if err != nil {
		return nil, err
	}
	t := table{title: "Drawing a sample",
		about: fmt.Sprintf("A sample of %s from a frame of %s made-up records in one stratum. The shuffle is the least that a draw must do; it leaves nothing that anybody could check.", thousands(size), thousands(n)),
		head:  []string{"Work", "Time", "Times the shuffle"}}
	for i, w := range works {
		over := "1"
		if i != 4 {
			over = took[i].over(took[4]).ratios()
		}
		t.rows = append(t.rows, []string{w.name, took[i].times(1), over})
	}
	t.meaning = fmt.Sprintf("The draw takes %s (target: under a second).", spell(took[2].median()))
	return []table{t}, nil
}
