// Package published is ways to draw that others published and that people may meet
// elsewhere: the selection of RFC 3797 and the consistent sampler of R. L. Rivest.
// The draw of records is made by neither; they are here so that a draw that was made
// by one of them can be made again.
package published

import (
	"encoding/binary"
	"hash"
	"slices"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// Key is the key of RFC 3797 (D. Eastlake, "Publicly Verifiable Nominations
// Committee (NomCom) Random Selection", 2004, section 3) from numbers of several
// public sources, such as lotteries: those of each source in ascending order, each
// with a point after it, and a slash after each source.
func Key(sources ...[]int) string {
	var b strings.Builder
	for _, numbers := range sources {
		for _, n := range slices.Sorted(slices.Values(numbers)) {
			b.WriteString(strconv.Itoa(n) + ".")
		}
		b.WriteByte('/')
	}
	return b.String()
}

// Pick is one selection of RFC 3797.
type Pick struct {
	Digest   []byte
	Left     int // how many there were to choose from
	Selected int // the place in the list at the start; the first is 1
}

// most is how many can be in a list: the place of a pick is hashed in 16 bits.
const most = 1<<16 - 1

// Select selects take of a list of the given length by RFC 3797, section 4: pick i,
// from 0, is digest(i || key || i) as a number modulo those left, with i in 16 bits,
// the high byte first; who is picked leaves the list. digest is md5.New in the RFC.
// (The remainder favours the first of the list by less than one part in 2^100.)
//
// It returns errs.BadInput for a list that is longer than 65,535 and for a take
// outside 0 to length.
func Select(key string, length, take int, digest func() hash.Hash) ([]Pick, error) {
	if length < 0 || length > most {
		return nil, errs.Invalid("length", "A list of %d cannot be drawn from by RFC 3797: it holds 0 to %d", length, most)
	}
	if take < 0 || take > length {
		return nil, errs.Invalid("take", "%d cannot be selected of %d", take, length)
	}
	list := make([]int, length)
	for i := range list {
		list[i] = i + 1
	}
	picks := make([]Pick, take)
	for i := range picks {
		h := digest()
		place := binary.BigEndian.AppendUint16(nil, uint16(i))
		h.Write(place)
		h.Write([]byte(key))
		h.Write(place)
		sum, at := h.Sum(nil), 0
		for _, b := range sum {
			at = (at<<8 | int(b)) % len(list)
		}
		picks[i] = Pick{Digest: sum, Left: len(list), Selected: list[at]}
		list = slices.Delete(list, at, at+1)
	}
	return picks, nil
}
