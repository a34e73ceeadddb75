package returns

import (
	"bytes"
	"io"
	"strings"

	"github.com/northinch/northinch/internal/returns/personal"
	"github.com/northinch/northinch/internal/returns/spec"
)

// childPlaces are where the columns of the children are in the file.
type childPlaces struct {
	child, area, agreed, born, sex, locality, populations, madeUp int
}

// Children reads a table of children. name is what findings call the file. The
// error is a *Refusal; what is wrong with rows and cells is found and read over.
func (r *Reader) Children(name string, in io.Reader) error {
	if err := r.start(spec.Children, name, in); err != nil {
		return err
	}
	more, err := r.firstRow()
	if err != nil {
		return err
	}
	p := childPlaces{r.at("child"), r.at("area"), r.at("agreed_date"), r.at("born"), r.at("sex"), r.at("locality"), r.at("populations"), r.at("made_up")}
	for more {
		if err := r.child(p); err != nil {
			return err
		}
		if more, err = r.row(); err != nil {
			return err
		}
	}
	r.end()
	return nil
}

// firstRow matches the columns and reads the first row. The edition, if none is
// given, is the one of the agreed date in that row.
func (r *Reader) firstRow() (more bool, err error) {
	all := spec.Editions()
	newest, _ := all[len(all)-1].Table(spec.Children)
	if r.lookup != nil {
		newest, _ = r.ret.Edition.Table(spec.Children)
		if err := r.match(newest); err != nil {
			return false, err
		}
		return r.row()
	}
	if err := r.checkHeader(r.in.Header()); err != nil {
		return false, err
	}
	agreed := -1
	column, _ := newest.Column("agreed_date")
	for at, name := range r.in.Header() {
		if columnOf(spec.Table{Columns: []spec.Column{column}}, name) == 0 {
			agreed = at
			break
		}
	}
	if agreed < 0 {
		return false, r.refuse(columnMissing, 1, "agreed_date", "agreed_date")
	}
	more, err = r.row()
	if err != nil {
		return false, err
	}
	e := all[len(all)-1]
	if more {
		d := readDay(r.rec.Column(agreed))
		if e, err = spec.On(d.day.Date()); err != nil || d.fault != noFault {
			return false, r.refuse(noEdition, r.rec.Line, "agreed_date", "The agreed date in the first row is none of an edition of the return specification, or cannot be read as a date such as 2026-07-31.")
		}
	}
	r.use(e)
	t, _ := e.Table(spec.Children)
	if err := r.match(t); err != nil {
		return false, err
	}
	if more {
		err = r.lookAtUnasked()
	}
	return more, err
}

// child reads a row of the children.
func (r *Reader) child(p childPlaces) error {
	c := &r.ret.Children
	rec, line := &r.rec, r.rec.Line
	left := &r.ret.Files[r.file].LeftOut
	ref := bytes.TrimSpace(rec.Column(p.child))
	if k := personal.In(ref); k != personal.None {
		return r.refuse(personalCell, line, "child", k.Words())
	}
	switch {
	case len(ref) == 0:
		r.note(cellEmpty, line, "child", "child")
	case !isReference(ref):
		r.note(refForm, line, "child")
	}
	area, ok, err := r.area(rec.Column(p.area), line, true)
	if err != nil {
		return err
	}
	if !ok || !isReference(ref) {
		*left++
		return nil
	}
	if err := r.agreed(rec.Column(p.agreed), area, line); err != nil {
		return err
	}
	row, err := r.childCells(p)
	if err != nil {
		return err
	}
	if len(c.Born) == cap(c.Born) {
		r.growChildren(rec.End)
	}
	n, known := r.refs.add(area, ref)
	if known {
		*left++
		if differs := row.differs(c, n); differs != "" {
			r.note(childTwo, line, "child", c.Line[n], differs)
		} else {
			r.note(childTwice, line, "child", c.Line[n])
		}
		return nil
	}
	c.Area = append(c.Area, area)
	c.Born = append(c.Born, row.born)
	c.Sex = append(c.Sex, row.sex)
	c.Locality = append(c.Locality, row.locality)
	c.In = append(c.In, row.in)
	c.File = append(c.File, r.file)
	c.Line = append(c.Line, uint32(line))
	r.notMadeUp = r.notMadeUp || !row.madeUp
	return nil
}

// growChildren makes room for the children of the file, as far as they can be told
// when it was read up to a place.
func (r *Reader) growChildren(read int64) {
	c := &r.ret.Children
	n := r.room(c.Len(), read)
	c.Area, c.Born, c.Sex, c.Locality = grown(c.Area, n), grown(c.Born, n), grown(c.Sex, n), grown(c.Locality, n)
	c.In, c.File, c.Line = grown(c.In, n), grown(c.File, n), grown(c.Line, n)
	r.refs.grow(n)
}

// agreed compares the agreed date with that of the area's first row.
func (r *Reader) agreed(cell []byte, area uint16, line int) error {
	d, ok := isoDay(cell)
	if !ok {
		var err error
		if len(bytes.TrimSpace(cell)) == 0 {
			r.note(cellEmpty, line, "agreed_date", "agreed_date")
			return nil
		}
		if d, err = r.day(cell, line, "agreed_date"); err != nil || d == 0 {
			return err
		}
	}
	a := &r.ret.Areas[area]
	switch {
	case a.Agreed == d:
		return nil
	case a.Agreed != 0:
		r.note(agreedTwo, line, "agreed_date", d.Words(), a.Agreed.Words())
		return nil
	}
	if e, err := spec.On(d.Date()); r.options.Edition == nil && (err != nil || e != r.ret.Edition) {
		return r.refuse(otherEdition, line, "agreed_date")
	}
	a.Agreed = d
	return nil
}

// childRow is what a row says of a child beside the reference.
type childRow struct {
	born     Month
	sex      spec.Sex
	locality spec.Locality
	in       spec.Populations
	madeUp   bool
}

// differs names the columns in which the row says otherwise than child n.
func (row childRow) differs(c *Children, n int32) string {
	var columns []string
	for _, col := range []struct {
		name string
		same bool
	}{{"born", row.born == c.Born[n]}, {"sex", row.sex == c.Sex[n]}, {"locality", row.locality == c.Locality[n]}, {"populations", row.in == c.In[n]}} {
		if !col.same {
			columns = append(columns, col.name)
		}
	}
	return strings.Join(columns, " and ")
}

func (r *Reader) childCells(p childPlaces) (row childRow, err error) {
	rec, line := &r.rec, r.rec.Line
	if cell := rec.Column(p.born); len(bytes.TrimSpace(cell)) == 0 {
		r.note(cellEmpty, line, "born", "born")
	} else if row.born, err = r.month(cell, line, "born"); err != nil {
		return row, err
	}
	n, err := r.codeOrEmpty(r.lookup.sex, rec.Column(p.sex), line, "sex", true)
	row.sex = spec.Sex(n)
	if err != nil {
		return row, err
	}
	if n, err = r.codeOrEmpty(r.lookup.locality, rec.Column(p.locality), line, "locality", false); err != nil {
		return row, err
	}
	row.locality = spec.Locality(n)
	if n, err = r.codeOrEmpty(r.lookup.madeUp, rec.Column(p.madeUp), line, "made_up", false); err != nil {
		return row, err
	}
	row.madeUp = n != 0
	row.in, err = r.populations(rec.Column(p.populations), line)
	return row, err
}

// codeOrEmpty is code for a cell that may be empty.
func (r *Reader) codeOrEmpty(c *codes, cell []byte, line int, column string, needed bool) (uint8, error) {
	switch {
	case len(cell) > 0:
		if n, exact := c.find(cell); exact {
			return n, nil
		}
	case !needed:
		return 0, nil
	}
	if cell = bytes.TrimSpace(cell); len(cell) == 0 {
		if needed {
			r.note(cellEmpty, line, column, column)
		}
		return 0, nil
	}
	return r.code(c, cell, line, column)
}

// populations reads codes with spaces, semicolons or commas between them. What is
// no code by itself may be one with the words after it, as in LAC at home.
func (r *Reader) populations(cell []byte, line int) (set spec.Populations, err error) {
	if n, exact := r.lookup.population.find(cell); exact {
		return set.With(spec.Population(n)), nil
	}
	parts := bytes.FieldsFunc(cell, func(c rune) bool { return c == ';' || c == ',' })
	if len(bytes.TrimSpace(cell)) == 0 {
		r.note(cellEmpty, line, "populations", "populations")
		return 0, nil
	}
	for _, part := range parts {
		part = bytes.TrimSpace(part)
		one := [][]byte{part}
		if n, _ := r.lookup.population.find(part); n == 0 {
			if err := r.stopAt(part, line, "populations"); err != nil {
				return 0, err
			}
			one = bytes.Fields(part)
		}
		for _, text := range one {
			n, err := r.code(r.lookup.population, text, line, "populations")
			if err != nil {
				return 0, err
			}
			p := spec.Population(n)
			if n != 0 && set.Has(p) {
				r.note(popTwice, line, "populations", r.lookup.population.text[n])
			}
			if n != 0 {
				set = set.With(p)
			}
		}
	}
	return set, nil
}
