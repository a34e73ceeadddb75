package csvfile

import (
	"encoding/binary"
	"math/bits"
)

// cut appends the fields of a line without quotation marks, up to want of them. It
// returns true if the line has no more, and otherwise what is left of it.
//
// It looks at eight bytes at once. Fields of tables are short, and a call of
// bytes.IndexByte for each costs more than the search.
func cut(fields [][]byte, line []byte, delimiter byte, want int) ([][]byte, []byte, bool) {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	each := ones * uint64(delimiter)
	from, at := 0, 0
	for ; at+8 <= len(line); at += 8 {
		// A byte of x is zero where the line has the delimiter. The mark of a byte
		// after the first may be wrong, so each is looked at from the lowest on and
		// compared (H. S. Warren, Hacker's Delight, section 6-1).
		x := binary.LittleEndian.Uint64(line[at:]) ^ each
		for marks := (x - ones) &^ x & highs; marks != 0; marks &= marks - 1 {
			i := at + bits.TrailingZeros64(marks)>>3
			if line[i] != delimiter {
				continue
			}
			if len(fields) == want {
				return fields, line[from:], false
			}
			fields = append(fields, line[from:i:i])
			from = i + 1
		}
	}
	for ; at < len(line); at++ {
		if line[at] != delimiter {
			continue
		}
		if len(fields) == want {
			return fields, line[from:], false
		}
		fields = append(fields, line[from:at:at])
		from = at + 1
	}
	if len(fields) == want {
		return fields, line[from:], false
	}
	return append(fields, line[from:len(line):len(line)]), nil, true
}
