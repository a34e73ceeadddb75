package ui

import "net/http"

// The pages for what went wrong. Each says what happened, what it means for what
// was typed, and where to go next. None says whether a thing exists that the
// reader may not see.

type notFoundView struct{ Page Page }

type deniedView struct{ Page Page }

type unusableView struct{ Page Page }

type tooLargeView struct{ Page Page }

type conflictView struct {
	Page  Page
	Typed []Typed
	Back  Link
}

type brokenView struct {
	Page      Page
	Reference string
	Busy      bool
}

// Typed is what somebody typed into a field, to be shown when it was not saved.
type Typed struct{ Label, Text string }

var (
	notFoundPage  = Parse(embedded, "templates/wrong/not-found.html")
	deniedPage    = Parse(embedded, "templates/wrong/denied.html")
	unusablePage  = Parse(embedded, "templates/wrong/unusable.html")
	tooLargePage  = Parse(embedded, "templates/wrong/too-large.html")
	conflictPage  = Parse(embedded, "templates/wrong/conflict.html")
	signedOutPage = Parse(embedded, "templates/wrong/signed-out.html")
	brokenPage    = Parse(embedded, "templates/wrong/broken.html")
	unsurePage    = Parse(embedded, "templates/wrong/unsure.html")
)

// NotFound is the page for what is not there, or may not be seen.
func NotFound(w http.ResponseWriter, p Page) error {
	p.Title = "Page not found"
	return notFoundPage.Render(w, http.StatusNotFound, notFoundView{p})
}

// Denied is the page for what may be seen but not done. The reason is a sentence.
func Denied(w http.ResponseWriter, p Page, reason string) error {
	p.Title, p.Lead = "You may not do this", reason
	return deniedPage.Render(w, http.StatusForbidden, deniedView{p})
}

// Unusable is the page for what was asked for in a way that cannot be. Forms show
// themselves again instead. The sentence says what is wrong.
func Unusable(w http.ResponseWriter, p Page, sentence string) error {
	p.Title, p.Lead = "This cannot be used", sentence
	return unusablePage.Render(w, http.StatusBadRequest, unusableView{p})
}

// TooLarge is the page for what was larger than is taken. The sentence says how
// much is.
func TooLarge(w http.ResponseWriter, p Page, sentence string) error {
	p.Title, p.Lead = "This is too large", sentence
	return tooLargePage.Render(w, http.StatusRequestEntityTooLarge, tooLargeView{p})
}

// Conflict is the page for a change that somebody else was faster with. It shows
// what was typed, all of it, so that nothing is lost; back leads to the form.
func Conflict(w http.ResponseWriter, p Page, typed []Typed, back Link) error {
	p.Title = "Somebody else changed this first"
	p.Lead = "While you were writing, another person saved a change to the same thing. Theirs is kept, and yours is not saved yet."
	return conflictPage.Render(w, http.StatusConflict, conflictView{p, typed, back})
}

// SignedOut is the page for a form of somebody who is not signed in, perhaps not
// any more. It shows what was typed, so that nothing is lost.
func SignedOut(w http.ResponseWriter, p Page, typed []Typed, signIn Link) error {
	p.Title = "You are not signed in"
	p.Lead = "Nothing was saved. Your time at the site may have ended while you were writing."
	return signedOutPage.Render(w, http.StatusForbidden, conflictView{p, typed, signIn})
}

// Stale is the page for a form that wants a proof of who sent it that is fresher than
// theirs. It shows what was typed, so that nothing is lost; prove leads to the proof
// and back to the form.
func Stale(w http.ResponseWriter, p Page, typed []Typed, prove Link) error {
	p.Title = "Prove again who you are"
	p.Lead = "Nothing was saved. This form wants a proof of who you are, and yours is more than ten minutes old."
	return signedOutPage.Render(w, http.StatusForbidden, conflictView{p, typed, prove})
}

// TooMany is the page for what was tried too often. The sentence says when to try
// again.
func TooMany(w http.ResponseWriter, p Page, sentence string) error {
	p.Title, p.Lead = "Wait before you try again", sentence
	return unusablePage.Render(w, http.StatusTooManyRequests, unusableView{p})
}

// Broken is the page for a mistake of the program. The reference finds it in the
// log; it names no person and no child.
func Broken(w http.ResponseWriter, p Page, reference string) error {
	p.Title = "Something went wrong"
	return brokenPage.Render(w, http.StatusInternalServerError, brokenView{Page: p, Reference: reference})
}

// Busy is the page for a store that does not answer now: reading says that
// something was to be shown, otherwise something was to be saved.
func Busy(w http.ResponseWriter, p Page, reference string, reading bool) error {
	p.Title = "This cannot be saved at the moment"
	if reading {
		p.Title = "This cannot be shown at the moment"
	}
	return brokenPage.Render(w, http.StatusServiceUnavailable, brokenView{Page: p, Reference: reference, Busy: true})
}

// Unsure is the page for a save that may have been done or not: the database was
// lost before it answered.
func Unsure(w http.ResponseWriter, p Page, reference string) error {
	p.Title = "It is not known whether this was saved"
	return unsurePage.Render(w, http.StatusServiceUnavailable, brokenView{Page: p, Reference: reference})
}
