package keyring

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/northinch/northinch/internal/errs"
)

// key is 256 random bits.
type key [32]byte

// box seals and opens with a key, each time with a new random nonce.
func (k key) box() cipher.AEAD {
	block, err := aes.NewCipher(k[:])
	if err != nil {
		panic("keyring: " + err.Error()) // only for a wrong length
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic("keyring: " + err.Error())
	}
	return aead
}

// fingerprint tells a key from others and nothing about it.
func (k key) fingerprint(s Scope, version int64) string {
	h := hmac.New(sha256.New, k[:])
	fmt.Fprintf(h, "northinch fingerprint\x00%s\x00%d", s, version)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// wrapped is a version of a key in the file of its scope.
type wrapped struct {
	Version int64 `json:"version"`
	// Master is the number of the master key that wraps it.
	Master int64  `json:"master"`
	Key    []byte `json:"key"`
}

func binding(s Scope, version int64) []byte {
	return fmt.Appendf(nil, "northinch key\x00%s\x00%d", s, version)
}

// content is the file of a scope.
type content struct {
	Scope    Scope     `json:"scope"`
	Versions []wrapped `json:"versions"`
}

// cached is what was read from a file, while the file stays the same.
type cached struct {
	info fs.FileInfo
	keys map[int64]key
}

type inner struct {
	folder
	lock sync.Mutex
	seen map[Scope]cached
}

// base is the name of a scope's files without its ending. It is a hash, because
// the ids of inspections have slashes.
func base(s Scope) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:16])
}

func fileName(s Scope) string { return base(s) + ".json" }

// markName is the file that says that the key of a scope was destroyed.
func markName(s Scope) string { return base(s) + ".destroyed" }

func masterName(n int64) string { return fmt.Sprintf("master-%d.key", n) }

var masterForm = regexp.MustCompile(`^master-([1-9][0-9]{0,17})\.key$`)

// masters are the master keys by number. While they change there are several, and
// one that was there may be gone when it is read: then it is looked again.
func (in *inner) masters() (all map[int64]key, err error) {
	for range 5 {
		var gone bool
		if all, gone, err = in.mastersOnce(); err != nil || !gone && len(all) > 0 {
			break
		}
	}
	return all, err
}

func (in *inner) mastersOnce() (all map[int64]key, gone bool, err error) {
	entries, err := os.ReadDir(in.path)
	if err != nil {
		return nil, false, errs.Stored(err, "The folder of keys %s cannot be read", in.path)
	}
	all = map[int64]key{}
	for _, e := range entries {
		m := masterForm.FindStringSubmatch(e.Name())
		if m == nil {
			continue
		}
		b, err := os.ReadFile(in.at(e.Name()))
		if errors.Is(err, fs.ErrNotExist) || blank(b) {
			gone = true
			continue
		}
		if err != nil {
			return nil, false, errs.Stored(err, "The master key in the folder %s cannot be read", in.path)
		}
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(b)))
		if err != nil || len(raw) != len(key{}) {
			return nil, false, errs.Stored(nil, "The master key %s in the folder %s is damaged. Restore the folder of keys", e.Name(), in.path)
		}
		n, _ := strconv.ParseInt(m[1], 10, 64)
		all[n] = key(raw)
	}
	return all, gone, nil
}

// blank says whether a file was overwritten and only not removed yet.
func blank(b []byte) bool { return len(b) > 0 && len(bytes.Trim(b, "\x00")) == 0 }

// load are the keys of a scope by version; none if there is no file.
func (in *inner) load(s Scope) (map[int64]key, error) {
	// The master key may change between the reading of the file and of the master
	// key; the file is then another, and is read again.
	for try := 0; ; try++ {
		keys, again, err := in.loadOnce(s)
		if !again || try == 3 {
			return keys, err
		}
	}
}

func (in *inner) loadOnce(s Scope) (keys map[int64]key, again bool, err error) {
	file, err := os.Open(in.at(fileName(s)))
	if errors.Is(err, fs.ErrNotExist) {
		in.forget(s)
		return nil, false, nil
	}
	if err != nil {
		return nil, false, errs.Stored(err, "The key of %s in the folder cannot be read, so nothing was saved", s.words())
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, false, errs.Stored(err, "The key of %s in the folder cannot be read, so nothing was saved", s.words())
	}
	in.lock.Lock()
	c := in.seen[s]
	in.lock.Unlock()
	if c.info != nil && os.SameFile(c.info, info) && c.info.ModTime().Equal(info.ModTime()) && c.info.Size() == info.Size() {
		return c.keys, false, nil
	}
	b, err := io.ReadAll(io.LimitReader(file, 1<<20))
	if err != nil {
		return nil, false, errs.Stored(err, "The key of %s in the folder cannot be read, so nothing was saved", s.words())
	}
	masters, err := in.masters()
	if err != nil {
		return nil, false, err
	}
	if len(masters) == 0 {
		return nil, false, errs.Stored(nil, "There is no master key in the folder %s, so nothing was saved. Restore the folder of keys", in.path)
	}
	if keys, again, err = unwrap(s, b, masters); err != nil {
		return nil, again, err
	}
	in.lock.Lock()
	in.seen[s] = cached{info, keys}
	in.lock.Unlock()
	return keys, false, nil
}

func (in *inner) forget(s Scope) {
	in.lock.Lock()
	delete(in.seen, s)
	in.lock.Unlock()
}

// unwrap reads the file of a scope. again says that the master key is not there.
func unwrap(s Scope, b []byte, masters map[int64]key) (keys map[int64]key, again bool, err error) {
	var c content
	if err := json.Unmarshal(b, &c); err != nil || c.Scope != s || len(c.Versions) == 0 {
		return nil, false, damaged(s, "its file cannot be read or is another's")
	}
	keys = map[int64]key{}
	for _, w := range c.Versions {
		m, ok := masters[w.Master]
		if !ok {
			return nil, true, damaged(s, fmt.Sprintf("there is no master key %d", w.Master))
		}
		raw, err := m.box().Open(nil, nil, w.Key, binding(s, w.Version))
		if err != nil || len(raw) != len(key{}) || w.Version < 1 {
			return nil, false, damaged(s, fmt.Sprintf("the master key %d does not open it", w.Master))
		}
		keys[w.Version] = key(raw)
	}
	return keys, false, nil
}

// save writes the keys of a scope, wrapped by the newest master key.
func (in *inner) save(s Scope, keys map[int64]key) error {
	masters, err := in.masters()
	if err != nil {
		return err
	}
	newest := last(masters)
	if newest == 0 {
		return errs.Stored(nil, "There is no master key in the folder %s, so nothing was saved. Restore the folder of keys", in.path)
	}
	c := content{Scope: s}
	for v := int64(1); v <= last(keys); v++ {
		if k, ok := keys[v]; ok {
			c.Versions = append(c.Versions, wrapped{v, newest, masters[newest].box().Seal(nil, nil, k[:], binding(s, v))})
		}
	}
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return in.write(fileName(s), append(b, '\n'))
}

// last is the highest number.
func last(all map[int64]key) (most int64) {
	for n := range all {
		most = max(most, n)
	}
	return most
}

// marked says whether the folder says that the key of a scope was destroyed.
func (in *inner) marked(s Scope) (bool, error) {
	_, err := os.Stat(in.at(markName(s)))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, errs.Stored(err, "The folder of keys %s cannot be read, so nothing was saved", in.path)
	}
	return true, nil
}
