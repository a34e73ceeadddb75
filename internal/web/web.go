// Package web is the site: its list of pages, and the one place where errors
// become status codes.
package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/web/areapage"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/frameworkpage"
	"github.com/northinch/northinch/internal/web/inspectionpage"
	"github.com/northinch/northinch/internal/web/methodspage"
	"github.com/northinch/northinch/internal/web/programmepage"
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
	// Log is where errors and requests go; nil is nowhere.
	Log *slog.Logger
}

// Route is a page and its address.
type Route struct {
	Pattern string
	Page    func(*door.Door) door.Page
	// Public pages are for everybody; axe and the link check visit them.
	Public bool
}

// Site is the list of pages. GET reads, POST writes and redirects.
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
		{"GET /frameworks", frameworkpage.List, true},
		{"GET /frameworks/{framework}", frameworkpage.Framework, true},
		{"GET /methods", methodspage.Methods, true},
		{"GET /sources/{source}", sourcepage.Row, true},
		{"GET /readings/{reading}", sourcepage.Reading, true},
		{"GET /sign-in", signinpage.SignIn, true},
		{"POST /sign-in", signinpage.SignIn, false},
		{"POST /sign-out", signinpage.SignOut, false},
	}
	for _, form := range []string{"ods", "csv", "json", "html", "txt"} {
		page := func(d *door.Door) door.Page { return programmepage.File(d, form) }
		routes = append(routes, Route{"GET /programmes/{programme}/overview." + form, page, false})
	}
	return routes
}

// New is the site over a database.
func New(d *db.DB, o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	shared := &door.Door{DB: d, Development: o.Development}
	s := &site{door: shared, log: o.Log}
	mux := http.NewServeMux()
	for _, r := range Site() {
		mux.Handle(r.Pattern, s.page(r.Page(shared)))
	}
	mux.Handle("GET /static/", static.Handler())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		if err := d.Read(r.Context(), func(tx *db.Tx) error { _, err := programme.All(tx); return err }); err != nil {
			http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	mux.Handle("/", s.page(func(http.ResponseWriter, *door.Request) error { return errs.Missing("page", "") }))
	return s.around(http.NewCrossOriginProtection().Handler(mux))
}

type site struct {
	door *door.Door
	log  *slog.Logger
}

// page answers with a page, and with the page of an error where it returns one.
func (s *site) page(p door.Page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		in := &door.Request{Request: r, Who: signinpage.Who(s.door, r)}
		if !utf8.ValidString(r.URL.Path) || strings.ContainsRune(r.URL.Path, 0) {
			s.fail(w, in, errs.Missing("page", "")) // no address of this site has such bytes
			return
		}
		if err := p(w, in); err != nil {
			s.fail(w, in, err)
		}
	})
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
		if r.Who.Role == access.Public && s.door.Development && r.Method == http.MethodGet {
			http.Redirect(w, r.Request, "/sign-in?back="+r.URL.Path, http.StatusSeeOther)
			return
		}
		err = ui.Denied(w, page, upper(strings.TrimSuffix(errs.Sentence(err), "."))+".")
	case errs.Conflict:
		err = ui.Conflict(w, page, nil, ui.Link{Text: "Go back", Href: r.URL.Path})
	case errs.BadInput:
		err = ui.Unusable(w, page, errs.Sentence(err)+".")
	default:
		ref := reference()
		s.log.ErrorContext(r.Context(), "request failed", slog.String("reference", ref), slog.String("method", r.Method), slog.String("route", r.Pattern), slog.Any("error", err))
		switch {
		case errors.Is(err, db.ErrOutcomeUnknown):
			err = ui.Unsure(w, page, ref)
		case errs.KindOf(err) == errs.Storage:
			err = ui.Busy(w, page, ref, r.Method == http.MethodGet)
		default:
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

// patience is how long an answer may take; then the person is told that the
// database does not answer. A file may be long, and its import waits for the one
// before it, so that a save is given nearly as long as the server keeps its
// connection open.
func patience(method string) time.Duration {
	if method == http.MethodPost {
		return 4 * time.Minute
	}
	return 15 * time.Second
}

// around adds what every answer has: the security headers, an end to waiting, a
// log line without names, and a page instead of a panic.
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
		ctx, cancel := context.WithTimeout(r.Context(), patience(r.Method))
		defer cancel()
		r = r.WithContext(ctx)
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
