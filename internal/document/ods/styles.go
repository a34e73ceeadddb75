package ods

import (
	"fmt"
	"strconv"

	"github.com/northinch/northinch/internal/document"
)

// The cell styles, by the names that the file has for them ("_20_" is a space).
const (
	heading1     = "Heading_20_1"
	heading2     = "Heading_20_2"
	plain        = "Line"  // runs over the empty cells to its right
	prose        = "Prose" // wraps
	warning      = "Warning"
	warningProse = "Warning_20_prose"
	link         = "Link"
	linkProse    = "Link_20_prose"
	columnHeader = "Column_20_header"
	numberHeader = "Column_20_header_20_of_20_numbers"
	rowHeader    = "Row_20_header"
	rowLink      = "Row_20_header_20_link"
	textCell     = "Text"
	symbolCell   = "Symbol" // in a column of numbers
)

const underlined = `fo:color="#0563c1" style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"`

// cellStyles are a parent and properties of each style. The guidance asks for a
// sans serif of at least 12 points, numbers to the right, automatic colours, and
// no italics, fills or patterns.
var cellStyles = []struct{ name, shown, parent, cell, paragraph, text string }{
	{heading1, "Heading 1", "Default", ``, ``, `fo:font-size="16pt" fo:font-weight="bold"`},
	{heading2, "Heading 2", "Default", ``, ``, `fo:font-size="14pt" fo:font-weight="bold"`},
	{plain, "Line", "Default", ``, ``, ``},
	{prose, "Prose", "Default", `fo:wrap-option="wrap"`, ``, ``},
	{warning, "Warning", "Default", ``, ``, `fo:font-weight="bold"`},
	{link, "Link", "Default", ``, ``, underlined},
	{warningProse, "Warning prose", warning, `fo:wrap-option="wrap"`, ``, ``},
	{linkProse, "Link prose", link, `fo:wrap-option="wrap"`, ``, ``},
	{columnHeader, "Column header", "Default", `fo:wrap-option="wrap" fo:border-bottom="0.75pt solid #000000"`, ``, `fo:font-weight="bold"`},
	{numberHeader, "Column header of numbers", columnHeader, `style:text-align-source="fix"`, `fo:text-align="end"`, ``},
	{textCell, "Text", "Default", `fo:wrap-option="wrap"`, ``, ``},
	{rowHeader, "Row header", textCell, ``, ``, `fo:font-weight="bold"`},
	{rowLink, "Row header link", rowHeader, ``, ``, underlined},
	{symbolCell, "Symbol", "Default", `style:text-align-source="fix"`, `fo:text-align="end"`, ``},
}

// namespaces of every part but the manifest.
const namespaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"` +
	` xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"` +
	` xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
	` xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"` +
	` xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"` +
	` xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"` +
	` xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"` +
	` xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"` +
	` xmlns:xlink="http://www.w3.org/1999/xlink"` +
	` xmlns:dc="http://purl.org/dc/elements/1.1/"` +
	` office:version="1.3">`

func writeStyles(w writer, d document.Document) {
	w.raw(header + `<office:document-styles` + namespaces + `<office:styles>`)
	w.raw(`<style:default-style style:family="table-cell">` +
		`<style:text-properties fo:font-family="Arial" style:font-family-generic="swiss" fo:font-size="12pt" fo:language="en" fo:country="GB"/>` +
		`</style:default-style>`)
	formats := writeFormats(w)
	w.raw(`<style:style style:name="Default" style:family="table-cell"><style:table-cell-properties style:vertical-align="top" fo:padding="0.1cm"/></style:style>`)
	for _, s := range cellStyles {
		w.open("style:style", "style:name", s.name, "style:display-name", s.shown, "style:family", "table-cell", "style:parent-style-name", s.parent)
		w.properties("style:table-cell-properties", s.cell)
		w.properties("style:paragraph-properties", s.paragraph)
		w.properties("style:text-properties", s.text)
		w.close("style:style")
	}
	for _, f := range formats { // each number format twice: in a column, and in the column of row headers
		w.format(f, f, "Default", f)
		w.format(rowHeader+"-"+f, "Row header "+f, rowHeader, f)
	}
	w.raw(`</office:styles>`)
	writePage(w, d)
	w.raw(`</office:document-styles>`)
}

func (w writer) properties(element, properties string) {
	if properties != "" {
		w.raw("<" + element + " " + properties + "/>")
	}
}

// format writes the cell style of a number format. Days stand to the left, like
// the months among them, which are text.
func (w writer) format(name, shown, parent, format string) {
	w.open("style:style", "style:name", name, "style:display-name", shown, "style:family", "table-cell",
		"style:parent-style-name", parent, "style:data-style-name", "N-"+format)
	if format == "day" {
		w.properties("style:table-cell-properties", `style:text-align-source="fix"`)
		w.properties("style:paragraph-properties", `fo:text-align="start"`)
	}
	w.close("style:style")
}

// writeFormats writes the number formats that formatOf names, and returns them.
func writeFormats(w writer) []string {
	w.raw(`<number:date-style style:name="N-day"><number:year number:style="long"/><number:text>-</number:text>` +
		`<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>`)
	formats := []string{"day"}
	for places := range 2 {
		name := "percent" + strconv.Itoa(places)
		w.raw(fmt.Sprintf(`<number:percentage-style style:name="N-%s"><number:number number:decimal-places="%d" number:min-decimal-places="%[2]d" number:min-integer-digits="1"/>`+
			`<number:text>%%</number:text></number:percentage-style>`, name, places))
		formats = append(formats, name)
	}
	for places := range mostPlaces + 1 {
		for _, group := range []string{"plain", "grouped"} {
			name := group + strconv.Itoa(places)
			w.raw(fmt.Sprintf(`<number:number-style style:name="N-%s"><number:number number:decimal-places="%d" number:min-decimal-places="%[2]d" number:min-integer-digits="1" number:grouping="%t"/></number:number-style>`,
				name, places, group == "grouped"))
			formats = append(formats, name)
		}
	}
	return formats
}

// writePage says what stands at the head of every printed page: the title, and
// that the data are made up, which row 2 of a sheet tells on its first page only.
func writePage(w writer, d document.Document) {
	w.raw(`<office:automatic-styles><style:page-layout style:name="page">` +
		`<style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="2cm" style:scale-to-X="1"/>` +
		`<style:header-style><style:header-footer-properties fo:min-height="1cm" fo:margin-bottom="0.5cm"/></style:header-style>` +
		`</style:page-layout></office:automatic-styles>` +
		`<office:master-styles><style:master-page style:name="Default" style:page-layout-name="page"><style:header>`)
	if d.MadeUp {
		w.element("text:p", madeUp)
	}
	w.element("text:p", d.Title)
	w.raw(`</style:header></style:master-page></office:master-styles>`)
}
