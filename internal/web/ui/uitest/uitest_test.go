package uitest

import (
	"slices"
	"strings"
	"testing"
)

func page(title, body string) []byte {
	return []byte(`<!DOCTYPE html><html lang="en-GB"><head><title>` + title + `</title></head><body><h1>A page</h1>` + body + `</body></html>`)
}

func TestProblems(t *testing.T) {
	t.Run("a sound page has none", func(t *testing.T) {
		sound := page("A page – North Inch", `<form id="f" data-keep="1"><label for="a">A</label><input id="a" name="a" aria-describedby="h"><p id="h">Hint</p>
			<label>B <input name="b"></label><input type="hidden" name="c"><button class="ds_button" type="submit">Save</button></form>
			<a href="#a">To A</a><svg role="img" aria-label="A chart"><title>T</title><svg></svg></svg><h2>Next</h2>
			<table><caption>T</caption><tr><th scope="col">C</th></tr></table><fieldset><legend>L</legend></fieldset>`)
		if p := Problems(sound); len(p) > 0 {
			t.Error(p)
		}
	})
	for _, c := range []struct{ title, body, want string }{
		{"A", `<input id="x" name="x">`, `the input "x" has no label`},
		{"A", `<label for="x">X</label><input id="x">`, `the input "x" has no name`},
		{"A", `<label for="y">Y</label>`, `<label> has for="y", which is not on the page`},
		{"A", `<p id="x"></p><p id="x"></p>`, `the id "x" is there 2 times`},
		{"A", `<a href="#gone">Go</a>`, `leads to "#gone"`},
		{"A", `<a href="/x"></a>`, `has no words`},
		{"A", `<h1>Another</h1>`, `not exactly one`},
		{"A", `<h3>Deep</h3>`, `a heading of level 3 follows one of level 1`},
		{"A", `<div class="ds_error-summary"></div>`, `there is an error summary: true`},
		{"Error: A", ``, `there is an error summary: false`},
		{"", ``, `the page has no title`},
		{"A", `<p style="color:red">x</p>`, `has an attribute style`},
		{"A", `<p onclick="x()">x</p>`, `has an attribute onclick`},
		{"A", `<script>x()</script>`, `a script is not a file of this site`},
		{"A", `<style>p{}</style>`, `the page has a style element`},
		{"A", `<a href="javascript:x()">x</a>`, `has a script in href`},
		{"A", `<button class="ds_button" type="submit">A</button><a class="ds_button" href="/">B</a>`, `2 primary buttons`},
		{"A", `<button>A</button>`, `the button "A" has no type`},
		{"A", `<table><tr><td>x</td></tr></table>`, `a table has no caption`},
		{"A", `<table><caption>T</caption><tr><th>x</th></tr></table>`, `has no scope`},
		{"A", `<svg></svg>`, `an svg is neither hidden`},
		{"A", `<img src="x">`, `an img has no alt`},
		{"A", `<fieldset></fieldset>`, `a fieldset has no legend`},
		{"A", `<form data-keep="1"></form>`, `keeps what is typed has no id`},
	} {
		t.Run("it finds: "+c.want, func(t *testing.T) {
			p := Problems(page(c.title, c.body))
			if !slices.ContainsFunc(p, func(s string) bool { return strings.Contains(s, c.want) }) {
				t.Errorf("found %q", p)
			}
		})
	}
	t.Run("it finds another language", func(t *testing.T) {
		if p := Problems([]byte(`<html><title>A</title><h1>A</h1></html>`)); !strings.Contains(strings.Join(p, " "), "language") {
			t.Error(p)
		}
	})
}
