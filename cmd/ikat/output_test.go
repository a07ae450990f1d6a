package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"ikat/fault"
)

// Nothing that is printed may be lost without a word, prose and help included.
func TestNothingPrintedIsLostInSilence(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("skipped: needs /dev/full, which only Linux has")
	}
	landed := filepath.Join("..", "..", "examples", "chair.yaml")
	for _, line := range []string{
		"--help", "measure --help", "help exit-codes", "--version", "measures", "measures bm", "tables",
		"tables show apx/2008", "tables check apx/2008", "profile IDN", "border",
		"landed " + landed, "measure vax", "measure vax -f csv", "chain CHN:c14 --to USA", "completion bash",
	} {
		args := strings.Fields(line)
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		var errs bytes.Buffer
		if code := run(t.Context(), args, full, &errs); code != exitCodes[fault.Unwritable] {
			t.Errorf("ikat %s > /dev/full: exit %d: %s", line, code, errs.String())
		}
		if strings.Contains(line, "help") || strings.HasPrefix(line, "completion") || line == "--version" ||
			strings.HasPrefix(line, "measures") ||
			strings.HasPrefix(line, "tables") {
			continue
		}
		if code, _, errs := ikat(t, append(args, "-o", "/dev/full")...); code != exitCodes[fault.Unwritable] {
			t.Errorf("ikat %s -o /dev/full: exit %d: %s", line, code, errs)
		}
	}
}

// No answer takes the place of a file that it is computed from, by whatever name.
func TestAnswersLeaveWhatTheyRead(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	table := must(t, "tables", "synth", "--economies", "3", "--industries", "2", "-o", "-")
	files := map[string]string{"t_2010.csv": table, "s.yaml": "scenarios: []\n", "m.csv": "economy,group\n"}
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("t_2010.csv", "link.csv"); err != nil {
		t.Skip(err)
	}
	for _, line := range []string{
		"measure exports --table t_2010.csv -o t_2010.csv", "measure exports --table apx/2008,t_2010.csv -o link.csv",
		"measure exports --table link.csv -o ./t_2010.csv", "tables export t_2010.csv -o t_2010.csv",
		"simulate s.yaml -f csv -o s.yaml", "tables aggregate apx/2008 --mapping m.csv --name x -o m.csv",
		"measure exports --table " + filepath.Join(dir, "t_2010.csv") + " --format csv -o t_2010.csv",
		"measure exports --table t_2010.csv/inner.csv -o t_2010.csv",
	} {
		code, _, errs := ikat(t, strings.Fields(line)...)
		if code != exitCodes[fault.Invalid] || !strings.Contains(errs, "reads that file") {
			t.Errorf("ikat %s: exit %d: %s", line, code, errs)
		}
	}
	for name, text := range files {
		if got, err := os.ReadFile(name); err != nil || string(got) != text {
			t.Errorf("%s has changed: %q, %v", name, got, err)
		}
	}
	must(t, "measure", "exports", "--table", "t_2010.csv", "-o", "answer.csv")
}

func TestDashIsStandardOutput(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, line := range []string{"measure vax --economy IDN -f csv", "border", "profile IDN"} {
		args := strings.Fields(line)
		if got, want := must(t, append(args, "-o", "-")...), must(t, args...); got != want {
			t.Errorf("ikat %s -o - prints %q", line, got)
		}
	}
	if left, _ := os.ReadDir("."); len(left) > 0 {
		t.Errorf("files were made: %v", left)
	}
}

func TestSeveralResultsMakeNoFolderUnderAFilesName(t *testing.T) {
	t.Chdir(t.TempDir())
	code, _, errs := ikat(t, "measure", "vax,exports", "-o", "x.csv")
	if code != exitCodes[fault.Invalid] || !strings.Contains(errs, "folder") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if left, _ := os.ReadDir("."); len(left) > 0 {
		t.Errorf("files were made: %v", left)
	}
	must(t, "measure", "vax,exports", "-o", "results")
	if left, _ := os.ReadDir("results"); len(left) != 2 {
		t.Errorf("in the folder: %v", left)
	}
}

// Rows for a program come without their notes in CSV; what makes them doubtful is said on the other stream.
func TestWarningsOfCSVAreSaid(t *testing.T) {
	_, out, _ := ikat(t, "measure", "gains", "--table", "apx/2008", "-f", "json")
	if !strings.Contains(out, `"severity":"warning"`) && !strings.Contains(out, `"severity": "warning"`) {
		t.Fatalf("the case has no warning: %s", out)
	}
	for _, to := range [][]string{nil, {"-o", filepath.Join(t.TempDir(), "x.csv")}} {
		code, out, errs := ikat(t, append([]string{"measure", "gains", "--table", "apx/2008", "-f", "csv"}, to...)...)
		if code != 0 || strings.Contains(out, "warning") || !strings.Contains(errs, "warning: ") {
			t.Errorf("exit %d, %q, errors %q", code, out, errs)
		}
	}
}

// What is made up is not written under a name that says it is of another edition, or somebody's.
func TestNamesOfMadeUpTrade(t *testing.T) {
	folder := t.TempDir()
	for name, want := range map[string]string{
		"BACI_HS17_Y2022_V202401.csv": "could be CEPII's", "BACI_HS92_V000000.zip": "the name says HS92",
		"hs17 as hs12 V000000.csv": "the name says hs12", "BACI_HS17_Y2022_V000000.csv": "",
	} {
		path := filepath.Join(folder, name)
		code, out, said := ikat(t, "trade", "synth", "--count", "5", "--economies", "3", "--products", "4", "-o", path)
		if want == "" && code != 0 || want != "" && (code != 2 || !strings.Contains(said, want)) {
			t.Errorf("%s: exit %d, %s%s", name, code, out, said)
		}
		if _, err := os.Stat(path); (err == nil) != (want == "") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
