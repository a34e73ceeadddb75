package submission

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/unpack"
)

// File is a file of a return as it came.
type File struct {
	Name  string
	Bytes []byte
}

// Draft is a return that was read and checked and is not sent.
type Draft struct {
	Return *returns.Return
	read
	packed []byte
	sha256 string
	files  []fileAbout
}

// fileAbout is what is kept of a file beside its bytes.
type fileAbout struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int    `json:"bytes"`
}

// read is what the reader has found: the first thousand of each code, and how many.
type read struct {
	findings []returns.Finding
	tally    map[string]int
}

// Read reads and checks the files of a return: CSV files, or a ZIP file of them. It
// asks no database and keeps nothing. The error is a *returns.Refusal, of kind
// errs.BadInput, for files that cannot be read and for those that name a person; its
// finding never has what they hold.
func Read(files []File) (*Draft, error) {
	d := &Draft{}
	if len(files) == 0 {
		return nil, errs.Invalid("file", "Select the files of the return")
	}
	var err error
	if d.Return, d.read, err = readFiles(files); err != nil {
		return nil, err
	}
	for i := range files {
		sum := sha256.Sum256(files[i].Bytes)
		d.files = append(d.files, fileAbout{files[i].Name, hex.EncodeToString(sum[:]), len(files[i].Bytes)})
	}
	if d.packed, err = pack(files); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(d.packed)
	d.sha256 = hex.EncodeToString(sum[:])
	return d, nil
}

// readFiles reads the tables of files, in the order of the files.
func readFiles(files []File) (*returns.Return, read, error) {
	var tables []returns.Table
	var r read
	for _, f := range files {
		some, err := returns.Tables(f.Name, bytes.NewReader(f.Bytes), int64(len(f.Bytes)))
		if err != nil {
			return nil, r, err
		}
		tables = append(tables, some...)
	}
	ret, tally, err := returns.Read(tables, returns.Options{Found: func(f returns.Finding) { r.findings = append(r.findings, f) }})
	r.tally = tally
	return ret, r, err
}

// pack puts files into one archive, each with its name and as it is. The same files
// give the same bytes.
func pack(files []File) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for i, f := range files {
		// A number before each name, so that two may be the same.
		head := &zip.FileHeader{Name: fmt.Sprintf("%d/%s", i+1, f.Name), Method: zip.Deflate}
		if unpack.Is(f.Bytes[:min(4, len(f.Bytes))]) {
			head.Method = zip.Store
		}
		w, err := z.CreateHeader(head)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.Bytes); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}

// unpacked gives back what pack has packed.
func unpacked(packed []byte) ([]File, error) {
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, err
	}
	var files []File
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		_, name, _ := strings.Cut(f.Name, "/")
		files = append(files, File{name, b})
	}
	return files, nil
}
