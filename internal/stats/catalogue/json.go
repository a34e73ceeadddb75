package catalogue

import (
	"bytes"
	"encoding/json"

	"github.com/northinch/northinch/internal/stats"
)

// MarshalJSON is one object with the answers in their order: an interval as a
// list of its two ends, and null for what is not defined. What is no number has
// no form in JSON and is an error, so that it cannot leave the program unseen.
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
		v := one.Value
		if interval, ok := v.(stats.Interval); ok {
			v = []float64{interval.Low, interval.High}
		}
		value, err := json.Marshal(v)
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
