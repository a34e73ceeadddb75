// Package disposal is what is said of one table before and after its rows are
// destroyed: how many there are and when they go; and on the certificate how many
// went, with a hash over them, so that whoever kept a copy can be shown to have one,
// and nobody can be shown what was in it.
package disposal

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
)

// Destroyed is what was destroyed of one table.
type Destroyed struct {
	Table string `json:"table"`
	Rows  int    `json:"rows"`
	// SHA256 is over every field of every row, in the order of the key, each field
	// with its length before it in eight bytes, the highest first.
	SHA256 string `json:"sha256"`
}

// Held is how many rows of a table are held about a subject.
type Held struct {
	Table string `json:"table"`
	// Kind is what the rows are, where a table has rows of several kinds.
	Kind string `json:"kind,omitempty"`
	// Subject is the id of a person or an inspection, or "" for nobody who is known.
	Subject string `json:"-"`
	Rows    int    `json:"rows"`
	// Due is how many of them ended before the day that was asked about.
	Due int `json:"due"`
	// First and Last are when the first and the last of them ended or will end, as
	// days or moments; "" where rows have no end of their own.
	First string `json:"-"`
	Last  string `json:"-"`
}

// Count counts and hashes rows before they are destroyed.
type Count struct {
	table string
	rows  int
	sum   hash.Hash
}

// Of begins a count of a table.
func Of(table string) *Count { return &Count{table: table, sum: sha256.New()} }

// Add counts a row, with all its fields as text or bytes.
func (c *Count) Add(fields ...[]byte) {
	c.rows++
	var length [8]byte
	for _, f := range fields {
		binary.BigEndian.PutUint64(length[:], uint64(len(f)))
		c.sum.Write(length[:])
		c.sum.Write(f)
	}
}

// Done is the count as it goes on the certificate.
func (c *Count) Done() Destroyed {
	return Destroyed{c.table, c.rows, hex.EncodeToString(c.sum.Sum(nil))}
}
