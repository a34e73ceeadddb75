package catalogue

import (
	"encoding/json"
	"strings"

	"github.com/northinch/northinch/internal/stats/quantity"
)

// quantities are the words for shares.
func quantities() []Method {
	return []Method{{
		Name: "quantity word", Also: []string{"quantity words", "words for quantities"},
		Says:    "The word for a share, from bands that are given, computed on exact fractions.",
		Assumes: "Bands that readers are shown. A word says nothing about chance: for a sample give an interval too.",
		Source:  "The bands are those of whoever prints them; none is built in.",
		Params: []Param{
			{"x", "how many", ""}, {"n", "of how many", ""},
			{"bands", `a list such as [{"word":"few","from":"0","below":"15/100"},…]; the last has no below`, "the columns word, from and below of the input"},
			{"minimum_base", "the smallest base that a word is given for", "10"},
		},
		Gives: []string{"word", "from", "below", "on_border"},
		run: func(in *Input) (Outputs, error) {
			x, n := in.partOf("x", "n")
			minimum, bands := in.whole("minimum_base", 10), in.bands()
			if in.err != nil {
				return nil, in.err
			}
			words, err := quantity.New(bands)
			if err != nil {
				return nil, err
			}
			a, err := words.Word(x, n, minimum)
			if err != nil {
				return nil, err
			}
			return Outputs{{"word", a.Word}, {"from", a.From}, {"below", a.Below}, {"on_border", map[bool]string{true: "yes", false: "no"}[a.Border]}}, nil
		},
	}}
}

// bands are the parameter of that name, or the rows of the input.
func (in *Input) bands() []quantity.Band {
	if !in.has("bands") && in.Table != nil {
		return in.bandRows()
	}
	// An end may be a text or a number; a number is taken as it is written.
	var list []struct {
		Word        string
		From, Below json.RawMessage
	}
	if !in.given("bands", &list, `a list such as [{"word":"few","from":"0","below":"15/100"}]`) {
		in.fail("Give the parameter bands, or an input with the columns word, from and below")
	}
	var out []quantity.Band
	for _, b := range list {
		out = append(out, quantity.Band{Word: b.Word, From: written(b.From), Below: written(b.Below)})
	}
	return out
}

// written is a text or number of JSON as it is written.
func written(raw json.RawMessage) string {
	if s := string(raw); s != "null" {
		return strings.Trim(s, `"`)
	}
	return ""
}

func (in *Input) bandRows() []quantity.Band {
	var columns [3][]string
	for i, name := range []string{"word", "from", "below"} {
		var err error
		columns[i], err = in.Texts(name)
		in.note(err)
	}
	if in.err != nil {
		return nil
	}
	var out []quantity.Band
	for row, word := range columns[0] {
		out = append(out, quantity.Band{Word: word, From: columns[1][row], Below: columns[2][row]})
	}
	return out
}
