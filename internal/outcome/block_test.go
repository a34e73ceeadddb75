package outcome

import (
	"reflect"
	"testing"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/grade"
)

func day(s string) date.Date {
	d, ok := date.Parse(s)
	if !ok {
		panic(s)
	}
	return d
}

func TestABlockGivesBackItsOutcomes(t *testing.T) {
	graded := []Outcome{
		{Area: "fife", Started: day("2011-05"), Published: day("2011-09-01"), Marks: []grade.Mark{grade.Of(4), grade.Without(grade.Unreadable)}, Row: Row{2, 80, 140}},
		{Area: "moray", Marks: []grade.Mark{0, grade.Of(6)}, Row: Row{7, 400, 401}, Gone: Superseded},
		{Area: "fife", Marks: []grade.Mark{0, 0}, Row: Row{7, 401, 500}},
	}
	counted := []Outcome{{Area: "fife", Marks: []grade.Mark{}, Counts: &Counts{6, []int{-1, 0, 1, 2, 3, -1}}}}
	for _, all := range [][]Outcome{graded, counted, {}} {
		got, err := decodeBlock(encodeBlock(all))
		if err != nil || !reflect.DeepEqual(got, all) {
			t.Errorf("got %+v (%v), want %+v", got, err, all)
		}
	}
}

func TestABlockSaysFromItsHeadWhichAreasItHolds(t *testing.T) {
	b := encodeBlock([]Outcome{{Area: "fife", Marks: []grade.Mark{1}}, {Area: "moray", Marks: []grade.Mark{1}}})
	if !holds(b, "fife") || !holds(b, "moray") || holds(b, "angus") {
		t.Error("the head of a block says otherwise than its outcomes")
	}
	if !holds(b[:5], "angus") {
		t.Error("a damaged block is passed over instead of being reported")
	}
}

func FuzzDecodeBlock(f *testing.F) {
	f.Add(encodeBlock([]Outcome{{Area: "fife", Marks: []grade.Mark{4, 5}, Row: Row{2, 80, 140}}}))
	f.Add(encodeBlock([]Outcome{{Area: "fife", Counts: &Counts{6, []int{-1, 0, 1}}}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		all, err := decodeBlock(b)
		if err != nil || len(all) == 0 {
			return
		}
		again, err := decodeBlock(encodeBlock(all))
		if err != nil || !reflect.DeepEqual(all, again) {
			t.Errorf("%v: %+v became %+v", err, all, again)
		}
	})
}
