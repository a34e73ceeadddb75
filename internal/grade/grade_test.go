package grade

import "testing"

func TestTheZeroMarkIsNotYetGraded(t *testing.T) {
	var m Mark
	if m.Status() != NotYet || m.Grade() != None {
		t.Errorf("the zero mark is %v with grade %d", m.Status(), m.Grade())
	}
}

func TestAMarkGivesBackWhatItWasMadeOf(t *testing.T) {
	for g := Unsatisfactory; g <= Excellent; g++ {
		if m := Of(g); m.Status() != Graded || m.Grade() != g || !m.Valid(6) {
			t.Errorf("grade %d came back as %v, %d", g, m.Status(), m.Grade())
		}
	}
	for _, s := range []Status{NotInspected, NotSeen, Unreadable, Doubtful} {
		if m := Without(s); m.Status() != s || m.Grade() != None || !m.Valid(6) {
			t.Errorf("status %v came back as %v, %d", s, m.Status(), m.Grade())
		}
	}
}

func TestMarksOutsideTheScaleAreNotValid(t *testing.T) {
	for _, m := range []Mark{5, 0x3f, first, first + 1, first + Mark(statuses), 255} {
		if m.Valid(4) {
			t.Errorf("mark %d is valid on a four-point scale", m)
		}
	}
}
