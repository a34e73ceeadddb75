package outcome

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"

	"github.com/northinch/northinch/internal/db"
)

// keys finds the outcomes that are of the same inspection, in memory that does
// not grow with the file: a record of fixed length for each outcome is sorted
// outside memory, and equal keys then stand side by side.
type keys struct {
	sorter  *sorter
	seed    [2]maphash.Seed
	serial  uint64
	scratch []byte
	read    []string // ids of readings, by number
}

// The record: key 16, order 8 (those of earlier readings first), what the
// outcome says 8, where it is: round 2, reading 4, block 4, index 2; line 8.
// Keys are two 64-bit hashes with seeds of the moment; that two of ten million
// inspections share one by chance has a probability below 10^-24.
const (
	keyAt, orderAt, contentAt, placeAt, lineAt = 0, 16, 24, 32, 44
	recordLength                               = 52
)

type record [recordLength]byte

func newKeys() *keys {
	return &keys{sorter: newSorter(), seed: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}}
}

func (k *keys) close() { k.sorter.close() }

func (k *keys) number(reading string) int {
	for i, r := range k.read {
		if r == reading {
			return i
		}
	}
	k.read = append(k.read, reading)
	return len(k.read) - 1
}

// add notes an outcome. isNew is false for those of earlier readings.
func (k *keys) add(r *round, reading string, block, index int, o *Outcome, occasion []string, isNew bool) error {
	if o.Gone != Kept {
		return nil
	}
	var rec record
	b := append(k.scratch[:0], byte(r.number))
	b = append(b, o.Area...)
	b = append(b, 0)
	for _, d := range o.occasion(occasion) {
		b = binary.BigEndian.AppendUint32(b, uint32(d))
	}
	binary.BigEndian.PutUint64(rec[keyAt:], maphash.Bytes(k.seed[0], b))
	binary.BigEndian.PutUint64(rec[keyAt+8:], maphash.Bytes(k.seed[1], b))
	order := k.serial
	if isNew {
		order |= 1 << 63
	}
	k.serial++
	binary.BigEndian.PutUint64(rec[orderAt:], order)
	b = b[:0]
	b = binary.BigEndian.AppendUint32(b, uint32(o.Started))
	b = binary.BigEndian.AppendUint32(b, uint32(o.Ended))
	b = binary.BigEndian.AppendUint32(b, uint32(o.Published))
	for _, m := range o.Marks {
		b = append(b, byte(m))
	}
	if o.Counts != nil {
		b = binary.AppendVarint(b, int64(o.Counts.Graded))
		for _, n := range o.Counts.ByGrade {
			b = binary.AppendVarint(b, int64(n))
		}
	}
	binary.BigEndian.PutUint64(rec[contentAt:], maphash.Bytes(k.seed[0], b))
	k.scratch = b
	binary.BigEndian.PutUint16(rec[placeAt:], uint16(r.number))
	binary.BigEndian.PutUint32(rec[placeAt+2:], uint32(k.number(reading)))
	binary.BigEndian.PutUint32(rec[placeAt+6:], uint32(block))
	binary.BigEndian.PutUint16(rec[placeAt+10:], uint16(index))
	binary.BigEndian.PutUint64(rec[lineAt:], uint64(o.Row.Line))
	return k.sorter.add(rec)
}

// addBefore notes the outcomes that earlier readings gave the programme.
func (k *keys) addBefore(tx *db.Tx, r *round, occasion []string) error {
	for b, err := range blocks(tx, r.programme, all) {
		if err != nil {
			return err
		}
		for i := range b.outcomes {
			if err := k.add(r, b.reading, b.seq, i, &b.outcomes[i], occasion, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// verdict is an outcome that does not count, and the line that counts instead.
type verdict struct {
	place   [12]byte // round, reading, block, index
	gone    Gone
	differs bool
	line    int
}

// settle finds the outcomes that do not count and hands them over sorted by
// block.
func (k *keys) settle(each func(verdict) error) error {
	out := newSorter()
	defer out.close()
	var now record // the outcome of the present key that counts
	have := false
	for rec, err := range k.sorter.sorted() {
		if err != nil {
			return err
		}
		if !have || !bytes.Equal(rec[:orderAt], now[:orderAt]) {
			now, have = rec, true
			continue
		}
		same := bytes.Equal(rec[contentAt:placeAt], now[contentAt:placeAt])
		before := now[orderAt]&0x80 == 0 // of an earlier reading
		var v record
		switch {
		case before && rec[orderAt]&0x80 == 0:
			// Two of earlier readings, which this profile does not tell apart and
			// those did: neither is judged here, and the later one stands for both.
			now = rec
			continue
		case before && same:
			v = judged(rec, now, Known, false)
			now = rec // it has been said again: a further row of this file repeats it
		case before:
			v = judged(now, rec, Superseded, true)
			now = rec
		default:
			v = judged(rec, now, Duplicate, !same)
		}
		if err := out.add(v); err != nil {
			return err
		}
	}
	for rec, err := range out.sorted() {
		if err != nil {
			return err
		}
		v := verdict{gone: Gone(rec[12]), differs: rec[13] == 1, line: int(binary.BigEndian.Uint64(rec[16:]))}
		copy(v.place[:], rec[:12])
		if err := each(v); err != nil {
			return err
		}
	}
	return nil
}

// judged packs a verdict as a record that sorts by place.
func judged(of, instead record, g Gone, differs bool) record {
	var v record
	copy(v[:], of[placeAt:lineAt])
	v[12] = byte(g)
	if differs {
		v[13] = 1
	}
	copy(v[16:24], instead[lineAt:])
	return v
}
