package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/northinch/northinch/internal/measure"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
)

// returnJob is what a child is to do with a return.
type returnJob struct {
	Children, Events string // files
	Workers          int
	Again            bool // read it twice, and say what the second time took
	Rules, Measures  bool
	First            bool // only the measure that databases are asked for, too
}

func (j returnJob) files() []string { return []string{j.Children, j.Events} }

// readReturn reads a return, and does with it what the job says.
func readReturn(_ context.Context, all job) (d done, err error) {
	j := all.Return
	runtime.GOMAXPROCS(j.Workers) // the collector works on the same cores
	if j.Again {
		if _, err := j.read(); err != nil {
			return d, err
		}
	}
	begun, before := time.Now(), used()
	r, err := j.read()
	if err != nil {
		return d, err
	}
	d.Rows = r.Events.Len()
	if j.Rules {
		for _, result := range check.Run(r, check.Options{Workers: j.Workers}).Rules {
			d.Findings += result.Found
		}
	}
	if j.Measures {
		d.Counted = len(measure.Count(r, measure.All(), j.Workers, nil).Results(measure.Settings{Minimum: measure.DefaultMinimum}))
	}
	if j.First {
		d.Answer, err = firstContact(r, j.Workers)
	}
	d.Took, d.CPU = time.Since(begun), used()-before
	return d, err
}

func (j returnJob) read() (*returns.Return, error) {
	var tables []returns.Table
	for _, name := range j.files() {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return nil, err
		}
		of, err := returns.Tables(info.Name(), f, info.Size())
		if err != nil {
			return nil, err
		}
		tables = append(tables, of...)
	}
	r, _, err := returns.Read(tables, returns.Options{Workers: j.Workers})
	return r, err
}

// splitReturn reads the same files with the standard library at its fastest, each cut
// into as many pieces as there are workers, and does nothing with them.
func splitReturn(_ context.Context, all job) (d done, err error) {
	j := all.Return
	runtime.GOMAXPROCS(j.Workers)
	debug.SetGCPercent(400) // see readStandard
	begun, before := time.Now(), used()
	for _, name := range j.files() {
		rows, err := splitFile(name, j.Workers)
		if err != nil {
			return d, err
		}
		d.Rows = rows - 1 // the header of the last, the events
	}
	d.Took, d.CPU = time.Since(begun), used()-before
	return d, nil
}

func splitFile(name string, pieces int) (int, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	begin := make([]int64, pieces+1)
	begin[pieces] = info.Size()
	for i := 1; i < pieces; i++ {
		if begin[i], err = lineAfter(f, info.Size()*int64(i)/int64(pieces)); err != nil {
			return 0, err
		}
	}
	rows, failed := make([]int, pieces), make([]error, pieces)
	var wg sync.WaitGroup
	for i := range pieces {
		wg.Go(func() {
			in := csv.NewReader(io.NewSectionReader(f, begin[i], begin[i+1]-begin[i]))
			in.ReuseRecord = true
			var err error
			for ; err == nil; rows[i]++ {
				_, err = in.Read()
			}
			rows[i]-- // the end
			failed[i] = notEOF(err)
		})
	}
	wg.Wait()
	all := 0
	for _, n := range rows {
		all += n
	}
	return all, errors.Join(failed...)
}

// lineAfter is where the first line begins after a place. Made-up files have no
// quotation marks.
func lineAfter(f *os.File, at int64) (int64, error) {
	b := make([]byte, 4096)
	n, err := f.ReadAt(b, at)
	if i := bytes.IndexByte(b[:n], '\n'); i >= 0 {
		return at + int64(i) + 1, nil
	}
	return at + int64(n), notEOF(err)
}
