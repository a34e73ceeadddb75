// Package db is one set of SQL on SQLite and PostgreSQL.
//
// A door opens a transaction with Read or Write and hands it down; nothing else
// does. Writers go one at a time on both engines, which removes a whole class of
// bugs (two people who save at once never see half of each other). A transaction
// that changed rows without an audit entry does not commit.
//
// This is the only package that names a driver.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/schema"
	"modernc.org/sqlite"
)

// ErrUnaudited is the error of a transaction that changed rows without an audit
// entry. It is a mistake of the program.
var ErrUnaudited = errors.New("db: rows were changed without an audit entry; nothing was committed")

// ErrOutcomeUnknown is in the error of a transaction whose connection was lost
// while it committed: its changes may be there or not. Every other error of Write
// means that nothing was saved.
var ErrOutcomeUnknown = errors.New("db: the connection was lost during the commit")

// DB is an open database.
type DB struct {
	engine      schema.Engine
	name        string
	read, write *sql.DB
	now         func() time.Time
	asked       atomic.Int64
	file        os.FileInfo // of SQLite, as it was when it was opened
	waited      waited
}

// Open opens the database at address, a file name or a postgres:// address, and
// creates it where there is none. It refuses one at another step of the schema
// than this program's: with ErrOlder, one that Upgrade can bring up to it.
// now is the clock; nil is the machine's. The errors are of kind errs.Storage
// with a sentence for the operator.
func Open(ctx context.Context, address string, now func() time.Time) (*DB, error) {
	return open(ctx, address, now, (*DB).ready)
}

// open connects to a database and has tables decide about what it finds there.
func open(ctx context.Context, address string, now func() time.Time, tables func(*DB, context.Context) error) (*DB, error) {
	if now == nil {
		now = time.Now
	}
	d := &DB{name: address, now: now}
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		if err := d.openPostgres(address); err != nil {
			return nil, err
		}
	} else if err := d.openFile(address); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context) error{d.refuseForeign, d.selfTest, func(ctx context.Context) error { return tables(d, ctx) }} {
		if err := d.besideOthers(ctx, step); err != nil {
			d.Close()
			return nil, d.explain(err)
		}
	}
	if d.engine == schema.SQLite {
		d.file, _ = os.Stat(d.name) // Health says so where it is gone
	}
	return d, nil
}

// besideOthers does a step of opening again, for two seconds, where another program
// that makes the same new file at the same moment got in its way: SQLite then finds
// that the journal is gone that it wanted to remove, or that a lock has changed under
// it (SQLITE_IOERR), or does not wait where both would wait for each other
// (SQLITE_BUSY). A lock that is really held was waited for already, and for longer; a
// disk that is really broken is reported two seconds later.
func (d *DB) besideOthers(ctx context.Context, step func(context.Context) error) error {
	const busy, disk = 5, 10
	for begin := time.Now(); ; {
		err := step(ctx)
		e, ok := errors.AsType[*sqlite.Error](err)
		if !ok || e.Code()&0xff != busy && e.Code()&0xff != disk || time.Since(begin) > 2*time.Second {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// openFile opens SQLite with one writing connection and a few for reading.
// The settings stand in the address because a PRAGMA sent later reaches one
// connection only. busy_timeout comes first: the others may have to wait.
func (d *DB) openFile(path string) error {
	d.engine = schema.SQLite
	if path == "" {
		return errs.Invalid("db", "Name a database file or a postgres:// address")
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return errs.Invalid("db", "%s is a folder; name a database file in it", path)
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return errs.Stored(err, "There is no folder %s for the database", filepath.Dir(path))
	}
	// SQLite would make a file that everybody on the machine may read. What lies beside
	// it gets the same rights. A file that cannot be made it explains better itself.
	if f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600); err == nil {
		f.Close()
	}
	common := "?_pragma=busy_timeout(30000)&_pragma=foreign_keys(1)&_pragma=temp_store(2)&_pragma=cache_size(-32768)&_pragma=secure_delete(1)"
	file := "file:" + (&url.URL{Path: path}).EscapedPath()
	var err error
	d.write, err = sql.Open("sqlite", file+common+"&_pragma=journal_mode(wal)&_pragma=synchronous(full)&_txlock=immediate")
	if err != nil {
		return errs.Stored(err, "The database %s cannot be opened", path)
	}
	d.write.SetMaxOpenConns(1)
	d.read, err = sql.Open("sqlite", file+common+"&_pragma=query_only(1)&_txlock=deferred")
	if err != nil {
		return errs.Stored(err, "The database %s cannot be opened", path)
	}
	d.read.SetMaxOpenConns(8)
	d.read.SetMaxIdleConns(8)
	return nil
}

// Close closes every connection.
func (d *DB) Close() error {
	return errors.Join(d.read.Close(), d.write.Close())
}

// Engine is the kind of database.
func (d *DB) Engine() schema.Engine { return d.engine }

// Name is the file or the address without its password, for messages.
func (d *DB) Name() string { return d.name }

// Asked is how many statements were run since the database was opened, so that it
// can be seen that a page does not run one for each of its rows.
func (d *DB) Asked() int64 { return d.asked.Load() }

// Read runs f in a transaction that sees one state of the database and can
// change nothing.
func (d *DB) Read(ctx context.Context, f func(*Tx) error) error {
	return d.run(ctx, d.read, &sql.TxOptions{ReadOnly: true, Isolation: readLevel(d.engine)}, f)
}

// readLevel gives a reader one state of the database for the whole transaction;
// on SQLite every transaction has that.
func readLevel(e schema.Engine) sql.IsolationLevel {
	if e == schema.Postgres {
		return sql.LevelRepeatableRead
	}
	return sql.LevelDefault
}

// writers is the number of the advisory lock that lets one writer in at a time
// on PostgreSQL ("North In" in ASCII).
const writers = 0x4e6f727468496e

// Write runs f in a transaction, alone among writers, and commits if f returns
// nil. It returns ErrUnaudited, and commits nothing, if f changed rows without
// an audit entry. Of an error that is ErrOutcomeUnknown nobody can say whether the
// changes were saved; after every other error they were not.
func (d *DB) Write(ctx context.Context, f func(*Tx) error) error {
	start := time.Now()
	return d.run(ctx, d.write, nil, func(tx *Tx) error {
		if d.engine == schema.Postgres {
			if _, err := tx.tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", int64(writers)); err != nil {
				return lost(err)
			}
		}
		d.waited.add(time.Since(start))
		return f(tx)
	})
}

func (d *DB) run(ctx context.Context, pool *sql.DB, o *sql.TxOptions, f func(*Tx) error) (err error) {
	cancel := func() {}
	if d.engine == schema.Postgres {
		ctx, cancel = context.WithCancel(ctx)
		defer cancel()
	}
	t, err := pool.BeginTx(ctx, o)
	if err != nil {
		return d.explain(stopped(ctx, lost(err)))
	}
	tx := &Tx{ctx: ctx, tx: t, engine: d.engine, now: d.now().UTC(), prepared: map[string]*sql.Stmt{}, asked: &d.asked}
	defer t.Rollback() // nothing after a commit; after an error or a panic, everything
	if err := f(tx); err != nil {
		return d.explain(stopped(ctx, err))
	}
	if tx.changed && !tx.audited {
		return ErrUnaudited
	}
	if d.engine == schema.Postgres && o == nil {
		return d.commit(ctx, cancel, t)
	}
	return d.explain(stopped(ctx, lost(t.Commit())))
}

// stopped is the reason of an error that the end of ctx has caused: the engines
// and database/sql each report it in words of their own.
func stopped(ctx context.Context, err error) error {
	if err == nil || ctx.Err() == nil || errs.KindOf(err) != errs.Internal {
		return err
	}
	return fmt.Errorf("%w: %w", ctx.Err(), err)
}

// selfTest proves what the rest relies on: that $2 and $1 are bound by number.
// Some drivers bind them in the order met, silently.
func (d *DB) selfTest(ctx context.Context) error {
	var two, one int64
	mark := "$"
	if d.engine == schema.SQLite {
		mark = "?"
	}
	q := fmt.Sprintf("SELECT cast(%s2 AS BIGINT), cast(%s1 AS BIGINT)", mark, mark)
	if err := d.write.QueryRowContext(ctx, q, int64(1), int64(2)).Scan(&two, &one); err != nil {
		return err
	}
	if two != 2 || one != 1 {
		return fmt.Errorf("db: the driver binds parameters in the wrong order (%d, %d)", two, one)
	}
	return nil
}
