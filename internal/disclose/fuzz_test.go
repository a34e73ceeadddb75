package disclose

import (
	"errors"
	"testing"
)

// problem reads a problem out of bytes, mostly wrong ones.
func problem(data []byte) *Problem {
	at := 0
	next := func() int {
		if at >= len(data) {
			return 0
		}
		at++
		return int(int8(data[at-1]))
	}
	p := &Problem{}
	for i := range next() & 15 {
		c := Cell{ID: string(rune('a' + i)), Value: float64(next()), Weight: float64(next() & 31)}
		flags := next()
		c.Primary, c.Fixed, c.Capped = flags&1 > 0, flags&6 == 6, flags&8 > 0
		if c.Primary {
			c.Lower, c.Upper, c.Sliding = float64(next()&7)/2, float64(next()&7), float64(next()&7)
		}
		if flags&16 > 0 {
			c.Floor, c.Ceiling = float64(next()), float64(next())
		}
		p.Cells = append(p.Cells, c)
	}
	for range next() & 7 {
		r := Relation{Total: next()}
		for range next() & 7 {
			r.Parts = append(r.Parts, next())
		}
		// Most totals are put right, so that more than Check is tried.
		if next()&3 > 0 && r.Total >= 0 && r.Total < len(p.Cells) {
			p.Cells[r.Total].Value = 0
			for _, i := range r.Parts {
				if i >= 0 && i < len(p.Cells) {
					p.Cells[r.Total].Value += p.Cells[i].Value
				}
			}
		}
		p.Relations = append(p.Relations, r)
	}
	return p
}

func FuzzProtect(f *testing.F) {
	f.Add([]byte{3, 3, 1, 1, 6, 2, 0, 9, 5, 0, 12, 7, 0, 1, 2, 2, 0, 1, 1})
	f.Add([]byte{4, 2, 1, 1, 4, 2, 0, 2, 5, 0, 7, 7, 0, 2, 2, 0, 1, 2, 3, 2, 0, 1, 1, 3, 2, 1, 2, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		p := problem(data)
		got, err := Protect(p, Options{Work: 1_000_000})
		if err != nil {
			var e *Unprotectable
			if p.Check() == nil && !errors.As(err, &e) {
				t.Fatalf("%v", err)
			}
			return
		}
		at, err := Attack(p, got.Suppressed)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range p.Cells {
			if v := at[i]; c.Primary && (v.Low > c.Value-c.Lower+1e-6 || v.High < c.Value+c.Upper-1e-6 || v.High-v.Low < c.Sliding-1e-6) {
				t.Fatalf("%s of %v is known to lie in %v", c.ID, c.Value, v)
			}
		}
	})
}
