// Package static is the files that a browser needs besides the pages: the
// Scottish Government Design System, the styles and the small script of the
// program, and the icon. All are embedded, so that the program is one file.
//
// The design system is fetched at build by scripts/assets.sh and not committed.
// Without it the program compiles and its pages can be read, but they are plain;
// Ready tells.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/northinch/northinch/internal/chart"
	"github.com/northinch/northinch/internal/document/html"
)

// all: because dist may hold nothing but what a plain pattern would leave out.
//
//go:embed all:dist own
var embedded embed.FS

//go:embed package-lock.json
var lock []byte

// Lock is the lock file of what was fetched for the pages, for the bill of
// materials; nil where it is not in the program.
func Lock() []byte {
	if !Ready() {
		return nil
	}
	return lock
}

// fetched are the files that scripts/assets.sh puts into dist.
var fetched = []string{
	"design-system-licence.txt",
	"design-system.js",
	"design-system.min.css",
	"icons.stack.svg",
}

// file is one served file.
type file struct {
	name string
	text []byte
}

// bundle is every file that there is, sorted by name, and one hash over all of
// them. One hash, and not one per file, because a script imports another by a
// relative address and must find it under the same hash.
type bundle struct {
	files []file
	hash  string
}

var whole = sync.OnceValue(func() bundle {
	var b bundle
	for _, dir := range []string{"own", "dist"} {
		entries, err := embedded.ReadDir(dir)
		if err != nil {
			panic("static: " + err.Error())
		}
		for _, e := range entries {
			if dir == "dist" && !slices.Contains(fetched, e.Name()) {
				continue
			}
			text, err := embedded.ReadFile(dir + "/" + e.Name())
			if err != nil {
				panic("static: " + err.Error())
			}
			if e.Name() == "northinch.css" {
				// The looks of reports and of grades have one home each. What
				// the site adds stands between, so that it may differ from a
				// report on its own and never from a chart.
				text = slices.Concat([]byte(html.CSS()), text, []byte(chart.CSS()))
			}
			b.files = append(b.files, file{e.Name(), text})
		}
	}
	slices.SortFunc(b.files, func(x, y file) int { return strings.Compare(x.name, y.name) })
	sum := sha256.New()
	for _, f := range b.files {
		one := sha256.Sum256(f.text)
		sum.Write([]byte(f.name))
		sum.Write(one[:])
	}
	b.hash = hex.EncodeToString(sum.Sum(nil))[:16]
	return b
})

func (b bundle) find(name string) (file, bool) {
	i, ok := slices.BinarySearchFunc(b.files, name, func(f file, name string) int { return strings.Compare(f.name, name) })
	if !ok {
		return file{}, false
	}
	return b.files[i], true
}

// Ready reports whether the design system was embedded. A server without it
// SHOULD say so when it starts, and a release MUST NOT be built without it.
func Ready() bool {
	for _, name := range fetched {
		if _, ok := whole().find(name); !ok {
			return false
		}
	}
	return true
}

// URL is the address of a file, with the hash of all files in it, so that it
// may be kept for ever and is never stale. It panics if there is no such file
// and there never will be: that is a slip in a template.
func URL(name string) string {
	b := whole()
	if _, ok := b.find(name); !ok && !slices.Contains(fetched, name) {
		panic("static: no file " + name)
	}
	return "/static/" + b.hash + "/" + name
}

// Files are the files that Handler serves, in one folder. A site published as
// plain files puts each of them at URL(name).
func Files() fs.FS { return tree{whole()} }
