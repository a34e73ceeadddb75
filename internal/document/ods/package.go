package ods

import (
	"archive/zip"
	"hash/crc32"
	"io"

	"github.com/northinch/northinch/internal/document"
)

const mimetype = "application/vnd.oasis.opendocument.spreadsheet"

const manifest = header + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">` +
	`<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="` + mimetype + `"/>` +
	`<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>` +
	`<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>` +
	`<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>` +
	`</manifest:manifest>`

// writePackage writes the parts. The mimetype comes first, stored, without extra
// field and with its length in front, so that a program can tell what the file is
// from its first bytes (ODF 1.3 part 2, 3.3).
func writePackage(w io.Writer, d document.Document, all []sheet) error {
	z := zip.NewWriter(w)
	h := entry("mimetype", zip.Store)
	h.CRC32 = crc32.ChecksumIEEE([]byte(mimetype))
	h.CompressedSize64, h.UncompressedSize64 = uint64(len(mimetype)), uint64(len(mimetype))
	f, err := z.CreateRaw(h)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(f, mimetype); err != nil {
		return err
	}
	for _, part := range []struct {
		name  string
		write func(writer)
	}{
		{"META-INF/manifest.xml", func(w writer) { w.raw(manifest) }},
		{"meta.xml", func(w writer) { writeMeta(w, d) }},
		{"styles.xml", func(w writer) { writeStyles(w, d) }},
		{"content.xml", func(w writer) { writeContent(w, d, all) }},
	} {
		f, err := z.CreateHeader(entry(part.name, zip.Deflate))
		if err != nil {
			return err
		}
		w := newWriter(f)
		part.write(w)
		if err := w.flush(); err != nil {
			return err
		}
	}
	return z.Close()
}

// entry is a part dated 1 January 1980, the first day that a zip file knows, so
// that the same document gives the same bytes.
func entry(name string, method uint16) *zip.FileHeader {
	h := &zip.FileHeader{Name: name, Method: method}
	//lint:ignore SA1019 Modified would add the extra field that the mimetype must not have.
	h.ModifiedDate = 1<<5 | 1
	return h
}

func writeMeta(w writer, d document.Document) {
	w.raw(header + `<office:document-meta` + namespaces + `<office:meta><meta:generator>North Inch</meta:generator>`)
	w.element("dc:title", d.Title)
	if d.MadeUp {
		w.element("dc:subject", madeUp)
	}
	w.raw(`<dc:language>en-GB</dc:language></office:meta></office:document-meta>`)
}
