package duration

// Made are n made-up spells to measure with, the same for the same seed: whole
// days, many of them short, a third not seen to end. They are nobody's.
func Made(n int, seed uint64) []Spell {
	out := make([]Spell, n)
	for i := range out {
		// Two draws multiplied: short spells are more than long ones.
		a, b := mix(&seed)%60, mix(&seed)%60
		out[i] = Spell{End: float64(a * b), Cause: 1}
		if mix(&seed)%3 == 0 {
			out[i].Cause = 0
		}
	}
	return out
}

// mix is the next number of the generator SplitMix64 (G. L. Steele, D. Lea and
// C. H. Flood, "Fast splittable pseudorandom number generators", 2014).
func mix(state *uint64) uint64 {
	*state += 0x9e3779b97f4a7c15
	z := *state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
