package db

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/schema"
	"modernc.org/sqlite"
)

// scrubTries is how often Scrub tries, for three seconds each, while other programs
// use the database.
const scrubTries = 2

// Scrub removes what destroyed rows have left in the files of the database: pages
// that are free, and the log beside them. It needs as much memory (SQLite) or disk
// (PostgreSQL) as what it writes anew, and writers wait while it works. Others may
// have the database open; if they keep it from its work for some seconds it returns
// errs.Storage and says what is left to do. It returns what was done, in a sentence.
//
// On SQLite the file is written anew and its log emptied. On PostgreSQL the tables
// are; segments of the write-ahead log are the server's, which removes them by its own
// rule. Samples for its planning it has none (see package schema).
func (d *DB) Scrub(ctx context.Context, tables []string) (string, error) {
	if d.engine == schema.Postgres {
		done, err := d.scrubTables(ctx, tables)
		return done, d.explain(stopped(ctx, err))
	}
	done, err := d.scrubFile(ctx)
	return done, d.explain(stopped(ctx, err))
}

func (d *DB) scrubFile(ctx context.Context) (string, error) {
	// A connection of its own: it waits for a shorter time than the others.
	pool, err := sql.Open("sqlite", "file:"+(&url.URL{Path: d.name}).EscapedPath()+"?_pragma=busy_timeout(3000)&_pragma=temp_store(2)&_pragma=secure_delete(1)")
	if err != nil {
		return "", err
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	err = again(ctx, func() error {
		_, err := pool.ExecContext(ctx, "VACUUM")
		if e, ok := errors.AsType[*sqlite.Error](err); ok && (e.Code()&0xff == 5 || e.Code()&0xff == 6) { // busy, locked
			return errInUse
		}
		return err
	})
	if errors.Is(err, errInUse) {
		return "", d.left("so the file is not written anew yet")
	}
	if err != nil {
		return "", err
	}
	err = again(ctx, func() error {
		var busy, pages, moved int
		if err := pool.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved); err != nil {
			return err
		}
		if busy != 0 {
			return errInUse
		}
		return nil
	})
	if errors.Is(err, errInUse) {
		return "", d.left("so the log beside the file is not emptied yet")
	}
	if err != nil {
		return "", err
	}
	return "Deleted rows were overwritten with zeros, the file was written anew without them (VACUUM), and the log beside it was emptied.", nil
}

// errInUse says that another program keeps Scrub from its work.
var errInUse = errors.New("db: in use")

// left is the error for what is not done because others use the database.
func (d *DB) left(what string) error {
	return errs.Stored(errInUse, "What was destroyed can still be found on the disk: another program is using the database %s, %s. Stop it or wait, and run “northinch retention run” again", d.name, what)
}

// again tries f until it is done, fails for another reason than that others are
// using the database, or has been tried often enough.
func again(ctx context.Context, f func() error) error {
	for try := 1; ; try++ {
		err := f()
		if !errors.Is(err, errInUse) || try == scrubTries {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

func (d *DB) scrubTables(ctx context.Context, tables []string) (string, error) {
	conn, err := d.write.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "SELECT set_config('lock_timeout', '3s', false)"); err != nil {
		return "", err
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), "RESET lock_timeout")
	err = d.outlive(ctx, conn)
	if errors.Is(err, errInUse) {
		return "", d.left("and the server keeps the deleted rows for what it reads")
	}
	if err != nil {
		return "", err
	}
	for _, t := range tables {
		err := again(ctx, func() error {
			_, err := conn.ExecContext(ctx, `VACUUM (FULL) "`+strings.ReplaceAll(t, `"`, `""`)+`"`)
			if postgresCode(err) == "55P03" { // lock_not_available
				return errInUse
			}
			return err
		})
		if errors.Is(err, errInUse) {
			return "", d.left("so the table " + t + " is not written anew yet")
		}
		if err != nil {
			return "", err
		}
	}
	done := "The tables were written anew without the deleted rows (VACUUM FULL)."
	switch _, err := conn.ExecContext(ctx, "CHECKPOINT"); {
	case postgresCode(err) == "42501": // insufficient_privilege
		return done + " The old files go at the server’s next checkpoint, which this role may not ask for.", nil
	case err != nil:
		return "", err
	}
	return done + " The old files went with a checkpoint.", nil
}

// older counts the transactions that began before the one whose number is $1 and may
// still see what was deleted: writing a table anew keeps such rows for them.
const older = `SELECT
	(SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND age(coalesce(backend_xmin, backend_xid)) >= age(cast(cast($1 AS TEXT) AS xid)))
	+ (SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database() AND age(transaction) >= age(cast(cast($1 AS TEXT) AS xid)))
	+ (SELECT count(*) FROM pg_replication_slots WHERE age(xmin) >= age(cast(cast($1 AS TEXT) AS xid)))`

// outlive waits for every transaction that is older than now; errInUse where one
// lasts.
func (d *DB) outlive(ctx context.Context, conn *sql.Conn) error {
	var now string
	if err := conn.QueryRowContext(ctx, "SELECT cast(cast(pg_current_xact_id() AS xid) AS TEXT)").Scan(&now); err != nil {
		return err
	}
	for end := time.Now().Add(6 * time.Second); ; {
		var n int
		if err := conn.QueryRowContext(ctx, older, now).Scan(&n); err != nil || n == 0 {
			return err
		}
		if time.Now().After(end) {
			return errInUse
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func postgresCode(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	return ""
}
