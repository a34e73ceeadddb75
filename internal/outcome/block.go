package outcome

import (
	"encoding/binary"
	"errors"

	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/grade"
)

// A block holds up to blockLength outcomes of one programme and one reading. A
// row of its own for each outcome would cost several microseconds in SQLite, and
// a file of a million rows more than eight times what reading it costs; packed,
// an outcome takes some twenty bytes and a fifth of a microsecond
// (docs/decisions/0004-pack-outcomes.md).
//
// The form, version 1, all numbers as unsigned varints: 1; how many marks; how
// many grades (0 where the source gives no counts); how many areas, and each as
// length and bytes; how many outcomes; then each outcome as number of the area,
// started, ended, published (date.Date), line and start (less those of the
// outcome before), length, gone, the marks as bytes, and, with counts, graded
// and each count plus one, so that 0 is "not seen".
const (
	blockVersion = 1
	blockLength  = 512
)

var errDamaged = errors.New("outcome: a block is damaged")

// encodeBlock packs outcomes that all have as many marks and as many grades.
func encodeBlock(all []Outcome) []byte {
	b := make([]byte, 0, 32*len(all)+64)
	put := func(n uint64) { b = binary.AppendUvarint(b, n) }
	marks, grades := 0, 0
	if len(all) > 0 {
		marks = len(all[0].Marks)
		if c := all[0].Counts; c != nil {
			grades = len(c.ByGrade)
		}
	}
	put(blockVersion)
	put(uint64(marks))
	put(uint64(grades))
	number := map[area.ID]uint64{}
	var names []area.ID
	for i := range all {
		if _, ok := number[all[i].Area]; !ok {
			number[all[i].Area] = uint64(len(names))
			names = append(names, all[i].Area)
		}
	}
	put(uint64(len(names)))
	for _, n := range names {
		put(uint64(len(n)))
		b = append(b, n...)
	}
	put(uint64(len(all)))
	var before Row
	for i := range all {
		o := &all[i]
		put(number[o.Area])
		put(uint64(o.Started))
		put(uint64(o.Ended))
		put(uint64(o.Published))
		put(uint64(o.Row.Line - before.Line))
		put(uint64(o.Row.Start - before.Start))
		put(uint64(o.Row.End - o.Row.Start))
		put(uint64(o.Gone))
		before = o.Row
		for _, m := range o.Marks {
			b = append(b, byte(m))
		}
		if grades > 0 {
			put(uint64(o.Counts.Graded + 1))
			for _, n := range o.Counts.ByGrade {
				put(uint64(n + 1))
			}
		}
	}
	return b
}

// decodeBlock gives back what encodeBlock packed; errDamaged for anything else.
func decodeBlock(b []byte) ([]Outcome, error) {
	d := decoder{b: b}
	if d.num() != blockVersion {
		return nil, errDamaged
	}
	marks, grades := int(d.num()), int(d.num())
	names := make([]area.ID, d.count())
	for i := range names {
		names[i] = area.ID(d.bytes(d.num()))
	}
	all := make([]Outcome, d.count())
	if d.bad || marks > len(b) || grades > len(b) || marks*len(all) > len(b) {
		return nil, errDamaged
	}
	line := make([]grade.Mark, marks*len(all))
	var before Row
	for i := range all {
		o := &all[i]
		n := d.num()
		if n >= uint64(len(names)) {
			return nil, errDamaged
		}
		o.Area = names[n]
		o.Started, o.Ended, o.Published = date.Date(d.num()), date.Date(d.num()), date.Date(d.num())
		o.Row.Line = before.Line + int(d.num())
		o.Row.Start = before.Start + int64(d.num())
		o.Row.End = o.Row.Start + int64(d.num())
		o.Gone = Gone(d.num())
		before = o.Row
		o.Marks, line = line[:marks:marks], line[marks:]
		for k, m := range d.bytes(uint64(marks)) {
			o.Marks[k] = grade.Mark(m)
		}
		if grades > 0 {
			o.Counts = &Counts{Graded: int(d.num()) - 1, ByGrade: make([]int, grades)}
			for k := range o.Counts.ByGrade {
				o.Counts.ByGrade[k] = int(d.num()) - 1
			}
		}
		if d.bad {
			return nil, errDamaged
		}
	}
	if len(d.b) > 0 {
		return nil, errDamaged
	}
	return all, nil
}

// holds reports whether a block may have an outcome of an area, from its head
// alone: a page about one area need not unpack the others.
func holds(b []byte, id area.ID) bool {
	d := decoder{b: b}
	d.num() // version
	d.num() // marks
	d.num() // grades
	for range d.count() {
		if area.ID(d.bytes(d.num())) == id {
			return true
		}
	}
	return d.bad // whoever decodes it says what is wrong
}

// decoder reads numbers until there are none left; then bad is true and every
// number is 0.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) num() uint64 {
	n, size := binary.Uvarint(d.b)
	if size <= 0 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[size:]
	return n
}

// count is a number of things that each take at least a byte.
func (d *decoder) count() int {
	n := d.num()
	if n > uint64(len(d.b)) {
		d.bad, d.b = true, nil
		return 0
	}
	return int(n)
}

func (d *decoder) bytes(n uint64) []byte {
	if n > uint64(len(d.b)) {
		d.bad, d.b = true, nil
		return nil
	}
	out := d.b[:n]
	d.b = d.b[n:]
	return out
}
