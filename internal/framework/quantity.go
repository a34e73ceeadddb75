package framework

import (
	"math/big"

	"github.com/northinch/northinch/internal/errs"
)

// Quantity is the words for shares: "most", "almost all". Bands are half-open
// intervals from (included) to below (not included) as exact fractions, and are
// printed with every report that uses them.
type Quantity struct {
	Verification string `json:"verification"`
	// MinimumBase is the smallest base that a word is given for.
	MinimumBase int    `json:"minimum_base"`
	Bands       []Band `json:"bands"`
}

// Band is one word. Below is "" for the band that ends at everything.
type Band struct {
	Word  string `json:"word"`
	From  string `json:"from"`
	Below string `json:"below"`
}

// Word is the word for count of base, computed on exact fractions. It reports
// false, and gives no word, where the base is below the minimum or the count
// cannot be of that base.
func (q Quantity) Word(count, base int) (string, bool) {
	if base < q.MinimumBase || base <= 0 || count < 0 || count > base {
		return "", false
	}
	share := big.NewRat(int64(count), int64(base))
	for _, b := range q.Bands {
		from, _ := new(big.Rat).SetString(b.From)
		if share.Cmp(from) < 0 {
			continue
		}
		if b.Below == "" {
			return b.Word, true
		}
		if below, _ := new(big.Rat).SetString(b.Below); share.Cmp(below) < 0 {
			return b.Word, true
		}
	}
	return "", false
}

// check says whether the bands cover every share from 0 to 1 once.
func (q Quantity) check() error {
	if len(q.Bands) == 0 {
		return nil
	}
	at := new(big.Rat)
	for i, b := range q.Bands {
		from, ok := new(big.Rat).SetString(b.From)
		if !ok || from.Cmp(at) != 0 {
			return errs.Invalid("quantity_words", "The band “%s” must begin where the one before ends, at %s", b.Word, at.RatString())
		}
		if last := i == len(q.Bands)-1; last != (b.Below == "") {
			return errs.Invalid("quantity_words", "Only the last band has no end; see “%s”", b.Word)
		}
		if b.Below == "" {
			continue
		}
		below, ok := new(big.Rat).SetString(b.Below)
		if !ok || below.Cmp(from) <= 0 {
			return errs.Invalid("quantity_words", "The band “%s” must end above its beginning", b.Word)
		}
		at = below
	}
	if at.Cmp(big.NewRat(1, 1)) > 0 {
		return errs.Invalid("quantity_words", "The last band begins above everything, at %s", at.RatString())
	}
	return nil
}
