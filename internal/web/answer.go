package web

import (
	"io"
	"net/http"
	"time"

	"github.com/northinch/northinch/internal/address"
)

// answer is an answer on its way, with what is known of its request.
type answer struct {
	http.ResponseWriter
	control   *http.ResponseController
	patience  Patience
	caller    address.Caller
	secure    bool // the client spoke TLS, to this program or to a trusted proxy
	reference string
	status    int // 0 until the headers are written
	bytes     int64
	body      bool // the request has one
}

// Unwrap is for http.ResponseController.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// WriteHeader gives a slow reader from now on as long as the patience lasts: the
// time in which the page was made does not count.
func (a *answer) WriteHeader(status int) {
	if status >= 200 && a.status == 0 {
		a.status = status
		// What does not support deadlines is no connection, and needs none.
		a.control.SetWriteDeadline(time.Now().Add(a.patience.Answer))
		if a.body { // what is left of it is read before the connection is used again
			a.control.SetReadDeadline(time.Now().Add(a.patience.Header))
		}
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.WriteHeader(http.StatusOK)
	}
	n, err := a.ResponseWriter.Write(b)
	a.bytes += int64(n)
	return n, err
}

// arriving is the body of a request. The deadline stands only while somebody waits
// for it: left standing, it would end the request while its page is at work.
type arriving struct {
	io.ReadCloser
	control *http.ResponseController
	until   time.Time
}

func (b *arriving) Read(p []byte) (int, error) {
	b.control.SetReadDeadline(b.until)
	defer b.control.SetReadDeadline(time.Time{})
	return b.ReadCloser.Read(p)
}
