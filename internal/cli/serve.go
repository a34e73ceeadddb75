package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web"
	"github.com/northinch/northinch/internal/web/static"
)

func serve(c *call) error {
	listen := c.flags.String("listen", "127.0.0.1:8080", "the `address` to listen on")
	development := c.flags.Bool("development", false, "let anybody sign in as one of a few made-up people; refused unless the server listens on this machine only")
	address := c.flags.String("address", "", "the `address` where people find the site, such as https://northinch.example.gov.scot; passkeys and providers need it")
	keys := c.flags.String("keys", "", "the `folder` of keys; passwords need it")
	providers := c.flags.String("providers", "", "a JSON `file` of the sign-ins of other organisations (OpenID Connect)")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if err := onlyLoopback(*listen, *development); err != nil {
		return err
	}
	o := web.Options{Development: *development, Origin: strings.TrimSuffix(*address, "/")}
	if *keys != "" {
		ring, err := keyring.Open(*keys)
		if err != nil {
			return err
		}
		o.Keys = ring
	}
	if *providers != "" {
		var err error
		if o.Providers, err = readProviders(*providers); err != nil {
			return err
		}
	}
	return c.open(func(d *db.DB) error { return c.serve(d, *listen, o) })
}

func demoServe(c *call) error {
	listen := c.flags.String("listen", "127.0.0.1:8080", "the `address` to listen on")
	fill := c.flags.Bool("fill", false, "fill the database and stop")
	c.flags.Lookup("db").DefValue = "northinch-demo.db"
	*c.db = "northinch-demo.db"
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if err := onlyLoopback(*listen, true); err != nil {
		return err
	}
	return c.open(func(d *db.DB) error {
		if err := demo.Fill(c.Context, d, c.actor(), func(s string) { fmt.Fprintln(c.Stderr, s+" …") }); err != nil || *fill {
			return err
		}
		return c.serve(d, *listen, web.Options{Development: true})
	})
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
func (c *call) serve(d *db.DB, listen string, o web.Options) error {
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return errs.Stored(err, "Nothing can listen on %s; another program may be using it", listen)
	}
	o.Log = slog.New(slog.NewJSONHandler(c.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	server := &http.Server{Handler: web.New(d, o),
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 5 * time.Minute, WriteTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelWarn)}
	if !static.Ready() {
		fmt.Fprintln(c.Stderr, "This program was built without the design system, so its pages are plain. Build it with “make build”.")
	}
	fmt.Fprintf(c.Stdout, "North Inch %s serves %s at http://%s\n", app.Version, d.Name(), l.Addr())
	if o.Development {
		if err := people(c, d, l.Addr().String()); err != nil {
			return err
		}
	}
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(l) }()
	select {
	case err := <-stopped:
		return err
	case <-c.Context.Done():
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Context), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
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
		_, err = fmt.Fprintf(c.Stdout, "One can sign in at http://%s/sign-in, without a password, as one of %d made-up people.\nStop with Ctrl-C.\n", address, made)
		return err
	})
}
