package signinpage

import (
	"net/url"
	"strings"
	"testing"
)

func TestTheSignInLeadsNowhereElse(t *testing.T) {
	for path, want := range map[string]string{
		"/":      "/",
		"/areas": "/areas",
		"/inspections/made-up-second/made-up-torbrae/stage": "/inspections/made-up-second/made-up-torbrae/stage",
		"/programmes/a%20b":              "/programmes/a%20b",
		"/people/@somebody":              "/people/@somebody",
		"":                               "/",
		"areas":                          "/",
		"//elsewhere.example":            "/",
		"///elsewhere.example":           "/",
		`/\elsewhere.example`:            "/",
		`\\elsewhere.example`:            "/",
		"/\t/elsewhere.example":          "/",
		"/\n/elsewhere.example":          "/",
		"/\r\nSet-Cookie: a=b":           "/",
		"\t//elsewhere.example":          "/",
		" //elsewhere.example":           "/",
		"/ /elsewhere.example":           "/",
		"https://elsewhere.example":      "/",
		"https:/elsewhere.example":       "/",
		"HTTPS:elsewhere.example":        "/",
		"javascript:alert(1)":            "/",
		"data:text/html,x":               "/",
		"//user@elsewhere.example/areas": "/",
		"/areas?done=approved":           "/",
		"/areas#elsewhere":               "/",
		"/%":                             "/",
		"/a\x00b":                        "/",
		"/a\u2028b":                      "/",
		"\uff0f/elsewhere.example":       "/",
		"/\uff0felsewhere.example":       "/",
	} {
		if got := back(path); got != want {
			t.Errorf("back to %q leads to %q, want %q", path, got, want)
		}
	}
}

func FuzzTheSignInLeadsNowhereElse(f *testing.F) {
	for _, s := range []string{"/areas", "//elsewhere.example", `/\elsewhere.example`, "https://elsewhere.example", "/\t/elsewhere.example", "/%2f/elsewhere.example", "/.//elsewhere.example", "/..//elsewhere.example"} {
		f.Add(s)
	}
	site, _ := url.Parse("https://northinch.example/sign-in")
	f.Fuzz(func(t *testing.T, s string) {
		got := back(s)
		// As a browser reads an address: \ is /, and tabs and line ends are left out.
		read := strings.NewReplacer(`\`, "/", "\t", "", "\n", "", "\r", "").Replace(got)
		u, err := site.Parse(read)
		if err != nil || u.Host != site.Host || u.Scheme != site.Scheme || strings.HasPrefix(read, "//") || !strings.HasPrefix(read, "/") {
			t.Errorf("back to %q leads to %q", s, got)
		}
		if strings.ContainsAny(got, "?#\r\n") {
			t.Errorf("back to %q has more than a path: %q", s, got)
		}
	})
}
