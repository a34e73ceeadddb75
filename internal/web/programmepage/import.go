package programmepage

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/unpack"
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

// MostBody is the largest body of the form: the file, and what stands around it.
const MostBody = mostUpload + 1<<20

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
			File:    ui.Field{Name: "file", Label: "File of outcomes", Hint: fmt.Sprintf("A CSV file, or a ZIP file that holds one, of up to %d MB. Nothing is imported unless the whole file can be read.", mostUpload>>20), Accept: ".csv,.tsv,.txt,.zip"}}
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
		acc, err := v.take(d, r, p.ID)
		if err == nil {
			done := "imported"
			if acc.Already {
				done = "already"
			}
			r.See(w, "/readings/"+acc.Reading+"?done="+done)
			return nil
		}
		status := http.StatusUnprocessableEntity
		if errs.KindOf(err) == errs.TooLarge {
			status, err = http.StatusRequestEntityTooLarge, errs.Invalid("file", "%s", errs.Sentence(err))
		}
		fields, err := door.Errors(&v.Page, err, map[string]string{"profile": "profile", "file": "file", "programme": "profile"})
		if err != nil {
			return err
		}
		v.Profile.Error, v.File.Error = fields["profile"], fields["file"]
		return importPage.Render(w, status, v)
	}
}

// take reads the form and imports the file.
func (v *importView) take(d *door.Door, r *door.Request, id programme.ID) (acc *outcome.Account, err error) {
	large := errs.Large("file", "The file must be smaller than %d MB. Pack it as a ZIP file, or import it with “northinch grades import” on the server", mostUpload>>20)
	if r.ContentLength > MostBody {
		return nil, large
	}
	if err := r.ParseMultipartForm(8 << 20); err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return nil, large
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
	req := outcome.Request{Name: strings.ReplaceAll(strings.ToValidUTF8(head.Filename, "\ufffd"), "\x00", "\ufffd"), File: file, Length: head.Size, Profile: prof, Programme: id}
	begins := make([]byte, 4)
	if n, _ := file.ReadAt(begins, 0); unpack.Is(begins[:n]) {
		spooled, err := spool(&req)
		if err != nil {
			return nil, err
		}
		defer spooled.Close()
	}
	err = d.Write(r, func(tx *db.Tx) (err error) {
		acc, err = outcome.Import(tx, r.Who, req)
		return err
	})
	return acc, err
}

// mostUnpacked is the largest file that an upload may hold.
const mostUnpacked = 1 << 30

// spool sets the only file of an archive down where it can be read more than once,
// in a file that goes with its handle and has nothing of the upload in its name.
func spool(req *outcome.Request) (*os.File, error) {
	a, err := unpack.Open(req.File, req.Length, unpack.Limits{Entries: 100, Entry: mostUnpacked, Total: mostUnpacked, Ratio: 200})
	if err != nil {
		return nil, err
	}
	e, err := a.One()
	if err != nil {
		return nil, err
	}
	in, err := e.Reader()
	if err != nil {
		return nil, err
	}
	f, err := os.CreateTemp("", "northinch-upload-*")
	if err != nil {
		return nil, errs.Stored(err, "There is no room for temporary files on the server")
	}
	os.Remove(f.Name())
	n, err := io.Copy(f, in)
	if err != nil {
		f.Close()
		if errs.KindOf(err) != errs.BadInput {
			err = errs.Stored(err, "There is no room for temporary files on the server")
		}
		return nil, err
	}
	req.Name, req.File, req.Length = e.Name, f, n
	return f, nil
}
