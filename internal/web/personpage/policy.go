package personpage

import (
	"net/http"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type policyView struct {
	Page  ui.Page
	Roles []ui.Table
}

var policyPage = ui.Parse(files, "policy.html")

// Policy is who may do what. It is public: what inspectors may see of an area is
// the area's business.
func Policy(*door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		v := policyView{Page: r.New("Who may do what", door.Home)}
		v.Page.Lead = "What does not stand under a role, it may not do. Whoever has declared an interest in an area does nothing there that is not published, but raise a concern."
		for _, role := range access.Policy() {
			table := ui.Table{ID: "role-" + slug(role.Name), Caption: upper(role.Name) + ": " + role.About,
				Columns: []ui.Column{{Text: "May"}, {Text: "Where"}, {Text: "In spite of an interest"}, {Text: "Why"}}, Empty: upper(role.Name) + ": " + role.About + ". Sees what is published, as everybody does."}
			for _, l := range role.Lines {
				where := "in what the role is held for"
				if l.Elsewhere {
					where = "everywhere"
				}
				table.Rows = append(table.Rows, []ui.Cell{{Text: l.Action.About()}, {Text: where}, {Text: map[bool]string{true: "yes", false: "no"}[l.Conflict]}, {Text: l.Why}})
			}
			v.Roles = append(v.Roles, table)
		}
		return policyPage.Render(w, http.StatusOK, v)
	}
}

func slug(name string) string {
	b := []byte(name)
	for i, c := range b {
		if c == ' ' {
			b[i] = '-'
		}
	}
	return string(b)
}
