package sampling

import (
	"errors"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/csvfile"
	"github.com/northinch/northinch/internal/errs"
)

// AnswerIs says what an answer is.
type AnswerIs uint8

// What an answer can be.
const (
	NotAnswered   AnswerIs = iota
	NotApplicable          // the question does not apply to the record
	YesOrNo                // 1 or 0
	Number
)

// Answer is the answer to a question about one record of a sample.
type Answer struct {
	Row    int // of the file that it comes from, for messages
	Ticket Ticket
	Is     AnswerIs
	Value  float64 // of a yes 1; 0 where there is none
}

// ReadAnswers reads the answers to one question from a CSV file with a column ticket and
// one with the answers: yes or no, or numbers; “not applicable”, where the question does
// not apply; nothing where it was not answered. Other columns are not read.
//
// It returns errs.BadInput, with the line and without the answer, for what cannot be read.
func ReadAnswers(r io.Reader, column string) ([]Answer, error) {
	c, err := csvfile.NewReader(r, csvfile.Options{})
	if err != nil {
		return nil, unreadable("answers", "file of answers", err)
	}
	ticket, answer := c.Index("ticket"), c.Index(column)
	if ticket < 0 || answer < 0 {
		return nil, errs.Invalid("answers", "The file of answers needs the columns ticket and %s; its first line must name them", column)
	}
	var all []Answer
	for {
		rec, err := c.Next()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, unreadable("answers", "file of answers", err)
		}
		a := Answer{Row: rec.Line}
		if a.Ticket, err = ParseTicket(strings.TrimSpace(string(rec.Column(ticket)))); err != nil {
			return nil, errs.Invalid("answers", "Line %d of the file of answers has no ticket, such as 2.7", rec.Line)
		}
		var ok bool
		if a.Is, a.Value, ok = readAnswer(string(rec.Column(answer))); !ok {
			return nil, errs.Invalid("answers", "The answer in line %d is neither yes or no, nor a number, nor “not applicable”, nor left out", rec.Line)
		}
		all = append(all, a)
	}
}

func readAnswer(text string) (is AnswerIs, value float64, ok bool) {
	switch text = strings.ToLower(strings.TrimSpace(text)); text {
	case "":
		return NotAnswered, 0, true
	case "not applicable", "n/a", "na":
		return NotApplicable, 0, true
	case "yes":
		return YesOrNo, 1, true
	case "no":
		return YesOrNo, 0, true
	}
	v, err := strconv.ParseFloat(text, 64)
	return Number, v, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}
