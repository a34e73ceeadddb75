package disclose

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// pair is a total of two parts.
func pair() *Problem {
	return &Problem{
		Cells:     []Cell{{ID: "a", Value: 3}, {ID: "b", Value: 9}, {ID: "sum", Value: 12}},
		Relations: []Relation{{Total: 2, Parts: []int{0, 1}}},
	}
}

func TestCheckNamesWhatIsWrong(t *testing.T) {
	if err := pair().Check(); err != nil {
		t.Fatal(err)
	}
	for sentence, spoil := range map[string]func(p *Problem){
		"Two cells are called “a”":                                                   func(p *Problem) { p.Cells[1].ID = "a" },
		"Cell “a” has a value that is no":                                            func(p *Problem) { p.Cells[0].Value = math.NaN() },
		"Cell “b” has a value that is no":                                            func(p *Problem) { p.Cells[1].Value = 1 << 54 },
		"Cell “b” has a weight that is no":                                           func(p *Problem) { p.Cells[1].Weight = math.Inf(1) },
		"Cell “b” has a weight below 0: -1":                                          func(p *Problem) { p.Cells[1].Weight = -1 },
		"Cell “b” has a lower protection that":                                       func(p *Problem) { p.Cells[1].Lower = math.NaN() },
		"Cell “b” has a protection below 0":                                          func(p *Problem) { p.Cells[1].Sliding = -1 },
		"Cell “a” is negative: -3":                                                   func(p *Problem) { p.Cells[0].Value = -3 },
		"Cell “a” is 3, which is not between its floor 4 and its ceiling any number": func(p *Problem) { p.Cells[0].Floor = 4 },
		"Cell “a” is 3, which is not between its floor 0 and its ceiling 0":          func(p *Problem) { p.Cells[0].Capped = true },
		"Cell “a” has a ceiling that is no":                                          func(p *Problem) { p.Cells[0].Ceiling = math.NaN() },
		"Cell “a” must be hidden and may not be hidden":                              func(p *Problem) { p.Cells[0].Primary, p.Cells[0].Fixed = true, true },
		"Relation 0 has no parts":                                                    func(p *Problem) { p.Relations[0].Parts = nil },
		"Relation 0 names cell 3, and there are 3":                                   func(p *Problem) { p.Relations[0].Parts[0] = 3 },
		"Relation 0 names cell -1, and there are 3":                                  func(p *Problem) { p.Relations[0].Total = -1 },
		"Relation 0 names cell “b” twice":                                            func(p *Problem) { p.Relations[0].Parts[0] = 1 },
		"The total “sum” is 13, and its parts from “a” to “b” add up to 12":          func(p *Problem) { p.Cells[2].Value = 13 },
		"The total “sum” is 12.5, and its parts from “a” to “b” add up to 12":        func(p *Problem) { p.Cells[2].Value = 12.5 },
		"The total “sum” is 12, and its parts from “a” to “b” add up to 12.5":        func(p *Problem) { p.Cells[0].Value = 3.5 },
	} {
		p := pair()
		spoil(p)
		err := p.Check()
		if errs.KindOf(err) != errs.BadInput || !strings.HasPrefix(errs.Sentence(err), sentence) {
			t.Errorf("got %q, want %q", errs.Sentence(err), sentence)
		}
		if _, other := Protect(p, Options{}); errs.Sentence(other) != errs.Sentence(err) {
			t.Errorf("Protect says %v", other)
		}
		if _, other := Attack(p, nil); errs.Sentence(other) != errs.Sentence(err) {
			t.Errorf("Attack says %v", other)
		}
	}
}

func TestFiguresThatAreNotWholeAddUpToOnePartInABillion(t *testing.T) {
	p := pair()
	p.Cells[0].Value, p.Cells[1].Value, p.Cells[2].Value = 0.1, 0.2, 0.3
	if err := p.Check(); err != nil {
		t.Error(err)
	}
}

func TestAttackRefusesACellThatDoesNotExist(t *testing.T) {
	for _, i := range []int{-1, 3} {
		if _, err := Attack(pair(), []int{i}); errs.KindOf(err) != errs.BadInput {
			t.Errorf("%d: %v", i, err)
		}
	}
}

func TestACellAloneInARelationIsKnown(t *testing.T) {
	got, err := Attack(pair(), []int{0})
	if err != nil || got[0] != (Interval{3, 3}) {
		t.Errorf("%v %v", got, err)
	}
}

func TestACellWithoutRoomIsKnownAndWhatHangsOnItToo(t *testing.T) {
	p := pair()
	p.Cells[1].Floor, p.Cells[1].Ceiling = 9, 9
	got, err := Attack(p, []int{0, 1})
	if err != nil || got[0] != (Interval{3, 3}) || got[1] != (Interval{9, 9}) {
		t.Errorf("%v %v", got, err)
	}
}

func TestNothingBoundsACellWhoseTotalIsHidden(t *testing.T) {
	got, err := Attack(pair(), []int{0, 2})
	if err != nil || got[0] != (Interval{0, math.Inf(1)}) || got[2] != (Interval{9, math.Inf(1)}) {
		t.Errorf("%v %v", got, err)
	}
}

func TestWhatTheReaderKnowsBeforehandBoundsTheInterval(t *testing.T) {
	p := pair()
	p.Cells[0].Floor, p.Cells[1].Ceiling = 2, 9.5
	got, err := Attack(p, []int{0, 1})
	if err != nil || got[0] != (Interval{2.5, 12}) || got[1] != (Interval{0, 9.5}) {
		t.Errorf("%v %v", got, err)
	}
}

func TestACellThatCannotBeProtectedIsNamedWithWhatWouldHelp(t *testing.T) {
	p := pair()
	p.Cells[0].Primary, p.Cells[0].Lower, p.Cells[0].Upper, p.Cells[0].Sliding = true, 3, 2, 6
	p.Cells[1].Fixed, p.Cells[2].Fixed = true, true
	_, err := Protect(p, Options{})
	var e *Unprotectable
	if !errors.As(err, &e) || e.Cell != 0 || e.Best != (Interval{3, 3}) || len(e.Fixed) != 2 {
		t.Fatalf("%v", err)
	}
	want := "Cell “a” must be left anywhere between 0 and 5, 6 wide, and with everything hidden that may be hidden it is still known to lie between 3 and 3: let a total be hidden that now may not be (b, sum), merge its row or column with another, or ask for less protection"
	if errs.KindOf(err) != errs.BadInput || errs.Sentence(err) != want {
		t.Errorf("got %s", errs.Sentence(err))
	}
	if !strings.Contains(err.Error(), "cannot be protected") {
		t.Error(err)
	}
}

func TestMoreProtectionThanThereIsToHideIsRefused(t *testing.T) {
	p := pair()
	p.Cells[0].Primary, p.Cells[0].Lower = true, 4
	_, err := Protect(p, Options{})
	var e *Unprotectable
	if !errors.As(err, &e) || e.Best != (Interval{0, math.Inf(1)}) || len(e.Fixed) != 0 || !strings.Contains(errs.Sentence(err), "0 and any number: merge its row") {
		t.Errorf("%v", errs.Sentence(err))
	}
}

func TestAPlanWhoseProofDoesNotHoldIsNotGivenBack(t *testing.T) {
	p := pair()
	p.Cells[0].Primary, p.Cells[0].Lower = true, 3
	s := newSystem(p)
	pt := newPart(s, []int32{0, 1, 2}, Options{}.defaults())
	good := &plan{hidden: []bool{true, true, false}, proofs: []proof{{move{{0, -3}, {1, 3}}}}}
	if err := pt.verify(good); err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string]*plan{
		"a cell that is shown":       {hidden: []bool{true, false, true}, proofs: good.proofs},
		"a sum that does not add up": {hidden: good.hidden, proofs: []proof{{move{{0, -3}, {1, 2}}}}},
		"too little":                 {hidden: good.hidden, proofs: []proof{{move{{0, -2}, {1, 2}}}}},
		"below the floor":            {hidden: good.hidden, proofs: []proof{{move{{0, -4}, {1, 4}}}}},
		"nothing":                    {hidden: good.hidden, proofs: []proof{nil}},
	} {
		if err := pt.verify(bad); !errors.Is(err, stats.ErrUndefined) || !strings.Contains(err.Error(), "“a”") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if doubtful(nil, 7) != 7 || !math.IsInf(doubtful(good, 7), 1) {
		t.Error("only the bound of a plan without proof is in doubt")
	}
}
