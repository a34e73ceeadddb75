package web

import (
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"net/http"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// features are what a page of the site never asks of a browser. What a sign-in may
// need (publickey-credentials-…) is not among them.
const features = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), " +
	"geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"

// headers are on every answer; what a page or a file sets itself comes later. They
// follow the advice of OWASP's Secure Headers Project. The referrer stays on the
// site and is not left off altogether: without one, browsers do not name the origin
// of a form either.
func headers(h http.Header, secure bool) {
	h.Set("Content-Security-Policy", ui.Policy)
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Embedder-Policy", "require-corp")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", features)
	h.Set("Referrer-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Permitted-Cross-Domain-Policies", "none")
	if secure {
		h.Set("Strict-Transport-Security", "max-age=63072000") // two years; other sites below the same name are not ours to decide on
	}
}

// around is what every request goes through: the headers, who asks, a log line
// without names, the numbers, and a page in place of a panic.
func (s *site) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := s.answer(w, r)
		headers(a.Header(), a.secure)
		start := time.Now()
		s.numbers.began()
		defer func() {
			p := recover()
			cut := p == http.ErrAbortHandler
			if p != nil && !cut {
				cut = s.panicked(a, r, p)
			}
			took := time.Since(start)
			s.numbers.ended(r, a.status, took)
			s.log.InfoContext(r.Context(), "request", slog.String("method", method(r.Method)), slog.String("route", route(r)), slog.Int("status", a.status),
				slog.Int64("bytes", a.bytes), slog.Float64("ms", float64(took.Microseconds())/1000), slog.String("reference", a.reference))
			if cut {
				panic(http.ErrAbortHandler) // the client sees that the answer is not whole
			}
		}()
		next.ServeHTTP(a, r)
		if a.status == 0 {
			a.WriteHeader(http.StatusOK)
		}
	})
}

func (s *site) answer(w http.ResponseWriter, r *http.Request) *answer {
	a := &answer{ResponseWriter: w, control: http.NewResponseController(w), patience: s.patience, reference: reference(),
		caller: s.trusted.Caller(r.RemoteAddr, r.Header.Values("X-Forwarded-For"), r.Header.Values("X-Forwarded-Proto")),
		body:   r.Body != nil && r.Body != http.NoBody}
	a.secure = r.TLS != nil || a.caller.Secure
	a.control.SetWriteDeadline(time.Time{}) // set anew when the answer begins
	return a
}

// panicked logs a panic and shows the page of a mistake, unless an answer has begun
// already: then it says that the answer must be cut off.
func (s *site) panicked(a *answer, r *http.Request, p any) (cut bool) {
	s.log.ErrorContext(r.Context(), "panic", slog.String("reference", a.reference), slog.String("method", method(r.Method)), slog.String("route", route(r)),
		slog.String("panic", tellPanic(p)), slog.Any("stack", stack()))
	if a.status != 0 {
		return true
	}
	clear(a.Header()) // what the page has set, such as a cookie, is not its answer
	headers(a.Header(), a.secure)
	if err := ui.Broken(a, (&door.Request{Request: r, Who: access.Anyone}).New(""), a.reference); err != nil {
		s.log.ErrorContext(r.Context(), "an error page could not be shown", slog.String("reference", a.reference), slog.String("error", tell(err)))
	}
	return false
}

// method is that of a request, in a list that is bounded: a client may send any.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}

// route is the pattern of the page, never its path.
func route(r *http.Request) string {
	if r.Pattern == "" {
		return "none"
	}
	return r.Pattern
}

func reference() string {
	var b [4]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
