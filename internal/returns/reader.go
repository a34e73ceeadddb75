package returns

import (
	"fmt"
	"io"

	"github.com/northinch/northinch/internal/csvfile"
	"github.com/northinch/northinch/internal/returns/spec"
)

// Options say how a return is read. The zero value reads it by the edition of its
// agreed date and tells nobody what it finds.
type Options struct {
	// Edition is the edition to read by; nil for the one of the agreed date in the
	// first row of the children.
	Edition *spec.Edition
	// Each is how many findings of one code and file are passed on; 0 for 1,000. All
	// are counted.
	Each int
	// Found is called with what is found, in the order of the files and their lines,
	// by one goroutine at a time.
	Found func(Finding)
	// Workers is how many goroutines read a table of events; 0 or 1 for the caller's
	// alone. What is read and found is the same whatever their number.
	Workers int

	partSize int // of what a worker reads at once; 0 for partSize
}

// Reader reads the tables of one return: the children first, then the events. It
// is for one goroutine.
type Reader struct {
	options Options
	lookup  *lookup
	ret     *Return
	refs    near
	areas   map[string]uint16
	lastArea
	notMadeUp bool
	tally     map[string]int // by code
	each      map[string]int // by code, of the file being read
	refusal   *Refusal
	in        *csvfile.Reader
	rec       csvfile.Record // the row being read
	length    int64          // of the file in bytes; 0 if it is not known
	before    int            // how many events other files had
	name      string         // of the file being read
	file      uint8          // its place in the return
	table     spec.Table
	columns   []int // by the place in the table: the place in the file, or -1
	unasked   []int // columns of the file that are not asked for
	days      map[string]*dayColumn
	others    map[otherCode]*firstSeen
}

// lastArea saves looking the area up in every row.
type lastArea struct {
	text string
	area uint16
}

// maxColumns is more than any sensible export has.
const maxColumns = 200

// maxAreas is more than there are in any country.
const maxAreas = 1000

// maxFiles is as many as a place in a uint8 can name.
const maxFiles = 250

// NewReader makes a reader.
func NewReader(o Options) *Reader {
	if o.Each <= 0 {
		o.Each = 1000
	}
	if o.Found == nil {
		o.Found = func(Finding) {}
	}
	in := newRefs()
	r := &Reader{options: o, refs: near{refs: in}, areas: map[string]uint16{}, tally: map[string]int{}, ret: &Return{}}
	r.ret.Children.Refs = Refs{func() *refs { return in }}
	if o.Edition != nil {
		r.use(o.Edition)
	}
	return r
}

func (r *Reader) use(e *spec.Edition) {
	r.lookup = newLookup(e)
	r.ret.Edition = e
}

// Tally returns how many findings there are by code, also of those that were not
// passed on.
func (r *Reader) Tally() map[string]int { return r.tally }

// Done ends the reading. It returns the return, with its events sorted by child,
// or a *Refusal if a file was refused or there is no child.
func (r *Reader) Done() (*Return, error) {
	if r.refusal == nil && r.lookup == nil {
		r.table, r.name = spec.Table{}, ""
		return nil, r.refuse(noChildren, 0, "", "child, area, agreed_date, born, sex, locality and populations")
	}
	if r.refusal != nil {
		return nil, r.refusal
	}
	events := false
	for _, f := range r.ret.Files {
		events = events || f.Table == spec.Events
	}
	if !events {
		r.table, r.name = spec.Table{}, ""
		r.note(noEvents, 0, "")
	}
	r.ret.MadeUp = !r.notMadeUp && r.ret.Children.Len() > 0
	r.ret.Events.sort(r.ret.Children.Len())
	return r.ret, nil
}

// start opens a file and matches its columns with those of a table.
func (r *Reader) start(table, name string, in io.Reader) error {
	r.each = map[string]int{}
	r.days = map[string]*dayColumn{}
	r.others = map[otherCode]*firstSeen{}
	r.table, r.name = spec.Table{Name: table}, name
	if r.refusal != nil {
		return r.refusal
	}
	if len(r.ret.Files) == maxFiles {
		return r.refuse(manyFiles, 0, "", maxFiles)
	}
	r.file = uint8(len(r.ret.Files))
	r.ret.Files = append(r.ret.Files, File{Name: name, Table: table})
	r.length, r.before = 0, r.ret.Events.Len()
	if table == spec.Children {
		r.before = r.ret.Children.Len()
	}
	switch in := in.(type) {
	case interface{ Size() int64 }: // a part of a file
		r.length = in.Size()
	case interface{ Len() int }: // bytes
		r.length = int64(in.Len())
	}
	var err error
	if r.in, err = csvfile.NewReader(in, csvfile.Options{}); err != nil {
		return r.unreadable(err)
	}
	return nil
}

// row makes r.rec the next row, and returns false after the last. It passes over rows
// that cannot be read and looks at what is in the columns that are not asked for.
func (r *Reader) row() (more bool, err error) {
	for {
		r.rec, err = r.in.Next()
		if err == io.EOF {
			return false, nil
		}
		f := &r.ret.Files[r.file]
		f.Rows++
		if err == nil {
			if len(r.unasked) > 0 {
				err = r.lookAtUnasked()
			}
			return err == nil, err
		}
		if err := r.unreadable(err); err != nil {
			return false, err
		}
		if err := r.lookAtLeftOut(); err != nil {
			return false, err
		}
		f.LeftOut++
	}
}

// end says what is said once of the whole file.
func (r *Reader) end() {
	if r.ret.Files[r.file].Rows == 0 {
		r.note(noRows, 0, "")
	}
	for _, remark := range r.in.Remarks() {
		r.note(fileRemark, 0, "", remark)
	}
	r.endDays()
	r.endOthers()
	r.in, r.rec = nil, csvfile.Record{}
}

// note passes a finding on. The words of its sentence are args.
func (r *Reader) note(code string, line int, column string, args ...any) {
	r.tally[code]++
	r.each[code]++
	if r.each[code] <= r.options.Each {
		r.options.Found(r.finding(code, line, column, args...))
	}
}

func (r *Reader) finding(code string, line int, column string, args ...any) Finding {
	c := checks[code]
	f := Finding{Code: code, Severity: c.Severity, File: r.name, Table: r.table.Name, Line: line, Column: column, Sentence: c.Sentence}
	if len(args) > 0 {
		f.Sentence = fmt.Sprintf(c.Sentence, args...)
	}
	return f
}

// refuse makes the finding that stops everything. Nothing that was read is kept.
func (r *Reader) refuse(code string, line int, column string, args ...any) error {
	f := r.finding(code, line, column, args...)
	r.tally[code]++
	return r.stop(f)
}

func (r *Reader) stop(f Finding) error {
	r.refusal = &Refusal{f}
	r.options.Found(f)
	r.ret, r.refs, r.areas, r.lastArea = &Return{}, near{}, nil, lastArea{}
	return r.refusal
}
