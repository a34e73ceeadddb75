package sampling

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

func TestEveryOrderHasTheSameChance(t *testing.T) {
	const seeds = 24_000
	counts := map[string]int{}
	for i := range seeds {
		counts[fmt.Sprint(Order(Hash{byte(i), byte(i >> 8)}, "A", 4, 4))]++
	}
	chi := 0.0
	for _, n := range counts {
		d := float64(n) - seeds/24
		chi += d * d / (seeds / 24)
	}
	// With 23 degrees of freedom, 1 in 10,000 are above 58.
	if len(counts) != 24 || chi > 58 {
		t.Errorf("%d orders, chi-square %.1f", len(counts), chi)
	}
}

func TestTheFirstTicketsAreTheBeginningOfTheOrderOfAll(t *testing.T) {
	all := Order(madeSeed, "A", 500, 500)
	for _, take := range []int{0, 1, 7, 499} {
		if got := Order(madeSeed, "A", 500, take); !slices.Equal(got, all[:take]) {
			t.Errorf("%d: %v", take, got)
		}
	}
	sorted := slices.Sorted(slices.Values(all))
	for i, v := range sorted {
		if int(v) != i {
			t.Fatalf("place %d is there twice or not at all", i)
		}
	}
	if slices.Equal(all, Order(madeSeed, "B", 500, 500)) || slices.Equal(all, Order(Hash{}, "A", 500, 500)) {
		t.Error("another stratum or seed has the same order")
	}
}

// Computed by the Python program of docs/methods/draw.md.
func TestTheOrderIsTheSameForEver(t *testing.T) {
	if got, want := fmt.Sprint(Order(Hash{}, "Registered", 20, 8)), pythonOrder; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestADrawIsMadeOnceByTheSeedThatWasCommittedTo(t *testing.T) {
	r, _ := committed(t, "", 4, 20)
	says(t, r.Draw(Hash{}, ""), "not the seed that was committed to")
	says(t, r.Draw(madeSeed, "6"), "names no source")
	if r.Drawn != nil {
		t.Fatal("a draw that was refused is there")
	}
	if err := r.Draw(madeSeed, ""); err != nil {
		t.Fatal(err)
	}
	says(t, r.Draw(madeSeed, ""), "drawn already")
	r, _ = committed(t, "A die", 4, 20)
	says(t, r.Draw(madeSeed, ""), "a part of the seed comes from elsewhere (A die)")
	says(t, r.Draw(madeSeed, "6\n"), "has a line end")
}

func TestThePublicPartChangesTheSample(t *testing.T) {
	seen := map[string]bool{}
	for _, public := range []string{"1", "2", "1 1"} {
		r, _ := committed(t, "Dice", 10, 200)
		if err := r.Draw(madeSeed, public); err != nil {
			t.Fatal(err)
		}
		seen[fmt.Sprint(r.Drawn.Sample)] = true
	}
	if len(seen) != 3 {
		t.Errorf("%d samples", len(seen))
	}
}

func TestAPlanOfAnotherFrameIsRefused(t *testing.T) {
	r, _ := committed(t, "", 4, 20)
	other, _ := committed(t, "", 4, 21)
	_, err := Commit(other.Frame, r.Plan, madeSeed)
	says(t, err, "not that of the frame")
}

func TestAReplacementIsTheNextTicketOfItsStratum(t *testing.T) {
	r, _ := drawn(t, 8, 20, 9)
	order := Order(r.seed(*r.Drawn), "Registered", 20, 20)
	first, second := Ticket{2, 3}, Ticket{2, 7}
	p := replace(t, r, first, "held", Hash{})
	if p.By == nil || p.By.Ticket != second || p.By.Line != r.Frame.Strata[1].Lines[order[6]] {
		t.Errorf("%+v", p.By)
	}
	q := replace(t, r, second, "not-found", Hash{}) // one that came in may go too
	if q.By.Ticket != (Ticket{2, 8}) || q.Head == p.Head || r.Head() != q.Head {
		t.Errorf("%+v", q)
	}
	holds(t, r.Verify(Beside{}))
	for ticket, want := range map[Ticket]string{{2, 3}: "replaced before", {2, 9}: "not in the sample", {3, 1}: "not in the sample", {0, 1}: "not in the sample", {1, 0}: "not in the sample"} {
		_, err := r.Replace(ticket, "held", Hash{})
		says(t, err, want)
	}
	_, err := r.Replace(Ticket{2, 1}, "looks", Hash{})
	says(t, err, "no such reason")
	if len(r.Replacements) != 2 {
		t.Errorf("a replacement that was refused is there: %v", r.Replacements)
	}
}

func TestWhereNoTicketIsLeftNothingTakesThePlace(t *testing.T) {
	r, _ := drawn(t, 3, 4)
	if p := replace(t, r, Ticket{1, 1}, "held", Hash{}); p.By == nil || p.By.Ticket.Order != 4 {
		t.Errorf("%+v", p)
	}
	if p := replace(t, r, Ticket{1, 4}, "held", Hash{}); p.By != nil {
		t.Errorf("%+v", p)
	}
	holds(t, r.Verify(Beside{}))
}

func TestNothingIsBuiltOnARecordThatIsNotDrawnOrNotTrue(t *testing.T) {
	r, p := committed(t, "", 4, 20)
	_, err := r.Replace(Ticket{1, 1}, "held", Hash{})
	says(t, err, "not drawn yet")
	_, err = r.Weights()
	says(t, err, "not drawn yet")
	_, err = r.Compare(p)
	says(t, err, "not drawn yet")
	r, _ = drawn(t, 4, 20)
	r.Drawn.Sample[0].Line[0] ^= 1
	_, err = r.Replace(Ticket{1, 1}, "held", Hash{})
	says(t, err, "does not agree with itself")
}

func TestATicketIsTwoNumbersWithAPoint(t *testing.T) {
	if k, err := ParseTicket("2.17"); err != nil || k != (Ticket{2, 17}) || k.String() != "2.17" {
		t.Errorf("%v, %v", k, err)
	}
	for _, text := range []string{"", "2", "2.", ".7", "0.7", "2.0", "-1.2", "2.07", "2.7.1", "a.b", "2,7", "99999999999999999999.1"} {
		_, err := ParseTicket(text)
		says(t, err, "two numbers with a point")
	}
}

func TestWeightsWithoutReplacementsAreThePopulationOverTheSample(t *testing.T) {
	r, _ := drawn(t, 12, 20, 9, 3)
	all, err := r.Weights()
	if err != nil || len(all) != 12 {
		t.Fatalf("%d, %v", len(all), err)
	}
	total := 0.0
	for _, c := range all {
		s := r.Plan.Strata[c.Ticket.Stratum-1]
		if c.Weight != float64(s.Population)/float64(s.Size) || c.Inclusion != 1/c.Weight || c.Status != InSample || c.Stratum != s.Name {
			t.Errorf("%+v", c)
		}
		total += c.Weight
	}
	if math.Abs(total-32) > 1e-9 {
		t.Errorf("the weights add up to %v", total)
	}
}

func TestWeightsAfterReplacementsFollowTheirReasons(t *testing.T) {
	r, _ := drawn(t, 5, 20)
	replace(t, r, Ticket{1, 1}, "held", Hash{})              // called: 6
	replace(t, r, Ticket{1, 2}, "not-in-population", Hash{}) // 7
	replace(t, r, Ticket{1, 6}, "in-frame-twice", Hash{})    // 8
	all, err := r.Weights()
	if err != nil || len(all) != 8 {
		t.Fatalf("%d, %v", len(all), err)
	}
	// Of 8 called, 5 are read, 1 is unread and 2 are outside: 20 × 6/8 = 15 belong to
	// the population, and each of 5 stands for 3 of them.
	want := []Status{Unread, Outside, InSample, InSample, InSample, Outside, InSample, InSample}
	for i, c := range all {
		weight := 3.0
		if want[i] != InSample {
			weight = 0
		}
		if c.Status != want[i] || math.Abs(c.Weight-weight) > 1e-12 || c.Inclusion != 8.0/20 || c.Ticket.Order != i+1 {
			t.Errorf("%+v, want %s and %v", c, want[i], weight)
		}
	}
}

// 100 records, of which 20 are outside and 16 cannot be read. Over many draws, the
// estimate of those who belong to the population is near 80.
func TestTheEstimateOfThePopulationIsRightOnAverage(t *testing.T) {
	r, _ := committed(t, "", 30, 100)
	mean, draws := 0.0, 100
	for i := range draws {
		one, err := Commit(r.Frame, r.Plan, Hash{byte(i), byte(i >> 8), 1})
		if err == nil {
			err = one.Draw(Hash{byte(i), byte(i >> 8), 1}, "")
		}
		if err != nil {
			t.Fatal(err)
		}
		kind := map[Hash]string{}
		for k, line := range one.Frame.Strata[0].Lines {
			if k < 20 {
				kind[line] = "not-in-population"
			} else if k < 36 {
				kind[line] = "held"
			}
		}
		queue := slices.Clone(one.Drawn.Sample)
		for len(queue) > 0 {
			card := queue[0]
			queue = queue[1:]
			if reason := kind[card.Line]; reason != "" {
				queue = append(queue, *replace(t, one, card.Ticket, reason, Hash{}).By)
			}
		}
		all, err := one.Weights()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range all {
			mean += c.Weight / float64(draws)
		}
	}
	if mean < 79 || mean > 81.5 {
		t.Errorf("%.2f on average, and there are 80", mean)
	}
}
