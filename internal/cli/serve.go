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
	"strings"
	"sync"
	"time"

	"github.com/northinch/northinch/internal/address"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/mail"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web"
	"github.com/northinch/northinch/internal/web/static"
)

// serving is how the site is served.
type serving struct {
	listen, address, cert, key string
	proxies                    []string
	metrics, log               string
	development                bool

	origin    string // of address, or of the listener
	ring      *keyring.Ring
	post      mail.Sender
	providers []*credential.Provider
	trusted   address.Trusted
}

func serve(c *call) error {
	var o serving
	c.flags.StringVar(&o.listen, "listen", "127.0.0.1:8080", "the `address` to listen on")
	c.flags.StringVar(&o.address, "address", "", "where people find the site, such as https://inspections.example.org: a `URL` for links")
	c.flags.StringVar(&o.cert, "tls-cert", "", "the certificate, a `file` in PEM form with the ones between it and the root; read again when it changes")
	c.flags.StringVar(&o.key, "tls-key", "", "the key of the certificate, a `file` in PEM form")
	c.flags.Func("trusted-proxy", "a proxy, or a `range` of them such as 10.1.2.0/24, that may say for whom it asks; may be given more than once", func(s string) error {
		o.proxies = append(o.proxies, s)
		return nil
	})
	c.flags.StringVar(&o.metrics, "metrics", "", "the `address` to serve numbers for a monitoring system on, such as 127.0.0.1:9464; this machine only where it names no host")
	c.flags.StringVar(&o.log, "log", "", "`what` to log besides failures: requests")
	c.flags.BoolVar(&o.development, "development", false, "let anybody sign in as one of a few made-up people; refused unless the server listens on this machine only")
	providers := c.flags.String("providers", "", "a JSON `file` of the sign-ins of other organisations (OpenID Connect)")
	keys, post := c.ring(), c.post()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	if *providers != "" {
		var err error
		if o.providers, err = readProviders(*providers); err != nil {
			return err
		}
	}
	return c.open(func(d *db.DB) (err error) {
		if o.ring, err = keys(d); err != nil {
			return err
		}
		if o.post, err = post(d); err != nil {
			return err
		}
		return c.serve(d, o)
	})
}

func demoServe(c *call) error {
	listen := c.flags.String("listen", "127.0.0.1:8080", "the `address` to listen on")
	keys, post := c.ring(), c.post()
	fill := c.flags.Bool("fill", false, "fill the database and stop")
	c.flags.Lookup("db").DefValue = "northinch-demo.db"
	*c.db = "northinch-demo.db"
	if err := c.parse(0, 0); err != nil {
		return err
	}
	o := serving{listen: *listen, development: true}
	if err := o.check(); err != nil {
		return err
	}
	err := c.open(func(d *db.DB) (err error) {
		if o.ring, err = keys(d); err != nil {
			return err
		}
		if err := demo.Fill(c.Context, d, o.ring, c.actor(), func(s string) { fmt.Fprintln(c.Stderr, s+" …") }); err != nil || *fill {
			return err
		}
		if o.post, err = post(d); err != nil {
			return err
		}
		return c.serve(d, o)
	})
	if errors.Is(err, db.ErrOlder) {
		return demoOlder(err)
	}
	return err
}

// check refuses what would be unsafe or cannot be, before anything is opened.
func (o *serving) check() (err error) {
	if err := onlyLoopback(o.listen, o.development); err != nil {
		return err
	}
	if o.trusted, err = address.ParseTrusted(o.proxies); err != nil {
		return err
	}
	if o.address != "" {
		if o.origin, err = address.ParseOrigin(o.address); err != nil {
			return err
		}
	}
	host, _, _ := net.SplitHostPort(o.listen)
	tls, proxy, secure := o.cert != "", len(o.trusted) > 0, strings.HasPrefix(o.origin, "https://")
	switch {
	case (o.cert == "") != (o.key == ""):
		return errs.Invalid("tls-cert", "A certificate and its key belong together; name both --tls-cert and --tls-key")
	case !tls && !proxy && !address.Loopback(host):
		return errs.Invalid("listen", "Without TLS everybody on the way can read and change what is sent, so plain HTTP is for this machine only, such as 127.0.0.1:8080. To listen on %s, name a certificate with --tls-cert and --tls-key, or with --trusted-proxy the proxy that does TLS in front of it", o.listen)
	case tls && o.origin != "" && !secure:
		return errs.Invalid("address", "With a certificate the address of the site begins with https://; %s does not", o.address)
	case secure && !tls && !proxy:
		return errs.Invalid("address", "The address %s needs TLS: name a certificate with --tls-cert and --tls-key, or with --trusted-proxy the proxy that does TLS in front of the server", o.address)
	case o.log != "" && o.log != "requests":
		return errs.Invalid("log", "“%s” cannot be logged; --log takes requests", o.log)
	}
	if o.metrics != "" {
		host, port, err := net.SplitHostPort(o.metrics)
		if err != nil {
			return errs.Invalid("metrics", "The address for the numbers has the form 127.0.0.1:9464; “%s” has not", o.metrics)
		}
		if host == "" {
			o.metrics = net.JoinHostPort("127.0.0.1", port)
		}
	}
	return nil
}

// onlyLoopback refuses the sign-in for development on an address that others can
// reach.
func onlyLoopback(listen string, development bool) error {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return errs.Invalid("listen", "The address to listen on has the form 127.0.0.1:8080; “%s” has not", listen)
	}
	if !development {
		return nil
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return errs.Invalid("listen", "With the sign-in for development anybody may be anybody, so the server listens on this machine only, such as 127.0.0.1:8080; it does not start on %s", listen)
}

// serve serves until the context ends, then lets requests finish.
func (c *call) serve(d *db.DB, o serving) error {
	level := slog.LevelWarn
	if o.log == "requests" {
		level = slog.LevelInfo
	}
	log := slog.New(slog.NewJSONHandler(c.Stderr, &slog.HandlerOptions{Level: level}))
	l, err := listen(o.listen)
	if err != nil {
		return err
	}
	scheme, site := "http", web.Options{Development: o.development, Log: log, Trusted: o.trusted, Keys: o.ring, Providers: o.providers, Numbers: &web.Numbers{}}
	var config *tls.Config
	if o.cert != "" {
		cert, err := newCertificate(o.cert, o.key, time.Now, log)
		if err != nil {
			l.Close()
			return err
		}
		scheme, config = "https", cert.config()
		site.Checks = append(site.Checks, web.Check{Name: "certificate", Run: cert.check})
	}
	if site.Origin = o.origin; site.Origin == "" {
		site.Origin = scheme + "://" + reachable(l.Addr().String())
	}
	server := web.Server(web.New(d, site), log)
	server.TLSConfig = config
	servers := []*http.Server{server}
	stopped := make(chan error, 2)
	fmt.Fprintf(c.Stdout, "North Inch %s serves %s at %s\n", app.Version, d.Name(), site.Origin)
	if o.origin != "" {
		fmt.Fprintf(c.Stdout, "It listens on %s\n", l.Addr())
	}
	if o.metrics != "" {
		m, err := listen(o.metrics)
		if err != nil {
			l.Close()
			return err
		}
		numbers := web.Server(site.Numbers.Handler(d, app.Version), log)
		numbers.ReadTimeout = numbers.ReadHeaderTimeout
		servers = append(servers, numbers)
		fmt.Fprintf(c.Stdout, "Its numbers are at http://%s/metrics\n", m.Addr())
		go func() { stopped <- numbers.Serve(web.Limit(m)) }()
	}
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
	if o.development {
		if err := people(c, d, site.Origin); err != nil {
			return err
		}
	}
	stop, end := context.WithCancel(c.Context)
	var working sync.WaitGroup
	working.Go(func() { app.Runner(d, concern.Desk{Keys: o.ring, Origin: site.Origin}, o.post, log).Run(stop) })
	defer working.Wait()
	defer end()
	go func() {
		if config != nil {
			stopped <- server.ServeTLS(web.Limit(l), "", "")
			return
		}
		stopped <- server.Serve(web.Limit(l))
	}()
	select {
	case err := <-stopped:
		return err
	case <-c.Context.Done():
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Context), 10*time.Second)
	defer cancel()
	for _, s := range servers {
		if err := s.Shutdown(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
			return err
		}
	}
	return nil
}

// people says as whom one can sign in for development.
func people(c *call, d *db.DB, address string) error {
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
