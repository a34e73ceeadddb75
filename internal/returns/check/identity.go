package check

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"

	"github.com/northinch/northinch/internal/returns"
)

// identity makes the identities of findings. The identity of a finding is what it
// says and of whom, and not where it stands: it stays the same when rows move to
// other lines or other files. It is sealed with a salt, so that nobody who reads a
// report can find the references by trying all that there may be.
type identity struct{ mac hash.Hash }

func newIdentity(salt []byte) identity {
	if len(salt) == 0 {
		return identity{}
	}
	return identity{hmac.New(sha256.New, salt)}
}

// of is the identity of a finding as 16 hexadecimal digits; "" without a salt.
func (d identity) of(code string, h *hit, now, was *returns.Return) string {
	if d.mac == nil {
		return ""
	}
	d.mac.Reset()
	part := func(b []byte) {
		d.mac.Write(binary.AppendUvarint(nil, uint64(len(b))))
		d.mac.Write(b)
	}
	part([]byte(code))
	part([]byte(now.Areas[h.area].Code))
	switch {
	case h.place == whole:
		part([]byte(h.what))
	case h.place == gone:
		part([]byte(was.Children.Refs.Of(int(h.was)).Reveal()))
	default:
		part([]byte(now.Children.Refs.Of(int(h.child)).Reveal()))
	}
	if h.event >= 0 {
		e, ed, at := &now.Events, now.Edition, h.event
		part([]byte(ed.EventText(e.Kind[at]))) // codes are stable, and their numbers are not
		part([]byte(ed.PersonText(e.By[at])))
		part([]byte(ed.DetailText(e.Detail[at])))
		part(binary.AppendVarint(nil, int64(e.Date[at])))
		part(binary.AppendVarint(nil, int64(e.End[at])))
	}
	return hex.EncodeToString(d.mac.Sum(nil)[:8])
}
