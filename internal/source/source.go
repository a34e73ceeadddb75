// Package source is a file from elsewhere, kept whole and unchanged, so that
// every figure can be followed down to the row it came from.
//
// Tables: source, source_piece.
package source

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct{ Add, AddPiece, ByID, Piece db.Query }](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

// ID names a source: the first 16 hexadecimal digits of the SHA-256 of its bytes.
type ID string

// Source is a file from elsewhere.
type Source struct {
	ID     ID     `json:"id"`
	SHA256 string `json:"sha256"`
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	At     string `json:"at"`
}

// pieceLength is how many bytes of the file are deflated together: enough to
// press well, little enough to open one for a single row.
const pieceLength = 256 << 10

// Keeping is a file on its way into the database: its pieces are pressed on
// another core while the caller reads the rows.
type Keeping struct {
	Source Source
	// Known is true where the file was kept before; nothing is written then.
	Known  bool
	tx     *db.Tx
	pieces chan piece
	stop   chan struct{}
}

// Keep begins to keep a whole file of the given length, unless it is kept
// already. The caller calls Some now and then, Finish at the end, and Close in
// any case, and writes the audit entry.
func Keep(tx *db.Tx, name string, file io.ReaderAt, length int64) (*Keeping, error) {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(file, 0, length)); err != nil {
		return nil, errs.Stored(err, "The file %s cannot be read", name)
	}
	sum := hex.EncodeToString(h.Sum(nil))
	k := &Keeping{Source: Source{ID(sum[:16]), sum, name, length, tx.Stamp()}, tx: tx, stop: make(chan struct{})}
	if there, err := Get(tx, k.Source.ID); errs.KindOf(err) != errs.NotFound {
		k.Source, k.Known = there, true
		return k, err
	}
	if _, err := tx.Exec(q.Add, string(k.Source.ID), k.Source.SHA256, name, length, k.Source.At); err != nil {
		return nil, err
	}
	k.pieces = make(chan piece, 8)
	go press(io.NewSectionReader(file, 0, length), sum, k.pieces, k.stop)
	return k, nil
}

// Some writes the pieces that are ready, without waiting for any.
func (k *Keeping) Some() error {
	for {
		select {
		case p, more := <-k.pieces:
			if !more {
				return nil
			}
			if err := k.write(p); err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

// Finish writes the pieces that are left.
func (k *Keeping) Finish() error {
	if k.pieces == nil {
		return nil
	}
	for p := range k.pieces {
		if err := k.write(p); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the pressing; what was not written is lost with the transaction.
func (k *Keeping) Close() { close(k.stop) }

// errChanged is the error of a file that somebody wrote to while it was read.
var errChanged = errors.New("source: the file changed")

func (k *Keeping) write(p piece) error {
	if errors.Is(p.err, errChanged) {
		return errs.Stored(p.err, "The file %s changed while it was read; nothing was kept. Try again", k.Source.Name)
	}
	if p.err != nil {
		return errs.Stored(p.err, "The file %s cannot be read", k.Source.Name)
	}
	_, err := k.tx.Exec(q.AddPiece, string(k.Source.ID), p.start, p.body)
	return err
}

type piece struct {
	start int64
	body  []byte
	err   error
}

// press deflates the file on another core while the rows are written, and checks
// that it is still the file whose SHA-256 was taken.
func press(file io.Reader, sum string, out chan<- piece, done <-chan struct{}) {
	defer close(out)
	buf := make([]byte, pieceLength)
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestSpeed)
	h := sha256.New()
	for start := int64(0); ; {
		n, err := io.ReadFull(file, buf)
		if n > 0 {
			h.Write(buf[:n])
			b.Reset()
			w.Reset(&b)
			w.Write(buf[:n]) // a bytes.Buffer takes everything
			w.Close()
			select {
			case out <- piece{start, bytes.Clone(b.Bytes()), nil}:
			case <-done:
				return
			}
			start += int64(n)
		}
		ended := err == io.EOF || err == io.ErrUnexpectedEOF
		if ended && hex.EncodeToString(h.Sum(nil)) == sum {
			return
		}
		if ended {
			err = errChanged
		}
		if err != nil {
			select {
			case out <- piece{err: err}:
			case <-done:
			}
			return
		}
	}
}

// Get returns a source; errs.NotFound if there is none.
func Get(tx *db.Tx, id ID) (Source, error) {
	var s Source
	ok, err := tx.One(q.ByID, []any{string(id)}, &s.ID, &s.SHA256, &s.Name, &s.Bytes, &s.At)
	if err == nil && !ok {
		err = errs.Missing("source", string(id))
	}
	return s, err
}

// Bytes returns the bytes of a source from start up to, not including, end.
func Bytes(tx *db.Tx, id ID, start, end int64) ([]byte, error) {
	var out []byte
	for at := start - start%pieceLength; at < end; at += pieceLength {
		var body []byte
		ok, err := tx.One(q.Piece, []any{string(id), at}, &body)
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		raw, err := io.ReadAll(flate.NewReader(bytes.NewReader(body)))
		if err != nil {
			return nil, fmt.Errorf("source %s, piece %d: %w", id, at, err)
		}
		from, to := max(start-at, 0), min(end-at, int64(len(raw)))
		if from < to {
			out = append(out, raw[from:to]...)
		}
	}
	return out, nil
}

// Open returns the whole source as it was received, to be read within tx.
func Open(tx *db.Tx, id ID) io.Reader { return &reader{tx: tx, id: id} }

type reader struct {
	tx   *db.Tx
	id   ID
	at   int64
	rest []byte
}

func (r *reader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		b, err := Bytes(r.tx, r.id, r.at, r.at+pieceLength)
		if err != nil {
			return 0, err
		}
		if len(b) == 0 {
			return 0, io.EOF
		}
		r.at += int64(len(b))
		r.rest = b
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}
