package catalog_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/tablefile/all"
	"ikat/tablefile/apx"
	"ikat/tablefile/oecd"
)

// An answer about a file names the file, and not the folder it lies in: answers are sent to others. Where nobody says
// of which year its table is, no answer says so either, neither in words nor in a column.
func TestAnswersAboutAFile(t *testing.T) {
	const folder = "of-the-author"
	zero := regexp.MustCompile(`\b(in|of|for) 0(?:[^.,\d]|[.,]\D|$)|\(0\)|\w/0\b`)
	askAllOf(t, filepath.Join(folder, "mine.csv"), func(q *question.Question, a *question.Answer) {
		text := said(a)
		if at := strings.Index(text, folder); at >= 0 {
			t.Errorf("%s names the folder: %s", q.ID, text[max(0, at-120):at+60])
		}
		for line := range strings.Lines(text) {
			if zero.MatchString(line) {
				t.Errorf("%s is of the year 0: %s", q.ID, line)
			}
		}
		for _, f := range a.Frames {
			if y := f.Column("year"); y != nil && slices.Contains(y.Ints, 0) {
				t.Errorf("%s: a column has the year 0", q.ID)
			}
		}
	})
}

// askAllOf asks the questions about tables of a file without a year made of apx/2008, in prose.
func askAllOf(t *testing.T, file string, check func(*question.Question, *question.Answer)) {
	t.Helper()
	e := engine.New("test", all.All(), apx.Library())
	read, err := e.Table(t.Context(), "apx/2008", nil)
	if err != nil {
		t.Fatal(err)
	}
	table := *read
	table.Year = 0
	path := filepath.Join(t.TempDir(), file)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := oecd.Write(f, &table); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, q := range catalog.Questions {
		given := maps.Clone(baseOf(q))
		if given["table"] == nil {
			continue
		}
		given["table"] = []string{path}
		if q.ID == "brief" { // that of an economy which the table has
			given["economy"] = []string{"IDN"}
		}
		v, err := q.Read(given, question.Asker{Local: true})
		if err != nil {
			t.Fatal(q.ID, err)
		}
		a, err := q.Ask(t.Context(), &question.Request{Values: v, Engine: e, Prose: true}, nil)
		if err != nil {
			t.Fatal(q.ID, err)
		}
		asked++
		check(q, a)
	}
	if asked < 8 {
		t.Errorf("%d questions were asked of the file", asked)
	}
}

// said is all that an answer says in words: sentences, titles, texts of rows, notes and sources.
func said(a *question.Answer) string {
	var b strings.Builder
	if a.Prose != nil {
		for _, block := range a.Prose.Blocks {
			fmt.Fprintf(&b, "%s %+v\n", block.Text, block.Grid)
		}
	}
	for _, f := range a.Frames {
		fmt.Fprintln(&b, f.Title, f.Notes)
		for _, s := range f.Provenance.Sources {
			fmt.Fprintf(&b, "%+v\n", s)
		}
		for _, c := range f.Columns {
			fmt.Fprintln(&b, c.Label, c.Definition, c.Dict)
		}
	}
	return b.String()
}
