package xlsx_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns/xlsx"
	"github.com/northinch/northinch/internal/returns/xlsx/xlsxtest"
)

// bomb is a workbook whose sheet becomes very large, and says that it has a size.
func bomb(t testing.TB, real int64, says uint64) []byte {
	t.Helper()
	var packed bytes.Buffer
	f, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(f, "<worksheet><sheetData>")
	empty := []byte(strings.Repeat("<extLst/>", 1<<15))
	for range real / int64(len(empty)) {
		f.Write(empty)
	}
	f.Close()
	file := xlsxtest.Book{Sheets: []xlsxtest.Sheet{{Name: "A"}}, Parts: map[string]string{"xl/worksheets/sheet1.xml": ""}}.Bytes()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, e := range z.File {
		if err := w.Copy(e); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := w.CreateRaw(&zip.FileHeader{Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: says, CRC32: crc32.ChecksumIEEE(nil)})
	if err != nil {
		t.Fatal(err)
	}
	raw.Write(packed.Bytes())
	w.Close()
	return out.Bytes()
}

func TestAWorkbookThatBecomesTenGigabytesIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		says uint64
		want string
	}{
		"and says so":     {10 << 30, "larger than 1024 MB"},
		"and says less":   {900 << 20, "times larger than it is packed"},
		"and says little": {1000, "damaged"},
	} {
		file := bomb(t, 64<<20, c.says) // the rest is never reached
		b, err := xlsx.Open(bytes.NewReader(file), int64(len(file)))
		if err == nil {
			_, err = sheetOf(b)
		}
		if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// A text of a megabyte in a million cells is a file of a few megabytes.
func TestALongTextThatManyCellsShareIsRefused(t *testing.T) {
	long := counting(1 << 20)
	b := rows([]string{long})
	var data strings.Builder
	data.WriteString("<worksheet><sheetData>")
	for range 1100 {
		data.WriteString(`<row><c t="s"><v>0</v></c></row>`)
	}
	data.WriteString("</sheetData></worksheet>")
	b.Parts = map[string]string{"xl/worksheets/sheet1.xml": data.String()}
	r, err := open(t, b.Bytes()).Sheets[0].Rows()
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = r.Next()
	}
	if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), "more than 1024 MB") {
		t.Error(err)
	}
}
