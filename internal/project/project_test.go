package project

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func root(t *testing.T) string {
	t.Helper()
	dir, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// write makes a folder of files.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestTheIndexOfDecisionsIsUpToDate(t *testing.T) {
	all, err := Decisions(root(t))
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile(filepath.Join(root(t), DecisionsFolder, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != DecisionIndex(all) {
		t.Error("docs/decisions/README.md is out of date; go run ./internal/cmd/project decisions writes it")
	}
}

func TestDecisions(t *testing.T) {
	good := map[string]string{
		"docs/decisions/README.md":      "an index",
		"docs/decisions/002-second.md":  "# 2. Second\n\nStatus: replaced by 10\n\nText.\n",
		"docs/decisions/010-tenth-.md":  "# 10. Tenth\n\nText.\n",
		"docs/decisions/011-eleven.md":  "# 11. Eleventh\n\nStatus: proposed.\n",
		"docs/decisions/picture.svg":    "",
		"docs/decisions/folder/note.md": "not a decision",
	}
	all, err := Decisions(write(t, good))
	if err != nil {
		t.Fatal(err)
	}
	index := DecisionIndex(all)
	for _, want := range []string{
		"| 2 | [Second](002-second.md) | replaced by 10 |\n| 10 | [Tenth](010-tenth-.md) | accepted |\n| 11 | " +
			"[Eleventh](011-eleven.md) | proposed |\n",
	} {
		if !strings.Contains(index, want) {
			t.Errorf("the index lacks %q:\n%s", want, index)
		}
	}
	for name, text := range map[string]string{
		"docs/decisions/3-third.md":   "# 3. Third\n",
		"docs/decisions/003-third.md": "# Third\n",
		"docs/decisions/004-third.md": "# 3. Third\n",
		"docs/decisions/010-other.md": "# 10. Other\n",
		"docs/decisions/005-fifth.md": "# 5. Fifth\n\nStatus: maybe\n",
		"docs/decisions/006-sixth.md": "# 6. Sixth\n\nStatus: replaced by 99\n",
	} {
		bad := map[string]string{name: text}
		for n, s := range good {
			bad[n] = s
		}
		if _, err := Decisions(write(t, bad)); err == nil {
			t.Errorf("%s with %q is taken", name, text)
		}
	}
}

func TestChangesWaitInTheirForm(t *testing.T) {
	if _, err := Changes(root(t)); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"", "# Fixed\n", "# Improved\nx\n", "one\n\n# Fixed\ntwo"} {
		if _, err := readChange("x.md", bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestAReleaseTakesTheChanges(t *testing.T) {
	changes, err := Changes(write(t, map[string]string{
		"docs/changes/README.md": "how to",
		"docs/changes/a.md":      "# Fixed\n\nA second look\nfinds the same.\n",
		"docs/changes/b.md":      "- One.\n- Two.\n",
		"docs/changes/c.md":      "Three.\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	const section = "## 0.2.0, 2027-01-31\n\n### Added\n\n- One.\n- Two.\n- Three.\n\n### Fixed\n\n- A second look\n " +
		" finds the same.\n\n"
	for _, c := range []struct{ old, want string }{
		{"# Changelog\n\n## 0.1.0, 2026-01-01\n\n- First.\n", "# Changelog\n\n" + section +
			"## 0.1.0, 2026-01-01\n\n- First.\n"},
		{"# Changelog\n\n## 0.2.0, unreleased\n\n- First.\n", "# Changelog\n\n" + section + "- First.\n"},
		{"# Changelog\n", "# Changelog\n\n" + section},
	} {
		got, err := Release(c.old, changes, "0.2.0", "2027-01-31")
		if err != nil || got != c.want {
			t.Errorf("%q becomes %q (%v), not %q", c.old, got, err, c.want)
		}
	}
	if _, err := Release("# Changelog\n\n## 0.2.0, 2027-01-31\n", changes, "0.2.0", "2027-02-01"); err == nil {
		t.Error("a version is released twice")
	}
	if _, err := Release("# Changelog\n", changes, "v0.2", "2027-02-01"); err == nil {
		t.Error("v0.2 is taken for a version")
	}
}

func TestDeclared(t *testing.T) {
	all, err := Declared(write(t, map[string]string{
		"cmd/ikat/a.go": "package main\nfunc f() {\n\tcmd.Flags().StringVarP(&x, \"table\", \"t\", \"\", " +
			"\"help\")\n\tcmd.Flags().Changed(\"table\")\n\tcmd.Flags().String(o.Name, \"\", help)\n}\n",
		"cmd/ikat/a_test.go": "package main\nfunc g() { cmd.Flags().StringVar(&x, \"tested\", \"\", \"\") }\n",
		"server/api/a.go":    "package api\nvar p = []param{{name: \"table\", doc: \"d\"}, {name: \"no\"}}\n",
		"server/ui/a.go": "package ui\nvar c = Control{Kind: \"select\", Name: \"of\"}\nfunc f() { " +
			"r.choose(\"of\", \"\", nil); NewCall(\"rank\", \"rank\").With(\"industry\", v) }\n",
		"question/trade/a.go":   "package trade\nvar p = question.Param{Name: \"cut\", Doc: \"d\"}\n",
		"engine/untouched.go":   "package engine\nvar p = param{name: \"table\", doc: \"d\"}\n",
		"measure/declared.go":   "package measure\nvar o = Option{Name: \"by\", Values: v}\n",
		"question/untouched.go": "package question\nvar p = Thing{Name: \"cut\"}\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range all {
		got = append(got, d.Name+" "+d.Mouth+" "+d.Place)
	}
	want := "by question measure/declared.go:2\n" +
		"cut question question/trade/a.go:2\n" +
		"industry call server/ui/a.go:3\n" +
		"of control server/ui/a.go:2\n" +
		"of control server/ui/a.go:3\n" +
		"table flag cmd/ikat/a.go:3\n" +
		"table parameter server/api/a.go:2"
	if strings.Join(got, "\n") != want {
		t.Errorf("found\n%s\nnot\n%s", strings.Join(got, "\n"), want)
	}
	report := DeclaredReport(all)
	if !strings.Contains(report, "7  in all, of 5 names; 2 names are declared more than once, 2 times too often") ||
		!strings.Contains(report, "1  names are both a flag and a parameter") {
		t.Error(report)
	}
}

func TestLongLines(t *testing.T) {
	fits, over := strings.Repeat("é", longest), strings.Repeat("é", longest+1)
	long, err := LongLines(write(t, map[string]string{
		"a.go":                    fits + "\n" + over + "\n",
		"web/src/b.ts":            over,
		"web/node_modules/x/c.ts": over,
		"d.md":                    over,
	}))
	if err != nil {
		t.Fatal(err)
	}
	if len(long) != 2 || strings.Join(long[""], "") != "a.go:2: 121 characters" || strings.Join(long["web/src"],
		"") != "web/src/b.ts:1: 121 characters" {
		t.Errorf("found %q", long)
	}
}

func TestLinesFitBesideEachOther(t *testing.T) {
	long, err := LongLines(root(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, lines := range long {
		t.Errorf("lines of more than %d characters:\n%s", longest, strings.Join(lines, "\n"))
	}
}
