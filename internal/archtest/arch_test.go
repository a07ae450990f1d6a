// Package archtest fails the build where a package imports what it may not. ARCHITECTURE.md shows the same arrows.
package archtest

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// arrows says which of ikat's packages each may import, fault aside. A trailing /... stands for everything below.
var arrows = map[string][]string{
	"fault":              {},
	"icio":               {},
	"result":             {},
	"dense/...":          {"dense/..."},
	"leontief":           {"icio", "dense"},
	"border":             {"icio", "result"},
	"elasticity":         {},
	"printed":            {},
	"measure":            {"elasticity", "leontief", "icio", "dense", "border", "result"},
	"sme":                {"sme/lp", "leontief", "icio", "dense", "border", "result"},
	"sme/lp":             {"dense"},
	"chain":              {"leontief", "icio", "dense", "border", "result", "sme"},
	"counterfactual":     {"elasticity", "leontief", "icio", "dense", "border", "result", "sme"},
	"tablefile":          {"icio", "internal/..."},
	"tablefile/...":      {"tablefile/...", "icio", "internal/..."},
	"export":             {"result"},
	"store":              {"icio", "result"},
	"engine":             {"elasticity", "tablefile", "tablefile/satellite", "icio", "dense", "leontief", "measure", "border", "chain", "counterfactual", "printed", "sme", "result", "store", "internal/flight"},
	"examples":           {},
	"server/ui":          {"engine", "examples", "icio", "internal/fetch", "measure", "result"},
	"server":             {"server/api", "engine", "store", "internal/flight"},
	"server/api":         {"engine", "export", "icio", "measure", "result", "sme", "store"},
	"cmd/...":            {"..."},
	"internal/tinyworld": {"icio"},
	"internal/...":       {"..."},
}

// pure are the packages that compute: the same input gives the same rows, so they touch no file, network or clock.
var pure = []string{"icio", "elasticity", "dense", "leontief", "measure", "border", "chain", "counterfactual", "printed", "sme", "sme/lp", "result"}

var impure = []string{"os", "net", "net/http", "log", "log/slog", "time", "os/exec", "os/signal", "math/rand", "syscall"}

type pkg struct {
	ImportPath string
	Imports    []string
}

func TestImportArrows(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, "ikat/")
		allowed, ok := lookup(name)
		if !ok {
			t.Errorf("package %s has no arrows: give it a line here and in ARCHITECTURE.md", name)
			continue
		}
		for _, imp := range p.Imports {
			own, ours := strings.CutPrefix(imp, "ikat/")
			if ours && own != "fault" && !matches(allowed, own) {
				t.Errorf("%s imports %s; it may import %v", name, own, allowed)
			}
			if contains(pure, name) && contains(impure, imp) {
				t.Errorf("%s imports %q; it computes only, so that the same input gives the same rows", name, imp)
			}
		}
	}
}

// A gate that cannot fail is none: plant a fault.
func TestTheGateSeesAFault(t *testing.T) {
	if allowed, _ := lookup("icio"); matches(allowed, "engine") {
		t.Error("icio may import engine")
	}
	if !matches([]string{"tablefile/..."}, "tablefile/oecd") || matches([]string{"tablefile/..."}, "tablefiles") {
		t.Error("patterns do not match as they should")
	}
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "ikat/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []pkg
	d := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// lookup finds the most specific line for a package.
func lookup(name string) ([]string, bool) {
	if a, ok := arrows[name]; ok {
		return a, true
	}
	for n := name; n != ""; {
		if a, ok := arrows[n+"/..."]; ok {
			return a, true
		}
		i := strings.LastIndexByte(n, '/')
		if i < 0 {
			break
		}
		n = n[:i]
	}
	return nil, false
}

func matches(patterns []string, name string) bool {
	for _, p := range patterns {
		prefix, tree := strings.CutSuffix(p, "...")
		if p == name || tree && (strings.HasPrefix(name+"/", prefix)) {
			return true
		}
	}
	return false
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
