package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/northinch/northinch"

// tree is the source of the program.
type tree struct {
	packages map[string]*pack // by folder
	sql      map[string]string
}

// pack is the files of a package that are not tests.
type pack struct {
	doc     string
	imports []string // of this module as folders, of others as they stand
	files   map[string]*ast.File
	lines   map[string]int // tests too
	first   map[string]string
}

// grow reads a tree. Folders of data and of other languages are left out.
func grow(t *testing.T, root fs.FS) tree {
	t.Helper()
	all := tree{map[string]*pack{}, map[string]string{}}
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return err
		case d.IsDir() && name == "tools": // a module of its own, for tests
			return fs.SkipDir
		case d.IsDir() && name != "." && (base[0] == '.' || base[0] == '_' || base == "testdata" || base == "node_modules" || base == "dist"):
			return fs.SkipDir
		case d.IsDir():
			return nil
		case path.Ext(name) == ".sql":
			b, err := fs.ReadFile(root, name)
			all.sql[name] = string(b)
			return err
		case path.Ext(name) != ".go":
			return nil
		}
		return all.add(root, name)
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (t tree) add(root fs.FS, name string) error {
	b, err := fs.ReadFile(root, name)
	if err != nil {
		return err
	}
	f, err := parser.ParseFile(token.NewFileSet(), name, b, parser.ParseComments)
	if err != nil {
		return err
	}
	p := t.packages[path.Dir(name)]
	if p == nil {
		p = &pack{files: map[string]*ast.File{}, lines: map[string]int{}, first: map[string]string{}}
		t.packages[path.Dir(name)] = p
	}
	p.lines[name] = strings.Count(string(b), "\n")
	if len(f.Comments) > 0 {
		p.first[name] = f.Comments[0].Text()
	}
	if strings.HasSuffix(name, "_test.go") {
		return nil
	}
	p.files[name] = f
	if f.Doc != nil {
		p.doc += f.Doc.Text()
	}
	for _, i := range f.Imports {
		at := strings.Trim(i.Path.Value, `"`)
		if inside, ok := strings.CutPrefix(at, module+"/"); ok {
			at = inside
		} else if at == module {
			at = "."
		}
		if !slices.Contains(p.imports, at) {
			p.imports = append(p.imports, at)
		}
	}
	return nil
}

// here is the program itself.
func here(t *testing.T) tree {
	t.Helper()
	return grow(t, os.DirFS("../.."))
}

// names are the folders of a tree that hold code and not only tests, in order.
func (t tree) names() (all []string) {
	for name, p := range t.packages {
		if len(p.files) > 0 {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// matches says whether a package is one of a list of names, which may end in *.
func matches(list []string, name string) bool {
	return slices.ContainsFunc(list, func(one string) bool {
		if before, after, ok := strings.Cut(one, "*"); ok {
			rest, begins := strings.CutPrefix(name, before)
			return begins && strings.HasSuffix(rest, after) && rest != after && !strings.Contains(rest, "/")
		}
		return one == name
	})
}

// helper says whether a package is for tests only, which its name says too.
func helper(name string) bool { return strings.HasSuffix(name, "test") || name == "internal/arch" }

// floor is the number of a package's floor from the bottom, or -1. Where several
// names match, the longest counts.
func floor(name string) int {
	found, length := -1, 0
	for i, f := range Floors {
		for _, one := range f.Packages {
			if matches([]string{one}, name) && len(one) > length {
				found, length = len(Floors)-i, len(one)
			}
		}
	}
	return found
}

var sentence = regexp.MustCompile(`^.*?\.(\s|$)`)

// about is the first sentence of a package comment without "Package x is".
func about(doc string) string {
	doc = strings.Join(strings.Fields(doc), " ")
	if s := sentence.FindString(doc); s != "" {
		doc = strings.TrimSpace(s)
	}
	words := strings.SplitN(doc, " ", 3)
	if len(words) < 3 {
		return doc
	}
	return strings.TrimPrefix(words[2], "is ")
}

// pure says that a package asks no database, no network, no clock, no file and no
// log: the same input gives the same answer for ever. All on the floors of these
// groups are.
func pure(name string) bool {
	for _, f := range Floors {
		if (f.Group == "Pure" || f.Group == "Words") && matches(f.Packages, name) {
			return name != "."
		}
	}
	return false
}
