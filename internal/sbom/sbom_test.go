package sbom

import (
	"bytes"
	"encoding/json"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/goldentest"
)

var info = &debug.BuildInfo{GoVersion: "go1.99.1", Main: debug.Module{Path: "github.com/northinch/northinch", Version: "(devel)"},
	Deps: []*debug.Module{
		{Path: "modernc.org/sqlite", Version: "v1.2.3", Sum: "h1:abc="},
		{Path: "example.org/old", Version: "v1.0.0", Replace: &debug.Module{Path: "example.org/new", Version: "v1.0.1+incompatible"}},
	},
	Settings: []debug.BuildSetting{{Key: "GOOS", Value: "linux"}, {Key: "GOARCH", Value: "amd64"}, {Key: "vcs.revision", Value: "none of this"}},
}

const locked = `{"packages": {"": {"name": "northinch-static"},
	"node_modules/@scottish-government/design-system": {"version": "9.9.9", "license": "MIT", "integrity": "sha512-` + "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==" + `"},
	"node_modules/axe-core": {"version": "8.8.8", "dev": true}}}`

func TestTheBillIsTheReviewedOne(t *testing.T) {
	got, err := Make(info, "0.9.9", []byte(locked))
	if err != nil {
		t.Fatal(err)
	}
	goldentest.Check(t, "testdata/bill.json", string(got))
	again, err := Make(info, "0.9.9", []byte(locked))
	if err != nil || !bytes.Equal(got, again) {
		t.Errorf("the same binary has another bill: %v", err)
	}
	if strings.Contains(string(got), "axe-core") {
		t.Error("what only tests use is in the bill")
	}
}

func TestTheBillNamesEveryPartOnceAndDependsOnNothingElse(t *testing.T) {
	got, err := Make(info, "0.9.9", []byte(locked))
	if err != nil {
		t.Fatal(err)
	}
	var b bill
	if err := json.Unmarshal(got, &b); err != nil {
		t.Fatal(err)
	}
	refs := map[string]bool{b.Metadata.Component.Ref: true}
	for _, c := range b.Parts {
		if refs[c.Ref] || c.Version == "" || !strings.HasPrefix(c.PURL, "pkg:") {
			t.Errorf("%+v", c)
		}
		refs[c.Ref] = true
	}
	for _, n := range b.Needs {
		for _, ref := range append(n.On, n.Ref) {
			if !refs[ref] {
				t.Errorf("%s is needed and not there", ref)
			}
		}
	}
}

func TestABinaryWithoutTheFrontEndDoesNotNameIt(t *testing.T) {
	got, err := Make(info, "0.9.9", nil)
	if err != nil || strings.Contains(string(got), "npm") {
		t.Errorf("%v\n%s", err, got)
	}
	for _, wrong := range []string{"", "{", `{"packages": {"node_modules/a": {"version": "1", "integrity": "sha512-?"}}}`} {
		if _, err := Make(info, "0.9.9", []byte(wrong)); err == nil {
			t.Errorf("the lock file %q is taken", wrong)
		}
	}
}
