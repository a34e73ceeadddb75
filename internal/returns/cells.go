package returns

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
)

// dayColumn is what is seen of the days of a column of a file.
type dayColumn struct {
	forms    [lastDayForm]firstSeen
	american bool
	either   []int32 // lines of the days that can be read in two ways
	more     int     // of them that are not in the list
}

// firstSeen is where something was seen first, and how often.
type firstSeen struct{ line, count int }

func (s *firstSeen) on(line int) {
	if s.count == 0 {
		s.line = line
	}
	s.count++
}

// otherCode is a code that was written in another way in a column.
type otherCode struct{ column, code string }

const mostEither = 100_000

// add adds what is seen further on in the file.
func (s *firstSeen) add(o firstSeen) {
	if s.count == 0 {
		s.line = o.line
	}
	s.count += o.count
}

// add adds what is seen further on in the file.
func (c *dayColumn) add(o *dayColumn) {
	for form := range c.forms {
		c.forms[form].add(o.forms[form])
	}
	c.american = c.american || o.american
	fit := min(len(o.either), mostEither-len(c.either))
	c.either = append(c.either, o.either[:fit]...)
	c.more += o.more + len(o.either) - fit
}

// daysOf is what is seen of the days of a column.
func (r *Reader) daysOf(column string) *dayColumn {
	if r.days[column] == nil {
		r.days[column] = &dayColumn{}
	}
	return r.days[column]
}

// day reads a cell that is not in the usual form. It returns zero where there is no
// day, and an error only if the file is refused.
func (r *Reader) day(cell []byte, line int, column string) (Day, error) {
	d := readDay(cell)
	seen := r.daysOf(column)
	switch d.fault {
	case noFault:
	case american:
		seen.american = true
		r.note(dayAmerican, line, column, column)
		return 0, nil
	default:
		code := map[dayFault]string{noDay: dayUnread, shortYear: dayShort, notThere: dayNotThere, farAway: dayFar}[d.fault]
		if code == dayUnread {
			if err := r.stopAt(cell, line, column); err != nil {
				return 0, err
			}
		}
		r.note(code, line, column, column)
		return 0, nil
	}
	if d.form != iso {
		seen.forms[d.form].on(line)
	}
	if d.timed {
		seen.forms[timed].on(line)
	}
	switch {
	case d.either && len(seen.either) < mostEither:
		seen.either = append(seen.either, int32(line))
	case d.either:
		seen.more++
	}
	return d.day, nil
}

// endDays says which forms of days a file has, and takes back days that can be
// read in two ways where others of the column are American.
func (r *Reader) endDays() {
	for _, column := range slices.Sorted(maps.Keys(r.days)) {
		seen := r.days[column]
		for form := iso + 1; form < lastDayForm; form++ {
			if s := seen.forms[form]; s.count > 0 {
				r.note(dayOther, s.line, column, column, dayForms[form], s.count)
			}
		}
		if !seen.american {
			continue
		}
		for _, line := range seen.either {
			r.note(dayEither, int(line), column, column)
		}
		r.tally[dayEither] += seen.more
	}
}

// month reads a month of birth. A full date is refused.
func (r *Reader) month(cell []byte, line int, column string) (Month, error) {
	m := readMonth(cell)
	switch {
	case m.full:
		return 0, r.refuse(fullBirth, line, column)
	case m.fault == shortYear:
		r.note(monthShort, line, column, column)
	case m.fault != noFault:
		if err := r.stopAt(cell, line, column); err != nil {
			return 0, err
		}
		r.note(monthUnread, line, column, column)
	case m.other:
		r.otherOf(otherCode{column, ""}).on(line)
	}
	return m.month, nil
}

// code reads a cell that holds a code, and is not empty. It returns 0 if it holds
// none, and an error only if the file is refused.
func (r *Reader) code(c *codes, cell []byte, line int, column string) (uint8, error) {
	n, exact := c.find(cell)
	switch {
	case exact:
	case n != 0:
		r.otherOf(otherCode{column, c.text[n]}).on(line)
	default:
		if err := r.stopAt(cell, line, column); err != nil {
			return 0, err
		}
		r.note(codeUnknown, line, column, column, c.name)
	}
	return n, nil
}

// otherOf is where a code was written in another way.
func (r *Reader) otherOf(what otherCode) *firstSeen {
	if r.others[what] == nil {
		r.others[what] = &firstSeen{}
	}
	return r.others[what]
}

// endOthers says which codes and months were written in another way.
func (r *Reader) endOthers() {
	all := slices.SortedFunc(maps.Keys(r.others), func(a, b otherCode) int {
		return cmp.Or(cmp.Compare(a.column, b.column), cmp.Compare(a.code, b.code))
	})
	for _, what := range all {
		s := r.others[what]
		if what.code == "" {
			r.note(monthOther, s.line, what.column, what.column, s.count)
			continue
		}
		r.note(codeOther, s.line, what.column, what.column, what.code, s.count)
	}
}

// area finds the number of an area by its code, or adds it; false if the cell is
// no code, and an error only if the file is refused.
func (r *Reader) area(cell []byte, line int, add bool) (uint16, bool, error) {
	if string(cell) == r.lastArea.text && len(cell) > 0 {
		return r.lastArea.area, true, nil
	}
	text := string(bytes.TrimSpace(cell))
	n, ok := r.areas[text]
	if !ok {
		if err := r.stopAt(cell, line, "area"); err != nil {
			return 0, false, err
		}
		switch {
		case !isArea(text):
			r.note(areaForm, line, "area")
			return 0, false, nil
		case !add:
			return 0, false, nil
		case len(r.ret.Areas) == maxAreas:
			return 0, false, r.refuse(manyAreas, line, "area", maxAreas)
		}
		n = uint16(len(r.ret.Areas))
		r.areas[text] = n
		r.ret.Areas = append(r.ret.Areas, Area{Code: text})
	}
	r.lastArea = lastArea{text, n}
	return n, true, nil
}

func isArea(s string) bool {
	if s == "" || len(s) > 40 {
		return false
	}
	for _, c := range []byte(s) {
		if !('0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '-') {
			return false
		}
	}
	return true
}

// isReference reports whether a cell has the form of an area's own reference.
func isReference(b []byte) bool {
	if len(b) == 0 || len(b) > 40 {
		return false
	}
	digit := false
	for i, c := range b {
		switch {
		case '0' <= c && c <= '9':
			digit = true
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case (c == '-' || c == '/' || c == '.' || c == '_' || c == ' ') && i > 0:
			if c == ' ' && b[i-1] == ' ' {
				return false
			}
		default:
			return false
		}
	}
	return digit
}
