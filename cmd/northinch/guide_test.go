//go:build unix

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/db/dbtest"
)

// The commands of the documents for operators are run as they are printed. What
// stands after the three backticks of a block says how:
//
//	sh                  bash -euo pipefail runs it; blocks share one folder
//	sh exit 2           the same, and it must end with this exit code
//	sh postgres         run where there is a PostgreSQL server; $DATABASE is its address
//	sh never: WHY       cannot be run here, and why; so for other languages
//	json file NAME      is written to a file of that name; so for other languages
//	text                what the block just before it prints, to the terminal
//
// In text, … stands for anything on its line, and alone on a line for any lines.
// A line that begins with “northinch serve” is a server: what follows waits until it is
// ready, and it is stopped, and must end well, at the next heading.
var documents = []string{"README.md", "docs/guide-operator.md", "docs/guide-programmes.md", "docs/guide-area.md", "docs/guide-inspector.md", "docs/threat-model.md", "docs/runbooks/*.md", "docs/methods/*.md"}

// block is a fenced block of a document.
type block struct {
	line       int // of its first line of text
	info, text string
	direct     bool // only empty lines are between it and the block before
	section    int  // counted by headings
}

// blocks are the fenced blocks of a document, which may be indented in a list.
func blocks(t *testing.T, document string) (all []block) {
	t.Helper()
	section, direct := 0, false
	var in *block
	indent := ""
	for i, line := range strings.Split(document, "\n") {
		begins, info, fence := strings.Cut(line, "```")
		fence = fence && strings.TrimSpace(begins) == ""
		switch {
		case in != nil && fence:
			all, in, direct = append(all, *in), nil, true
		case in != nil:
			in.text += strings.TrimPrefix(line, indent) + "\n"
		case fence:
			in, indent = &block{line: i + 2, info: info, direct: direct, section: section}, begins
		case strings.HasPrefix(line, "#"):
			section++
			direct = false
		case strings.TrimSpace(line) != "":
			direct = false
		}
	}
	if in != nil {
		t.Fatalf("line %d: the block does not end", in.line)
	}
	return all
}

var (
	run   = regexp.MustCompile(`^sh(?: exit (\d)| (postgres))?$`)
	never = regexp.MustCompile(`^\w+ never: \w.{9}`)
	file  = regexp.MustCompile(`^\w+ file ([\w.-]+)$`)
)

func TestTheGuidesForOperatorsDoWhatTheySay(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range documents {
		names, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(names) == 0 {
			t.Fatalf("there is no %s: %v", pattern, err)
		}
		for _, name := range names {
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(filepath.Base(name), func(t *testing.T) { follow(t, root, string(content)) })
		}
	}
}

// follow runs a document from its first block to its last.
func follow(t *testing.T, root, document string) {
	s := newShell(t, root)
	section := 0
	for _, b := range blocks(t, document) {
		if b.section != section {
			s.stop()
			section = b.section
		}
		how := run.FindStringSubmatch(b.info)
		switch {
		case b.info == "text":
			if !b.direct || s.printed == nil {
				t.Fatalf("line %d: this text does not follow a command that was run", b.line)
			}
			if !s.skipped && !alike(b.text).MatchString(*s.printed) {
				t.Errorf("line %d: the guide shows\n%s\nand it prints\n%s", b.line, b.text, *s.printed)
			}
		case how != nil && how[2] == "postgres" && !s.postgres():
			s.skipped = true
			s.printed = new(string)
			continue
		case how != nil:
			s.skipped = false
			s.run(b, max("0", how[1]))
			continue
		case file.MatchString(b.info):
			if err := os.WriteFile(filepath.Join(s.folder, file.FindStringSubmatch(b.info)[1]), []byte(b.text), 0o600); err != nil {
				t.Fatal(err)
			}
		case !never.MatchString(b.info):
			t.Errorf("line %d: “%s” does not say how this block is run, or why it is not", b.line, b.info)
		}
		s.printed = nil
	}
	s.stop()
}

// alike makes a pattern of the text of a guide.
func alike(text string) *regexp.Regexp {
	var p strings.Builder
	for line := range strings.Lines(text) {
		if line == "…\n" {
			p.WriteString(`(?:.*\n)*`)
			continue
		}
		p.WriteString(strings.ReplaceAll(regexp.QuoteMeta(line), "…", ".*"))
	}
	return regexp.MustCompile("^" + p.String() + "$")
}

func TestWhatAGuideShowsIsMatchedLooselyOnlyWhereItSaysSo(t *testing.T) {
	for _, c := range []struct {
		shown, printed string
		want           bool
	}{
		{"5 rows\n", "5 rows\n", true},
		{"5 rows\n", "6 rows\n", false},
		{"… rows\n", "6 rows\n", true},
		{"… rows\n", "6\nrows\n", false},
		{"a\n…\nb\n", "a\nx\ny\nb\n", true},
		{"a\n…\nb\n", "a\nb\n", true},
		{"a\n", "a\nb\n", false},
		{"[a].*\n", "[a].*\n", true},
		{"[a].*\n", "aaa\n", false},
	} {
		if alike(c.shown).MatchString(c.printed) != c.want {
			t.Errorf("%q shown, %q printed: want %v", c.shown, c.printed, c.want)
		}
	}
}

// mentioned are commands in a sentence or a table.
var mentioned = regexp.MustCompile("`northinch ([a-z]+(?: [a-z]+)*)[^`]*`")

func TestEveryCommandThatTheGuidesMentionExists(t *testing.T) {
	commands := read(t, "../../docs/commands.md")
	for _, pattern := range append([]string{"docs/*.md", "docs/decisions/*.md", "CHANGELOG.md", "CONTRIBUTING.md"}, documents...) {
		names, err := filepath.Glob(filepath.Join("../..", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			for _, m := range mentioned.FindAllStringSubmatch(read(t, name), -1) {
				words := strings.Fields(m[1])
				for len(words) > 0 && !strings.Contains(commands, "\n## northinch "+strings.Join(words, " ")+"\n") {
					words = words[:len(words)-1]
				}
				if len(words) == 0 {
					t.Errorf("%s: there is no command northinch %s", name, m[1])
				}
			}
		}
	}
}

func TestTheGuideForOperatorsHasEverySettingOfTheServer(t *testing.T) {
	guide := read(t, "../../docs/guide-operator.md")
	_, rest, _ := strings.Cut(read(t, "../../docs/commands.md"), "\n## northinch serve\n")
	serve, _, _ := strings.Cut(rest, "\n## ")
	_, rest, _ = strings.Cut(guide, "\n## Settings\n")
	table, _, _ := strings.Cut(rest, "\n## ")
	there := regexp.MustCompile(`(?m)^  -([a-z-]+)`).FindAllStringSubmatch(serve, -1)
	if len(there) < 10 {
		t.Fatalf("only %d settings were found", len(there))
	}
	for _, m := range there {
		if !strings.Contains(table, "`--"+m[1]) {
			t.Errorf("the table of settings lacks --%s", m[1])
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| .*?`--([a-z-]+)").FindAllStringSubmatch(table, -1) {
		if !strings.Contains(serve, "\n  -"+m[1]) {
			t.Errorf("the table of settings has --%s, which is none of serve", m[1])
		}
	}
}

var (
	link    = regexp.MustCompile(`\]\(([^)#\s]*)(#[^)\s]+)?\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	dropped = regexp.MustCompile(`[^\p{L}\p{N} -]`)
)

func TestEveryLinkOfTheDocumentsLeadsSomewhere(t *testing.T) {
	found := 0
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/*/*.md"} {
		names, _ := filepath.Glob(filepath.Join("../..", pattern))
		for _, name := range names {
			for _, m := range link.FindAllStringSubmatch(read(t, name), -1) {
				if strings.Contains(m[1], ":") {
					continue
				}
				found++
				to := name
				if m[1] != "" {
					to = filepath.Join(filepath.Dir(name), m[1])
				}
				if _, err := os.Stat(to); err != nil {
					t.Errorf("%s leads to %s, which is not there", name, m[1])
					continue
				}
				if m[2] != "" && !slices.Contains(anchors(read(t, to)), m[2]) {
					t.Errorf("%s leads to %s%s, where there is no such heading", name, m[1], m[2])
				}
			}
		}
	}
	if found < 50 {
		t.Fatalf("only %d links were found", found)
	}
}

// anchors are the headings of a document as links name them.
func anchors(document string) (all []string) {
	for _, h := range heading.FindAllStringSubmatch(document, -1) {
		all = append(all, "#"+strings.ReplaceAll(dropped.ReplaceAllString(strings.ToLower(h[1]), ""), " ", "-"))
	}
	return all
}

// proof is a test that a document names, after the folder that it stands in.
var proof = regexp.MustCompile("`((?:internal|cmd)/[^` ]*)`|`((?:Test|Fuzz)[A-Z][A-Za-z0-9]+)`")

func TestEveryTestThatTheThreatModelNamesExists(t *testing.T) {
	folder, found := "", 0
	for _, m := range proof.FindAllStringSubmatch(read(t, "../../docs/threat-model.md"), -1) {
		if m[1] != "" {
			folder = m[1]
			continue
		}
		found++
		files, _ := filepath.Glob(filepath.Join("../..", folder, "*_test.go"))
		there := false
		for _, name := range files {
			there = there || strings.Contains(read(t, name), "\nfunc "+m[2]+"(")
		}
		if !there {
			t.Errorf("there is no %s in %s", m[2], folder)
		}
	}
	if found < 40 {
		t.Fatalf("only %d tests were found", found)
	}
}

// place is a package, a folder or a file of the program as a document names it.
var place = regexp.MustCompile("`((?:internal|cmd|docs|scripts)/[^` ]*)`")

func TestEveryPlaceThatTheThreatModelNamesExists(t *testing.T) {
	found := place.FindAllStringSubmatch(read(t, "../../docs/threat-model.md"), -1)
	if len(found) < 20 {
		t.Fatalf("only %d places were found", len(found))
	}
	for _, m := range found {
		if _, err := os.Stat(filepath.Join("../..", m[1])); err != nil {
			t.Errorf("there is no %s", m[1])
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// postgres reports whether there is a PostgreSQL server, and gives the shell the
// address of a fresh schema on it.
func (s *shell) postgres() bool {
	if s.database == "" && (os.Getenv("TEST_POSTGRES") != "" || os.Getenv("CI") == "true") {
		s.database = dbtest.Postgres(s.t)
	}
	return s.database != ""
}
