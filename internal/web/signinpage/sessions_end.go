package signinpage

import (
	"net/http"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/session"
	"github.com/northinch/northinch/internal/web/door"
)

// EndSessions ends every other session of whoever is signed in. It asks for no
// proof: to be fast matters more when a laptop is gone.
func EndSessions(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if err := d.Write(r, func(tx *db.Tx) error {
			_, err := session.EndAll(tx, r.Who, r.Session.Person.ID, r.Session.Secret)
			return err
		}); err != nil {
			return err
		}
		lead(w, r, "/me", "sessions")
		return nil
	}
}
