package returns

import (
	"bytes"
	"io"

	"github.com/northinch/northinch/internal/returns/personal"
	"github.com/northinch/northinch/internal/returns/spec"
)

// eventPlaces are where the columns of the events are in the file.
type eventPlaces struct {
	child, area, date, event, by, detail, end, late int
}

// Events reads a table of events; the tables of children come before it. name is
// what findings call the file. The error is a *Refusal.
func (r *Reader) Events(name string, in io.Reader) error {
	if err := r.start(spec.Events, name, in); err != nil {
		return err
	}
	if r.lookup == nil {
		return r.refuse(noChildren, 0, "", "child, area, agreed_date, born, sex, locality and populations")
	}
	t, _ := r.ret.Edition.Table(spec.Events)
	if err := r.match(t); err != nil {
		return err
	}
	p := eventPlaces{r.at("child"), r.at("area"), r.at("date"), r.at("event"), r.at("by"), r.at("detail"), r.at("end_date"), r.at("late_reason")}
	read := r.events
	if r.options.Workers > 1 {
		read = r.eventsInParts
	}
	if err := read(p); err != nil {
		return err
	}
	r.end()
	return nil
}

// events reads the rows.
func (r *Reader) events(p eventPlaces) error {
	for {
		more, err := r.row()
		if err != nil || !more {
			return err
		}
		kept, err := r.event(p)
		if err != nil {
			return err
		}
		if !kept {
			r.ret.Files[r.file].LeftOut++
		}
	}
}

// event reads a row. It is kept if the child, the day and the kind of event are
// known; what else is wrong leaves a cell empty.
func (r *Reader) event(p eventPlaces) (kept bool, err error) {
	rec, line := &r.rec, r.rec.Line
	child, err := r.childOf(p)
	if err != nil {
		return false, err
	}
	day, err := r.dayOrEmpty(rec.Column(p.date), line, "date", true)
	if err != nil {
		return false, err
	}
	n, err := r.codeOrEmpty(r.lookup.events, rec.Column(p.event), line, "event", true)
	if err != nil {
		return false, err
	}
	k := &r.lookup.kinds[n]
	by, err := r.asked(k.by, k.byNeeded, rec.Column(p.by), line, "by", byNotAsked, n)
	if err != nil {
		return false, err
	}
	detail, err := r.asked(k.detail, k.detailNeeded, rec.Column(p.detail), line, "detail", detNotAsked, n)
	if err != nil {
		return false, err
	}
	end, err := r.dayOrEmpty(rec.Column(p.end), line, "end_date", false)
	if err != nil {
		return false, err
	}
	late, err := r.codeOrEmpty(r.lookup.late, rec.Column(p.late), line, "late_reason", false)
	if err != nil || child < 0 || day == 0 || n == 0 {
		return false, err
	}
	if end != 0 && !k.lasts {
		r.note(endNotAsked, line, "end_date", r.lookup.events.text[n])
		end = 0
	}
	if r.lookup.events.dated && !r.lookup.events.valid(n, day) {
		r.note(codeDated, line, "event", r.lookup.events.text[n], "event", day.Words())
	}
	if k.detail != nil && k.detail.dated && detail != 0 && !k.detail.valid(detail, day) {
		r.note(codeDated, line, "detail", k.detail.text[detail], "detail", day.Words())
	}
	e := &r.ret.Events
	at := len(e.Child)
	if at == cap(e.Child) {
		e.grow(r.room(at, rec.End))
	}
	e.resize(at + 1)
	e.Child[at], e.Date[at], e.End[at], e.Kind[at] = child, day, end, spec.Event(n)
	e.By[at], e.Detail[at], e.Late[at] = spec.Person(by), spec.Detail(detail), spec.LateReason(late)
	e.File[at], e.Line[at] = r.file, uint32(line)
	return true, nil
}

// room is for how many rows to make room when there are n and the file was read up to
// a place: for all of it, if its length is known, and otherwise for twice as many.
// Memory that is asked for and not used costs nothing.
func (r *Reader) room(n int, read int64) int {
	if of := n - r.before; of > 500 && r.length > 0 {
		return max(n, r.before+int(1.02*float64(of)*float64(r.length)/float64(read+1))) + 1024
	}
	return 2*n + 1024
}

// childOf finds the child of an event; -1 with a finding if there is none. A
// reference that is in the table of children has been looked at there.
func (r *Reader) childOf(p eventPlaces) (int32, error) {
	rec := &r.rec
	cell := rec.Column(p.child)
	area, known := uint16(0), len(r.ret.Areas) == 1
	if text := rec.Column(p.area); len(text) > 0 {
		var err error
		if area, known, err = r.area(text, rec.Line, false); err != nil {
			return -1, err
		}
	}
	if known {
		if n := r.refs.find(area, cell); n >= 0 {
			return n, nil
		}
	}
	cell = bytes.TrimSpace(cell)
	if k := personal.In(cell); k != personal.None {
		return -1, r.refuse(personalCell, rec.Line, "child", k.Words())
	}
	switch {
	case len(cell) == 0:
		r.note(cellEmpty, rec.Line, "child", "child")
	case !isReference(cell):
		r.note(refForm, rec.Line, "child")
	case !known:
		r.note(areaUnknown, rec.Line, "area")
	default:
		if n := r.refs.find(area, cell); n >= 0 {
			return n, nil
		}
		r.note(orphan, rec.Line, "child")
	}
	return -1, nil
}

func (r *Reader) dayOrEmpty(cell []byte, line int, column string, needed bool) (Day, error) {
	if len(cell) == 0 && !needed {
		return 0, nil
	}
	if d, ok := isoDay(cell); ok {
		return d, nil
	}
	if len(bytes.TrimSpace(cell)) == 0 {
		if needed {
			r.note(cellEmpty, line, column, column)
		}
		return 0, nil
	}
	return r.day(cell, line, column)
}

// asked reads a cell with codes of a list that depends on the event.
func (r *Reader) asked(list *codes, needed bool, cell []byte, line int, column, not string, event uint8) (uint8, error) {
	switch {
	case list != nil:
		return r.codeOrEmpty(list, cell, line, column, needed)
	case len(cell) == 0 || len(bytes.TrimSpace(cell)) == 0:
		return 0, nil
	}
	if err := r.stopAt(cell, line, column); err != nil {
		return 0, err
	}
	if event != 0 {
		r.note(not, line, column, r.lookup.events.text[event])
	}
	return 0, nil
}
