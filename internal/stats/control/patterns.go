package control

// sign is 1, 0 or -1.
func sign(x float64) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

// trends says at which values 7 in a row end that all rise, or all fall.
func trends(values []float64) []bool {
	out, run, before := make([]bool, len(values)), 1, 0
	for i := 1; i < len(values); i++ {
		step := sign(values[i] - values[i-1])
		switch {
		case step == 0:
			run = 1
		case step == before:
			run++
		default:
			run = 2
		}
		before, out[i] = step, run >= 7
	}
	return out
}

// shifts says at which points 7 in a row end that are all on one side.
func shifts(side []int) []bool {
	out, run := make([]bool, len(side)), 0
	for i, s := range side {
		switch {
		case s == 0:
			run = 0
		case i > 0 && s == side[i-1]:
			run++
		default:
			run = 1
		}
		out[i] = run >= 7
	}
	return out
}

// partOf says which points are among the n that end at one that is marked.
func partOf(n int, ends []bool) []bool {
	out, left := make([]bool, len(ends)), 0
	for i := len(ends) - 1; i >= 0; i-- {
		if ends[i] {
			left = n
		}
		out[i] = left > 0
		left--
	}
	return out
}

// twoOfThree says which points are close to a limit and one of two or more among
// three in a row that are, all three on one side of the mean.
func twoOfThree(points []Point, side []int) []bool {
	out := make([]bool, len(points))
	for i := 0; i+3 <= len(points); i++ {
		sum, close := 0, 0
		for j := i; j < i+3; j++ {
			sum += side[j]
			if points[j].Close {
				close++
			}
		}
		if close >= 2 && (sum == 3 || sum == -3) {
			for j := i; j < i+3; j++ {
				out[j] = out[j] || points[j].Close
			}
		}
	}
	return out
}

// rising says whether the trend rises that a point is part of: to the next point
// if that is part of a trend too, otherwise from the one before.
func rising(values []float64, trend []bool, i int) bool {
	if i+1 < len(values) && trend[i+1] {
		return values[i+1] > values[i]
	}
	return values[i] > values[i-1]
}
