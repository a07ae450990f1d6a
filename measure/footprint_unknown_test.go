package measure

import (
	"context"
	"math"
	"testing"

	"ikat/icio"
	"ikat/internal/tinyworld"
	"ikat/leontief"
)

// Where an economy's quantities are not known, what the others export is as if they were, and what needs them is blank.
func TestFootprintOfWhatIsNotKnown(t *testing.T) {
	frames := func(values []float64, level string) map[string][]float64 {
		table, err := tinyworld.Table().With([]icio.Satellite{{Name: "jobs", Unit: "persons", Values: values, Note: "of B"}})
		if err != nil {
			t.Fatal(err)
		}
		s, err := leontief.New(table, leontief.Options{})
		if err != nil {
			t.Fatal(err)
		}
		q := Query{Level: level}
		f, err := computeFootprint(context.Background(), s, q, footprint.Terms(q))
		if err != nil {
			t.Fatal(err)
		}
		out := map[string][]float64{}
		for _, c := range f.Columns {
			if c.Floats != nil {
				out[c.Name] = c.Floats
			}
		}
		return out
	}
	nan := math.NaN()
	whole, part := []float64{20, 5, 10, 16, 4, 10}, []float64{20, 5, nan, nan, 4, 10}
	agree := func(name string, a, b []float64, rows ...int) {
		for _, r := range rows {
			if math.Abs(a[r]-b[r]) > 1e-12 || math.IsNaN(b[r]) {
				t.Errorf("%s, row %d: %v, want %v", name, r, b[r], a[r])
			}
		}
	}
	blank := func(name string, v []float64, rows ...int) {
		for _, r := range rows {
			if !math.IsNaN(v[r]) {
				t.Errorf("%s, row %d is %v, and is not known", name, r, v[r])
			}
		}
	}
	a, b := frames(whole, "country"), frames(part, "country")
	agree("production", a["production"], b["production"], 0, 2)
	agree("exported", a["exported"], b["exported"], 0, 2)
	blank("exported", b["exported"], 1)
	blank("consumption", b["consumption"], 0, 1, 2)
	a, b = frames(whole, "bilateral"), frames(part, "bilateral")
	agree("own_in_exports", a["own_in_exports"], b["own_in_exports"], 0, 1, 2, 6, 7, 8)
	agree("embodied", a["embodied"], b["embodied"], 0, 1, 2, 6, 7, 8)
	blank("own_in_exports", b["own_in_exports"], 3, 5)
	blank("in_exports", b["in_exports"], 1, 2, 3)
}
