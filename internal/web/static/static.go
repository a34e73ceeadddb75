// Package static is the files that a browser needs besides the pages: the
// Scottish Government Design System, the styles and the small script of the
// program, and the icon. All are embedded, so that the program is one file.
//
// The design system is fetched at build by scripts/assets.sh, which also compiles
// the check of a return for browsers; neither is committed. Without them the program
// compiles and its pages can be read, but they are plain and returns are checked by
// the server alone; Ready tells.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io"
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

// fetched are the files that scripts/assets.sh puts into dist. The program that checks
// a return is packed there, once and as small as can be, and served under its name
// without .gz.
var fetched = []string{
	"design-system-licence.txt",
	"design-system.js",
	"design-system.min.css",
	"icons.stack.svg",
	"returncheck.wasm.gz",
	"wasm_exec.js",
}

// worker is the script that runs the check of a return: what Go's own distribution
// has to start a program in a browser, and ours. One file, so that it needs no
// permission to fetch another.
const worker = "returncheck-worker.js"

// file is one served file.
type file struct {
	name   string
	text   []byte
	packed []byte // instead of text, if it is kept packed
}

// plain is the file as it is.
func (f file) plain() []byte {
	if f.packed == nil {
		return f.text
	}
	z, err := gzip.NewReader(bytes.NewReader(f.packed))
	if err != nil {
		panic("static: " + f.name + ": " + err.Error())
	}
	text, err := io.ReadAll(z)
	if err != nil {
		panic("static: " + f.name + ": " + err.Error())
	}
	return text
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
			f := file{name: e.Name(), text: text}
			switch f.name {
			case "northinch.css":
				// The looks of reports and of grades have one home each. What
				// the site adds stands between, so that it may differ from a
				// report on its own and never from a chart.
				f.text = slices.Concat([]byte(html.CSS()), text, []byte(chart.CSS()))
			case worker:
				start, err := embedded.ReadFile("dist/wasm_exec.js")
				if err != nil {
					start = nil // it is not built; the script says so when it is run
				}
				f.text = slices.Concat(start, []byte("\n"), text)
			case "wasm_exec.js":
				continue
			}
			if name, ok := strings.CutSuffix(f.name, ".gz"); ok {
				f = file{name: name, packed: text}
			}
			b.files = append(b.files, f)
		}
	}
	slices.SortFunc(b.files, func(x, y file) int { return strings.Compare(x.name, y.name) })
	sum := sha256.New()
	for _, f := range b.files {
		one := sha256.Sum256(slices.Concat(f.text, f.packed))
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

// Ready reports whether the design system and the check for browsers were embedded. A server without it
// SHOULD say so when it starts, and a release MUST NOT be built without it.
func Ready() bool {
	for _, name := range fetched {
		if f, err := embedded.Open("dist/" + name); err != nil {
			return false
		} else {
			f.Close()
		}
	}
	return true
}

// URL is the address of a file, with the hash of all files in it, so that it
// may be kept for ever and is never stale. It panics if there is no such file
// and there never will be: that is a slip in a template.
func URL(name string) string {
	b := whole()
	if _, ok := b.find(name); !ok && !slices.Contains(fetched, name) && !slices.Contains(fetched, name+".gz") {
		panic("static: no file " + name)
	}
	return "/static/" + b.hash + "/" + name
}

// Files are the files that Handler serves, in one folder. A site published as
// plain files puts each of them at URL(name).
func Files() fs.FS { return tree{whole()} }
