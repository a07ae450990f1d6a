package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/outfile"
	"ikat/internal/shareddata"
	"ikat/internal/tinyworld"
	"ikat/tablefile/oecd"
)

// ikat runs a command line and returns its exit code and what it printed.
func ikat(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// must runs a command line that has to succeed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	code, out, errs := ikat(t, args...)
	if code != 0 {
		t.Fatalf("ikat %s: exit %d: %s", strings.Join(args, " "), code, errs)
	}
	return out
}

func rows(t *testing.T, text string) [][]string {
	t.Helper()
	r, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The names and order of columns are a contract with scripts.
func TestCSVColumns(t *testing.T) {
	for args, want := range map[string]string{
		"measure bm": "exporter,gexp,dc,dva,davax,vax,ref,ddc,fc,fva,fdc,gvc,gvcb,gvcf",
		"measure bm --level sector": "exporter,industry,gexp,dc,dva,davax,vax,ref,ddc,fc,fva,fdc," +
			"gvc,gvcb,gvcf",
		"measure bm --level bilateral": "exporter,importer,gexp,dc,dva,davax,vax,ref,ddc,fc,fva,fdc," +
			"gvc,gvcb,gvcf",
		"measure bm --level bilateral-sector": "exporter,importer,industry,gexp,dc,dva,davax,vax,ref,ddc," +
			"fc,fva,fdc,gvc,gvcb,gvcf",
		"measure va-origin": "source,exporter,va,share",
		"measure va-final":  "source,absorber,va,share",
		"measure vax":       "exporter,gexp,vax,vax_ratio",
		"measure exports --table apx/2005 -t apx/2008": "year,exporter,gexp,gexp_int,gexp_fin",
		"measure exports --table apx/* --level sector": "year,exporter,industry,gexp,gexp_int,gexp_fin",
		"measure exports --group ASIA=CHN,JPN,KOR":     "exporter,gexp,gexp_int,gexp_fin",
		"measure bm --value-added reported --level sector": "exporter,industry,gexp,dc,dva,davax,vax,ref,ddc,fc,fva,fdc," +
			"gvc,gvcb,gvcf",
	} {
		out := must(t, append(strings.Fields(args), "--format", "csv")...)
		if header, _, _ := strings.Cut(out, "\n"); header != want {
			t.Errorf("ikat %s: columns %s, want %s", args, header, want)
		}
	}
}

func TestFiltersKeepOnlyWhatWasAsked(t *testing.T) {
	got := rows(
		t,
		must(
			t,
			"measure",
			"bm",
			"--level",
			"bilateral-sector",
			"--economy",
			"CHN",
			"--partner",
			"USA,JPN",
			"--industry",
			"c14",
			"-f",
			"csv",
		),
	)
	if len(got) != 3 || got[1][0] != "CHN" || got[1][1] != "JPN" || got[2][1] != "USA" || got[1][2] != "c14" {
		t.Errorf("rows %v", got)
	}
	got = rows(t, must(t, "measure", "va-origin", "--economy", "CHN", "--partner", "JPN", "-f", "csv"))
	if len(got) != 2 || got[1][0] != "JPN" || got[1][1] != "CHN" {
		t.Errorf("va-origin: --economy is the exporter, --partner the source: %v", got)
	}
}

// A group's exports leave out trade inside it.
func TestGroupIsOneExporter(t *testing.T) {
	value := func(args ...string) float64 {
		var sum float64
		for _, r := range rows(t, must(t, append(args, "-f", "csv")...))[1:] {
			v, err := strconv.ParseFloat(r[len(r)-3], 64)
			if err != nil {
				t.Fatal(err)
			}
			sum += v
		}
		return sum
	}
	apart := value("measure", "exports", "--economy", "CHN,JPN")
	inside := value("measure", "exports", "--level", "bilateral", "--economy", "CHN,JPN", "--partner", "CHN,JPN")
	together := value("measure", "exports", "--group", "CJ=CHN,JPN", "--economy", "CJ")
	if math.Abs(together-(apart-inside)) > 1e-6*apart || inside <= 0 {
		t.Errorf("group exports %v, members' %v less trade inside %v", together, apart, inside)
	}
}

func TestGroupsFromAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "regions.csv")
	if err := os.WriteFile(path, []byte("group,economy\nASIA,CHN\nNAFTA,USA\nASIA,JPN\nNAFTA,CAN\nNAFTA,MEX\n"),
		0o644); err != nil {
		t.Fatal(err)
	}
	if got, want := must(t, "measure", "bm", "--group-file", path, "-f", "csv"),
		must(t, "measure", "bm", "--group", "ASIA=CHN,JPN", "--group", "NAFTA=USA,CAN,MEX", "-f", "csv"); got != want ||
		!strings.Contains(got, "\nNAFTA,") {
		t.Error("groups from a file and from the command line differ")
	}
	if err := os.WriteFile(path, []byte("a,b\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := ikat(t, "measure", "bm", "--group-file", path); code != 2 ||
		!strings.Contains(errs, "group,economy") {
		t.Errorf("not a list of groups: exit %d, %s", code, errs)
	}
}

func TestSeveralMeasuresGoIntoAFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "results")
	must(t, "measure", "exports,vax", "-o", dir)
	for _, name := range []string{"exports.csv", "vax.csv"} {
		if b, err := os.ReadFile(filepath.Join(dir, name)); err != nil || len(rows(t, string(b))) != 18 {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, "measure", "bm,rca", "--level", "country,sector", "-o", dir)
	for _, name := range []string{"bm-country.csv", "bm-sector.csv", "rca-sector.csv"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Errorf("several levels: %v", err)
		}
	}
	must(t, "measure", "bm,vax", "--approach", "sink", "-f", "csv", "-o", dir)
	if b, err := os.ReadFile(filepath.Join(dir, "bm.csv")); err != nil || strings.Contains(string(b), "davax") {
		t.Errorf("an option does not reach the measure that has it: %v", err)
	}
	if code, _, errs := ikat(t, "measure", "exports,vax", "-f", "csv"); code != 2 || !strings.Contains(errs, "-o") {
		t.Errorf("two measures on one stream: exit %d, %s", code, errs)
	}
}

func TestJSONIsWhole(t *testing.T) {
	var got struct {
		Columns    []struct{ Name, Unit, Kind string }
		Rows       []map[string]any
		Provenance struct {
			Program string
			Sources []struct{ Table, SHA256, Citation string }
		}
	}
	if err := json.Unmarshal([]byte(must(t, "measure", "vax", "-f", "json", "-t", "apx/2008")), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Rows) != 17 || got.Rows[0]["exporter"] != "AUS" || got.Columns[1].Unit != "million USD" ||
		got.Columns[1].Kind != "accounting" {
		t.Errorf("%+v", got)
	}
	if s := got.Provenance.Sources; len(s) != 1 || s[0].Table != "apx/2008" || len(s[0].SHA256) != 64 ||
		s[0].Citation == "" {
		t.Errorf("provenance %+v", got.Provenance)
	}
}

// Wrong questions say what is wrong and offer what may have been meant.
func TestWrongQuestions(t *testing.T) {
	for _, c := range []struct {
		args string
		code int
		say  []string
	}{
		{"measure bm --economy CNH", 3, []string{"CNH", "CHN"}},
		{"measure bm --partner USA", 2, []string{"partner", "country"}},
		{"measure bm --industry c99 --level sector", 3, []string{"c99", "c9"}},
		{"measure bm --level bilatral", 2, []string{"bilatral", "bilateral"}},
		{"measure bn", 3, []string{"bn", "bm"}},
		{"measure vax --approach sink", 2, []string{"approach"}},
		{"measure bm,position --level bilateral", 2, []string{"position", "bilateral"}},
		{"measure rca --level country,bilateral", 2, []string{"rca", "sector"}},
		{"measures nothing-like-it", 3, []string{"ikat measures"}},
		{"measure bm --table apx/2007", 3, []string{"apx/2007", "apx/2005"}},
		{"measure bm --table nowhere/*", 3, []string{"nowhere"}},
		{"measure bm --table missing.csv", 3, []string{"missing.csv", "ikat tables"}},
		{"measure bm --frmat csv", 2, []string{"frmat", "--help"}},
		{"measure bm --format cvs", 2, []string{"cvs", "csv"}},
		{"measure bm --value-added gross", 2, []string{"gross", "residual"}},
		{"measure bm --group ASIA", 2, []string{"NAME=CODE"}},
		{"measure bm --group ASIA=CHN,XXX", 3, []string{"XXX"}},
		{"measure bm --group CHN=IDN,JPN", 2, []string{"another name"}},
		{"measure bm --group A=CHN,JPN --group B=JPN,KOR", 2, []string{"JPN", "already"}},
		{"measure", 2, []string{"ID", "missing"}},
		{"mesure bm", 2, []string{"mesure", "measure"}},
		{"tables chek apx/2008", 2, []string{"chek", "check"}},
		{"profile Chyna", 3, []string{"Chyna", "China"}},
		{"tables aggregate apx/2008", 2, []string{"--mapping"}},
	} {
		code, out, errs := ikat(t, strings.Fields(c.args)...)
		if code != c.code || out != "" {
			t.Errorf("ikat %s: exit %d, want %d; printed %q; %s", c.args, code, c.code, out, errs)
		}
		for _, s := range c.say {
			if !strings.Contains(errs, s) {
				t.Errorf("ikat %s: %q does not mention %q", c.args, errs, s)
			}
		}
	}
}

// tinyFile writes the tiny world in the OECD layout, changed by edit.
func tinyFile(t *testing.T, name string, edit func(string) string) string {
	t.Helper()
	var b bytes.Buffer
	if err := oecd.Write(&b, tinyworld.Table()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(edit(b.String())), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func gzipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A sector that uses up its own output has no row of its own, the others have theirs, and it is said.
func TestASectorThatUsesItselfUpIsTakenApart(t *testing.T) {
	path := tinyFile(t, "t_2000.csv", func(s string) string {
		return strings.Replace(s, "A_1,0,10,0,40,0,0,50,0,0", "A_1,100,0,0,0,0,0,0,0,0", 1)
	})
	code, out, errs := ikat(t, "measure", "bm", "--level", "sector", "-t", path, "-f", "csv")
	if code != 0 || !strings.Contains(errs, "take it apart") {
		t.Errorf("exit %d: %s", code, errs)
	}
	for line := range strings.Lines(out) {
		if empty := strings.HasPrefix(line, "A,1,,"); empty != strings.Contains(line, ",,") {
			t.Errorf("%s", line)
		}
	}
	if !strings.Contains(out, "A,1,,") {
		t.Errorf("%s", out)
	}
}

// A file that is not what it claims to be is an error with its place, and leaves no result behind.
func TestBadFiles(t *testing.T) {
	replace := func(old, to string) func(string) string {
		return func(s string) string {
			if !strings.Contains(s, old) {
				t.Fatalf("the fixture has no %q", old)
			}
			return strings.Replace(s, old, to, 1)
		}
	}
	for name, c := range map[string]struct {
		file string
		edit func(string) string
		code int
		say  []string
	}{
		"truncated gzip": {"t_2000.csv.gz", func(s string) string { z := gzipped(t, s); return z[:len(z)-20] }, 4,
			[]string{"t_2000.csv.gz"}},
		"row short":        {"t_2000.csv", replace("B_2,0,", "B_2,"), 4, []string{"B_2"}},
		"not a number":     {"t_2000.csv", replace("A_1,0,10,", "A_1,0,n.a.,"), 4, []string{"A_1", "A_2", "n.a."}},
		"NaN":              {"t_2000.csv", replace("A_1,0,10,", "A_1,0,NaN,"), 4, []string{"A_1", "A_2", "NaN"}},
		"infinite":         {"t_2000.csv", replace("A_1,0,10,", "A_1,0,Inf,"), 4, []string{"A_1", "A_2", "Inf"}},
		"duplicated label": {"t_2000.csv", replace(",B_1,", ",B_2,"), 4, []string{"B_2"}},
		"missing industry": {"t_2000.csv", func(s string) string { return dropSector(s, "C_1") }, 4, []string{"C"}},
		"no final demand":  {"t_2000.csv", func(s string) string { return keepColumns(s, 7) }, 4, []string{"final"}},
		"empty":            {"t_2000.csv", func(string) string { return "" }, 4, []string{"empty"}},
		"other format": {"t_2000.csv", func(string) string { return "<!DOCTYPE html><html><body>404</body></html>" },
			4, []string{"HTML"}},
	} {
		t.Run(name, func(t *testing.T) {
			path := tinyFile(t, c.file, c.edit)
			result := filepath.Join(t.TempDir(), "out.csv")
			code, _, errs := ikat(t, "measure", "bm", "-t", path, "-o", result)
			if code != c.code {
				t.Errorf("exit %d, want %d: %s", code, c.code, errs)
			}
			for _, s := range c.say {
				if !strings.Contains(errs, s) {
					t.Errorf("%q does not mention %q", errs, s)
				}
			}
			if left, _ := os.ReadDir(filepath.Dir(result)); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
	if code, _, errs := ikat(t, "measure", "bm", "-t", t.TempDir()); code != 4 {
		t.Errorf("a folder: exit %d, %s", code, errs)
	}
}

// dropSector removes a sector's row and column.
func dropSector(text, sector string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	drop := -1
	for i, h := range strings.Split(lines[0], ",") {
		if h == sector {
			drop = i
		}
	}
	var out []string
	for _, l := range lines {
		cells := strings.Split(l, ",")
		if cells[0] != sector {
			out = append(out, strings.Join(append(cells[:drop:drop], cells[drop+1:]...), ","))
		}
	}
	return strings.Join(out, "\n") + "\n"
}

func keepColumns(text string, n int) string {
	var out []string
	for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
		out = append(out, strings.Join(strings.Split(l, ",")[:n], ","))
	}
	return strings.Join(out, "\n") + "\n"
}

func TestADiskThatFillsUp(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("skipped: needs /dev/full, which only Linux has")
	}
	code, _, errs := ikat(t, "measure", "bm", "-f", "csv", "-o", "/dev/full")
	if code != exitCodes[fault.Unwritable] || !strings.Contains(errs, "space") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

func TestAFailedWriteKeepsTheOldFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "result.csv")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := outfile.Write(path, func(w io.Writer) error {
		fmt.Fprint(w, "half")
		return fmt.Errorf("the disk is full")
	})
	if fault.KindOf(err) != fault.Unwritable {
		t.Errorf("error %v", err)
	}
	left, _ := os.ReadDir(filepath.Dir(path))
	if b, _ := os.ReadFile(path); string(b) != "old" || len(left) != 1 {
		t.Errorf("file holds %q, folder %v", b, left)
	}
}

func TestCanceledStopsWithItsCode(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, errs bytes.Buffer
	result := filepath.Join(t.TempDir(), "out.csv")
	if code := run(ctx, []string{"measure", "bm", "-o", result}, &out, &errs); code != 130 {
		t.Errorf("exit %d: %s", code, errs.String())
	}
	if left, _ := os.ReadDir(filepath.Dir(result)); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestExitCodesAreDocumented(t *testing.T) {
	out := must(t, "help", "exit-codes")
	for kind, code := range exitCodes {
		if !strings.Contains(out, fmt.Sprintf("\n  %-3d", code)) {
			t.Errorf("exit code %d (%s) is not in the help", code, kind)
		}
	}
}

// The profile says the numbers that the measures give.
func TestProfileAgreesWithTheMeasures(t *testing.T) {
	out := must(t, "profile", "KOR", "--table", "apx/2011")
	bm := rows(t, must(t, "measure", "bm", "--economy", "KOR", "--table", "apx/2011", "-f", "csv"))
	column := func(name string) float64 {
		for i, h := range bm[0] {
			if h == name {
				v, err := strconv.ParseFloat(bm[1][i], 64)
				if err != nil {
					t.Fatal(err)
				}
				return v
			}
		}
		t.Fatalf("no column %s", name)
		return 0
	}
	for _, want := range []string{
		"Republic of Korea in global value chains, 2011",
		amount(column("gexp")/1000, 1) + " billion USD",
		percent(column("gvc") / column("gexp")),
		percent(column("gvcb") / column("gexp")),
		percent(column("gvcf") / column("gexp")),
		"1995", "apx/2011",
	} {
		if !strings.Contains(strings.ReplaceAll(out, "\n", " "), want) {
			t.Errorf("the profile does not say %q", want)
		}
	}
	if must(t, "profile", "republic of korea", "--table", "apx/2011") != out {
		t.Error("a name and a code give different profiles")
	}
}

// A table that is shown or kept is spoken of in the language that was asked for: names of fields and of economies, what
// became of it, what is odd about it.
func TestTablesAreShownAndKeptInEveryLanguage(t *testing.T) {
	t.Setenv("IKAT_STORE", t.TempDir())
	shown := must(t, "tables", "show", "apx/2008", "--language", "ru")
	for _, want := range []string{"экономики", "Индонезия", "выпуск", "млн долл. США", "лицензия", "примечание negative"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%s is not in\n%s", want, shown)
		}
	}
	path := filepath.Join(t.TempDir(), "own_2008.csv")
	must(t, "tables", "export", "apx/2008", "-o", path)
	kept := must(t, "tables", "add", path, "--balance", "ras", "--name", "own", "--language", "ru")
	for _, want := range []string{"прочитано как", "own/2008 сохранена", "сбалансировано методом RAS: ",
		"ни один поток не сдвинут", "замечания: "} {
		if !strings.Contains(kept, want) {
			t.Errorf("%s is not in\n%s", want, kept)
		}
	}
	if again := must(t, "tables", "add", path, "--name", "own", "--replace"); !strings.Contains(again, "read as") {
		t.Errorf("not in English: %s", again)
	}
}

// What is odd about a table is said in the language that was asked for, down to how many places there are more.
func TestWhatIsOddIsSaidInEveryLanguage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "odd_2010.csv")
	text := "id,AAA_A,AAA_B,BBB_A,BBB_B,CCC_A,CCC_B,AAA_C,BBB_C,CCC_C\n" + // every kind that a small table can have
		"AAA_A,5,1,1,1,1,1,-2,1,1\nAAA_B,0,9,0,0,0,0,0,0,0\nBBB_A,-1,1,3,1,1,1,1,9,1\nBBB_B,0,0,0,0,0,0,0,0,0\n" +
		"CCC_A,-3,-1,-2,-1,-5,-4,-1,-1,-1\nCCC_B,30,1,1,1,1,1,1,1,9\nTLS,1,1,1,0,1,1,0,0,0\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	english := regexp.MustCompile(`[a-z]{3,} [a-z]{3,}`)
	out := must(t, "tables", "check", path, "--language", "ru")
	if !strings.Contains(out, " и ещё ") {
		t.Errorf("it has not more than five places of one kind:\n%s", out)
	}
	kinds := 0
	for _, line := range strings.Split(out, "\n") {
		if strings.HasPrefix(line, "внимание") || strings.HasPrefix(line, "примечание") {
			kinds++
		} else if line = strings.ReplaceAll(line, "ikat tables aggregate", ""); english.MatchString(line) {
			t.Errorf("in English: %s", line)
		}
	}
	if kinds < 8 {
		t.Errorf("only %d kinds:\n%s", kinds, out)
	}
}

func TestTablesCheckNamesWhatIsOdd(t *testing.T) {
	path := shareddata.Path(t, "wiod2013/wiod2013_2008.csv.gz")
	out := must(t, "tables", "check", path)
	for _, want := range []string{"zero-output", "LUX_c8", "negative"} {
		if !strings.Contains(out, want) {
			t.Errorf("findings do not mention %q", want)
		}
	}
	if got := rows(t, must(t, "tables", "check", path, "-f", "csv")); strings.Join(
		got[0],
		",",
	) != "severity,code,where,what" {
		t.Errorf("columns %v", got[0])
	}
}

func TestAggregateWritesATableThatReadsBack(t *testing.T) {
	dir := t.TempDir()
	mapping, path := filepath.Join(dir, "m.csv"), filepath.Join(dir, "two_2008.csv.gz")
	text := "dimension,code,group,name\n"
	for _, e := range []string{"AUS", "IDN", "IND", "JPN", "KOR", "RUS", "TUR", "TWN", "USA", "CAN", "MEX", "BRA",
		"DEU", "GBR", "OEU", "ROW"} {
		text += "economy," + e + ",REST,\n"
	}
	if err := os.WriteFile(mapping, []byte(text+"economy,CHN,CHN,China\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	must(t, "tables", "aggregate", "apx/2008", "--mapping", mapping, "-o", path)
	small := rows(t, must(t, "measure", "exports", "-t", path, "--economy", "CHN", "-f", "csv"))
	large := rows(t, must(t, "measure", "exports", "-t", "apx/2008", "--economy", "CHN", "-f", "csv"))
	if small[1][1] != large[1][1] {
		t.Errorf("China exports %s after aggregation, %s before", small[1][1], large[1][1])
	}
	if err := os.WriteFile(mapping, []byte("dimension,code,group\neconomy,CHN,CHN\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := ikat(t, "tables", "aggregate", "apx/2008", "--mapping", mapping, "-o", path); code != 2 ||
		!strings.Contains(errs, "AUS") {
		t.Errorf("a mapping that misses economies: exit %d, %s", code, errs)
	}
}
