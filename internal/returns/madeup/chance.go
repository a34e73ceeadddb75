package madeup

import "math/bits"

// chance is a sequence of numbers from a seed, the same on every machine: SplitMix64
// (G. Steele, D. Lea and C. Flood, Fast Splittable Pseudorandom Number Generators,
// OOPSLA 2014). It makes examples; a sample is drawn in another way.
type chance struct{ state uint64 }

func newChance(seed uint64, stream int) *chance {
	c := &chance{seed}
	c.state = c.next() ^ uint64(stream)*0xD1342543DE82EF95
	return c
}

func (c *chance) next() uint64 {
	c.state += 0x9E3779B97F4A7C15
	z := c.state
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// below is a number from 0 to n-1.
func (c *chance) below(n int) int {
	high, _ := bits.Mul64(c.next(), uint64(n))
	return int(high)
}

// from is a number from low to high.
func (c *chance) from(low, high int) int { return low + c.below(high-low+1) }

// percent is true in p of a hundred cases.
func (c *chance) percent(p int) bool { return c.below(100) < p }

func pick[T any](c *chance, from ...T) T { return from[c.below(len(from))] }
