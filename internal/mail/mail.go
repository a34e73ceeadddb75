// Package mail is messages to people: plain text that is queued in the transaction
// of the deed it tells of, sealed, and delivered later by whichever server is free.
//
// A message is delivered at least once. One that is delivered twice, because a
// server died between the delivery and saying so, has the same Message-ID, date and
// text both times, by which mail programs know it again. Without a mail server
// messages go to a folder where any mail program can read them.
package mail

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/job"
	"github.com/northinch/northinch/internal/keyring"
)

// Kind is the kind of the jobs that deliver messages.
const Kind = "mail"

// Message is a message to one person.
type Message struct {
	// ID and At are set by Send.
	ID string    `json:"id"`
	At time.Time `json:"at"`
	// To is an address, without a name.
	To      string `json:"to"`
	Subject string `json:"subject"`
	// Text is wrapped at 72 letters when it is sent.
	Text string `json:"text"`
}

// Sender delivers a message, and may be given the same one again.
type Sender interface {
	Deliver(ctx context.Context, m Message) error
}

// place is what the sealed body of a message is bound to.
func place(id string) string { return "job/" + id + "/body" }

// Send queues a message in the transaction of a deed, which records itself. It
// returns errs.BadInput for an address that is none or a subject of several lines, and
// the errors of keyring.Seal.
func Send(tx *db.Tx, ring *keyring.Ring, who access.Actor, m Message) error {
	if err := m.check(); err != nil {
		return err
	}
	var b [8]byte
	rand.Read(b[:])
	m.ID, m.At = "m"+hex.EncodeToString(b[:]), tx.Now()
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	sealed, err := ring.Seal(tx, who, keyring.People, place(m.ID), body)
	if err != nil {
		return err
	}
	return job.Add(tx, job.Job{Kind: Kind, Once: m.ID, Body: sealed})
}

// check refuses what could become another header or another recipient.
func (m Message) check() error {
	if err := checkAddress(m.To); err != nil {
		return err
	}
	// What begins with =? would be read as an encoded word, and be another subject.
	if strings.TrimSpace(m.Subject) == "" || len(m.Subject) > longest || strings.ContainsFunc(m.Subject, isControl) || strings.Contains(m.Subject, "=?") || !utf8.ValidString(m.Subject) {
		return errs.Invalid("subject", "The subject of a message is one line of text, of up to %d letters", longest)
	}
	if !utf8.ValidString(m.Text) || strings.ContainsRune(m.Text, 0) {
		return errs.Invalid("text", "The text of a message has characters that cannot be sent; take out what is not text")
	}
	return nil
}

// longest is how long a subject may be, in bytes; a line of a message may have 998.
const longest = 500

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

func checkAddress(s string) error {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Name != "" || a.Address != s || len(s) > 254 || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errs.Invalid("email", "Enter an e-mail address, such as name@example.org")
	}
	return nil
}

// Handler delivers the messages of a database with a sender.
func Handler(d *db.DB, ring *keyring.Ring, s Sender) job.Handler {
	return func(ctx context.Context, j job.Job) error {
		var body []byte
		if err := d.Read(ctx, func(tx *db.Tx) (err error) {
			body, err = ring.Unseal(tx, keyring.People, place(j.Once), j.Body)
			return err
		}); err != nil {
			return err
		}
		var m Message
		if err := json.Unmarshal(body, &m); err != nil {
			return job.Hopeless(errs.Stored(nil, "The message cannot be read"))
		}
		return s.Deliver(ctx, m)
	}
}

// eml is a message as it is sent and kept (RFC 5322).
func (m Message) eml(from string) ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	if err := checkAddress(from); err != nil {
		return nil, errs.Invalid("from", "Name the address that messages come from, such as inspections@example.org")
	}
	_, host, _ := strings.Cut(from, "@")
	var b bytes.Buffer
	// Encoded words stand on lines of their own, so that none is too long (RFC 2047).
	subject := mime.QEncoding.Encode("utf-8", m.Subject)
	if subject != m.Subject {
		subject = "\r\n " + strings.ReplaceAll(subject, "?= =?", "?=\r\n =?")
	}
	for _, h := range [][2]string{
		{"From", from}, {"To", m.To}, {"Subject", subject},
		{"Date", m.At.UTC().Format(time.RFC1123Z)},
		{"Message-ID", "<" + m.ID + "@" + host + ">"},
		{"Auto-Submitted", "auto-generated"},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "quoted-printable"},
	} {
		fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
	}
	b.WriteString("\r\n")
	w := quotedprintable.NewWriter(&b)
	if _, err := w.Write([]byte(wrap(m.Text))); err != nil {
		return nil, err
	}
	err := w.Close()
	return b.Bytes(), err
}

// width is how long a line of text may be, in letters.
const width = 72

// wrap breaks long lines between words. A word that is longer, such as a link, stays
// whole.
func wrap(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), "\n") {
		n := 0
		for word := range strings.FieldsSeq(line) {
			long := utf8.RuneCountInString(word)
			switch {
			case n == 0:
			case n+1+long > width:
				b.WriteString("\n")
				n = 0
			default:
				b.WriteString(" ")
				n++
			}
			b.WriteString(word)
			n += long
		}
		b.WriteString("\n")
	}
	return b.String()
}
