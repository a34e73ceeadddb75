package cli

import (
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/northinch/northinch/internal/address"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/mail"
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
