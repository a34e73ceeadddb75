package main

import "fmt"

const (
	returnTarget = 5     // times what encoding/csv takes
	returnPeak   = 300e6 // bytes
	typedTarget  = 200e6 // bytes a second of a core
)

// returnsRead measures what is done with returns.
func (b *bench) returnsRead() ([]table, error) {
	national, workers, err := b.national()
	if err != nil {
		return nil, err
	}
	many, err := b.manyEvents()
	return []table{national, workers, many}, err
}

// national measures the return of a whole country, on one core and on two.
func (b *bench) national() (cost, scaling table, err error) {
	j, size, err := b.writeReturn(b.size(100_000, 2_000), 0)
	if err != nil {
		return cost, scaling, err
	}
	defer j.remove()
	b.say("reading, checking and measuring a return")
	steps := []struct {
		name, work string
		change     func(*returnJob)
	}{
		{"encoding/csv, ReuseRecord, reading alone", "return-csv", nil},
		{"reading into typed columns", "return", nil},
		{"the same once more in the same process", "return", func(j *returnJob) { j.Again = true }},
		{"reading, all measures", "return", func(j *returnJob) { j.Measures = true }},
		{"reading, all rules", "return", func(j *returnJob) { j.Rules = true }},
		{"reading, all rules and all measures", "return", func(j *returnJob) { j.Rules, j.Measures = true, true }},
	}
	var all []*measured
	for _, workers := range []int{1, 2} {
		for _, s := range steps {
			m := j.with(fmt.Sprintf("%s, on %s", s.name, cores(workers)), s.work, workers, s.change)
			all = append(all, m)
			m.standard = all[(len(all)-1)/len(steps)*len(steps)]
		}
	}
	if err := b.does(b.size(5, 1), all...); err != nil {
		return cost, scaling, err
	}
	rows := all[0].last().Rows
	cost = table{title: "A national return",
		about: fmt.Sprintf("Made up: %s children, %s events, two files of %s together. Each work in a process of its own, with nothing in the processor’s caches or in its memory; reading once more has the memory of the first time. “On the same cores” is encoding/csv with as many goroutines, each with its piece of the file. The rate is by the time that the processors worked.",
			thousands(b.size(100_000, 2_000)), thousands(rows), megabytes(size)),
		head: []string{"Work", "Time", "Times encoding/csv on the same cores", "MB/s a core", "Memory at most"}}
	for _, m := range all {
		if m.last().Rows != rows {
			return cost, scaling, fmt.Errorf("%s: %d of %d events", m.name, m.last().Rows, rows)
		}
		over := "1"
		if m.standard != m {
			over = m.took.over(m.standard.took).ratios()
		}
		cost.rows = append(cost.rows, []string{m.name, m.took.times(1), over, m.rate(size), m.peaks()})
	}
	one, two := all[len(steps)-1], all[2*len(steps)-1]
	cost.meaning = fmt.Sprintf("Reading, all rules and all measures take %s times what encoding/csv takes to read the files on one core, and %s times on two (target: at most %d); they hold %s (target: under %s). A core reads %s MB/s into typed columns in a new process and %s MB/s after (target: at least %s).",
		short(one.took.over(one.standard.took).median()), short(two.took.over(two.standard.took).median()), returnTarget,
		megabytes(int64(max(one.peak(), two.peak()))), megabytes(returnPeak), all[1].rate(size), all[2].rate(size), short(typedTarget/1e6))
	scaling = table{title: "The same work on two cores",
		about: "The works of the table above with --workers 1 and 2.",
		head:  []string{"Work", "One worker", "Two workers", "Times faster"}}
	for i, s := range steps {
		a, c := all[i].took, all[len(steps)+i].took
		scaling.rows = append(scaling.rows, []string{s.name, a.times(1), c.times(1), a.over(c).ratios()})
	}
	scaling.meaning = fmt.Sprintf("A second worker makes reading, rules and measures together %s times faster.", short(one.took.over(two.took).median()))
	return cost, scaling, nil
}

func cores(n int) string {
	if n == 1 {
		return "one core"
	}
	return fmt.Sprintf("%d cores", n)
}
