package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// pair is a primary PostgreSQL server, with its data in the folder a, and its
// replica in b. They listen on sockets in the pair's folder and on no port of the
// machine.
type pair struct {
	t        *testing.T
	dir, bin string
	as       *syscall.SysProcAttr // who runs them: they refuse root
	primary  *exec.Cmd            // the server in a at first
	replica  *exec.Cmd            // the server in b
}

// replicated starts a primary that acknowledges a commit once its replica has it.
// The test is skipped without a server, and fails under CI.
func replicated(t *testing.T) *pair {
	t.Helper()
	missing := t.Skipf
	if os.Getenv("CI") == "true" {
		missing = t.Fatalf
	}
	if os.Getenv("TEST_POSTGRES") == "" {
		missing("TEST_POSTGRES names no PostgreSQL server; tests that need one are not run")
	}
	p := &pair{t: t, as: &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT}} // they end with a test that is killed, too
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pg_basebackup")   // Debian keeps them out of PATH
	if path, err := exec.LookPath("pg_basebackup"); err == nil {
		found = append(found, path)
	}
	if len(found) == 0 {
		missing("no PostgreSQL server is installed")
	}
	p.bin = filepath.Dir(slices.Max(found))
	var err error
	if p.dir, err = os.MkdirTemp("/tmp", "northinch-pair."); err != nil { // a socket’s path must be short
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(p.dir) })
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			t.Fatal(err)
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		p.as.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(p.dir, uid, gid); err != nil {
			t.Fatal(err)
		}
	}
	// Only the folder's owner may enter it, so nobody is asked for a password.
	p.run("initdb", "--pgdata=a", "--username=northinch", "--encoding=UTF8", "--locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject", "--no-sync")
	p.primary = p.server("a")
	p.copy("a", "b")
	p.replica = p.server("b")
	p.confirm("a")
	return p
}

// ports are the numbers in the names of the sockets.
var ports = map[string]string{"a": "5432", "b": "5433"}

// address names both servers.
func (p *pair) address() string {
	return fmt.Sprintf("postgres://northinch@/postgres?host=%s,%s&port=%s,%s", p.dir, p.dir, ports["a"], ports["b"])
}

// command is a program of PostgreSQL, run in the pair's folder.
func (p *pair) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(p.bin, name), args...)
	c.Dir, c.SysProcAttr = p.dir, p.as
	return c
}

func (p *pair) run(name string, args ...string) {
	p.t.Helper()
	if out, err := p.command(name, args...).CombinedOutput(); err != nil {
		p.t.Fatalf("%s: %v: %s", name, err, out)
	}
}

// server starts the server of a folder and returns when it answers.
func (p *pair) server(folder string) *exec.Cmd {
	p.t.Helper()
	c := p.command("postgres", "-D", folder, "-c", "listen_addresses=", "-c", "unix_socket_directories="+p.dir, "-c", "port="+ports[folder], "-c", "fsync=off")
	log, err := os.Create(filepath.Join(p.dir, folder+".log"))
	if err != nil {
		p.t.Fatal(err)
	}
	defer log.Close()
	c.Stdout, c.Stderr = log, log
	if err := c.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() {
		c.Process.Signal(syscall.SIGQUIT) // an immediate end; nothing where it has ended
		c.Wait()
		if p.t.Failed() {
			said, _ := os.ReadFile(log.Name())
			p.t.Logf("the server in %s said:\n%s", folder, said)
		}
	})
	p.until(folder, "SELECT 'up'", "up")
	return c
}

// crash ends the primary and every process of its own at once.
func (p *pair) crash() {
	pid := p.primary.Process.Pid
	children, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	p.primary.Process.Kill()
	for _, child := range strings.Fields(string(children)) {
		if n, err := strconv.Atoi(child); err == nil {
			syscall.Kill(n, syscall.SIGKILL)
		}
	}
	p.primary.Wait()
}

// hold has the replica keep what it receives without confirming it, so that
// commits wait for it; a promotion ends that.
func (p *pair) hold() { p.sql("b", "SELECT cast(pg_wal_replay_pause() AS TEXT)") }

// promote makes the replica the primary.
func (p *pair) promote() { p.run("pg_ctl", "promote", "--pgdata=b", "--wait") }

// confirm has the server of a folder acknowledge a commit once its replica shows
// it. It is that server's own setting, made after the copy: a replica that is
// promoted would otherwise wait for itself.
func (p *pair) confirm(folder string) {
	p.sql(folder, "ALTER SYSTEM SET synchronous_commit = 'remote_apply'")
	p.sql(folder, "ALTER SYSTEM SET synchronous_standby_names = 'replica'")
	p.sql(folder, "SELECT cast(pg_reload_conf() AS TEXT)")
	p.until(folder, "SELECT sync_state FROM pg_stat_replication", "sync")
}

// copy makes the data of a replica.
func (p *pair) copy(from, to string) {
	p.run("pg_basebackup", "--pgdata="+to, "--checkpoint=fast", "--write-recovery-conf", "--no-sync",
		"--dbname=user=northinch application_name=replica host="+p.dir+" port="+ports[from])
}

// rejoin makes the primary that crashed the replica of the one that took its place.
func (p *pair) rejoin() {
	if err := os.Rename(filepath.Join(p.dir, "a"), filepath.Join(p.dir, "a.before")); err != nil {
		p.t.Fatal(err)
	}
	p.copy("b", "a")
	p.server("a")
	p.confirm("b")
}

// sql asks one server for one value.
func (p *pair) sql(folder, statement string) string {
	p.t.Helper()
	value, err := p.ask(folder, statement)
	if err != nil {
		p.t.Fatalf("%s: %v", statement, err)
	}
	return value
}

// ask is sql for a server that may not answer; a statement without a row gives "".
func (p *pair) ask(folder, statement string) (value string, err error) {
	pool, err := sql.Open("pgx", fmt.Sprintf("postgres://northinch@/postgres?host=%s&port=%s", p.dir, ports[folder]))
	if err != nil {
		return "", err
	}
	defer pool.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err = pool.QueryRowContext(ctx, statement).Scan(&value)
	if err == sql.ErrNoRows {
		err = nil
	}
	return value, err
}

// until waits for a value.
func (p *pair) until(folder, statement, want string) {
	p.t.Helper()
	for range 300 {
		if got, err := p.ask(folder, statement); err == nil && got == want {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	said, _ := os.ReadFile(filepath.Join(p.dir, folder+".log"))
	p.t.Fatalf("%s is not %s: %s", statement, want, said)
}
