package door

import (
	"net"
	"net/http"
)

// Address is where a request comes from, for limits by address. It MUST NOT be
// logged. It is the one place that says so.
func (r *Request) Address() string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
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
