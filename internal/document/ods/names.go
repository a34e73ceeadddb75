package ods

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
)

// names are the sheet names given so far, in lower case: spreadsheets do not
// tell "Grades" from "grades".
type names map[string]bool

// reserved are the names of our own sheets and tables, and "History", which
// Excel keeps for itself.
func reserved() names {
	return names{
		"cover": true, "contents": true, "notes": true, "text": true, "history": true,
		"contents_table": true, "notes_table": true,
	}
}

// longest is the length of a sheet name in Excel, in UTF-16 units. LibreOffice
// allows more.
const longest = 31

// add makes a name for the sheet of a table and for the table on it.
func (n names) add(id string) string {
	base := legal(id)
	name := cut(base, longest)
	for i := 2; n[strings.ToLower(name)]; i++ {
		suffix := "_" + strconv.Itoa(i)
		name = cut(base, longest-len(suffix)) + suffix
	}
	n[strings.ToLower(name)] = true
	return name
}

// likeCell are the names that a formula would take for a cell: A1, R1C1.
var likeCell = regexp.MustCompile(`(?i)^([a-z]{1,4}[0-9]+|r[0-9]*(c[0-9]*)?|c[0-9]*)$`)

// legal keeps letters, digits and underscores, so that one name will do for a
// sheet and for a range, in every spreadsheet, and needs no quotation marks.
func legal(id string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, id)
	first := []rune(name + "_")[0]
	if !unicode.IsLetter(first) || likeCell.MatchString(name) {
		return "Table_" + name
	}
	return name
}

func cut(s string, most int) string {
	runes := []rune(s)
	for len(utf16.Encode(runes)) > most {
		runes = runes[:len(runes)-1]
	}
	return string(runes)
}

// address leads to the first cell of the sheet.
func (s sheet) address() string { return "#" + s.quoted() + ".A1" }

func (s sheet) quoted() string {
	for _, r := range s.name {
		if r > unicode.MaxASCII {
			return "'" + s.name + "'"
		}
	}
	return s.name
}

// target is the place of the table on its sheet: from its header to its last cell.
func (s sheet) target() string {
	first := len(s.lines) + 1
	last := first + len(s.table.Rows)
	return s.quoted() + ".A" + strconv.Itoa(first) + ":" +
		s.quoted() + "." + letters(len(s.table.Columns)) + strconv.Itoa(last)
}

// letters is the name of the nth column: 1 is A, 27 is AA.
func letters(n int) string {
	if n == 0 {
		return ""
	}
	return letters((n-1)/26) + string(rune('A'+(n-1)%26))
}
