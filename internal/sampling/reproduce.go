package sampling

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sampling/chacha8"
	"github.com/northinch/northinch/internal/sampling/published"
)

// Reproduce makes the draws of a file of published cases again and compares. The file
// is JSON of one of three kinds: the stream of chacha8rand, a selection of RFC 3797, and
// the consistent sampler; testdata/draw has one of each. What a file holds that no
// specification promises is reported as not possible.
//
// It returns errs.BadInput for a file of another kind.
func Reproduce(r io.Reader) ([]Check, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, errs.Stored(err, "The file of cases cannot be read")
	}
	var is struct {
		Case  string
		Cases []json.RawMessage
	}
	if err := json.Unmarshal(b, &is); err != nil {
		return nil, errs.Invalid("cases", "The file is not JSON (%v)", err)
	}
	switch {
	case is.Case == "chacha8rand":
		return reproduceWith(b, reproduceStream)
	case strings.HasPrefix(is.Case, "rfc3797"):
		return reproduceWith(b, reproduceSelection)
	case len(is.Cases) > 0:
		return reproduceWith(b, reproduceTickets)
	}
	return nil, errs.Invalid("cases", "The file holds no draw that this program can make again: it knows chacha8rand, rfc3797 and the cases of the consistent sampler")
}

// reproduceWith reads a file as what f takes.
func reproduceWith[T any](b []byte, f func(*Report, T)) ([]Check, error) {
	var v T
	if err := json.Unmarshal(b, &v); err != nil {
		return nil, errs.Invalid("cases", "The file of cases cannot be read (%v)", err)
	}
	var report Report
	f(&report, v)
	return report.Checks, nil
}

// same adds a check that two values print alike.
func (r *Report) same(name string, got, want any) {
	g, w := fmt.Sprint(got), fmt.Sprint(want)
	r.add(name, g, unless(g == w, "it is "+g+" and should be "+w))
}

type streamCase struct {
	Seed   string   `json:"seed_ascii"`
	Hex    string   `json:"published_hex"`
	Uint64 []string `json:"go_uint64"`
	Perm   []int    `json:"go_perm10"`
}

func reproduceStream(r *Report, c streamCase) {
	if len(c.Seed) != 32 {
		r.add("seed", "", fmt.Sprintf("a seed has 32 bytes and this one has %d", len(c.Seed)))
		return
	}
	s := chacha8.New([32]byte([]byte(c.Seed)))
	var all []byte
	for i, want := range c.Uint64 {
		v := s.Uint64()
		for k := range 8 {
			all = append(all, byte(v>>(8*k)))
		}
		r.same(fmt.Sprintf("number %d", i+1), fmt.Sprintf("%016x", v), want)
	}
	r.same("bytes", hex.EncodeToString(all), c.Hex)
	if len(c.Perm) > 0 {
		r.cannot("permutations of the Go library", "no specification promises them, so no draw is made by them")
	}
}

type pickCase struct {
	MD5      string
	SHA256   string
	Divisor  int
	Selected int
	Name     string
}

type selectionCase struct {
	Key        string
	Candidates []string
	Draws      []pickCase
	Variant    struct{ Draws []pickCase } `json:"variant_sha256"`
}

func reproduceSelection(r *Report, c selectionCase) {
	for _, by := range []struct {
		name   string
		draws  []pickCase
		digest func() hash.Hash
	}{{"MD5", c.Draws, md5.New}, {"SHA-256", c.Variant.Draws, sha256.New}} {
		picks, err := published.Select(c.Key, len(c.Candidates), len(by.draws), by.digest)
		if err != nil {
			r.add(by.name, "", errs.Sentence(err))
			continue
		}
		for i, p := range picks {
			want := by.draws[i]
			r.same(fmt.Sprintf("%s, selection %d", by.name, i+1),
				fmt.Sprintf("%X of %d: %d %s", p.Digest, p.Left, p.Selected, c.Candidates[p.Selected-1]),
				fmt.Sprintf("%s of %d: %d %s", want.MD5+want.SHA256, want.Divisor, want.Selected, want.Name))
		}
	}
}
