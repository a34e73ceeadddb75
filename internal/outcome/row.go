package outcome

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"

	"github.com/northinch/northinch/internal/csvfile"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/grade"
)

// reading is one row on its way to an outcome.
type reading struct {
	*importer
	round *round
	rec   csvfile.Record
	o     Outcome
	// unreadable and doubtful say whether a cell of the row is so.
	unreadable, doubtful bool
}

// found puts a finding about a cell on record.
func (r *reading) found(at int, code string, w Weight, was []byte, sentence string) error {
	f := Finding{Line: r.rec.Line, Code: code, Weight: w, Was: shorten(string(was)), Sentence: sentence}
	if at >= 0 {
		f.Column, f.Heading = at+1, r.round.columns.header[at]
	}
	if w == Doubtful {
		r.doubtful = true
	}
	return r.find(f)
}

// readDates fills in the dates of the outcome.
func (r *reading) readDates() error {
	for _, c := range r.round.columns.dates {
		cell := c.as(r.rec.Column(c.at))
		if len(cell) == 0 {
			continue
		}
		first, second := cell, []byte(nil)
		if c.is == "period" {
			if a, b, ok := bytes.Cut(cell, []byte(c.between)); ok && c.between != "" {
				first, second = a, b
			} else {
				second = cell
			}
		}
		d, ok := parseDate(c.forms, bytes.TrimSpace(first))
		end, ok2 := date.Date(0), true
		if c.is == "period" {
			end, ok2 = parseDate(c.forms, bytes.TrimSpace(second))
		}
		if !ok || !ok2 {
			if err := r.found(c.at, CodeDate, Doubtful, cell, fmt.Sprintf("“%s” is no date of the profile’s forms; the date is taken as not known", shorten(string(cell)))); err != nil {
				return err
			}
			continue
		}
		switch c.is {
		case "started":
			r.o.Started = d
		case "ended":
			r.o.Ended = d
		case "published":
			r.o.Published = d
		case "period":
			r.o.Started, r.o.Ended = d, end
		}
	}
	if r.o.Started.Day() > 0 && r.o.Ended.Day() > 0 && r.o.Ended < r.o.Started {
		return r.found(-1, CodeOrder, Note, nil, fmt.Sprintf("the inspection ends on %s and starts on %s; both dates were kept", r.o.Ended.Words(), r.o.Started.Words()))
	}
	return nil
}

// readGrades fills in the marks of the outcome.
func (r *reading) readGrades() error {
	for i := range r.round.columns.grades {
		c := &r.round.columns.grades[i]
		cell := r.rec.Column(c.at)
		m, ok := c.words.mark(cell)
		if !ok {
			if err := r.found(c.at, CodeGrade, Doubtful, cell, fmt.Sprintf("“%s” is no grade of the profile; it was kept as doubtful and is not counted", shorten(string(bytes.TrimSpace(cell))))); err != nil {
				return err
			}
		}
		r.o.Marks[c.indicator] = m
		s := m.Status()
		c.cells.count(s, 1)
		if s == grade.Unreadable {
			r.unreadable = true
		}
	}
	return nil
}

// readCounts fills in the counts of the outcome.
func (r *reading) readCounts() error {
	c := r.round.columns
	counts := &Counts{Graded: -1, ByGrade: make([]int, len(c.counts))}
	var err error
	if counts.Graded, err = r.count(c.graded); err != nil {
		return err
	}
	sum, all, only := 0, true, grade.None
	for i, at := range c.counts {
		n, err := r.count(at)
		if err != nil {
			return err
		}
		counts.ByGrade[i] = n
		all = all && n >= 0
		sum += max(n, 0)
		if n == 1 {
			only = grade.Grade(i + 1)
		}
	}
	r.o.Counts = counts
	if counts.Graded >= 0 && (sum > counts.Graded || all && sum != counts.Graded) {
		return r.found(c.graded, CodeSum, Doubtful, r.rec.Column(c.graded), fmt.Sprintf("the grades add up to %d, and %d indicators were graded; the counts were kept as they are and are not ranked", sum, counts.Graded))
	}
	// One grade in a programme that graded one indicator is that indicator's.
	if at := r.round.sole; at >= 0 && all && counts.Graded == 1 && sum == 1 {
		r.o.Marks[at] = grade.Of(only)
	}
	return nil
}

// count reads one count; -1 where the cell holds a word for "not seen".
func (r *reading) count(at int) (int, error) {
	cell := r.round.columns.countAs[at](r.rec.Column(at))
	if slices.Contains(r.profile.Words.NotSeen, string(cell)) {
		return -1, nil
	}
	n, err := strconv.Atoi(string(cell))
	if err != nil || n < 0 || n > 1000 {
		return -1, r.found(at, CodeCount, Doubtful, cell, fmt.Sprintf("“%s” is no count; it is taken as not seen", shorten(string(cell))))
	}
	return n, nil
}
