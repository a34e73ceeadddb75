package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"net/textproto"
	"time"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/job"
)

// SMTP delivers to a mail server. The connection is encrypted by STARTTLS; a server
// without it is refused unless it is on this machine.
type SMTP struct {
	// Address is host:port.
	Address string
	// From is the address that messages come from.
	From string
	// User and Password sign in; empty where the server asks for none.
	User, Password string
	// Roots are the authorities that vouch for the server; nil is those of the machine.
	Roots *x509.CertPool
	// Timeout is how long a delivery may take; 0 is a minute.
	Timeout time.Duration
}

// Deliver hands a message to the mail server. Its errors name the step and the code
// of the answer, never the words, because servers repeat addresses in them. A message
// that the server refuses for good is not tried again.
func (s SMTP) Deliver(ctx context.Context, m Message) error {
	eml, err := m.eml(s.From)
	if err != nil {
		return job.Hopeless(err)
	}
	if s.Timeout == 0 {
		s.Timeout = time.Minute
	}
	ctx, cancel := context.WithTimeout(ctx, s.Timeout)
	defer cancel()
	host, _, err := net.SplitHostPort(s.Address)
	if err != nil {
		return errs.Invalid("smtp", "The address of the mail server has the form mail.example.org:587")
	}
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", s.Address)
	if err != nil {
		return errs.Stored(err, "The mail server does not answer; the message is tried again later")
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })() // whatever waits for the server ends
	c, err := smtp.NewClient(conn, host)
	if err != nil {
		return refused("greeting", err)
	}
	if ok, _ := c.Extension("STARTTLS"); ok {
		if err := c.StartTLS(&tls.Config{ServerName: host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}); err != nil {
			return refused("STARTTLS", err)
		}
	} else if !local(conn.RemoteAddr()) {
		return errs.Stored(nil, "The mail server offers no encryption, so nothing was sent to it. Name one that knows STARTTLS")
	}
	if s.User != "" {
		if ok, _ := c.Extension("AUTH"); !ok {
			return errs.Stored(nil, "The mail server asks for no name and password, so it may be another than the one that was meant; nothing was sent to it")
		}
		if err := c.Auth(smtp.PlainAuth("", s.User, s.Password, host)); err != nil {
			return refused("AUTH", err)
		}
	}
	if err := c.Mail(s.From); err != nil {
		return refused("MAIL", err)
	}
	if err := c.Rcpt(m.To); err != nil {
		return forGood("RCPT", err)
	}
	w, err := c.Data()
	if err != nil {
		return forGood("DATA", err)
	}
	if _, err := w.Write(eml); err != nil {
		return refused("text", err)
	}
	if err := w.Close(); err != nil {
		return forGood("end of text", err)
	}
	c.Quit() // the server has taken the message; how it says goodbye is no matter
	return nil
}

// local says whether an address is of this machine.
func local(a net.Addr) bool {
	at, ok := a.(*net.TCPAddr)
	return ok && at.IP.IsLoopback()
}

// refused is the error of a step, to be tried again.
func refused(step string, err error) error {
	if e, ok := errors.AsType[*textproto.Error](err); ok {
		return errs.Stored(fmt.Errorf("mail: %s: code %d", step, e.Code), "The mail server refused the message at %s with the code %d; it is tried again later", step, e.Code)
	}
	return errs.Stored(fmt.Errorf("mail: %s: %w", step, err), "The connection to the mail server failed at %s; the message is tried again later", step)
}

// forGood is the error of a step where a code of 500 or more is about this message.
func forGood(step string, err error) error {
	if e, ok := errors.AsType[*textproto.Error](err); ok && e.Code >= 500 {
		return job.Hopeless(errs.Stored(fmt.Errorf("mail: %s: code %d", step, e.Code), "The mail server refused the message for good at %s with the code %d", step, e.Code))
	}
	return refused(step, err)
}
