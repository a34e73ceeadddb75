package outcome

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/csvfile"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/source"
)

// Request is a file to import.
type Request struct {
	Name    string // of the file, without its folder
	File    io.ReaderAt
	Length  int64
	Profile Profile
	// Programme is the programme that all rows belong to; "" where the profile
	// says which programme a row belongs to, or defines a single one.
	Programme programme.ID
	// Found is told each finding as it is met; may be nil.
	Found func(Finding)
	// Progress is told now and then how many bytes are done; may be nil.
	Progress func(done, of int64)
}

// round is a programme that rows of the file belong to.
type round struct {
	programme programme.ID
	number    int // among the rounds of this import
	edition   framework.Edition
	columns   *columns
	sole      int // the one graded indicator, or -1
	buffer    []Outcome
	blocks    int
	outcomes  int
}

type importer struct {
	tx       *db.Tx
	who      access.Actor
	req      Request
	profile  Profile
	id       string // of the reading
	acc      *Account
	places   places
	rounds   map[programme.ID]*round
	ordered  []*round
	keys     *keys
	findings *findings
}

// Import reads a file of outcomes with a profile. All of it is in the
// transaction: a file that cannot be read to its end leaves nothing behind. A
// file that was read with the same profile before changes nothing. It returns
// errs.Denied if who may not import or add the profile's programmes, and
// errs.BadInput, naming line and column, for a file or a profile that cannot be
// read.
func Import(tx *db.Tx, who access.Actor, req Request) (*Account, error) {
	if err := access.Refuse(who, access.ImportOutcomes, access.Place{Programme: string(req.Programme)}); err != nil {
		return nil, err
	}
	if err := req.Profile.check(); err != nil {
		return nil, err
	}
	rows, err := csvfile.NewReader(io.NewSectionReader(req.File, 0, req.Length), csvfile.Options{Delimiter: delimiter(req.Profile)})
	if err != nil {
		return nil, fileError(req.Name, err)
	}
	m := &importer{tx: tx, who: who, req: req, profile: req.Profile, rounds: map[programme.ID]*round{}, keys: newKeys(), findings: newFindings(),
		places: places{tx: tx, profile: req.Profile, known: map[string]area.ID{}}}
	defer m.keys.close()
	defer m.findings.close()
	if err := m.ensureProgrammes(); err != nil {
		return nil, err
	}
	kept, err := source.Keep(tx, req.Name, req.File, req.Length)
	if err != nil {
		return nil, err
	}
	defer kept.Close()
	if done, err := m.begin(kept.Source); err != nil || done != nil {
		return done, err
	}
	m.acc.Remarks = rows.Remarks()
	if err := m.bindAll(rows); err != nil {
		return nil, err
	}
	if err := m.readRows(rows, kept); err != nil {
		return nil, fileError(req.Name, err)
	}
	if err := kept.Finish(); err != nil {
		return nil, err
	}
	return m.finish()
}

func delimiter(p Profile) byte {
	if p.Delimiter == "" {
		return 0
	}
	return p.Delimiter[0]
}

// fileError gives an error of the reader its kind and the name of the file.
func fileError(name string, err error) error {
	if e, ok := errors.AsType[*csvfile.Error](err); ok {
		return &errs.Error{Kind: errs.BadInput, Field: "file", Sentence: name + ": " + e.Sentence, Cause: e.Err}
	}
	return err
}

// ensureProgrammes adds the programmes of the profile. Where another one is
// asked for, the profile's only programme is its pattern.
func (m *importer) ensureProgrammes() error {
	p := m.req.Profile
	if m.req.Programme == "" && p.Round == nil {
		if len(p.Programmes) != 1 {
			return errs.Invalid("programme", "Name the programme that the rows belong to; the profile %s does not say", p.ID)
		}
		m.req.Programme = p.Programmes[0].ID
	}
	wanted := p.Programmes
	isDefined := func(one programme.Programme) bool { return one.ID == m.req.Programme }
	if m.req.Programme != "" && p.Round == nil && !slices.ContainsFunc(wanted, isDefined) {
		_, err := programme.Get(m.tx, m.req.Programme)
		if errs.KindOf(err) == errs.NotFound && len(wanted) == 1 {
			like := wanted[0]
			like.Name += " (" + string(m.req.Programme) + ")"
			like.ID = m.req.Programme
			wanted = []programme.Programme{like}
		} else if err != nil {
			return err
		} else {
			wanted = nil
		}
	}
	for _, one := range wanted {
		if err := programme.Ensure(m.tx, m.who, one); err != nil {
			return err
		}
	}
	if err := area.Ensure(m.tx, m.who, p.Place.List); err != nil && p.Place.Unknown != "add" {
		return err
	}
	if p.Place.WithinList != "" {
		return area.Ensure(m.tx, m.who, p.Place.WithinList)
	}
	return nil
}

// begin puts the reading on record, or returns the account of the same reading
// made before.
func (m *importer) begin(s source.Source) (*Account, error) {
	profile, err := json.Marshal(m.profile)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s", s.SHA256, m.req.Programme, profile))
	m.id = hex.EncodeToString(sum[:8])
	if before, err := AccountOf(m.tx, m.id); errs.KindOf(err) != errs.NotFound {
		if before != nil {
			before.Already = true
		}
		return before, err
	}
	m.acc = &Account{Reading: m.id, File: m.req.Name, Source: s.ID, SHA256: s.SHA256, Profile: m.profile.ID}
	_, err = m.tx.Exec(q.AddReading, m.id, string(s.ID), string(m.req.Programme), string(profile), "{}", m.tx.Stamp())
	return nil, err
}

// bindAll binds the profile to the header for every programme it may name.
func (m *importer) bindAll(rows *csvfile.Reader) error {
	ids := []programme.ID{m.req.Programme}
	if m.profile.Round != nil {
		ids = ids[:0]
		for _, p := range m.profile.Programmes {
			if m.req.Programme == "" || m.req.Programme == p.ID {
				ids = append(ids, p.ID)
			}
		}
	}
	for _, id := range ids {
		p, err := programme.Get(m.tx, id)
		if err != nil {
			return err
		}
		if p.AreaList != "" && p.AreaList != m.profile.Place.List {
			return errs.Invalid("programme", "The programme %s is of the areas in the list “%s”, and the profile %s looks its places up in the list “%s”", id, p.AreaList, m.profile.ID, m.profile.Place.List)
		}
		e, err := framework.Get(m.tx, p.Framework)
		if err != nil {
			return err
		}
		scale, err := framework.ScaleOf(e.Scale)
		if err != nil {
			return err
		}
		r := &round{programme: id, number: len(m.ordered), edition: e, sole: -1}
		if r.columns, err = m.profile.bind(rows, e, scale, m.acc); err != nil {
			return err
		}
		if m.profile.Round != nil {
			if ref, ok := m.profile.Round.SoleIndicator[id]; ok {
				r.sole = e.At(ref)
			}
		}
		m.acc.Unused = r.columns.unused
		m.rounds[id] = r
		m.ordered = append(m.ordered, r)
		if err := m.keys.addBefore(m.tx, r, m.profile.Occasion); err != nil {
			return err
		}
	}
	if len(m.ordered) == 0 {
		return errs.Invalid("programme", "The profile %s has no programme “%s”", m.profile.ID, m.req.Programme)
	}
	return nil
}

func (m *importer) readRows(rows *csvfile.Reader, kept *source.Keeping) error {
	for n := 0; ; n++ {
		if n%2048 == 0 {
			if err := m.tx.Context().Err(); err != nil {
				return err
			}
			if err := kept.Some(); err != nil {
				return err
			}
		}
		rec, err := rows.Next()
		if err == io.EOF {
			break
		}
		m.acc.Rows++
		if err != nil {
			e, ok := errors.AsType[*csvfile.Error](err)
			if !ok || e.Fatal() || e.NotText {
				return err
			}
			m.acc.Rejected++
			if err := m.find(Finding{Line: e.Line, Column: e.Column, Heading: e.Field, Code: CodeShape, Weight: Rejected, Sentence: e.Sentence + " The row was left out."}); err != nil {
				return err
			}
			continue
		}
		if err := m.row(rec); err != nil {
			return err
		}
		if m.req.Progress != nil && n%16384 == 0 {
			m.req.Progress(rec.End, m.req.Length)
		}
	}
	for _, r := range m.ordered {
		if err := m.flush(r); err != nil {
			return err
		}
	}
	return nil
}

// row reads one record into the buffer of its programme.
func (m *importer) row(rec csvfile.Record) error {
	in := reading{importer: m, rec: rec, round: m.ordered[0]}
	reject := func(at int, code string, was []byte, sentence string) error {
		m.acc.Rejected++
		return in.found(at, code, Rejected, was, sentence)
	}
	if m.profile.Round != nil {
		at := in.round.columns.round
		id, ok := m.profile.Round.Words[string(in.round.columns.roundAs(rec.Column(at)))]
		if !ok {
			return reject(at, CodeRound, rec.Column(at), fmt.Sprintf("“%s” is no programme of the profile; the row was left out", shorten(string(rec.Column(at)))))
		}
		if in.round = m.rounds[id]; in.round == nil {
			m.acc.Rows-- // a row of a programme that was not asked for
			return nil
		}
	}
	c := in.round.columns
	id, problem, note, err := m.places.find(rec, c)
	if err != nil {
		return err
	}
	if problem != "" {
		return reject(c.place, CodePlace, rec.Column(c.place), problem)
	}
	if note != "" {
		if err := in.found(c.within, CodeWithin, Note, rec.Column(c.within), note); err != nil {
			return err
		}
	}
	in.o = Outcome{Area: id, Row: Row{rec.Line, rec.Start, rec.End}, Marks: in.round.marks()}
	if err := in.readDates(); err != nil {
		return err
	}
	if m.profile.Shape == "counts" {
		err = in.readCounts()
	} else {
		err = in.readGrades()
	}
	if err != nil {
		return err
	}
	if in.unreadable {
		m.acc.UnreadableRows++
	}
	if in.doubtful {
		m.acc.DoubtfulRows++
	}
	r := in.round
	r.buffer = append(r.buffer, in.o)
	if len(r.buffer) == blockLength {
		return m.flush(r)
	}
	return nil
}

// marks is a line of marks that are all "not seen", which is true of every
// indicator that the profile names no column for.
func (r *round) marks() []grade.Mark {
	line := make([]grade.Mark, len(r.edition.Indicators))
	for i := range line {
		line[i] = grade.Without(grade.NotSeen)
	}
	return line
}

func (m *importer) flush(r *round) error {
	if len(r.buffer) == 0 {
		return nil
	}
	for i := range r.buffer {
		if err := m.keys.add(r, m.id, r.blocks, i, &r.buffer[i], m.profile.Occasion, true); err != nil {
			return err
		}
	}
	if _, err := m.tx.Exec(q.AddBlock, string(r.programme), m.id, r.blocks, len(r.buffer), encodeBlock(r.buffer)); err != nil {
		return err
	}
	r.outcomes += len(r.buffer)
	r.blocks++
	r.buffer = r.buffer[:0]
	return nil
}

// find puts a finding on record.
func (m *importer) find(f Finding) error {
	if m.req.Found != nil {
		m.req.Found(f)
	}
	m.acc.Findings++
	return m.findings.add(f, m.writeFindings)
}

func (m *importer) writeFindings(p pressed) error {
	_, err := m.tx.Exec(q.AddFindings, m.id, p.seq, p.count, p.body)
	return err
}

// finish settles which outcomes are the same inspection and closes the account.
func (m *importer) finish() (*Account, error) {
	if err := m.settle(); err != nil {
		return nil, err
	}
	if err := m.findings.finish(m.writeFindings); err != nil {
		return nil, err
	}
	m.acc.NewAreas = m.places.added
	for _, r := range m.ordered {
		m.acc.Programmes = append(m.acc.Programmes, ProgrammeAccount{r.programme, r.outcomes})
		m.acc.Added += r.outcomes
	}
	body, err := json.Marshal(m.acc)
	if err != nil {
		return nil, err
	}
	if _, err := m.tx.Exec(q.SetAccount, m.id, string(body)); err != nil {
		return nil, err
	}
	detail := fmt.Sprintf("%s with %s: %d rows, %d outcomes, %d findings", m.req.Name, m.profile.ID, m.acc.Rows, m.acc.Added, m.acc.Findings)
	return m.acc, audit.Record(m.tx, m.who, "grades.import", m.id, detail)
}
