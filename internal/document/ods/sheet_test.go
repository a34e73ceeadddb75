package ods

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/document/documenttest"
)

// held is a sheet as a spreadsheet program reads it.
type held struct {
	name   string
	rows   [][]heldCell
	header int // the row that is marked as header, from 0, or -1
	mark   string
	links  []string
}

type heldCell struct{ text, kind, value, style string }

// read reads the sheets of a content.xml, white space as ODF has it.
func read(t *testing.T, content string) []held {
	t.Helper()
	var all []held
	var cell *heldCell
	paragraphs := 0
	inHeader, inParagraph := false, false
	marks := map[string]string{}
	for d := xml.NewDecoder(strings.NewReader(content)); ; {
		token, err := d.Token()
		if err != nil {
			break // parts has told whether it is well-formed
		}
		switch e := token.(type) {
		case xml.StartElement:
			attribute := map[string]string{}
			for _, a := range e.Attr {
				attribute[a.Name.Local] = a.Value
			}
			switch e.Name.Local {
			case "table":
				all = append(all, held{name: attribute["name"], header: -1})
			case "table-header-rows":
				inHeader = true
			case "table-row":
				s := &all[len(all)-1]
				if inHeader {
					s.header = len(s.rows)
				}
				s.rows = append(s.rows, nil)
			case "table-cell":
				s := &all[len(all)-1]
				row := &s.rows[len(s.rows)-1]
				*row = append(*row, heldCell{kind: attribute["value-type"], value: attribute["value"] + attribute["date-value"], style: attribute["style-name"]})
				cell, paragraphs = &(*row)[len(*row)-1], 0
			case "p":
				if paragraphs++; paragraphs > 1 {
					cell.text += "\n"
				}
				inParagraph = cell != nil
			case "s":
				n, _ := strconv.Atoi(attribute["c"])
				cell.text += strings.Repeat(" ", n)
			case "tab":
				cell.text += "\t"
			case "a":
				s := &all[len(all)-1]
				s.links = append(s.links, attribute["href"])
			case "database-range":
				marks[attribute["name"]] = attribute["target-range-address"]
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "table-header-rows":
				inHeader = false
			case "p":
				inParagraph = false
			}
		case xml.CharData:
			if inParagraph {
				cell.text += string(e)
			}
		}
	}
	for name, target := range marks {
		sheet, _, _ := strings.Cut(target, ".")
		i := slices.IndexFunc(all, func(s held) bool { return s.name == strings.Trim(sheet, "'") })
		if i < 0 {
			t.Fatalf("table %s is on no sheet: %s", name, target)
		}
		all[i].mark = target
	}
	return all
}

func sample(t *testing.T) []held {
	t.Helper()
	return read(t, parts(t, write(t, documenttest.Sample()))["content.xml"])
}

func TestSheetsComeInTheOrderOfTheGuidance(t *testing.T) {
	var got []string
	for _, s := range sample(t) {
		got = append(got, s.name)
	}
	if want := []string{"Cover", "Contents", "Notes", "good_or_better", "days", "Text"}; !slices.Equal(got, want) {
		t.Errorf("sheets %q, want %q", got, want)
	}
}

func TestEverySheetSaysThatTheDataAreMadeUp(t *testing.T) {
	for _, s := range sample(t) {
		if s.rows[1][0].text != madeUp {
			t.Errorf("row 2 of %s is %q", s.name, s.rows[1][0].text)
		}
	}
	d := documenttest.Sample()
	d.MadeUp = false
	for name, part := range parts(t, write(t, d)) {
		if strings.Contains(part, "Made-up") {
			t.Errorf("%s says that real data are made up", name)
		}
	}
}

func TestTablesAreMarkedAndHaveNoBlankCells(t *testing.T) {
	for _, s := range sample(t) {
		if s.header < 0 {
			continue // the cover and the words
		}
		columns := len(s.rows[s.header])
		for i, row := range s.rows {
			if i >= s.header && len(row) != columns || i < s.header && len(row) != 1 {
				t.Errorf("row %d of %s has %d cells", i+1, s.name, len(row))
			}
			for j, c := range row {
				if c.text == "" {
					t.Errorf("cell %d of row %d of %s is blank", j+1, i+1, s.name)
				}
			}
		}
		want := s.name + ".A" + strconv.Itoa(s.header+1) + ":" + s.name + "." + letters(columns) + strconv.Itoa(len(s.rows))
		if s.mark != want {
			t.Errorf("the table of %s is marked at %s, want %s", s.name, s.mark, want)
		}
	}
}

func TestLinksLeadToASheetOrOutOfTheFile(t *testing.T) {
	book := sample(t)
	for _, s := range book {
		for _, href := range s.links {
			name, inside := strings.CutPrefix(strings.TrimSuffix(href, ".A1"), "#")
			if inside && !slices.ContainsFunc(book, func(s held) bool { return s.name == name }) || !inside && !strings.HasPrefix(href, "https://") {
				t.Errorf("a link of %s leads to %s", s.name, href)
			}
		}
	}
	if got := book[1].links; !slices.Equal(got, []string{"#Notes.A1", "#good_or_better.A1", "#days.A1", "#Text.A1"}) {
		t.Errorf("the contents lead to %q", got)
	}
}

func TestCellsHoldTheUnroundedValueAndReadAsTheReport(t *testing.T) {
	book := sample(t)
	for _, c := range []struct {
		sheet, row, column int
		want               heldCell
	}{
		{3, 0, 0, heldCell{"Indicators graded good or better, by area, 2031 to 2033 [note 1] [note 3]", "string", "", heading1}},
		{3, 2, 0, heldCell{"This worksheet contains one table. Some cells hold symbols, explained in the notes.", "string", "", plain}},
		{3, 5, 0, heldCell{"Do not compare two areas by shares alone.", "string", "", warning}},
		{3, 6, 2, heldCell{"Good or better", "string", "", numberHeader}},
		{3, 7, 0, heldCell{"Strathlin", "string", "", rowLink}},
		{3, 7, 2, heldCell{"67%", "percentage", "0.6666666666666666", "percent0"}},
		{3, 7, 4, heldCell{"1,234", "float", "1234", "grouped0"}},
		{3, 8, 2, heldCell{"83.3%", "percentage", "0.8333333333333334", "percent1"}},
		{3, 8, 4, heldCell{"[c]", "string", "", symbolCell}},
		{3, 10, 0, heldCell{"=Glen Orrin", "string", "", rowHeader}},
		{4, 5, 1, heldCell{"2031-09-05", "date", "2031-09-05", "day"}},
		{4, 5, 2, heldCell{"March 2032", "string", "", textCell}},
		{4, 5, 4, heldCell{"Met  young people,\nthen their carers", "string", "", textCell}},
		{4, 6, 3, heldCell{"-1.25", "float", "-1.25", "plain2"}},
	} {
		if got := book[c.sheet].rows[c.row][c.column]; got != c.want {
			t.Errorf("%s, row %d, cell %d: %+v, want %+v", book[c.sheet].name, c.row+1, c.column+1, got, c.want)
		}
	}
}

func TestANumberAmongTextIsANumberOnlyIfItsTextSaysNoMore(t *testing.T) {
	for text, want := range map[string]string{
		"3.5": "plain1", "2,012": "grouped0", "2012": "plain0", "60%": "percent0", "3.5 of 6": "", "": "",
	} {
		c := document.Cell{Text: text, Numeric: true, Number: map[string]float64{"3.5": 3.5, "3.5 of 6": 3.5, "60%": 0.6}[text]}
		if strings.Contains(text, "12") {
			c.Number = 2012
		}
		if got := formatOf(c, document.Text); got != want {
			t.Errorf("%q has the format %q, want %q", text, got, want)
		}
	}
}

func TestNotesExplainTheSymbolsThatOccurAndNoOther(t *testing.T) {
	d := document.Document{Title: "One", Sections: []document.Section{{Blocks: []document.Block{document.Table{
		ID: "t", Title: "T", Columns: []document.Column{{Name: "Area"}, {Name: "Grade"}},
		Rows: [][]document.Cell{{{Text: "Strathlin"}, {}}},
	}}}}}
	book := read(t, parts(t, write(t, d))["content.xml"])
	if len(book) != 4 || book[2].name != "Notes" {
		t.Fatalf("%d sheets, want the cover, the contents, the notes and the table", len(book))
	}
	rows := book[2].rows
	if last := rows[len(rows)-1]; len(rows) != 4 || last[0].text != "[x]" || last[1].text != meanings[document.NotAvailable] {
		t.Errorf("the notes are %v", rows)
	}
}
