package main

import (
	"os"
	"path/filepath"

	"github.com/northinch/northinch/internal/returns/madeup"
)

// writeReturn makes up a return of all areas.
func (b *bench) writeReturn(children, events int) (j returnJob, size int64, err error) {
	j.Children, j.Events = filepath.Join(b.dir, "children.csv"), filepath.Join(b.dir, "events.csv")
	r, err := madeup.New(madeup.Options{Children: children, Events: events})
	if err != nil {
		return j, 0, err
	}
	c, err := os.Create(j.Children)
	if err != nil {
		return j, 0, err
	}
	defer c.Close()
	e, err := os.Create(j.Events)
	if err != nil {
		return j, 0, err
	}
	defer e.Close()
	if _, err := r.WriteAll(c, e); err != nil {
		return j, 0, err
	}
	for _, f := range []*os.File{c, e} {
		info, err := f.Stat()
		if err != nil {
			return j, 0, err
		}
		size += info.Size()
	}
	return j, size, nil
}

func (j returnJob) remove() {
	for _, name := range j.files() {
		os.Remove(name)
	}
}

// with is a job with the return.
func (j returnJob) with(name, work string, workers int, change func(*returnJob)) *measured {
	j.Workers = workers
	if change != nil {
		change(&j)
	}
	return &measured{name: name, job: job{Work: work, Return: j}}
}

// cpu is the time that the processors worked for the job.
func (m *measured) cpu() (all figures) {
	for _, d := range m.all {
		all = append(all, d.CPU.Seconds())
	}
	return all
}

// rate is how many megabytes of a file a core does in a second.
func (m *measured) rate(size int64) string {
	if m.cpu().median() == 0 {
		return "not known"
	}
	return short(float64(size) / 1e6 / m.cpu().median())
}
