package madeup

import (
	"archive/zip"
	"io"
)

// The names of the files of an archive. A file that leaves its archive still says
// what it is.
const (
	ChildrenFile = "made-up-children.csv"
	EventsFile   = "made-up-events.csv"
	ReadmeFile   = "README.txt"
)

// Pack writes the return of an area as a ZIP file. An archive takes one file after
// the other, so the area is made up twice, which costs less than keeping it.
func (r *Round) Pack(area int, to io.Writer) (Truth, error) {
	z := zip.NewWriter(to)
	write := func(name string, put func(io.Writer) error) error {
		w, err := z.Create(name)
		if err != nil {
			return err
		}
		return put(w)
	}
	var t Truth
	err := write(ReadmeFile, func(w io.Writer) error {
		_, err := io.WriteString(w, Readme)
		return err
	})
	if err == nil {
		err = write(ChildrenFile, func(w io.Writer) error {
			_, err := r.Write(area, w, io.Discard)
			return err
		})
	}
	if err == nil {
		err = write(EventsFile, func(w io.Writer) (err error) {
			t, err = r.Write(area, io.Discard, w)
			return err
		})
	}
	if err == nil {
		err = z.Close()
	}
	return t, err
}
