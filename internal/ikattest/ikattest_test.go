package ikattest

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikat/internal/tinyworld"
	"ikat/measure"
	"ikat/question/catalog"
)

var update = flag.Bool("update", false, "write the worked examples into docs/methods")

const (
	examples = "../../testdata/measures"
	methods  = "../../docs/methods"
	heading  = "\n## Worked example\n"
)

// The table that people read and the one that Go tests use are one world.
func TestTheTinyTableIsTheTinyWorld(t *testing.T) {
	got, err := readTable("../../testdata/tiny.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := tinyworld.Table()
	for name, pair := range map[string][2][]float64{
		"Z": {got.Z, want.Z}, "F": {got.F, want.F}, "X": {got.X, want.X}, "VA": {got.VA, want.VA},
	} {
		if len(pair[0]) != len(pair[1]) {
			t.Fatalf("%s: %d numbers, not %d", name, len(pair[0]), len(pair[1]))
		}
		for i := range pair[0] {
			if pair[0][i] != pair[1][i] {
				t.Errorf("%s[%d] is %v, not %v", name, i, pair[0][i], pair[1][i])
			}
		}
	}
}

// A measure comes with an example worked by hand, a page that says how it is computed and shows it, and a line in
// README.
func TestEveryMeasureIsWorkedExplainedAndListed(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range measure.Catalog {
		if _, err := os.Stat(filepath.Join(methods, m.ID+".md")); err != nil {
			t.Errorf("measure %s has no page docs/methods/%s.md", m.ID, m.ID)
			continue
		}
		if !regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(m.ID) + `  `).Match(readme) {
			t.Errorf("README's list lacks measure %s", m.ID)
		}
		s, err := Read(filepath.Join(examples, m.ID+".ikat"))
		if err != nil {
			t.Errorf("measure %s has no worked example: %v", m.ID, err)
			continue
		}
		for _, c := range s.Cases {
			if len(c.Args) < 2 || c.Args[0] != "measure" || c.Args[1] != m.ID {
				t.Errorf("%s works %v", s.Path, c.Args)
			}
		}
		showOn(t, filepath.Join(methods, m.ID+".md"), s)
	}
}

// showOn holds a page to showing its example, or writes it there.
func showOn(t *testing.T, page string, s *Script) {
	t.Helper()
	raw, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	shown := heading + "\nThe table is [testdata/tiny.txt](../../testdata/tiny.txt); the rows were worked without " +
		"ikat, and its tests " +
		"ask for them\nfrom the command line and over HTTP.\n\n```text\n" + strings.TrimSpace(s.Text) + "\n```\n"
	if strings.Contains(string(raw), shown) {
		return
	}
	if !*update {
		t.Errorf("%s does not show %s; go test ./internal/ikattest -update writes it", page, s.Path)
		return
	}
	text, rest, found := strings.Cut(string(raw), heading)
	if _, after, more := strings.Cut(rest, "\n## "); found && more {
		shown += "\n## " + after
	}
	if err := os.WriteFile(page, []byte(strings.TrimRight(text, "\n")+"\n"+shown), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestComparingSeesDifferences(t *testing.T) {
	c, err := readCase([]string{"measure", "x"}, []string{"who  what  share", "A  2/7  -", "B  1.5  0"})
	if err != nil {
		t.Fatal(err)
	}
	good := [][]string{{"share", "who", "what"}, {"", "A", "0.2857142857142857"}, {"0", "B", "1.5"}}
	if found := c.Compare(good); len(found) > 0 {
		t.Errorf("found %q", found)
	}
	for _, bad := range [][][]string{
		nil,
		{{"share", "who", "what"}, {"", "A", "0.2857142857142857"}},
		{{"share", "who"}, {"", "A"}, {"0", "B"}},
		{{"share", "who", "what"}, {"0", "A", "0.2857142857142857"}, {"0", "B", "1.5"}},
		{{"share", "who", "what"}, {"", "A", "0.2857143"}, {"0", "B", "1.5"}},
		{{"share", "who", "what"}, {"", "A", "0.2857142857142857"}, {"0", "C", "1.5"}},
	} {
		if len(c.Compare(bad)) == 0 {
			t.Errorf("%q passes", bad)
		}
	}
}

func TestWhatIsNoExampleIsRefused(t *testing.T) {
	table := "table t 2000\nA_1 B_1 | A B\nA_1 . 1 | 2 .\nB_1 . . | . 3\n"
	for text, fits := range map[string]bool{
		"load t.txt\n\nikat measure x\nwho v\nA 1\n": true,
		"load t.txt\n":                              false,
		"ikat measure x\nwho v\nA 1\n":              true,
		"load t.txt\nikat measure x\nwho v\n":       false,
		"load t.txt\nikat measure x\nwho v\nA\n":    false,
		"load t.txt\nask measure x\nwho v\nA 1\n":   false,
		"load no.txt\nikat measure x\nwho v\nA 1\n": false,
	} {
		dir := t.TempDir()
		for name, content := range map[string]string{"t.txt": table, "e.ikat": text} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Read(filepath.Join(dir, "e.ikat")); (err == nil) != fits {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// A question comes with an example worked by hand, which the command line answers, and the API where it takes no files.
func TestEveryQuestionIsWorked(t *testing.T) {
	for _, q := range catalog.Questions {
		if q.ID == "measure" { // each measure has its own
			continue
		}
		s, err := Read(filepath.Join("../../testdata/questions", q.ID+".ikat"))
		if err != nil {
			t.Errorf("question %s has no worked example: %v", q.ID, err)
			continue
		}
		asks := q.ID
		if q.Variant != nil {
			asks = q.Variant.Of
		}
		for _, c := range s.Cases {
			flag := q.Variant == nil || slices.Contains(c.Args, "--"+q.Variant.Flag)
			if c.Args[0] != asks || !flag {
				t.Errorf("%s line %d asks ikat %s, not question %s", s.Path, c.Line, strings.Join(c.Args, " "), q.ID)
			}
		}
	}
}

// Words in quotes are one word.
func TestWordsInQuotes(t *testing.T) {
	for line, want := range map[string][]string{
		`a "b c"  d`: {"a", "b c", "d"}, `"a b`: {`"a`, "b"}, `""`: {""}, "": nil, "\ta  b ": {"a", "b"},
	} {
		if got := fields(line); !slices.Equal(got, want) {
			t.Errorf("%q: %q, not %q", line, got, want)
		}
	}
}
