package signinpage

import (
	"time"

	"github.com/northinch/northinch/internal/db"
)

// moment is a moment as people read it.
func moment(stamp string) string {
	t, err := time.Parse(db.Moment, stamp)
	if err != nil {
		return "never"
	}
	return t.Format("2 January 2006, 15:04") + " UTC"
}
