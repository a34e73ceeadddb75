package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"time"

	northinch "github.com/northinch/northinch"
)

// historyRow is a row of the real file, cut where the day of publication stands.
type historyRow struct {
	before, day, after []byte
	place              int
}

const placeColumn, dayColumn = 1, 4

// history reads the real file of published outcomes.
func history() (header []byte, rows []historyRow, err error) {
	f, err := northinch.Real.Open("testdata/real/ilacs_history_JT39.csv")
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, nil, err
	}
	places := map[string]int{}
	for _, fields := range all[1:] {
		place, ok := places[fields[placeColumn]]
		if !ok {
			place = len(places)
			places[fields[placeColumn]] = place
		}
		rows = append(rows, historyRow{csvLine(fields[:dayColumn]), []byte(fields[dayColumn]), csvLine(fields[dayColumn+1:]), place})
	}
	return csvLine(all[0]), rows, nil
}

// csvLine is fields as they stand in a file, without a line end.
func csvLine(fields []string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write(fields) // a bytes.Buffer takes everything
	w.Flush()
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// writeHistory writes a file of so many rows: those of the real file again and
// again. Where distinct, each row of a place is published on a day of its own
// and is an inspection of its own; otherwise every row but the first ones says
// again what an earlier row says. It returns the length of the file.
func (b *bench) writeHistory(name string, rows int, distinct bool) (path string, length int64, err error) {
	b.say("writing %s, %s rows", name, thousands(rows))
	header, real, err := history()
	if err != nil {
		return "", 0, err
	}
	path = filepath.Join(b.dir, name)
	f, err := os.Create(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	w.Write(header) // a bufio.Writer keeps its error for Flush
	w.WriteByte('\n')
	used := map[int]int{} // days by place
	for i := range rows {
		r := real[i%len(real)]
		day := r.day
		if distinct {
			day = dayNumber(used[r.place])
			used[r.place]++
		}
		w.Write(r.before)
		w.WriteByte(',')
		w.Write(day)
		w.WriteByte(',')
		w.Write(r.after)
		w.WriteByte('\n')
	}
	if err := w.Flush(); err != nil {
		return "", 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return "", 0, err
	}
	return path, info.Size(), f.Close()
}

var days [][]byte

// dayNumber is the n-th day from 1969 as the real file writes it, with two
// digits of the year, and with four where two would mean another year.
func dayNumber(n int) []byte {
	for len(days) <= n {
		d := time.Date(1969, 1, 1+len(days), 0, 0, 0, 0, time.UTC)
		form := "02/01/06"
		if d.Year() > 2068 {
			form = "02/01/2006"
		}
		days = append(days, []byte(d.Format(form)))
	}
	return days[n]
}
