package tabular

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

func TestTry(t *testing.T) {
	ds, _ := os.ReadDir("/work/shared/cases/sdc/")
	for _, d := range ds {
		f := d.Name()
		fh, _ := os.Open("/work/shared/cases/sdc/" + f)
		r, err := Read(fh, f, ReadOptions{Dimensions: []string{"region", "gender"}})
		if err != nil {
			t.Error(f, err)
			continue
		}
		t0 := time.Now()
		res, err := r.Protect(Options{})
		fmt.Println("=====", f, time.Since(t0), err)
		var b strings.Builder
		res.WriteText(&b)
		res.WriteJSON(&b)
		s := b.String()
		if i := strings.Index(s, `"tables"`); i > 0 {
			s = s[:i]
		}
		fmt.Println(s)
	}
}
