package chacha8

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
)

func seed(text string) (s [32]byte) {
	copy(s[:], text)
	return s
}

func TestTheStreamIsThatOfTheSpecification(t *testing.T) {
	b, err := os.ReadFile("../testdata/draw/chacha8rand_go.json")
	if err != nil {
		t.Fatal(err)
	}
	var published struct {
		Seed string   `json:"seed_ascii"`
		Hex  string   `json:"published_hex"`
		Go   []string `json:"go_uint64"`
	}
	if err := json.Unmarshal(b, &published); err != nil {
		t.Fatal(err)
	}
	s, all := New(seed(published.Seed)), []byte{}
	for _, want := range published.Go {
		v := s.Uint64()
		if n, err := strconv.ParseUint(want, 16, 64); err != nil || v != n {
			t.Errorf("%x, want %s (%v)", v, want, err)
		}
		all = binary.LittleEndian.AppendUint64(all, v)
	}
	if got := hex.EncodeToString(all); got != published.Hex || len(got) != 64 {
		t.Errorf("%s, want %s", got, published.Hex)
	}
}

// A key lasts for 124 numbers; the streams are compared over many keys.
func TestTheStreamIsThatOfTheStandardLibrary(t *testing.T) {
	for _, text := range []string{"", "ABCDEFGHIJKLMNOPQRSTUVWXYZ123456", "\xff\xff\xff\xff"} {
		ours, theirs := New(seed(text)), rand.NewChaCha8(seed(text))
		for i := range 100_000 {
			if a, b := ours.Uint64(), theirs.Uint64(); a != b {
				t.Fatalf("%q, number %d: %x and %x", text, i, a, b)
			}
		}
	}
}

func FuzzTheStreamIsThatOfTheStandardLibrary(f *testing.F) {
	f.Add([]byte("a seed"), uint16(500))
	f.Fuzz(func(t *testing.T, b []byte, n uint16) {
		s := seed(string(b))
		ours, theirs := New(s), rand.NewChaCha8(s)
		for i := range n {
			if a, b := ours.Uint64(), theirs.Uint64(); a != b {
				t.Fatalf("number %d: %x and %x", i, a, b)
			}
		}
	})
}

func TestEveryNumberBelowTheBoundHasTheSameChance(t *testing.T) {
	s := New(seed("the bound"))
	for _, n := range []uint64{1, 2, 3, 7, 10} {
		const each = 20_000
		counts := make([]int, n)
		for range each * n {
			counts[s.Below(n)]++
		}
		for v, c := range counts {
			if c < each-700 || c > each+700 { // five standard deviations
				t.Errorf("below %d: %d came %d times of %d expected", n, v, c, each)
			}
		}
	}
}

// For 2^63+1, half of all numbers are passed over: 2^64 leaves 2^63-1.
func TestNumbersThatWouldFavourSomeRemaindersArePassedOver(t *testing.T) {
	const n = 1<<63 + 1
	s, plain := New(seed("odd")), New(seed("odd"))
	passed := 0
	for range 1000 {
		got := s.Below(n)
		x := plain.Uint64()
		for ; x < 1<<63-1; x = plain.Uint64() {
			passed++
		}
		if got != x%n {
			t.Fatalf("%d, want %d", got, x%n)
		}
	}
	if passed < 800 || passed > 1200 {
		t.Errorf("%d were passed over, of about 1000", passed)
	}
}

func BenchmarkUint64(b *testing.B) {
	s := New(seed("bench"))
	for b.Loop() {
		s.Uint64()
	}
}

func BenchmarkUint64OfTheStandardLibrary(b *testing.B) {
	s := rand.NewChaCha8(seed("bench"))
	for b.Loop() {
		s.Uint64()
	}
}
