package spec

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/errs"
)

//go:embed editions/*.json
var shipped embed.FS

var editions = sync.OnceValues(func() ([]*Edition, error) { return Load(shipped, "editions") })

// Editions returns the editions that come with the program, the oldest first. They
// are shared and MUST NOT be changed.
func Editions() []*Edition {
	all, err := editions()
	if err != nil {
		panic(err) // the files are part of the program, and a test reads them
	}
	return all
}

// ByID returns an edition; the error is of kind errs.BadInput.
func ByID(id string) (*Edition, error) {
	var known []string
	for _, e := range Editions() {
		if e.ID == id {
			return e, nil
		}
		known = append(known, e.ID)
	}
	return nil, errs.Invalid("edition", "There is no edition of the return specification “%s”; there are %s", id, strings.Join(known, ", "))
}

// On returns the edition for returns with an agreed date; the error is of kind
// errs.BadInput.
func On(agreed date.Date) (*Edition, error) {
	all := Editions()
	for _, e := range all {
		if agreed.Day() > 0 && e.From <= agreed && (!e.To.Known() || agreed <= e.To) {
			return e, nil
		}
	}
	return nil, errs.Invalid("agreed_date", "There is no edition of the return specification for the agreed date; the first is for %s and later", all[0].From.Words())
}

// Load reads the editions of a folder. It refuses two for the same day and a day
// that is left out between two.
func Load(from fs.FS, folder string) ([]*Edition, error) {
	names, err := fs.Glob(from, folder+"/*.json")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("spec: there is no edition in %s: %w", folder, err)
	}
	files := map[string]file{}
	for _, name := range names {
		b, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, fmt.Errorf("spec: %w", err)
		}
		f, err := read(b)
		if err != nil {
			return nil, fmt.Errorf("spec: %s: %w", name, err)
		}
		if _, ok := files[f.ID]; ok {
			return nil, fmt.Errorf("spec: two files are edition %s", f.ID)
		}
		files[f.ID] = f
	}
	made := map[string]*Edition{}
	for len(made) < len(files) {
		before := len(made)
		for id, f := range files {
			if made[id] != nil || f.Extends != "" && made[f.Extends] == nil {
				continue
			}
			if made[id], err = f.after(made[f.Extends]); err != nil {
				return nil, fmt.Errorf("spec: %w", err)
			}
		}
		if len(made) == before {
			return nil, fmt.Errorf("spec: an edition extends one that is not there, or itself")
		}
	}
	var all []*Edition
	for _, e := range made {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b *Edition) int { return int(a.From) - int(b.From) })
	for i, e := range all[1:] {
		if last := all[i]; !last.To.Known() || last.To.After(0, 1) != e.From {
			return nil, fmt.Errorf("spec: edition %s does not begin on the day after edition %s ends", e.ID, last.ID)
		}
	}
	return all, nil
}
