package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"ikat/export"
	"ikat/result"
	"ikat/say"
)

// doubtful is a frame with a warning and a note.
func doubtful() *result.Frame {
	f := &result.Frame{Title: "Made up"}
	f.Number("value", "Value", "", "one", result.Accounting, []float64{1})
	f.Warn("", "the border is of {year}", "year", 2009)
	f.Note("", "shares are of exports")
	return f
}

// A warning reaches standard error whatever the answer is written in, once, and a note never does. The table on
// standard output says both itself.
func TestWarningsGoToStandardErrorWhateverTheFormat(t *testing.T) {
	const want = "ikat: warning: the border is of 2009\n"
	for _, format := range append([]string{"table"}, export.Formats...) {
		for _, file := range []string{"", filepath.Join(t.TempDir(), "x."+format)} {
			var out, errs bytes.Buffer
			a := &app{out: &out, err: &errs}
			err := a.deliver(&choices{format: format, outPath: file}, []*result.Frame{doubtful()}, []string{"x"})
			if err != nil {
				t.Errorf("%s to %q: %v", format, file, err)
				continue
			}
			expected := want
			if format == "table" && file == "" {
				expected = ""
				if !strings.Contains(out.String(), "warning: the border is of 2009") {
					t.Errorf("the table does not say it: %s", out.String())
				}
			}
			if errs.String() != expected {
				t.Errorf("%s to %q: standard error has %q, want %q", format, file, errs.String(), expected)
			}
		}
	}
}

// Several results with one warning say it once; a page in a file says its own.
func TestWarningsAreSaidOnce(t *testing.T) {
	var out, errs bytes.Buffer
	a := &app{out: &out, err: &errs}
	folder := &choices{format: "csv", outPath: filepath.Join(t.TempDir(), "several")}
	if err := a.deliver(folder, []*result.Frame{doubtful(), doubtful()}, []string{"x", "y"}); err != nil {
		t.Fatal(err)
	}
	if got := errs.String(); strings.Count(got, "warning") != 1 {
		t.Errorf("two results: %q", got)
	}
	errs.Reset()
	p := say.NewPage(say.In(say.English))
	p.Basis(doubtful().Notes, nil)
	if err := a.page(&choices{outPath: filepath.Join(t.TempDir(), "page.txt")}, p); err != nil {
		t.Fatal(err)
	}
	if got := errs.String(); got != "ikat: warning: the border is of 2009\n" {
		t.Errorf("a page in a file: %q", got)
	}
}

// The same through the command: border tables of a discontinued source warn.
func TestAQuestionsWarningsReachStandardError(t *testing.T) {
	code, out, errs := ikat(t, "chain", "CHN:c14", "--to", "USA", "-t", "apx/1995", "-f", "csv")
	if code != 0 || !strings.Contains(errs, "ikat: warning: ") || strings.Contains(out, "ikat: warning") {
		t.Errorf("exit %d: %s", code, errs)
	}
}
