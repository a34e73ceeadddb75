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
func Check(files []File, progress func(name string, percent int)) []byte {
	b, err := json.Marshal(answer(files, progress))
	if err != nil { // an Answer has nothing that JSON cannot have
		panic("inbrowser: " + err.Error())
	}
	return b
}

func answer(files []File, progress func(string, int)) Answer {
	var tables []returns.Table
	for _, f := range files {
		all, err := returns.Tables(f.Name, &watched{ReaderAt: bytes.NewReader(f.Bytes), name: f.Name, size: int64(len(f.Bytes)), progress: progress, last: -1}, int64(len(f.Bytes)))
		if err != nil {
			return refused(returns.Finding{Code: "R066", Severity: returns.Stop, File: f.Name, Sentence: errs.Sentence(err) + "."})
		}
		tables = append(tables, all...)
	}
	var found []returns.Finding
	ret, tally, err := returns.Read(tables, returns.Options{Found: func(f returns.Finding) { found = append(found, f) }})
	if r, ok := errors.AsType[*returns.Refusal](err); ok {
		return refused(r.Finding)
	}
	progress("", 100)
	report := check.Run(ret, check.Options{Read: found, Tally: tally})
	a := Answer{Summary: report.Summary, Clean: report.Clean(), Report: report, Looks: map[string]string{}}
	for _, c := range returns.Checks() {
		a.Looks[c.Code] = c.Example
	}
	for _, r := range check.Rules() {
		a.Looks[r.Code] = r.Example
	}
	a.CSV = written(report)
	return a
}

// refused is the answer of files that are not read any further.
func refused(f returns.Finding) Answer {
	report := check.Report{Findings: []check.Finding{{Finding: f}}}
	return Answer{Summary: "The files were not read to the end, and nothing was checked.", Refused: &f, CSV: written(&report)}
}

func written(r *check.Report) string {
	var b strings.Builder
	r.CSV(&b) // a strings.Builder takes everything
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
