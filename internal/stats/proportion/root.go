package proportion

import "math"

// rise is the place between low and high up to which before holds, to the last
// digit.
func rise(low, high float64, before func(float64) bool) float64 {
	for {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			return middle
		}
		if before(middle) {
			low = middle
		} else {
			high = middle
		}
	}
}

// root is where f is nought between a and b, at which f has different signs, to
// within tolerance: the method of R. P. Brent, Algorithms for Minimization
// without Derivatives, 1973, chapter 4. Where it stops depends on the order of
// the two.
func root(f func(float64) float64, a, b, tolerance float64) float64 {
	const resolution = 1.0 / (1 << 52)
	fa, fb := f(a), f(b)
	c, fc := a, fa // on the other side of the root than b, which is the best so far
	for {
		before := b - a
		if math.Abs(fc) < math.Abs(fb) {
			a, b, c = b, c, b
			fa, fb, fc = fb, fc, fb
		}
		least := 2*resolution*math.Abs(b) + tolerance/2
		step := (c - b) / 2
		if math.Abs(step) <= least || fb == 0 {
			return b
		}
		if math.Abs(before) >= least && math.Abs(fa) > math.Abs(fb) {
			p, q := interpolated(a, b, c, fa, fb, fc)
			// Trusted if it stays well within (b, c) and is shorter than half of
			// the step before.
			if p < 0.75*(c-b)*q-math.Abs(least*q)/2 && p < math.Abs(before*q/2) {
				step = p / q
			}
		}
		if math.Abs(step) < least {
			step = math.Copysign(least, step)
		}
		a, fa = b, fb
		b += step
		fb = f(b)
		if fb > 0 == (fc > 0) {
			c, fc = a, fa
		}
	}
}

// interpolated is the step from b to the root of the line through two points, or
// of the inverse parabola through three, as p/q with p not below 0.
func interpolated(a, b, c, fa, fb, fc float64) (p, q float64) {
	width, t := c-b, fb/fa
	p, q = width*t, 1-t
	if a != c {
		u, v := fa/fc, fb/fc
		p, q = t*(width*u*(u-v)-(b-a)*(v-1)), (u-1)*(v-1)*(t-1)
	}
	if p > 0 {
		return p, -q
	}
	return -p, q
}
