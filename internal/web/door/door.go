// Package door is what every page is given: the database, who asks, and one way
// of answering. It opens the transactions; nothing below it does.
package door

import (
	"embed"
	"html/template"
	"net/http"
	"net/netip"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/document/html"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/web/ui"
)

//go:embed *.html
var files embed.FS

// Door is what the pages share.
type Door struct {
	DB *db.DB
	// Development says that anybody may sign in as one of a few made-up people;
	// the server then listens on this machine only.
	Development bool
	// Origin is where the site is found, scheme://host[:port] as a browser writes
	// an origin, for links that leave the site and for what is bound to it.
	Origin string
}

// Secure says that the site is found over TLS, so that a cookie MUST be sent over
// nothing else.
func (d *Door) Secure() bool { return strings.HasPrefix(d.Origin, "https://") }

// Request is a request and who makes it.
type Request struct {
	*http.Request
	Who access.Actor
	// Client is the address that the request comes from, as far as it may be
	// believed, for limits by address. It is not valid where there is none, and it
	// MUST NOT be logged.
	Client netip.Addr
}

// Page answers a request. An error that it returns is turned into a page by
// package web, so a page writes nothing before it knows that it can.
type Page func(w http.ResponseWriter, r *Request) error

// Read runs f in a reading transaction of the request.
func (d *Door) Read(r *Request, f func(*db.Tx) error) error {
	return d.DB.Read(r.Context(), f)
}

// Write runs f in a writing transaction of the request.
func (d *Door) Write(r *Request, f func(*db.Tx) error) error {
	return d.DB.Write(r.Context(), f)
}

// notices are what a page says after a save; a save redirects to ?done=KEY.
var notices = map[string]string{
	"stage":    "The inspection was moved.",
	"grade":    "The grade was saved.",
	"schedule": "The inspection was scheduled.",
	"imported": "The file was imported.",
	"already":  "This file was imported with this profile before; nothing was changed.",
	"sign-in":  "You are signed in.",
	"sign-out": "You are signed out.",
}

// New is the page for a request, with who is signed in and what was just done.
func (r *Request) New(title string, trail ...ui.Link) ui.Page {
	p := ui.Page{Title: title, Path: r.URL.Path, Trail: trail, Notice: notices[r.URL.Query().Get("done")]}
	if r.Who.Role != access.Public {
		p.Person = r.Who.Name
	}
	return p
}

// Home is the start of every trail.
var Home = ui.Link{Text: "Programmes", Href: "/"}

type reportView struct {
	Page    ui.Page
	Facts   template.HTML
	Body    template.HTML
	Actions []ui.Button
	Data    []ui.Link
	On      []ui.Link
}

var reportPage = ui.Parse(files, "report.html")

// Extra is what stands around a report on its page.
type Extra struct {
	Actions []ui.Button // what whoever is signed in may do
	Data    []ui.Link   // the same as files
	Facts   bool        // show the document's facts under its lead
}

// Report shows a document as a page, with links to its sections where it has
// many.
func Report(w http.ResponseWriter, p ui.Page, d document.Document, e Extra) error {
	p.Title, p.Lead, p.MadeUp = d.Title, d.Lead, d.MadeUp
	v := reportView{Page: p, Body: html.Body(d), Actions: e.Actions, Data: e.Data}
	if e.Facts {
		v.Facts = html.Facts(d)
	}
	if len(d.Sections) > 3 {
		for _, s := range d.Sections {
			v.On = append(v.On, ui.Link{Text: s.Heading, Href: "#" + s.ID})
		}
		if len(e.Data) > 0 {
			v.On = append(v.On, ui.Link{Text: "The data", Href: "#data"})
		}
	}
	return reportPage.Render(w, http.StatusOK, v)
}

// Errors puts an error of kind BadInput into the summary of a page and returns
// the sentence for the field it is about; any other error is returned as it is.
func Errors(p *ui.Page, err error, ids map[string]string) (map[string]string, error) {
	if errs.KindOf(err) != errs.BadInput {
		return nil, err
	}
	id, ok := ids[errs.FieldOf(err)]
	if !ok {
		id = "main-content"
	}
	p.Errors = append(p.Errors, ui.FieldError{ID: id, Text: errs.Sentence(err)})
	return map[string]string{errs.FieldOf(err): errs.Sentence(err)}, nil
}
