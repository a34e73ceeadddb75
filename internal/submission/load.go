package submission

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/returns"
)

func pieceField(start int64) string { return "piece/" + strconv.FormatInt(start, 10) }

// piece is a sealed piece of the files.
type piece struct {
	start  int64
	sealed []byte
}

func scanPiece(scan db.Scan) (p piece, err error) { return p, scan(&p.start, &p.sealed) }

// about opens what is sealed of a return beside its files.
func (s Submission) about(tx *db.Tx, ring *keyring.Ring) (a about, err error) {
	var sealed []byte
	if _, err := tx.One(q.About, []any{string(s.ID)}, &sealed); err != nil {
		return a, err
	}
	plain, err := s.unseal(tx, ring, "about", sealed)
	if err != nil {
		return a, err
	}
	return a, json.Unmarshal(plain, &a)
}

// files opens the files of a return.
func (s Submission) files(tx *db.Tx, ring *keyring.Ring) ([]File, error) {
	pieces, err := db.All(tx, q.Pieces, scanPiece, string(s.ID))
	if err != nil {
		return nil, err
	}
	packed := make([]byte, 0, s.Bytes)
	for _, p := range pieces {
		plain, err := s.unseal(tx, ring, pieceField(p.start), p.sealed)
		if err != nil {
			return nil, err
		}
		packed = append(packed, plain...)
	}
	if sum := sha256.Sum256(packed); hex.EncodeToString(sum[:]) != s.SHA256 {
		return nil, errs.Stored(nil, "The files of return %d of %s are not those that were received. Restore them from a backup", s.Number, s.Inspection)
	}
	return unpacked(packed)
}

// load reads a return from its files. Whoever shows rows of it records that first.
func (s Submission) load(tx *db.Tx, ring *keyring.Ring) (*returns.Return, read, error) {
	files, err := s.files(tx, ring)
	if err != nil {
		return nil, read{}, err
	}
	return readFiles(files)
}

// Open gives the rows of a return, and writes into the audit log that who opened it
// for what, which names no child. errs.NotFound if who may not read them.
func Open(tx *db.Tx, desk Desk, who access.Actor, s Submission, what string) (*returns.Return, error) {
	return s.open(tx, desk, who, "return.open", what)
}

func (s Submission) open(tx *db.Tx, desk Desk, who access.Actor, verb, what string) (*returns.Return, error) {
	if _, err := For(tx, who, access.ReadReturn, s.Inspection); err != nil {
		return nil, err
	}
	ret, _, err := s.load(tx, desk.Keys)
	if err != nil {
		return nil, err
	}
	return ret, audit.Record(tx, who, verb, string(s.ID), what)
}

// Files are the files of a return as they came, for who may read its rows, and the log
// says that who took them.
func Files(tx *db.Tx, desk Desk, who access.Actor, s Submission) ([]File, error) {
	if _, err := For(tx, who, access.ReadReturn, s.Inspection); err != nil {
		return nil, err
	}
	files, err := s.files(tx, desk.Keys)
	if err != nil {
		return nil, err
	}
	return files, audit.Record(tx, who, "return.files", string(s.ID), "")
}
