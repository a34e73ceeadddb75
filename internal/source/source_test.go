package source_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/source"
)

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, source.Statements())
}

const piece = 256 << 10

// keep keeps a file and writes the audit entry, as an import does.
func keep(t *testing.T, d *db.DB, file io.ReaderAt, length int) (k *source.Keeping, err error) {
	err = d.Write(t.Context(), func(tx *db.Tx) error {
		if k, err = source.Keep(tx, "file.csv", file, int64(length)); err != nil {
			return err
		}
		defer k.Close()
		if err := k.Some(); err != nil {
			return err
		}
		if err := k.Finish(); err != nil {
			return err
		}
		return audit.Record(tx, access.Command("test"), "source.keep", string(k.Source.ID), "")
	})
	return k, err
}

// text is a file of some length whose bytes are not all alike.
func text(length int) []byte {
	r := rand.New(rand.NewPCG(1, uint64(length)))
	b := make([]byte, 0, length+40)
	for len(b) < length {
		b = fmt.Appendf(b, "%d,Fife,good\n", r.Uint64())
	}
	return b[:length]
}

func TestAFileIsKeptWholeAndEveryRangeOfItIsFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, length := range []int{0, 1, 1000, piece - 1, piece, piece + 1, 2 * piece, 3*piece + 7} {
			file := text(length)
			k, err := keep(t, d, bytes.NewReader(file), length)
			if err != nil || k.Known || k.Source.Bytes != int64(length) || len(k.Source.ID) != 16 || k.Source.At != "2012-04-27T09:30:00.000Z" {
				t.Fatalf("%d bytes: %+v, %v", length, k, err)
			}
			dbtest.Read(t, d, func(tx *db.Tx) error {
				whole, err := io.ReadAll(source.Open(tx, k.Source.ID))
				if !bytes.Equal(whole, file) {
					t.Errorf("%d bytes were kept and %d came back", length, len(whole))
				}
				r := rand.New(rand.NewPCG(2, uint64(length)))
				for range 40 {
					start := r.IntN(length + 1)
					end := start + r.IntN(length-start+1)
					if r.IntN(2) == 0 {
						end = min(end, start+50)
					}
					got, err := source.Bytes(tx, k.Source.ID, int64(start), int64(end))
					if err != nil || !bytes.Equal(got, file[start:end]) {
						t.Fatalf("bytes %d to %d of %d: %d bytes came back (%v)", start, end, length, len(got), err)
					}
				}
				for _, c := range [][2]int64{{0, 0}, {5, 3}, {int64(length), int64(length) + 100}, {int64(length) + piece, int64(length) + 2*piece}} {
					got, err := source.Bytes(tx, k.Source.ID, c[0], c[1])
					if err != nil || len(got) != 0 {
						t.Errorf("bytes %d to %d of %d: %q (%v)", c[0], c[1], length, got, err)
					}
				}
				return err
			})
		}
	})
}

func TestAFileThatWasKeptBeforeIsNotWrittenAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		file := text(piece + 9)
		first, err := keep(t, d, bytes.NewReader(file), len(file))
		if err != nil {
			t.Fatal(err)
		}
		again, err := keep(t, d, bytes.NewReader(file), len(file))
		if err != nil || !again.Known || again.Source != first.Source {
			t.Errorf("%+v, %v", again, err)
		}
		other, err := keep(t, d, bytes.NewReader(file[1:]), len(file)-1)
		if err != nil || other.Known || other.Source.ID == first.Source.ID {
			t.Errorf("another file: %+v, %v", other, err)
		}
	})
}

// broken is a file that cannot be read beyond some byte, from some pass on.
type broken struct {
	file   []byte
	at     int64
	sound  int // passes that read the whole file
	change bool
}

var errDisk = errors.New("the disk gives an error")

func (b *broken) ReadAt(p []byte, off int64) (int, error) {
	if off+int64(len(p)) >= int64(len(b.file)) && b.sound > 0 {
		defer func() { b.sound-- }()
	}
	if b.sound > 0 || off+int64(len(p)) < b.at {
		return bytes.NewReader(b.file).ReadAt(p, off)
	}
	if b.change {
		n, err := bytes.NewReader(b.file).ReadAt(p, off)
		p[0] ^= 1
		return n, err
	}
	return 0, errDisk
}

func TestAFileThatCannotBeReadOrChangesMeanwhileLeavesNothing(t *testing.T) {
	file := text(2*piece + 100)
	for _, c := range []struct {
		name string
		file *broken
		want string
	}{
		{"it cannot be read at all", &broken{file: file, at: 1000}, "The file file.csv cannot be read"},
		{"it cannot be read a second time", &broken{file: file, at: piece + 1, sound: 1}, "The file file.csv cannot be read"},
		{"it changes after its beginning was read", &broken{file: file, at: piece + 1, sound: 1, change: true}, "The file file.csv changed while it was read; nothing was kept. Try again"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				one := *c.file
				_, err := keep(t, d, &one, len(file))
				if errs.KindOf(err) != errs.Storage || errs.Sentence(err) != c.want {
					t.Errorf("%v, want %q", err, c.want)
				}
				k, err := keep(t, d, bytes.NewReader(file), len(file))
				if err != nil || k.Known {
					t.Errorf("something was left behind: %+v, %v", k, err)
				}
			})
		})
	}
}

func TestAFileThatIsShorterThanItSaysIsRefused(t *testing.T) {
	d := dbtest.SQLite(t)
	file := text(1000)
	shrunk := &shrinking{first: file, then: file[:500]}
	if _, err := keep(t, d, shrunk, len(file)); errs.KindOf(err) != errs.Storage {
		t.Errorf("%v", err)
	}
}

// shrinking is a file that somebody cuts off after it was read once.
type shrinking struct {
	first, then []byte
	reads       int
}

func (s *shrinking) ReadAt(p []byte, off int64) (int, error) {
	s.reads++
	if off == 0 && s.reads > 1 {
		s.first = s.then
	}
	return bytes.NewReader(s.first).ReadAt(p, off)
}

func TestWorkThatIsGivenUpEndsTheOtherCoresWorkToo(t *testing.T) {
	d := dbtest.SQLite(t)
	file := text(20 * piece) // more pieces than wait between the two
	given := errors.New("given up")
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		k, err := source.Keep(tx, "file.csv", bytes.NewReader(file), int64(len(file)))
		if err != nil {
			return err
		}
		k.Close()
		return given
	})
	if !errors.Is(err, given) {
		t.Error(err)
	}
	dbtest.Read(t, d, func(tx *db.Tx) error {
		if _, err := source.Get(tx, "0123456789abcdef"); errs.KindOf(err) != errs.NotFound {
			t.Errorf("%v", err)
		}
		return nil
	})
}
