package result

import (
	"math"
	"slices"
	"testing"
)

func TestColumnsByRow(t *testing.T) {
	f := &Frame{}
	n := f.Of(Estimate, 3)
	n.Text("economy", "Economy", func(row int) string { return []string{"A", "B", "A"}[row] })
	n.Number("cost", "Cost", "share", "of the price", func(row int) float64 { return float64(row) / 2 })
	n.Range("saving", "Saving", "share", "saved", func(row int) []float64 {
		return [][]float64{{3, 1, 2}, nil, {5}}[row]
	})
	n.Ranks("dearest", []Standing{{Rank: 1, Low: 1, High: 2, Held: .5}, {Low: 2, High: 3}, {Low: 3, High: 3, Held: 1}})
	want := map[string][]float64{"cost": {0, .5, 1}, "saving": {1, math.NaN(), 5}, "saving_low": {1, math.NaN(), 5},
		"saving_high": {3, math.NaN(), 5}, "rank_held": {.5, 0, 1}}
	for name, v := range want {
		got := f.Column(name)
		if got.Kind != Estimate || got.Unit != "share" {
			t.Errorf("%s is %q in %q", name, got.Kind, got.Unit)
		}
		for row := range v {
			if got.Floats[row] != v[row] && !(math.IsNaN(got.Floats[row]) && math.IsNaN(v[row])) {
				t.Errorf("%s: %v, want %v", name, got.Floats, v)
			}
		}
	}
	if c := f.Column("rank_high"); !slices.Equal(c.Floats, []float64{2, 3, 3}) || !c.Counts ||
		c.Definition != "rank over the assumptions, 1 is dearest" {
		t.Errorf("%+v", c)
	}
	if f.Rows() != 3 || f.Column("economy").Text(2) != "A" || len(f.Column("economy").Dict) != 2 {
		t.Errorf("keys %+v", f.Columns[0])
	}
}

// A whole number that is not known is none: a rank of 0 would be the best.
func TestWhatIsNotKnownIsBlank(t *testing.T) {
	f := &Frame{}
	c := f.Known("rank", "Rank", "", Estimate, []int64{3, 0})
	if c.Floats[0] != 3 || !math.IsNaN(c.Floats[1]) || c.WholeAt(0) != "3" || c.WholeAt(1) != "" {
		t.Errorf("%+v", c)
	}
	kept := f.Where(func(row int) bool { return row == 0 })
	if c := kept.Column("rank"); c.WholeAt(0) != "3" {
		t.Errorf("kept: %+v", c)
	}
}

// A column without rows is still one of numbers, and columns go where they are put.
func TestEmptyAndInserted(t *testing.T) {
	f := &Frame{}
	if f.Number("a", "", "", "", Bound, nil).IsText() || f.Whole("c", "", "", "", "", nil).IsText() {
		t.Error("a column of no numbers is one of texts")
	}
	f.Insert("a", &Column{Name: "b"})
	f.Insert("nowhere", &Column{Name: "first"})
	var names []string
	for _, c := range f.Columns {
		names = append(names, c.Name)
	}
	if !slices.Equal(names, []string{"first", "a", "b", "c"}) {
		t.Errorf("%v", names)
	}
}

func TestNotes(t *testing.T) {
	f := &Frame{}
	f.Warn("left-out", "{economy} is left out: {n} of {economy}", "economy", "KOR", "n", 3)
	f.Note("plain", "as it stands")
	n := f.Notes[0]
	if n.Text != "KOR is left out: 3 of KOR" || n.Severity != "warning" || n.Key != "left-out" || n.Values["n"] != 3 {
		t.Errorf("%+v", n)
	}
	if f.Notes[1].Severity != "note" || f.Notes[1].Same(n) || !n.Same(Note{Severity: "warning", Text: n.Text}) {
		t.Errorf("%+v", f.Notes[1])
	}
}
