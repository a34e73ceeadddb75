package web

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

// constants are errors whose text is always the same.
var constants = []error{context.Canceled, context.DeadlineExceeded, sql.ErrConnDone, sql.ErrTxDone, sql.ErrNoRows, driver.ErrBadConn, db.ErrUnaudited,
	io.EOF, io.ErrUnexpectedEOF, os.ErrDeadlineExceeded, net.ErrClosed}

// queryPrefix is what package db puts before an error: the name of a statement.
var queryPrefix = regexp.MustCompile(`^query \w+: $`)

// tell says of an error what an operator can use, and nothing that a person may have
// typed or that a record says: which statement, what the engine and the machine say,
// and otherwise only of which type the error is. Engines name tables and columns;
// the one class of errors of PostgreSQL that repeats a value is told by its code.
func tell(err error) string {
	var parts []string
	var walk func(error)
	walk = func(e error) {
		if slices.Contains(constants, e) {
			parts = append(parts, e.Error())
			return
		}
		inner := errors.Unwrap(e)
		engine, isPostgres := e.(interface{ SQLState() string })
		own, isOwn := e.(*errs.Error)
		several, isSeveral := e.(interface{ Unwrap() []error })
		number, isNumber := e.(syscall.Errno)
		operation, isNetwork := e.(*net.OpError)
		switch {
		case isPostgres:
			text := "SQLSTATE " + engine.SQLState()
			if class := engine.SQLState()[:min(2, len(engine.SQLState()))]; class != "22" && class != "P0" {
				text = e.Error()
			}
			parts = append(parts, text)
			return
		case fmt.Sprintf("%T", e) == "*sqlite.Error", isNumber && number != 0:
			parts = append(parts, e.Error())
			return
		case isOwn:
			parts = append(parts, kinds[own.Kind])
		case isNetwork:
			parts = append(parts, operation.Op+" "+operation.Net)
		case isSeveral:
			for _, one := range several.Unwrap() {
				walk(one)
			}
			return
		case inner == nil:
			parts = append(parts, fmt.Sprintf("%T", e))
			return
		default:
			if prefix := strings.TrimSuffix(e.Error(), inner.Error()); queryPrefix.MatchString(prefix) {
				parts = append(parts, strings.TrimSuffix(prefix, ": "))
			}
		}
		if inner != nil {
			walk(inner)
		}
	}
	walk(err)
	return strings.Join(parts, ": ")
}

var kinds = map[errs.Kind]string{errs.Internal: "internal", errs.NotFound: "not found", errs.BadInput: "bad input", errs.Conflict: "conflict",
	errs.Denied: "denied", errs.Storage: "storage", errs.TooLarge: "too large", errs.Limited: "limited"}

// tellPanic says what kind of value a panic had; the value itself only where it is
// the runtime's, which speaks of indexes and types.
func tellPanic(p any) string {
	if e, ok := p.(runtime.Error); ok && strings.HasPrefix(fmt.Sprintf("%T", p), "runtime.") || ok && strings.HasPrefix(fmt.Sprintf("%T", p), "*runtime.") {
		return e.Error()
	}
	if e, ok := p.(error); ok {
		return tell(e)
	}
	return fmt.Sprintf("%T", p)
}

// stack is the functions and lines that lead to a panic, without their arguments.
func stack() []string {
	var at [64]uintptr
	frames := runtime.CallersFrames(at[:runtime.Callers(3, at[:])])
	var all []string
	for {
		f, more := frames.Next()
		all = append(all, fmt.Sprintf("%s %s:%d", f.Function, f.File, f.Line))
		if !more {
			return all
		}
	}
}
