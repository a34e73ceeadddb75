package programmepage

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type importView struct {
	Page    ui.Page
	Profile ui.Field
	File    ui.Field
}

var importPage = ui.Parse(files, "import.html")

// mostUpload is the largest file that can be sent through a page. The command
// line takes any size.
const mostUpload = 64 << 20

// Import is the form that imports outcomes into a programme.
func Import(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if err := access.Refuse(r.Who, access.ImportOutcomes, at(r)); err != nil {
			return err
		}
		var p programme.Programme
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			p, err = programme.Get(tx, programme.ID(r.PathValue("programme")))
			return err
		}); err != nil {
			return err
		}
		v := importView{Page: r.New("Import outcomes", trail(p)...),
			Profile: ui.Field{Name: "profile", Label: "How is the file to be read?", Hint: "A profile says which columns and words mean what."},
			File:    ui.Field{Name: "file", Label: "File of outcomes", Hint: fmt.Sprintf("A CSV file of up to %d MB. Nothing is imported unless the whole file can be read.", mostUpload>>20), Accept: ".csv,.tsv,.txt"}}
		v.Page.MadeUp = p.MadeUp
		for _, name := range outcome.Shipped() {
			prof, err := outcome.ReadProfile(name)
			if err != nil {
				return err
			}
			v.Profile.Options = append(v.Profile.Options, ui.Option{Value: name, Label: prof.Title})
		}
		if r.Method != http.MethodPost {
			return importPage.Render(w, http.StatusOK, v)
		}
		acc, err := v.take(d, w, r, p.ID)
		if err == nil {
			done := "imported"
			if acc.Already {
				done = "already"
			}
			http.Redirect(w, r.Request, "/readings/"+acc.Reading+"?done="+done, http.StatusSeeOther)
			return nil
		}
		fields, err := door.Errors(&v.Page, err, map[string]string{"profile": "profile", "file": "file", "programme": "profile"})
		if err != nil {
			return err
		}
		v.Profile.Error, v.File.Error = fields["profile"], fields["file"]
		return importPage.Render(w, http.StatusUnprocessableEntity, v)
	}
}

// take reads the form and imports the file.
func (v *importView) take(d *door.Door, w http.ResponseWriter, r *door.Request, id programme.ID) (acc *outcome.Account, err error) {
	r.Body = http.MaxBytesReader(w, r.Body, mostUpload+1<<20)
	if err := r.ParseMultipartForm(8 << 20); err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return nil, errs.Invalid("file", "The file must be smaller than %d MB; larger ones can be imported with “northinch grades import” on the server", mostUpload>>20)
		}
		return nil, errs.Invalid("file", "Select a file")
	}
	defer r.MultipartForm.RemoveAll()
	v.Profile.Value = r.PostFormValue("profile")
	known := false
	for _, o := range v.Profile.Options {
		known = known || o.Value == v.Profile.Value
	}
	if !known {
		return nil, errs.Invalid("profile", "Select how the file is to be read") // never a path on the server
	}
	file, head, err := r.FormFile("file")
	if err != nil {
		return nil, errs.Invalid("file", "Select a file")
	}
	defer file.Close()
	prof, err := outcome.ReadProfile(v.Profile.Value)
	if err != nil {
		return nil, err
	}
	if prof.Round != nil {
		id = ""
	}
	name := strings.ReplaceAll(strings.ToValidUTF8(head.Filename, "\ufffd"), "\x00", "\ufffd")
	err = d.Write(r, func(tx *db.Tx) (err error) {
		acc, err = outcome.Import(tx, r.Who, outcome.Request{Name: name, File: file, Length: head.Size, Profile: prof, Programme: id})
		return err
	})
	return acc, err
}
