package web

import (
	golog "log"
	"log/slog"
	"net"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Patience is how long the server waits for a client, and how many it has at once.
// A client that is slower is cut off, so that slow ones, by chance or on purpose,
// take nothing from the others.
type Patience struct {
	Header time.Duration // for the headers of a request, and the start of TLS
	Body   time.Duration // for a form
	Upload time.Duration // for a file
	Answer time.Duration // for the answer to be read, from when it begins
	Idle   time.Duration // between two requests
	// Connections is how many may be open; others wait to be accepted.
	Connections int
}

// usual is the patience where none is named: a form of 1 MB comes over a line of
// 140 kbit/s, a file of 64 MB over one of 300.
var usual = Patience{Header: 10 * time.Second, Body: time.Minute, Upload: 30 * time.Minute, Answer: 2 * time.Minute, Idle: time.Minute, Connections: 512}

// Server is an HTTP server for a handler with the patience that is usual, and with
// a log in which no address of a client stands.
func Server(h http.Handler, log *slog.Logger) *http.Server { return server(h, log, usual) }

func server(h http.Handler, log *slog.Logger, p Patience) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: p.Header, WriteTimeout: p.Answer, IdleTimeout: p.Idle, MaxHeaderBytes: 32 << 10,
		ErrorLog: golog.New(clean{log}, "", 0)}
}

// Limit lets at most the usual number of connections be open at once.
func Limit(l net.Listener) net.Listener { return limit(l, usual.Connections) }

func limit(l net.Listener, most int) net.Listener {
	return &limited{Listener: l, places: make(chan struct{}, most), closed: make(chan struct{})}
}

type limited struct {
	net.Listener
	places chan struct{}
	closed chan struct{}
	once   sync.Once
}

func (l *limited) Accept() (net.Conn, error) {
	select {
	case l.places <- struct{}{}:
	case <-l.closed:
		return nil, net.ErrClosed
	}
	c, err := l.Listener.Accept()
	if err != nil {
		<-l.places
		return nil, err
	}
	return &held{Conn: c, give: sync.OnceFunc(func() { <-l.places })}, nil
}

func (l *limited) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}

// held is a connection that holds a place until it is closed.
type held struct {
	net.Conn
	give func()
}

func (c *held) Close() error {
	defer c.give()
	return c.Conn.Close()
}

// clean takes the addresses of clients out of what net/http logs, which is text
// such as “http: TLS handshake error from 192.0.2.7:55555: EOF”.
type clean struct{ log *slog.Logger }

var clientAddress = regexp.MustCompile(`\[[0-9a-fA-F:.%\w]+\](:\d+)?|\b\d{1,3}(\.\d{1,3}){3}(:\d+)?|[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]+`)

func (c clean) Write(line []byte) (int, error) {
	c.log.Warn(strings.TrimSpace(clientAddress.ReplaceAllString(string(line), "(an address)")))
	return len(line), nil
}
