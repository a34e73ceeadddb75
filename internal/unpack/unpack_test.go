package unpack

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
)

var most = Limits{Entries: 10, Entry: 4 << 20, Total: 6 << 20, Ratio: 100}

// entry is a made-up entry of an archive.
type entry struct {
	name, text string
	change     func(*zip.FileHeader)
}

// pack makes an archive. A change to a header leaves the bytes as they are, so that
// the header can lie.
func pack(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	z, err := flate.NewWriter(io.Discard, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		var packed bytes.Buffer
		z.Reset(&packed)
		io.WriteString(z, e.text)
		z.Close()
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(e.text)), UncompressedSize64: uint64(len(e.text)), CompressedSize64: uint64(packed.Len())}
		if e.change != nil {
			e.change(h)
		}
		if strings.HasSuffix(e.name, "/") && e.text == "" {
			packed.Reset() // a folder has no bytes at all
			h.CompressedSize64, h.Method = 0, zip.Store
		}
		body, err := w.CreateRaw(h)
		if err != nil {
			t.Fatal(err)
		}
		body.Write(packed.Bytes())
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// one reads the only file of an archive.
func one(b []byte, l Limits) (name, text string, err error) {
	a, err := Open(bytes.NewReader(b), int64(len(b)), l)
	if err != nil {
		return "", "", err
	}
	e, err := a.One()
	if err != nil {
		return "", "", err
	}
	r, err := e.Reader()
	if err != nil {
		return "", "", err
	}
	out, err := io.ReadAll(r)
	return e.Name, string(out), err
}

func mode(m fs.FileMode) func(*zip.FileHeader) { return func(h *zip.FileHeader) { h.SetMode(m) } }

func TestTheOnlyFileOfAnArchiveIsRead(t *testing.T) {
	table := "council,date\n" + strings.Repeat("Fife,2011-01-31\n", 1000)
	folder := entry{"tables/", "", mode(fs.ModeDir | 0o755)}
	for name, entries := range map[string][]entry{
		"alone":                      {{"table.csv", table, nil}},
		"in a folder":                {folder, {"tables/table.csv", table, mode(0o644)}},
		"as macOS packs it":          {{"table.csv", table, nil}, {"__MACOSX/._table.csv", "Mac OS X", nil}, {".DS_Store", "x", nil}},
		"with dots that lead inside": {{"tables..2011/table.csv", table, nil}},
	} {
		got, text, err := one(pack(t, entries...), most)
		if err != nil || text != table || got != "table.csv" {
			t.Errorf("%s: %q with %d bytes, %v", name, got, len(text), err)
		}
	}
	var stored bytes.Buffer
	w := zip.NewWriter(&stored)
	body, _ := w.CreateHeader(&zip.FileHeader{Name: "t\xe4ble.csv", Method: zip.Store, NonUTF8: true})
	io.WriteString(body, table)
	w.Close()
	if got, text, err := one(stored.Bytes(), most); err != nil || text != table || got != "t\ufffdble.csv" {
		t.Errorf("stored under a name of another alphabet: %q, %v", got, err)
	}
}

func TestWhatAPersonNeverPacksIsRefusedWithASentence(t *testing.T) {
	flags := func(f uint16) func(*zip.FileHeader) { return func(h *zip.FileHeader) { h.Flags |= f } }
	says := func(size uint64) func(*zip.FileHeader) {
		return func(h *zip.FileHeader) { h.UncompressedSize64 = size }
	}
	eleven := make([]entry, 11)
	many := make([]entry, 40000)
	for i := range many {
		many[i] = entry{name: fmt.Sprint(i, ".csv")}
	}
	copy(eleven, many)
	tar := make([]byte, 600)
	copy(tar[257:], "ustar")
	long := strings.Repeat("a,b\n", 1<<20) + "and more"
	for _, x := range []struct {
		name    string
		entries []entry
		want    string
	}{
		{"out of the archive", []entry{{"../table.csv", "x", nil}}, "“../table.csv”, whose name leads out of the archive"},
		{"out of it in the middle", []entry{{"a/../../table.csv", "x", nil}}, "leads out of the archive"},
		{"from the top", []entry{{"/etc/passwd", "x", nil}}, "begins at the top of a disk"},
		{"a drive", []entry{{"C:table.csv", "x", nil}}, "begins at the top of a disk"},
		{"a backslash", []entry{{`a\..\table.csv`, "x", nil}}, "has a backslash"},
		{"a NUL", []entry{{"table.csv\x00.exe", "x", nil}}, "“table.csv\ufffd.exe”, whose name has characters that are no text"},
		{"a line end", []entry{{"table.csv\nnorthinch: done", "x", nil}}, "characters that are no text"},
		{"no name", []entry{{"", "x", nil}}, "characters that are no text"},
		{"a link", []entry{{"table.csv", "/etc/passwd", mode(fs.ModeSymlink | 0o777)}}, "no plain file"},
		{"a device", []entry{{"table.csv", "", mode(fs.ModeDevice | 0o666)}}, "no plain file"},
		{"a pipe", []entry{{"table.csv", "", mode(fs.ModeNamedPipe | 0o666)}}, "no plain file"},
		{"a folder with bytes in it", []entry{{"tables", "abc", mode(fs.ModeDir | 0o755)}}, "no plain file"},
		{"the same name twice", []entry{{"a.csv", "x", nil}, {"a.csv", "y", nil}}, "two entries “a.csv”"},
		{"the same name in capitals", []entry{{"a.csv", "x", nil}, {"A.CSV", "y", nil}}, "two entries “A.CSV”"},
		{"the same name by another way", []entry{{"b/a.csv", "x", nil}, {"b/./a.csv", "y", nil}}, "two entries “b/./a.csv”"},
		{"a password", []entry{{"a.csv", "x", flags(1)}}, "“a.csv” of the archive is encrypted"},
		{"another way of packing", []entry{{"a.csv", "x", func(h *zip.FileHeader) { h.Method = 14 }}}, "packed in a way that is not read"},
		{"an archive in it", []entry{{"a.csv", string(pack(t, entry{"b.csv", "x", nil})), nil}}, "is an archive or a workbook itself"},
		{"an archive of another kind in it", []entry{{"a.csv", "\x1f\x8b\x08 and so on", nil}}, "is an archive or a workbook itself"},
		{"a tape archive in it", []entry{{"a.csv", string(tar), nil}}, "is an archive or a workbook itself"},
		{"too many", eleven, "11 entries; up to 10 are taken"},
		{"far too many", many, "more than 10 entries"},
		{"too large, and says so", []entry{{"a.csv", long, nil}}, "“a.csv” of the archive is larger than 4 MB"},
		{"too large, and says that it is small", []entry{{"a.csv", long, says(100)}}, "is damaged"},
		{"too large, and says that it is enormous", []entry{{"a.csv", "x", says(1 << 62)}}, "is larger than 4 MB"},
		{"too large together", []entry{{"a.csv", long[:3<<20], nil}, {"b.csv", long[:3<<20], nil}, {"c.csv", long[:3<<20], nil}}, "holds more than 6 MB"},
		{"packed too well", []entry{{"a.csv", long[:3<<20], nil}}, "more than 100 times larger"},
		{"a wrong sum", []entry{{"a.csv", "abc", func(h *zip.FileHeader) { h.CRC32++ }}}, "is damaged"},
		{"two files", []entry{{"a.csv", "x", nil}, {"b.csv", "y", nil}}, "more than one file, among them “a.csv” and “b.csv”"},
		{"no file", []entry{{"a/", "", mode(fs.ModeDir | 0o755)}}, "holds no file"},
		{"a name that pretends", []entry{{"../a” is fine. “\u202e", "x", nil}}, "“../a\ufffd is fine. \ufffd\ufffd”"},
	} {
		_, _, err := one(pack(t, x.entries...), most)
		if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), x.want) || strings.ContainsAny(errs.Sentence(err), "\n\x00") || errs.FieldOf(err) != "file" {
			t.Errorf("%s: %v; want a sentence with %q", x.name, err, x.want)
		}
	}
}

func TestEntriesThatLieOnTopOfEachOtherAreRefused(t *testing.T) {
	b := pack(t, entry{"a.csv", strings.Repeat("abc", 100), nil}, entry{"b.csv", strings.Repeat("abc", 100), nil})
	second := bytes.LastIndex(b, []byte("PK\x01\x02"))
	twice := bytes.Clone(b)
	binary.LittleEndian.PutUint32(twice[second+42:], 0) // where the first begins
	if _, _, err := one(twice, most); !strings.Contains(errs.Sentence(err), "“a.csv” and “b.csv” of the archive lie on top of each other") {
		t.Errorf("the same bytes twice: %v", err)
	}
	// As Fifield has it, the first entry’s body holds the header and body of the second.
	first := bytes.Index(b, []byte("PK\x01\x02"))
	around := bytes.Clone(b)
	body := uint32(first) - 30 - 5
	binary.LittleEndian.PutUint32(around[first+20:], body)
	if _, _, err := one(around, most); !strings.Contains(errs.Sentence(err), "lie on top of each other") {
		t.Errorf("one inside the other: %v", err)
	}
	past := bytes.Clone(b)
	binary.LittleEndian.PutUint32(past[second+20:], 1<<20)
	if _, _, err := one(past, most); !strings.Contains(errs.Sentence(err), "is damaged at its entry “b.csv”") {
		t.Errorf("a body past the end of the file: %v", err)
	}
}

func TestWhatIsNoArchiveIsRefused(t *testing.T) {
	for _, b := range []string{"", "council,date\n", "PK\x03\x04", "PK\x03\x04" + strings.Repeat("x", 10000)} {
		if _, _, err := one([]byte(b), most); errs.KindOf(err) != errs.BadInput {
			t.Errorf("%.10q: %v", b, err)
		}
	}
	if Is([]byte("council,date")) || !Is([]byte("PK\x03\x04…")) || !Is([]byte("PK\x05\x06")) {
		t.Error("an archive is not known by its first bytes")
	}
}

// FuzzOpen opens anything: whatever it is, no more comes out than is allowed, every
// refusal is a sentence on one line, and names lead nowhere.
func FuzzOpen(f *testing.F) {
	f.Add(pack(f, entry{"a.csv", "council,date\n", nil}))
	f.Add(pack(f, entry{"a/", "", mode(fs.ModeDir | 0o755)}, entry{"a/b.csv", strings.Repeat("a", 5000), nil}))
	f.Add(pack(f, entry{"../a", "x", mode(fs.ModeSymlink)}, entry{"A", "y", nil}))
	l := Limits{Entries: 5, Entry: 1 << 12, Total: 1 << 13, Ratio: 10}
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := Open(bytes.NewReader(b), int64(len(b)), l)
		refused := func(err error) {
			if errs.KindOf(err) != errs.BadInput || strings.ContainsAny(errs.Sentence(err), "\n\r\x00") {
				t.Fatalf("%v", err)
			}
		}
		if err != nil {
			refused(err)
			return
		}
		var total int64
		for _, e := range a.Entries {
			if strings.ContainsAny(e.Name, "/\\\n\x00") && e.Name != "/" {
				t.Errorf("the name %q", e.Name)
			}
			r, err := e.Reader()
			if err != nil {
				refused(err)
				continue
			}
			n, err := io.Copy(io.Discard, r)
			if total += n; n > l.Entry || total > l.Total {
				t.Errorf("%d bytes came out, %d in all", n, total)
			}
			if err != nil {
				refused(err)
			}
		}
	})
}

func TestWhatIsPackedAlreadyIsInflatedIntoMemoryWithinBounds(t *testing.T) {
	inner := string(pack(t, entry{"b.csv", strings.Repeat("a,b\n", 1000), nil}))
	whole := func(most int64, e entry) (string, error) {
		b := pack(t, e)
		a, err := Open(bytes.NewReader(b), int64(len(b)), Limits{Entries: 10, Entry: 64 << 20, Total: 64 << 20, Ratio: 200})
		if err != nil {
			t.Fatal(err)
		}
		got, err := a.Entries[0].Packed(most)
		return string(got), err
	}
	if got, err := whole(1<<20, entry{"a.xlsx", inner, nil}); err != nil || got != inner {
		t.Errorf("an archive in an archive: %d bytes, %v", len(got), err)
	}
	for want, e := range map[string]entry{
		"larger than 2 MB":         {"a.xlsx", strings.Repeat("x", 3<<20), nil},
		"more than 4 times larger": {"a.xlsx", inner + strings.Repeat("x", 2<<20-len(inner)), nil},
		"is damaged":               {"a.xlsx", inner, func(h *zip.FileHeader) { h.CRC32++ }},
	} {
		if _, err := whole(2<<20, e); errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), want) {
			t.Errorf("%v; want a sentence with %q", err, want)
		}
	}
}
