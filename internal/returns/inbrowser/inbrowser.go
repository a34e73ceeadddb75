// Package inbrowser is the check of a return as a browser runs it: files in memory
// go in, and what there is to say of them comes out as JSON. It is the same reader
// and the same rules that the server and the command line use.
package inbrowser

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
)

// File is a file that somebody chose. It is read only.
type File struct {
	Name  string
	Bytes []byte
}

// Given is what somebody chose to be checked.
type Given struct {
	Files []File // of the return
	// Previous are the files of the return of the round before, for what changed from
	// year to year; none for not comparing.
	Previous []File
	// Waivers is a file of waivers, which are good on the day Today; nil for none.
	Waivers *File
	Today   returns.Day
}

// Answer is what a page shows.
type Answer struct {
	// Summary is the first that is read, a sentence.
	Summary string `json:"summary"`
	// Clean says that nothing needs an answer.
	Clean bool `json:"clean"`
	// Refused is why the files were not read any further; there is no report then.
	Refused *returns.Finding `json:"refused,omitempty"`
	// Report is what the rules found.
	Report *check.Report `json:"report,omitempty"`
	// Looks has for each rule, by its code, an example of what it looks for.
	Looks map[string]string `json:"looks,omitempty"`
	// CSV is the findings as a file.
	CSV string `json:"csv"`
}

// Check reads and checks the files of one return. While it reads, it calls progress
// with the name of the file and which part of it was read, from 0 to 100; while the
// rules run, with "" and 100.
func Check(g Given, progress func(name string, percent int)) []byte {
	b, err := json.Marshal(answer(g, progress))
	if err != nil { // an Answer has nothing that JSON cannot have
		panic("inbrowser: " + err.Error())
	}
	return b
}

func answer(g Given, progress func(string, int)) Answer {
	o := check.Options{Rules: check.Rules(), Today: g.Today}
	var err error
	if g.Waivers != nil {
		if o.Waivers, err = check.ReadWaivers(g.Waivers.Bytes, o.Rules); err != nil {
			return refused(returns.Finding{Severity: returns.Stop, File: g.Waivers.Name, Sentence: errs.Sentence(err) + "."})
		}
	}
	var stop *returns.Finding
	if len(g.Previous) > 0 {
		if o.Previous, _, stop = read(g.Previous, progress, nil); stop != nil {
			stop.Sentence = "The previous return: " + stop.Sentence
			return refused(*stop)
		}
	}
	ret, tally, stop := read(g.Files, progress, func(f returns.Finding) { o.Read = append(o.Read, f) })
	if stop != nil {
		return refused(*stop)
	}
	o.Tally = tally
	progress("", 100)
	report := check.Run(ret, o)
	a := Answer{Summary: report.Summary, Clean: report.Clean(), Report: report, Looks: map[string]string{}}
	for _, c := range returns.Checks() {
		a.Looks[c.Code] = c.Example
	}
	for _, r := range o.Rules {
		a.Looks[r.Code] = r.Example
	}
	a.CSV = written(report)
	return a
}

// read reads the files of one return, or says why it stopped.
func read(files []File, progress func(string, int), found func(returns.Finding)) (*returns.Return, map[string]int, *returns.Finding) {
	var tables []returns.Table
	for _, f := range files {
		all, err := returns.Tables(f.Name, &watched{ReaderAt: bytes.NewReader(f.Bytes), name: f.Name, size: int64(len(f.Bytes)), progress: progress, last: -1}, int64(len(f.Bytes)))
		if err != nil {
			return nil, nil, &returns.Finding{Code: "R066", Severity: returns.Stop, File: f.Name, Sentence: errs.Sentence(err) + "."}
		}
		tables = append(tables, all...)
	}
	ret, tally, err := returns.Read(tables, returns.Options{Found: found})
	if r, ok := errors.AsType[*returns.Refusal](err); ok {
		return nil, nil, &r.Finding
	}
	return ret, tally, nil
}

// refused is the answer of files that are not read any further.
func refused(f returns.Finding) Answer {
	report := check.Report{Findings: []check.Finding{{Finding: f}}}
	return Answer{Summary: "The files were not read to the end, and nothing was checked.", Refused: &f, CSV: written(&report)}
}

func written(r *check.Report) string {
	var b strings.Builder
	b.Grow(160 * len(r.Findings)) // about what it takes; without, it is copied again and again
	r.CSV(&b)                     // a strings.Builder takes everything
	return b.String()
}

// watched is a file that says how far it is read.
type watched struct {
	io.ReaderAt
	name     string
	size     int64
	progress func(string, int)
	last     int
}

func (w *watched) ReadAt(p []byte, at int64) (int, error) {
	n, err := w.ReaderAt.ReadAt(p, at)
	if percent := int((at + int64(n)) * 100 / max(w.size, 1)); percent != w.last && len(p) > 4096 {
		w.last = percent
		w.progress(w.name, percent)
	}
	return n, err
}
