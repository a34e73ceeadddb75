// Package ui is how pages look: the layout, the parts of forms and the pages of
// errors, in the markup of the Scottish Government Design System 4.2.0.
//
// A page is a view struct with a field Page and a template file beside its
// handler. The file is the content of the page; the layout adds the head, the
// header, the trail, the error summary, the heading and the lead:
//
//	//go:embed *.html
//	var files embed.FS
//
//	type stageView struct {
//		Page  ui.Page
//		Stage ui.Field
//	}
//
//	var stagePage = ui.Parse(files, "stage.html")
//
// A template for each part of a page takes the struct of the same meaning:
//
//	<form class="ni-form" method="post" id="stage" data-keep="{{.Version}}" novalidate>
//	{{template "choices" .Stage}}
//	{{template "button" (button "Save the stage")}}
//	</form>
//
// A form with data-keep, whose value is the version of what it changes, keeps
// what is typed on the reader's device until the page after the save shows a
// Notice. Logic belongs into Go, where it can be tested, and not into templates.
package ui

import (
	"slices"
	"strings"
)

// SiteName is the name of the program, as its readers know it.
const SiteName = "North Inch"

// Policy is the Content-Security-Policy of every page. Nothing may come from
// elsewhere, go elsewhere or stand in the page itself: no script, no style, no
// style attribute.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; " +
	"base-uri 'none'; manifest-src 'self'"

// Page is what the layout shows around the content.
type Page struct {
	Title  string       // the only h1
	Lead   string       // the finding in one sentence; may be empty
	MadeUp bool         // the data are made up, and the page says so above everything
	Person string       // who is signed in; empty if nobody is
	Own    []Link       // where whoever is signed in may go from every page
	Trail  []Link       // the way here, from the top; without this page
	Path   string       // the path of the request
	Errors []FieldError // what must be put right, in the order of the questions
	Notice string       // what was just done; MUST be set on the page after a save
}

// Link is words that lead somewhere.
type Link struct{ Text, Href string }

// FieldError is a line of the error summary. ID is that of the input to go to.
type FieldError struct{ ID, Text string }

// section is an entry of the site navigation and the paths that belong to it.
type section struct {
	Text, Href, under string
}

var sections = []section{
	{"Programmes", "/", "/programmes"},
	{"Areas", "/areas", "/areas"},
	{"Frameworks", "/frameworks", "/frameworks"},
	{"Methods", "/methods", "/methods"},
}

// navigation is an entry as the layout shows it.
type navigation struct {
	Link
	Current string // for aria-current: "page", "true" (a page below it) or empty
}

// Navigation are the sections of the site, those of whoever is signed in after
// those of everybody; it is called by the layout. At most one of them is current.
func (p Page) Navigation() []navigation {
	all := slices.Clone(sections)
	for _, l := range p.Own {
		all = append(all, section{l.Text, l.Href, l.Href})
	}
	var shown []navigation
	exact := slices.ContainsFunc(all, func(s section) bool { return s.Href == p.Path })
	for _, s := range all {
		n := navigation{Link: Link{s.Text, s.Href}}
		switch {
		case p.Path == s.Href:
			n.Current = "page"
		case !exact && (p.Path == s.under || strings.HasPrefix(p.Path, s.under+"/")):
			n.Current = "true"
		}
		shown = append(shown, n)
	}
	return shown
}

// Heading is the title of the browser's window; it is called by the layout. It
// begins with "Error: " so that a screen reader says so first.
func (p Page) Heading() string {
	title := p.Title + " – " + SiteName
	if len(p.Errors) > 0 {
		return "Error: " + title
	}
	return title
}
