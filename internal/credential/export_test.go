package credential

import "context"

// Fill takes n places in the queue of a hasher, as others who sign in do, until the
// function that it returns is called.
func (h *Hasher) Fill(n int) (stop func()) {
	var done []func()
	for range n {
		h.queue <- struct{}{}
		done = append(done, func() { <-h.queue })
	}
	return func() {
		for _, f := range done {
			f()
		}
	}
}

// Hold has a hasher work at nothing with all it has, until the function that it
// returns is called.
func (h *Hasher) Hold() (stop func()) {
	for range cap(h.work) {
		h.work <- struct{}{}
	}
	return func() {
		for range cap(h.work) {
			<-h.work
		}
	}
}

// Places is how many can wait and work.
func (h *Hasher) Places() int { return cap(h.queue) }

// Dummy is the hash that stands in for nobody's.
func (h *Hasher) Dummy() string { return h.dummy }

// Same compares a password with a hash.
func (h *Hasher) Same(ctx context.Context, password, hash string) (bool, error) {
	return h.compare(ctx, password, hash)
}

// Step is the time step that a code is for.
var Step = step
