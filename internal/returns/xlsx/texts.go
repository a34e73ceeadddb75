package xlsx

import (
	"io"
	"strings"

	"github.com/northinch/northinch/internal/unpack"
)

// hasTexts reports whether a part, by its name in small letters, has texts that
// somebody may have typed or that were copied from elsewhere: notes on cells, boxes
// on a sheet, what was kept of a pivot table or of another workbook, and what is
// said of the file.
func hasTexts(name string) bool {
	for _, in := range []string{"/comments", "/threadedcomments/", "/drawings/", "/charts/", "/pivotcache/", "/externallinks/", "docprops/"} {
		if strings.Contains(name, in) {
			return !strings.Contains(name, "/_rels/")
		}
	}
	return false
}

// Place is where a text outside the cells stands.
type Place string

// The places.
const (
	InNotes  Place = "a note on a cell"
	InBoxes  Place = "a box or a chart"
	InPivots Place = "the kept rows of a pivot table"
	InLinks  Place = "the kept cells of another workbook"
	InFacts  Place = "the properties of the file"
	InNoCell Place = "a text that no cell has any more"
	InNames  Place = "the name of a sheet"
)

func placeOf(name string) Place {
	switch name = strings.ToLower(name); {
	case strings.Contains(name, "comments"):
		return InNotes
	case strings.Contains(name, "/drawings/"), strings.Contains(name, "/charts/"):
		return InBoxes
	case strings.Contains(name, "/pivotcache/"):
		return InPivots
	case strings.Contains(name, "/externallinks/"):
		return InLinks
	}
	return InFacts
}

// Places are where the workbook has texts outside its cells, each once.
func (b *Book) Places() (all []Place) {
	seen := map[Place]bool{InFacts: true} // nearly every workbook has them
	for _, e := range b.elsewhere {
		if p := placeOf(e.Path); !seen[p] {
			seen[p] = true
			all = append(all, p)
		}
	}
	return all
}

// Texts calls a function with every text that stands outside the cells, until it
// returns false; of the texts that cells share, with those that no row has had that
// was read. Who saved the workbook is left out: that is nobody whom it is about.
func (b *Book) Texts(found func(Place, []byte) bool) error {
	for _, s := range b.Sheets {
		if !found(InNames, []byte(s.Name)) {
			return nil
		}
	}
	for i := range b.strings.len() {
		if !b.strings.used[i] && !found(InNoCell, b.strings.at(i)) {
			return nil
		}
	}
	for _, e := range b.elsewhere {
		more, err := textsOf(e, placeOf(e.Path), found)
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// whoSaved are the properties of a file that name its makers and programs.
var whoSaved = map[string]bool{"creator": true, "lastModifiedBy": true, "Manager": true, "Company": true, "Application": true, "author": true, "created": true, "modified": true, "lastPrinted": true}

func textsOf(e *unpack.Entry, place Place, found func(Place, []byte) bool) (more bool, err error) {
	in, err := e.Reader()
	if err != nil {
		return false, err
	}
	s := newScanner(in)
	var line []byte
	skip := false
	for {
		k, err := s.next()
		if err != nil {
			if err == io.EOF {
				return true, nil
			}
			return false, about(err)
		}
		switch k {
		case start:
			skip = whoSaved[string(s.name)]
			if name := string(s.name); name == "s" || name == "n" { // a cell of a pivot table
				if line, err = unescape(line[:0], s.attribute("v")); err != nil {
					return false, about(err)
				}
				if !found(place, line) {
					return false, nil
				}
				line = line[:0]
			}
		case text:
			if skip {
				continue
			}
			if line, err = s.plain(line); err != nil {
				return false, about(err)
			}
		case end:
			// Runs of one paragraph are one text, though each has its element.
			switch string(s.name) {
			case "t", "r", "rPr", "rPh", "ph":
				continue
			}
			if len(line) > 0 && !found(place, line) {
				return false, nil
			}
			line = line[:0]
		}
	}
}
