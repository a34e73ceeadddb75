package submission

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/measure"
	"github.com/northinch/northinch/internal/returns"
)

// Token stands for a child in addresses and in the audit log: sixteen letters and
// digits, made of the area's reference with a key that is sealed with the key of the
// inspection. Without it nobody can tell which child it is, or try references until
// one fits; once the key is destroyed, nobody can at all.
type Token string

var letters = base32.StdEncoding.WithPadding(base32.NoPadding)

// tokens makes the tokens of the children of a return.
type tokens struct {
	ret *returns.Return
	key []byte
}

func (t tokens) of(child int) Token {
	h := hmac.New(sha256.New, t.key)
	h.Write([]byte(t.ret.Areas[t.ret.Children.Area[child]].Code))
	h.Write([]byte{0})
	h.Write([]byte(t.ret.Children.Refs.Of(child).Reveal()))
	return Token(strings.ToLower(letters.EncodeToString(h.Sum(nil)[:10])))
}

func (t tokens) find(token Token) (int, bool) {
	for child := range t.ret.Children.Len() {
		if hmac.Equal([]byte(t.of(child)), []byte(token)) {
			return child, true
		}
	}
	return 0, false
}

// Row is one thing behind a figure, with the token of its child.
type Row struct {
	measure.Row
	Token Token
}

// Behind is the rows behind a figure.
type Behind struct {
	Return *returns.Return
	Rows   []Row
}

// Rows gives the rows behind a measure of a return: every spell or event that was
// counted or left out, child by child in the order of the files. It writes into the
// audit log that who read them. errs.NotFound if who may not, or for a measure that is
// none.
func Rows(tx *db.Tx, desk Desk, who access.Actor, s Submission, id string) (Behind, error) {
	m, err := measure.Find(id)
	if err != nil {
		return Behind{}, err
	}
	ret, err := s.open(tx, desk, who, "return.rows", id)
	if err != nil {
		return Behind{}, err
	}
	a, err := s.about(tx, desk.Keys)
	if err != nil {
		return Behind{}, err
	}
	b, t := Behind{Return: ret}, tokens{ret, a.Tokens}
	last := Token("")
	measure.Rows(ret, m, "", func(r measure.Row) {
		if n := len(b.Rows); n == 0 || b.Rows[n-1].Child != r.Child {
			last = t.of(r.Child)
		}
		b.Rows = append(b.Rows, Row{r, last})
	})
	return b, nil
}

// Child is one child of a return.
type Child struct {
	Return *returns.Return
	Number int // its place in the return
	Token  Token
}

// Reference is the area's own reference. It MUST be shown on the page of the child
// alone, and be in no address, log or message.
func (c Child) Reference() string { return c.Return.Children.Refs.Of(c.Number).Reveal() }

// Chronology opens one child of a return, by its token, and writes into the audit log
// that who read of it, with the token. errs.NotFound if who may not, or if the return
// has no such child.
func Chronology(tx *db.Tx, desk Desk, who access.Actor, s Submission, token Token) (Child, error) {
	if _, err := For(tx, who, access.ReadReturn, s.Inspection); err != nil {
		return Child{}, err
	}
	ret, _, err := s.load(tx, desk.Keys)
	if err != nil {
		return Child{}, err
	}
	a, err := s.about(tx, desk.Keys)
	if err != nil {
		return Child{}, err
	}
	n, ok := tokens{ret, a.Tokens}.find(token)
	if !ok {
		return Child{}, errs.Missing("page", "")
	}
	return Child{ret, n, token}, recordChild(tx, who, s, token)
}

func recordChild(tx *db.Tx, who access.Actor, s Submission, token Token) error {
	return audit.Record(tx, who, "return.child", string(s.ID), "child "+string(token))
}
