package returns

import (
	"sync"

	"github.com/northinch/northinch/internal/csvfile"
)

// partSize is what a worker reads at once: little enough to stay in a core's cache,
// and enough to be worth the handing over.
const partSize = 256 << 10

// eventPart is a part of a table of events. It is read by a Reader of its own, whose
// findings wait until all before them have been passed on.
type eventPart struct {
	file   csvfile.Part
	reader *Reader
	events Events // of the part; its memory is used again
	found  []Finding
}

// turns are the parts of a table in their order. Each is read by whoever is free, and
// joined to the return when all before it have been.
type turns struct {
	like Reader // makes the readers of parts

	mu    sync.Mutex // for what is taken
	parts *csvfile.Parts
	last  chan struct{} // closed when the part taken last has been joined

	// These are for whose turn it is.
	err   error
	cut   *eventPart   // one that ended between quotation marks
	later []*eventPart // all after it
	ended bool         // there is nothing more to join
}

// eventsInParts reads the rows as events does, with several workers.
func (r *Reader) eventsInParts(p eventPlaces) error {
	size := r.options.partSize
	if size == 0 {
		size = partSize
	}
	t := &turns{parts: r.in.Parts(size), last: make(chan struct{}), like: Reader{lookup: r.lookup, refs: near{refs: r.refs.refs}, areas: r.areas,
		ret: &Return{Edition: r.ret.Edition, Areas: r.ret.Areas, Files: r.ret.Files}, name: r.name, file: r.file, table: r.table, columns: r.columns, unasked: r.unasked}}
	t.like.options.Each = r.options.Each
	close(t.last)
	var wg sync.WaitGroup
	for range r.options.Workers {
		wg.Go(func() { r.readParts(t, p) })
	}
	wg.Wait()
	if t.cut == nil || t.err != nil {
		return t.err
	}
	later := make([]*csvfile.Part, len(t.later))
	for i, part := range t.later {
		later[i] = &part.file
	}
	r.in = t.parts.On(&t.cut.file, later...)
	return r.events(p)
}

// take makes part the next one, and returns what is closed when its turn comes and
// what to close when that is over; false if there is none.
func (t *turns) take(part *eventPart) (turn <-chan struct{}, over chan<- struct{}, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.parts.Next(&part.file) != nil {
		return nil, nil, false
	}
	before, mine := t.last, make(chan struct{})
	t.last = mine
	return before, mine, true
}

// readParts reads parts until there are no more.
func (r *Reader) readParts(t *turns, p eventPlaces) {
	part := &eventPart{}
	for {
		turn, over, ok := t.take(part)
		if !ok {
			return
		}
		open := part.file.Open()
		if open {
			<-turn
		}
		if !open || !t.ended {
			part.begin(&t.like)
			_ = part.reader.events(p) // if it refuses the file, it is known when its turn comes
		}
		<-turn
		if !t.ended {
			r.join(t, part)
		} else if t.cut != nil {
			t.later = append(t.later, part)
		}
		ended := t.ended
		close(over)
		if ended {
			return
		}
	}
}

// begin makes the part ready to be read.
func (part *eventPart) begin(like *Reader) {
	r, ret := *like, *like.ret
	part.found = nil
	part.events.resize(0)
	ret.Events, ret.Files = part.events, make([]File, len(ret.Files))
	r.ret, r.in = &ret, part.file.Reader()
	r.tally, r.each, r.days, r.others = map[string]int{}, map[string]int{}, map[string]*dayColumn{}, map[otherCode]*firstSeen{}
	r.options.Found = func(f Finding) { part.found = append(part.found, f) }
	part.reader = &r
}

// join takes over what was read and found in a part, whose turn it is.
func (r *Reader) join(t *turns, part *eventPart) {
	p := part.reader
	for code, n := range p.tally {
		r.tally[code] += n
	}
	for i, f := range part.found {
		if p.refusal != nil && i == len(part.found)-1 {
			t.err, t.ended = r.stop(f), true
			return
		}
		if r.each[f.Code]++; r.each[f.Code] <= r.options.Each {
			r.options.Found(f)
		}
	}
	for column, seen := range p.days {
		r.daysOf(column).add(seen)
	}
	for what, seen := range p.others {
		r.otherOf(what).add(*seen)
	}
	file, of := &r.ret.Files[r.file], p.ret.Files[r.file]
	file.Rows += of.Rows
	file.LeftOut += of.LeftOut
	part.events = p.ret.Events
	e := &r.ret.Events
	if n := e.Len() + part.events.Len(); n > cap(e.Child) {
		e.grow(max(n, r.room(n, part.file.End())))
	}
	e.append(&part.events)
	if part.file.Cut() {
		t.cut, t.ended = part, true
	}
}

// append adds events for which there is room.
func (e *Events) append(o *Events) {
	e.Child, e.Date, e.End = append(e.Child, o.Child...), append(e.Date, o.Date...), append(e.End, o.End...)
	e.Kind, e.By, e.Detail, e.Late = append(e.Kind, o.Kind...), append(e.By, o.By...), append(e.Detail, o.Detail...), append(e.Late, o.Late...)
	e.File, e.Line = append(e.File, o.File...), append(e.Line, o.Line...)
}
