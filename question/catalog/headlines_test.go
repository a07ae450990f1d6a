package catalog_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikat/engine"
	"ikat/internal/ikattest"
	"ikat/internal/questiontest"
	"ikat/internal/sentences"
	"ikat/question"
	"ikat/question/catalog"
	"ikat/result"
	"ikat/say"
)

var someYear = regexp.MustCompile(`\b(19|20)\d\d\b`)

// asked answers a question; nil where it cannot be asked so.
func asked(t *testing.T, e *engine.Engine, id, language string, prose bool,
	given map[string][]string) *question.Answer {
	q := catalog.Find(id)
	v, err := q.Read(given, question.Asker{Local: true})
	if err != nil {
		return nil
	}
	a, err := q.Ask(t.Context(), &question.Request{Values: v, Engine: e, Prose: prose, Language: language}, nil)
	if err != nil {
		return nil
	}
	return a
}

// rowsOf are all rows that a question gives of what is asked: at each of its levels.
func rowsOf(t *testing.T, e *engine.Engine, id, language string, given map[string][]string) (out []*result.Frame) {
	q := catalog.Find(id)
	choices := []map[string][]string{given}
	for _, name := range []string{"level", "part"} {
		if p := q.Param(name); p != nil && given[name] == nil {
			for _, v := range p.Values {
				one := maps.Clone(given)
				one[name] = []string{v}
				choices = append(choices, one)
			}
		}
	}
	for _, c := range choices {
		if a := asked(t, e, id, language, false, c); a != nil {
			out = append(out, a.Frames...)
		}
	}
	return out
}

// What is read first in every question's worked example, and the first sentence of every part of it, in every language:
// where it holds a number, the head says of which source and years it is, and the number has its unit and its interval.
func TestEveryHeadlineSaysYearSourceUnitAndInterval(t *testing.T) {
	ikattest.Long(t, "every question is answered in prose in every language")
	for _, language := range say.Languages() {
		voice, trace := say.In(language).Traced()
		r := &sentences.Reader{Voice: voice, Trace: trace}
		e := questiontest.Engine()
		for _, q := range catalog.Questions {
			given := baseOf(q)
			a := asked(t, e, q.ID, voice.Called, true, given)
			if a == nil {
				t.Fatalf("%s: its worked example %v is not answered", q.ID, given)
			}
			if a.Prose == nil {
				for _, f := range a.Frames {
					headOfRows(t, q.ID, voice, f)
				}
				continue
			}
			part := sentences.Part{Name: language + " " + q.ID, Frames: rowsOf(t, e, q.ID, voice.Called, given)}
			numbers, leads := 0, true
			var first []string // sentences before the first heading: each may name the source of its own numbers
			for i, b := range a.Prose.Blocks {
				_, marks := trace.Read(b.Text)
				if b.Kind == say.Paragraph && !slices.ContainsFunc(a.Prose.Blocks[:i], isHeading) {
					first = append(first, b.Text)
				}
				switch {
				case b.Kind == say.Title || b.Kind == say.Small && b.Basis:
					part.Head = append(part.Head, b.Text)
				case b.Kind == say.Heading:
					leads = true
				case b.Kind == say.Paragraph && leads:
					leads = false
					part.Texts = append(part.Texts, b.Text)
					if slices.ContainsFunc(marks, func(m say.Marked) bool { return m.Said != nil }) {
						numbers++
					}
				}
			}
			if numbers == 0 {
				continue
			}
			head, dated := plainly(trace, part.Head[:min(2, len(part.Head))]), false
			leading := head + plainly(trace, part.Texts[:1])
			head += plainly(trace, first)
			known, named := false, false // whether a source is, and whether the first sentence has one
			for _, s := range a.Prose.Sources {
				dated = dated || someYear.MatchString(s.Dated())
				for _, name := range voice.From(s) {
					name, _ = trace.Read(name)
					words := saysOf(name)
					if !strings.Contains(head, words) {
						t.Errorf("%s: the head says nothing of %s:\n%s", part.Name, words, head)
					}
					known, named = true, named || strings.Contains(leading, words)
				}
			}
			if known && !named || dated && !someYear.MatchString(leading) {
				t.Errorf("%s: a first sentence without a source and its year:\n%s", part.Name, leading)
			}
			for _, f := range r.Faults(part) {
				t.Error(f)
			}
		}
	}
}

func isHeading(b say.Block) bool { return b.Kind == say.Heading }

// saysOf is a source's words without the years, which heads say of several years of one table together.
func saysOf(name string) string {
	return strings.TrimSpace(regexp.MustCompile(` (for|за) (19|20)\d\d.*$`).ReplaceAllString(name, ""))
}

func plainly(trace *say.Trace, texts []string) string {
	var out strings.Builder
	for _, text := range texts {
		plain, _ := trace.Read(text)
		out.WriteString(plain + "\n")
	}
	return out.String()
}

// headOfRows holds rows to what is printed over them.
func headOfRows(t *testing.T, id string, v *say.Voice, f *result.Frame) {
	t.Helper()
	head := v.Head(f.Provenance.Sources...)
	if head == "" {
		t.Errorf("%s: %s names no source", id, f.Title)
	}
	units := v.Units(f)
	for _, c := range f.Columns {
		unit := v.Label(c.Unit)
		if c.Unit == "share" {
			unit = v.Label("per cent")
		}
		if !c.IsText() && c.Unit != "" && !strings.Contains(units, unit) {
			t.Errorf("%s: over the rows of %s nothing says that %s is in %s: %s", id, f.Title, c.Name, unit, units)
		}
		if kind := v.Label(string(c.Kind)); !strings.Contains(units, kind) {
			t.Errorf("%s: over the rows of %s nothing says that %s is of the kind %s: %s", id, f.Title, c.Name, kind, units)
		}
		if english := c.Unit; v.Language != say.English && strings.Contains(english, " ") && unit == english {
			t.Errorf("%s: the unit %q of %s is English", id, english, c.Name)
		}
	}
	for _, s := range f.Provenance.Sources {
		if someYear.MatchString(s.Table) && !someYear.MatchString(head) {
			t.Errorf("%s: the head of %s has no year: %s", id, f.Title, head)
		}
	}
}
