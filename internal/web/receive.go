package web

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/web/programmepage"
	"github.com/northinch/northinch/internal/web/returnpage"
)

// mostForm is how many bytes of a form are taken where its route says nothing else.
const mostForm = 1 << 20

// limits are the routes that take more than a form, in bytes. Their pages read the
// body themselves.
var limits = map[string]int64{
	"POST /programmes/{programme}/import":         programmepage.MostBody,
	"POST /inspections/{programme}/{area}/return": returnpage.MostBody,
}

// Limit is how many bytes of a body a page takes.
func (r Route) Limit() int64 {
	if n, ok := limits[r.Pattern]; ok {
		return n
	}
	return mostForm
}

// receive takes the form of a request before its page runs, so that no page can
// mistake one that was too large, too slow or broken for an empty one.
func receive(a *answer, r *http.Request, limit int64) error {
	if r.Method != http.MethodPost {
		return nil
	}
	wait := a.patience.Body
	if limit > mostForm {
		wait = a.patience.Upload
	}
	// The writer of the connection itself, so that it is closed after the answer.
	r.Body = &arriving{http.MaxBytesReader(a.ResponseWriter, r.Body, limit), a.control, time.Now().Add(wait)}
	if limit > mostForm {
		return nil
	}
	err := r.ParseForm()
	if err == nil {
		if err = r.ParseMultipartForm(limit); errors.Is(err, http.ErrNotMultipart) {
			err = nil
		}
	}
	if err != nil {
		a.Header().Set("Connection", "close") // what is left of it is not waited for
	}
	_, large := errors.AsType[*http.MaxBytesError](err)
	switch {
	case large:
		return errs.Large("", "A form is taken up to %s. What you sent is larger.", size(limit))
	case errors.Is(err, os.ErrDeadlineExceeded):
		return errs.Invalid("", "What you sent came so slowly that it was given up. Check your connection, go back and send it again")
	case err != nil:
		return errs.Invalid("", "What you sent arrived broken. Go back and send it again")
	}
	return nil
}

func size(bytes int64) string { return fmt.Sprintf("%d MB", bytes>>20) }
