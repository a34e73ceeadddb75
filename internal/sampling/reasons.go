package sampling

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"io"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// The kinds of reasons. They decide how weights are made.
const (
	// Outside is the kind of reasons for which a record should not have been in the
	// frame: it stands for nothing.
	Outside = "outside"
	// Unread is the kind of reasons for which a record belongs to the population and
	// cannot be read: those that are read stand for it.
	Unread = "unread"
)

// Reason is a reason for which a record may be replaced.
type Reason struct {
	Code     string `json:"code"`
	Kind     string `json:"kind"` // Outside or Unread
	Sentence string `json:"sentence"`
}

//go:embed reasons.json
var shipped []byte

// Reasons are the reasons that come with the program.
func Reasons() []Reason {
	list, _ := ReadReasons(shipped) // a test reads them
	return list
}

// ReadReasons reads a list of reasons, a JSON array of objects with code, kind and
// sentence. It returns errs.BadInput for anything else.
func ReadReasons(b []byte) ([]Reason, error) {
	var list []Reason
	if err := strict(b, &list); err != nil {
		return nil, errs.Invalid("reasons", "The reasons are a JSON list of objects with code, kind and sentence (%v)", err)
	}
	return list, checkReasons(list)
}

// strict reads one JSON value without unknown names and with nothing after it.
func strict(b []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errs.Invalid("", "something follows after the end")
	}
	return nil
}

func checkReasons(list []Reason) error {
	if len(list) == 0 {
		return errs.Invalid("reasons", "There is no reason in the list for which a record may be replaced")
	}
	seen := map[string]bool{}
	for i, r := range list {
		switch {
		case r.Code == "" || strings.Trim(r.Code, "abcdefghijklmnopqrstuvwxyz-") != "":
			return errs.Invalid("reasons", "The code of reason %d is not made of small letters and hyphens", i+1)
		case seen[r.Code]:
			return errs.Invalid("reasons", "The code “%s” stands for two reasons", r.Code)
		case r.Kind != Outside && r.Kind != Unread:
			return errs.Invalid("reasons", "The kind of the reason “%s” is neither outside nor unread", r.Code)
		case r.Sentence == "" || printable(r.Sentence, longestSentence) != "":
			return errs.Invalid("reasons", "The sentence of the reason “%s” %s", r.Code, orMissing(printable(r.Sentence, longestSentence)))
		}
		seen[r.Code] = true
	}
	return nil
}

// kind is the kind of a reason of the plan, or "".
func (p Plan) kind(code string) string {
	for _, r := range p.Reasons {
		if r.Code == code {
			return r.Kind
		}
	}
	return ""
}
