// Package audit is who did what to what, and when, written in the same
// transaction as the deed, in a log that shows when it was changed afterwards.
//
// The entries are the leaves of a Merkle tree as in RFC 6962 (Certificate
// Transparency), hashed by golang.org/x/mod/sumdb/tlog. Whoever keeps a head (a
// size and a hash) outside the database can later prove that the log still
// holds everything it held then. A log proves order and integrity, not truth.
//
// Tables: audit_entry, audit_head.
package audit

import (
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"golang.org/x/mod/sumdb/tlog"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct{ Head, SetHead, Add, Entries, Last, About db.Query }](text)

// Entry is one line of the log.
type Entry struct {
	Seq     int64  `json:"seq"`
	At      string `json:"at"`
	Actor   string `json:"actor"`
	Verb    string `json:"verb"`
	Subject string `json:"subject"`
	Detail  string `json:"detail"`
}

// leaf is what is hashed: the entry as JSON, whose field order and quoting Go
// keeps stable.
func (e Entry) leaf() (tlog.Hash, error) {
	b, err := json.Marshal(e)
	return tlog.RecordHash(b), err
}

// Head is the state of the log at a moment: how many entries, and the root hash
// of the tree over them.
type Head struct {
	Size int64
	Root tlog.Hash
}

// String is the head as kept outside: "1234:base64".
func (h Head) String() string { return fmt.Sprintf("%d:%s", h.Size, h.Root) }

// ParseHead reads what String wrote.
func ParseHead(s string) (Head, error) {
	size, root, ok := strings.Cut(s, ":")
	n, err := strconv.ParseInt(size, 10, 64)
	hash, err2 := tlog.ParseHash(root)
	if !ok || err != nil || err2 != nil || n < 0 {
		return Head{}, errs.Invalid("head", "“%s” is not a head of the audit log, such as 1234:Q2hp…=", s)
	}
	return Head{n, hash}, nil
}

// edge is the complete subtrees of a tree that is still growing, the largest
// first: one hash for each bit of size.
type edge struct {
	size   int64
	hashes []tlog.Hash
}

func (e *edge) add(leaf tlog.Hash) {
	h := leaf
	for range bits.TrailingZeros64(^uint64(e.size)) { // trailing ones of size
		last := len(e.hashes) - 1
		h = tlog.NodeHash(e.hashes[last], h)
		e.hashes = e.hashes[:last]
	}
	e.hashes = append(e.hashes, h)
	e.size++
}

func (e *edge) head() Head {
	if e.size == 0 {
		return Head{0, tlog.Hash(sha256.Sum256(nil))} // of nothing, as RFC 6962 has it
	}
	root := e.hashes[len(e.hashes)-1]
	for i := len(e.hashes) - 2; i >= 0; i-- {
		root = tlog.NodeHash(e.hashes[i], root)
	}
	return Head{e.size, root}
}

var errDamaged = errors.New("audit: the head of the log is damaged")

func read(tx *db.Tx) (edge, error) {
	var e edge
	var b []byte
	if _, err := tx.One(q.Head, nil, &e.size, &b); err != nil {
		return e, err
	}
	if len(b) != 32*bits.OnesCount64(uint64(e.size)) {
		return e, errDamaged
	}
	for i := 0; i < len(b); i += 32 {
		e.hashes = append(e.hashes, tlog.Hash(b[i:i+32]))
	}
	return e, nil
}

// Record writes what who did, in the transaction of the deed. verb is a word
// like "grade.set"; detail is short and holds no record contents.
func Record(tx *db.Tx, who access.Actor, verb, subject, detail string) error {
	if who.ID == "" {
		return errors.New("audit: an actor without an id")
	}
	e, err := read(tx)
	if err != nil {
		return err
	}
	entry := Entry{e.size, tx.Stamp(), who.ID, verb, subject, detail}
	leaf, err := entry.leaf()
	if err != nil {
		return err
	}
	e.add(leaf)
	var b []byte
	for _, h := range e.hashes {
		b = append(b, h[:]...)
	}
	if _, err := tx.Exec(q.Add, entry.Seq, entry.At, entry.Actor, entry.Verb, entry.Subject, entry.Detail); err != nil {
		return err
	}
	if _, err := tx.Exec(q.SetHead, e.size, b); err != nil {
		return err
	}
	tx.Audited()
	return nil
}

// Quietly says that what the transaction changed is nobody's deed and too small to
// record: when a session was last seen, a lease on a job, an attempt counted, a
// ceremony begun. Only the packages session, credential and job call it; whatever else
// the transaction changes MUST be recorded all the same.
func Quietly(tx *db.Tx) { tx.Audited() }

// Now is the head of the log.
func Now(tx *db.Tx) (Head, error) {
	e, err := read(tx)
	return e.head(), err
}

// Verify reads every entry, builds the tree anew and compares it with the head
// that is stored, and with a head that was kept outside, if one is given. The
// time grows with the log, about three seconds for a million entries; memory does
// not. It returns errs.BadInput, saying what is wrong, if the log does not hold.
func Verify(tx *db.Tx, kept *Head) (Head, error) {
	stored, err := read(tx)
	if errors.Is(err, errDamaged) {
		return Head{}, errs.Invalid("", "The audit log does not hold: its head is damaged")
	}
	if err != nil {
		return Head{}, err
	}
	var built edge
	var matched bool
	check := func() {
		if kept != nil && built.size == kept.Size && built.head() == *kept {
			matched = true
		}
	}
	check()
	for scan, err := range tx.Each(q.Entries) {
		if err != nil {
			return Head{}, err
		}
		e, err := scanEntry(scan)
		if err != nil {
			return Head{}, err
		}
		if e.Seq != built.size {
			return Head{}, errs.Invalid("", "The audit log does not hold: entry %d is missing", built.size)
		}
		leaf, err := e.leaf()
		if err != nil {
			return Head{}, err
		}
		built.add(leaf)
		check()
	}
	switch {
	case built.size != stored.size:
		return Head{}, errs.Invalid("", "The audit log does not hold: it has %d entries and its head covers %d", built.size, stored.size)
	case built.head() != stored.head():
		return Head{}, errs.Invalid("", "The audit log does not hold: an entry or the head was changed after it was written")
	case kept != nil && !matched:
		return Head{}, errs.Invalid("head", "The audit log does not hold what it held when the head %s was kept", kept)
	}
	return built.head(), nil
}

func scanEntry(scan db.Scan) (e Entry, err error) {
	err = scan(&e.Seq, &e.At, &e.Actor, &e.Verb, &e.Subject, &e.Detail)
	return e, err
}

// Last are the newest entries, newest first.
func Last(tx *db.Tx, n int) ([]Entry, error) {
	return db.All(tx, q.Last, scanEntry, n)
}

// RecordListed writes, as one entry about a list, that who did something with every
// subject in it: a register that is looked at costs one entry and not one for each row.
// About finds it for each of them.
func RecordListed(tx *db.Tx, who access.Actor, verb, list string, subjects []string) error {
	return Record(tx, who, verb, list, strings.Join(subjects, " "))
}

// About are the entries about a subject, newest first, and those of the lists given in
// which it stood. It reads every entry about those lists.
func About(tx *db.Tx, subject string, lists ...string) ([]Entry, error) {
	all, err := db.All(tx, q.About, scanEntry, append([]string{subject}, lists...))
	kept := all[:0]
	for _, e := range all {
		if e.Subject == subject {
			kept = append(kept, e)
		} else if slices.Contains(strings.Fields(e.Detail), subject) {
			e.Detail = ""
			kept = append(kept, e)
		}
	}
	return kept, err
}

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }
