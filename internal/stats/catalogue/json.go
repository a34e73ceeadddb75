package catalogue

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/northinch/northinch/internal/stats"
)

// MarshalJSON is one object with the answers in their order: an interval as a
// list of its two ends, and null for what is not defined. Numbers have the 14
// digits that are the same on every machine. What is no number has no form in
// JSON and is an error, so that it cannot leave the program unseen.
func (o Outputs) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	for i, one := range o {
		sep := byte(',')
		if i == 0 {
			sep = '{'
		}
		out.WriteByte(sep)
		name, _ := json.Marshal(one.Name) // a string always has a form
		out.Write(name)
		out.WriteByte(':')
		value, err := json.Marshal(rounded(one.Value))
		if err != nil {
			return nil, err
		}
		out.Write(value)
	}
	if len(o) == 0 {
		out.WriteByte('{')
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// rounded is an answer with the digits that are shown.
func rounded(v any) any {
	switch v := v.(type) {
	case float64:
		x, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 14, 64), 64)
		return x
	case stats.Interval:
		return rounded([]float64{v.Low, v.High})
	case []float64:
		return each(v)
	case [][]float64:
		return each(v)
	case []any:
		return each(v)
	}
	return v
}

func each[T any](list []T) []any {
	out := make([]any, len(list))
	for i, one := range list {
		out[i] = rounded(one)
	}
	return out
}
