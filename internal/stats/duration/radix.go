package duration

// sorted returns the numbers in order, byte by byte from the lowest. Bytes that
// are the same in all are passed over: of the bits of whole days, most are zero,
// so that a million of them are in order after three rounds. The slice it was
// given is used up.
func sorted(list []uint64) []uint64 {
	var counts [8][256]int
	for _, x := range list {
		for b := range counts {
			counts[b][byte(x>>(8*b))]++
		}
	}
	spare := make([]uint64, len(list))
	for b := range counts {
		if len(list) == 0 || counts[b][byte(list[0]>>(8*b))] == len(list) {
			continue
		}
		place(spare, list, &counts[b], 8*b)
		list, spare = spare, list
	}
	return list
}

// place puts the numbers in the order of one byte, and keeps the order of those
// that have the same.
func place(to, from []uint64, counts *[256]int, shift int) {
	next := 0
	for i, n := range counts {
		counts[i], next = next, next+n
	}
	for _, x := range from {
		b := byte(x >> shift)
		to[counts[b]] = x
		counts[b]++
	}
}
