package webtest

import (
	"net/http"
	"net/url"
	"sync"
)

// Jar keeps the cookies of one server and sends them back over plain HTTP too, as
// browsers do on this machine; the jar of the standard library does not.
type Jar struct {
	mu   sync.Mutex
	kept map[string]string
}

// SetCookies keeps cookies and drops those that have ended.
func (j *Jar) SetCookies(_ *url.URL, cookies []*http.Cookie) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.kept == nil {
		j.kept = map[string]string{}
	}
	for _, c := range cookies {
		if c.MaxAge < 0 {
			delete(j.kept, c.Name)
			continue
		}
		j.kept[c.Name] = c.Value
	}
}

// Cookies are the cookies kept.
func (j *Jar) Cookies(*url.URL) []*http.Cookie {
	j.mu.Lock()
	defer j.mu.Unlock()
	var all []*http.Cookie
	for name, value := range j.kept {
		all = append(all, &http.Cookie{Name: name, Value: value})
	}
	return all
}
