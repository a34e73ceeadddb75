package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/returns/xlsx/xlsxtest"
	"github.com/northinch/northinch/internal/web"
	"github.com/northinch/northinch/internal/web/static"
	"github.com/northinch/northinch/internal/web/webtest"
)

const browserTarget = 2 // seconds

// browserForm is a return in one of the forms in which an area has it.
type browserForm struct {
	name  string
	paths []string
	took  browserTimes
}

// browserTimes are the times of the check of one form, in seconds.
type browserTimes struct {
	usable, warmUp, cold, warm, again, bytes, native figures
}

// inBrowser measures the check of a return in the browser of whoever made it.
func (b *bench) inBrowser() ([]table, error) {
	t := table{title: "Checking a return in the browser",
		head: []string{"Work", "CSV files", "Times the program itself", "Workbook", "Times the program itself"}}
	children := b.size(5_000, 100)
	forms, size, err := b.writeForms(children)
	if err != nil {
		return nil, err
	}
	why, err := b.checkForms(forms)
	if err != nil {
		return nil, err
	}
	t.about = fmt.Sprintf("Made up: one area with %s children, two CSV files of %s together, and the same as a workbook of two sheets. The site runs on loopback; its page is opened in headless Chromium, and the time is what the page itself measures, from the choice of the files to the report. "+
		"Each first check is in a browser of its own that was just started, with nothing kept. Beside it the same reader and rules compiled for this machine, in a process of their own on one core; and what the browser needs to read the same bytes as text and do nothing with them.", thousands(children), megabytes(size))
	csv, book := &forms[0].took, &forms[1].took
	if why == "" {
		for _, row := range []struct {
			name      string
			csv, book figures
		}{
			{"**the first check, as soon as files can be chosen**", csv.cold, book.cold},
			{"the first check, when the page has warmed up", csv.warm, book.warm},
			{"a later check on the same page", csv.again, book.again},
			{"reading the same bytes alone", csv.bytes, book.bytes},
			{"from the address to where files can be chosen", csv.usable, book.usable},
			{"from there until the page has warmed up", csv.warmUp, book.warmUp},
		} {
			t.rows = append(t.rows, []string{row.name, row.csv.times(1), row.csv.over(csv.native).ratios(), row.book.times(1), row.book.over(book.native).ratios()})
		}
	}
	t.rows = append(t.rows, []string{"the program itself, on one core", csv.native.times(1), "1", book.native.times(1), "1"})
	if why != "" {
		t.meaning = "The browser was not measured: " + why + "."
		return []table{t}, nil
	}
	t.meaning = fmt.Sprintf("The first check of CSV files takes %s, even if they are chosen at once, and %s when the page has warmed up; that of a workbook %s and %s (target: under %d s).",
		spell(csv.cold.median()), spell(csv.warm.median()), spell(book.cold.median()), spell(book.warm.median()), browserTarget)
	return []table{t}, nil
}

// writeForms makes up the return of one area.
func (b *bench) writeForms(children int) (forms []*browserForm, size int64, err error) {
	r, err := madeup.New(madeup.Options{Areas: 1, Children: children, Defects: true})
	if err != nil {
		return nil, 0, err
	}
	var c, e bytes.Buffer
	if _, err := r.Write(0, &c, &e); err != nil {
		return nil, 0, err
	}
	book := xlsxtest.Book{Sheets: []xlsxtest.Sheet{xlsxtest.FromCSV("Children", c.String()), xlsxtest.FromCSV("Events", e.String())}}.Bytes()
	put := func(name string, text []byte) string {
		path := filepath.Join(b.dir, name)
		err = errors.Join(err, os.WriteFile(path, text, 0o600))
		return path
	}
	forms = []*browserForm{
		{name: "CSV files", paths: []string{put("area-children.csv", c.Bytes()), put("area-events.csv", e.Bytes())}},
		{name: "a workbook", paths: []string{put("area.xlsx", book)}},
	}
	return forms, int64(c.Len() + e.Len()), err
}

// checkForms measures each form in turns, by the program itself and in browsers, and
// says why not in browsers where it cannot.
func (b *bench) checkForms(forms []*browserForm) (why string, err error) {
	d, err := app.Open(b.ctx, filepath.Join(b.dir, "browser.db"))
	if err != nil {
		return "", err
	}
	defer d.Close()
	site, stop, err := listen(web.New(d, web.Options{}))
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, stop()) }()
	if !static.Ready() {
		why = "the check for browsers is not compiled: run scripts/assets.sh"
	}
	for round := range b.size(5, 1) {
		for _, f := range forms {
			b.say("checking %s in the browser, %d", f.name, round+1)
			itself, err := b.give(job{Work: "same-check", Files: f.paths})
			if err != nil {
				return "", err
			}
			f.took.native = append(f.took.native, itself.Took.Seconds())
			if why != "" {
				continue
			}
			err = f.check(b.ctx, "http://"+site+"/returns/check")
			if errors.Is(err, webtest.ErrNone) {
				why, err = err.Error(), nil
			}
			if err != nil {
				return "", err
			}
		}
	}
	return why, nil
}
