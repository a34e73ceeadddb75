package check_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"syscall"
	"testing"

	"github.com/northinch/northinch/internal/returns/check"
	"github.com/northinch/northinch/internal/returns/madeup"
)

// cpu is the processor time that the program has used, in seconds.
func cpu() float64 {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

// BenchmarkRules holds a national return of 100,000 children and 1,000,000 events
// against every rule.
func BenchmarkRules(b *testing.B) {
	ret, _ := madeUp(b, madeup.Options{Children: 100_000, Events: 1_000_000})
	rules := check.Rules()
	for _, workers := range []int{1, 2} {
		b.Run(map[int]string{1: "one-worker", 2: "two-workers"}[workers], func(b *testing.B) {
			b.ReportAllocs()
			start := cpu()
			for b.Loop() {
				check.Run(ret, check.Options{Rules: rules, Workers: workers})
			}
			b.ReportMetric((cpu()-start)/float64(b.N), "cpu-s/op")
		})
	}
	// Beside it, what it takes to split the same files into fields.
	children, events, _ := tablesOf(b, madeup.Options{Children: 100_000, Events: 1_000_000})
	b.Run("encoding-csv", func(b *testing.B) {
		start := cpu()
		for b.Loop() {
			for _, table := range [][]byte{children.Bytes(), events.Bytes()} {
				r := csv.NewReader(bytes.NewReader(table))
				r.ReuseRecord = true
				var err error
				for err == nil {
					_, err = r.Read()
				}
				if err != io.EOF {
					b.Fatal(err)
				}
			}
		}
		b.ReportMetric((cpu()-start)/float64(b.N), "cpu-s/op")
	})
}
