package sampling

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
)

// million is a record of a frame of 1,000,000, committed to and not drawn.
var million = sync.OnceValue(func() *Record {
	all := make([]Item, 1_000_000)
	for i := range all {
		all[i] = Item{Row: i + 2, Reference: Refer(fmt.Sprint("R-", i)), Stratum: "Registered"}
	}
	f, err := NewFrame(madeKey, all)
	if err != nil {
		panic(err)
	}
	p, err := NewPlan(f, "Made-up records", "", design(100_000), nil, nil)
	if err != nil {
		panic(err)
	}
	r, err := Commit(f, p, madeSeed)
	if err != nil {
		panic(err)
	}
	return r
})

func BenchmarkDrawOf100000From1000000(b *testing.B) {
	r := million()
	for b.Loop() {
		one := *r
		if err := one.Draw(madeSeed, ""); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOrderOf1000000(b *testing.B) {
	for b.Loop() {
		Order(madeSeed, "Registered", 1_000_000, 1_000_000)
	}
}

func BenchmarkPlainShuffleOf1000000(b *testing.B) {
	list := make([]uint32, 1_000_000)
	r := rand.New(rand.NewChaCha8(madeSeed))
	for b.Loop() {
		for i := range list {
			list[i] = uint32(i)
		}
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
}

func BenchmarkFrameOf1000000(b *testing.B) {
	all := make([]Item, 1_000_000)
	for i := range all {
		all[i] = Item{Row: i + 2, Reference: Refer(fmt.Sprint("R-", i)), Stratum: "Registered"}
	}
	for b.Loop() {
		if _, err := NewFrame(madeKey, all); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerifyOf1000000(b *testing.B) {
	r := *million()
	if err := r.Draw(madeSeed, ""); err != nil {
		b.Fatal(err)
	}
	file := r.Bytes()
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		report, err := Verify(file, Beside{})
		if err != nil || len(report.Failed()) > 0 {
			b.Fatal(report, err)
		}
	}
}
