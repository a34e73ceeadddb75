// Command bench measures the program and writes docs/performance.md: every
// figure beside a comparison that was measured in the same run, so that it says
// something on another machine too.
//
// Works that are compared run in turns, several times; what is given is the
// median, with the lowest and the highest in brackets.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// part is a chapter of the document.
type part struct {
	name string
	run  func(*bench) ([]table, error)
}

var parts = []part{
	{"import", (*bench).imports},
	{"overview", (*bench).overviews},
	{"audit", (*bench).audits},
	{"access", (*bench).decisions},
	{"web", (*bench).pages},
	{"signin", (*bench).signIns},
	{"stats", (*bench).statistics},
	{"returns", (*bench).returnsRead},
	{"browser", (*bench).inBrowser},
	{"draw", (*bench).draws},
	{"disclose", (*bench).disclosure},
	{"disclose-large", (*bench).largeDisclosure},
}

// bench is one run of the program.
type bench struct {
	ctx    context.Context
	dir    string // for everything that is made up; removed at the end
	quick  bool   // small sizes, to see that everything works
	pprof  string // folder for profiles of the processor, or ""
	log    io.Writer
	args   []string
	server string // PostgreSQL, or ""
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(os.Args) == 3 && os.Args[1] == childFlag {
		os.Exit(child(ctx, os.Args[2], os.Stdout, os.Stderr))
	}
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "bench:", err)
		}
		os.Exit(2)
	}
}

// run measures and writes the document.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	b := &bench{ctx: ctx, log: stderr, args: args, server: os.Getenv("TEST_POSTGRES")}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	out := flags.String("out", "", "the `file` to write; without it docs/performance.md, or standard output with -quick or -only; with -only its chapters replace those of the file")
	only := flags.String("only", "", "measure one `part`: "+names())
	flags.BoolVar(&b.quick, "quick", false, "measure small sizes only, to see that everything works")
	flags.StringVar(&b.pprof, "pprof", "", "keep profiles of the import, the overview and the pages in this `folder`")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 || *only != "" && !known(*only) {
		return fmt.Errorf("the parts are %s; see -help", names())
	}
	if *out == "" && !b.quick && *only == "" {
		*out = "docs/performance.md"
	}
	var err error
	if b.dir, err = os.MkdirTemp("", "northinch-bench-*"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	doc := b.head()
	var chapters []table
	for _, p := range parts {
		if *only != "" && *only != p.name {
			continue
		}
		tables, err := p.run(b)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		chapters = append(chapters, tables...)
	}
	if *only != "" && *out != "" {
		if doc, err = b.renewed(*out, chapters); err != nil {
			return err
		}
	} else {
		for _, t := range chapters {
			doc += t.markdown()
		}
	}
	if *out == "" {
		_, err := io.WriteString(stdout, doc)
		return err
	}
	return os.WriteFile(*out, []byte(doc), 0o644)
}

func names() string {
	var all []string
	for _, p := range parts {
		all = append(all, p.name)
	}
	return strings.Join(all, ", ")
}

func known(name string) bool {
	for _, p := range parts {
		if p.name == name {
			return true
		}
	}
	return false
}

// size is the size to measure: the full one, or the small one with -quick.
func (b *bench) size(full, quick int) int {
	if b.quick {
		return quick
	}
	return full
}

// say tells whoever waits what is being measured.
func (b *bench) say(format string, args ...any) { fmt.Fprintf(b.log, format+"\n", args...) }
