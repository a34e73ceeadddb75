// Package web is the site: its list of pages, and the one place where errors
// become status codes.
package web

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/web/areapage"
	"github.com/northinch/northinch/internal/web/concernpage"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/frameworkpage"
	"github.com/northinch/northinch/internal/web/inspectionpage"
	"github.com/northinch/northinch/internal/web/methodspage"
	"github.com/northinch/northinch/internal/web/programmepage"
	"github.com/northinch/northinch/internal/web/retentionpage"
	"github.com/northinch/northinch/internal/web/signinpage"
	"github.com/northinch/northinch/internal/web/sourcepage"
	"github.com/northinch/northinch/internal/web/static"
	"github.com/northinch/northinch/internal/web/ui"
)

// Options are the settings of the site. The zero value serves published results
// to anybody and lets nobody sign in.
type Options struct {
	// Development lets anybody be one of a few made-up people. The caller MUST
	// listen on this machine only.
	Development bool
	// Origin is where the site is found, scheme://host[:port] as a browser writes an
	// origin; without it there are no passkeys and no providers.
	Origin string
	// Keys seals the secrets of codes; without it there are no passwords.
	Keys *keyring.Ring
	// Providers are the sign-ins of bodies that people may come in with.
	Providers []*credential.Provider
	// Log is where errors and requests go; nil is nowhere.
	Log *slog.Logger
}

// Route is a page and its address.
type Route struct {
	Pattern string
	Page    func(*door.Door) door.Page
	// Public pages are for everybody. The others ask whoever is not signed in to
	// sign in, before they look whether there is anything.
	Public bool
}

// Site is the list of pages. GET reads, POST writes and redirects. Two exceptions:
// the pages of concerns write that they were read, and who is at risk is shown on
// the answer to a POST, so that it has no address.
func Site() []Route {
	routes := []Route{
		{"GET /{$}", programmepage.List, true},
		{"GET /programmes/{programme}", programmepage.Programme, true},
		{"GET /programmes/{programme}/indicators/{indicator}", programmepage.Indicator, true},
		{"GET /programmes/{programme}/themes/{theme}", programmepage.Theme, true},
		{"GET /programmes/{programme}/where/{figure}", programmepage.Where, true},
		{"GET /programmes/{programme}/import", programmepage.Import, false},
		{"POST /programmes/{programme}/import", programmepage.Import, false},
		{"GET /programmes/{programme}/schedule", programmepage.Schedule, false},
		{"POST /programmes/{programme}/schedule", programmepage.Schedule, false},
		{"GET /areas", areapage.List, true},
		{"GET /areas/{area}", areapage.Area, true},
		{"GET /inspections/{programme}/{area}", inspectionpage.Inspection, true},
		{"GET /inspections/{programme}/{area}/stage", inspectionpage.Stage, false},
		{"POST /inspections/{programme}/{area}/stage", inspectionpage.Stage, false},
		{"GET /inspections/{programme}/{area}/grades/{indicator}", inspectionpage.Grade, false},
		{"POST /inspections/{programme}/{area}/grades/{indicator}", inspectionpage.Grade, false},
		{"GET /inspections/{programme}/{area}/concerns/new", concernpage.Raise, false},
		{"POST /inspections/{programme}/{area}/concerns/new", concernpage.Raise, false},
		{"GET /concerns/new", concernpage.Raise, false},
		{"POST /concerns/new", concernpage.Raise, false},
		{"GET /concerns", concernpage.Register, false},
		{"GET /concerns/{concern}", concernpage.One, false},
		{"GET /concerns/{concern}/raised", concernpage.Raised, false},
		{"GET /concerns/{concern}/steps/{step}", concernpage.Step, false},
		{"POST /concerns/{concern}/steps/{step}", concernpage.Step, false},
		{"GET /concerns/{concern}/identity", concernpage.Identity, false},
		{"POST /concerns/{concern}/identity", concernpage.Identity, false},
		{"GET /concerns/{concern}/access", concernpage.Access, false},
		{"GET /inspections/{programme}/{area}/retention", retentionpage.Facts, false},
		{"POST /inspections/{programme}/{area}/retention", retentionpage.Facts, false},
		{"GET /retention", retentionpage.List, false},
		{"GET /retention/holds/new", retentionpage.NewHold, false},
		{"POST /retention/holds/new", retentionpage.NewHold, false},
		{"GET /retention/holds/{hold}", retentionpage.Release, false},
		{"POST /retention/holds/{hold}", retentionpage.Release, false},
		{"GET /retention/run", retentionpage.Run, false},
		{"POST /retention/run", retentionpage.Run, false},
		{"GET /retention/certificates/{certificate}", retentionpage.Certificate, false},
		{"GET /frameworks", frameworkpage.List, true},
		{"GET /frameworks/{framework}", frameworkpage.Framework, true},
		{"GET /methods", methodspage.Methods, true},
		{"GET /sources/{source}", sourcepage.Row, true},
		{"GET /readings/{reading}", sourcepage.Reading, true},
		{"GET /sign-in", signinpage.SignIn, true},
		{"POST /sign-in", signinpage.SignIn, true},
		{"GET /sign-in/development", signinpage.Development, true},
		{"POST /sign-in/development", signinpage.Development, true},
		{"GET /sign-in/passkey", signinpage.UsePasskey, true},
		{"POST /sign-in/passkey", signinpage.UsePasskey, true},
		{"GET /sign-in/with/{provider}", signinpage.With, true},
		{"POST /sign-in/with/{provider}", signinpage.With, true},
		{"GET /sign-in/from/{provider}", signinpage.From, true},
		{"POST /sign-in/from/{provider}", signinpage.From, true},
		{"GET /sign-in/again", signinpage.Again, false},
		{"POST /sign-in/again", signinpage.Again, false},
		{"GET /invitations/{secret}", signinpage.Invitation, true},
		{"GET /invitations/{secret}/passkey", signinpage.AddPasskey, true},
		{"POST /invitations/{secret}/passkey", signinpage.AddPasskey, true},
		{"GET /invitations/{secret}/password", signinpage.SetPassword, true},
		{"POST /invitations/{secret}/password", signinpage.SetPassword, true},
		{"GET /recover", signinpage.Recover, true},
		{"POST /recover", signinpage.Recover, true},
		{"GET /recover/wait", signinpage.Wait, true},
		{"POST /recover/wait", signinpage.Wait, true},
		{"GET /me", signinpage.Me, false},
		{"POST /me/sessions", signinpage.EndSessions, false},
		{"GET /me/passkey", signinpage.AddPasskey, false},
		{"POST /me/passkey", signinpage.AddPasskey, false},
		{"GET /me/password", signinpage.SetPassword, false},
		{"POST /me/password", signinpage.SetPassword, false},
		{"GET /me/remove/{way}/{id}", signinpage.Remove, false},
		{"POST /me/remove/{way}/{id}", signinpage.Remove, false},
		{"POST /sign-out", signinpage.SignOut, true},
	}
	for _, form := range []string{"ods", "csv", "json", "html", "txt"} {
		page := func(d *door.Door) door.Page { return programmepage.File(d, form) }
		routes = append(routes, Route{"GET /programmes/{programme}/overview." + form, page, true})
	}
	return routes
}

// New is the site over a database.
func New(d *db.DB, o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	passkeys, err := credential.NewPasskeys(o.Origin)
	if err != nil {
		o.Log.Warn("there are no passkeys at this address", slog.Any("error", err))
	}
	shared := &door.Door{DB: d, Development: o.Development, Origin: o.Origin, Keys: o.Keys, Passkeys: passkeys,
		Passwords: credential.NewHasher(credential.Usual), Providers: o.Providers}
	s := &site{door: shared, log: o.Log}
	mux := http.NewServeMux()
	for _, r := range Site() {
		mux.Handle(r.Pattern, s.page(r.Page(shared), r.Public))
	}
	mux.Handle("GET /static/", static.Handler())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		if err := d.Read(r.Context(), func(tx *db.Tx) error { _, err := programme.All(tx); return err }); err != nil {
			http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	mux.Handle("/", s.page(func(http.ResponseWriter, *door.Request) error { return errs.Missing("page", "") }, true))
	return s.around(http.NewCrossOriginProtection().Handler(mux))
}

type site struct {
	door *door.Door
	log  *slog.Logger
}

// page answers with a page, and with the page of an error where it returns one.
func (s *site) page(p door.Page, public bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		in, err := s.door.Identify(r)
		if err != nil {
			s.fail(w, in, err)
			return
		}
		if !utf8.ValidString(r.URL.Path) || strings.ContainsRune(r.URL.Path, 0) {
			s.fail(w, in, errs.Missing("page", "")) // no address of this site has such bytes
			return
		}
		if !public && !in.Who.SignedIn() {
			s.signedOut(w, in)
			return
		}
		if err := p(w, in); err != nil {
			s.fail(w, in, err)
		}
	})
}

// signedOut asks to sign in. Whoever sent a form is shown what they typed: the
// session may have ended while they were writing.
func (s *site) signedOut(w http.ResponseWriter, r *door.Request) {
	if r.Method != http.MethodPost {
		http.Redirect(w, r.Request, "/sign-in?back="+url.QueryEscape(r.URL.Path), http.StatusSeeOther)
		return
	}
	page := r.New("")
	if err := ui.SignedOut(w, page, r.Typed(w), ui.Link{Text: "Sign in", Href: "/sign-in?back=" + url.QueryEscape(r.URL.Path)}); err != nil {
		s.log.ErrorContext(r.Context(), "an error page could not be shown", slog.Any("error", err))
	}
}

// fail turns the kind of an error into a status, and is the only place that logs
// errors. What one may not see is not found; an actor that is nobody is asked to
// sign in where that can help.
func (s *site) fail(w http.ResponseWriter, r *door.Request, err error) {
	page := r.New("")
	page.Notice = ""
	switch errs.KindOf(err) {
	case errs.NotFound:
		err = ui.NotFound(w, page)
	case errs.Denied:
		err = ui.Denied(w, page, upper(strings.TrimSuffix(errs.Sentence(err), "."))+".")
	case errs.Limited:
		err = ui.TooMany(w, page, errs.Sentence(err)+".")
	case errs.Conflict:
		err = ui.Conflict(w, page, nil, ui.Link{Text: "Go back", Href: r.URL.Path})
	case errs.BadInput:
		err = ui.Unusable(w, page, errs.Sentence(err)+".")
	default:
		ref := reference()
		s.log.ErrorContext(r.Context(), "request failed", slog.String("reference", ref), slog.String("method", r.Method), slog.String("route", r.Pattern), slog.Any("error", err))
		if errs.KindOf(err) == errs.Storage {
			err = ui.Busy(w, page, ref, r.Method == http.MethodGet)
		} else {
			err = ui.Broken(w, page, ref)
		}
	}
	if err != nil {
		s.log.ErrorContext(r.Context(), "an error page could not be shown", slog.Any("error", err))
	}
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func reference() string {
	var b [4]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// around adds what every answer has: the security headers, a log line without
// names, and a page instead of a panic.
func (s *site) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", ui.Policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if !strings.HasPrefix(r.URL.Path, "/static/") {
			h.Set("Cache-Control", "no-store")
		}
		start := time.Now()
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler {
				s.log.ErrorContext(r.Context(), "panic", slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
				in := &door.Request{Request: r, Who: access.Anyone}
				s.fail(w, in, fmt.Errorf("panic: %v", p))
			}
			s.log.InfoContext(r.Context(), "request", slog.String("method", r.Method), slog.String("route", r.Pattern), slog.Duration("took", time.Since(start)))
		}()
		next.ServeHTTP(w, r)
	})
}
