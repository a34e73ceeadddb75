package keyring

import "errors"

// ErrStopped is what a test's machine gives when it stops.
var ErrStopped = errors.New("the machine stopped")

// StopAfter has the machine stop after so many changes in the folder; the result
// says whether it did.
func (r *Ring) StopAfter(steps int) (stopped func() bool) {
	r.in().step = func() error {
		if steps--; steps < 0 {
			return ErrStopped
		}
		return nil
	}
	return func() bool { return steps < 0 }
}

// FileOf is the name of the file with the keys of a scope.
func FileOf(s Scope) string { return fileName(s) }

// MarkOf is the name of the file that says that the keys of a scope are destroyed.
func MarkOf(s Scope) string { return markName(s) }
