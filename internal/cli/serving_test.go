package cli

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/errs"
)

func TestAServerThatWouldBeUnsafeDoesNotStart(t *testing.T) {
	for _, x := range []struct {
		name string
		o    serving
		want string // of the sentence; empty where it starts
	}{
		{"this machine only", serving{listen: "127.0.0.1:0"}, ""},
		{"this machine by name", serving{listen: "localhost:0", address: "http://localhost:8080"}, ""},
		{"everybody without TLS", serving{listen: ":8080"}, "everybody on the way can read and change what is sent"},
		{"a network without TLS", serving{listen: "10.0.0.1:8080", address: "https://a.example.org"}, "with --trusted-proxy the proxy that does TLS"},
		{"everybody behind a proxy", serving{listen: ":8080", address: "https://a.example.org", proxies: []string{"10.0.0.0/8"}}, ""},
		{"this machine behind a proxy that is not named", serving{listen: "127.0.0.1:8080", address: "https://a.example.org"}, "The address https://a.example.org needs TLS"},
		{"everybody with TLS", serving{listen: ":443", address: "https://a.example.org", cert: "c", key: "k"}, ""},
		{"TLS without a key", serving{listen: ":443", cert: "c"}, "name both --tls-cert and --tls-key"},
		{"a key without TLS", serving{listen: "127.0.0.1:0", key: "k"}, "name both --tls-cert and --tls-key"},
		{"TLS at an address without", serving{listen: "127.0.0.1:0", address: "http://localhost", cert: "c", key: "k"}, "begins with https://; http://localhost does not"},
		{"an address with a path", serving{listen: "127.0.0.1:0", address: "https://a.example.org/b"}, "has more after the name"},
		{"a proxy that is none", serving{listen: "127.0.0.1:0", proxies: []string{"nginx"}}, "“nginx” is neither"},
		{"something odd to log", serving{listen: "127.0.0.1:0", log: "people"}, "“people” cannot be logged"},
		{"numbers at no address", serving{listen: "127.0.0.1:0", metrics: "9464"}, "has the form 127.0.0.1:9464"},
		{"the development sign-in behind a proxy", serving{listen: ":8080", development: true, proxies: []string{"10.0.0.0/8"}}, "this machine only"},
	} {
		err := x.o.check()
		if x.want == "" && err != nil || x.want != "" && (errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), x.want)) {
			t.Errorf("%s: %v, want %q", x.name, err, x.want)
		}
	}
	o := serving{listen: "127.0.0.1:0", metrics: ":9464"}
	if err := o.check(); err != nil || o.metrics != "127.0.0.1:9464" {
		t.Errorf("numbers at a port are for %s, %v", o.metrics, err)
	}
}

// issue writes a certificate for localhost and its key.
func issue(t *testing.T, dir, name string, from, to time.Time) (cert, key string) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	made := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, DNSNames: []string{"localhost"}, IPAddresses: []net.IP{{127, 0, 0, 1}}, NotBefore: from, NotAfter: to}
	b, err := x509.CreateCertificate(rand.Reader, made, made, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	write(t, cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: b}))
	write(t, key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}))
	return cert, key
}

// write replaces a file as programs that renew certificates do.
func write(t *testing.T, file string, b []byte) {
	t.Helper()
	if err := os.WriteFile(file+".new", b, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(file+".new", file); err != nil {
		t.Fatal(err)
	}
}

func TestACertificateThatCannotBeUsedIsRefusedWithTheReason(t *testing.T) {
	now := time.Now()
	cert, key := issue(t, t.TempDir(), "good", now.Add(-time.Hour), now.Add(time.Hour))
	_, otherKey := issue(t, t.TempDir(), "other", now.Add(-time.Hour), now.Add(time.Hour))
	ended, endedKey := issue(t, t.TempDir(), "ended", time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2021, 3, 4, 0, 0, 0, 0, time.UTC))
	early, earlyKey := issue(t, t.TempDir(), "early", time.Date(2120, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2121, 1, 1, 0, 0, 0, 0, time.UTC))
	text := filepath.Join(t.TempDir(), "text.pem")
	write(t, text, []byte("This is no certificate.\n"))
	for _, x := range []struct{ name, cert, key, want string }{
		{"good", cert, key, ""},
		{"of another key", cert, otherKey, "does not belong to the certificate in " + cert},
		{"ended", ended, endedKey, "ended on 4 March 2021; get a new one"},
		{"not begun", early, earlyKey, "begins on 1 January 2120; is the clock of this machine right?"},
		{"not there", cert + ".none", key, "There is no file " + cert + ".none for the certificate"},
		{"no key there", cert, key + ".none", "There is no file " + key + ".none for the key"},
		{"a folder", filepath.Dir(cert), key, "with the certificate cannot be read"},
		{"text", text, key, "holds no certificate in PEM form"},
		{"text for a key", cert, text, "holds no key in PEM form that can be used"},
		{"key and certificate changed round", key, cert, "holds no certificate in PEM form"},
	} {
		_, err := newCertificate(x.cert, x.key, time.Now, slog.New(slog.DiscardHandler))
		if x.want == "" && err != nil || x.want != "" && (err == nil || errs.KindOf(err) == errs.Internal || !strings.Contains(errs.Sentence(err), x.want)) {
			t.Errorf("%s: %v, want %q", x.name, err, x.want)
		}
	}
}

func TestACertificateIsRenewedWithoutARestartAndHalfOfOneIsNot(t *testing.T) {
	dir, now := t.TempDir(), time.Now()
	cert, key := issue(t, dir, "first", now.Add(-time.Hour), now.Add(time.Hour))
	var said bytes.Buffer
	moment := now
	c, err := newCertificate(cert, key, func() time.Time { return moment }, slog.New(slog.NewTextHandler(&said, nil)))
	if err != nil {
		t.Fatal(err)
	}
	name := func() string {
		pair, err := c.get(nil)
		if err != nil {
			t.Fatal(err)
		}
		return pair.Leaf.Subject.CommonName
	}
	if got := name(); got != "first" {
		t.Fatal(got)
	}
	secondCert, secondKey := issue(t, t.TempDir(), "second", now.Add(-time.Hour), now.Add(2*time.Hour))
	b, _ := os.ReadFile(secondCert)
	write(t, cert, b)
	for range 3 {
		if got := name(); got != "first" || strings.Count(said.String(), "does not belong to the certificate") != 1 {
			t.Fatalf("half of a new one: %s is in use; %s", got, said.String())
		}
	}
	b, _ = os.ReadFile(secondKey)
	write(t, key, b)
	if got := name(); got != "second" {
		t.Errorf("renewed: %s is in use", got)
	}
	os.Remove(cert)
	if got := name(); got != "second" {
		t.Errorf("deleted: %s is in use", got)
	}
	issue(t, dir, "third", now.Add(-time.Hour), now.Add(time.Hour))
	past := now.AddDate(-1, 0, 0) // the clock was set back before it was written
	os.Chtimes(cert, past, past)
	if got := name(); got != "third" {
		t.Errorf("renewed with an earlier time: %s is in use", got)
	}
	if err := c.check(t.Context()); err != nil {
		t.Error(err)
	}
	moment = now.Add(3 * time.Hour)
	if err := c.check(t.Context()); errs.Sentence(err) != "The certificate of the site has ended" {
		t.Errorf("when it has ended: %v", err)
	}
}

// printed is what a server prints while it runs.
type printed struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.Write(b)
}

// find waits for what matches.
func (p *printed) find(t *testing.T, pattern string) string {
	t.Helper()
	for range 500 {
		p.mu.Lock()
		m := regexp.MustCompile(pattern).FindStringSubmatch(p.b.String())
		p.mu.Unlock()
		if m != nil {
			return m[1]
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("the server does not print %s: %s", pattern, p.b.String())
	return ""
}

// start runs “northinch serve” until the test ends.
func start(t *testing.T, args ...string) (out, wrong *printed) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, wrong = &printed{}, &printed{}
	done := make(chan int)
	go func() {
		done <- Run(&Env{Context: ctx, Stdin: strings.NewReader(""), Stdout: out, Stderr: wrong, User: "test"}, append([]string{"serve", "--db", filepath.Join(t.TempDir(), "test.db")}, args...))
	}()
	t.Cleanup(func() {
		cancel()
		if code := <-done; code != Done {
			t.Errorf("the server ends with %d: %s", code, wrong.b.String())
		}
	})
	return out, wrong
}

func TestAServerSpeaksTLSCountsAndLogs(t *testing.T) {
	cert, key := issue(t, t.TempDir(), "site", time.Now().Add(-time.Hour), time.Now().Add(time.Hour))
	out, wrong := start(t, "--listen", "127.0.0.1:0", "--tls-cert", cert, "--tls-key", key, "--metrics", "127.0.0.1:0", "--log", "requests")
	site, numbers := out.find(t, `at (https://127\.0\.0\.1:\d+)\n`), out.find(t, `at (http://127\.0\.0\.1:\d+/metrics)\n`)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true}}
	get := func(address string) (*http.Response, string) {
		t.Helper()
		r, err := client.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		return r, string(b)
	}
	r, _ := get(site + "/areas")
	if r.ProtoMajor != 2 || r.TLS.Version < tls.VersionTLS12 || r.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("HTTP %d over TLS %x with %v", r.ProtoMajor, r.TLS.Version, r.Header)
	}
	if r, body := get(site + "/readyz"); r.StatusCode != http.StatusOK || !strings.Contains(body, `{"name":"certificate","ok":true}`) {
		t.Errorf("%d %s", r.StatusCode, body)
	}
	if _, body := get(numbers); !strings.Contains(body, `northinch_requests_total{method="GET",route="/areas",status="2xx"} 1`) {
		t.Errorf("the numbers do not count the request:\n%s", body)
	}
	if r, _ := get(site + "/metrics"); r.StatusCode != http.StatusNotFound {
		t.Errorf("the site itself shows the numbers: %d", r.StatusCode)
	}
	if line := wrong.find(t, `(?m)^(.*"route":"GET /areas".*)$`); !strings.Contains(line, `"status":200`) {
		t.Error(line)
	}
	if _, err := tls.Dial("tcp", strings.TrimPrefix(site, "https://"), &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11}); err == nil {
		t.Error("the server speaks TLS 1.1")
	}
	line := wrong.find(t, `(?m)^(.*TLS handshake error.*)$`)
	if strings.Contains(line, "127.0.0.1") || !strings.Contains(line, "(an address)") {
		t.Errorf("the log names a client: %s", line)
	}
}
