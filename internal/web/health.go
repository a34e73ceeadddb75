package web

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"time"

	"github.com/northinch/northinch/internal/errs"
)

// Check is something that must hold before the server takes work. Its error has a
// sentence that anybody may read.
type Check struct {
	Name string // in small letters, such as "certificate"
	Run  func(context.Context) error
}

// checked is a check as /readyz tells it.
type checked struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
	Says string `json:"says,omitempty"`
}

// mostCheck is how long a check may take.
const mostCheck = 5 * time.Second

// healthz says that the process is alive and its database answers: if not, starting
// it again may help.
func (s *site) healthz(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if c := s.check(r.Context(), Check{"database", s.door.DB.Alive}); !c.OK {
		w.WriteHeader(http.StatusServiceUnavailable)
		w.Write([]byte(c.Says + "\n"))
		return
	}
	w.Write([]byte("ok\n"))
}

// readyz says whether the server is to be sent work, check by check.
func (s *site) readyz(w http.ResponseWriter, r *http.Request) {
	answer := struct {
		Ready  bool      `json:"ready"`
		Checks []checked `json:"checks"`
	}{Ready: true}
	for _, c := range s.checks {
		done := s.check(r.Context(), c)
		answer.Ready = answer.Ready && done.OK
		answer.Checks = append(answer.Checks, done)
	}
	w.Header().Set("Content-Type", "application/json")
	if !answer.Ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	json.NewEncoder(w).Encode(answer)
}

// check runs a check and logs why it failed, which the answer does not say.
func (s *site) check(ctx context.Context, c Check) checked {
	ctx, cancel := context.WithTimeout(ctx, mostCheck)
	defer cancel()
	err := c.Run(ctx)
	if err == nil {
		return checked{Name: c.Name, OK: true}
	}
	s.log.WarnContext(ctx, "a check failed", slog.String("check", c.Name), slog.String("error", tell(err)))
	says := "This check failed; the log says why"
	if errs.KindOf(err) != errs.Internal {
		says = errs.Sentence(err)
	}
	return checked{Name: c.Name, Says: says}
}
