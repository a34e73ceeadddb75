package metrics

import (
	"slices"
	"sync"
)

// bounds are the upper bounds of durations in seconds, from a page that is read
// from memory to an import of a large file.
var bounds = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60}

// Histogram counts durations. The zero value is empty; it is for any number of
// goroutines.
type Histogram struct {
	mu      sync.Mutex
	buckets [13]uint64 // one more than bounds: what is longer than all
	sum     float64
	count   uint64
}

// Observe counts a duration in seconds. One below zero, from a clock that was set
// back, counts as none.
func (h *Histogram) Observe(seconds float64) {
	seconds = max(seconds, 0)
	i, _ := slices.BinarySearch(bounds, seconds)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.buckets[i]++
	h.sum += seconds
	h.count++
}

// Samples are the numbers of the histogram under labels.
func (h *Histogram) Samples(labels ...Label) []Sample {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []Sample
	var upTo uint64
	for i, n := range h.buckets {
		upTo += n
		bound := "+Inf"
		if i < len(bounds) {
			bound = number(bounds[i])
		}
		all = append(all, Sample{"_bucket", append(slices.Clone(labels), Label{"le", bound}), float64(upTo)})
	}
	return append(all, Sample{"_sum", labels, h.sum}, Sample{"_count", labels, float64(h.count)})
}
