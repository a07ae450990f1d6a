package export

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/result"
)

// stataFrame has a column of every kind, names that Stata does not take, and texts longer than its text columns.
func stataFrame() *result.Frame {
	f := &result.Frame{Title: "Value added in exports, by économie",
		Notes: []result.Note{{Severity: "warning", Text: "rests on an estimate"}}}
	f.Text("zone", "Zone", []string{"AUS", "Türkiye", ""})
	f.Text("long-text", "Long text", []string{strings.Repeat("é", 1500), "", strings.Repeat("b", 3000)})
	f.Columns = append(f.Columns,
		&result.Column{Name: "year", Label: "Year", Ints: []int64{1995, 2000, 2005}},
		&result.Column{Name: "count", Ints: []int64{1, 1 << 40, -5}},
		&result.Column{Name: "if", Label: strings.Repeat("x", 100), Unit: "million USD", Kind: result.Accounting,
			Definition: "all of it", Floats: []float64{0.1, math.NaN(), -1e300}},
	)
	f.Provenance.Sources = []result.Source{{Table: "apx/2008", Publisher: "WIOD", Citation: "Timmer et al. (2015)"}}
	return f
}

const (
	inPandas = `
import pandas, sys
with pandas.io.stata.StataReader(sys.argv[1]) as r:
    d, labels, title = r.read(), r.variable_labels(), r.data_label
print(title); print(list(d.columns)); print([str(t) for t in d.dtypes])
print(d["zone"].tolist()); print([len(t) for t in d["long_text"]]); print(d["long_text"][0][:2])
print(d["year"].tolist(), d["count"].tolist(), [repr(v) for v in d["vif"]])
print(labels["zone"], len(labels["vif"]), labels["vif"][-15:])`
	inR = `
d <- haven::read_dta(commandArgs(TRUE)[1])
cat(attr(d, "label"), names(d), sep = "|"); cat("\n")
cat(d$zone, sep = "|"); cat("\n")
cat(nchar(d$long_text), substr(d$long_text[1], 1, 2), sep = "|"); cat("\n")
cat(d$year, format(d$count, scientific = FALSE, trim = TRUE), sep = "|"); cat("\n")
cat(format(d$vif, digits = 17), sep = "|"); cat("\n")
cat(attr(d$zone, "label"), attr(d, "notes"), sep = "|"); cat("\n")`
)

// What pandas and R's haven read is what was written. Both were written against Stata's own files.
func TestStataReadsBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "frame.dta")
	var b bytes.Buffer
	if err := Stata(&b, stataFrame()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, reader := range []struct{ name, present, command, script, want string }{
		{"pandas", "import pandas", python(), inPandas, "Value added in exports, by économie\n" +
			"['zone', 'long_text', 'year', 'count', 'vif']\n['object', 'object', 'int32', 'float64', 'float64']\n" +
			"['AUS', 'Türkiye', '']\n[1500, 0, 3000]\néé\n[1995, 2000, 2005] [1.0, 1099511627776.0, -5.0] ['0.1', " +
			"'nan', '-1e+300']\n" +
			"Zone 80 … (million USD)\n"},
		{"haven", `invisible(loadNamespace("haven"))`, "Rscript", inR,
			"Value added in exports, by économie|zone|long_text|year|count|vif\n" +
				"AUS|Türkiye|\n1500|0|3000|éé\n1995|2000|2005|1|1099511627776|-5\n"},
	} {
		t.Run(reader.name, func(t *testing.T) {
			flag := map[string]string{"pandas": "-c", "haven": "-e"}[reader.name]
			if err := exec.Command(reader.command, flag, reader.present).Run(); err != nil {
				t.Skipf("skipped: needs %s", reader.name)
			}
			out, err := exec.Command(reader.command, flag, reader.script, path).CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if !strings.HasPrefix(string(out), reader.want) {
				t.Errorf("reads\n%s\nnot\n%s", out, reader.want)
			}
			if reader.name == "haven" {
				for _, want := range []string{"1.0000000000000001e-01|", " NA|", "-1.0000000000000001e+300", "Zone|",
					"warning: rests on an estimate", "source: apx/2008, WIOD. Timmer et al. (2015)"} {
					if !strings.Contains(string(out), want) {
						t.Errorf("%q is missing from\n%s", want, out)
					}
				}
			}
		})
	}
}

// python is the first Python that has pandas: a system may have several.
func python() string {
	for _, p := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(p, "-c", "import pandas").Run() == nil {
			return p
		}
	}
	return "python3"
}

// The map says where parts begin: what stands there is their tag.
func TestStataMap(t *testing.T) {
	var b bytes.Buffer
	if err := Stata(&b, stataFrame()); err != nil {
		t.Fatal(err)
	}
	raw := b.Bytes()
	at := bytes.Index(raw, []byte("<map>")) + len("<map>")
	for i, tag := range []string{"<stata_dta>", "<map>", "<variable_types>", "<varnames>", "<sortlist>", "<formats>",
		"<value_label_names>", "<variable_labels>", "<characteristics>", "<data>", "<strls>", "<value_labels>",
		"</stata_dta>"} {
		offset := little.Uint64(raw[at+8*i:])
		if offset >= uint64(len(raw)) || !bytes.HasPrefix(raw[offset:], []byte(tag)) {
			t.Errorf("entry %d of the map says %d, which is not %s", i, offset, tag)
		}
	}
	if end := little.Uint64(raw[at+8*13:]); end != uint64(len(raw)) {
		t.Errorf("the map says the file ends at %d; it ends at %d", end, len(raw))
	}
}

// Every cell is where and what Stata has it: numbers as eight bytes, of which one pattern means missing and nought is a
// number; whole numbers as four, as long as none of them would mean missing.
func TestStataCells(t *testing.T) {
	var b bytes.Buffer
	if err := Stata(&b, &result.Frame{Columns: []*result.Column{{Name: "x", Floats: []float64{0, math.NaN(), -1.5}},
		{Name: "n", Ints: []int64{-2147483647, 0, 2147483620}}, {Name: "m", Ints: []int64{1, 2, 2147483621}}},
		Notes: []result.Note{{Severity: "warning", Text: "rests on little"}}}); err != nil {
		t.Fatal(err)
	}
	_, data, _ := bytes.Cut(b.Bytes(), []byte("<data>"))
	for row, want := range []struct {
		x, m float64
		n    int32
	}{{0, 1, -2147483647}, {math.Float64frombits(0x7fe0000000000000), 2, 0}, {-1.5, 2147483621, 2147483620}} {
		cell := data[20*row:]
		x, n, m := math.Float64frombits(little.Uint64(cell)), int32(little.Uint32(cell[8:])),
			math.Float64frombits(little.Uint64(cell[12:]))
		if x != want.x || n != want.n || m != want.m {
			t.Errorf("row %d: %v, %v and %v, not %+v", row, x, n, m, want)
		}
	}
	if !bytes.HasPrefix(data[60:], []byte("</data>")) {
		t.Errorf("behind three rows stands %q", data[60:80])
	}
	if !bytes.Contains(b.Bytes(), []byte("warning: rests on little\x00")) {
		t.Error("that a note is a warning is not said")
	}
}

func TestStataNames(t *testing.T) {
	taken := map[string]bool{}
	for _, c := range []struct{ name, want string }{
		{"gexp", "gexp"}, {"in", "vin"}, {"str12", "vstr12"}, {"2008", "v2008"}, {"a-b", "a_b"}, {"a.b", "a_b_2"},
		{"", "v"},
		{"_n", "v_n"}, {strings.Repeat("n", 40), strings.Repeat("n", 32)},
		{strings.Repeat("n", 41), strings.Repeat("n", 30) + "_2"},
	} {
		if got := stataName(c.name, taken); got != c.want {
			t.Errorf("%q becomes %q, not %q", c.name, got, c.want)
		}
	}
}

func TestStataRefusesWhatItCannotHold(t *testing.T) {
	for _, c := range []*result.Column{
		{Name: "x", Floats: []float64{math.Inf(1)}},
		{Name: "x", Floats: []float64{1e308}},
		{Name: "x", Ints: []int64{1<<53 + 1}},
	} {
		err := Stata(&bytes.Buffer{}, &result.Frame{Columns: []*result.Column{c}})
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%v: %v", c, err)
		}
	}
	var wide result.Frame
	for i := range stataMostColumns + 1 {
		wide.Columns = append(wide.Columns, &result.Column{Name: fmt.Sprint("c", i), Floats: []float64{1}})
	}
	if err := Stata(&bytes.Buffer{}, &wide); fault.KindOf(err) != fault.Invalid {
		t.Errorf("too many columns: %v", err)
	}
}
