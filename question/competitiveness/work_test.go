package competitiveness_test

import (
	"math"
	"strconv"
	"testing"

	"ikat/draws"
	"ikat/internal/turns"
	"ikat/question"
	"ikat/question/competitiveness"
)

// What decides whose turn an answer takes grows with the indices that are made: few draws are short work, as many as
// are allowed long; nothing is drawn for the figures alone; one kind of range of three takes a third; a level alone a
// part of all.
func TestWorkGrowsWithTheIndicesDrawn(t *testing.T) {
	work := func(n int, more map[string][]string) question.Work {
		t.Helper()
		asked := map[string][]string{"economy": {"VNM"}, "draws": {strconv.Itoa(n)}}
		for name, v := range more {
			asked[name] = v
		}
		values, err := competitiveness.Competitiveness.Read(asked, question.Asker{Local: true})
		if err != nil {
			t.Fatal(err)
		}
		w, err := competitiveness.Competitiveness.Work(t.Context(), &question.Request{Values: values})
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	const few = 234 // draws that take well under the time from which work is long, on any machine of today
	for n, want := range map[int]turns.Size{100: turns.Short, few: turns.Short, draws.Most: turns.Long} {
		for level, three := range map[string]bool{"index": true, "choices": false} {
			if got := work(n, map[string][]string{"level": {level}}); got.Size() != want {
				t.Errorf("%d draws of %s, three ranges: %v: %.3f s are of size %v", n, level, three, got.Seconds, got.Size())
			}
		}
	}
	// grown is what draws add to the work of the fewest.
	grown := func(more map[string][]string) float64 {
		return work(draws.Most, more).Seconds - work(few, more).Seconds
	}
	all, level := grown(nil), 1/float64(len(competitiveness.Levels()))
	for _, c := range []struct {
		more map[string][]string
		part float64
	}{
		{map[string][]string{"level": {"parts"}}, 0},
		{map[string][]string{"level": {"choices"}}, 1. / 3},
		{map[string][]string{"only": {"logistics"}, "level": {"index"}}, level},
		{map[string][]string{"only": {"logistics", "borders"}}, 2 * level},
	} {
		if got := grown(c.more) / all; !(all > 0) || math.Abs(got-c.part) > 1e-9 {
			t.Errorf("%v: %g of the work, want %g", c.more, got, c.part)
		}
	}
	if w := work(draws.Most, map[string][]string{"level": {"parts"}}); w.Size() != turns.Short {
		t.Errorf("figures alone take %.3f s", w.Seconds)
	}
}
