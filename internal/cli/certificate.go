package cli

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/northinch/northinch/internal/errs"
)

// certificate is the certificate of the site and its key. It is read again when one
// of the files has changed, so that one that is renewed needs no restart.
type certificate struct {
	cert, key string // the files
	now       func() time.Time
	log       *slog.Logger

	mu   sync.Mutex
	pair *tls.Certificate
	seen [2]os.FileInfo
}

// newCertificate reads the files; the error has a sentence for the operator.
func newCertificate(cert, key string, now func() time.Time, log *slog.Logger) (*certificate, error) {
	c := &certificate{cert: cert, key: key, now: now, log: log}
	c.seen = c.look()
	var err error
	c.pair, err = c.read()
	return c, err
}

// look is how the files are now; nil for one that is not there.
func (c *certificate) look() (both [2]os.FileInfo) {
	both[0], _ = os.Stat(c.cert)
	both[1], _ = os.Stat(c.key)
	return both
}

// get returns the certificate for a connection. Files that cannot be used leave the
// one before in use: while a certificate is renewed there may be half of it.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.look()
	if same(now[0], c.seen[0]) && same(now[1], c.seen[1]) {
		return c.pair, nil
	}
	c.seen = now
	fresh, err := c.read()
	if err != nil {
		c.log.Warn("the certificate on disk cannot be used; the one before stays in use", slog.String("why", errs.Sentence(err)))
		return c.pair, nil
	}
	c.pair = fresh
	return fresh, nil
}

// same says whether a file is as it was. Any other time of change counts, also an
// earlier one: clocks are set back.
func same(a, b os.FileInfo) bool {
	return a != nil && b != nil && os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size()
}

func (c *certificate) read() (*tls.Certificate, error) {
	cert, err := readPEM("certificate", c.cert)
	if err != nil {
		return nil, err
	}
	key, err := readPEM("key", c.key)
	if err != nil {
		return nil, err
	}
	leaf, err := firstCertificate(cert)
	if err != nil {
		return nil, errs.Invalid("tls-cert", "The file %s holds no certificate in PEM form", c.cert)
	}
	const day = "2 January 2006"
	switch now := c.now(); {
	case now.After(leaf.NotAfter):
		return nil, errs.Invalid("tls-cert", "The certificate in %s ended on %s; get a new one", c.cert, leaf.NotAfter.UTC().Format(day))
	case now.Before(leaf.NotBefore):
		return nil, errs.Invalid("tls-cert", "The certificate in %s begins on %s; is the clock of this machine right?", c.cert, leaf.NotBefore.UTC().Format(day))
	}
	pair, err := tls.X509KeyPair(cert, key)
	switch {
	case err != nil && strings.Contains(err.Error(), "does not match"):
		return nil, errs.Invalid("tls-key", "The key in %s does not belong to the certificate in %s", c.key, c.cert)
	case err != nil:
		return nil, errs.Invalid("tls-key", "The file %s holds no key in PEM form that can be used; a key with a password cannot", c.key)
	}
	return &pair, nil
}

func readPEM(what, file string) ([]byte, error) {
	b, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errs.Invalid("tls-cert", "There is no file %s for the %s", file, what)
	case errors.Is(err, fs.ErrPermission):
		return nil, errs.Invalid("tls-cert", "The file %s with the %s may not be read by this user", file, what)
	case err != nil:
		return nil, errs.Stored(err, "The file %s with the %s cannot be read", file, what)
	}
	return b, nil
}

var errNoCertificate = errors.New("cli: no certificate in PEM form")

func firstCertificate(text []byte) (*x509.Certificate, error) {
	for b, rest := pem.Decode(text); b != nil; b, rest = pem.Decode(rest) {
		if b.Type == "CERTIFICATE" {
			return x509.ParseCertificate(b.Bytes)
		}
	}
	return nil, errNoCertificate
}

// check says whether the certificate that is in use still holds.
func (c *certificate) check(context.Context) error {
	pair, err := c.get(nil)
	if err != nil {
		return err
	}
	if c.now().After(pair.Leaf.NotAfter) {
		return errs.Stored(nil, "The certificate of the site has ended")
	}
	return nil
}

func (c *certificate) config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get}
}
