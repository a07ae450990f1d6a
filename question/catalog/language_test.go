package catalog_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	"ikat/engine"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/say"
	"ikat/tablefile/apx"
)

// theirs are texts that stay as publishers and the examples' files have them.
var theirs = regexp.MustCompile(`ikat [a-z -]+|Business Ready[ :]?|Doing Business|a cotton shirt|a wooden chair|` +
	`A small agency|a supplier with two orders|Cheaper borders for electronics|Expansion of intra-East Asian trade.*`)

// english finds two words and more of English in a row.
var english = regexp.MustCompile(`[A-Za-z]*[a-z]{3,} [A-Za-z]*[a-z]{3,}`)

// nothing is what numbers that are none are printed as.
var nothing = regexp.MustCompile(`\b(NaN|[+-]?Inf)\b`)

// What is asked in Russian is answered in Russian: titles, headings, labels of columns and the names in the rows.
func TestAnswersInRussian(t *testing.T) {
	e := engine.New("test", nil, apx.Library())
	for _, q := range catalog.Questions {
		if slices.Contains([]string{"rank", "factors", "worth"}, q.ID) {
			continue
		}
		t.Run(q.ID, func(t *testing.T) {
			v, err := q.Read(baseOf(q), question.Asker{Local: true})
			if err != nil {
				t.Skip(err) // it needs a file
			}
			a, err := q.Ask(t.Context(), &question.Request{Values: v, Engine: e, Prose: true, Language: "ru"}, nil)
			if err != nil {
				t.Skip(err)
			}
			if a.Prose == nil {
				rowsInRussian(t, a)
				return
			}
			for _, b := range a.Prose.Blocks {
				if text := b.Text + fmt.Sprintf("%+v", b.Grid); nothing.MatchString(text) {
					t.Errorf("it says a number that is none: %s", text)
				}
				for _, text := range named(b) {
					if bare := theirs.ReplaceAllString(text, ""); english.MatchString(bare) {
						t.Errorf("not in Russian: %q", text)
					}
				}
			}
		})
	}
}

// rowsInRussian holds the titles of rows to what pages and pictures show of them.
func rowsInRussian(t *testing.T, a *question.Answer) {
	for _, f := range a.Frames {
		title := say.In("ru").Label(f.Title)
		if bare := theirs.ReplaceAllString(title, ""); english.MatchString(bare) {
			t.Errorf("a title is not in Russian: %q", title)
		}
	}
}

// named are the texts of a block that are names and labels, not sources that are quoted.
func named(b say.Block) []string {
	if b.Kind == say.Title || b.Kind == say.Heading {
		return []string{b.Text}
	}
	if b.Grid == nil {
		return nil
	}
	out := slices.Clone(b.Grid.Header)
	for _, row := range b.Grid.Rows {
		out = append(out, row[:min(max(b.Grid.Keys, 1), len(row))]...)
	}
	return out
}
