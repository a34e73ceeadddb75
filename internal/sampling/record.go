package sampling

import (
	"bytes"
	"encoding/json"

	"github.com/northinch/northinch/internal/errs"
)

// Format is what a public record of a draw says that it is.
const Format = "northinch draw"

// Version is the version of the records that this program writes and reads.
const Version = 1

// Record is the public record of a draw. It is made in three steps, each of which adds
// to it and changes nothing before: Commit, Draw, and any number of Replace.
type Record struct {
	Format       string        `json:"format"`
	Version      int           `json:"version"`
	Frame        Frame         `json:"frame"`
	Plan         Plan          `json:"plan"`
	Commitment   Commitment    `json:"commitment"`
	Drawn        *Drawn        `json:"drawn,omitempty"`
	Replacements []Replacement `json:"replacements,omitempty"`
}

// Commitment is what is published before the draw: its head vouches for all of it.
type Commitment struct {
	Frame Hash `json:"frame"`
	Plan  Hash `json:"plan"`
	Seed  Hash `json:"seed"` // of the secret seed, the frame and the plan
	Head  Hash `json:"head"`
}

// Drawn is the draw.
type Drawn struct {
	Seed   Hash   `json:"seed"` // which was secret until now
	Public string `json:"public"`
	Sample []Card `json:"sample"`
	Head   Hash   `json:"head,omitzero"`
}

// Card is a ticket and the line of the frame that has it.
type Card struct {
	Ticket Ticket `json:"ticket"`
	Line   Hash   `json:"line"`
}

// Replacement is a record that gave way to the next of its stratum, or, where none was
// left, to none.
type Replacement struct {
	Ticket Ticket `json:"ticket"`
	Reason string `json:"reason"` // its code in the plan
	// Note is HMAC-SHA-256 of what somebody wrote about it, under the key of the frame;
	// the text is in the private part, because it may tell of a child.
	Note Hash  `json:"note,omitzero"`
	By   *Card `json:"by,omitempty"`
	Head Hash  `json:"head,omitzero"`
}

// Bytes is the record as a file: JSON with an indent of one space and a line end. No
// other bytes stand for the same record.
func (r *Record) Bytes() []byte { return encode(r, " ") }

// Parse reads a record.
//
// It returns errs.BadInput for what is no record, a record of a version that this
// program does not know, one with parts that no record has, and one whose bytes are not
// those that Bytes writes. Whether the record is true is for Verify to say.
func Parse(b []byte) (*Record, error) {
	var is struct {
		Format  string
		Version int
	}
	if err := json.Unmarshal(b, &is); err != nil || is.Format != Format {
		return nil, errs.Invalid("record", "The file is not the record of a draw")
	}
	if is.Version != Version {
		return nil, errs.Invalid("version", "The record has version %d, and this program knows version %d; look for a later program", is.Version, Version)
	}
	r := &Record{}
	if err := strict(b, r); err != nil {
		return nil, errs.Invalid("record", "The record cannot be read: %v", err)
	}
	if err := r.check(); err != nil {
		return nil, err
	}
	if want := r.Bytes(); !bytes.Equal(b, want) {
		same := 0
		for same < len(b) && same < len(want) && b[same] == want[same] {
			same++
		}
		return nil, errs.Invalid("record", "The record was changed after the program wrote it: line %d is not as the program writes it", 1+bytes.Count(b[:same], []byte("\n")))
	}
	return r, nil
}

// check finds what no record has.
func (r *Record) check() error {
	if err := r.Frame.check(); err != nil {
		return err
	}
	if err := r.Plan.check(); err != nil {
		return err
	}
	if why := r.Plan.fits(r.Frame); why != "" {
		return errs.Invalid("plan", "%s", why)
	}
	if r.Drawn == nil {
		if len(r.Replacements) > 0 {
			return errs.Invalid("replacements", "The record has replacements and no draw")
		}
		return nil
	}
	if why := printable(r.Drawn.Public, longestSentence); why != "" {
		return errs.Invalid("public", "The public part of the seed %s", why)
	}
	return nil
}

// Head is the newest head of the record, to be published or kept elsewhere.
func (r *Record) Head() Hash {
	heads := r.heads()
	return heads[len(heads)-1]
}

// heads are the heads as the record says: of the commitment, the draw, and each
// replacement.
func (r *Record) heads() []Hash {
	heads := []Hash{r.Commitment.Head}
	if r.Drawn != nil {
		heads = append(heads, r.Drawn.Head)
	}
	for _, p := range r.Replacements {
		heads = append(heads, p.Head)
	}
	return heads
}

// chain are the heads as they must be.
func (r *Record) chain() []Hash {
	c := r.Commitment
	heads := []Hash{digest("committed", c.Frame[:], c.Plan[:], c.Seed[:])}
	if r.Drawn != nil {
		d := *r.Drawn
		d.Head = Hash{}
		heads = append(heads, digest("drawn", heads[0][:], compact(d)))
	}
	for i, p := range r.Replacements {
		p.Head = Hash{}
		heads = append(heads, digest("replaced", heads[i+1][:], compact(p)))
	}
	return heads
}
