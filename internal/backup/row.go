package backup

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// A row is its values one after the other. A value is a byte that says what it
// is, and then: nothing; a whole number as a signed varint; a number as the eight
// bytes of IEEE 754, the highest first; the length of text or bytes as a varint,
// and they themselves. Yes and no are 1 and 0. The same row is the same bytes
// whatever engine it comes from.
const (
	isNull byte = iota
	isInt
	isFloat
	isText
	isBytes
)

// mostValue is how long a text or a run of bytes may be; the largest that the
// program keeps in one value is far below.
const mostValue = 256 << 20

// appendRow adds a row to b.
func appendRow(b []byte, row []any) ([]byte, error) {
	for _, v := range row {
		switch v := v.(type) {
		case nil:
			b = append(b, isNull)
		case int64:
			b = binary.AppendVarint(append(b, isInt), v)
		case float64:
			b = binary.BigEndian.AppendUint64(append(b, isFloat), math.Float64bits(v))
		case string:
			b = append(binary.AppendUvarint(append(b, isText), uint64(len(v))), v...)
		case []byte:
			b = append(binary.AppendUvarint(append(b, isBytes), uint64(len(v))), v...)
		default:
			return nil, fmt.Errorf("backup: a value of the type %T", v)
		}
		if len(b) > mostValue {
			return nil, errors.New("backup: a row that is too long to be kept")
		}
	}
	return b, nil
}

var errRow = errors.New("backup: a row cannot be read")

// readRow reads a row of n values. It takes memory only for what is there,
// whatever a length says.
func readRow(r *bufio.Reader, n int) ([]any, error) {
	row := make([]any, n)
	for i := range row {
		kind, err := r.ReadByte()
		if err != nil {
			return nil, err
		}
		switch kind {
		case isNull:
		case isInt:
			row[i], err = binary.ReadVarint(r)
		case isFloat:
			var b [8]byte
			_, err = io.ReadFull(r, b[:])
			row[i] = math.Float64frombits(binary.BigEndian.Uint64(b[:]))
		case isText:
			var b []byte
			b, err = readBytes(r)
			row[i] = string(b)
		case isBytes:
			row[i], err = readBytes(r)
		default:
			err = errRow
		}
		if err != nil {
			return nil, err
		}
	}
	return row, nil
}

// readBytes is never nil: no bytes are not the same as none.
func readBytes(r *bufio.Reader) ([]byte, error) {
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return nil, err
	}
	if n > mostValue {
		return nil, errRow
	}
	if n <= 64<<10 {
		b := make([]byte, n)
		_, err := io.ReadFull(r, b)
		return b, err
	}
	var b bytes.Buffer
	if _, err := io.CopyN(&b, r, int64(n)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
