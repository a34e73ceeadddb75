package outcome

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/source"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct {
	AddReading, SetAccount, Account, ProfileOf, Readings, AddFindings, Findings db.Query
	AddBlock, SetBlock, Block, Blocks, Programmes                               db.Query
}](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

type block struct {
	reading  string
	source   source.ID
	seq      int
	outcomes []Outcome
}

// blocks goes through the blocks of a programme that are wanted by their bytes,
// the earliest reading first.
func blocks(tx *db.Tx, p programme.ID, wanted func([]byte) bool) iter.Seq2[block, error] {
	return func(yield func(block, error) bool) {
		for scan, err := range tx.Each(q.Blocks, string(p)) {
			var b block
			var body []byte
			if err == nil {
				err = scan(&b.reading, &b.source, &b.seq, &body)
			}
			if err == nil && !wanted(body) {
				continue
			}
			if err == nil {
				b.outcomes, err = decodeBlock(body)
			}
			if !yield(b, err) || err != nil {
				return
			}
		}
	}
}

func all([]byte) bool { return true }

// Sourced is an outcome and the source it stands in.
type Sourced struct {
	*Outcome
	Source  source.ID
	Reading string
}

// Each goes through the outcomes of a programme that count, in the order of
// their sources. A failure is the last thing it yields.
func Each(tx *db.Tx, p programme.ID) iter.Seq2[Sourced, error] {
	return func(yield func(Sourced, error) bool) {
		for b, err := range blocks(tx, p, all) {
			if err != nil {
				yield(Sourced{}, err)
				return
			}
			for i := range b.outcomes {
				if o := &b.outcomes[i]; o.Gone == Kept && !yield(Sourced{o, b.source, b.reading}, nil) {
					return
				}
			}
		}
	}
}

// settle takes out of the count the outcomes that are of the same inspection as
// another, block by block, with a finding for each that is not simply known.
func (m *importer) settle() error {
	var open struct {
		place    [10]byte
		isOpen   bool
		outcomes []Outcome
	}
	write := func() error {
		if !open.isOpen {
			return nil
		}
		r, reading, seq := m.at(open.place)
		_, err := m.tx.Exec(q.SetBlock, string(r.programme), reading, seq, encodeBlock(open.outcomes))
		return err
	}
	err := m.keys.settle(func(v verdict) error {
		place := [10]byte(v.place[:10])
		r, reading, seq := m.at(place)
		if !open.isOpen || open.place != place {
			if err := write(); err != nil {
				return err
			}
			var body []byte
			if _, err := m.tx.One(q.Block, []any{string(r.programme), reading, seq}, &body); err != nil {
				return err
			}
			all, err := decodeBlock(body)
			if err != nil {
				return err
			}
			open.place, open.isOpen, open.outcomes = place, true, all
		}
		o := &open.outcomes[binary.BigEndian.Uint16(v.place[10:])]
		o.Gone = v.gone
		return m.account(r, o, v)
	})
	if err != nil {
		return err
	}
	return write()
}

func (m *importer) at(place [10]byte) (*round, string, int) {
	return m.ordered[binary.BigEndian.Uint16(place[:])], m.keys.read[binary.BigEndian.Uint32(place[2:])], int(binary.BigEndian.Uint32(place[6:]))
}

func (m *importer) account(r *round, o *Outcome, v verdict) error {
	switch v.gone {
	case Known:
		r.outcomes--
		m.acc.Known++
		return nil
	case Superseded:
		m.acc.Replaced++
		return m.find(Finding{Line: v.line, Code: CodeChanged, Weight: Note, Was: string(o.Area),
			Sentence: fmt.Sprintf("an earlier file has this inspection of %s otherwise, on its line %d; this file counts now", o.Area, o.Row.Line)})
	}
	r.outcomes--
	m.acc.Rejected++
	unreadable, doubtful := 0, 0
	for _, c := range r.columns.grades {
		status := o.Marks[c.indicator].Status()
		c.cells.count(status, -1)
		switch status {
		case grade.Unreadable:
			unreadable = 1
		case grade.Doubtful:
			doubtful = 1
		}
	}
	m.acc.UnreadableRows -= unreadable
	m.acc.DoubtfulRows -= doubtful
	says := "the same again"
	if v.differs {
		says = "with other grades or dates"
	}
	return m.find(Finding{Line: o.Row.Line, Code: CodeDuplicate, Weight: Rejected, Was: string(o.Area),
		Sentence: fmt.Sprintf("this inspection of %s stands on line %d already, %s; the first one counts", o.Area, v.line, says)})
}

// AccountOf returns the account of a reading; errs.NotFound if there is none.
func AccountOf(tx *db.Tx, reading string) (*Account, error) {
	var body string
	ok, err := tx.One(q.Account, []any{reading}, &body)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errs.Missing("reading", reading)
	}
	var a Account
	return &a, json.Unmarshal([]byte(body), &a)
}

// FindingsOf returns the first findings of a reading, at most so many.
func FindingsOf(tx *db.Tx, reading string, most int) ([]Finding, error) {
	var all []Finding
	for scan, err := range tx.Each(q.Findings, reading) {
		if err != nil {
			return nil, err
		}
		var body []byte
		if err := scan(&body); err != nil {
			return nil, err
		}
		d := json.NewDecoder(flate.NewReader(bytes.NewReader(body)))
		for len(all) < most {
			var f Finding
			if err := d.Decode(&f); err == io.EOF {
				break
			} else if err != nil {
				return nil, fmt.Errorf("outcome: findings of %s: %w", reading, err)
			}
			all = append(all, f)
		}
		if len(all) == most {
			break
		}
	}
	return all, nil
}

// Read is a reading of a source.
type Read struct {
	ID      string
	Source  source.ID
	At      string
	Account Account
}

// Readings returns the readings that gave a programme outcomes.
func Readings(tx *db.Tx, p programme.ID) ([]Read, error) {
	return db.All(tx, q.Readings, func(scan db.Scan) (r Read, err error) {
		var body string
		if err := scan(&r.ID, &r.Source, &r.At, &body); err != nil {
			return r, err
		}
		return r, json.Unmarshal([]byte(body), &r.Account)
	}, string(p))
}

// OfArea goes through the outcomes of one area in a programme that count.
func OfArea(tx *db.Tx, p programme.ID, id area.ID) iter.Seq2[Sourced, error] {
	return func(yield func(Sourced, error) bool) {
		for b, err := range blocks(tx, p, func(body []byte) bool { return holds(body, id) }) {
			if err != nil {
				yield(Sourced{}, err)
				return
			}
			for i := range b.outcomes {
				if o := &b.outcomes[i]; o.Gone == Kept && o.Area == id && !yield(Sourced{o, b.source, b.reading}, nil) {
					return
				}
			}
		}
	}
}

// ProgrammesOf returns the programmes that a source gave outcomes, or that any
// source did for "".
func ProgrammesOf(tx *db.Tx, id source.ID) ([]programme.ID, error) {
	return db.All(tx, q.Programmes, func(scan db.Scan) (p programme.ID, err error) {
		return p, scan(&p)
	}, string(id))
}

// IsMadeUp reports whether a source gave outcomes to a programme that is made up.
func IsMadeUp(tx *db.Tx, id source.ID) (bool, error) {
	ids, err := ProgrammesOf(tx, id)
	for _, one := range ids {
		p, err := programme.Get(tx, one)
		if err != nil || p.MadeUp {
			return p.MadeUp, err
		}
	}
	return false, err
}
