package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/northinch/northinch/internal/errs"
	"modernc.org/sqlite"
)

// The result codes of SQLite that an operator can do something about
// (sqlite.org/rescode.html), by their low byte.
var sqliteSentence = map[int]string{
	5:  "The database %s is busy with another program; try again",
	6:  "The database %s is locked by another program; try again",
	8:  "The database %s is read-only; nothing was saved. Give the program the right to write to the file and its folder",
	10: "The disk gave an error while reading or writing %s; nothing was saved. Check the disk",
	11: "The database %s is damaged; restore a backup",
	13: "The disk is full, so nothing was saved to %s. Make room and try again",
	14: "The database %s cannot be opened. Check that the folder exists and that the program may write to it",
	26: "The file %s is not a North Inch database",
}

// The error classes of PostgreSQL (appendix A of its manual), by their first
// two characters.
var postgresSentence = map[string]string{
	"08": "The connection to the database %s was lost; nothing was saved. Try again",
	"25": "The database %s accepts no changes now (it is read-only); nothing was saved",
	"28": "The database %s refused the sign-in. Check the name and the password in its address",
	"3D": "There is no database at %s. Create it first",
	"53": "The database %s has no room or no connection left; nothing was saved. Try again later",
	"57": "The database %s was stopped or is starting; nothing was saved. Try again",
	"58": "The disk of the database %s gave an error; nothing was saved",
}

// explain gives an error of the engine its kind and a sentence. Errors that
// already have a kind, and mistakes of the program, pass unchanged.
func (d *DB) explain(err error) error {
	if err == nil || errs.KindOf(err) != errs.Internal {
		return err
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		if s := sqliteSentence[e.Code()&0xff]; s != "" {
			return errs.Stored(err, s, d.name)
		}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) && !isConnect(err) {
		return errs.Stored(err, "The work was stopped before it was done; nothing was saved")
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok && (e.Code == "22021" || e.Code == "22P05") {
		return errs.Invalid("", "The text has characters that cannot be kept; take out what is not text")
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		if s := postgresSentence[e.Code[:min(2, len(e.Code))]]; s != "" {
			return errs.Stored(err, s, d.name)
		}
		return err
	}
	if _, ok := errors.AsType[*pgconn.ParseConfigError](err); ok {
		return errs.Invalid("db", "The database address %s cannot be read; it has the form postgres://name:password@host/database", d.name)
	}
	if isConnect(err) {
		if errors.Is(err, pgconn.ErrReadOnlyConnection) {
			return errs.Stored(err, postgresSentence["25"], d.name)
		}
		return errs.Stored(err, "The database %s does not answer", d.name)
	}
	if errors.Is(err, errLost) {
		return errs.Stored(err, postgresSentence["08"], d.name)
	}
	return err
}

func isConnect(err error) bool {
	_, ok := errors.AsType[*pgconn.ConnectError](err)
	return ok
}

// errLost is in the error of a statement whose connection broke. It is put there
// where the statement ran: the end of a file that somebody sends looks the same.
var errLost = errors.New("the connection was lost")

func lost(err error) error {
	_, network := errors.AsType[net.Error](err)
	for _, broken := range []error{driver.ErrBadConn, pgconn.ErrConnClosed, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed} {
		network = network || errors.Is(err, broken)
	}
	if !network {
		return err
	}
	return fmt.Errorf("%w: %w", errLost, err)
}

// settled says whether it is known what became of a transaction that PostgreSQL
// was asked to commit and that ended with err: it was committed, or the server
// said that it was not. A server that ends the connection (FATAL) may have
// committed before: it does so when it is stopped while it waits for its replica.
// The driver's word that an error is safe to retry counts for nothing here: pgx
// 5.12 gives it for a connection that was cut after the commit was sent.
func settled(err error) bool {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.SeverityUnlocalized == "ERROR"
	}
	return err == nil || errors.Is(err, sql.ErrTxDone) || errors.Is(err, pgx.ErrTxCommitRollback)
}
