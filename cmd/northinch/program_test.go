package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/web/webtest"
)

// TestMain lets the test's own binary be the program, so that what is killed is
// the real server.
func TestMain(m *testing.M) {
	if os.Getenv("NORTHINCH_BE_THE_PROGRAM") == "1" {
		main()
		return
	}
	os.Exit(m.Run())
}

// program is a server in a process of its own.
type program struct {
	base string // its address
	cmd  *exec.Cmd
	said *bytes.Buffer // what it wrote, to be read once it has ended
	read sync.WaitGroup
}

var announced = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// start starts a server and returns when it listens.
func start(t *testing.T, address string) *program {
	t.Helper()
	p := &program{said: &bytes.Buffer{}, cmd: exec.Command(os.Args[0], "serve", "--development", "--db", address, "--listen", "127.0.0.1:0")}
	p.cmd.Env = append(os.Environ(), "NORTHINCH_BE_THE_PROGRAM=1")
	p.cmd.Stderr = p.said
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for p.base == "" && lines.Scan() {
		p.base = announced.FindString(lines.Text())
	}
	p.read.Go(func() { io.Copy(io.Discard, out) })
	if p.base == "" {
		p.kill()
		t.Fatalf("the server does not start: %s", p.said)
	}
	return p
}

// kill ends the server as a crash does.
func (p *program) kill() {
	p.cmd.Process.Kill()
	p.read.Wait()
	p.cmd.Wait()
}

// signedIn is a browser of a person who may grade and import. All that these
// tests know of signing in is here.
func signedIn(base string) *http.Client {
	c := &http.Client{Jar: &webtest.Jar{}, Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if r, err := c.PostForm(base+"/sign-in", url.Values{"person": {"manager"}}); err == nil {
		r.Body.Close()
	}
	return c
}

// filled makes a database with the demonstration in it.
func filled(t *testing.T, address string) {
	t.Helper()
	d, err := app.Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := demo.Fill(context.Background(), d, nil, access.Command("test"), func(string) {}); err != nil {
		t.Fatal(err)
	}
}
