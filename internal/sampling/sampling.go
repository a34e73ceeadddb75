// Package sampling is the draw of the records that inspectors read: a frame, a plan,
// a commitment, a draw and its replacements, as one public record that anybody can
// check on any machine.
//
// What it is up against, and what answers it:
//
//   - Somebody tries out children's references to learn who is in the frame. The
//     public list holds a keyed hash of each reference; the key is in the private part,
//     which the area and the team keep. When that is destroyed, nobody can ever tie a
//     line to a child.
//   - The team picks records that suit it, after the draw. The frame, the plan and the
//     seed are committed to before; the sample follows from them, and so does every
//     replacement: the next ticket of the same stratum.
//   - The team tries many seeds and commits to the one it likes. A commitment cannot
//     prevent that. A part of the seed that nobody in the team chooses does: dice that
//     the area rolls when the commitment is on the table. A plan without one may be
//     made, and verifying then says what is not shown.
//   - The area learns early which records will be read. The sample depends on the secret
//     seed; nobody knows it before it is revealed unless the team tells.
//   - Somebody changes the record later. Its heads form a chain: a head that was
//     published or kept elsewhere vouches for everything before it. A record alone shows
//     only that it agrees with itself.
//
// The record states how many records each stratum has. Those are counts of children:
// before the record goes beyond the area and the inspectorates, they are put through
// disclosure control like any other. Sex, age and place of a child are in the private
// part only, and so is what people write about a replacement.
//
// Nothing here shows that the frame is complete. A record that is found later can be shown
// not to be in it, by those who have the key.
package sampling

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/errs"
)

// Hash is a SHA-256. As text it is 64 hexadecimal digits in lower case.
type Hash [sha256.Size]byte

func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText is the hash as text.
func (h Hash) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, h[:]), nil }

// UnmarshalText reads a hash. It returns errs.BadInput for anything but 64 digits.
func (h *Hash) UnmarshalText(text []byte) error {
	if len(text) != 2*len(h) {
		return errs.Invalid("hash", "A hash has 64 hexadecimal digits; this one has %d characters", utf8.RuneCount(text))
	}
	if _, err := hex.Decode(h[:], text); err != nil {
		return errs.Invalid("hash", "A hash has 64 hexadecimal digits; this one has other characters")
	}
	return nil
}

// ParseHash reads a hash that somebody gave, in upper or lower case.
func ParseHash(text string) (h Hash, err error) {
	err = h.UnmarshalText([]byte(strings.TrimSpace(text)))
	return h, err
}

// digest is the hash of parts under a label, so that no hash of one kind can be taken
// for one of another: SHA-256 of "northinch LABEL 1", a line end, and the parts. All
// parts but the last have the length of a hash.
func digest(label string, parts ...[]byte) (sum Hash) {
	h := sha256.New()
	h.Write([]byte("northinch " + label + " 1\n"))
	for _, p := range parts {
		h.Write(p)
	}
	return Hash(h.Sum(nil))
}

// compact is a value as JSON without spaces, which is what hashes are made of.
func compact(v any) []byte { return bytes.TrimSuffix(encode(v, ""), []byte("\n")) }

// encode writes JSON. Its values are made of text that was checked, numbers that are
// finite and lists, so encoding cannot fail.
func encode(v any, indent string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	e.Encode(v)
	return b.Bytes()
}

// printable says why a text cannot stand in a record, or "". A text that any program
// writes the same way as JSON has no control characters and no separators of lines.
func printable(s string, most int) string {
	odd := func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }
	switch {
	case !utf8.ValidString(s):
		return "is not text in UTF-8"
	case strings.ContainsFunc(s, odd):
		return "has a line end or another control character"
	case strings.TrimSpace(s) != s:
		return "has spaces around it"
	case utf8.RuneCountInString(s) > most:
		return "is too long"
	}
	return ""
}
