// Package sbom is what the program is made of, as a bill of materials (CycloneDX
// 1.6, JSON), from what the compiler wrote into the binary and from the lock file of
// the front end.
package sbom

import (
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
)

type bill struct {
	Schema   string      `json:"$schema"`
	Format   string      `json:"bomFormat"`
	Spec     string      `json:"specVersion"`
	Version  int         `json:"version"`
	Metadata metadata    `json:"metadata"`
	Parts    []component `json:"components"`
	Needs    []needs     `json:"dependencies"`
}

type metadata struct {
	Component component `json:"component"`
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	Licences   []licence  `json:"licenses,omitempty"`
	Hashes     []hash     `json:"hashes,omitempty"`
	PURL       string     `json:"purl"`
	Properties []property `json:"properties,omitempty"`
}

type licence struct {
	Licence struct {
		ID string `json:"id"`
	} `json:"license"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type needs struct {
	Ref string   `json:"ref"`
	On  []string `json:"dependsOn,omitempty"`
}

// lock is a package-lock.json.
type lock struct {
	Packages map[string]struct {
		Version, Integrity, License string
		Dev                         bool
	}
}

// Make writes the bill of a binary. info is what the compiler wrote into it, version
// the version of the program, and locked the package-lock.json of the front end, or
// nil where that is not in the binary. The same binary gives the same bytes: there is
// no time and no number of chance in it.
func Make(info *debug.BuildInfo, version string, locked []byte) ([]byte, error) {
	all := []component{library("pkg:golang/std@"+strings.TrimPrefix(info.GoVersion, "go"), "std", strings.TrimPrefix(info.GoVersion, "go"))}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		c := library("pkg:golang/"+m.Path+"@"+url.PathEscape(m.Version), m.Path, m.Version)
		if m.Sum != "" {
			c.Properties = []property{{"northinch:go.sum", m.Sum}}
		}
		all = append(all, c)
	}
	front, err := frontEnd(locked)
	if err != nil {
		return nil, err
	}
	all = append(all, front...)
	slices.SortFunc(all, func(x, y component) int { return cmp.Compare(x.Ref, y.Ref) })
	self := component{Type: "application", Ref: "pkg:golang/" + info.Main.Path + "@" + version, Name: "northinch", Version: version, PURL: "pkg:golang/" + info.Main.Path + "@" + version}
	for _, s := range info.Settings {
		if slices.Contains([]string{"GOOS", "GOARCH", "CGO_ENABLED", "-trimpath"}, s.Key) {
			self.Properties = append(self.Properties, property{"northinch:build." + strings.TrimPrefix(s.Key, "-"), s.Value})
		}
	}
	b := bill{Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", Spec: "1.6", Version: 1, Metadata: metadata{self}, Parts: all}
	root := needs{Ref: self.Ref}
	for _, c := range all {
		root.On = append(root.On, c.Ref)
	}
	b.Needs = []needs{root}
	out, err := json.MarshalIndent(b, "", "  ")
	return append(out, '\n'), err
}

func library(purl, name, version string) component {
	return component{Type: "library", Ref: purl, Name: name, Version: version, PURL: purl}
}

// frontEnd is what the lock file has fetched for the pages; what only tests use is
// not in the binary.
func frontEnd(locked []byte) (all []component, err error) {
	if locked == nil {
		return nil, nil
	}
	var l lock
	if err := json.Unmarshal(locked, &l); err != nil {
		return nil, fmt.Errorf("sbom: the lock file cannot be read: %w", err)
	}
	for at, p := range l.Packages {
		_, name, ok := strings.Cut(at, "node_modules/")
		if !ok || p.Dev {
			continue
		}
		c := library("pkg:npm/"+strings.Replace(name, "@", "%40", 1)+"@"+p.Version, name, p.Version)
		if p.License != "" {
			c.Licences = make([]licence, 1)
			c.Licences[0].Licence.ID = p.License
		}
		if sum, ok := strings.CutPrefix(p.Integrity, "sha512-"); ok {
			b, err := base64.StdEncoding.DecodeString(sum)
			if err != nil {
				return nil, fmt.Errorf("sbom: the sum of %s cannot be read: %w", name, err)
			}
			c.Hashes = []hash{{"SHA-512", hex.EncodeToString(b)}}
		}
		all = append(all, c)
	}
	return all, nil
}
