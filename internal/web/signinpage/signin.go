// Package signinpage is the sign-in for development: anybody may be one of a few
// made-up people. The server refuses it unless it listens on this machine only.
package signinpage

import (
	"embed"
	"net/http"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

//go:embed *.html
var files embed.FS

// People are the made-up people that one may sign in as.
var People = []Person{
	{"manager", access.Actor{Name: "Ailsa Craig (made up)", Role: access.Manager}, "plans and runs every programme"},
	{"lead", access.Actor{Name: "Lewis Fyne (made up)", Role: access.Lead, Areas: []string{"made-up-carnbrae", "made-up-oldmarch-isles"}}, "leads the inspections of Carnbrae and of Oldmarch Isles"},
	{"analyst", access.Actor{Name: "Isla Tay (made up)", Role: access.Analyst}, "imports published outcomes and writes the national picture"},
}

// Person is somebody that one may sign in as.
type Person struct {
	Key   string
	Actor access.Actor
	Does  string
}

// cookie names the cookie. It holds the key of a made-up person and no secret:
// whoever reaches the server may be any of them.
const cookie = "northinch-development"

// Who is who makes a request: a made-up person, or the public.
func Who(d *door.Door, r *http.Request) access.Actor {
	if !d.Development {
		return access.Anyone
	}
	c, err := r.Cookie(cookie)
	if err != nil {
		return access.Anyone
	}
	for _, p := range People {
		if p.Key == c.Value {
			return p.Actor
		}
	}
	return access.Anyone
}

type signInView struct {
	Page   ui.Page
	Person ui.Field
	Back   string
}

var signInPage = ui.Parse(files, "signin.html")

// SignIn asks who one wants to be.
func SignIn(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if !d.Development {
			return errs.Refused("Nobody can sign in here: this server was started without a way to sign in.")
		}
		v := signInView{Page: r.New("Sign in for development"), Person: ui.Field{Name: "person", Label: "Who do you want to be?"}, Back: back(r.FormValue("back"))}
		v.Page.Lead = "This is a server for trying the program out. The people are made up, and anybody on this machine may be any of them."
		for _, p := range People {
			v.Person.Options = append(v.Person.Options, ui.Option{Value: p.Key, Label: p.Actor.Name, Hint: string(p.Actor.Role) + ": " + p.Does})
		}
		if r.Method != http.MethodPost {
			return signInPage.Render(w, http.StatusOK, v)
		}
		for _, p := range People {
			if p.Key == r.FormValue("person") {
				http.SetCookie(w, &http.Cookie{Name: cookie, Value: p.Key, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
				http.Redirect(w, r.Request, v.Back+"?done=sign-in", http.StatusSeeOther)
				return nil
			}
		}
		v.Person.Error = "Select a person"
		v.Page.Errors = []ui.FieldError{{ID: "person", Text: v.Person.Error}}
		return signInPage.Render(w, http.StatusUnprocessableEntity, v)
	}
}

// back is a path on this site, or the first page: never another site's.
func back(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\?#\r\n\t") {
		return "/"
	}
	return path
}

// SignOut ends it.
func SignOut(*door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		http.SetCookie(w, &http.Cookie{Name: cookie, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode})
		http.Redirect(w, r.Request, "/?done=sign-out", http.StatusSeeOther)
		return nil
	}
}
