package returns_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"testing"

	"github.com/northinch/northinch/internal/csvfile"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
)

// round returns a national round of made-up children, 10 events each.
func round(b testing.TB, children int) (c, e []byte) {
	r, err := madeup.New(madeup.Options{Children: children, Events: 10 * children})
	if err != nil {
		b.Fatal(err)
	}
	var cs, es bytes.Buffer
	if _, err := r.WriteAll(&cs, &es); err != nil {
		b.Fatal(err)
	}
	return cs.Bytes(), es.Bytes()
}

// BenchmarkRead reads the events of a return into typed columns, each cell checked
// and each child found, beside reading the same bytes with encoding/csv at its
// fastest, which gives the fields to nobody, and with csvfile alone.
func BenchmarkRead(b *testing.B) {
	children, events := round(b, 10_000)
	b.Run("typed", func(b *testing.B) {
		b.SetBytes(int64(len(events)))
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			r := returns.NewReader(returns.Options{})
			if err := r.Children("children.csv", bytes.NewReader(children)); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			if err := r.Events("events.csv", bytes.NewReader(events)); err != nil {
				b.Fatal(err)
			}
			if _, err := r.Done(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("csvfile", func(b *testing.B) {
		b.SetBytes(int64(len(events)))
		for b.Loop() {
			r, err := csvfile.NewReader(bytes.NewReader(events), csvfile.Options{})
			for err == nil {
				_, err = r.Next()
			}
			if err != io.EOF {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-csv", func(b *testing.B) {
		b.SetBytes(int64(len(events)))
		for b.Loop() {
			r := csv.NewReader(bytes.NewReader(events))
			r.ReuseRecord = true
			var err error
			for err == nil {
				_, err = r.Read()
			}
			if err != io.EOF {
				b.Fatal(err)
			}
		}
	})
	b.Run("children", func(b *testing.B) {
		b.SetBytes(int64(len(children)))
		for b.Loop() {
			r := returns.NewReader(returns.Options{})
			if err := r.Children("children.csv", bytes.NewReader(children)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkMakeUp(b *testing.B) {
	r, err := madeup.New(madeup.Options{Children: 10_000, Events: 100_000})
	if err != nil {
		b.Fatal(err)
	}
	_, events := round(b, 10_000)
	b.SetBytes(int64(len(events)))
	for b.Loop() {
		if _, err := r.WriteAll(io.Discard, io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
