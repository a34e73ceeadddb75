// Package door is what every page is given: the database, who asks, and one way
// of answering. It opens the transactions; nothing below it does.
package door

import (
	"embed"
	"html/template"
	"maps"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/document/html"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/session"
	"github.com/northinch/northinch/internal/web/ui"
)

//go:embed *.html
var files embed.FS

// Door is what the pages share.
type Door struct {
	DB *db.DB
	// Origin is where the site is found, scheme://host[:port] as a browser writes
	// an origin, for links that leave the site and for what is bound to it.
	Origin string
	// Keys are what single fields are sealed with; nil where no folder was named.
	Keys *keyring.Ring
	// Passwords makes and compares hashes, a few at a time for the whole process.
	Passwords *credential.Hasher
	// Passkeys is nil where the site has no address that passkeys can be bound to.
	Passkeys *credential.Passkeys
	// Providers are the sign-ins of bodies that people may come in with.
	Providers []*credential.Provider
	// Development says that anybody may sign in as one of a few made-up people;
	// the server then listens on this machine only.
	Development bool
}

// Secure says that the site is found over TLS, so that a cookie MUST be sent over
// nothing else.
func (d *Door) Secure() bool { return strings.HasPrefix(d.Origin, "https://") }

// Request is a request and who makes it.
type Request struct {
	*http.Request
	Who access.Actor
	// Session is that of whoever is signed in.
	Session session.Session
	now     time.Time // of the transaction in which the session was found
	// Client is the address that the request comes from, as far as it may be
	// believed, for limits by address. It is not valid where there is none, and it
	// MUST NOT be logged.
	Client netip.Addr
}

// cookie names the cookie of a session. Its prefix has browsers refuse it unless
// it is for this host alone, for every path and over TLS; they take this
// machine's own plain addresses for as safe (RFC 6265bis, 4.1.3.2).
const cookie = "__Host-northinch"

// Identify finds out who makes a request, from its session.
func (d *Door) Identify(r *http.Request) (*Request, error) {
	in := &Request{Request: r, Who: access.Anyone}
	c, err := r.Cookie(cookie)
	if err != nil {
		return in, nil
	}
	stale := false
	if err := d.Read(in, func(tx *db.Tx) error {
		s, ok, err := session.Of(tx, c.Value)
		if err != nil || !ok {
			return err
		}
		if s.Method == Development && !d.Development {
			return nil // made by a server that let anybody in; this one does not
		}
		in.Session, in.now, stale = s, tx.Now(), s.IsStale(tx.Now())
		in.Who, err = grant.Actor(tx, s.Person)
		return err
	}); err != nil {
		return in, err
	}
	if stale {
		// That a page is not shown because a note of its time cannot be kept would
		// help nobody: a database that only reads still answers.
		_ = d.DB.Write(r.Context(), func(tx *db.Tx) error { return session.Touch(tx, in.Session) })
	}
	return in, nil
}

// Development is the method of a session that anybody could begin.
const Development = "development"

// SignIn begins a session of a person who has proved who they are, in place of
// the one that the browser had.
func (d *Door) SignIn(w http.ResponseWriter, r *Request, tx *db.Tx, p person.Person, method string) error {
	if r.Session.Secret != "" {
		if err := session.End(tx, r.Session); err != nil {
			return err
		}
	}
	secret, err := session.Start(tx, p, method)
	if err != nil {
		return err
	}
	http.SetCookie(w, &http.Cookie{Name: cookie, Value: secret, Path: "/", HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode})
	return nil
}

// SignOut ends the session.
func (d *Door) SignOut(w http.ResponseWriter, r *Request) error {
	http.SetCookie(w, &http.Cookie{Name: cookie, Path: "/", MaxAge: -1, HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode})
	if r.Session.Secret == "" {
		return nil
	}
	return d.DB.Write(r.Context(), func(tx *db.Tx) error { return session.End(tx, r.Session) })
}

// Typed is what somebody typed into a form that is not saved, to be shown to them:
// texts and numbers, no passwords, codes or files.
func (r *Request) Typed() []ui.Typed {
	var all []ui.Typed
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		if unseen[name] {
			continue
		}
		all = append(all, ui.Typed{Label: strings.ToUpper(name[:min(1, len(name))]) + strings.ReplaceAll(name[min(1, len(name)):], "-", " "), Text: strings.Join(r.PostForm[name], ", ")})
	}
	return all
}

// unseen are fields that nobody typed, or that must not be shown again.
var unseen = map[string]bool{"version": true, "back": true, "password": true, "code": true, "secret": true, "credential": true, "state": true, "invitation": true, "add": true}

// Fresh sends whoever has not proved lately who they are to do so, and says
// whether they have. Pages ask it before a dangerous verb, when the form is shown
// and when it is sent. Whoever typed something is shown it first.
func (r *Request) Fresh(w http.ResponseWriter) bool { return r.FreshOr(w, r.URL.Path) }

// FreshOr is Fresh for what has no form of its own: afterwards it leads to a path.
func (r *Request) FreshOr(w http.ResponseWriter, path string) bool {
	if r.Session.IsFresh(r.now) {
		return true
	}
	again := "/sign-in/again?back=" + url.QueryEscape(path)
	if typed := r.Typed(); r.Method == http.MethodPost && len(typed) > 0 {
		_ = ui.Stale(w, r.New(""), typed, ui.Link{Text: "Prove who you are, and go back to the form", Href: again}) // fails only where the reader is gone
		return false
	}
	r.See(w, again)
	return false
}

// Provider is the provider of that name.
func (d *Door) Provider(name string) (*credential.Provider, error) {
	for _, p := range d.Providers {
		if p.Name == name {
			return p, nil
		}
	}
	return nil, errs.Missing("provider", name)
}

// Issuers are those of the providers that the site knows.
func (d *Door) Issuers() []string {
	var all []string
	for _, p := range d.Providers {
		all = append(all, p.Issuer)
	}
	return all
}

// Page answers a request. An error that it returns is turned into a page by
// package web, so a page writes nothing before it knows that it can.
type Page func(w http.ResponseWriter, r *Request) error

// Read runs f in a reading transaction of the request.
func (d *Door) Read(r *Request, f func(*db.Tx) error) error {
	return d.DB.Read(r.Context(), f)
}

// Write runs f in a writing transaction of the request. Who asks is found out once
// more in that transaction: a form can take a minute to arrive and a file half an
// hour, and a role, an access or a session that has ended meanwhile has ended. f MUST
// take r.Who inside. errs.Denied where the session has ended.
func (d *Door) Write(r *Request, f func(*db.Tx) error) error {
	return d.DB.Write(r.Context(), func(tx *db.Tx) error {
		if err := r.renew(tx); err != nil {
			return err
		}
		return f(tx)
	})
}

// Renew finds out once more who asks, for a page whose deed opens its own
// transactions. errs.Denied where the session has ended.
func (d *Door) Renew(r *Request) error { return d.Read(r, r.renew) }

func (r *Request) renew(tx *db.Tx) error {
	if r.Session.Secret == "" {
		return nil
	}
	s, ok, err := session.Still(tx, r.Session)
	if err != nil {
		return err
	}
	if !ok {
		return errs.Refused("your session has ended in the meantime; sign in, and do it again")
	}
	r.Who, err = grant.Actor(tx, s.Person)
	return err
}

// Look runs f in a writing transaction of a request that only reads: f writes into the
// audit log that it was read, and the page is shown after the commit. It is for what
// nobody may read unseen, and the one exception to GET writes nothing.
func (d *Door) Look(r *Request, f func(*db.Tx) error) error { return d.Write(r, f) }

// notices are what a page says after a save; a save redirects to ?done=KEY.
var notices = map[string]string{
	"stage":     "The inspection was moved.",
	"grade":     "The grade was saved.",
	"concern":   "The step was saved.",
	"schedule":  "The inspection was scheduled.",
	"imported":  "The file was imported.",
	"already":   "This file was imported with this profile before; nothing was changed.",
	"invited":   "The person was invited.",
	"role":      "The role was given.",
	"ended":     "The role was ended.",
	"declared":  "The declaration was noted. It holds from now on.",
	"withdrawn": "The declaration was taken back.",
	"closed":    "The person may not sign in any more, and every session has ended.",
	"changed":   "The change was saved.",
	"approved":  "The person can come back now, in the browser in which they asked.",
	"sessions":  "The other sessions were ended.",
	"sign-in":   "You are signed in.",
	"again":     "You have proved who you are.",
	"added":     "You can sign in with it from now on.",
	"removed":   "It was removed.",
	"sign-out":  "You are signed out.",
	"sent":      "The return was received and checked.",
	"waived":    "The reason was saved.",
	"accepted":  "The return was accepted.",
	"planned":   "The plan is committed to. Publish its head, or give it to the area, before the draw.",
	"drawn":     "The sample was drawn.",
	"replaced":  "The record was replaced.",
	"fact":      "The days were saved.",
	"held":      "The hold was placed.",
	"released":  "The hold was released.",
	"destroyed": "What was due was destroyed. This is the certificate.",
}

// New is the page for a request, with who is signed in and what was just done.
func (r *Request) New(title string, trail ...ui.Link) ui.Page {
	p := ui.Page{Title: title, Path: r.URL.Path, Trail: trail, Notice: notices[r.URL.Query().Get("done")]}
	if r.Who.SignedIn() {
		p.Person = r.Who.Name
		if access.Anywhere(r.Who, access.RaiseConcern) {
			p.Own = append(p.Own, ui.Link{Text: "Raise a concern", Href: "/concerns/new"})
		}
		if access.Anywhere(r.Who, access.SeeConcerns) {
			p.Own = append(p.Own, ui.Link{Text: "Concerns", Href: "/concerns"})
		}
		if access.Anywhere(r.Who, access.SeePeople) {
			p.Own = append(p.Own, ui.Link{Text: "People", Href: "/people"})
		}
		if access.Anywhere(r.Who, access.SeeRetention) {
			p.Own = append(p.Own, ui.Link{Text: "Retention", Href: "/retention"})
		}
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
	Note    string
	Data    []ui.Link
	On      []ui.Link
}

var reportPage = ui.Parse(files, "report.html")

// Extra is what stands around a report on its page.
type Extra struct {
	Actions []ui.Button // what whoever is signed in may do
	Data    []ui.Link   // the same as files
	Note    string      // a sentence for whoever is signed in; may be empty
	Facts   bool        // show the document's facts under its lead
}

// Report shows a document as a page, with links to its sections where it has
// many.
func Report(w http.ResponseWriter, p ui.Page, d document.Document, e Extra) error {
	p.Title, p.Lead, p.MadeUp = d.Title, d.Lead, d.MadeUp
	v := reportView{Page: p, Body: html.Body(d), Actions: e.Actions, Note: e.Note, Data: e.Data}
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
