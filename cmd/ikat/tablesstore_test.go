package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// asCommand makes the program of the tests be ikat, for tests that need a process. To build ikat here would build all
// of Go's library too, in the empty home that tests are given.
const asCommand = "IKAT_TEST_AS_COMMAND"

// The tests never touch the tables and settings a person keeps.
func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	dir, err := os.MkdirTemp("", "ikat-test-store")
	if err != nil {
		panic(err)
	}
	os.Setenv("IKAT_STORE", dir)
	os.Setenv("XDG_CONFIG_HOME", filepath.Join(dir, "settings"))
	os.Setenv("HOME", dir)
	published, estimated = &opened{Library: published}, &opened{Library: estimated}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

func TestTablesAreKeptAndUsedByName(t *testing.T) {
	t.Setenv("IKAT_STORE", t.TempDir())
	dir := t.TempDir()
	csv := filepath.Join(dir, "made_2001.csv")
	must(t, "tables", "synth", "--economies", "4", "--industries", "3", "-o", csv)
	if out := must(t, "tables", "add", csv); !strings.Contains(out, "made/2001 kept") ||
		!strings.Contains(out, "oecd") {
		t.Errorf("add: %s", out)
	}
	if out := must(t, "tables", "add", csv); !strings.Contains(out, "unchanged") {
		t.Errorf("again: %s", out)
	}
	if out := must(t, "tables"); !strings.Contains(out, "made/2001") || !strings.Contains(out, "apx/2008") {
		t.Errorf("list: %s", out)
	}
	byFile, byName := must(
		t,
		"measure",
		"bm",
		"-t",
		csv,
		"-f",
		"csv",
	), must(
		t,
		"measure",
		"bm",
		"-t",
		"made/2001",
		"-f",
		"csv",
	)
	if byFile != byName {
		t.Error("the stored table answers otherwise than its file")
	}
	again := filepath.Join(dir, "again_2001.csv")
	must(t, "tables", "export", "made/2001", "-o", again)
	if out := must(t, "tables", "add", again, "--name", "made"); !strings.Contains(out, "unchanged") {
		t.Errorf("the exported table is not the one that was added: %s", out)
	}
	for _, name := range []string{"made.npz", "made.parquet"} {
		must(t, "tables", "export", "made/2001", "-o", filepath.Join(dir, name))
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() < 500 {
			t.Errorf("%s: %v", name, err)
		}
	}
	other := filepath.Join(dir, "other.csv")
	must(t, "tables", "synth", "--economies", "4", "--industries", "3", "--seed", "2", "-o", other)
	if code, _, errs := ikat(t, "tables", "add", other, "--name", "made", "--year", "2001"); code != 2 ||
		!strings.Contains(errs, "--replace") {
		t.Errorf("another table: exit %d, %s", code, errs)
	}
	must(t, "tables", "add", other, "--name", "made", "--year", "2001", "--replace")
	must(t, "tables", "remove", "made/2001")
	if code, _, _ := ikat(t, "tables", "show", "made/2001"); code != 3 {
		t.Errorf("removed: exit %d", code)
	}
}

// A file that is no table leaves the store as it was.
func TestABadFileStoresNothing(t *testing.T) {
	store := t.TempDir()
	t.Setenv("IKAT_STORE", store)
	dir := t.TempDir()
	page := filepath.Join(dir, "ICIO_2018.csv")
	if err := os.WriteFile(page, []byte("<!DOCTYPE html><html>not found</html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, errs := ikat(t, "tables", "add", page)
	if code != 4 || !strings.Contains(errs, "web page") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if left, _ := os.ReadDir(store); len(left) != 0 {
		t.Errorf("the store holds %v", left)
	}
	if code, _, errs := ikat(t, "tables", "add", page, "--format", "ocde"); code != 2 ||
		!strings.Contains(errs, "oecd") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// A download is shown with its licence, added under the source's name, and leaves nothing but the table behind.
func TestTablesGet(t *testing.T) {
	store, dir := t.TempDir(), t.TempDir()
	t.Setenv("IKAT_STORE", store)
	csv := filepath.Join(dir, "made_2001.csv")
	must(t, "tables", "synth", "--economies", "3", "--industries", "2", "-o", csv)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	sources := filepath.Join(dir, "sources.json")
	text := fmt.Sprintf(
		`[{"name":"made","label":"Made up","licence":"none needed","citation":"Nobody (2001)",
		"page":"https://example.org","format":"oecd","store":"published",
		"files":[{"from":2000,"to":2002,"url":"%s/made_{year}.csv","file":"made_{year}.csv"}]},
		{"name":"byhand","page":"https://example.org/page"}]`,
		server.URL,
	)
	if err := os.WriteFile(sources, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out := must(t, "tables", "get", "made", "--year", "2001", "--sources", sources)
	for _, want := range []string{"none needed", "Nobody (2001)", "published/2001 kept"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in %s", want, out)
		}
	}
	must(t, "tables", "show", "published/2001")
	if left, _ := os.ReadDir(filepath.Join(store, "downloads")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	for args, want := range map[string]string{
		"made --year 2002": "no such file", "made --year 1999": "2000-2002", "made": "--year",
		"byhand": "https://example.org/page", "mad": "made",
	} {
		code, _, errs := ikat(
			t,
			append(append([]string{"tables", "get"}, strings.Fields(args)...), "--sources", sources)...)
		if code == 0 || !strings.Contains(errs, want) {
			t.Errorf("get %s: exit %d, %s", args, code, errs)
		}
	}
	if out := must(t, "tables", "get"); !strings.Contains(out, "exiobase3") || !strings.Contains(out, "by hand") {
		t.Error(out)
	}
}

// Balancing is asked for, said, recorded, and kept apart from the published table.
func TestBalanceIsExplicit(t *testing.T) {
	t.Setenv("IKAT_STORE", t.TempDir())
	csv := filepath.Join(t.TempDir(), "odd_2001.csv")
	text := "V1,A_x,A_y,A_f,OUT\nA_x,10,20,70,100\nA_y,30,40,30,100\nVA,50,50,0,100\nOUT,100,100,100,200\n"
	if err := os.WriteFile(csv, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := must(t, "tables", "add", csv); strings.Contains(out, "balanced") ||
		!strings.Contains(out, "column-imbalance") {
		t.Errorf("unasked: %s", out)
	}
	out := must(t, "tables", "add", csv, "--balance", "ras")
	if !strings.Contains(out, "odd-ras/2001 kept") || !strings.Contains(out, "flows moved by") ||
		strings.Contains(out, "column-imbalance") {
		t.Errorf("asked: %s", out)
	}
	if out := must(t, "tables", "show", "odd-ras/2001"); !strings.Contains(out, "balanced by RAS") {
		t.Errorf("not recorded: %s", out)
	}
	if code, _, _ := ikat(t, "tables", "add", csv, "--balance", "cross-entropy"); code != 2 {
		t.Errorf("exit %d", code)
	}
}

// Kept factors change no result, are shown, and can be dropped.
func TestFactorsAreKeptAndUsed(t *testing.T) {
	t.Setenv("IKAT_STORE", t.TempDir())
	csv := filepath.Join(t.TempDir(), "made_2001.csv")
	must(t, "tables", "synth", "--economies", "6", "--industries", "5", "-o", csv)
	must(t, "tables", "add", csv)
	before := must(t, "measure", "bm", "-t", "made/2001", "-f", "csv")
	if out := must(t, "tables", "factor", "made/2001"); !strings.Contains(out, "made/2001: factors kept") {
		t.Error(out)
	}
	if out := must(t, "tables", "show", "made/2001"); !strings.Contains(out, "factors") {
		t.Error(out)
	}
	if after := must(t, "measure", "bm", "-t", "made/2001", "-f", "csv"); after != before {
		t.Errorf("results differ: %s, %s", before, after)
	}
	must(t, "tables", "factor", "--drop", "made/2001")
	if out := must(t, "tables", "show", "made/2001"); strings.Contains(out, "factors") {
		t.Error(out)
	}
	if code, _, errs := ikat(t, "tables", "factor", "apx/2008"); code != 3 ||
		!strings.Contains(errs, "no table of that name in the store") {
		t.Errorf("exit %d: %s", code, errs)
	}
}
