package project

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikat/notices"
)

// declared lists the parts of one kind by name.
func declared(kind string) map[string]notices.Part {
	parts := map[string]notices.Part{}
	for _, p := range notices.All() {
		if p.Kind == kind {
			parts[p.Name] = p
		}
	}
	return parts
}

// compare says where what is listed differs from what is there.
func compare(t *testing.T, kind string, found []Found) {
	t.Helper()
	listed := declared(kind)
	for _, f := range found {
		p, ok := listed[f.Name]
		delete(listed, f.Name)
		switch licence := Licences(f.Text); {
		case !ok:
			t.Errorf("%s is in the program and not in notices/parts.csv; its text is that of %q; "+
				"add\n%s,%s,%s,ADDRESS,,",
				f.Key(), licence, kind, f.Name, licence)
		case licence == "":
			t.Errorf("%s: its terms are not known: %.200q", f.Key(), f.Text)
		case licence != p.Licence:
			t.Errorf("%s: its terms are those of %s; notices/parts.csv says %s", f.Key(), licence, p.Licence)
		}
	}
	for name := range listed {
		t.Errorf("notices/parts.csv lists %s %s, which is not in the program", kind, name)
	}
}

func TestEveryModuleOfTheProgramHasANotice(t *testing.T) {
	found, err := Modules(root(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 30 {
		t.Fatalf("found %d modules only", len(found))
	}
	compare(t, notices.Module, found)
}

func TestEveryScriptOfThePagesHasANotice(t *testing.T) {
	locked, err := Scripts(root(t))
	if err != nil {
		t.Fatal(err)
	}
	listed := declared(notices.Script)
	seen := map[string]bool{}
	for _, l := range locked {
		seen[l.Name] = true
		if p := listed[l.Name]; p.Licence != l.Licence && !slices.Contains(strings.Split(p.Licence, " AND "), l.Licence) {
			t.Errorf("script %s %s is under %s; notices/parts.csv says %q", l.Name, l.Version, l.Licence, p.Licence)
		}
	}
	for name := range listed {
		if !seen[name] {
			t.Errorf("notices/parts.csv lists script %s, which package-lock.json does not", name)
		}
	}
	found, err := ScriptTexts(root(t))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("skipped: the texts of the scripts' licences need npm")
	}
	if err != nil {
		t.Fatal(err)
	}
	compare(t, notices.Script, found)
}

// own are embedded files of data that ikat's authors made from nothing of others.
var own = []string{"tablefile/apx/mapping.csv", "notices/parts.csv", "internal/fetch/sources.json",
	"indicators/data/checks.csv", "requirement/data/actions.csv", "requirement/data/institutions.csv",
	"requirement/data/requirements.csv",
	"requirement/data/sheets.csv", "requirement/survey/wbes.csv"}

func TestEveryFileOfDataHasANotice(t *testing.T) {
	var patterns []string
	for _, p := range notices.All() {
		patterns = append(patterns, p.Files...)
	}
	used := map[string]bool{}
	for _, f := range embedded(t) {
		if !slices.Contains([]string{".csv", ".gz", ".json", ".parquet", ".npy", ".xlsx", ".txt"}, filepath.Ext(f)) ||
			strings.HasPrefix(f, "internal/archtest/") || strings.HasPrefix(f, "notices/dist/") ||
			slices.Contains(own, f) {
			continue
		}
		known := false
		for _, p := range patterns {
			if ok, _ := filepath.Match(p, f); ok {
				known, used[p] = true, true
			}
		}
		if !known {
			t.Errorf("%s is built into the program; who made it, and on which terms? Name it among the files "+
				"of a part of "+
				"notices/parts.csv, or among the project's own in this test", f)
		}
	}
	for _, p := range patterns {
		if !used[p] && !strings.HasPrefix(p, "server/ui/dist/") {
			t.Errorf("notices/parts.csv names %s, and no such file is built into the program", p)
		}
	}
}

// embedded lists the files that packages of the project embed, from its root.
func embedded(t *testing.T) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=Dir,EmbedFiles", "./...")
	cmd.Dir = root(t)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			Dir        string
			EmbedFiles []string
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return files
		} else if err != nil {
			t.Fatal(err)
		}
		for _, f := range p.EmbedFiles {
			rel, err := filepath.Rel(root(t), filepath.Join(p.Dir, f))
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, filepath.ToSlash(rel))
		}
	}
}

func TestLicencesAreKnownByTheirWords(t *testing.T) {
	for text, want := range map[string]string{
		"Apache License\n   Version 2.0, January 2004":                                            "Apache-2.0",
		"/*\n * Permission is hereby granted, free of\n * charge, to any person obtaining a copy": "MIT",
		"Redistribution and use in source and binary\nforms, with":                                "BSD-2-Clause",
		"Redistribution and use in source and binary forms. Neither the name of":                  "BSD-3-Clause",
		"All rights reserved.": "",
	} {
		if got := Licences(text); got != want {
			t.Errorf("%q is taken for %q, not %q", text, got, want)
		}
	}
}

func TestNoticeIsUpToDate(t *testing.T) {
	want, err := Notice()
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile(filepath.Join(root(t), "NOTICE"))
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != want {
		t.Error("NOTICE is out of date; make licences writes it")
	}
}
