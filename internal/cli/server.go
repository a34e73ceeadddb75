package cli

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web"
	"github.com/northinch/northinch/internal/web/static"
)

// serve serves until the context ends, then lets requests finish.
func (c *call) serve(d *db.DB, o serving) error {
	log := o.logger(c)
	l, err := listen(o.listen)
	if err != nil {
		return err
	}
	defer l.Close()
	site, config, err := o.site(d, l.Addr().String(), log)
	if err != nil {
		return err
	}
	server := web.Server(web.New(d, site), log)
	server.TLSConfig = config
	all := servers{stopped: make(chan error, 2)}
	fmt.Fprintf(c.Stdout, "North Inch %s serves %s at %s\n", app.Version, d.Name(), site.Origin)
	if o.origin != "" {
		fmt.Fprintf(c.Stdout, "It listens on %s\n", l.Addr())
	}
	if o.metrics != "" {
		m, err := listen(o.metrics)
		if err != nil {
			return err
		}
		numbers := web.Server(site.Numbers.Handler(d, app.Version), log)
		numbers.ReadTimeout = numbers.ReadHeaderTimeout
		fmt.Fprintf(c.Stdout, "Its numbers are at http://%s/metrics\n", m.Addr())
		all.start(numbers, m)
	}
	if err := c.ready(d, o, site.Origin); err != nil {
		return err
	}
	stop, end := context.WithCancel(c.Context)
	var working sync.WaitGroup
	working.Go(func() { app.Runner(d, concern.Desk{Keys: o.ring, Origin: site.Origin}, o.post, log).Run(stop) })
	defer working.Wait()
	defer end()
	all.start(server, l)
	return all.wait(c.Context)
}

// ready does what comes before the first request, and says what whoever started the
// server should know.
func (c *call) ready(d *db.DB, o serving, origin string) error {
	// A program that was stopped in the middle of destroying is made up for. What
	// cannot be done now does not keep others from their work.
	if err := app.FinishDestroying(c.Context, d, o.ring, c.actor(), func(s string) { fmt.Fprintln(c.Stderr, s+" …") }); err != nil {
		c.fail(err)
	}
	if behind, err := app.Behind(c.Context, d, o.ring); err != nil {
		c.fail(err)
	} else if behind != "" {
		c.fail(errs.Stored(nil, "%s", behind))
	}
	if !static.Ready() {
		fmt.Fprintln(c.Stderr, "This program was built without the design system, so its pages are plain. Build it with “make build”.")
	}
	if o.post == nil {
		fmt.Fprintln(c.Stderr, "Messages wait: neither a mail server (--smtp) nor a folder (--outbox) is named.")
	}
	if !o.development {
		return nil
	}
	return c.people(d, origin)
}

func (o serving) logger(c *call) *slog.Logger {
	level := slog.LevelWarn
	if o.log == "requests" {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewJSONHandler(c.Stderr, &slog.HandlerOptions{Level: level}))
}

// site is the settings of the site for a listener, and those of TLS where it has a
// certificate.
func (o serving) site(d *db.DB, listener string, log *slog.Logger) (web.Options, *tls.Config, error) {
	site := web.Options{Development: o.development, Log: log, Trusted: o.trusted, Keys: o.ring, Providers: o.providers, Numbers: &web.Numbers{}, Origin: o.origin}
	if o.ring != nil {
		site.Checks = append(site.Checks, web.Check{Name: "keys", Run: func(ctx context.Context) error { return d.Read(ctx, o.ring.Check) }})
	}
	scheme := "http"
	var config *tls.Config
	if o.cert != "" {
		cert, err := newCertificate(o.cert, o.key, time.Now, log)
		if err != nil {
			return site, nil, err
		}
		scheme, config = "https", cert.config()
		site.Checks = append(site.Checks, web.Check{Name: "certificate", Run: cert.check})
	}
	if site.Origin == "" {
		site.Origin = scheme + "://" + reachable(listener)
	}
	return site, config, nil
}

// servers are those that run until the program ends.
type servers struct {
	all     []*http.Server
	stopped chan error
}

func (s *servers) start(server *http.Server, l net.Listener) {
	s.all = append(s.all, server)
	go func() {
		if server.TLSConfig != nil {
			s.stopped <- server.ServeTLS(web.Limit(l), "", "")
			return
		}
		s.stopped <- server.Serve(web.Limit(l))
	}()
}

// wait waits for the end of the context or of a server, and lets requests finish.
func (s *servers) wait(ctx context.Context) error {
	select {
	case err := <-s.stopped:
		return err
	case <-ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	for _, one := range s.all {
		if err := one.Shutdown(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
			return err
		}
	}
	return nil
}

// people says as whom one can sign in for development.
func (c *call) people(d *db.DB, address string) error {
	return d.Read(c.Context, func(tx *db.Tx) error {
		all, err := person.All(tx)
		if err != nil {
			return err
		}
		made := 0
		for _, p := range all {
			if p.MadeUp && p.State == person.Active {
				made++
			}
		}
		_, err = fmt.Fprintf(c.Stdout, "One can sign in at %s/sign-in, without a password, as one of %d made-up people.\nStop with Ctrl-C.\n", address, made)
		return err
	})
}

func listen(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, errs.Stored(err, "Nothing can listen on %s; another program may be using it", address)
	}
	return l, nil
}

// reachable is the address of a listener as one on this machine reaches it.
func reachable(listener string) string {
	a, err := netip.ParseAddrPort(listener)
	if err == nil && a.Addr().IsUnspecified() {
		return net.JoinHostPort("localhost", strconv.Itoa(int(a.Port())))
	}
	return listener
}
