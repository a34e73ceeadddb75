package framework

import "github.com/northinch/northinch/internal/stats/quantity"

// Quantity is the words for shares, "most", "almost all", with what is known of
// them. They are printed with every report that uses them.
type Quantity struct {
	Verification string `json:"verification"`
	// MinimumBase is the smallest base that a word is given for.
	MinimumBase int             `json:"minimum_base"`
	Bands       []quantity.Band `json:"bands"`
}

// Words are the bands, checked; without bands they have no word.
func (q Quantity) Words() (quantity.Words, error) {
	if len(q.Bands) == 0 {
		return quantity.Words{}, nil
	}
	return quantity.New(q.Bands)
}

// Word is the word for count of base, computed on exact fractions. It reports
// false, and gives no word, where the base is below the minimum or the count
// cannot be of that base.
func (q Quantity) Word(count, base int) (string, bool) {
	w, err := q.Words()
	if err != nil {
		return "", false
	}
	answer, err := w.Word(count, base, q.MinimumBase)
	return answer.Word, err == nil
}

// check says whether the bands give every share from 0 to 1 one word.
func (q Quantity) check() error {
	_, err := q.Words()
	return err
}
