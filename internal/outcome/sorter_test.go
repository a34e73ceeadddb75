package outcome

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grade"
)

func sorted(t *testing.T, s *sorter) (all []record) {
	t.Helper()
	for r, err := range s.sorted() {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

func TestRecordsSetDownInManyRunsComeBackInOrder(t *testing.T) {
	for _, c := range []struct{ most, records int }{{1, 0}, {1, 1}, {1, 50}, {7, 6}, {7, 7}, {7, 8}, {7, 700}, {64, 1000}, {1 << 16, 1000}} {
		r := rand.New(rand.NewPCG(uint64(c.most), uint64(c.records)))
		s := newSorter()
		s.most = c.most
		var want []record
		for range c.records {
			var one record
			for i := range one {
				one[i] = byte(r.IntN(3)) // many are alike in their beginning, some altogether
			}
			want = append(want, one)
			if err := s.add(one); err != nil {
				t.Fatal(err)
			}
		}
		slices.SortFunc(want, func(a, b record) int { return bytes.Compare(a[:], b[:]) })
		if got := sorted(t, s); !slices.Equal(got, want) {
			t.Errorf("%d records in runs of %d came back otherwise", c.records, c.most)
		}
		s.close()
	}
}

func TestAReaderOfSortedRecordsMayStopAtAny(t *testing.T) {
	for _, most := range []int{4, 100} {
		s := newSorter()
		s.most = most
		for i := range 20 {
			var r record
			r[0] = byte(20 - i)
			if err := s.add(r); err != nil {
				t.Fatal(err)
			}
		}
		n := 0
		for r, err := range s.sorted() {
			if n++; err != nil || int(r[0]) != n {
				t.Errorf("%d: %d (%v)", n, r[0], err)
			}
			if n == 5 {
				break
			}
		}
		s.close()
	}
}

func TestNoRoomForTemporaryFilesIsSaidInWords(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "no such folder"))
	s := newSorter()
	s.most = 1
	defer s.close()
	if err := s.add(record{}); errs.KindOf(err) != errs.Storage || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

func TestTheSameInspectionIsFoundAcrossRuns(t *testing.T) {
	k := newKeys()
	k.sorter.most = 16
	defer k.close()
	r := &round{}
	type seen struct {
		line    int
		differs bool
	}
	want := map[int]seen{} // by the line of a row that does not count
	first := map[area.ID]*Outcome{}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 2000 {
		o := &Outcome{Area: area.ID([]byte{'a', byte('a' + random.IntN(26)), byte('a' + random.IntN(26))}), Marks: []grade.Mark{grade.Mark(1 + random.IntN(2))}, Row: Row{Line: i + 2}}
		if f := first[o.Area]; f != nil {
			want[o.Row.Line] = seen{f.Row.Line, f.Marks[0] != o.Marks[0]}
		} else {
			first[o.Area] = o
		}
		if err := k.add(r, "now", i/512, i%512, o, nil, true); err != nil {
			t.Fatal(err)
		}
	}
	if len(k.sorter.runs) < 100 {
		t.Fatalf("%d runs were set down; the test is of many", len(k.sorter.runs))
	}
	last := -1
	err := k.settle(func(v verdict) error {
		at := int(binary.BigEndian.Uint32(v.place[6:]))*512 + int(binary.BigEndian.Uint16(v.place[10:]))
		if at <= last {
			t.Errorf("place %d comes after place %d", at, last)
		}
		last = at
		w, ok := want[at+2]
		if !ok || v.gone != Duplicate || v.line != w.line || v.differs != w.differs {
			t.Errorf("line %d: %+v, want %+v", at+2, v, w)
		}
		delete(want, at+2)
		return nil
	})
	if err != nil || len(want) != 0 {
		t.Errorf("%d rows were not found (%v)", len(want), err)
	}
}

func TestFindingsEndWhateverTheOtherCoreIsDoing(t *testing.T) {
	for range 60 { // the two sides meet in another order each time
		f := newFindings()
		if err := f.finish(func(pressed) error { return nil }); err != nil {
			t.Fatal(err)
		}
		f.close()
		newFindings().close()
	}
}

func TestAFailureWhileFindingsAreWrittenEndsTheOtherCoresWork(t *testing.T) {
	full := errors.New("full")
	f := newFindings()
	for range 3 * findingBatch {
		if err := f.add(Finding{Line: 1}, func(pressed) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	f.batch = append(f.batch, Finding{})
	if err := f.finish(func(pressed) error { return full }); !errors.Is(err, full) {
		t.Error(err)
	}
	f.close() // as every import does; finish may have stopped half-way
	if _, more := <-f.out; more {
		t.Error("there is more to write, and nobody to write it")
	}
}
