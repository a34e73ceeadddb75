// Package quantity is words for shares, such as "most" and "few": half-open
// intervals on exact fractions, so that 3 of 20 has one word and no rounding
// decides which. The bands are data, not part of the program; they are printed
// wherever a word is used.
package quantity

import (
	"math/big"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// Band is a word for the shares from From (included) to Below (not included),
// written as fractions or decimals: "15/100", "0.15". Below is "" for the band
// that ends with everything. It has the form of the bands of a framework edition.
type Band struct {
	Word  string `json:"word"`
	From  string `json:"from"`
	Below string `json:"below"`
}

// Words are bands that give every share from 0 to 1 one word.
type Words struct{ bands []band }

type band struct {
	Band
	from, below *big.Rat // below is nil for the last
}

// New checks bands, given from nothing to everything. It returns errs.BadInput
// that names the band where one has no word or one of another band, is no
// interval, leaves a gap, overlaps the one before, or where they do not begin
// with 0 and end with everything.
func New(bands []Band) (Words, error) {
	w, at := Words{}, new(big.Rat)
	if len(bands) == 0 {
		return w, errs.Invalid("bands", "There are no bands; give a list of words with from and below")
	}
	seen := map[string]bool{}
	for i, b := range bands {
		word := strings.TrimSpace(b.Word)
		if word == "" || seen[word] {
			return Words{}, errs.Invalid("bands", "Band %d has the word “%s”; every band needs one of its own", i+1, word)
		}
		seen[word] = true
		one, err := b.read(i == len(bands)-1)
		if err != nil {
			return Words{}, err
		}
		switch one.from.Cmp(at) {
		case -1:
			return Words{}, errs.Invalid("bands", "The band “%s” begins at %s, but the one before reaches up to %s: they overlap", word, b.From, at.RatString())
		case 1:
			return Words{}, errs.Invalid("bands", "The band “%s” begins at %s; shares from %s up to there have no word", word, b.From, at.RatString())
		}
		w.bands, at = append(w.bands, one), one.below
	}
	return w, nil
}

// read makes fractions of the ends of a band.
func (b Band) read(last bool) (band, error) {
	from, ok := fraction(b.From)
	one := big.NewRat(1, 1)
	if !ok || from.Cmp(one) > 0 {
		return band{}, errs.Invalid("bands", "The band “%s” begins at “%s”; write a fraction from 0 to 1 such as 15/100 or 0.15", b.Word, b.From)
	}
	if strings.TrimSpace(b.Below) == "" {
		if !last {
			return band{}, errs.Invalid("bands", "The band “%s” has no end; only the last may reach up to everything", b.Word)
		}
		return band{b, from, nil}, nil
	}
	below, ok := fraction(b.Below)
	if !ok || below.Cmp(from) <= 0 || below.Cmp(one) > 0 {
		return band{}, errs.Invalid("bands", "The band “%s” ends below “%s”; write a fraction above %s and at most 1", b.Word, b.Below, b.From)
	}
	if last {
		return band{}, errs.Invalid("bands", "The last band, “%s”, ends below %s, so that everything has no word; leave its end empty", b.Word, b.Below)
	}
	return band{b, from, below}, nil
}

// longest is the longest fraction that is read; 15/100 has six characters.
const longest = 40

// fraction reads a fraction or a decimal that is not negative.
func fraction(s string) (*big.Rat, bool) {
	s = strings.TrimSpace(s)
	if len(s) > longest || strings.Trim(s, "0123456789./") != "" || strings.ContainsFunc(s, func(r rune) bool { return r > '9' }) {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

// Answer is the word for a share, with the band that it comes from.
type Answer struct {
	Band
	// Border says that the share is exactly where the band begins and another
	// ends: one case fewer has another word.
	Border bool
}

// Word is the word for count of base. It returns stats.ErrUndefined for a base
// below minimum, for which a word would say more than a few cases can, and for a
// count that cannot be of that base.
func (w Words) Word(count, base, minimum int) (Answer, error) {
	if base < 1 || count < 0 || count > base {
		return Answer{}, stats.Undefined("%d of %d is no share", count, base)
	}
	if base < minimum {
		return Answer{}, stats.Undefined("The base is %d; words are given for %d and more, so give the figures", base, minimum)
	}
	share := big.NewRat(int64(count), int64(base))
	for _, b := range w.bands {
		if b.below == nil || share.Cmp(b.below) < 0 {
			return Answer{b.Band, b.from.Sign() > 0 && share.Cmp(b.from) == 0}, nil
		}
	}
	return Answer{}, stats.Undefined("There are no bands to take a word from")
}
