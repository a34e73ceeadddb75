package catalogue

import (
	"math"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats/dist"
	"github.com/northinch/northinch/internal/stats/duration"
)

// z is the normal quantile of the confidence. Nearer to 1 than this, an interval
// says nothing, and z no longer is a number.
func (in *Input) z() float64 {
	c := in.conf()
	if c > 1-1e-12 {
		in.fail("The parameter conf is %v; that is too near 1 for an interval to say anything", c)
		c = 0.95
	}
	return dist.Z(c)
}

// scale is the parameter type.
func (in *Input) scale(otherwise string) duration.Scale {
	switch name := in.text("type", otherwise); name {
	case "log":
		return duration.Log
	case "log-log":
		return duration.LogLog
	case "plain":
		return duration.Plain
	default:
		in.fail("The parameter type is “%s”; it must be log, log-log or plain", name)
		return duration.Log
	}
}

// eventColumn is the column of what was seen, and the value in it that alone is
// an end, if the parameter event names one.
func (in *Input) eventColumn() (column, value string) {
	usual := in.First("event", "status", "cens", "cause")
	if name := in.text("event", ""); in.Index(name) >= 0 {
		return name, ""
	} else if name != "" {
		value = name
	}
	if usual == "" {
		in.fail("Say with the parameter event which column says whether a spell ended; the input has %s", strings.Join(in.Columns, ", "))
	}
	return usual, value
}

// causes reads the spells with the causes as they stand in the table.
func (in *Input) causes() ([]duration.Spell, error) {
	times := in.column("time", "time", "duration", "days", "months", "stop")
	if times == "" {
		in.fail("Say with the parameter time which column is the length of a spell; the input has %s", strings.Join(in.Columns, ", "))
	}
	entry := in.column("entry", "entry", "start")
	event, _ := in.eventColumn()
	if in.err != nil {
		return nil, in.err
	}
	ends, err := in.Numbers(times)
	if err != nil {
		return nil, err
	}
	entries := make([]float64, len(ends))
	if entry != "" {
		if entries, err = in.Numbers(entry); err != nil {
			return nil, err
		}
	}
	seen, _ := in.Texts(event) // eventColumn has found it
	out := make([]duration.Spell, len(ends))
	for row := range out {
		cause, err := causeOf(seen[row])
		if err != nil {
			return nil, errs.Invalid("input", "Row %d, column %s: “%s” is no cause; 0 is not ended, and causes are whole numbers from 1", row+1, event, seen[row])
		}
		out[row] = duration.Spell{Entry: entries[row], End: ends[row], Cause: cause}
	}
	return out, nil
}

// causeOf reads a cause; true and false are 1 and 0.
func causeOf(cell string) (int, error) {
	switch strings.ToLower(cell) {
	case "true":
		return 1, nil
	case "false":
		return 0, nil
	}
	x, err := number(cell)
	if err == nil && (x < 0 || x > maxWhole || x != math.Trunc(x)) {
		err = errs.Invalid("input", "no cause")
	}
	return int(x), err
}

// spells reads the spells for methods to which an end is an end: of the values 1
// and 2, without a 0, it is 2, as many published tables have it; otherwise it is
// what the parameter event says, or every value but 0.
func (in *Input) spells() ([]duration.Spell, error) {
	out, err := in.causes()
	if err != nil {
		return nil, err
	}
	event, value := in.eventColumn()
	if value != "" {
		cells, err := in.Texts(event)
		for row := range out {
			out[row].Cause = 0
			if same(cells[row], value) {
				out[row].Cause = 1
			}
		}
		return out, err
	}
	isTwo := func(s duration.Spell) bool { return s.Cause == 2 }
	isOther := func(s duration.Spell) bool { return s.Cause != 1 && s.Cause != 2 }
	if slices.ContainsFunc(out, isTwo) && !slices.ContainsFunc(out, isOther) {
		for row := range out {
			out[row].Cause--
		}
	}
	return out, nil
}
