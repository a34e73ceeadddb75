package webtest

import (
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(Main(m)) }

const good = `<!DOCTYPE html><html lang="en-GB"><head><title>Good</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>Good</h1><form action="/typed"><label for="a">Name</label> <input id="a" name="a">
<button id="b" type="button">Press</button> <button id="go" type="submit">Go</button></form>
<p id="out">Nothing yet</p><noscript><p id="plain">No scripts</p></noscript></main>
<script src="/good.js"></script></body></html>`

const script = `document.getElementById('b').onclick = () => { document.getElementById('out').textContent = 'Pressed'; };`

const bad = `<!DOCTYPE html><html lang="en-GB"><head><title>Bad</title><link rel="icon" href="data:,"></head>
<body><main><h1>Bad</h1><input id="a"><h4>Deep</h4>
<p style="color:red">A style that the policy refuses</p><img src="/none.png" alt="">
<img src="http://other.invalid/x.png" alt=""><div id="wide"></div></main>
<script>alert('refused too')</script><script src="/bad.js"></script></body></html>`

const badScript = `document.getElementById('wide').style.width = '2000px'; document.getElementById('wide').textContent = '-';
console.error('said', {a: 1}); undefinedFunction();`

func serve(t *testing.T) string {
	pages := map[string]string{"/good": good, "/good.js": script, "/bad": bad, "/bad.js": badScript, "/gone": good}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if strings.HasSuffix(r.URL.Path, ".js") {
			w.Header().Set("Content-Type", "text/javascript")
		}
		text, ok := pages[r.URL.Path]
		if !ok && r.URL.Path != "/typed" || r.URL.Path == "/gone" {
			w.WriteHeader(http.StatusNotFound)
		}
		if r.URL.Path == "/typed" {
			text = `<title>Typed</title><h1>` + r.FormValue("a") + `</h1>`
		}
		w.Write([]byte(text))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestGoodPage(t *testing.T) {
	base, w := serve(t), Browser(t)
	w.Check(base+"/good", "good")
	w.Check(base+"/gone", "gone") // a page of status 404 is no problem of its own

	t.Run("it can be used", func(t *testing.T) {
		w.Open(base+"/good", Wide)
		w.Type("#a", "Angus")
		if got := w.Value("#a"); got != "Angus" {
			t.Errorf("the field holds %q", got)
		}
		w.Press(Tab)
		if got := w.Focused(); got != "button#b Press" {
			t.Errorf("the focus is on %q", got)
		}
		w.Press(Enter)
		if got := w.Text("#out"); got != "Pressed" {
			t.Errorf("it says %q", got)
		}
		w.PressShift(Tab)
		if got := w.Focused(); got != "input#a" {
			t.Errorf("the focus is on %q", got)
		}
		w.Follow("#go")
		if got := w.Text("h1") + w.Title(); got != "AngusTyped" {
			t.Errorf("the next page says %q", got)
		}
	})
	t.Run("and without scripts", func(t *testing.T) {
		w.Scripts(false)
		w.Open(base+"/good", Wide)
		w.Wait("#plain")
		w.Click("#b")
		if got := w.Text("#out"); got != "Nothing yet" {
			t.Errorf("it says %q", got)
		}
		w.Scripts(true)
		w.Reload()
		w.Click("#b")
		if got := w.Text("#out"); got != "Pressed" {
			t.Errorf("it says %q", got)
		}
	})
}

func TestBadPage(t *testing.T) {
	base, w := serve(t), Browser(t)
	w.Open(base+"/bad", Narrow)

	t.Run("its problems are heard once", func(t *testing.T) {
		all := strings.Join(w.Problems(), "\n")
		for _, want := range []string{
			"style-src",         // the refused attribute
			"script-src",        // the refused script
			"none.png",          // the missing file
			"other.invalid",     // the other host
			"console: \"said\"", // what the page complained of itself
			"undefinedFunction is not defined",
		} {
			if !strings.Contains(all, want) {
				t.Errorf("no word of %q in:\n%s", want, all)
			}
		}
		if again := w.Problems(); len(again) > 0 {
			t.Errorf("again: %q", again)
		}
	})
	t.Run("its barriers are found", func(t *testing.T) {
		found := w.Axe()
		for rule, advice := range map[string]bool{"label": false, "heading-order": true} {
			i := slices.IndexFunc(found, func(v Violation) bool { return v.Rule == rule })
			if i < 0 {
				t.Errorf("%s was not found in %v", rule, found)
				continue
			}
			if found[i].Advice != advice || len(found[i].Where) == 0 || !strings.Contains(found[i].String(), rule) {
				t.Errorf("%+v", found[i])
			}
		}
	})
	t.Run("its width is found", func(t *testing.T) {
		if o := w.Overflow(); !strings.Contains(o, "div#wide") {
			t.Errorf("overflow: %q", o)
		}
	})
}

func TestWindowsShareNothing(t *testing.T) {
	base := serve(t)
	one, two := Browser(t), Browser(t)
	one.Open(base+"/good", Wide)
	Eval[string](one, `localStorage.setItem('a', 'kept') ?? ''`)
	two.Open(base+"/good", Wide)
	if got := Eval[string](two, `localStorage.getItem('a') ?? 'nothing'`); got != "nothing" {
		t.Errorf("the second window has %q of the first", got)
	}
}

func TestShot(t *testing.T) {
	w := Browser(t)
	dir := t.TempDir()
	t.Setenv("NORTHINCH_SHOTS", dir)
	w.Open(serve(t)+"/good", Narrow)
	w.Shot("good")
	png, err := os.ReadFile(dir + "/good.png")
	if err != nil || !strings.HasPrefix(string(png), "\x89PNG") {
		t.Errorf("%d bytes, %v", len(png), err)
	}
}
