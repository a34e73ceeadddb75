package arch

import (
	"fmt"
	"go/ast"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/northinch/northinch/internal/goldentest"
)

// rule finds what is wrong with a tree.
type rule func(tree) []string

// hold fails the test for everything that a rule finds in the program, and if it
// finds anything else than want in a made-up tree.
func hold(t *testing.T, r rule, files map[string]string, want ...string) {
	t.Helper()
	for _, problem := range r(here(t)) {
		t.Error(problem)
	}
	made := fstest.MapFS{}
	for name, text := range files {
		made[name] = &fstest.MapFile{Data: []byte(text)}
	}
	got := r(grow(t, made))
	slices.Sort(got)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("in the made-up tree the rule finds\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func imports(names ...string) string {
	text := "package x\n"
	for _, n := range names {
		if !strings.Contains(n, ".") && strings.HasPrefix(n, "internal/") {
			n = module + "/" + n
		}
		text += "import _ \"" + n + "\"\n"
	}
	return text
}

func TestPackagesUseOnlyFloorsBelow(t *testing.T) {
	hold(t, func(all tree) (wrong []string) {
		for _, name := range all.names() {
			if helper(name) {
				continue
			}
			if floor(name) < 0 {
				wrong = append(wrong, name+" has no floor; decide on one in internal/arch/arch.go")
				continue
			}
			for _, i := range all.packages[name].imports {
				switch {
				case i != "." && !strings.HasPrefix(i, "internal/") && !strings.HasPrefix(i, "cmd/"):
				case helper(i):
					wrong = append(wrong, name+" uses "+i+", which is for tests")
				case floor(i) >= floor(name):
					wrong = append(wrong, name+" uses "+i+", which is not below it")
				}
			}
		}
		return wrong
	}, map[string]string{
		"internal/overview/a.go":        imports("internal/outcome", "internal/programme", "fmt", "example.com/elsewhere"),
		"internal/outcome/a.go":         imports("internal/evaluation", "internal/db"),
		"internal/outcome/a_test.go":    imports("internal/web"),
		"internal/db/a.go":              imports("internal/area", "internal/db/dbtest"),
		"internal/db/dbtest/a.go":       imports("internal/db"),
		"internal/models/a.go":          imports("internal/db"),
		"internal/web/partypage/a.go":   imports("internal/web/door", "internal/overview"),
		"internal/web/partypage/b/a.go": imports("fmt"),
		"cmd/other/main.go":             imports("internal/cli"),
	}, "internal/db uses internal/area, which is not below it",
		"internal/db uses internal/db/dbtest, which is for tests",
		"internal/models has no floor; decide on one in internal/arch/arch.go",
		"internal/outcome uses internal/evaluation, which is not below it",
		"internal/web/partypage/b has no floor; decide on one in internal/arch/arch.go")
}

func TestEveryPackageOfAFloorExists(t *testing.T) {
	names := here(t).names()
	for _, f := range Floors {
		for _, p := range f.Packages {
			if !slices.ContainsFunc(names, func(n string) bool { return matches([]string{p}, n) }) {
				t.Errorf("%s has a floor and does not exist", p)
			}
		}
	}
	for _, p := range clocks {
		if !slices.ContainsFunc(names, func(n string) bool { return matches([]string{p}, n) }) {
			t.Errorf("%s is in a list and does not exist", p)
		}
	}
}

// mentions says whether the files of a package use a name of another package.
func mentions(p *pack, of, name string) bool {
	found := false
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == name {
				x, isName := s.X.(*ast.Ident)
				found = found || of == "" || isName && x.Name == of
			}
			return true
		})
	}
	return found
}

func TestPurePackagesAskNobody(t *testing.T) {
	hold(t, func(all tree) (wrong []string) {
		for _, name := range all.names() {
			p := all.packages[name]
			if !pure(name) {
				continue
			}
			for _, i := range p.imports {
				if slices.Contains(impure, i) {
					wrong = append(wrong, name+" is pure and uses "+i)
				}
			}
			for _, clock := range []string{"Now", "Since", "Until", "Tick", "After", "Sleep"} {
				if mentions(p, "time", clock) {
					wrong = append(wrong, name+" is pure and asks time."+clock)
				}
			}
		}
		return wrong
	}, map[string]string{
		"internal/access/a.go": imports("internal/db", "log/slog", "net/http", "os", "strings", "time"),
		"internal/grade/a.go":  "package grade\nimport \"time\"\nvar now = time.Now\nvar d = time.Second",
		"internal/db/a.go":     imports("os", "database/sql"),
	}, "internal/access is pure and uses internal/db", "internal/access is pure and uses log/slog", "internal/access is pure and uses net/http", "internal/access is pure and uses os", "internal/grade is pure and asks time.Now")
}

func TestOnlyTheDoorsAndTheDatabaseHaveAClock(t *testing.T) {
	hold(t, func(all tree) (wrong []string) {
		for _, name := range all.names() {
			if !matches(clocks, name) && !helper(name) && mentions(all.packages[name], "time", "Now") {
				wrong = append(wrong, name+" asks time.Now; the moment is tx.Now()")
			}
		}
		return wrong
	}, map[string]string{
		"internal/outcome/a.go": "package outcome\nimport \"time\"\nvar now = time.Now()",
		"internal/db/a.go":      "package db\nimport \"time\"\nvar now = time.Now()",
	}, "internal/outcome asks time.Now; the moment is tx.Now()")
}

var (
	table   = regexp.MustCompile(`(?s)((?:^|\n)(?:--[^\n]*\n)*)CREATE TABLE (\w+)`)
	writer  = regexp.MustCompile(`Written by (\w+)\.`)
	writes  = regexp.MustCompile(`(?i)\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)`)
	comment = regexp.MustCompile(`(?m)--.*$`)
	tables  = regexp.MustCompile(`(?m)^Tables?: ([\w, \n]+)\.`)
)

// writers are the packages by the tables that they may write, as the comments of
// the migrations say.
func writers(all tree) (by map[string]string, wrong []string) {
	by = map[string]string{}
	for name, text := range all.sql {
		if !strings.Contains(name, "/migrations/") {
			continue
		}
		for _, m := range table.FindAllStringSubmatch(text, -1) {
			says := strings.Join(strings.Fields(strings.ReplaceAll(m[1], "--", " ")), " ")
			if w := writer.FindStringSubmatch(says); w != nil {
				by[m[2]] = "internal/" + w[1]
				continue
			}
			wrong = append(wrong, "the comment of the table "+m[2]+" does not say by whom it is written")
		}
	}
	return by, wrong
}

func TestATableIsWrittenOnlyByThePackageThatItsCommentNames(t *testing.T) {
	hold(t, func(all tree) []string {
		by, wrong := writers(all)
		for name, text := range all.sql {
			folder := path.Dir(name)
			if strings.HasSuffix(folder, "/migrations") || strings.HasPrefix(folder, "docs") {
				continue
			}
			for _, m := range writes.FindAllStringSubmatch(comment.ReplaceAllString(text, ""), -1) {
				switch {
				case m[1] == "SET": // of ON CONFLICT DO UPDATE SET
				case by[m[1]] == folder || by[m[1]] == "" && strings.HasPrefix(folder, "cmd/"): // a program may have a table of its own to compare with
				default:
					wrong = append(wrong, fmt.Sprintf("%s writes the table %s, which %s writes", folder, m[1], by[m[1]]))
				}
			}
		}
		return wrong
	}, map[string]string{
		"internal/schema/migrations/0001_a.sql": "-- What it is.\n-- Written\n-- by area.\nCREATE TABLE area (\n\tid TEXT\n);\n\nCREATE INDEX i ON area (id);\n\n-- Nobody says.\nCREATE TABLE orphan (id TEXT);\n",
		"internal/area/queries.sql":             "-- name: A\n-- DELETE FROM nothing\nINSERT INTO area (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET id = $1\n-- name: B\nupdate area SET id = $1\n",
		"internal/overview/dispose.sql":         "-- name: A\nSELECT id FROM area\n-- name: B\nDELETE FROM area\n",
	}, "internal/overview writes the table area, which internal/area writes", "the comment of the table orphan does not say by whom it is written")
}

func TestThePackageCommentNamesTheTables(t *testing.T) {
	hold(t, func(all tree) (wrong []string) {
		by, _ := writers(all)
		want := map[string][]string{}
		for table, p := range by {
			want[p] = append(want[p], table)
		}
		for name, p := range all.packages {
			var got []string
			if m := tables.FindStringSubmatch(p.doc); m != nil {
				got = strings.FieldsFunc(m[1], func(r rune) bool { return r == ',' || r == ' ' || r == '\n' })
			}
			slices.Sort(got)
			slices.Sort(want[name])
			if !slices.Equal(got, want[name]) {
				wrong = append(wrong, fmt.Sprintf("the comment of %s names the tables %v; it writes %v", name, got, want[name]))
			}
		}
		return wrong
	}, map[string]string{
		"internal/schema/migrations/0001_a.sql": "-- Written by area.\nCREATE TABLE area (\n);\n-- Written by area.\nCREATE TABLE area_name (\n);\n-- Written by source.\nCREATE TABLE source (\n);\n",
		"internal/area/a.go":                    "// Package area is places.\n//\n// Tables: area, area_name.\npackage area\n",
		"internal/source/a.go":                  "// Package source is files.\n//\n// Tables: sauce.\npackage source\n",
	}, "the comment of internal/source names the tables [sauce]; it writes [source]")
}

func TestEveryPackageHasAComment(t *testing.T) {
	hold(t, func(all tree) (wrong []string) {
		for _, name := range all.names() {
			doc := all.packages[name].doc
			if !strings.HasPrefix(doc, "Package ") && !strings.HasPrefix(doc, "Command ") {
				wrong = append(wrong, name+" has no package comment")
			}
		}
		return wrong
	}, map[string]string{
		"internal/a/a.go": "// Package a is a word.\npackage a\n", "cmd/a/main.go": "// Command a does.\npackage main\n",
		"internal/b/b.go": "package b\n", "internal/c/c.go": "// Something else.\n\npackage c\n", "internal/d/d_test.go": "package d\n",
	}, "internal/b has no package comment", "internal/c has no package comment")
}

func TestOnlyTheDatabasePackageNamesADriver(t *testing.T) {
	hold(t, func(all tree) (wrong []string) {
		for _, name := range all.names() {
			for _, i := range all.packages[name].imports {
				if name != "internal/db" && slices.ContainsFunc(drivers, func(d string) bool { return strings.HasPrefix(i, d) }) {
					wrong = append(wrong, name+" names the driver "+i)
				}
			}
		}
		return wrong
	}, map[string]string{
		"internal/db/a.go":     imports("github.com/jackc/pgx/v5/stdlib", "modernc.org/sqlite"),
		"internal/source/a.go": imports("github.com/jackc/pgx/v5/pgconn", "modernc.org/sqlite", "modernc.org/mathutil"),
	}, "internal/source names the driver github.com/jackc/pgx/v5/pgconn", "internal/source names the driver modernc.org/sqlite")
}

func TestOnlyAuditSaysThatATransactionIsAudited(t *testing.T) {
	hold(t, func(all tree) (wrong []string) {
		for _, name := range all.names() {
			if name != "internal/audit" && name != "internal/db" && mentions(all.packages[name], "", "Audited") {
				wrong = append(wrong, name+" says Audited; write an entry with audit.Record")
			}
		}
		return wrong
	}, map[string]string{
		"internal/audit/a.go": "package audit\nfunc f(tx interface{ Audited() }) { tx.Audited() }",
		"internal/area/a.go":  "package area\nfunc f(tx interface{ Audited() }) { tx.Audited() }",
	}, "internal/area says Audited; write an entry with audit.Record")
}

func TestOnlyBackupsCopyWholeTables(t *testing.T) {
	hold(t, func(all tree) (wrong []string) {
		for _, name := range all.names() {
			for _, verb := range []string{"CopyOut", "CopyIn", "Rebuild", "Rehearse"} {
				if name != "internal/backup" && name != "internal/db" && mentions(all.packages[name], "", verb) {
					wrong = append(wrong, name+" says "+verb+"; write a statement in queries.sql")
				}
			}
		}
		return wrong
	}, map[string]string{
		"internal/backup/a.go": "package backup\nfunc f(tx interface{ CopyIn() }) { tx.CopyIn() }",
		"internal/area/a.go":   "package area\nfunc f(tx interface{ CopyIn() }) { tx.CopyIn() }",
	}, "internal/area says CopyIn; write a statement in queries.sql")
}

func TestALongFileSaysWhyItIsLong(t *testing.T) {
	long := strings.Repeat("\n", 600)
	hold(t, func(all tree) (wrong []string) {
		for _, p := range all.packages {
			for name, n := range p.lines {
				if n > 500 && !strings.Contains(p.first[name], "long because") {
					wrong = append(wrong, fmt.Sprintf("%s has %d lines; split it by topic, or say in its first comment that it is “long because …”", name, n))
				}
			}
		}
		return wrong
	}, map[string]string{
		"a/a.go": "// Package a is a word.\npackage a\n", "b/b.go": "// Package b is a word.\npackage b\n" + long,
		"c/c.go": "// This file is long because it is a table.\n\npackage c\n" + long,
	}, "b/b.go has 602 lines; split it by topic, or say in its first comment that it is “long because …”")
}

// dialect is what is true on one engine only; docs/sql.md says what to do instead.
var dialect = []struct {
	form *regexp.Regexp
	says string
}{
	{regexp.MustCompile(`::`), "write cast(x AS TEXT)"},
	{regexp.MustCompile(`(?i)\b(now\(\)|current_timestamp|current_date|datetime\()`), "take the moment from tx.Stamp()"},
	{regexp.MustCompile(`(?i)\b(round|avg|stddev|percentile_cont)\s*\(`), "take counts out of SQL and calculate in Go"},
	{regexp.MustCompile(`(?i)\b(i?like|upper\s*\(|lower\s*\()`), "fold text in Go and compare the folded column"},
	{regexp.MustCompile(`(?i)\b(for update|any\s*\(|generate_series|ifnull|group_concat|insert or )`), "only one engine has this"},
	{regexp.MustCompile(`(?i)select\s+\*|\.\*`), "name the columns, so that old code runs on a new schema"},
	{regexp.MustCompile(`\?`), "write $1"},
}

func TestStatementsKeepToWhatBothEnginesShare(t *testing.T) {
	hold(t, func(all tree) (wrong []string) {
		for name, text := range all.sql {
			if !strings.HasSuffix(name, "/queries.sql") {
				continue
			}
			for _, d := range dialect {
				if found := d.form.FindString(comment.ReplaceAllString(text, "")); found != "" {
					wrong = append(wrong, fmt.Sprintf("%s has %q: %s", name, found, d.says))
				}
			}
		}
		return wrong
	}, map[string]string{
		"internal/a/queries.sql": "-- name: A\n-- what about now()?\nSELECT id, count(*) FROM a WHERE id = $1\n",
		"internal/b/queries.sql": "-- name: A\nSELECT * FROM a WHERE id::text LIKE 'fife%'\n",
	}, `internal/b/queries.sql has "::": write cast(x AS TEXT)`, `internal/b/queries.sql has "LIKE": fold text in Go and compare the folded column`, `internal/b/queries.sql has "SELECT *": name the columns, so that old code runs on a new schema`)
}

func TestAStatementThatDiffersByEngineIsListed(t *testing.T) {
	b, err := os.ReadFile("../../docs/sql.md")
	if err != nil {
		t.Fatal(err)
	}
	differs := regexp.MustCompile(`(?m)^-- name: (\w+) (?:sqlite|postgres)`)
	hold(t, func(all tree) (wrong []string) {
		for name, text := range all.sql {
			for _, m := range differs.FindAllStringSubmatch(text, -1) {
				if one := strings.TrimSuffix(strings.TrimPrefix(name, "internal/"), "/queries.sql") + "." + m[1]; !strings.Contains(string(b), one) && !slices.Contains(wrong, one) {
					wrong = append(wrong, one)
				}
			}
		}
		return wrong
	}, map[string]string{"internal/a/queries.sql": "-- name: A\nSELECT 1\n-- name: B sqlite\nSELECT 1\n-- name: B postgres\nSELECT 2\n"}, "a.B")
}

func TestTheMapIsTrue(t *testing.T) {
	all := here(t)
	var b strings.Builder
	b.WriteString("# Map of the program\n\nWritten by a test of `internal/arch` from the comments of the packages; do not change it by hand.\n")
	b.WriteString("A package uses only what stands below it here, never what stands beside it.\n")
	group := ""
	for _, f := range Floors {
		if f.Group != group {
			group = f.Group
			fmt.Fprintf(&b, "\n## %s\n", group)
		}
		fmt.Fprintf(&b, "\n*%s*\n\n", f.Says)
		for _, name := range all.names() {
			if !helper(name) && floor(name) >= 0 && slices.Contains(Floors[len(Floors)-floor(name)].Packages, f.Packages[0]) {
				fmt.Fprintf(&b, "- `%s` – %s%s\n", short(name), about(all.packages[name].doc), mark(name))
			}
		}
	}
	b.WriteString("\n## For tests only\n\n")
	for _, name := range all.names() {
		if helper(name) {
			fmt.Fprintf(&b, "- `%s` – %s\n", short(name), about(all.packages[name].doc))
		}
	}
	goldentest.Check(t, "../../docs/map.md", b.String())
}

// short is a package's folder as people say it.
func short(name string) string {
	if name == "." {
		return "northinch"
	}
	return strings.TrimPrefix(name, "internal/")
}

func mark(name string) string {
	if pure(name) {
		return " (pure)"
	}
	return ""
}
