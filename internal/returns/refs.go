package returns

import (
	"bytes"
	"hash/maphash"
	"unique"
)

// ChildRef is an area's own reference for a child. Neither fmt, slog nor
// encoding/json can print it, at any depth: they see a pointer. It compares and may
// be the key of a map.
type ChildRef struct{ h unique.Handle[string] }

// Reveal returns the reference. Call it only to match records, to store them, or
// to show a row to a person of the area that gave it.
func (c ChildRef) Reveal() string {
	if c == (ChildRef{}) {
		return ""
	}
	return c.h.Value()
}

// Refs are the references of the children of a return, in about as many bytes as
// they have letters. They hide in a function, as what a pointer points to would be
// printed.
type Refs struct{ in func() *refs }

// Of returns the reference of a child.
func (r Refs) Of(child int) ChildRef { return ChildRef{unique.Make(string(r.in().of(int32(child))))} }

// Find returns the number of the child of an area with a reference; false if there
// is none.
func (r Refs) Find(area uint16, ref ChildRef) (int, bool) {
	i := r.in().find(area, []byte(ref.Reveal()))
	return int(i), i >= 0
}

// Same reports whether a child of r and a child of other have the same reference,
// without revealing either.
func (r Refs) Same(child int, other Refs, of int) bool {
	return bytes.Equal(r.in().of(int32(child)), other.in().of(int32(of)))
}

// refs finds the number of a child by its area and reference: an open hash table
// over one run of bytes, so that a hundred thousand children are three
// allocations and not a hundred thousand.
type refs struct {
	text  []byte
	end   []uint32 // of each reference in text
	area  []uint16
	seed  maphash.Seed
	table []int32 // 1 + the number of a child; 0 where there is none
}

func newRefs() *refs { return &refs{seed: maphash.MakeSeed(), table: make([]int32, 1024)} }

func (r *refs) of(child int32) []byte {
	from := uint32(0)
	if child > 0 {
		from = r.end[child-1]
	}
	return r.text[from:r.end[child]]
}

// find returns the number of a child, or -1.
func (r *refs) find(area uint16, ref []byte) int32 { return r.table[r.place(area, ref)] - 1 }

// near finds children from the last one that was found: events mostly stand by
// child, in the order of the children.
type near struct {
	*refs
	last int32
}

func (n *near) find(area uint16, ref []byte) int32 {
	if n.is(n.last, area, ref) {
		return n.last
	}
	if n.is(n.last+1, area, ref) {
		n.last++
		return n.last
	}
	child := n.refs.find(area, ref)
	if child >= 0 {
		n.last = child
	}
	return child
}

func (r *refs) is(child int32, area uint16, ref []byte) bool {
	return int(child) < len(r.end) && r.area[child] == area && bytes.Equal(r.of(child), ref)
}

// place is where in the table a child is, or would be put.
func (r *refs) place(area uint16, ref []byte) uint64 {
	mask := uint64(len(r.table) - 1)
	at := (maphash.Bytes(r.seed, ref) + uint64(area)*0x9E3779B97F4A7C15) & mask
	for r.table[at] != 0 && !r.is(r.table[at]-1, area, ref) {
		at = (at + 1) & mask
	}
	return at
}

// add adds a child and returns its number, or that of the child of the area that has
// the reference already.
func (r *refs) add(area uint16, ref []byte) (child int32, known bool) {
	if 2*len(r.end) >= len(r.table) {
		r.grow(len(r.table))
	}
	at := r.place(area, ref)
	if child := r.table[at] - 1; child >= 0 {
		return child, true
	}
	r.text = append(r.text, ref...)
	r.end = append(r.end, uint32(len(r.text)))
	r.area = append(r.area, area)
	r.table[at] = int32(len(r.end))
	return int32(len(r.end)) - 1, false
}

// grow makes the table large enough for so many children.
func (r *refs) grow(children int) {
	size := len(r.table)
	for size < 2*children {
		size *= 2
	}
	if size == len(r.table) {
		return
	}
	r.table = make([]int32, size)
	for i := range r.end {
		r.table[r.place(r.area[i], r.of(int32(i)))] = int32(i) + 1
	}
}
