package backup

import (
	"bufio"
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

// Inside its seal a backup is the first line below and then, deflated: the length
// of the manifest in four bytes, the highest first; the manifest as JSON; the rows
// of each table in the order of the manifest; nothing more.
const (
	anyForm = "North Inch backup "
	form    = anyForm + "1\n"
)

const (
	mostManifest = 1 << 20
	// mostInflated is how many bytes one byte can become: Deflate writes 258 bytes
	// in two bits at best (RFC 1951). So a manifest that promises more than this is
	// not true, and a small file cannot fill a disk.
	mostInflated = 1032
)

var (
	errDamaged = errors.New("backup: damaged")
	errForeign = errors.New("backup: not of this program")
)

// explain gives an error about the file of a backup its sentence.
func explain(err error, file string) error {
	switch {
	case errors.Is(err, errDamaged):
		return errs.Invalid("file", "The backup %s is damaged or cut short; nothing was restored from it", file)
	case errors.Is(err, errForeign):
		return errs.Invalid("file", "The file %s is not a backup that this program can read", file)
	}
	if err != nil && errs.KindOf(err) == errs.Internal { // what was sealed is not what this program seals
		return &errs.Error{Kind: errs.BadInput, Field: "file", Sentence: fmt.Sprintf("The backup %s cannot be restored: %v", file, err), Cause: err}
	}
	return err
}

// write writes the content of a backup whose manifest is m.
func write(tx *db.Tx, w io.Writer, m Manifest, tables []db.Table, progress func(done, of int64)) error {
	if _, err := io.WriteString(w, form); err != nil {
		return err
	}
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	packed, err := flate.NewWriter(w, flate.BestSpeed)
	if err != nil {
		return err
	}
	if _, err := packed.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(text))), text...)); err != nil {
		return err
	}
	out := bufio.NewWriterSize(io.MultiWriter(packed, &counter{of: m.Bytes(), progress: progress}), 64<<10)
	for i, t := range tables {
		again, err := measure(tx, t, out)
		if err != nil {
			return err
		}
		if !again.equal(m.Tables[i]) {
			return fmt.Errorf("backup: the table %s was read twice in one transaction and was not the same", t.Name())
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return packed.Close()
}

// content is the inside of a backup that is being read.
type content struct {
	Manifest
	tables []db.Table // those of the program that the manifest's are
	packed *bufio.Reader
	rows   io.Reader
}

// read reads the content of a backup up to its manifest. size is how long what r
// reads is, or more.
func read(ctx context.Context, r io.Reader, size int64) (*content, error) {
	c := &content{packed: bufio.NewReaderSize(r, 64<<10)}
	first, err := c.packed.Peek(len(form))
	if err != nil && err != io.EOF {
		return nil, errDamaged
	}
	switch {
	case string(first) == form:
	case bytes.HasPrefix(first, []byte(anyForm)):
		return nil, errs.Invalid("file", "The backup was made by a newer program. Use the newer program")
	default:
		return nil, errForeign
	}
	c.packed.Discard(len(form))
	c.rows = flate.NewReader(c.packed)
	var length [4]byte
	if _, err := io.ReadFull(c.rows, length[:]); err != nil {
		return nil, errDamaged
	}
	n := binary.BigEndian.Uint32(length[:])
	if n > mostManifest {
		return nil, errDamaged
	}
	text := make([]byte, n)
	if _, err := io.ReadFull(c.rows, text); err != nil {
		return nil, errDamaged
	}
	if err := json.Unmarshal(text, &c.Manifest); err != nil {
		return nil, errDamaged
	}
	c.tables, err = c.check(ctx, size*mostInflated)
	return c, err
}

// end makes sure that nothing follows and that the last of it is sealed.
func (c *content) end() error {
	var b [1]byte
	if n, err := io.ReadFull(c.rows, b[:]); n != 0 || err != io.EOF {
		return errDamaged
	}
	if _, err := c.packed.ReadByte(); err != io.EOF {
		return errDamaged
	}
	return nil
}

// counter is told what passes by and tells how far that is.
type counter struct {
	done, of int64
	progress func(done, of int64)
}

func (c *counter) Write(b []byte) (int, error) {
	c.done += int64(len(b))
	c.progress(c.done, c.of)
	return len(b), nil
}
