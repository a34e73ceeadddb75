package returns_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"syscall"
	"testing"

	"github.com/northinch/northinch/internal/csvfile"
	"github.com/northinch/northinch/internal/returns"
)

func cpu() float64 {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

func TestCPU(t *testing.T) {
	if os.Getenv("CPU") == "" {
		t.Skip()
	}
	children, events := round(t, 20_000)
	for range 3 {
		n := 5
		a := cpu()
		for range n {
			r := returns.NewReader(returns.Options{})
			r.Children("c", bytes.NewReader(children))
			r.Events("c", bytes.NewReader(events))
			r.Done()
		}
		b := cpu()
		for range n {
			r, err := csvfile.NewReader(bytes.NewReader(events), csvfile.Options{})
			for err == nil {
				_, err = r.Next()
			}
		}
		c := cpu()
		for range n {
			r := csv.NewReader(bytes.NewReader(events))
			r.ReuseRecord = true
			var err error
			for err == nil {
				_, err = r.Read()
			}
			_ = err == io.EOF
		}
		d := cpu()
		mb := float64(n*len(events)) / 1e6
		fmt.Printf("%d MB typed (with children) %.0f csvfile %.0f encoding/csv %.0f MB/s CPU\n", len(events)>>20, mb/(b-a), mb/(c-b), mb/(d-c))
	}
}
