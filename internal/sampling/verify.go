package sampling

import (
	"fmt"
	"slices"
)

// Beside is what somebody who verifies has beside the record.
type Beside struct {
	// Published is a head of this record that was published or kept elsewhere before;
	// zero for none.
	Published Hash
	// Private is the private part; nil for those who do not have it.
	Private *Private
}

// Verify reads a record and checks it: see Record.Verify. It returns errs.BadInput where
// the record cannot be read, as Parse does.
func Verify(b []byte, beside Beside) (Report, error) {
	r, err := Parse(b)
	if err != nil {
		return Report{}, err
	}
	return r.Verify(beside), nil
}

// Verify makes the draw again from the record alone and says what holds, what does not,
// and what cannot be told. A record that agrees with itself may still be another than
// the one that was published: only a head from elsewhere shows that it is not.
func (r *Record) Verify(beside Beside) Report {
	report := Report{Head: r.Head()}
	c, chain := r.Commitment, r.chain()
	report.add("frame", fmt.Sprintf("The list of %d records in %d strata is the one that was committed to", r.Frame.Count(), len(r.Frame.Strata)),
		unless(c.Frame == r.Frame.Hash(), "The list of records is not the one that was committed to"))
	report.add("plan", "The plan is the one that was committed to", unless(c.Plan == r.Plan.Hash(), "The plan is not the one that was committed to"))
	report.add("sizes", "The sizes of the samples follow from the design", r.sizesWrong())
	report.add("commitment", "The head of the commitment follows from the frame, the plan and the hash of the seed",
		unless(c.Head == chain[0], "The head of the commitment does not follow from the frame, the plan and the hash of the seed"))
	r.published(&report, beside.Published)
	r.verifyDraw(&report, chain)
	r.verifyPrivate(&report, beside.Private)
	return report
}

func (r *Record) sizesWrong() string {
	sizes, err := r.Plan.Design.Sizes(r.Plan.Strata)
	if err != nil {
		return "The design of the plan cannot be carried out: " + err.Error()
	}
	for h, s := range r.Plan.Strata {
		if s.Size != sizes[h] {
			return fmt.Sprintf("The plan takes %d records of stratum %d, and the design asks for %d", s.Size, h+1, sizes[h])
		}
	}
	return ""
}

// published compares a head from elsewhere with those of the record.
func (r *Record) published(report *Report, head Hash) {
	const name = "published before"
	if head == (Hash{}) {
		report.cannot(name, "No head from elsewhere was given; without the one that was published before the draw, nothing shows that this is the same record")
		return
	}
	says := []string{"the commitment, from before the draw", "the draw"}
	switch i := slices.Index(r.heads(), head); {
	case i < 0:
		report.add(name, "", "The head that was given is none of this record: it is another record, or it was changed")
	case i < len(says):
		report.add(name, "The head that was given is that of "+says[i], "")
	default:
		report.add(name, fmt.Sprintf("The head that was given is that of replacement %d", i-1), "")
	}
}

// verifyDraw draws again.
func (r *Record) verifyDraw(report *Report, chain []Hash) {
	if r.Drawn == nil {
		for _, name := range []string{"seed", "public part", "sample", "replacements"} {
			report.cannot(name, "The sample is not drawn yet")
		}
		return
	}
	d := *r.Drawn
	report.add("seed", "The seed is the one that was committed to", unless(sealed(d.Seed, r.Commitment) == r.Commitment.Seed, "The seed is not the one that was committed to"))
	switch {
	case (d.Public == "") != (r.Plan.Public == ""):
		report.add("public part", "", "The plan and the draw do not agree on whether a part of the seed came from elsewhere")
	case d.Public == "":
		report.cannot("public part", "No part of the seed came from elsewhere, so nothing shows that the team did not try several before it committed to one")
	default:
		report.cannot("public part", fmt.Sprintf("Compare with the source: %s is said to have given “%s”", r.Plan.Public, d.Public))
	}
	want := r.sample(r.seed(d))
	wrong := unless(d.Head == chain[1], "The head of the draw does not follow from it")
	for i, card := range d.Sample {
		if i >= len(want) || card != want[i] {
			wrong = fmt.Sprintf("The draw gives another sample: entry %d (ticket %s) is not as it must be", i+1, card.Ticket)
			break
		}
	}
	if len(d.Sample) < len(want) {
		wrong = fmt.Sprintf("The draw gives a sample of %d, and the record has %d", len(want), len(d.Sample))
	}
	report.add("sample", fmt.Sprintf("Drawn again, the sample is the same %d records", len(want)), wrong)
	report.add("replacements", fmt.Sprintf("Each replacement (%d) is the next ticket of its stratum", len(r.Replacements)), r.replacementsWrong(chain))
}

func (r *Record) replacementsWrong(chain []Hash) string {
	all, orders, seed := r.Plan.stands(), make([][]uint32, len(r.Plan.Strata)), r.seed(*r.Drawn)
	for i, p := range r.Replacements {
		called, why := r.Plan.apply(all, p)
		if why != "" {
			return fmt.Sprintf("Replacement %d cannot be: %s", i+1, why)
		}
		h := p.Ticket.Stratum - 1
		if s := r.Plan.Strata[h]; orders[h] == nil {
			orders[h] = Order(seed, s.Name, s.Population, s.Population)
		}
		want := r.card(h+1, called, orders[h])
		if (want == nil) != (p.By == nil) || want != nil && *want != *p.By {
			return fmt.Sprintf("Replacement %d is not the next ticket of its stratum", i+1)
		}
		if p.Head != chain[i+2] {
			return fmt.Sprintf("The head of replacement %d does not follow from what is before it", i+1)
		}
	}
	return ""
}
