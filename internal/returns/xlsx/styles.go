package xlsx

import (
	"bytes"
	"strings"
)

// format is what the style of a cell says of a number in it.
type format uint8

const (
	plainNumber format = iota
	day                // the number is a day, perhaps with a time
	month              // it is shown as a month and a year
)

// readStyles finds the styles that make a number a day. Style n of a cell is the
// n-th xf of cellXfs.
func (b *Book) readStyles(main string) error {
	all := b.related(main, "/styles")
	if len(all) == 0 || all[0].part == nil {
		return nil
	}
	own := map[string]format{}
	cells := false
	return tokens(all[0].part, func(s *scanner, k kind) error {
		switch name := string(s.name); {
		case name == "cellXfs" && k != text:
			cells = k == start
		case k != start:
		case name == "numFmt":
			code, err := unescape(nil, s.attribute("formatCode"))
			if err != nil {
				return err
			}
			own[string(s.attribute("numFmtId"))] = formatOf(string(code))
		case name == "xf" && cells:
			id := string(s.attribute("numFmtId"))
			f, ok := own[id]
			if !ok {
				f = builtIn[id]
			}
			b.dates = append(b.dates, f)
		}
		return nil
	})
}

// builtIn are the formats that have a number of their own (ECMA-376, part 1,
// 18.8.30, with those of East Asian languages). Times without a day are no days.
var builtIn = map[string]format{
	"14": day, "15": day, "16": day, "17": month, "22": day,
	"27": day, "28": day, "29": day, "30": day, "31": day, "36": day, "50": day, "51": day, "52": day, "53": day, "54": day, "57": day, "58": day,
}

// formatOf is what the code of a format such as dd/mm/yyyy says.
func formatOf(code string) format {
	code, _, _ = strings.Cut(strings.ToLower(code), ";")
	var d, m, y bool
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"', '[': // text; a colour, a language or hours beyond a day
			n := strings.IndexByte(code[i+1:], map[byte]byte{'"': '"', '[': ']'}[c])
			if n < 0 {
				return plainNumber
			}
			i += n + 1
		case '\\', '_', '*':
			i++
		case 'd':
			d = true
		case 'm':
			m = true
		case 'y':
			y = true
		}
	}
	switch {
	case d:
		return day
	case y && m:
		return month
	case y:
		return day
	}
	return plainNumber
}

// format is that of a style by its number in a cell.
func (b *Book) format(style []byte) format {
	if len(style) == 0 {
		if len(b.dates) > 0 {
			return b.dates[0]
		}
		return plainNumber
	}
	n := 0
	for _, c := range bytes.TrimSpace(style) {
		if c < '0' || c > '9' || n > len(b.dates) {
			return plainNumber
		}
		n = n*10 + int(c-'0')
	}
	if n >= len(b.dates) {
		return plainNumber
	}
	return b.dates[n]
}
