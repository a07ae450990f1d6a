package requirements_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/internal/questiontest"
	"ikat/question"
	"ikat/question/requirements"
	"ikat/result"
)

// scored finds a mark where there should be money, days, shares and yes or no.
var scored = regexp.MustCompile(`(?i)\bscores?\b|\brating\b|\bpoints?\b|out of (100|10|5)\b|/ ?100\b|\bgrade\b`)

// Nothing that is answered about requirements is a score out of 100, at any level, in rows, words or prose: a firm
// lacks something or not, and what that costs is in dollars and days.
func TestNothingIsAScore(t *testing.T) {
	e := questiontest.Engine()
	for _, q := range []*question.Question{requirements.Ready, requirements.Survey, requirements.Programmes,
		requirements.Contract, requirements.Registry} {
		levels := []string{""}
		if p := q.Param("level"); p != nil {
			levels = append(levels, p.Values...)
		}
		asked := 0
		for _, level := range levels {
			given := map[string][]string{}
			for i := range q.Params {
				if p := &q.Params[i]; p.Form == question.Document && p.Instead != "" {
					given[p.Name] = []string{p.Example}
				}
			}
			if q.Param("buyer") != nil {
				given["buyer"] = []string{"garments_eu_us"}
			}
			if level != "" {
				given["level"] = []string{level}
			}
			values, err := q.Read(given, question.Asker{})
			if err != nil {
				t.Fatalf("%s %s: %v", q.ID, level, err)
			}
			answer, err := q.Ask(context.Background(), &question.Request{Values: values, Engine: e, Prose: true},
				&question.Usual)
			if err != nil { // a level that this example has nothing for says so
				if fault.KindOf(err) == 0 {
					t.Fatalf("%s %s: %v", q.ID, level, err)
				}
				continue
			}
			asked++
			for _, f := range answer.Frames {
				noScore(t, q.ID+" "+level, f)
			}
			if answer.Prose != nil {
				for _, b := range answer.Prose.Blocks {
					no(t, q.ID+" "+level, b.Text)
				}
			}
		}
		if asked == 0 {
			t.Errorf("%s answered nothing", q.ID)
		}
	}
}

func noScore(t *testing.T, where string, f *result.Frame) {
	t.Helper()
	no(t, where, f.Title)
	for _, c := range f.Columns {
		for _, text := range []string{c.Name, c.Label, c.Unit, c.Definition} {
			no(t, where, strings.ReplaceAll(text, "_", " "))
		}
	}
}

func no(t *testing.T, where, text string) {
	t.Helper()
	if found := scored.FindString(strings.ReplaceAll(text, "Nothing here is a score", "")); found != "" {
		t.Errorf("%s speaks of a %q: %s", where, found, text)
	}
}
