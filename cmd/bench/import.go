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
	took figures
	// What it is compared with: the file read with the standard library and,
	// unless nil, with the reader of the program.
	standard, own *measured
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
func (b *bench) does(rounds int, all ...*measured) error {
	var works []work
	for _, m := range all {
		works = append(works, b.work(m))
	}
	took, err := b.inTurns(rounds, false, works...)
	if err != nil {
		return err
	}
	for i, m := range all {
		m.took = took[i]
	}
	return nil
}

// row is a row of the table about a file of so many rows.
func (m *measured) row(rows int) []string {
	over := func(other *measured) string {
		switch other {
		case nil:
			return "–"
		case m:
			return "1"
		}
		return m.took.over(other.took).ratios()
	}
	return []string{m.name, m.took.times(1), thousands(int(float64(rows) / m.took.median())), over(m.standard), over(m.own), m.peaks()}
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
	imports := func(from, to string) job {
		return job{Work: "import", File: from, DB: to, Profile: "england-ilacs"}
	}
	standard := &measured{name: "encoding/csv, ReuseRecord, reading alone", job: job{Work: "csv", File: distinct}}
	own := &measured{name: "internal/csvfile, reading alone", job: job{Work: "csvfile", File: distinct}}
	sqlite := &measured{name: "import, SQLite", job: imports(distinct, file)}
	standardSame := &measured{name: "bad case: encoding/csv alone", job: job{Work: "csv", File: same}}
	bad := &measured{name: "bad case: import, SQLite, every row said before", job: imports(same, file)}
	all := []*measured{standard, own, sqlite, standardSame, bad}
	if err := b.does(b.size(7, 2), all...); err != nil {
		return table{}, err
	}
	standard.standard, own.standard, sqlite.standard, standardSame.standard, bad.standard = standard, standard, standard, standardSame, standardSame
	own.own, sqlite.own = own, own
	if b.server != "" { // in turns of its own, because the server works on after an import
		again := &measured{name: "PostgreSQL: encoding/csv alone", job: job{Work: "csv", File: distinct}}
		postgres := &measured{name: "PostgreSQL: import (memory: without the server)", job: imports(distinct, postgresDB)}
		if err := b.does(b.size(5, 2), again, postgres); err != nil {
			return table{}, err
		}
		again.standard, postgres.standard = again, again
		all = append(all, again, postgres)
	}
	for _, m := range all {
		if d := m.last(); d.Rows != rows {
			return table{}, fmt.Errorf("%s: %d of %d rows were read", m.name, d.Rows, rows)
		}
	}
	if n := sqlite.last().Counted; n != rows {
		return table{}, fmt.Errorf("%d of %d rows were imported as inspections of their own", n, rows)
	}
	if d := bad.last(); d.Counted+d.Findings < rows {
		return table{}, fmt.Errorf("of %d rows that say the same, %d count and %d are findings", rows, d.Counted, d.Findings)
	}
	t := table{title: "Import of outcomes",
		about: fmt.Sprintf("The rows of testdata/real/ilacs_history_JT39.csv again and again, %s rows, %s, profile england-ilacs: each row an inspection of its own, and in the bad case each row but the first %d a duplicate of an earlier one, with a finding. "+
			"From opening a new database to closing it, the file itself kept in it; each in a process of its own.", thousands(rows), megabytes(length), bad.last().Counted),
		head: []string{"Work", "Time", "Rows a second", "Times encoding/csv", "Times csvfile", "Memory at most"}}
	for _, m := range all {
		t.rows = append(t.rows, m.row(rows))
	}
	t.meaning = fmt.Sprintf("Importing takes %s times, and in the bad case %s times, what the standard library takes to read the file and do nothing with it; the target is at most %d times.",
		short(sqlite.took.over(standard.took).median()), short(bad.took.over(standardSame.took).median()), importTarget)
	return t, nil
}
