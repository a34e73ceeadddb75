//go:build unix

package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/web/static"
)

// shell runs the blocks of a document in one folder, with the program in PATH and
// nothing of whoever runs the test.
type shell struct {
	t        *testing.T
	folder   string
	env      []string
	database string  // on PostgreSQL, or "" as long as nobody asked
	printed  *string // by the last block, or nil
	skipped  bool    // the last block
	servers  []*server
}

type server struct {
	line int
	cmd  *exec.Cmd
	said string        // the file of what it prints
	done chan struct{} // closed when it has ended
}

func newShell(t *testing.T, root string) *shell {
	t.Helper()
	for _, name := range []string{"bash", "curl", "openssl"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatal(err)
			}
			t.Skip(err)
		}
	}
	if !static.Ready() && os.Getenv("CI") != "true" {
		t.Skip("without the design system a server says more than the guides show: run scripts/assets.sh")
	}
	bin := t.TempDir()
	me, err := os.Executable()
	if err == nil {
		err = os.Symlink(me, filepath.Join(bin, "northinch"))
	}
	if err != nil {
		t.Fatal(err)
	}
	s := &shell{t: t, folder: t.TempDir(), env: []string{"NORTHINCH_BE_THE_PROGRAM=1", "PATH=" + bin + ":" + os.Getenv("PATH"),
		"HOME=" + t.TempDir(), "TMPDIR=" + t.TempDir(), "LC_ALL=C.UTF-8"}}
	// The README and the pages of methods are about a checkout.
	for link, to := range map[string]string{"bin": bin, "testdata": filepath.Join(root, "testdata"), "docs": filepath.Join(root, "docs")} {
		if err := os.Symlink(to, filepath.Join(s.folder, link)); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		for _, one := range s.servers {
			one.cmd.Process.Kill()
			<-one.done
		}
	})
	return s
}

func (s *shell) bash(ctx context.Context, text string) *exec.Cmd {
	c := exec.CommandContext(ctx, "bash", "-euo", "pipefail", "-c", text)
	c.Dir = s.folder
	c.Env = append(s.env, "DATABASE="+s.database)
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // so that what it started ends with it
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
	return c
}

// run runs a block, which must end with a code; what stands before a server, the
// server, and what stands after it, in turn.
func (s *shell) run(b block, code string) {
	s.t.Helper()
	s.printed = new("")
	some := ""
	for line := range strings.Lines(b.text) {
		if code != "0" || !strings.HasPrefix(line, "northinch serve ") {
			some += line
			continue
		}
		s.end(b.line, some, code)
		some = ""
		*s.printed += s.serve(b.line, line)
	}
	s.end(b.line, some, code)
}

// end runs commands to their end.
func (s *shell) end(line int, commands, code string) {
	s.t.Helper()
	if commands == "" {
		return
	}
	ctx, cancel := context.WithTimeout(s.t.Context(), 2*time.Minute)
	defer cancel()
	out, err := s.bash(ctx, commands).CombinedOutput()
	got := 0
	if ended, ok := errors.AsType[*exec.ExitError](err); ok {
		got = ended.ExitCode()
	} else if err != nil {
		s.t.Fatal(err)
	}
	if fmt.Sprint(got) != code {
		s.t.Fatalf("line %d: this ends with %d, and the guide says %s:\n%s\n%s", line, got, code, commands, out)
	}
	*s.printed += string(out)
}

// listens is what a server says of where it listens. The second form is that of a
// server whose site has another address.
var listens = regexp.MustCompile(`(?m)^(?:North Inch .* at https?://|It listens on )(.*)$`)

// serve starts a server, waits until it is ready, and returns what it printed.
func (s *shell) serve(line int, command string) string {
	s.t.Helper()
	said, err := os.Create(filepath.Join(s.t.TempDir(), "said"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer said.Close()
	one := &server{line, s.bash(context.Background(), "exec "+command), said.Name(), make(chan struct{})}
	one.cmd.Stdout, one.cmd.Stderr = said, said
	if err := one.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	go func() { one.cmd.Wait(); close(one.done) }()
	s.servers = append(s.servers, one)
	scheme := "http"
	if strings.Contains(command, "--tls-cert") {
		scheme = "https"
	}
	// Whether the certificate is to be trusted is for the commands of the guide to see.
	c := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	for range 300 {
		printed := read(s.t, one.said)
		if all := listens.FindAllStringSubmatch(printed, -1); all != nil {
			if r, err := c.Get(scheme + "://" + all[len(all)-1][1] + "/readyz"); err == nil {
				r.Body.Close()
				if r.StatusCode == http.StatusOK {
					return read(s.t, one.said)
				}
			}
		}
		select {
		case <-one.done:
			s.t.Fatalf("line %d: the server does not start: %s", line, read(s.t, one.said))
		case <-time.After(100 * time.Millisecond):
		}
	}
	s.t.Fatalf("line %d: the server is not ready: %s", line, read(s.t, one.said))
	return ""
}

// stop stops the servers as an operator does.
func (s *shell) stop() {
	s.t.Helper()
	for _, one := range s.servers {
		one.cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-one.done:
			if code := one.cmd.ProcessState.ExitCode(); code != 0 {
				s.t.Errorf("line %d: the server ends with %d: %s", one.line, code, read(s.t, one.said))
			}
		case <-time.After(15 * time.Second):
			s.t.Errorf("line %d: the server does not stop", one.line)
			one.cmd.Process.Kill()
			<-one.done
		}
	}
	s.servers = nil
}
