package sampling

import (
	"fmt"

	"github.com/northinch/northinch/internal/errs"
)

// PrivateFormat is what the private part of a draw says that it is.
const PrivateFormat = "northinch draw, private part"

// Private is what belongs to a record and must not be published: who is behind the
// lines. Once it is destroyed, nobody can tie a line to a child.
type Private struct {
	Key    Key
	Seed   Hash
	Traits []string // the names of the traits of the items
	Items  []Item
	Notes  []Note
}

// Note is what somebody wrote about a replacement.
type Note struct {
	Ticket Ticket `json:"ticket"` // that was replaced
	Text   string `json:"text"`
}

// privateFile is the private part as a file, in which references are readable.
type privateFile struct {
	Format  string        `json:"format"`
	Version int           `json:"version"`
	Key     Hash          `json:"key"`
	Seed    Hash          `json:"seed"`
	Traits  []string      `json:"traits,omitempty"`
	Items   []privateItem `json:"items"`
	Notes   []Note        `json:"notes,omitempty"`
}

type privateItem struct {
	Row       int      `json:"row"`
	Reference string   `json:"reference"`
	Stratum   string   `json:"stratum"`
	Traits    []string `json:"traits,omitempty"`
}

// Bytes is the private part as a file. It holds references: only its owner may read it.
func (p *Private) Bytes() []byte {
	f := privateFile{Format: PrivateFormat, Version: Version, Key: Hash(p.Key.reveal()), Seed: p.Seed, Traits: p.Traits, Notes: p.Notes}
	for _, i := range p.Items {
		f.Items = append(f.Items, privateItem{i.Row, i.Reference.Reveal(), i.Stratum, i.Traits})
	}
	return encode(f, " ")
}

// ParsePrivate reads the private part of a draw. It returns errs.BadInput for anything
// else, without quoting it.
func ParsePrivate(b []byte) (*Private, error) {
	var f privateFile
	if err := strict(b, &f); err != nil || f.Format != PrivateFormat {
		return nil, errs.Invalid("private", "The file is not the private part of a draw")
	}
	if f.Version != Version {
		return nil, errs.Invalid("version", "The private part has version %d, and this program knows version %d; look for a later program", f.Version, Version)
	}
	key, _ := NewKey(f.Key[:])
	p := &Private{Key: key, Seed: f.Seed, Traits: f.Traits, Notes: f.Notes}
	for _, i := range f.Items {
		if len(i.Traits) != len(f.Traits) {
			return nil, errs.Invalid("private", "Row %d of the private part has %d traits, and there are %d", i.Row, len(i.Traits), len(f.Traits))
		}
		p.Items = append(p.Items, Item{i.Row, Refer(i.Reference), i.Stratum, i.Traits})
	}
	return p, nil
}

// Find is the items by their lines.
func (p *Private) Find() map[Hash]Item {
	m, all := p.Key.maker(), make(map[Hash]Item, len(p.Items))
	for _, i := range p.Items {
		all[m.line(i.Reference.Reveal())] = i
	}
	return all
}

// verifyPrivate checks what only those can check who have the private part.
func (r *Record) verifyPrivate(report *Report, p *Private) {
	if p == nil {
		report.cannot("references", "Only those who have the private part can check that the lines are those of the area's own references")
		report.cannot("notes", "Only those who have the private part can check that no note about a replacement was changed")
		return
	}
	f, err := NewFrame(p.Key, p.Items)
	wrong := unless(f.Hash() == r.Commitment.Frame, "The references of the private part give another list than that of the record")
	if err != nil {
		wrong = "The private part holds no frame: " + errs.Sentence(err)
	}
	report.add("references", "The lines are those of the references in the private part", wrong)
	report.add("notes", fmt.Sprintf("Each note about a replacement (%d) is as it was written", len(p.Notes)), r.notesWrong(p))
}

// notesWrong compares the notes with their marks. Whoever writes a note saves the
// private part first, so a note without its replacement is one that was not made.
func (r *Record) notesWrong(p *Private) string {
	texts := map[Ticket]Hash{}
	for _, n := range p.Notes {
		texts[n.Ticket] = HashNote(p.Key, n.Text)
	}
	for i, one := range r.Replacements {
		if one.Note != (Hash{}) && one.Note != texts[one.Ticket] {
			return fmt.Sprintf("The note about replacement %d is missing, or was changed", i+1)
		}
	}
	return ""
}
