package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// peak is the most memory that the job took, in bytes, the median.
func (m *measured) peak() float64 { return m.peaked().median() }

func (m *measured) peaked() (all figures) {
	for _, d := range m.all {
		all = append(all, float64(d.Peak))
	}
	return all
}

// peaks is the memory that the job took, as read.
func (m *measured) peaks() string {
	all := m.peaked()
	if all.median() == 0 {
		return "not known"
	}
	return fmt.Sprintf("%s (%s–%s)", megabytes(int64(all.median())), short(slices.Min(all)/1e6), short(slices.Max(all)/1e6))
}

func (b *bench) importGrowth() (table, error) {
	t := table{title: "Memory of an import",
		about: "The same file in several sizes, SQLite: the most memory that the process held (VmHWM), beside a process that only opens a new database and one that reads the file with encoding/csv.",
		head:  []string{"Rows", "File", "Import takes", "Import, memory", "encoding/csv, memory", "Empty database, memory"}}
	file := filepath.Join(b.dir, "growth.db")
	var held []float64
	sizes := []int{b.size(100_000, 500), b.size(1_000_000, 1_000), b.size(4_000_000, 2_000)}
	for _, rows := range sizes {
		path, length, err := b.writeHistory("growth.csv", rows, true)
		if err != nil {
			return t, err
		}
		b.say("importing %s rows", thousands(rows))
		imported := &measured{job: job{Work: "import", File: path, DB: file, Profile: "england-ilacs"}}
		read := &measured{job: job{Work: "csv", File: path}}
		empty := &measured{job: job{Work: "nothing", DB: file}}
		if err := b.does(b.size(3, 1), imported, read, empty); err != nil {
			return t, err
		}
		held = append(held, imported.peak())
		t.rows = append(t.rows, []string{thousands(rows), megabytes(length), imported.took.times(1), imported.peaks(), read.peaks(), empty.peaks()})
		if err := os.Remove(path); err != nil {
			return t, err
		}
	}
	t.meaning = "This system does not say how much memory a process held."
	if held[1] > 0 {
		t.meaning = fmt.Sprintf("%s rows take %s times the memory that %s rows take; a smaller file takes less because the cache of SQLite (32 MB) is not yet full.",
			thousands(sizes[2]), short(held[2]/held[1]), thousands(sizes[1]))
	}
	return t, nil
}
