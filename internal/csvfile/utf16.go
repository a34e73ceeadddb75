package csvfile

import (
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// fromUTF16 reads UTF-16 as UTF-8. What is wrong in it, half a surrogate pair or
// half a unit at the end, becomes a byte that UTF-8 never has: the Reader then
// finds it as it finds any wrong byte, and says on what line.
type fromUTF16 struct {
	src   io.Reader
	big   bool
	in    [8 << 10]byte
	held  int    // bytes of in that wait for their other half
	ready []byte // of out, not yet taken
	out   []byte
	err   error
}

const never = 0xFF

func (f *fromUTF16) Read(p []byte) (int, error) {
	for tries := 0; len(f.ready) == 0; tries++ {
		if f.err != nil {
			return 0, f.err
		}
		if tries == 100 {
			return 0, io.ErrNoProgress
		}
		f.more()
	}
	n := copy(p, f.ready)
	f.ready = f.ready[n:]
	return n, nil
}

func (f *fromUTF16) more() {
	n, err := f.src.Read(f.in[f.held:])
	b := f.in[:f.held+n]
	f.err = err
	f.out = f.out[:0]
units:
	for len(b) >= 2 {
		c := f.unit(b)
		switch {
		case !utf16.IsSurrogate(c):
			f.out = utf8.AppendRune(f.out, c)
		case len(b) >= 4 && utf16.DecodeRune(c, f.unit(b[2:])) != utf8.RuneError:
			f.out = utf8.AppendRune(f.out, utf16.DecodeRune(c, f.unit(b[2:])))
			b = b[2:]
		case len(b) < 4 && err == nil:
			break units
		default:
			f.out = append(f.out, never)
		}
		b = b[2:]
	}
	f.held = copy(f.in[:], b)
	if f.held > 0 && err == io.EOF {
		f.out = append(f.out, never)
		f.held = 0
	}
	f.ready = f.out
}

func (f *fromUTF16) unit(b []byte) rune {
	if f.big {
		return rune(b[0])<<8 | rune(b[1])
	}
	return rune(b[1])<<8 | rune(b[0])
}
