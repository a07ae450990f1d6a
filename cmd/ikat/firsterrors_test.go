package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikat/internal/fetch"
)

// What a newcomer gets wrong first: each error names the thing and what to do.
func TestFirstErrorsSayWhatToDo(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "пусто с пробелом.yaml")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	gone := filepath.Join(dir, "нет.yaml")
	for args, want := range map[string][]string{
		"profile|VNM|--table|apx/2008":     {"table apx/2008:", "Without --table the answer is from published"},
		"profile|VNM|THA|--table|apx/2008": {"table apx/2008:", "Without --table"},
		"sme|VNM|--table|apx/2008":         {"table apx/2008:", "Without --table"},
		"profile|CHNA|--table|apx/2008":    {"table apx/2008:", "Nearest: CHN"},
		"measure|bm|--lvel|sector":         {"--lvel", "Nearest: --level.", "--help"},
		"measure|bm|--json":                {"Say --format json."},
		"simulate|" + dir:                  {dir, "a folder", "Name a file in it"},
		"ready|" + empty:                   {empty, "the file is empty", "docs/schema/firm.md"},
	} {
		_, _, said := ikat(t, strings.Split(args, "|")...)
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("%s: %q lacks %q", args, said, w)
			}
		}
	}
	for _, args := range []string{"simulate|" + gone, "ready|" + gone, "sme|CHN|--stats|" + gone,
		"measure|bm|--group-file|" + gone, "competitiveness|VNM|--indicators|" + gone, "tables|get|--sources|" + gone,
		"tables|aggregate|apx/2008|--mapping|" + gone + "|-o|" + filepath.Join(dir, "x.csv"),
		"sweep|" + gone + "|-o|" + filepath.Join(dir, "out"), "serve|--token-file|" + gone, "chain|--bom|" + gone} {
		code, _, said := ikat(t, strings.Split(args, "|")...)
		if want := gone + ": there is no such file or folder. Check the path."; code == 0 || !strings.Contains(said, want) {
			t.Errorf("%s: %q is not %q", args, said, want)
		}
	}
}

// Tables are named as everywhere else, and by every name that the list has.
func TestEveryListedNameCanBeAskedFor(t *testing.T) {
	sources, err := fetch.Sources(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		if name, years := yearInName(s.Name+"/2008", []int{2011}); name != s.Name || !slices.Equal(years, []int{2011, 2008}) {
			t.Errorf("%s/2008 is read as %s %v", s.Name, name, years)
		}
		if !s.Offered() { // asking for it downloads nothing
			if _, _, said := ikat(t, "tables", "get", s.Name); strings.Contains(said, "not of the form") {
				t.Errorf("%s: %s", s.Name, said)
			}
		}
	}
	if _, _, said := ikat(t, "tables", "get", "exiobase3.99/1800"); !strings.Contains(said, "exiobase3.99") ||
		!strings.Contains(said, "Nearest") {
		t.Error(said)
	}
}

// Every amount of a contract's sentences has its unit, and every figure of its table too, in the same row.
func TestAContractsAmountsHaveUnits(t *testing.T) {
	t.Setenv("IKAT_STORE", t.TempDir())
	out := strings.Join(strings.Fields(must(t, "contract", "../../examples/contract.yaml")), " ")
	for _, want := range []string{"78,000 USD more", "at 22,500 USD,",
		"−310,282 USD. It breaks even at 9.0769 USD a unit.", "repaid from the bill 107,384 USD"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in %s", want, out)
		}
	}
}
