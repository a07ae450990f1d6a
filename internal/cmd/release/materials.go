package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"ikat/internal/project"
	"ikat/notices"
)

// A document in the form CycloneDX 1.6: what a program is made of.
type document struct {
	Format     string      `json:"bomFormat"`
	Version    string      `json:"specVersion"`
	Number     int         `json:"version"`
	Metadata   metadata    `json:"metadata"`
	Components []component `json:"components"`
}

type metadata struct {
	Component component `json:"component"`
}

type component struct {
	Type     string    `json:"type"`
	Ref      string    `json:"bom-ref"`
	Name     string    `json:"name"`
	Version  string    `json:"version,omitempty"`
	Purl     string    `json:"purl,omitempty"`
	Licences []licence `json:"licenses,omitempty"`
	Hashes   []hash    `json:"hashes,omitempty"`
}

type licence struct {
	Expression string   `json:"expression,omitempty"`
	Licence    *licName `json:"license,omitempty"`
}

type licName struct {
	Name string `json:"name"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

// billOfMaterials lists what a built program holds: modules and Go itself as the program says of itself, scripts as
// package-lock.json has them, data as notices list them.
func billOfMaterials(path, version string, program []byte) ([]byte, error) {
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return nil, err
	}
	d := document{Format: "CycloneDX", Version: "1.6", Number: 1, Metadata: metadata{component{
		Type: "application", Ref: "ikat", Name: "ikat", Version: version, Licences: terms("Apache-2.0"),
		Hashes: []hash{{"SHA-256", fmt.Sprintf("%x", sha256.Sum256(program))}},
	}}}
	licences := map[string]string{}
	for _, p := range notices.All() {
		licences[p.Key()] = p.Licence
		if p.Kind == notices.Data {
			d.add(component{Type: "data", Ref: p.Key(), Name: p.Name, Licences: terms(p.Licence)})
		}
	}
	goVersion := strings.TrimPrefix(strings.Fields(info.GoVersion)[0], "go")
	d.add(component{Type: "library", Name: "stdlib", Version: goVersion, Ref: "pkg:golang/stdlib@" + goVersion,
		Purl: "pkg:golang/stdlib@" + goVersion, Licences: terms("BSD-3-Clause")})
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		purl := "pkg:golang/" + m.Path + "@" + m.Version
		d.add(component{Type: "library", Ref: purl, Name: m.Path, Version: m.Version, Purl: purl,
			Licences: terms(licences[notices.Module+" "+m.Path])})
	}
	root, err := project.Root()
	if err != nil {
		return nil, err
	}
	scripts, err := project.Scripts(root)
	if err != nil {
		return nil, err
	}
	for _, s := range scripts {
		purl := "pkg:npm/" + s.Name + "@" + s.Version
		d.add(component{Type: "library", Ref: purl, Name: s.Name, Version: s.Version, Purl: purl,
			Licences: terms(s.Licence)})
	}
	return json.MarshalIndent(d, "", " ")
}

// add keeps one component of a reference.
func (d *document) add(c component) {
	if !slices.ContainsFunc(d.Components, func(other component) bool { return other.Ref == c.Ref }) {
		d.Components = append(d.Components, c)
	}
}

// terms are a licence: by its SPDX expression, or in words where it has none.
func terms(l string) []licence {
	if l == "" {
		return nil
	}
	if strings.ContainsAny(strings.ReplaceAll(l, " AND ", ""), " ,") {
		return []licence{{Licence: &licName{l}}}
	}
	return []licence{{Expression: l}}
}
