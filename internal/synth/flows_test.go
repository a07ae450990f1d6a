package synth

import (
	"strings"
	"testing"
)

func TestMadeUpFlowsAreAsManyAsAskedFor(t *testing.T) {
	f := Flows{Rows: 3000, Economies: 12, Products: 200, Year: 2020, Seed: 1}
	write := func(f Flows) string {
		var b strings.Builder
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	text := write(f)
	if n := strings.Count(text, "\n") - 1; n != f.Rows {
		t.Errorf("%d rows", n)
	}
	if missing := strings.Count(text, "NA"); missing < 400 || missing > 800 {
		t.Errorf("%d quantities are missing", missing)
	}
	other := f
	other.Seed = 2
	if text != write(f) || text == write(other) {
		t.Error("a seed makes the same flows, another seed others")
	}
}
