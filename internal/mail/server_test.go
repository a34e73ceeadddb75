package mail_test

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// server speaks SMTP as far as a delivery needs it (RFC 5321), and misbehaves as it
// is told to.
type server struct {
	// plain offers no encryption; signIn wants name and password "user" and "secret".
	plain, signIn bool
	// answer is what it says to a command instead of what it should; "close" hangs up.
	answer func(command string, encrypted bool) string

	address string
	roots   *x509.CertPool
	tls     *tls.Config

	lock  sync.Mutex
	heard []string // the commands, "TLS" between
	taken []string // the messages
	open  map[net.Conn]bool
	all   sync.WaitGroup
}

// serve starts the server on this machine only; it ends with the test.
func (s *server) serve(t *testing.T) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	of := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, of, of, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	s.roots = x509.NewCertPool()
	s.roots.AddCert(cert)
	s.tls = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: private}}}
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address, s.open = listen.Addr().String(), map[net.Conn]bool{}
	s.all.Go(func() {
		for {
			conn, err := listen.Accept()
			if err != nil {
				return
			}
			s.lock.Lock()
			s.open[conn] = true
			s.lock.Unlock()
			s.all.Go(func() {
				s.talk(conn)
				conn.Close()
			})
		}
	})
	t.Cleanup(func() {
		listen.Close()
		s.lock.Lock()
		for conn := range s.open {
			conn.Close()
		}
		s.lock.Unlock()
		s.all.Wait()
	})
}

func (s *server) note(command string) {
	s.lock.Lock()
	s.heard = append(s.heard, command)
	s.lock.Unlock()
}

func (s *server) messages() []string {
	s.lock.Lock()
	defer s.lock.Unlock()
	return append([]string(nil), s.taken...)
}

func (s *server) talk(conn net.Conn) {
	encrypted := false
	in := bufio.NewReader(conn)
	// say answers a command and reports whether the conversation goes on as it should.
	say := func(command, should string) bool {
		s.note(command)
		if s.answer != nil {
			switch other := s.answer(command, encrypted); other {
			case "":
			case "close":
				conn.Close()
				return false
			default:
				io.WriteString(conn, other+"\r\n")
				return false
			}
		}
		io.WriteString(conn, should+"\r\n")
		return true
	}
	say("", "220 ready")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		verb, _, _ := strings.Cut(line, " ")
		switch verb {
		case "EHLO":
			can := "250-made-up\r\n"
			if !s.plain && !encrypted {
				can += "250-STARTTLS\r\n"
			}
			if s.signIn {
				can += "250-AUTH PLAIN\r\n"
			}
			say(line, can+"250 8BITMIME")
		case "STARTTLS":
			if !say(line, "220 go on") {
				continue
			}
			over := tls.Server(conn, s.tls)
			if over.Handshake() != nil {
				return
			}
			s.note("TLS")
			conn, in, encrypted = over, bufio.NewReader(over), true
		case "AUTH":
			if line == "AUTH PLAIN AHVzZXIAc2VjcmV0" {
				say("AUTH", "235 welcome")
			} else {
				say("AUTH", "535 not known")
			}
		case "MAIL", "RCPT":
			say(line, "250 well")
		case "DATA":
			if !say(line, "354 go on") {
				continue
			}
			var text strings.Builder
			for {
				one, err := in.ReadString('\n')
				if err != nil {
					return
				}
				if one == ".\r\n" {
					break
				}
				text.WriteString(strings.TrimPrefix(one, "."))
			}
			s.lock.Lock()
			s.taken = append(s.taken, text.String())
			s.lock.Unlock()
			say("end of text", "250 taken")
		case "QUIT":
			say(line, "221 goodbye")
			return
		default:
			say(line, fmt.Sprintf("500 what is %s?", verb))
		}
	}
}
