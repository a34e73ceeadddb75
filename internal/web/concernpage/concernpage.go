// Package concernpage is the pages about matters of concern: raising one, the
// register, one concern with its steps, who is at risk, and who could see it.
//
// No form of these pages has data-keep, so nothing that is typed into them is kept
// in the storage of the browser, and all have autocomplete="off" and
// spellcheck="false", so that the browser neither remembers what was typed nor sends
// it anywhere to be checked: who is at risk must not be left behind on a device.
// What is typed is kept on the page itself when a form cannot be saved.
package concernpage

import (
	"embed"
	"fmt"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

//go:embed *.html
var files embed.FS

var register = ui.Link{Text: "Concerns", Href: "/concerns"}

func id(r *door.Request) concern.ID { return concern.ID(r.PathValue("concern")) }

func desk(d *door.Door) concern.Desk { return concern.Desk{Keys: d.Keys, Origin: d.Origin} }

func path(c concern.ID) string { return "/concerns/" + string(c) }

// page is a page about one concern.
func page(tx *db.Tx, r *door.Request, c concern.Concern, title string) (ui.Page, error) {
	trail := []ui.Link{register, {Text: "Concern " + string(c.ID), Href: path(c.ID)}}
	if title == "" {
		title, trail = "Concern "+string(c.ID), trail[:1]
	}
	p := r.New(title, trail...)
	one, err := programme.Get(tx, c.Inspection.Programme)
	p.MadeUp = one.MadeUp
	return p, err
}

// about is an inspection in words: its area and its programme.
func about(tx *db.Tx, i inspection.Inspection) (string, error) {
	a, err := area.Get(tx, i.Area)
	if err != nil {
		return "", err
	}
	p, err := programme.Get(tx, i.Programme)
	return a.Name + ", " + p.Name, err
}

// moment is a moment as pages show it, in UTC as everywhere.
func moment(t time.Time) string { return date.Moment(t) }

// long is a time in words, to the largest two units.
func long(d time.Duration) string {
	d = max(d, 0) // a clock may have been put back
	switch {
	case d < time.Hour:
		return count(int(d/time.Minute), "minute")
	case d < 48*time.Hour:
		return count(int(d/time.Hour), "hour")
	}
	return count(int(d/(24*time.Hour)), "day")
}

func count(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

// due is what is due next, by when, and whether that is late.
func due(c concern.Concern, now time.Time) string {
	if !c.Stage.IsOpen() {
		return "nothing"
	}
	end, ok := c.Ends()
	if !ok {
		return c.Stage.Due() + ", without a limit"
	}
	words := c.Stage.Due() + " by " + moment(end)
	if c.IsLate(now) {
		return long(now.Sub(end)) + " late: " + words
	}
	return words
}

// limits says where the limits come from.
func limits() string {
	return concern.Source() + " Working hours are " + concern.WorkingDay() + ". Times are in UTC."
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func may(r *door.Request, act access.Action, i inspection.Inspection) bool {
	return access.Decide(r.Who, act, i.Place()).Allowed
}
