package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/web/door"
)

// answerOf is what the site answers where its page is p.
func answerOf(method string, p door.Page) *httptest.ResponseRecorder {
	s := &site{door: &door.Door{}, log: slog.New(slog.DiscardHandler), numbers: &Numbers{}}
	w := httptest.NewRecorder()
	s.around(s.page(p, 0, true)).ServeHTTP(w, httptest.NewRequest(method, "/", nil))
	return w
}

func TestWhatIsSaidOfADatabaseThatIsAwayIsNoMoreThanIsKnown(t *testing.T) {
	cause := errors.New("connection reset by peer")
	for _, c := range []struct {
		method string
		err    error
		status int
		title  string
	}{
		{http.MethodGet, errs.Stored(cause, "It is gone"), 503, "This cannot be shown at the moment"},
		{http.MethodPost, errs.Stored(cause, "It is gone; nothing was saved"), 503, "This cannot be saved at the moment"},
		{http.MethodPost, errs.Stored(fmt.Errorf("%w: %w", db.ErrOutcomeUnknown, cause), "Look before you do it again"), 503, "It is not known whether this was saved"},
		{http.MethodPost, cause, 500, "Something went wrong"},
	} {
		w := answerOf(c.method, func(http.ResponseWriter, *door.Request) error { return c.err })
		if body := w.Body.String(); w.Code != c.status || !strings.Contains(body, "<h1") || !strings.Contains(body, c.title+"</h1>") {
			t.Errorf("%s %v: status %d, %s", c.method, c.err, w.Code, body)
		}
	}
}

func TestNobodyWaitsForeverForAnAnswer(t *testing.T) {
	for method, most := range map[string]time.Duration{http.MethodGet: 15 * time.Second, http.MethodHead: 15 * time.Second, http.MethodPost: 4 * time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			w := answerOf(method, func(_ http.ResponseWriter, r *door.Request) error {
				<-r.Context().Done() // as a query does on a connection that is dead
				return errs.Stored(r.Context().Err(), "The work was stopped before it was done; nothing was saved")
			})
			if d := time.Since(start); d != most || w.Code != 503 {
				t.Errorf("%s: status %d after %v, want 503 after %v", method, w.Code, d, most)
			}
		})
	}
}
