package sampling

import (
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sampling/chacha8"
)

// Commit begins a record: the frame and the plan in the open, the seed as a hash. seed
// is 32 random bytes, which stay secret until the draw.
//
// It returns errs.BadInput for a plan that does not fit the frame.
func Commit(f Frame, p Plan, seed Hash) (*Record, error) {
	c := Commitment{Frame: f.Hash(), Plan: p.Hash()}
	c.Seed = sealed(seed, c)
	r := &Record{Format: Format, Version: Version, Frame: f, Plan: p, Commitment: c}
	r.Commitment.Head = r.chain()[0]
	return r, r.check()
}

// sealed is the hash of a seed that is published before it.
func sealed(seed Hash, c Commitment) Hash { return digest("seed", seed[:], c.Frame[:], c.Plan[:]) }

// Draw reveals the seed and draws the sample. public is what the source of the public
// part of the seed gave; "" where the plan names none.
//
// It returns errs.Conflict for a record that is drawn already, and errs.BadInput for a
// seed that was not committed to and a public part that is missing or was not planned.
func (r *Record) Draw(seed Hash, public string) error {
	switch why := printable(public, longestSentence); {
	case r.Drawn != nil:
		return errs.Changed("The sample of this record is drawn already; a second draw would be another one")
	case sealed(seed, r.Commitment) != r.Commitment.Seed:
		return errs.Invalid("seed", "This is not the seed that was committed to for this frame and this plan")
	case r.Plan.Public != "" && public == "":
		return errs.Invalid("public", "The plan says that a part of the seed comes from elsewhere (%s); say what that gave", r.Plan.Public)
	case r.Plan.Public == "" && public != "":
		return errs.Invalid("public", "The plan names no source of a public part of the seed, so none can be given now")
	case why != "":
		return errs.Invalid("public", "The public part of the seed %s", why)
	}
	d := Drawn{Seed: seed, Public: public}
	d.Sample = r.sample(r.seed(d))
	r.Drawn = &d
	d.Head = r.chain()[1]
	return nil
}

// seed is what a draw is made from: everything that was committed to, and the public
// part.
func (r *Record) seed(d Drawn) Hash {
	return digest("draw", d.Seed[:], r.Commitment.Frame[:], r.Commitment.Plan[:], []byte(d.Public))
}

// sample are the first tickets of each stratum.
func (r *Record) sample(seed Hash) []Card {
	var all []Card
	for h, s := range r.Plan.Strata {
		for i, at := range Order(seed, s.Name, s.Population, s.Size) {
			all = append(all, Card{Ticket{h + 1, i + 1}, r.Frame.Strata[h].Lines[at]})
		}
	}
	return all
}

// Order is the places, from 0, in the list of a stratum of those who have its first
// tickets. Each order of each number of them has the same chance, and the order of a few
// is the beginning of that of more.
//
// The stratum has a stream of its own, of the hash of the seed and its name, so that it
// can be checked without the others. With it, Fisher and Yates's shuffle goes from the
// front: the place i changes with one of the places from i to the last.
func Order(seed Hash, stratum string, count, take int) []uint32 {
	list := make([]uint32, count)
	for i := range list {
		list[i] = uint32(i)
	}
	s := chacha8.New(digest("stratum", seed[:], []byte(stratum)))
	for i := range list[:take] {
		j := i + int(s.Below(uint64(count-i)))
		list[i], list[j] = list[j], list[i]
	}
	return list[:take]
}
