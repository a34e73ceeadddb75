package published

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// Ticket is a ticket of the consistent sampler: a number from 0 to 1 for an item.
// Items are drawn in the order of their numbers.
type Ticket struct {
	Number     string // a decimal fraction, "0.…", as long as the method makes it
	ID         string
	Generation int // 1; with replacement, 2 for the second ticket of an item, and so on
}

// Short is the number with so many digits after the point, not rounded.
func (t Ticket) Short(digits int) string { return t.Number[:min(len(t.Number), 2+digits)] }

// Tickets are the first tickets that the consistent sampler of R. L. Rivest draws
// ("Consistent sampling with replacement", 2018; the program consistent_sampler,
// which the software of election audits uses). drop leaves out the first; take is
// how many are wanted after them.
//
// What is drawn from some of the items are those of them that are drawn from all.
// With replacement, an item that was drawn gets a new ticket with a higher number.
//
// It returns errs.BadInput for an item that is there twice, for a take or drop below
// 0, and, without replacement, for more than there are items.
func Tickets(ids []string, seed string, drop, take int, replacement bool) ([]Ticket, error) {
	if take < 0 || drop < 0 {
		return nil, errs.Invalid("take", "A number of tickets below 0 cannot be taken or left out")
	}
	if n := drop + take; n > len(ids) && !(replacement && len(ids) > 0) {
		return nil, errs.Invalid("take", "%d tickets cannot be drawn of %d items", n, len(ids))
	}
	all := make([]Ticket, len(ids))
	key := hexSHA256(seed)
	for i, id := range ids {
		all[i] = Ticket{fraction(key + id), id, 1}
	}
	slices.SortFunc(all, before)
	for i := range all[min(1, len(all)):] {
		if all[i].ID == all[i+1].ID {
			return nil, errs.Invalid("ids", "An item is in the list twice")
		}
	}
	if !replacement {
		return all[drop : drop+take], nil
	}
	drawn := make([]Ticket, drop+take)
	for i := range drawn {
		first := 0
		for k := range all {
			if before(all[k], all[first]) < 0 {
				first = k
			}
		}
		drawn[i] = all[first]
		all[first] = Ticket{NextFraction(drawn[i].Number), drawn[i].ID, drawn[i].Generation + 1}
	}
	return drawn[drop:], nil
}

func before(a, b Ticket) int { return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.ID, b.ID)) }

// FirstFraction is the number of the first ticket of an item.
func FirstFraction(id, seed string) string { return fraction(hexSHA256(seed) + id) }

// NextFraction is the number of the next ticket after one with the number x: every
// digit after the nines that x begins with is made anew, until the number is larger.
func NextFraction(x string) string {
	nines := len("0.")
	for nines < len(x) && x[nines] == '9' {
		nines++
	}
	for i := 1; ; i++ {
		y := (x + "0")[:nines] + fraction(x + ":" + strconv.Itoa(i))[len("0."):]
		if y > x+"0" {
			return y
		}
	}
}

// fraction is the digits of the SHA-256 of a text as a decimal number, at least 64,
// in reverse, after "0.": the last digits of a number of 256 bits are spread evenly,
// its first are not.
func fraction(text string) string {
	sum := sha256.Sum256([]byte(text))
	digits := []byte(new(big.Int).SetBytes(sum[:]).String())
	slices.Reverse(digits)
	return "0." + string(digits) + strings.Repeat("0", max(0, 64-len(digits)))
}

func hexSHA256(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
