package keyring

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

// format is the first byte of a sealed value. Then come the version of the key in
// four bytes, a nonce of twelve, and what AES-GCM made.
const format = 1

const head = 1 + 4

// bound is what a sealed value is bound to: a value that was moved to another row
// or another field does not open.
func bound(prefix []byte, s Scope, place string) []byte {
	b := append([]byte(nil), prefix...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(s)))
	return append(append(b, s...), place...)
}

// keys are the keys of a scope that the database knows, by version, each compared
// with its fingerprint, and the version to seal with, which is 0 before the first
// use.
func (r *Ring) keys(tx *db.Tx, s Scope) (keys map[int64]key, newest int64, err error) {
	rows, err := r.known(tx, s)
	if err != nil || len(rows) == 0 {
		return nil, 0, err
	}
	keys, err = r.fitting(s, rows)
	return keys, rows[len(rows)-1].version, err
}

func (r *Ring) fitting(s Scope, rows []row) (map[int64]key, error) {
	found, err := r.in().load(s)
	if err != nil {
		return nil, err
	}
	keys := map[int64]key{}
	for _, one := range rows {
		k, ok := found[one.version]
		if !ok {
			return nil, lost(s)
		}
		if k.fingerprint(s, one.version) != one.fingerprint {
			return nil, unfit(s)
		}
		keys[one.version] = k
	}
	return keys, nil
}

// add makes the next version of a scope's key: the file first, then the row, so
// that the database never knows a key that is not there. A version that is in the
// file and that the database does not know comes from a transaction that did not
// end; nothing was sealed with it, and it is used.
func (r *Ring) add(tx *db.Tx, who access.Actor, s Scope, newest int64) (version int64, k key, err error) {
	if _, err := tx.Exec(q.Alone); err != nil {
		return 0, k, err
	}
	found, err := r.in().load(s)
	if err != nil {
		return 0, k, err
	}
	version = last(found)
	if version > newest {
		k = found[version]
	} else {
		version = newest + 1
		rand.Read(k[:])
		more := map[int64]key{version: k}
		for v, old := range found {
			more[v] = old
		}
		if err := r.in().save(s, more); err != nil {
			return 0, k, err
		}
	}
	if _, err := tx.Exec(q.Add, string(s), version, k.fingerprint(s, version), tx.Stamp()); err != nil {
		return 0, k, err
	}
	return version, k, audit.Record(tx, who, "key.make", string(s), "version "+strconv.FormatInt(version, 10))
}

// Seal seals a field with the key of its scope, which is made at its first use.
// place names the table, the row and the field ("concern/abc/words"); only with the
// same place can the field be opened. Sealed, it is 33 bytes longer.
//
// It returns errs.Storage if the key is missing, damaged or not the one that the
// database knows, and errs.NotFound with ErrDestroyed if it was destroyed.
func (r *Ring) Seal(tx *db.Tx, who access.Actor, s Scope, place string, plain []byte) ([]byte, error) {
	keys, version, err := r.keys(tx, s)
	if err != nil {
		return nil, err
	}
	k := keys[version]
	if version == 0 {
		if version, k, err = r.add(tx, who, s, 0); err != nil {
			return nil, err
		}
	}
	prefix := binary.BigEndian.AppendUint32([]byte{format}, uint32(version))
	return k.box().Seal(prefix, nil, plain, bound(prefix, s, place)), nil
}

// Unseal opens what Seal made for the same scope and place. It returns errs.Storage
// if the key is missing, damaged or not the one that the database knows, or if the
// value was changed or moved, and errs.NotFound with ErrDestroyed if the key was
// destroyed.
func (r *Ring) Unseal(tx *db.Tx, s Scope, place string, sealed []byte) ([]byte, error) {
	keys, _, err := r.keys(tx, s)
	if err != nil {
		return nil, err
	}
	if len(sealed) < head || sealed[0] != format {
		return nil, changed(s, place)
	}
	k, ok := keys[int64(binary.BigEndian.Uint32(sealed[1:]))]
	if !ok {
		return nil, changed(s, place)
	}
	plain, err := k.box().Open(nil, nil, sealed[head:], bound(sealed[:head], s, place))
	if err != nil {
		return nil, changed(s, place)
	}
	return plain, nil
}

func changed(s Scope, place string) error {
	return errs.Stored(fmt.Errorf("keyring: %s does not open", place),
		"Something that is sealed with the key of %s cannot be opened: it was changed or moved in the database, or its key was dropped. Restore it from a backup", s.words())
}

// Current says whether a value is sealed with the newest version of its scope's key.
// After Rotate, whoever owns values seals those anew that are not, with [Ring.Anew].
func (r *Ring) Current(tx *db.Tx, s Scope, sealed []byte) (bool, error) {
	rows, err := r.known(tx, s)
	if err != nil || len(rows) == 0 || len(sealed) < head || sealed[0] != format {
		return false, err
	}
	return int64(binary.BigEndian.Uint32(sealed[1:])) == rows[len(rows)-1].version, nil
}

// Anew seals a value with the newest version of its scope's key if it is not, and says
// whether it did: 1, or 0 for a value that is left as it is. The errors are those of
// [Ring.Unseal] and [Ring.Seal].
func (r *Ring) Anew(tx *db.Tx, who access.Actor, s Scope, place string, sealed *[]byte) (int, error) {
	current, err := r.Current(tx, s, *sealed)
	if err != nil || current {
		return 0, err
	}
	plain, err := r.Unseal(tx, s, place, *sealed)
	if err != nil {
		return 0, err
	}
	if *sealed, err = r.Seal(tx, who, s, place, plain); err != nil {
		return 0, err
	}
	return 1, nil
}

// Check proves that every key that the database knows and has not destroyed is in
// the folder and is the one it knows. The error, of kind errs.Storage, is that of the
// first that is not. A nil Ring is in order while the database knows no key.
func (r *Ring) Check(tx *db.Tx) error {
	live, err := db.All(tx, q.All, scanRow)
	if err != nil {
		return err
	}
	for i := 0; i < len(live); {
		s, from := live[i].scope, i
		var rows []row
		for ; i < len(live) && live[i].scope == s; i++ {
			if live[i].destroyed == "" {
				rows = append(rows, live[i])
			}
		}
		if len(rows) == 0 {
			continue
		}
		if r == nil {
			return noFolder()
		}
		// Destroyed after this database was copied: there is nothing to be found.
		if marked, err := r.in().marked(live[from].scope); err != nil || marked {
			if err != nil {
				return err
			}
			continue
		}
		if _, err := r.fitting(s, rows); err != nil {
			return err
		}
	}
	return nil
}

func scanRow(scan db.Scan) (one row, err error) {
	err = scan(&one.scope, &one.version, &one.fingerprint, &one.destroyed)
	return one, err
}
