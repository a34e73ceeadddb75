package outcome

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"io"
	"iter"
	"os"
	"slices"

	"github.com/northinch/northinch/internal/errs"
)

// sorter sorts any number of records in a few megabytes: it sorts as many as it
// holds, sets them down in a temporary file, and merges the runs at the end.
type sorter struct {
	most int
	buf  []record
	refs []ref // to buf, in order; reused
	file *os.File
	runs []int64 // where each run ends in the file
}

// ref is a record by the number it begins with and its place. Sorting these
// takes half the time that sorting the records themselves would take.
type ref struct {
	begins uint64
	at     uint32
}

// held is how many records a sorter holds in memory: 4.5 MB with their refs.
const held = 1 << 16

func newSorter() *sorter { return &sorter{most: held} }

func (s *sorter) add(r record) error {
	s.buf = append(s.buf, r)
	if len(s.buf) < s.most {
		return nil
	}
	return s.setDown()
}

// inOrder sorts the records that are held, without moving them.
func (s *sorter) inOrder() []ref {
	s.refs = s.refs[:0]
	for i := range s.buf {
		s.refs = append(s.refs, ref{binary.BigEndian.Uint64(s.buf[i][:]), uint32(i)})
	}
	slices.SortFunc(s.refs, func(a, b ref) int {
		if c := cmp.Compare(a.begins, b.begins); c != 0 {
			return c
		}
		return bytes.Compare(s.buf[a.at][8:], s.buf[b.at][8:])
	})
	return s.refs
}

func (s *sorter) setDown() error {
	if s.file == nil {
		f, err := os.CreateTemp("", "northinch-sort-*")
		if err != nil {
			return noRoom(err)
		}
		os.Remove(f.Name()) // it goes with its last handle, whatever happens
		s.file = f
	}
	w := bufio.NewWriterSize(s.file, 1<<16)
	for _, r := range s.inOrder() {
		if _, err := w.Write(s.buf[r.at][:]); err != nil {
			return noRoom(err)
		}
	}
	end := int64(len(s.buf)) * recordLength
	if n := len(s.runs); n > 0 {
		end += s.runs[n-1]
	}
	s.runs = append(s.runs, end)
	s.buf = s.buf[:0]
	if err := w.Flush(); err != nil {
		return noRoom(err)
	}
	return nil
}

func noRoom(err error) error {
	return errs.Stored(err, "There is no room for temporary files in %s; nothing was saved. Make room there, or name another folder in TMPDIR", os.TempDir())
}

func (s *sorter) close() {
	if s.file != nil {
		s.file.Close()
	}
}

// sorted goes through the records in order. A failure is the last thing it
// yields.
func (s *sorter) sorted() iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		if len(s.runs) == 0 {
			for _, r := range s.inOrder() {
				if !yield(s.buf[r.at], nil) {
					return
				}
			}
			return
		}
		if len(s.buf) > 0 {
			if err := s.setDown(); err != nil {
				yield(record{}, err)
				return
			}
		}
		s.merge(yield)
	}
}

// merge keeps the next record of every run in a heap.
func (s *sorter) merge(yield func(record, error) bool) {
	var heap []*run
	start := int64(0)
	for _, end := range s.runs {
		r := &run{in: bufio.NewReaderSize(io.NewSectionReader(s.file, start, end-start), 1<<14)}
		start = end
		if _, err := r.next(); err != nil {
			yield(record{}, err)
			return
		}
		heap = append(heap, r)
	}
	slices.SortFunc(heap, compare) // a sorted list is a heap
	for len(heap) > 0 {
		if !yield(heap[0].head, nil) {
			return
		}
		more, err := heap[0].next()
		if err != nil {
			yield(record{}, err)
			return
		}
		if !more {
			heap[0] = heap[len(heap)-1]
			heap = heap[:len(heap)-1]
		}
		down(heap)
	}
}

type run struct {
	head record
	in   *bufio.Reader
}

func (r *run) next() (bool, error) {
	_, err := io.ReadFull(r.in, r.head[:])
	if err == io.EOF {
		return false, nil
	}
	return true, err
}

func compare(a, b *run) int { return bytes.Compare(a.head[:], b.head[:]) }

func down(heap []*run) {
	for i := 0; ; {
		least := i
		for _, c := range [2]int{2*i + 1, 2*i + 2} {
			if c < len(heap) && compare(heap[c], heap[least]) < 0 {
				least = c
			}
		}
		if least == i {
			return
		}
		heap[i], heap[least] = heap[least], heap[i]
		i = least
	}
}
