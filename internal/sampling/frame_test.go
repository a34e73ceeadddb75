package sampling

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/northinch/northinch/internal/errs"
)

func TestTheOrderOfTheItemsDoesNotMatter(t *testing.T) {
	all := items(30, 12, 4)
	f := frameOf(t, all)
	for seed := range uint64(20) {
		other := slices.Clone(all)
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		if g := frameOf(t, other); g.Hash() != f.Hash() {
			t.Fatalf("another order gives another frame")
		}
	}
	if f.Count() != 46 || f.Strata[0].Name != "Looked after" || f.Strata[2].Count != 30 {
		t.Errorf("%d in %+v", f.Count(), f.Strata)
	}
	if frameOf(t, all[1:]).Hash() == f.Hash() {
		t.Error("without its first item the frame is the same")
	}
	all[0].Stratum = "Near threshold"
	if frameOf(t, all).Hash() == f.Hash() {
		t.Error("with an item in another stratum the frame is the same")
	}
}

func TestALineIsTheKeyedHashOfAReference(t *testing.T) {
	f := frameOf(t, []Item{{2, Refer("R-1"), "Registered", nil}})
	mac := hmac.New(sha256.New, bytes.Repeat([]byte("k"), 32))
	mac.Write([]byte("R-1"))
	if line := f.Strata[0].Lines[0]; !bytes.Equal(line[:], mac.Sum(nil)) {
		t.Errorf("%s", line)
	}
	other, err := NewKey(bytes.Repeat([]byte("x"), 32))
	if err != nil {
		t.Fatal(err)
	}
	g, err := NewFrame(other, []Item{{2, Refer("R-1"), "Registered", nil}})
	if err != nil || g.Hash() == f.Hash() {
		t.Errorf("another key gives the same frame (%v)", err)
	}
}

func TestAFrameThatCannotBeIsRefusedByTheRowAndNeverByTheReference(t *testing.T) {
	item := func(row int, ref, stratum string) Item { return Item{row, Refer(ref), stratum, nil} }
	for want, all := range map[string][]Item{
		"The frame is empty":                    nil,
		"Row 3 has no reference":                {item(2, "SECRET-1", "A"), item(3, " ", "A")},
		"Row 9 has no reference":                {{Row: 9, Stratum: "A"}},
		"Row 7 has the same reference as row 3": {item(2, "SECRET-1", "A"), item(3, "SECRET-2", "A"), item(7, "SECRET-2", "A")},
		"Row 4 has the same reference as row 2": {item(2, "SECRET-1", "A"), item(4, "SECRET-1", "B")},
		"Row 2 has no stratum":                  {item(2, "SECRET-1", "")},
		"The stratum of row 2 has a line end":   {item(2, "SECRET-1", "A\nB")},
		"The stratum of row 2 is not text":      {item(2, "SECRET-1", "A\xff")},
		"The stratum of row 2 has spaces":       {item(2, "SECRET-1", " A")},
		"The stratum of row 2 is too long":      {item(2, "SECRET-1", strings.Repeat("A", 101))},
	} {
		_, err := NewFrame(madeKey, all)
		says(t, err, want)
		if strings.Contains(fmt.Sprint(err), "SECRET") {
			t.Errorf("%v prints a reference", err)
		}
	}
}

func TestAPopulationOfOneIsAFrame(t *testing.T) {
	r, p := drawn(t, 1, 1)
	holds(t, r.Verify(Beside{Private: p}))
	if len(r.Drawn.Sample) != 1 {
		t.Errorf("%v", r.Drawn.Sample)
	}
}

func TestReferencesAndKeysCannotBePrintedByAccident(t *testing.T) {
	_, p := full(t)
	p.Items = p.Items[:1]
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("private", "part", p, "item", p.Items[0], "ref", p.Items[0].Reference)
	j, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	all := log.String() + string(j)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		all += fmt.Sprintf(verb, p) + fmt.Sprintf(verb, *p) + fmt.Sprintf(verb, p.Items) + fmt.Sprintf(verb, p.Key)
	}
	for _, secret := range []string{"R-00000", "kkk", "6b6b6b", "107 107", "522d3030"} {
		if strings.Contains(all, secret) {
			t.Errorf("%q is printed", secret)
		}
	}
	if p.Items[0].Reference.Reveal() != "R-00000" || (Reference{}).Reveal() != "" || fmt.Sprint(p.Key, Refer("x")) != "[key] [reference]" {
		t.Errorf("%s", p.Items[0].Reference)
	}
}

func TestAKeyHas32Bytes(t *testing.T) {
	_, err := NewKey(make([]byte, 31))
	says(t, err, "has 32 bytes; this one has 31")
	zero, err := NewKey(make([]byte, 32))
	if err != nil || (Key{}).maker().line("x") != zero.maker().line("x") {
		t.Errorf("%v", err)
	}
}

func TestAFileOfAFrameIsReadWithTheColumnsThatAreAskedFor(t *testing.T) {
	file := "name,stratum,reference,sex\nSOMEBODY, Registered ,R-1 ,girl\nSOMEBODY,Looked after,R-2,\n"
	all, err := ReadFrame(strings.NewReader(file), []string{"sex"})
	if err != nil || len(all) != 2 {
		t.Fatalf("%v, %v", all, err)
	}
	if i := all[0]; i.Row != 2 || i.Stratum != "Registered" || i.Reference.Reveal() != "R-1" || len(i.Traits) != 1 || i.Traits[0] != "girl" {
		t.Errorf("%+v", i)
	}
	if i := all[1]; i.Row != 3 || i.Traits[0] != "" {
		t.Errorf("%+v", i)
	}
}

func TestAFileOfAFrameThatCannotBeReadIsRefusedWithoutQuotingIt(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "The file is empty",
		"SECRET,Registered\n":                  "no column “reference”",
		"reference,SECRET\nR-1,A\n":            "no column “stratum”",
		"reference,stratum\nSECRET,A,B,C\n":    "Line 2",
		"reference,stratum\nSECRET,\"A\n":      "Line 2",
		"reference,stratum\nx,A\nSECRET\xff,A": "Line 3",
		"SECRET,SECRET\n1,2\n":                 "Line 1",
	} {
		_, err := ReadFrame(strings.NewReader(text), nil)
		says(t, err, want)
		if strings.Contains(fmt.Sprint(err), "SECRET") {
			t.Errorf("%v quotes the file", err)
		}
	}
	_, err := ReadFrame(iotest.ErrReader(io.ErrUnexpectedEOF), nil)
	says(t, err, "could not be read")
	_, err = ReadFrame(strings.NewReader("reference,stratum\n"), []string{"sex"})
	says(t, err, "no column “sex”")
}

func TestAHashIs64HexadecimalDigits(t *testing.T) {
	text := strings.Repeat("0a", 32)
	h, err := ParseHash(" " + text + "\n")
	if err != nil || h.String() != text {
		t.Errorf("%s, %v", h, err)
	}
	_, err = ParseHash(text[2:])
	says(t, err, "has 62 characters")
	_, err = ParseHash(text[2:] + "xy")
	says(t, err, "other characters")
}

func FuzzFrame(f *testing.F) {
	f.Add("reference,stratum,sex\nR-1,A,girl\nR-2,B,boy\n", "k")
	f.Add("stratum;reference;sex\nA;\"R\n1\";x\n", "")
	f.Fuzz(func(t *testing.T, text, key string) {
		all, err := ReadFrame(strings.NewReader(text), []string{"sex"})
		if err != nil {
			if errs.KindOf(err) == errs.Internal {
				t.Fatal(err)
			}
			return
		}
		sum := sha256.Sum256([]byte(key))
		k, err := NewKey(sum[:])
		if err != nil {
			t.Fatal(err)
		}
		fr, err := NewFrame(k, all)
		if err != nil {
			if errs.KindOf(err) != errs.BadInput {
				t.Fatal(err)
			}
			return
		}
		if err := fr.check(); err != nil || fr.Count() != len(all) {
			t.Fatalf("%d of %d: %v", fr.Count(), len(all), err)
		}
		p, err := NewPlan(fr, "Made up", "", design(1), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Commit(fr, p, Hash(sum))
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Draw(Hash(sum), ""); err != nil {
			t.Fatal(err)
		}
		part := &Private{Key: k, Seed: Hash(sum), Traits: []string{"sex"}, Items: all}
		report, err := Verify(r.Bytes(), Beside{Private: part})
		if err != nil || len(report.Failed()) > 0 {
			t.Fatalf("%v, %v", report.Failed(), err)
		}
	})
}
