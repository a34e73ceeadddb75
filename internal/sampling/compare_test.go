package sampling

import (
	"math"
	"strings"
	"testing"
)

func TestTheSampleIsComparedWithWhatTheDrawGivesOnAverage(t *testing.T) {
	r, p := drawn(t, 40, 100, 50)
	list, err := r.Compare(p)
	if err != nil || len(list) != 5 {
		t.Fatalf("%+v, %v", list, err)
	}
	frame, sample, expected := map[string]int{}, map[string]int{}, map[string]float64{}
	for _, c := range list {
		frame[c.Trait], sample[c.Trait], expected[c.Trait] = frame[c.Trait]+c.Frame, sample[c.Trait]+c.Sample, expected[c.Trait]+c.Expected
		if c.Apart == nil || math.Abs(*c.Apart) > 4 || c.Far != (math.Abs(*c.Apart) >= 3) {
			t.Errorf("%+v", c)
		}
	}
	for _, trait := range p.Traits {
		if frame[trait] != 150 || sample[trait] != 40 || math.Abs(expected[trait]-40) > 1e-9 {
			t.Errorf("%s: %d, %d, %v", trait, frame[trait], sample[trait], expected[trait])
		}
	}
	var values []string
	for _, c := range list {
		values = append(values, c.Value)
	}
	if got := strings.Join(values, ", "); got != "boy, girl, 0 to 4, 5 to 11, 12 to 17" {
		t.Errorf("the values stand in the order %s", got)
	}
}

// 10 of 20 with 8 of 20: the mean is 4 and the variance 10·0.4·0.6·10/19.
func TestHowFarASampleIsApartIsMeasuredByTheHypergeometricDistribution(t *testing.T) {
	p := Plan{Strata: []Take{{Population: 20, Size: 10}}}
	for sample, far := range map[int]bool{4: false, 7: false, 8: true} {
		c := p.compare(Comparison{Sample: sample}, []int{8})
		want := (float64(sample) - 4) / math.Sqrt(10*0.4*0.6*10/19)
		if c.Expected != 4 || c.Apart == nil || math.Abs(*c.Apart-want) > 1e-12 || c.Far != far {
			t.Errorf("%d: %+v, want %v", sample, c, want)
		}
	}
}

func TestWhatEveryDrawHasIsNotApart(t *testing.T) {
	r, p := drawn(t, 10, 10)
	list, err := r.Compare(p)
	if err != nil || len(list) == 0 {
		t.Fatalf("%v", err)
	}
	for _, c := range list {
		if c.Apart != nil || c.Far || c.Expected != float64(c.Sample) || c.Frame != c.Sample {
			t.Errorf("%+v", c)
		}
	}
	one := Plan{Strata: []Take{{Population: 1, Size: 1}}}
	if c := one.compare(Comparison{Sample: 1}, []int{1}); c.Apart != nil || c.Expected != 1 {
		t.Errorf("%+v", c)
	}
}

func TestThePrivatePartOfAnotherDrawIsRefused(t *testing.T) {
	r, _ := drawn(t, 10, 30)
	_, other := drawn(t, 10, 31)
	_, err := r.Compare(other)
	says(t, err, "of another draw")
	_, err = r.Compare(&Private{})
	says(t, err, "of another draw")
}

func TestThePrivatePartIsReadAsItWasWritten(t *testing.T) {
	r, p := full(t)
	q, err := ParsePrivate(p.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if string(q.Bytes()) != string(p.Bytes()) {
		t.Error("it changed on the way")
	}
	holds(t, r.Verify(Beside{Private: q}))
	found := q.Find()
	for _, c := range r.Drawn.Sample {
		if i, ok := found[c.Line]; !ok || i.Stratum != r.Plan.Strata[c.Ticket.Stratum-1].Name {
			t.Errorf("%s: %+v", c.Ticket, i)
		}
	}
}

func TestWhatIsNoPrivatePartIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "not the private part",
		`{"format":"northinch draw"}`: "not the private part",
		`{"format":"northinch draw, private part","version":3}`:                                      "version 3",
		`{"format":"northinch draw, private part","version":1,"traits":["sex"],"items":[{"row":4}]}`: "Row 4 of the private part has 0 traits, and there are 1",
	} {
		_, err := ParsePrivate([]byte(text))
		says(t, err, want)
	}
}
