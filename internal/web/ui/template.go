package ui

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"reflect"
	"strconv"

	"github.com/northinch/northinch/internal/web/static"
)

//go:embed templates
var embedded embed.FS

// Template is a page, ready to be rendered.
type Template struct {
	name string
	tmpl *template.Template
}

// common are the layout and the parts, parsed once for all pages.
var common = template.Must(template.New("layout.html").
	Option("missingkey=error").
	Funcs(template.FuncMap{
		"static":    static.URL,
		"button":    func(text string) Button { return Button{Text: text} },
		"secondary": func(text string) Button { return Button{Text: text, Secondary: true} },
	}).
	ParseFS(embedded, "templates/*.html"))

// Parse reads the template of one page. It panics on every mistake that can be
// seen before a request comes: it is called when the program starts.
func Parse(files fs.FS, name string) *Template {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		panic(fmt.Sprintf("ui: the template %s cannot be read: %v", name, err))
	}
	alone, err := template.New("content").Funcs(stubs).Parse(string(text))
	if err != nil {
		panic(fmt.Sprintf("ui: the template %s is wrong: %v", name, err))
	}
	for _, t := range alone.Templates() {
		if t.Name() != "content" && common.Lookup(t.Name()) != nil {
			panic(fmt.Sprintf("ui: the template %s defines %q, which is a part of every page", name, t.Name()))
		}
	}
	tmpl := template.Must(common.Clone())
	if _, err := tmpl.New("content").Parse(string(text)); err != nil {
		panic(fmt.Sprintf("ui: the template %s is wrong: %v", name, err))
	}
	if err := escape(tmpl); err != nil {
		panic(fmt.Sprintf("ui: the template %s is wrong: %v", name, err))
	}
	return &Template{name, tmpl}
}

// escape finds what html/template sees only when a template is first executed:
// a part that is not there, or a place where it cannot make a value safe.
func escape(tmpl *template.Template) error {
	spare, err := tmpl.Clone()
	if err != nil {
		return err
	}
	err = spare.ExecuteTemplate(io.Discard, "layout.html", nil)
	if wrong, ok := errors.AsType[*template.Error](err); ok {
		return wrong
	}
	return nil // it stopped at the missing view, as it must
}

// stubs let a page be parsed without the parts, to see what it defines itself.
var stubs = template.FuncMap{"static": fmt.Sprint, "button": fmt.Sprint, "secondary": fmt.Sprint}

// Render writes the page with a status. view is a struct with a field Page of
// type Page. Nothing is written if it returns an error: the page is made in
// memory first, so that there is never half a page.
func (t *Template) Render(w http.ResponseWriter, status int, view any) error {
	var page bytes.Buffer
	if err := t.write(&page, view); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(page.Len()))
	w.WriteHeader(status)
	_, err := page.WriteTo(w)
	return err
}

func (t *Template) write(page *bytes.Buffer, view any) error {
	v := reflect.Indirect(reflect.ValueOf(view))
	if v.Kind() != reflect.Struct {
		return fmt.Errorf("ui: %s: the view %T is not a struct", t.name, view)
	}
	if f := v.FieldByName("Page"); !f.IsValid() || f.Type() != reflect.TypeFor[Page]() {
		return fmt.Errorf("ui: %s: the view %T has no field Page of type ui.Page", t.name, view)
	}
	if err := t.tmpl.ExecuteTemplate(page, "layout.html", view); err != nil {
		return fmt.Errorf("ui: %s: %w", t.name, err)
	}
	return nil
}
