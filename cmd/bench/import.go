package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

const importTarget = 8 // times what encoding/csv takes

// imports measures the import of published outcomes.
func (b *bench) imports() ([]table, error) {
	cost, err := b.importCost()
	if err != nil {
		return nil, err
	}
	growth, err := b.importGrowth()
	return []table{cost, growth}, err
}

// measured is a job, and what each time it was done gave.
type measured struct {
	name string
	job  job
	all  []done
}

// work gives the job to a child, each time with a new database.
func (b *bench) work(m *measured) work {
	return func() (time.Duration, error) {
		drop := func() error { return nil }
		if m.job.DB == postgresDB {
			address, dropSchema, err := newSchema(b.ctx, b.server)
			if err != nil {
				return 0, err
			}
			drop = dropSchema
			m.job.DB = address
			defer func() { m.job.DB = postgresDB }()
		} else if m.job.DB != "" {
			drop = func() error { return removeDB(m.job.DB) }
		}
		d, err := b.give(m.job)
		if err != nil {
			drop()
			return 0, err
		}
		m.all = append(m.all, d)
		return d.Took, drop()
	}
}

func removeDB(path string) error {
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}

func (m *measured) last() done { return m.all[len(m.all)-1] }

// does does the works of the jobs in turns.
func (b *bench) does(rounds int, all []*measured) ([]figures, error) {
	var works []work
	for _, m := range all {
		works = append(works, b.work(m))
	}
	return b.inTurns(rounds, false, works...)
}

func (b *bench) importCost() (table, error) {
	rows := b.size(1_000_000, 2_000)
	distinct, length, err := b.writeHistory("distinct.csv", rows, true)
	if err != nil {
		return table{}, err
	}
	defer os.Remove(distinct)
	same, _, err := b.writeHistory("same.csv", rows, false)
	if err != nil {
		return table{}, err
	}
	defer os.Remove(same)
	b.say("importing %s rows", thousands(rows))
	file := filepath.Join(b.dir, "import.db")
	all := []*measured{
		{name: "encoding/csv, ReuseRecord, reading alone", job: job{Work: "csv", File: distinct}},
		{name: "internal/csvfile, reading alone", job: job{Work: "csvfile", File: distinct}},
		{name: "import, SQLite", job: job{Work: "import", File: distinct, DB: file, Profile: "england-ilacs"}},
		{name: "bad case: encoding/csv alone", job: job{Work: "csv", File: same}},
		{name: "bad case: import, SQLite, every row said before", job: job{Work: "import", File: same, DB: file, Profile: "england-ilacs"}},
	}
	if b.server != "" {
		all = append(all, &measured{name: "import, PostgreSQL (memory: without the server)", job: job{Work: "import", File: distinct, DB: postgresDB, Profile: "england-ilacs"}})
	}
	took, err := b.does(b.size(5, 2), all)
	if err != nil {
		return table{}, err
	}
	if n := all[2].last().Counted; n != rows {
		return table{}, fmt.Errorf("%d of %d rows were imported as inspections of their own", n, rows)
	}
	if d := all[4].last(); d.Counted+d.Findings < rows {
		return table{}, fmt.Errorf("of %d rows that say the same, %d count and %d are findings", rows, d.Counted, d.Findings)
	}
	const first, own, importing, firstBad, bad = 0, 1, 2, 3, 4
	t := table{title: "Import of outcomes",
		about: fmt.Sprintf("The rows of testdata/real/ilacs_history_JT39.csv again and again, %s rows, %s, profile england-ilacs: each row an inspection of its own, and in the bad case each row but the first %d a duplicate of an earlier one, with a finding. "+
			"From opening a new database to closing it, the file itself kept in it; each in a process of its own.", thousands(rows), megabytes(length), all[4].last().Counted),
		head: []string{"Work", "Time", "Rows a second", "Times encoding/csv", "Times csvfile", "Memory at most"}}
	for i, m := range all {
		of, ofOwn := took[first], took[own].median()
		if i == firstBad || i == bad {
			of, ofOwn = took[firstBad], 0
		}
		cell := "–"
		if ofOwn > 0 {
			cell = took[i].over(took[own]).ratios()
		}
		t.rows = append(t.rows, []string{m.name, took[i].times(1), thousands(int(float64(rows) / took[i].median())), took[i].over(of).ratios(), cell, m.peaks()})
	}
	t.meaning = fmt.Sprintf("Importing takes %s times, and in the bad case %s times, what the standard library takes to read the file and do nothing with it; the target is at most %d times.",
		short(took[importing].over(took[first]).median()), short(took[bad].over(took[firstBad]).median()), importTarget)
	return t, nil
}
