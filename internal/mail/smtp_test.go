package mail_test

import (
	"context"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/job"
	"github.com/northinch/northinch/internal/mail"
)

var letter = mail.Message{ID: "m0123456789abcdef", At: dbtest.Now, To: "made-up@example.org", Subject: "A concern waits for you", Text: "Sign in to see it.\n.\nEnd"}

const from = "inspections@example.org"

func (s *server) sender() mail.SMTP {
	return mail.SMTP{Address: s.address, From: from, Roots: s.roots, Timeout: 5 * time.Second}
}

func TestAMessageIsHandedOverEncryptedAndSignedIn(t *testing.T) {
	s := &server{signIn: true}
	s.serve(t)
	m := s.sender()
	m.User, m.Password = "user", "secret"
	if err := m.Deliver(t.Context(), letter); err != nil {
		t.Fatal(err)
	}
	want := "|EHLO localhost|STARTTLS|TLS|EHLO localhost|AUTH|MAIL FROM:<inspections@example.org> BODY=8BITMIME|RCPT TO:<made-up@example.org>|DATA|end of text|QUIT"
	if got := strings.Join(s.heard, "|"); got != want {
		t.Errorf("the server heard\n%s\nwant\n%s", got, want)
	}
	eml, err := letter.EML(from)
	if got := s.messages(); err != nil || len(got) != 1 || got[0] != string(eml) {
		t.Errorf("%q (%v)", got, err)
	}
}

func TestOnThisMachineAMailServerNeedsNoEncryption(t *testing.T) {
	s := &server{plain: true}
	s.serve(t)
	if err := s.sender().Deliver(t.Context(), letter); err != nil || len(s.messages()) != 1 {
		t.Error(err)
	}
	for at, want := range map[string]bool{"127.0.0.1": true, "::1": true, "192.0.2.1": false, "::ffff:192.0.2.1": false, "10.0.0.1": false} {
		if got := mail.Local(&net.TCPAddr{IP: net.ParseIP(at)}); got != want {
			t.Errorf("%s is of this machine: %v", at, got)
		}
	}
	if mail.Local(&net.UnixAddr{}) {
		t.Error("what has no address is taken for this machine")
	}
}

func TestNothingIsSentToAServerThatNobodyVouchesFor(t *testing.T) {
	s := &server{}
	s.serve(t)
	m := s.sender()
	m.Roots = nil
	err := m.Deliver(t.Context(), letter)
	if errs.KindOf(err) != errs.Storage || len(s.messages()) != 0 || strings.Contains(strings.Join(s.heard, " "), "made-up@") {
		t.Errorf("%v; the server heard %v", err, s.heard)
	}
}

func TestAPasswordIsOnlySentWhereItCanBeUsed(t *testing.T) {
	s := &server{signIn: true}
	s.serve(t)
	m := s.sender()
	m.User, m.Password = "user", "wrong"
	err := m.Deliver(t.Context(), letter)
	if errs.Sentence(err) != "The mail server refused the message at AUTH with the code 535; it is tried again later" || len(s.messages()) != 0 {
		t.Error(err)
	}
	none := &server{}
	none.serve(t)
	m = none.sender()
	m.User, m.Password = "user", "secret"
	if err := m.Deliver(t.Context(), letter); err == nil || len(none.messages()) != 0 {
		t.Errorf("a server that asks for no password was sent a message all the same: %v", err)
	}
}

func TestWhatAServerAnswersIsTakenAtItsWord(t *testing.T) {
	for _, c := range []struct {
		name, command, answer, want string
		hopeless                    bool
	}{
		{"greylisted", "RCPT", "451 4.7.1 try later, <made-up@example.org>", "The mail server refused the message at RCPT with the code 451; it is tried again later", false},
		{"no such person", "RCPT", "550 5.1.1 <made-up@example.org> is unknown", "The mail server refused the message for good at RCPT with the code 550", true},
		{"text refused", "end of text", "554 no", "The mail server refused the message for good at end of text with the code 554", true},
		{"full", "DATA", "452 full", "The mail server refused the message at DATA with the code 452; it is tried again later", false},
		{"sender refused", "MAIL", "550 not you", "The mail server refused the message at MAIL with the code 550; it is tried again later", false},
		{"not ready", "", "421 go away", "The mail server refused the message at greeting with the code 421; it is tried again later", false},
		{"hangs up at first", "", "close", "The connection to the mail server failed at greeting; the message is tried again later", false},
		{"hangs up in the middle", "RCPT", "close", "The connection to the mail server failed at RCPT; the message is tried again later", false},
		{"hangs up at the end", "end of text", "close", "The connection to the mail server failed at end of text; the message is tried again later", false},
		{"no encryption after all", "STARTTLS", "454 not now", "The mail server refused the message at STARTTLS with the code 454; it is tried again later", false},
		{"nonsense", "MAIL", "hello", "The connection to the mail server failed at MAIL; the message is tried again later", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &server{answer: func(command string, _ bool) string {
				if command == c.command || c.command != "" && strings.HasPrefix(command, c.command+" ") {
					return c.answer
				}
				return ""
			}}
			s.serve(t)
			err := s.sender().Deliver(t.Context(), letter)
			if err == nil || errs.Sentence(err) != c.want {
				t.Errorf("%v, want %q", err, c.want)
			}
			if strings.Contains(err.Error(), "made-up") {
				t.Errorf("the error names somebody: %v", err)
			}
			if got := job.IsHopeless(err); got != c.hopeless {
				t.Errorf("hopeless: %v", got)
			}
		})
	}
}

func TestHowAServerSaysGoodbyeIsNoMatter(t *testing.T) {
	s := &server{answer: func(command string, _ bool) string {
		if command == "QUIT" {
			return "close"
		}
		return ""
	}}
	s.serve(t)
	if err := s.sender().Deliver(t.Context(), letter); err != nil || len(s.messages()) != 1 {
		t.Error(err)
	}
}

func TestAServerThatSaysNothingIsGivenUpInTime(t *testing.T) {
	listen, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and says nothing
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listen.Close() })
	begin := time.Now()
	err = mail.SMTP{Address: listen.Addr().String(), From: from, Timeout: 200 * time.Millisecond}.Deliver(t.Context(), letter)
	if errs.KindOf(err) != errs.Storage || time.Since(begin) > 5*time.Second {
		t.Errorf("after %v: %v", time.Since(begin), err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	begin = time.Now()
	err = mail.SMTP{Address: listen.Addr().String(), From: from}.Deliver(ctx, letter)
	if errs.KindOf(err) != errs.Storage || time.Since(begin) > 5*time.Second {
		t.Errorf("stopped after %v: %v", time.Since(begin), err)
	}
	listen.Close()
	err = mail.SMTP{Address: listen.Addr().String(), From: from}.Deliver(t.Context(), letter)
	if errs.Sentence(err) != "The mail server does not answer; the message is tried again later" {
		t.Error(err)
	}
	err = mail.SMTP{Address: "mail.example.org", From: from}.Deliver(t.Context(), letter)
	if errs.KindOf(err) != errs.BadInput {
		t.Error(err)
	}
}

func TestAMessageThatArrivesTwiceIsTheSameOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var times atomic.Int64
		s := &server{answer: func(command string, _ bool) string {
			if command == "end of text" && times.Add(1) == 1 {
				return "close" // it has taken the message, and nobody hears that it has
			}
			return ""
		}}
		s.serve(t)
		r := ring(t)
		send(t, d, r, mail.Message{To: letter.To, Subject: letter.Subject, Text: letter.Text})
		deliver := mail.Handler(d, r, s.sender())
		j := claim(t, d)
		if err := deliver(t.Context(), j); err == nil || job.IsHopeless(err) {
			t.Errorf("the first time: %v", err)
		}
		if err := deliver(t.Context(), j); err != nil {
			t.Errorf("the second time: %v", err)
		}
		got := s.messages()
		if len(got) != 2 || got[0] != got[1] || !strings.Contains(got[0], "\r\nMessage-ID: <"+j.Once+"@example.org>\r\n") {
			t.Errorf("%q", got)
		}
	})
}
