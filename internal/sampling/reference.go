package sampling

import (
	"crypto/hmac"
	"crypto/sha256"
	"hash"
	"unique"

	"github.com/northinch/northinch/internal/errs"
)

// Reference is an area's own reference of a child's record. It cannot be printed by
// accident: fmt, JSON and logs show that there is one, not which, because they cannot
// look into a function.
type Reference struct{ text func() string }

// Refer is the reference with a text.
func Refer(text string) Reference { return Reference{func() string { return text }} }

// Reveal is the text, for whoever must find the record.
func (r Reference) Reveal() string {
	if r.text == nil {
		return ""
	}
	return r.text()
}

func (r Reference) String() string { return "[reference]" }

// Key is the secret that the lines of one frame are made with: 32 random bytes. A new
// frame gets a new key, so that lines of two frames cannot be tied to each other. It
// cannot be printed by accident either. The zero value is 32 zero bytes.
type Key struct{ bytes unique.Handle[[32]byte] }

// NewKey is the key of 32 bytes. It returns errs.BadInput for another length.
func NewKey(b []byte) (Key, error) {
	if len(b) != 32 {
		return Key{}, errs.Invalid("key", "The key of a frame has 32 bytes; this one has %d", len(b))
	}
	return Key{unique.Make([32]byte(b))}, nil
}

func (k Key) String() string { return "[key]" }

func (k Key) reveal() []byte {
	if k == (Key{}) {
		return make([]byte, 32)
	}
	b := k.bytes.Value()
	return b[:]
}

// maker makes the lines of a frame.
type maker struct{ mac hash.Hash }

func (k Key) maker() maker { return maker{hmac.New(sha256.New, k.reveal())} }

// line is HMAC-SHA-256 of a text under the key of the frame.
func (m maker) line(text string) (h Hash) {
	m.mac.Reset()
	m.mac.Write([]byte(text))
	m.mac.Sum(h[:0])
	return h
}
