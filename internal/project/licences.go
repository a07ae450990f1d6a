package project

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"ikat/notices"
)

// A Found is a part that the program holds, as found where it lies, with the texts that lie beside it.
type Found struct {
	Kind, Name string
	Text       string // licences, notices and patents, one after another
}

// Key names it as a notices.Part does.
func (f Found) Key() string { return f.Kind + " " + f.Name }

// platforms differ in what is compiled in.
var platforms = []string{"linux/amd64", "linux/arm64", "darwin/arm64", "windows/amd64"}

// licenceFile are the names of files that a part's terms lie in.
var licenceFile = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|notice|patents|copyright)([.-]|$)`)

// standardLibrary is the name of the module that the Go command calls none.
const standardLibrary = "Go standard library"

// Modules finds the modules of which ./cmd/ikat has packages, on any platform, with the texts in the folders of those
// packages and above them, up to the module's own.
func Modules(root string) ([]Found, error) {
	folders := map[string]map[string]bool{} // of module, "name dir"
	for _, p := range platforms {
		if err := addPackages(root, p, folders); err != nil {
			return nil, err
		}
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	folders[standardLibrary] = map[string]bool{strings.TrimSpace(string(goroot)): true}
	var all []Found
	for name, dirs := range folders {
		text, err := texts(dirs)
		if err != nil {
			return nil, err
		}
		all = append(all, Found{notices.Module, name, text})
	}
	slices.SortFunc(all, func(a, b Found) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

// addPackages adds the folders of one platform's packages, by module.
func addPackages(root, platform string, folders map[string]map[string]bool) error {
	system, machine, _ := strings.Cut(platform, "/")
	cmd := exec.Command("go", "list", "-deps", "-json=Dir,Module", "./cmd/ikat")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+machine, "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		return err
	}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			Dir    string
			Module *struct {
				Path, Dir string
				Main      bool
			}
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if p.Module == nil || p.Module.Main {
			continue
		}
		if folders[p.Module.Path] == nil {
			folders[p.Module.Path] = map[string]bool{}
		}
		for dir := p.Dir; len(dir) >= len(p.Module.Dir); dir = filepath.Dir(dir) {
			folders[p.Module.Path][dir] = true
		}
	}
}

// texts joins the licence files of folders, shortest path first, each once.
func texts(dirs map[string]bool) (string, error) {
	var sorted []string
	for d := range dirs {
		sorted = append(sorted, d)
	}
	slices.SortFunc(sorted, func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	var all []string
	for _, d := range sorted {
		entries, err := os.ReadDir(d)
		if err != nil {
			return "", err
		}
		for _, e := range entries {
			if !e.Type().IsRegular() || !licenceFile.MatchString(e.Name()) || strings.HasSuffix(e.Name(), ".go") {
				continue
			}
			raw, err := os.ReadFile(filepath.Join(d, e.Name()))
			if err != nil {
				return "", err
			}
			if t := strings.TrimSpace(strings.ReplaceAll(string(raw), "\r\n", "\n")); !slices.Contains(all, t) {
				all = append(all, t)
			}
		}
	}
	return strings.Join(all, "\n\n----\n\n"), nil
}

// web is the folder of the pages' scripts.
const web = "server/ui/web"

// A Locked is a package of package-lock.json.
type Locked struct {
	Name, Folder, Version, Licence string
}

// Scripts lists the packages that the pages' script may hold, as package-lock.json does: all that are not for
// development.
func Scripts(root string) ([]Locked, error) {
	raw, err := os.ReadFile(filepath.Join(root, web, "package-lock.json"))
	if err != nil {
		return nil, err
	}
	var lock struct {
		Packages map[string]struct {
			Version, License string
			Dev              bool
		}
	}
	if err := json.Unmarshal(raw, &lock); err != nil {
		return nil, err
	}
	var all []Locked
	for folder, p := range lock.Packages {
		if folder != "" && !p.Dev {
			name := folder[strings.LastIndex(folder, "node_modules/")+len("node_modules/"):]
			all = append(all, Locked{name, folder, p.Version, p.License})
		}
	}
	slices.SortFunc(all, func(a, b Locked) int { return strings.Compare(a.Folder, b.Folder) })
	return all, nil
}

// ScriptTexts finds the texts of the scripts' packages; fs.ErrNotExist where npm has not fetched them.
func ScriptTexts(root string) ([]Found, error) {
	locked, err := Scripts(root)
	if err != nil {
		return nil, err
	}
	folders := map[string]map[string]bool{}
	for _, l := range locked {
		if folders[l.Name] == nil {
			folders[l.Name] = map[string]bool{}
		}
		folders[l.Name][filepath.Join(root, web, filepath.FromSlash(l.Folder))] = true
	}
	var all []Found
	for name, dirs := range folders {
		text, err := texts(dirs)
		if err != nil {
			return nil, err
		}
		all = append(all, Found{notices.Script, name, text})
	}
	slices.SortFunc(all, func(a, b Found) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

// WriteTexts gathers the texts of modules and, where npm has fetched them, of scripts, for the program to build in.
func WriteTexts(root string) error {
	found, err := Modules(root)
	if err != nil {
		return err
	}
	scripts, err := ScriptTexts(root)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	by := map[string]string{}
	for _, f := range append(found, scripts...) {
		if f.Text == "" {
			return fmt.Errorf("%s has no file of its terms", f.Key())
		}
		by[f.Key()] = f.Text
	}
	raw, err := json.Marshal(by)
	if err != nil {
		return err
	}
	var packed bytes.Buffer
	z, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if _, err := z.Write(raw); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, "notices", filepath.FromSlash(notices.TextsFile)), packed.Bytes(), 0o644)
}

// sayings are words by which a licence is known.
var sayings = []struct{ licence, words string }{
	{"Apache-2.0", "apache license version 2.0"},
	{"MPL-2.0", "mozilla public license, version 2.0"},
	{"MIT", "permission is hereby granted, free of charge, to any person obtaining a copy"},
	{"ISC", "permission to use, copy, modify, and/or distribute this software for any purpose"},
	{"BSD-3-Clause", "neither the name"},
	{"BSD-2-Clause", "redistribution and use in source and binary forms"},
	{"Unlicense", "this is free and unencumbered software released into the public domain"},
}

var spaces = regexp.MustCompile(`[\s,*/#]+`)

// Licences names those that a text holds, as an SPDX expression.
func Licences(text string) string {
	flat := spaces.ReplaceAllString(strings.ToLower(text), " ")
	var found []string
	for _, s := range sayings {
		if strings.Contains(flat, spaces.ReplaceAllString(s.words, " ")) {
			found = append(found, s.licence)
		}
	}
	if slices.Contains(found, "BSD-3-Clause") {
		found = slices.DeleteFunc(found, func(l string) bool { return l == "BSD-2-Clause" })
	}
	return strings.Join(found, " AND ")
}

// Notice is the text of the file NOTICE, which goes with every copy of ikat.
func Notice() (string, error) {
	var b strings.Builder
	b.WriteString(`ikat
Copyright 2026 the authors of ikat

ikat is under the Apache License 2.0, in the file LICENSE. A built program holds what others made, below, each on its
own terms; ikat licences --texts prints those. This file is written by make licences.

`)
	err := notices.List(&b)
	return b.String(), err
}
