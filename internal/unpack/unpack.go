// Package unpack opens a ZIP file that anybody may have made: it believes nothing
// that the file says of itself, and refuses with a sentence what a person who packs
// a few files never makes.
//
// Sizes count while the entries are inflated, because headers can say anything.
// Names never lead anywhere: an entry is bytes, and its name is for messages.
// Nothing of the package touches a disk.
package unpack

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
)

// Limits are how much an archive may hold. All MUST be above 0.
type Limits struct {
	Entries int   // files and folders
	Entry   int64 // bytes of one, inflated
	Total   int64 // bytes of all, inflated
	Ratio   int64 // how many times larger than packed one may become, above 1 MB
}

// Archive is a ZIP file that may be read.
type Archive struct {
	Entries []*Entry // its files, in the order of the archive; folders are left out
	limits  Limits
	used    int64 // inflated so far
}

// Entry is a file in an archive.
type Entry struct {
	Name    string // as it may be shown: without its folder, on one line
	Path    string // as it is in the archive; for finding one entry of many, and nothing else
	archive *Archive
	zip     *zip.File
}

// Is says whether a file is a ZIP, by its first bytes.
func Is(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// errBudget is the error of a list of entries that is longer than the entries
// allowed could need.
var errBudget = errors.New("unpack: the list of entries is too long")

// frugal gives no more bytes than a list of entries may take. What an archive says
// of the length of its list would otherwise decide how much memory is taken.
type frugal struct {
	io.ReaderAt
	left int64
	on   bool
}

func (f *frugal) ReadAt(p []byte, at int64) (int, error) {
	if f.on {
		if f.left -= int64(len(p)); f.left < 0 {
			return 0, errBudget
		}
	}
	return f.ReaderAt.ReadAt(p, at)
}

// Open reads the list of entries and refuses what is odd about it. The errors are of
// kind errs.BadInput about the field "file".
func Open(in io.ReaderAt, size int64, l Limits) (*Archive, error) {
	// The end of the archive is looked for in its last 65 kB; an entry of the list
	// has 46 bytes, a name and what programs add.
	f := &frugal{in, 256<<10 + int64(l.Entries)*1024, true}
	z, err := zip.NewReader(f, size)
	f.on = false
	switch {
	case errors.Is(err, errBudget):
		return nil, refuse("The archive has more than %d entries, or a list of them that is too long", l.Entries)
	case err != nil && !errors.Is(err, zip.ErrInsecurePath): // names are looked at below
		return nil, refuse("The archive is damaged, or is no ZIP file; pack it again")
	case len(z.File) > l.Entries:
		return nil, refuse("The archive has %d entries; up to %d are taken", len(z.File), l.Entries)
	}
	a := &Archive{limits: l}
	seen := map[string]bool{}
	var claimed uint64
	for _, f := range z.File {
		if err := look(f); err != nil {
			return nil, err
		}
		key := strings.TrimSuffix(fold(path.Clean(f.Name)), "/")
		if seen[key] {
			return nil, refuse("The archive has two entries %s; on some machines they are one file", shown(f.Name))
		}
		seen[key] = true
		claimed += min(f.UncompressedSize64, 1<<62)
		switch {
		case f.UncompressedSize64 > uint64(l.Entry):
			return nil, tooLarge(f.Name, l.Entry)
		case claimed > uint64(l.Total):
			return nil, refuse("The archive holds more than %d MB", l.Total>>20)
		}
		if !f.Mode().IsDir() {
			a.Entries = append(a.Entries, &Entry{plain(f.Name), f.Name, a, f})
		}
	}
	return a, apart(z.File, size)
}

// look refuses an entry for what it is.
func look(f *zip.File) error {
	name := f.Name
	switch {
	case name == "" || strings.ContainsFunc(name, unicode.IsControl):
		return refuse("The archive has an entry %s, whose name has characters that are no text", shown(name))
	case strings.Contains(name, `\`):
		return refuse("The archive has an entry %s, whose name has a backslash", shown(name))
	case strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':':
		return refuse("The archive has an entry %s, whose name begins at the top of a disk", shown(name))
	case slices.Contains(strings.Split(name, "/"), ".."):
		return refuse("The archive has an entry %s, whose name leads out of the archive", shown(name))
	case f.Flags&0x2041 != 0: // encrypted, strongly, or in its list
		return refuse("The entry %s of the archive is encrypted; pack it without a password", shown(name))
	case f.Mode().IsDir() && f.Mode()&fs.ModeType == fs.ModeDir && f.UncompressedSize64 == 0: // what else it has is never read
		return nil
	case !f.Mode().IsRegular() || strings.HasSuffix(name, "/"):
		return refuse("The entry %s of the archive is no plain file, but a link or something else special", shown(name))
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return refuse("The entry %s of the archive is packed in a way that is not read; pack it as a usual ZIP file", shown(name))
	}
	return nil
}

// apart refuses entries that share bytes: a few kilobytes can then pretend to be
// terabytes (D. Fifield, A better zip bomb, WOOT 2019).
func apart(files []*zip.File, size int64) error {
	type stretch struct {
		name       string
		start, end int64
	}
	var all []stretch
	for _, f := range files {
		body, err := f.DataOffset()
		if err != nil || f.CompressedSize64 > uint64(size) || body+int64(f.CompressedSize64) > size {
			return refuse("The archive is damaged at its entry %s; pack it again", shown(f.Name))
		}
		// The header before the body has 30 bytes and the name at least.
		all = append(all, stretch{f.Name, body - 30 - int64(len(f.Name)), body + int64(f.CompressedSize64)})
	}
	slices.SortFunc(all, func(x, y stretch) int { return int(min(max(x.start-y.start, -1), 1)) })
	for i := 1; i < len(all); i++ {
		if all[i].start < all[i-1].end {
			return refuse("The entries %s and %s of the archive lie on top of each other", shown(all[i-1].name), shown(all[i].name))
		}
	}
	return nil
}

// fold is a name as machines that do not tell capitals apart compare it.
func fold(s string) string { return strings.ToLower(strings.ToUpper(s)) }
