package returnpage

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type returnView struct {
	Page  ui.Page
	Links []ui.Button
	May   bool   // whoever asks may send a return
	Not   string // why none is taken now
	File  ui.Field
	All   ui.Table
}

var returnPage = ui.Parse(files, "return.html")

// mostUpload is how many bytes of files are taken through the page. They are held in
// memory and never in a file on the server.
const mostUpload = 32 << 20

// MostBody is the largest body of the form: the files, and what stands around them.
const MostBody = mostUpload + 1<<20

// mostFiles is how many files are taken at once.
const mostFiles = 50

// Return is how far the return of an inspection has come, and the form that sends one.
func Return(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var v returnView
		var t thing
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if t, err = get(tx, r, access.SeeReturn); err != nil {
				return err
			}
			return v.fill(tx, r, t)
		}); err != nil {
			return err
		}
		if r.Method != http.MethodPost {
			return returnPage.Render(w, http.StatusOK, v)
		}
		if err := access.Refuse(r.Who, access.SendReturn, t.Inspection.Place()); err != nil {
			return err
		}
		s, err := send(d, r, t)
		if err == nil {
			r.See(w, fmt.Sprintf("%s/returns/%d?done=sent", t.Path(), s.Number))
			return nil
		}
		status := http.StatusUnprocessableEntity
		if errs.KindOf(err) == errs.TooLarge {
			status, err = http.StatusRequestEntityTooLarge, errs.Invalid("file", "%s", errs.Sentence(err))
		}
		fields, err := door.Errors(&v.Page, err, map[string]string{"file": "file", "agreed_date": "file", "edition": "file"})
		if err != nil {
			return err
		}
		for _, sentence := range fields {
			v.File.Error = sentence
		}
		return returnPage.Render(w, status, v)
	}
}

func (v *returnView) fill(tx *db.Tx, r *door.Request, t thing) error {
	v.Page = t.Below(r, "Return of "+t.Area.Name)
	v.May = t.May(r, access.SendReturn)
	if err := submission.MayCome(t.Inspection); err != nil {
		v.May, v.Not = false, errs.Sentence(err)+"."
	}
	v.File = ui.Field{Name: "file", Label: "Files of the return", Accept: ".csv,.zip,.xlsx", Multiple: true,
		Hint: fmt.Sprintf("The tables of children and of events as CSV files, a ZIP file of them, or one Excel workbook (.xlsx), of up to %d MB together. No name, address, full date of birth or national number may be in them: such a file is refused, and nothing of it is kept.", mostUpload>>20)}
	all, err := submission.List(tx, r.Who, t.Inspection.ID)
	if err != nil {
		return err
	}
	v.Page.Lead = "No return has been received yet."
	if s, err := submission.Get(tx, r.Who, t.Inspection.ID, 0); err == nil {
		v.Page.Lead = lead(s)
		v.Links = []ui.Button{{Text: "Measures of the inspection", Href: t.measures().Href, Secondary: v.May}, {Text: "What is noted in the return", Href: noted(t, s), Secondary: true}}
	}
	v.All, err = list(tx, t, all)
	return err
}

// lead is how far a return has come, in a sentence.
func lead(s submission.Submission) string {
	what := fmt.Sprintf("Return %d, of %s, has %s and %s.", s.Number, s.Agreed.Words(), several(s.Children, "child", "children"), several(s.Events, "event", "events"))
	switch s.State {
	case submission.Accepted:
		return what + " It was accepted on " + date.Moment(s.DecidedAt) + "."
	case submission.Superseded:
		return what + " Another one is in its place."
	}
	return what + " It was received on " + date.Moment(s.SentAt) + " and is not accepted yet."
}

func noted(t thing, s submission.Submission) string {
	return fmt.Sprintf("%s/returns/%d", t.Path(), s.Number)
}

func several(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

func list(tx *db.Tx, t thing, all []submission.Submission) (ui.Table, error) {
	table := ui.Table{ID: "returns", Caption: "Every return that was received, the newest first; times in UTC",
		Columns: []ui.Column{{Text: "Return"}, {Text: "State"}, {Text: "Agreed date"}, {Text: "Received"}, {Text: "Sent by"}, {Text: "Children", Number: true}, {Text: "Events", Number: true}, {Text: "Rows left out", Number: true}}}
	var who []string
	for _, s := range all {
		who = append(who, s.SentBy)
	}
	names, err := person.Names(tx, who...)
	for _, s := range all {
		table.Rows = append(table.Rows, []ui.Cell{{Text: fmt.Sprintf("Return %d", s.Number), Href: noted(t, s)}, {Text: string(s.State)}, {Text: s.Agreed.Words()}, {Text: date.Moment(s.SentAt)}, {Text: names[s.SentBy]},
			{Text: fmt.Sprint(s.Children), Number: true}, {Text: fmt.Sprint(s.Events), Number: true}, {Text: fmt.Sprint(s.LeftOut), Number: true}})
	}
	return table, err
}

// send reads the form and keeps the return. The files are read and checked before the
// transaction, so that nobody waits for them, and by the same program that checks them
// in the hands of the area.
func send(d *door.Door, r *door.Request, t thing) (s submission.Submission, err error) {
	sent, err := receive(r)
	if err != nil {
		return s, err
	}
	draft, err := submission.Read(sent)
	if err != nil {
		return s, err
	}
	err = d.Write(r, func(tx *db.Tx) (err error) {
		s, err = submission.Send(tx, desk(d), r.Who, t.Inspection.ID, draft)
		return err
	})
	return s, err
}

// receive takes the files of the form into memory.
func receive(r *door.Request) ([]submission.File, error) {
	large := errs.Large("file", "The files must be smaller than %d MB together. Pack them as a ZIP file", mostUpload>>20)
	if r.ContentLength > MostBody {
		return nil, large
	}
	in, err := r.MultipartReader()
	if err != nil {
		return nil, errs.Invalid("file", "Select the files of the return")
	}
	var all []submission.File
	for {
		part, err := in.NextPart()
		if err == io.EOF {
			break
		}
		var b []byte
		if err == nil {
			b, err = io.ReadAll(part)
		}
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return nil, large
		}
		if err != nil {
			return nil, errs.Invalid("file", "The files arrived broken. Send them again")
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		if len(all) == mostFiles {
			return nil, errs.Invalid("file", "Select up to %d files, or one ZIP file", mostFiles)
		}
		all = append(all, submission.File{Name: plain(part.FileName()), Bytes: b})
	}
	if len(all) == 0 {
		return nil, errs.Invalid("file", "Select the files of the return")
	}
	return all, nil
}

// plain is a name of a file as it may be shown and kept.
func plain(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(path.Base(strings.ReplaceAll(name, `\`, "/")), "\ufffd"))
	if r := []rune(name); len(r) > 100 {
		name = string(r[:100])
	}
	return name
}
