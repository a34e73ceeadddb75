package arch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/goldentest"
)

// linked is a module of somebody else that is in the program.
type linked struct{ Path, Version, Dir string }

func dependencies(t *testing.T) (all []linked) {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=Module", "./cmd/northinch")
	list.Dir, list.Env = "../..", append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0", "GOFLAGS=")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var p struct {
			Module *struct {
				linked
				Main bool
			}
		}
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		if p.Module != nil && !p.Module.Main && !slices.Contains(all, p.Module.linked) {
			all = append(all, p.Module.linked)
		}
	}
	slices.SortFunc(all, func(a, b linked) int { return strings.Compare(a.Path, b.Path) })
	return all
}

// licence names the licence in a module's folder by its words.
func licence(dir string) string {
	files, _ := filepath.Glob(filepath.Join(dir, "LICEN[CS]E*"))
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		switch text := strings.Join(strings.Fields(string(b)), " "); {
		case strings.Contains(text, "Apache License") && strings.Contains(text, "Version 2.0"):
			return "Apache-2.0"
		case strings.Contains(text, "Permission is hereby granted, free of charge"):
			return "MIT"
		case strings.Contains(text, "Redistribution and use in source and binary forms") && strings.Contains(text, "Neither the name"):
			return "BSD-3-Clause"
		case strings.Contains(text, "Redistribution and use in source and binary forms"):
			return "BSD-2-Clause"
		}
	}
	return "not found"
}

// purposes is what each module is for, as somebody wrote it down.
func purposes(t *testing.T) map[string]string {
	t.Helper()
	f, err := os.Open("testdata/dependencies.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := map[string]string{}
	for s := bufio.NewScanner(f); s.Scan(); {
		if name, why, ok := strings.Cut(s.Text(), "|"); ok && !strings.HasPrefix(name, "#") {
			all[strings.TrimSpace(name)] = strings.TrimSpace(why)
		}
	}
	return all
}

func TestEveryModuleThatIsLinkedWasDecidedOn(t *testing.T) {
	why := purposes(t)
	var b strings.Builder
	b.WriteString("# What is linked into the program\n\nWritten by a test of `internal/arch` from `go list -deps ./cmd/northinch`; the last column is in `internal/arch/testdata/dependencies.txt`.\nWhat only tests and the build use is not here.\n\n")
	b.WriteString("| module | version | licence | what for |\n| --- | --- | --- | --- |\n")
	for _, m := range dependencies(t) {
		if why[m.Path] == "" {
			t.Errorf("%s is linked and internal/arch/testdata/dependencies.txt does not say what for", m.Path)
		}
		found := licence(m.Dir)
		if found == "not found" {
			t.Errorf("%s has no licence that this test knows", m.Path)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", m.Path, m.Version, found, why[m.Path])
		delete(why, m.Path)
	}
	for name := range why {
		t.Errorf("%s is in internal/arch/testdata/dependencies.txt and is not linked any more", name)
	}
	goldentest.Check(t, "../../docs/dependencies.md", b.String())
}

func TestALicenceIsKnownByItsWords(t *testing.T) {
	for text, want := range map[string]string{
		"MIT License\n\nPermission is hereby granted,\nfree of charge, to any person": "MIT",
		"Apache License\n Version 2.0, January 2004":                                  "Apache-2.0",
		"Redistribution and use in source and\nbinary forms … Neither the name of":    "BSD-3-Clause",
		"Redistribution and use in source and binary forms":                           "BSD-2-Clause",
		"All rights reserved.": "not found",
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "LICENSE.md"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := licence(dir); got != want {
			t.Errorf("%q is taken as %s, want %s", text, got, want)
		}
	}
	if licence(t.TempDir()) != "not found" {
		t.Error("a licence was found in an empty folder")
	}
}
