// Package html renders a document as a web page: as the inside of a page of the
// site, or as one file that stands alone, with its style, and needs nothing else.
//
// The class names that start with ds_ are those of the Scottish Government Design
// System 4.2.0. Those that start with ni- are ours: CSS has the rules for text and
// tables, chart.CSS those for grades and charts.
package html

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"

	"github.com/northinch/northinch/internal/chart"
	"github.com/northinch/northinch/internal/document"
)

//go:embed templates
var files embed.FS

// parts holds the templates: page is the file that stands alone, the others are
// what it and the site have in common.
var parts = template.Must(template.New("").Option("missingkey=error").ParseFS(files, "templates/*.html"))

// Body is the sections and the notes, from headings of level 2 down. The title,
// the lead and the facts are for the page around it to place.
func Body(d document.Document) template.HTML { return fragment("body", newView(d)) }

// Lead is the finding as a paragraph, or nothing.
func Lead(d document.Document) template.HTML { return fragment("lead", newView(d)) }

// Facts is what the document is, as a summary list, or nothing.
func Facts(d document.Document) template.HTML { return fragment("facts", newView(d)) }

// Write writes the document as one file that works alone: without JavaScript,
// without a network, on paper.
func Write(w io.Writer, d document.Document) error {
	var b bytes.Buffer
	v := newView(d)
	v.Style = style()
	if err := parts.ExecuteTemplate(&b, "page", v); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	_, err := b.WriteTo(w)
	return err
}

// CSS is the rules for the classes of this package that the design system does
// not have, for the style sheet of the site.
func CSS() string { return text("templates/content.css") }

// style is everything that the file that stands alone needs.
func style() template.CSS {
	return template.CSS(text("templates/page.css") + CSS() + chart.CSS())
}

func text(name string) string {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return string(b)
}

// fragment panics where a template does not fit its view, which no document can
// cause: the tests execute every template.
func fragment(name string, v view) template.HTML {
	var b bytes.Buffer
	if err := parts.ExecuteTemplate(&b, name, v); err != nil {
		panic(err)
	}
	return template.HTML(b.String()) // html/template has escaped it
}
