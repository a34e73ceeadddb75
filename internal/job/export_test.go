package job

import "time"

// Impatient is the runner looking for work every few milliseconds.
func (r Runner) Impatient() Runner {
	r.poll = 5 * time.Millisecond
	return r
}
