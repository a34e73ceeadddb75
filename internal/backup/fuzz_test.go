package backup

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/schema"
)

// FuzzRow reads any bytes as rows: what can be read is written and read again as
// the same.
func FuzzRow(f *testing.F) {
	b, err := appendRow(nil, []any{nil, int64(math.MinInt64), int64(1), 0.5, math.Inf(-1), "Perth", "", []byte{}, []byte{0, 255}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b, 9)
	f.Add([]byte{isText, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 'x'}, 1)
	f.Add([]byte{isInt, 0x80, 0x00, 77}, 2)
	f.Fuzz(func(t *testing.T, b []byte, n int) {
		if n < 0 || n > 100 {
			return
		}
		row, err := readRow(bufio.NewReader(bytes.NewReader(b)), n)
		if err != nil {
			return
		}
		once, err := appendRow(nil, row)
		if err != nil {
			t.Fatal(err)
		}
		again, err := readRow(bufio.NewReader(bytes.NewReader(once)), n)
		if err != nil {
			t.Fatal(err)
		}
		twice, err := appendRow(nil, again)
		if err != nil || !bytes.Equal(once, twice) || len(once) > len(b) || fmt.Sprintf("%#v", row) != fmt.Sprintf("%#v", again) {
			t.Errorf("%#v was read and then %#v (%v)", row, again, err)
		}
	})
}

// FuzzContent reads any rows under any promise of them: never more than was
// promised, and nothing is promised that cannot be in the file.
func FuzzContent(f *testing.F) {
	d := dbtest.SQLite(f)
	deed(f, d)
	var m Manifest
	dbtest.Read(f, d, func(tx *db.Tx) (err error) {
		m, _, err = survey(tx, "", schema.SQLite, Progress(nil).of(""))
		return err
	})
	row, err := appendRow(nil, []any{"a", "b", "c", "d", "", "", nil, int64(1)})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(int64(1), int64(len(row)), row)
	f.Add(int64(2), int64(2*len(row)), append(row, row...))
	f.Add(int64(math.MaxInt64), int64(math.MaxInt64), row)
	f.Add(int64(-1), int64(8), row)
	f.Fuzz(func(t *testing.T, rows, length int64, body []byte) {
		m := m
		m.Tables = slices.Clone(m.Tables)
		sum := sha256.Sum256(body[:max(0, min(length, int64(len(body))))])
		m.Tables[0].Rows, m.Tables[0].Bytes, m.Tables[0].SHA256 = rows, length, hex.EncodeToString(sum[:])
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		b := packed(text, body)
		c, err := read(t.Context(), bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		if c.Bytes() < 0 || c.Bytes() > mostInflated*int64(len(b)) {
			t.Fatalf("a manifest was believed: %+v", c.Manifest)
		}
		n := int64(0)
		for _, err := range c.Tables[0].rows(c.rows) {
			if err != nil {
				return
			}
			n++
		}
		if n != rows {
			t.Fatalf("%d rows, promised %d", n, rows)
		}
	})
}
