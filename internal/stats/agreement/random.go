package agreement

import "math/bits"

// source is the random numbers of one replicate: SplitMix64 (G. L. Steele,
// D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators",
// 2014), which is a few lines, the same on every machine and for ever, and good
// enough to resample with.
type source uint64

// golden is the odd number next to 2^64 over the golden ratio.
const golden = 0x9e3779b97f4a7c15

// mix is the finalizer of SplitMix64.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// stream is the source of a replicate: each has its own, so that it does not
// matter who works it out and when.
func stream(seed uint64, replicate int) source {
	return source(mix(mix(seed+golden) + uint64(replicate)*golden))
}

// next is 64 random bits.
func (s *source) next() uint64 {
	*s += golden
	return mix(uint64(*s))
}

// below is a random number from 0 to n-1, each as likely (D. Lemire, ACM
// Transactions on Modeling and Computer Simulation 29, 2019).
func (s *source) below(n uint64) uint64 {
	high, low := bits.Mul64(s.next(), n)
	if low < n {
		for least := -n % n; low < least; {
			high, low = bits.Mul64(s.next(), n)
		}
	}
	return high
}
