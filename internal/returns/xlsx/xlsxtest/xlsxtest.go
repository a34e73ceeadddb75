// Package xlsxtest writes small workbooks by hand, for tests: as Excel writes them,
// and with what tests need to be odd about them.
package xlsxtest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Sheet is a sheet of a workbook. A cell is written by how its text begins:
//
//	text     text among those that cells share
//	'text    text of its own
//	#12.5    a number
//	@46234   a number that is shown as a day
//	~41760   a number that is shown as a month and a year
//	=A1|12   a formula that gave 12; without the bar it gave nothing yet
//	?1       true
//	<c…      the element of the cell itself
type Sheet struct {
	Name       string
	State      string // "hidden" or "veryHidden"
	Rows       [][]string
	HiddenRows []int
	Before     string // XML before the rows, such as <cols>
	After      string // XML after the rows, such as <mergeCells>
}

// Book is a workbook.
type Book struct {
	Sheets   []Sheet
	From1904 bool
	Parts    map[string]string // others, and those that are to be different
	Extra    []string          // texts that no cell has
}

// Bytes is the file.
func (b Book) Bytes() []byte {
	parts := map[string]string{
		"[Content_Types].xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         relations("officeDocument", "xl/workbook.xml"),
		"docProps/core.xml":   `<cp:coreProperties xmlns:dc="d" xmlns:cp="c"><dc:creator>Jane Smith</dc:creator></cp:coreProperties>`,
		"xl/styles.xml": `<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm;@"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
			`<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
	}
	shared := slices.Clone(b.Extra)
	book := `<workbook xmlns:r="r"><workbookPr`
	if b.From1904 {
		book += ` date1904="1"`
	}
	book += `/><sheets>`
	related := []string{"styles", "styles.xml", "sharedStrings", "sharedStrings.xml"}
	for i, s := range b.Sheets {
		book += fmt.Sprintf(`<sheet name="%s" sheetId="%d" state="%s" r:id="rId%d"/>`, escape(s.Name), i+1, s.State, i+3)
		name := fmt.Sprintf("worksheets/sheet%d.xml", i+1)
		related = append(related, "worksheet", name)
		parts["xl/"+name] = s.xml(&shared)
	}
	parts["xl/workbook.xml"] = book + `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = relations(related...)
	var sst strings.Builder
	sst.WriteString(`<?xml version="1.0" encoding="UTF-8"?><sst>`)
	for _, s := range shared {
		sst.WriteString(`<si><t xml:space="preserve">` + escape(s) + `</t></si>`)
	}
	parts["xl/sharedStrings.xml"] = sst.String() + `</sst>`
	for name, text := range b.Parts {
		parts[name] = text
	}
	var names []string
	for name, text := range parts {
		if text != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for _, name := range names {
		w, _ := z.Create(name)
		w.Write([]byte(parts[name]))
	}
	z.Close()
	return file.Bytes()
}

// relations lists parts: kind, target, kind, target …
func relations(all ...string) string {
	s := `<Relationships>`
	for i := 0; i < len(all); i += 2 {
		s += fmt.Sprintf(`<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`, i/2+1, all[i], all[i+1])
	}
	return s + `</Relationships>`
}

func (s Sheet) xml(shared *[]string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><worksheet>` + s.Before + `<sheetData>`)
	at := map[string]int{}
	for i, t := range *shared {
		at[t] = i
	}
	for i, row := range s.Rows {
		if row == nil {
			continue
		}
		fmt.Fprintf(&b, `<row r="%d"`, i+1)
		if slices.Contains(s.HiddenRows, i+1) {
			b.WriteString(` hidden="1"`)
		}
		b.WriteString(`>`)
		for j, cell := range row {
			if cell != "" {
				b.WriteString(element(Letters(j)+strconv.Itoa(i+1), cell, shared, at))
			}
		}
		b.WriteString(`</row>`)
	}
	return b.String() + `</sheetData>` + s.After + `</worksheet>`
}

func element(ref, cell string, shared *[]string, at map[string]int) string {
	rest := escape(cell[1:])
	switch cell[0] {
	case '<':
		return cell
	case '\'':
		return `<c r="` + ref + `" t="inlineStr"><is><r><rPr><b/></rPr><t>` + rest + `</t></r></is></c>`
	case '#':
		return `<c r="` + ref + `"><v>` + rest + `</v></c>`
	case '@':
		return `<c r="` + ref + `" s="1"><v>` + rest + `</v></c>`
	case '~':
		return `<c r="` + ref + `" s="2"><v>` + rest + `</v></c>`
	case '?':
		return `<c r="` + ref + `" t="b"><v>` + rest + `</v></c>`
	case '=':
		formula, value, given := strings.Cut(rest, "|")
		if given {
			value = `<v>` + value + `</v>`
		}
		return `<c r="` + ref + `" t="str"><f>` + formula + `</f>` + value + `</c>`
	}
	n, ok := at[cell]
	if !ok {
		n = len(*shared)
		at[cell] = n
		*shared = append(*shared, cell)
	}
	return `<c r="` + ref + `" t="s"><v>` + strconv.Itoa(n) + `</v></c>`
}

// Letters is the name of a column; the first is 0.
func Letters(n int) string {
	if n < 26 {
		return string(rune('A' + n))
	}
	return Letters(n/26-1) + string(rune('A'+n%26))
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

// FromCSV is a sheet with the cells of simple CSV text as text.
func FromCSV(name, text string) Sheet {
	s := Sheet{Name: name}
	for line := range strings.Lines(text) {
		s.Rows = append(s.Rows, strings.Split(strings.TrimSuffix(line, "\n"), ","))
	}
	return s
}
