package xlsx

import (
	"bytes"
	"io"

	"github.com/northinch/northinch/internal/errs"
)

// Is reports whether a file is something that Open has an answer to, by its first
// bytes: a ZIP file that is no mere archive, or a workbook of before 2007.
func Is(in io.ReaderAt, size int64) bool {
	head := make([]byte, 4096)
	n, _ := in.ReadAt(head, 0)
	head = head[:n]
	if bytes.HasPrefix(head, compound) {
		return true
	}
	if !bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return false
	}
	tail := make([]byte, min(size, 256<<10))
	n, _ = in.ReadAt(tail, size-int64(len(tail)))
	// The list of the entries is at the end, with their names as they are.
	for _, name := range []string{"[Content_Types].xml", "mimetypeapplication/vnd.oasis.opendocument", "Index/Document.iwa"} {
		if bytes.Contains(head, []byte(name)) || bytes.Contains(tail[:n], []byte(name)) {
			return true
		}
	}
	return false
}

// compound is how a compound file begins (Microsoft, [MS-CFB], 2.2): workbooks of
// before 2007, and those with a password.
var compound = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

// encrypted is the name of what a workbook with a password has in it, in UTF-16
// ([MS-OFFCRYPTO], 1.3.3).
var encrypted = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

const saveAs = "In the program that you made it with, save it as “Excel Workbook (.xlsx)”, or each table as “CSV UTF-8”, and try again"

// other refuses workbooks of other kinds with what to do.
func other(in io.ReaderAt, size int64) error {
	head := make([]byte, 512)
	n, _ := in.ReadAt(head, 0)
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, compound) && contains(in, size, encrypted):
		return errs.Invalid("file", "The workbook has a password, so nothing of it can be read. Save it without one (in Excel: File, Info, Protect Workbook, Encrypt with Password, leave it empty), and try again")
	case bytes.HasPrefix(head, compound):
		return errs.Invalid("file", "This is a workbook in the format of before 2007 (.xls), or another old document, which is not read. "+saveAs)
	case bytes.Contains(head, []byte("mimetypeapplication/vnd.oasis.opendocument")):
		return errs.Invalid("file", "This is an OpenDocument file (.ods), which is not read. "+saveAs)
	}
	return nil
}

// contains looks through a whole file.
func contains(in io.ReaderAt, size int64, what []byte) bool {
	const step = 1 << 20
	buf := make([]byte, step+len(what))
	for at := int64(0); at < size; at += step {
		n, _ := in.ReadAt(buf, at)
		if bytes.Contains(buf[:n], what) {
			return true
		}
	}
	return false
}

// damaged is the error of a workbook that is not as workbooks are.
func damaged(format string, args ...any) error {
	err := errs.Invalid("file", format, args...)
	return errs.Invalid("file", "The workbook is damaged, or was made by a program that does not write as Excel does: %s. Open it in Excel, save it again and try again, or save each table as “CSV UTF-8”", errs.Sentence(err))
}

// about turns what is said of archives into what is said of the workbook.
func about(err error) error {
	if errs.KindOf(err) != errs.BadInput {
		return damaged("it breaks off")
	}
	return err
}
