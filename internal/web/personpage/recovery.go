package personpage

import (
	"net/http"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/mail"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type waitingView struct {
	Page    ui.Page
	Waiting ui.Table
}

var waitingPage = ui.Parse(files, "waiting.html")

// Waiting are the people who cannot sign in and ask to come back.
func Waiting(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		v := waitingView{Page: r.New("Asking to come back", door.Home, ui.Link{Text: "People", Href: "/people"}), Waiting: ui.Table{ID: "waiting", Caption: "Who asks to come back; times in UTC",
			Columns: []ui.Column{{Text: "Person"}, {Text: "Asked at"}, {Text: "Until"}}, Empty: "Nobody is waiting."}}
		v.Page.Lead = "These people cannot sign in any more. Let somebody in only after you have spoken with them and know that it is them."
		if err := d.Read(r, func(tx *db.Tx) error {
			all, err := person.Waiting(tx, r.Who)
			if err != nil {
				return err
			}
			var ids []string
			for _, one := range all {
				ids = append(ids, string(one.Person))
			}
			names, err := person.Names(tx, ids...)
			for _, one := range all {
				v.Waiting.Rows = append(v.Waiting.Rows, []ui.Cell{{Text: names[string(one.Person)], Href: "/recoveries/" + one.ID}, {Text: date.Stamp(one.AskedAt)}, {Text: date.Stamp(one.EndsAt)}})
			}
			return err
		}); err != nil {
			return err
		}
		return waitingPage.Render(w, http.StatusOK, v)
	}
}

// Approve is the form by which a second person lets somebody back in.
func Approve(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if !access.Anywhere(r.Who, access.ApproveRecovery) {
			return errs.Missing("page", "")
		}
		if !r.Fresh(w) {
			return nil
		}
		title := "Let somebody back in"
		if err := d.Read(r, func(tx *db.Tx) error {
			all, err := person.Waiting(tx, r.Who)
			if err != nil {
				return err
			}
			for _, one := range all {
				if one.ID != r.PathValue("recovery") {
					continue
				}
				p, err := person.Get(tx, one.Person)
				if err != nil {
					return err
				}
				title = "Let " + p.Name + " back in"
			}
			return nil
		}); err != nil {
			return err
		}
		f := form{Page: r.New(title, door.Home, ui.Link{Text: "People", Href: "/people"}, ui.Link{Text: "Asking to come back", Href: "/recoveries"}), Button: "Let them in",
			Says:      []string{"Call the person on a number that you had before, not on one that they gave with the wish. Make sure that it is them, and have them read the number on their screen to you."},
			Questions: []*question{text(r, ui.Field{Name: "words", Label: "The number that they read to you", Inputmode: "numeric", Width: 10, Autocomplete: "off"}, "")}}
		if r.Method != http.MethodPost {
			return f.show(w)
		}
		if err := d.Write(r, func(tx *db.Tx) error {
			p, err := person.Approve(tx, r.Who, r.PathValue("recovery"), f.answer("words"))
			if err != nil || d.Keys == nil {
				return err
			}
			// So that nobody comes in under somebody's name without their knowing.
			return mail.Send(tx, d.Keys, r.Who, mail.Message{To: p.Email, Subject: "Somebody was let back in under your name at " + ui.SiteName,
				Text: r.Who.Name + " has let you back in, because somebody asked for it in your name and read out the number that was shown to them.\n\n" +
					"If it was not you, call " + r.Who.Name + " and another person of your programme at once: whoever it was may sign in as you.\n"})
		}); err != nil {
			return f.again(w, err)
		}
		return to(w, r, "/recoveries", "approved")
	}
}
