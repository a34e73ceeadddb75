// Package checkpage is the page on which anybody can check a return before it is
// sent. The check runs in the browser, and nothing comes to the server.
package checkpage

import (
	"embed"
	"net/http"

	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

//go:embed *.html
var files embed.FS

type checkView struct {
	Page ui.Page
}

var checkPage = ui.Parse(files, "check.html")

// Check is the page. It needs no sign-in, since it takes nothing and shows nothing
// that is kept.
func Check(*door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		p := r.New("Check a return")
		p.Lead = "The check runs on your own device. Nothing leaves it: no file, no name of a file and no finding."
		return checkPage.Render(w, http.StatusOK, checkView{p})
	}
}
