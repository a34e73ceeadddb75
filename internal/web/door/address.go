package door

import "net/http"

// Address is where a request comes from, for limits by address. It MUST NOT be
// logged. Of IPv6 it is the network.
func (r *Request) Address() string {
	a := r.Client.Unmap()
	if a.Is6() { // whoever has one address of a network of this size has them all
		if network, err := a.Prefix(64); err == nil {
			return network.String()
		}
	}
	return a.String()
}

// See sends whoever sent a form on to a page.
func (r *Request) See(w http.ResponseWriter, to string) {
	http.Redirect(w, r.Request, to, http.StatusSeeOther)
}

// Keep has the browser keep a secret of its own under a name for some minutes, and
// send it to this host alone.
func Keep(w http.ResponseWriter, name, secret string, minutes int) {
	http.SetCookie(w, &http.Cookie{Name: cookie + "-" + name, Value: secret, Path: "/", MaxAge: minutes * 60, HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode})
}

// Drop has the browser forget what Keep had it keep.
func Drop(w http.ResponseWriter, name string) { Keep(w, name, "", -1) }

// Kept is what Keep had the browser keep, or what somebody made up; empty if there
// is nothing.
func (r *Request) Kept(name string) string {
	c, err := r.Cookie(cookie + "-" + name)
	if err != nil {
		return ""
	}
	return c.Value
}
