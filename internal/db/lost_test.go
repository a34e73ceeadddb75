package db_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
)

// wire is a way to a PostgreSQL server that can be cut.
type wire struct {
	net.Listener
	network, server string
	// cut is what happens to the message that holds the text in at, once.
	cut atomic.Int32
	at  string
}

const (
	whole  = iota
	before // the message is not handed on, and the connection ends
	after  // the server has answered it, and the connection ends before the answer
	mute   // nothing is handed on any more, and the connection stays
)

// between opens a database whose connections go through a wire. They reach a
// second server of the address; the first is not there.
func between(t *testing.T, at string) (*db.DB, *wire) {
	t.Helper()
	u, err := url.Parse(dbtest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{at: at, network: "tcp", server: u.Host}
	values := u.Query()
	if folder := values.Get("host"); folder != "" {
		w.network, w.server = "unix", folder+"/.s.PGSQL.5432"
		values.Del("host")
	}
	if w.Listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	go func() {
		for {
			c, err := w.Accept()
			if err != nil {
				return
			}
			go w.carry(c)
		}
	}()
	values.Set("sslmode", "disable") // so that the wire can read what it carries
	password, _ := u.User.Password()
	address := fmt.Sprintf("postgres://%s:%s@%s,%s%s?%s", u.User.Username(), password, silentPort(t, false), w.Addr(), u.Path, values.Encode())
	d, err := db.Open(t.Context(), address, func() time.Time { return dbtest.Now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d, w
}

// carry hands one message after another to the server, and answers back.
func (w *wire) carry(client net.Conn) {
	defer client.Close()
	server, err := net.Dial(w.network, w.server)
	if err != nil {
		return
	}
	defer server.Close()
	var deaf atomic.Bool
	go func() {
		b := make([]byte, 1<<16)
		for {
			n, err := server.Read(b)
			if err != nil {
				client.Close()
				return
			}
			if !deaf.Load() {
				client.Write(b[:n])
			}
		}
	}()
	for first := true; ; first = false {
		head := make([]byte, 5) // a letter and a length; the first message has no letter
		if first {
			head = head[:4]
		}
		if _, err := io.ReadFull(client, head); err != nil {
			return
		}
		body := make([]byte, binary.BigEndian.Uint32(head[len(head)-4:])-4)
		if _, err := io.ReadFull(client, body); err != nil {
			return
		}
		how := int32(whole)
		if bytes.Contains(body, []byte(w.at)) {
			how = w.cut.Swap(whole)
		}
		deaf.Store(deaf.Load() || how != whole)
		switch how {
		case before:
			return
		case mute:
			time.Sleep(2 * time.Second)
			return
		}
		server.Write(append(head, body...))
		if how == after {
			time.Sleep(300 * time.Millisecond) // the server is done long before
			return
		}
	}
}

func TestAConnectionThatIsLostDuringACommitLeavesOpenWhetherItWasSaved(t *testing.T) {
	for name, c := range map[string]struct {
		how   int32
		there int
	}{"before the server has it": {before, 0}, "before the server’s answer": {after, 1}, "and the server says nothing": {mute, 0}} {
		t.Run(name, func(t *testing.T) {
			d, w := between(t, "commit\x00")
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			w.cut.Store(c.how)
			err := d.Write(ctx, func(tx *db.Tx) error { return add(tx, "fife") })
			if !errors.Is(err, db.ErrOutcomeUnknown) || errs.KindOf(err) != errs.Storage {
				t.Errorf("kind %d: %v", errs.KindOf(err), err)
			}
			if s := errs.Sentence(err); !contains(s, "it is not known whether this was saved. Look before you do it again") || contains(s, "nothing was saved") {
				t.Errorf("the sentence %q", s)
			}
			if n := count(t, d); n != c.there {
				t.Errorf("%d rows are there, want %d; the test does not cut where it says", n, c.there)
			}
			dbtest.Write(t, d, func(tx *db.Tx) error { return add(tx, "moray") }) // the next writer has a new connection
			dbtest.Read(t, d, func(tx *db.Tx) error { _, err := audit.Verify(tx, nil); return err })
		})
	}
}

func TestAConnectionThatIsLostBeforeTheCommitSavesNothingAndSaysSo(t *testing.T) {
	for name, how := range map[string]int32{"the statement does not arrive": before, "the answer does not arrive": after} {
		t.Run(name, func(t *testing.T) {
			d, w := between(t, "INSERT INTO area")
			w.cut.Store(how)
			err := d.Write(t.Context(), func(tx *db.Tx) error { return add(tx, "fife") })
			if errors.Is(err, db.ErrOutcomeUnknown) || errs.KindOf(err) != errs.Storage || !contains(errs.Sentence(err), "was lost; nothing was saved") {
				t.Errorf("kind %d: %v", errs.KindOf(err), err)
			}
			if n := count(t, d); n != 0 {
				t.Errorf("%d rows are there", n)
			}
			dbtest.Write(t, d, func(tx *db.Tx) error { return add(tx, "fife") })
		})
	}
}

func TestACommitThatTheServerRefusesIsNotOneThatMayHaveBeenSaved(t *testing.T) {
	address := dbtest.Postgres(t)
	d, err := db.Open(t.Context(), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	pool := raw(t, address)
	do(t, pool, "CREATE TABLE late (x BIGINT UNIQUE DEFERRABLE INITIALLY DEFERRED)")
	late := db.Queries[struct{ Twice db.Query }]("-- name: Twice\nINSERT INTO late (x) VALUES (1), (1)\n")
	err = d.Write(t.Context(), func(tx *db.Tx) error {
		if _, err := tx.Exec(late.Twice); err != nil {
			t.Errorf("the statement is refused before the commit: %v", err)
		}
		return add(tx, "fife")
	})
	if err == nil || errors.Is(err, db.ErrOutcomeUnknown) {
		t.Errorf("error %v", err)
	}
	if n := count(t, d); n != 0 {
		t.Errorf("%d rows are there", n)
	}
}

func TestASecondServerOfTheAddressIsUsedInEveryForm(t *testing.T) {
	d, _ := between(t, "commit\x00") // names two with ports before the path
	dbtest.Write(t, d, record)
	u, err := url.Parse(dbtest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	values := u.Query()
	folder := values.Get("host")
	if folder == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("TEST_POSTGRES names no folder of a socket; under CI addresses with several are tested")
		}
		t.Skip("this server has no socket in a folder")
	}
	values.Set("host", t.TempDir()+","+folder)
	values.Set("port", "5433,5432")
	u.RawQuery = values.Encode()
	two, err := db.Open(t.Context(), u.String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer two.Close()
	dbtest.Write(t, two, record)
}

func TestOfSeveralServersOneThatTakesNoChangesIsNotUsedForReadingEither(t *testing.T) {
	u, err := url.Parse(dbtest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(t.Context(), u.String(), nil) // makes the tables
	if err != nil {
		t.Fatal(err)
	}
	d.Close()
	values := u.Query()
	values.Set("host", t.TempDir()+","+values.Get("host"))
	values.Set("default_transaction_read_only", "on") // as a replica answers
	u.RawQuery = values.Encode()
	if d, err = db.Open(t.Context(), u.String(), nil); err == nil {
		d.Close()
	}
	if errs.KindOf(err) != errs.Storage || !contains(errs.Sentence(err), "accepts no changes now (it is read-only); nothing was saved") {
		t.Errorf("error %v", err)
	}
}
