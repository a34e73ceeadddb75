package static

import (
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestFiles(t *testing.T) {
	if err := fstest.TestFS(Files(), "northinch.css", "northinch.js", "icon.svg"); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"README", ".stamp", "own/northinch.css"} {
		if _, err := fs.Stat(Files(), name); err == nil {
			t.Errorf("%s is not a file for browsers", name)
		}
	}
}

func TestReady(t *testing.T) {
	if !Ready() {
		if os.Getenv("CI") == "true" {
			t.Fatal("the design system is not embedded: run scripts/assets.sh first")
		}
		t.Skip("the design system is not embedded: run scripts/assets.sh")
	}
}

func TestURL(t *testing.T) {
	t.Run("the design system has an address before it is fetched", func(t *testing.T) {
		if u := URL("design-system.min.css"); !strings.HasPrefix(u, "/static/") {
			t.Error(u)
		}
	})
	t.Run("a slip in a template stops the program", func(t *testing.T) {
		defer func() {
			if recover() == nil {
				t.Error("no panic")
			}
		}()
		URL("nortinch.css")
	})
}

func get(t *testing.T, url, accept string) *http.Response {
	t.Helper()
	r := httptest.NewRequest("GET", url, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestHandler(t *testing.T) {
	css := URL("northinch.css")
	want, err := fs.ReadFile(Files(), "northinch.css")
	if err != nil {
		t.Fatal(err)
	}

	t.Run("every file has its type and may be kept for ever", func(t *testing.T) {
		for _, f := range whole().files {
			res := get(t, URL(f.name), "")
			if res.StatusCode != 200 || res.Header.Get("Content-Type") == "" ||
				!strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
				t.Errorf("%s: %s %v", f.name, res.Status, res.Header)
			}
		}
	})
	t.Run("it is packed for who can unpack it", func(t *testing.T) {
		res := get(t, css, "br, gzip")
		if res.Header.Get("Content-Encoding") != "gzip" {
			t.Fatal(res.Header)
		}
		z, err := gzip.NewReader(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(z); err != nil || string(got) != string(want) {
			t.Errorf("unpacked to %d bytes, %v; want %d", len(got), err, len(want))
		}
	})
	t.Run("and plain for who cannot", func(t *testing.T) {
		for _, accept := range []string{"", "identity", "gzip;q=0", "br"} {
			res := get(t, css, accept)
			got, _ := io.ReadAll(res.Body)
			if res.Header.Get("Content-Encoding") != "" || string(got) != string(want) {
				t.Errorf("%q: %v", accept, res.Header)
			}
		}
	})
	t.Run("a page of another edition gets the file, but does not keep it", func(t *testing.T) {
		res := get(t, "/static/0123456789abcdef/northinch.css", "")
		if res.StatusCode != 200 || res.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s %v", res.Status, res.Header)
		}
	})
	t.Run("a file that did not change is not sent again", func(t *testing.T) {
		r := httptest.NewRequest("GET", css, nil)
		r.Header.Set("If-None-Match", get(t, css, "").Header.Get("ETag"))
		w := httptest.NewRecorder()
		Handler().ServeHTTP(w, r)
		if w.Code != http.StatusNotModified {
			t.Error(w.Code)
		}
	})
	t.Run("there are no listings and no other files", func(t *testing.T) {
		for _, path := range []string{"/static/", "/static/" + whole().hash + "/", "/static/northinch.css", css + "/", "/static/" + whole().hash + "/README", "/static/x/../static.go"} {
			if res := get(t, path, ""); res.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %s", path, res.Status)
			}
		}
	})
	t.Run("it cannot be written to", func(t *testing.T) {
		w := httptest.NewRecorder()
		Handler().ServeHTTP(w, httptest.NewRequest("POST", css, nil))
		if w.Code != http.StatusMethodNotAllowed {
			t.Error(w.Code)
		}
	})
}

func TestTheProgramThatChecksAReturnMaySendNothing(t *testing.T) {
	res := get(t, URL(worker), "")
	if got := res.Header.Get("Content-Security-Policy"); got != WorkerPolicy || strings.Contains(got, "connect-src") || !strings.HasPrefix(got, "default-src 'none'") {
		t.Errorf("its policy is %q", got)
	}
	if other := get(t, URL("northinch.js"), "").Header.Get("Content-Security-Policy"); other != "" {
		t.Errorf("another script sets the policy %q", other)
	}
}

func TestTheProgramIsServedPackedAndPlain(t *testing.T) {
	if !Ready() {
		t.Skip("the check for browsers is not compiled: run scripts/assets.sh")
	}
	u := URL("returncheck.wasm")
	plain, err := io.ReadAll(get(t, u, "").Body)
	if err != nil || !strings.HasPrefix(string(plain), "\x00asm") {
		t.Fatalf("%.8q %v", plain, err)
	}
	res := get(t, u, "gzip")
	z, err := gzip.NewReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := io.ReadAll(z)
	if err != nil || string(packed) != string(plain) || res.Header.Get("Content-Type") != "application/wasm" || res.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("%d bytes of %d, %v %v", len(packed), len(plain), res.Header, err)
	}
}

// Pages follow nobody: the script of the design system could, if all of it were
// started, and ours must not send anything by itself.
func TestNothingLeavesThePage(t *testing.T) {
	for _, f := range whole().files {
		if slices.Contains(fetched, f.name) || f.packed != nil {
			continue
		}
		text := string(f.text)
		switch f.name {
		case "returncheck.js": // it fetches the program that it runs, and nothing else
			const program = "await fetch(new URL('./returncheck.wasm', import.meta.url))"
			if strings.Count(text, program) != 1 {
				t.Errorf("%s does not fetch its program once", f.name)
			}
			text = strings.Replace(text, program, "", 1)
		case worker:
			own, err := embedded.ReadFile("own/" + worker)
			if err != nil {
				t.Fatal(err)
			}
			text = string(own)
		}
		for _, door := range []string{"initAll(", "tracking", "fetch(", "XMLHttpRequest", "sendBeacon", "https:", "@import"} {
			if strings.Contains(text, door) {
				t.Errorf("%s has %q", f.name, door)
			}
		}
	}
}
