// Package keyring is the keys that single fields are sealed with, kept in a folder
// outside the database, so that a copy of the database alone tells nothing, and so
// that destroying a key destroys what it sealed in every backup of the database.
//
// There is a key for each scope: one for what is about people who sign in, one for
// each inspection. Keys are 256 random bits; fields are sealed with AES-256-GCM.
// In the folder lies a master key and, for each scope, a small file with the keys
// of that scope, wrapped by the master key. The database knows fingerprints only.
// A key that is missing, damaged or another one than the database knows stops the
// work: nothing is ever saved unsealed, or with a new key in the place of an old
// one.
//
// Several servers may share the folder. Whoever changes it does so inside a
// writing transaction, and writers go one at a time.
//
// Tables: sealing_key.
package keyring

import (
	"crypto/rand"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct{ Known, All, Add, Destroy, Drop, Alone db.Query }](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

// Scope is what one key is for.
type Scope string

// People is the scope of what is about people who sign in, and of messages.
const People Scope = "people"

const ofInspection = "inspection/"

// OfInspection is the scope of what an inspection seals.
func OfInspection(id string) Scope { return Scope(ofInspection + id) }

// words is the scope as people know it.
func (s Scope) words() string {
	if s == People {
		return "the people who sign in"
	}
	if id, ok := strings.CutPrefix(string(s), ofInspection); ok {
		return "the inspection " + id
	}
	return "“" + string(s) + "”"
}

// ErrDestroyed is the cause of the errors about what was sealed with a key that was
// destroyed on purpose.
var ErrDestroyed = errors.New("keyring: the key was destroyed")

// Ring is an open folder of keys. A nil Ring is no folder: it seals and opens
// nothing and says so.
//
// Its keys are behind a function, so that printing a Ring shows an address, with
// every verb of fmt and at any depth; with a pointer %s would show them.
type Ring struct{ in func() *inner }

// Open opens a folder of keys that Create made. The errors are of kind errs.Storage:
// there is no such folder, others may enter it, or it holds no whole master key.
func Open(dir string) (*Ring, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, errs.Stored(err, "There is no folder of keys %s. Make one with: northinch keys create --keys %s", dir, dir)
	}
	if !info.IsDir() {
		return nil, errs.Stored(nil, "%s is not a folder; name the folder of keys", dir)
	}
	if err := private(dir, info); err != nil {
		return nil, err
	}
	in := &inner{folder: folder{path: dir}, seen: map[Scope]cached{}}
	all, err := in.masters()
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, errs.Stored(nil, "The folder %s holds no master key. Make one with: northinch keys create --keys %s", dir, dir)
	}
	return &Ring{func() *inner { return in }}, nil
}

// Create makes a folder of keys with a new master key, or makes a master key in a
// folder that is empty. The errors are of kind errs.Storage: there are keys already,
// others may enter the folder, or it cannot be written.
func Create(dir string) (*Ring, error) {
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, errs.Stored(err, "The folder of keys %s cannot be made. Check that the folder above it exists and that the program may write to it", dir)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return nil, errs.Stored(err, "The folder of keys %s cannot be read", dir)
	}
	if err := private(dir, info); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, errs.Stored(err, "The folder of keys %s cannot be read", dir)
	}
	if len(entries) > 0 {
		return nil, errs.Stored(nil, "The folder %s is not empty; nothing in it was changed. Name a new folder for the keys", dir)
	}
	f := folder{path: dir}
	if err := f.create(masterName(1), newMaster()); err != nil {
		return nil, err
	}
	return Open(dir)
}

// private refuses a folder that others than its owner can enter.
func private(dir string, info fs.FileInfo) error {
	if info.Mode().Perm()&0o077 != 0 {
		return errs.Stored(nil, "Others than its owner can enter the folder of keys %s. Close it to them with: chmod 700 %s", dir, dir)
	}
	return nil
}

// newMaster is the content of a new file of a master key.
func newMaster() []byte {
	var k key
	rand.Read(k[:])
	return append(base64.StdEncoding.AppendEncode(nil, k[:]), '\n')
}

// row is what the database knows of a version of a key.
type row struct {
	scope       Scope
	version     int64
	fingerprint string
	destroyed   string
}

// known are the versions of a scope's key that the database knows and has not
// destroyed, the newest last. It is an error if the scope's keys were all destroyed,
// by this database or by one that is newer than it (see Sweep).
func (r *Ring) known(tx *db.Tx, s Scope) ([]row, error) {
	if r == nil {
		return nil, noFolder()
	}
	all, err := db.All(tx, q.Known, func(scan db.Scan) (one row, err error) {
		err = scan(&one.version, &one.fingerprint, &one.destroyed)
		return one, err
	}, string(s))
	if err != nil {
		return nil, err
	}
	var live []row
	for _, one := range all {
		if one.destroyed == "" {
			live = append(live, one)
		}
	}
	if len(all) > 0 && len(live) == 0 {
		return nil, destroyed(s, all[len(all)-1].destroyed)
	}
	marked, err := r.in().marked(s)
	if err == nil && marked {
		err = destroyed(s, "")
	}
	return live, err
}

func noFolder() error {
	return errs.Stored(nil, "No folder of keys was named, so nothing that must be sealed can be saved or shown. Start with --keys FOLDER")
}

// destroyed is the error about a key that was destroyed; at is ” where only the
// folder knows.
func destroyed(s Scope, at string) error {
	on := ""
	if day, ok := date.Parse(at[:min(10, len(at))]); ok && day.Known() {
		on = " on " + day.Words()
	}
	return &errs.Error{Kind: errs.NotFound, Cause: ErrDestroyed,
		Sentence: fmt.Sprintf("The key of %s was destroyed%s. What it sealed cannot be read any more, and nothing can be added to it", s.words(), on)}
}

func lost(s Scope) error {
	return errs.Stored(nil, "A key of %s is not in the folder of keys, so nothing was saved. Restore the folder of keys, or name the one that belongs to this database", s.words())
}

func unfit(s Scope) error {
	return errs.Stored(nil, "The key of %s in the folder is not the one that the database knows, so nothing was saved. Restore the folder of keys, or name the one that belongs to this database", s.words())
}

// errDamaged is the cause of the errors about a file that no master key opens.
var errDamaged = errors.New("keyring: damaged")

func damaged(s Scope, why string) error {
	return errs.Stored(fmt.Errorf("%w: %s", errDamaged, why), "The key of %s in the folder is damaged or belongs to another master key, so nothing was saved. Restore the folder of keys", s.words())
}
