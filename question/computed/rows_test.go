package computed_test

import (
	"bytes"
	"fmt"
	"slices"
	"sync"
	"testing"

	"ikat/engine"
	"ikat/export"
	"ikat/internal/questiontest"
	"ikat/measure"
	"ikat/question/computed"
)

// What an engine has answered before changes nothing of what it answers now: asked in any order, many at once, each
// answer is that of an engine that has never been asked.
func TestRememberedRowsAreThoseOfAFreshEngine(t *testing.T) {
	var questions []computed.Request
	for _, tables := range [][]string{{"apx/2008"}, {"apx/2005", "apx/2008"}} {
		for _, economy := range []string{"", "IDN", "KOR"} {
			for _, groups := range [][]engine.Group{nil, {{Code: "NA", Members: []string{"USA", "CAN", "MEX"}}}} {
				for _, level := range []string{"country", "sector"} {
					q := computed.Request{Measures: []string{"bm", "exports"}, Tables: tables, Level: level, Groups: groups}
					if economy != "" {
						q.Economies = []string{economy}
					}
					reported := q
					reported.Basis = "reported"
					questions = append(questions, q, reported)
				}
			}
		}
	}
	csv := func(e *engine.Engine, q computed.Request) string {
		frames, err := computed.Measures(t.Context(), e, q, nil)
		if err != nil {
			t.Error(err)
			return ""
		}
		var b bytes.Buffer
		for _, f := range frames {
			if err := export.JSON(&b, f); err != nil {
				t.Error(err)
			}
		}
		return b.String()
	}
	want := make([]string, len(questions))
	for i, q := range questions {
		want[i] = csv(questiontest.Engine(), q)
	}
	e := questiontest.Engine()
	var users sync.WaitGroup
	for range 4 {
		users.Go(func() {
			for i, q := range slices.Backward(questions) {
				if got := csv(e, q); got != want[i] {
					t.Errorf("question %d: %+v differs", i, q)
				}
			}
		})
	}
	users.Wait()
}

// An answer that its reader changes is not the next reader's.
func TestAnAnswerIsTheReadersOwn(t *testing.T) {
	e := questiontest.Engine()
	q := computed.Request{Measures: []string{measure.Catalog[0].ID}, Tables: []string{"apx/2008"}}
	first, err := computed.Measures(t.Context(), e, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	before := fmt.Sprint(first[0].Title, first[0].Columns[0].Name, first[0].Notes, first[0].Provenance)
	first[0].Title, first[0].Columns[0].Name, first[0].Provenance.Parameters[0].Value = "x", "x", "x"
	first[0].Columns = append(first[0].Columns[:1], first[0].Columns[2:]...)
	second, err := computed.Measures(t.Context(), e, q, nil)
	if err != nil {
		t.Fatal(err)
	}
	if after := fmt.Sprint(second[0].Title, second[0].Columns[0].Name, second[0].Notes,
		second[0].Provenance); after != before {
		t.Errorf("it was\n%s\nand is\n%s", before, after)
	}
}
