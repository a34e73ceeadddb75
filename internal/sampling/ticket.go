package sampling

import (
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// Ticket is a place in the order of a stratum: 2.7 is the seventh of the second. The
// first tickets of a stratum are its sample, the next are its replacements.
type Ticket struct {
	Stratum int // in the order of the record; the first is 1
	Order   int // the first is 1
}

func (t Ticket) String() string { return strconv.Itoa(t.Stratum) + "." + strconv.Itoa(t.Order) }

// MarshalText is the ticket as text.
func (t Ticket) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads a ticket. It returns errs.BadInput for anything else.
func (t *Ticket) UnmarshalText(text []byte) (err error) {
	*t, err = ParseTicket(string(text))
	return err
}

// ParseTicket reads a ticket. It returns errs.BadInput for anything but two numbers
// above 0 with a point between them.
func ParseTicket(text string) (Ticket, error) {
	before, after, _ := strings.Cut(text, ".")
	stratum, err1 := strconv.Atoi(before)
	order, err2 := strconv.Atoi(after)
	t := Ticket{stratum, order}
	if err1 != nil || err2 != nil || stratum < 1 || order < 1 || t.String() != text {
		return Ticket{}, errs.Invalid("ticket", "A ticket is two numbers with a point between them, such as 2.7; this is none")
	}
	return t, nil
}
