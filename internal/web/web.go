// Package web is the site: its list of pages, and the one place where errors
// become status codes.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/address"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/web/areapage"
	"github.com/northinch/northinch/internal/web/checkpage"
	"github.com/northinch/northinch/internal/web/concernpage"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/frameworkpage"
	"github.com/northinch/northinch/internal/web/inspectionpage"
	"github.com/northinch/northinch/internal/web/methodspage"
	"github.com/northinch/northinch/internal/web/personpage"
	"github.com/northinch/northinch/internal/web/programmepage"
	"github.com/northinch/northinch/internal/web/retentionpage"
	"github.com/northinch/northinch/internal/web/returnpage"
	"github.com/northinch/northinch/internal/web/samplepage"
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
	// Origin is where the site is found, as address.ParseOrigin gives it; empty
	// where nothing is bound to it.
	Origin string
	// Keys are what single fields are sealed with; nil is none, and then nothing that
	// must be sealed is saved or shown.
	Keys *keyring.Ring
	// Providers are the sign-ins of bodies that people may come in with.
	Providers []*credential.Provider
	// Trusted are the proxies that may say whence a request comes.
	Trusted address.Trusted
	// Log is where errors and requests go, the latter at the level info; nil is
	// nowhere. No name, path, value or address of a client is in it.
	Log *slog.Logger
	// Numbers count the requests; nil counts for nobody.
	Numbers *Numbers
	// Checks are what else must hold for /readyz.
	Checks []Check
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
// the pages of concerns, of the rows of returns and of whose records a sample has write that they were read, and who is at risk is shown on
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
		{"GET /inspections/{programme}/{area}/return", returnpage.Return, false},
		{"POST /inspections/{programme}/{area}/return", returnpage.Return, false},
		{"GET /inspections/{programme}/{area}/returns/{number}", returnpage.Noted, false},
		{"POST /inspections/{programme}/{area}/returns/{number}/waivers", returnpage.Waive, false},
		{"POST /inspections/{programme}/{area}/returns/{number}/accept", returnpage.Accept, false},
		{"GET /inspections/{programme}/{area}/returns/{number}/access", returnpage.Access, false},
		{"GET /inspections/{programme}/{area}/measures", returnpage.Measures, false},
		{"GET /inspections/{programme}/{area}/measures/{measure}", returnpage.Measure, false},
		{"GET /inspections/{programme}/{area}/children/{child}", returnpage.Child, false},
		{"GET /inspections/{programme}/{area}/sample", samplepage.Sample, false},
		{"GET /inspections/{programme}/{area}/sample/plan", samplepage.Plan, false},
		{"POST /inspections/{programme}/{area}/sample/plan", samplepage.Plan, false},
		{"GET /inspections/{programme}/{area}/samples/{number}", samplepage.Sample, false},
		{"POST /inspections/{programme}/{area}/samples/{number}/draw", samplepage.Draw, false},
		{"GET /inspections/{programme}/{area}/samples/{number}/tickets/{ticket}", samplepage.Replace, false},
		{"POST /inspections/{programme}/{area}/samples/{number}/tickets/{ticket}", samplepage.Replace, false},
		{"GET /inspections/{programme}/{area}/samples/{number}/record.json", samplepage.Record, false},
		{"GET /inspections/{programme}/{area}/samples/{number}/list", samplepage.List, false},
		{"GET /inspections/{programme}/{area}/samples/{number}/list.csv", samplepage.ListFile, false},
		{"GET /inspections/{programme}/{area}/samples/{number}/estimate", samplepage.Estimate, false},
		{"POST /inspections/{programme}/{area}/samples/{number}/estimate", samplepage.Estimate, false},
		{"GET /inspections/{programme}/{area}/samples/{number}/access", samplepage.Access, false},
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
		{"GET /returns/check", checkpage.Check, true},
		{"GET /sources/{source}", sourcepage.Row, true},
		{"GET /readings/{reading}", sourcepage.Reading, true},
		{"GET /policy", personpage.Policy, true},
		{"GET /people", personpage.People, false},
		{"GET /people/invite", personpage.Invite, false},
		{"POST /people/invite", personpage.Invite, false},
		{"GET /recoveries", personpage.Waiting, false},
		{"GET /recoveries/{recovery}", personpage.Approve, false},
		{"POST /recoveries/{recovery}", personpage.Approve, false},
		{"GET /people/{person}", personpage.Person, false},
		{"GET /people/{person}/change", personpage.Change, false},
		{"POST /people/{person}/change", personpage.Change, false},
		{"GET /people/{person}/close", personpage.Close, false},
		{"POST /people/{person}/close", personpage.Close, false},
		{"GET /people/{person}/invite", personpage.Reinvite, false},
		{"POST /people/{person}/invite", personpage.Reinvite, false},
		{"GET /people/{person}/roles/new", personpage.GiveRole, false},
		{"POST /people/{person}/roles/new", personpage.GiveRole, false},
		{"GET /people/{person}/roles/{role}/end", personpage.EndRole, false},
		{"POST /people/{person}/roles/{role}/end", personpage.EndRole, false},
		{"GET /people/{person}/declarations/new", personpage.Declare, false},
		{"POST /people/{person}/declarations/new", personpage.Declare, false},
		{"GET /people/{person}/declarations/{declaration}/withdraw", personpage.Withdraw, false},
		{"POST /people/{person}/declarations/{declaration}/withdraw", personpage.Withdraw, false},
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
	for _, form := range []string{"csv", "json"} {
		page := func(d *door.Door) door.Page { return returnpage.Findings(d, form) }
		routes = append(routes, Route{"GET /inspections/{programme}/{area}/returns/{number}/findings." + form, page, false})
		figures := func(d *door.Door) door.Page { return returnpage.MeasuresFile(d, form) }
		routes = append(routes, Route{"GET /inspections/{programme}/{area}/measures." + form, figures, false})
	}
	return routes
}

// New is the site over a database.
func New(d *db.DB, o Options) http.Handler { return build(d, o, Site(), usual) }

// build is the site with given pages and patience, for tests.
func build(d *db.DB, o Options, routes []Route, p Patience) http.Handler {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Numbers == nil {
		o.Numbers = &Numbers{}
	}
	passkeys, err := credential.NewPasskeys(o.Origin)
	if err != nil {
		o.Log.Warn("there are no passkeys at this address", slog.String("error", tell(err)))
	}
	shared := &door.Door{DB: d, Development: o.Development, Origin: o.Origin, Keys: o.Keys, Passkeys: passkeys,
		Passwords: credential.NewHasher(credential.Usual), Providers: o.Providers}
	s := &site{door: shared, log: o.Log, trusted: o.Trusted, numbers: o.Numbers, patience: p,
		checks: append([]Check{{"database", d.Alive}, {"schema", d.Current}, {"writes", d.TakesWrites}}, o.Checks...)}
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.Pattern, s.page(r.Page(shared), r.Limit(), r.Public))
	}
	mux.Handle("GET /static/", static.Handler())
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.HandleFunc("GET /readyz", s.readyz)
	mux.Handle("/", s.page(func(http.ResponseWriter, *door.Request) error { return errs.Missing("page", "") }, mostForm, true))
	handler := s.sameOrigin().Handler(mux)
	if o.Development {
		handler = s.hereOnly(handler)
	}
	return s.around(handler)
}

// hereOnly refuses requests for another name than this machine's own: a page of
// another site whose name is made to lead here would be taken for one of this site,
// and anybody may be anybody in development.
func (s *site) hereOnly(next http.Handler) http.Handler {
	refuse := s.page(func(http.ResponseWriter, *door.Request) error {
		return errs.Refused("in development the site is found at this machine’s own name only, such as http://localhost:8080")
	}, 0, true)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if !address.Loopback(strings.Trim(host, "[]")) {
			refuse.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

type site struct {
	door     *door.Door
	log      *slog.Logger
	trusted  address.Trusted
	numbers  *Numbers
	patience Patience
	checks   []Check
}

// sameOrigin refuses what a page of another site sends.
func (s *site) sameOrigin() *http.CrossOriginProtection {
	p := http.NewCrossOriginProtection()
	if s.door.Origin != "" {
		if err := p.AddTrustedOrigin(s.door.Origin); err != nil {
			panic("web: " + err.Error()) // ParseOrigin has made it
		}
	}
	p.SetDenyHandler(s.page(func(http.ResponseWriter, *door.Request) error {
		return errs.Refused("This came from a page of another site, so it was not taken")
	}, 0, true))
	return p
}

// How long an answer may take; then the person is told that the database does not
// answer. The import of a file waits for the one before it, so that a save is given
// longer.
const (
	patient       = 15 * time.Second
	patientSaving = 4 * time.Minute
)

// page answers with a page, and with the page of an error where it returns one.
// limit is how many bytes of a body it takes; 0 takes none and does not look.
func (s *site) page(p door.Page, limit int64, public bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := w.(*answer) // around has made it
		ctx, cancel := context.WithTimeout(r.Context(), patient)
		defer cancel()
		in, err := s.door.Identify(r.WithContext(ctx))
		in.Client = a.caller.Addr
		if err != nil {
			s.fail(a, in, err)
			return
		}
		if !utf8.ValidString(r.URL.Path) || strings.ContainsRune(r.URL.Path, 0) {
			s.fail(a, in, errs.Missing("page", "")) // no address of this site has such bytes
			return
		}
		if limit > 0 {
			if err := receive(a, in.Request, limit); err != nil {
				s.fail(a, in, err)
				return
			}
		}
		if !public && !in.Who.SignedIn() {
			s.signedOut(a, in)
			return
		}
		if r.Method == http.MethodPost { // from when all was received
			ctx, cancel := context.WithTimeout(r.Context(), patientSaving)
			defer cancel()
			in.Request = in.WithContext(ctx)
		}
		if err := p(a, in); err != nil {
			s.fail(a, in, err)
		}
	})
}

// signedOut asks to sign in. Whoever sent a form is shown what they typed: the
// session may have ended while they were writing.
func (s *site) signedOut(w *answer, r *door.Request) {
	if r.Method != http.MethodPost {
		r.See(w, "/sign-in?back="+url.QueryEscape(r.URL.Path))
		return
	}
	page := r.New("")
	if err := ui.SignedOut(w, page, r.Typed(), ui.Link{Text: "Sign in", Href: "/sign-in?back=" + url.QueryEscape(r.URL.Path)}); err != nil {
		s.log.ErrorContext(r.Context(), "an error page could not be shown", slog.String("reference", w.reference), slog.String("error", tell(err)))
	}
}

// fail turns the kind of an error into a status, and is the only place that logs
// errors. What one may not see is not found; an actor that is nobody is asked to
// sign in where that can help.
func (s *site) fail(w *answer, r *door.Request, err error) {
	if w.status != 0 { // most often the client is gone
		s.log.WarnContext(r.Context(), "an answer was cut off", slog.String("reference", w.reference), slog.String("route", route(r.Request)), slog.String("error", tell(err)))
		panic(http.ErrAbortHandler)
	}
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
		err = ui.Unusable(w, page, strings.TrimSuffix(errs.Sentence(err), ".")+".")
	case errs.TooLarge:
		err = ui.TooLarge(w, page, strings.TrimSuffix(errs.Sentence(err), ".")+".")
	default:
		ref := w.reference
		s.log.ErrorContext(r.Context(), "request failed", slog.String("reference", ref), slog.String("method", method(r.Method)), slog.String("route", route(r.Request)), slog.String("error", tell(err)))
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
		s.log.ErrorContext(r.Context(), "an error page could not be shown", slog.String("reference", w.reference), slog.String("error", tell(err)))
	}
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
