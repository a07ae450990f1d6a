package icio_test

import (
	"strings"
	"testing"

	"ikat/icio"
)

// world returns a table of three sectors of one industry: flows, final use of each economy's product at home.
func world(z [9]float64, f [3]float64) *icio.Table {
	t := &icio.Table{
		Economies:  []string{"AAA", "BBB", "CCC"},
		Industries: []string{"X"},
		Categories: []string{"C"},
		Z:          z[:],
		F:          make([]float64, 9),
		X:          make([]float64, 3),
		VA:         make([]float64, 3),
	}
	for i := range 3 {
		t.F[3*i+i] = f[i]
		t.X[i] = f[i]
		for j := range 3 {
			t.X[i] += z[3*i+j]
		}
	}
	return t
}

// What makes the system singular or explosive is named, with its coefficient where it is a sector's own input.
func TestWhatHasNoInverseIsNamed(t *testing.T) {
	for name, c := range map[string]struct {
		table            *icio.Table
		code, where, not string
	}{
		"a loop of two": {world([9]float64{1, 0, 0, 0, 0, 20, 0, 20, 0}, [3]float64{9, 0, 0}), "no-final-use",
			"BBB_X CCC_X", ""},
		"a loop that is left": {world([9]float64{1, 0, 0, 0, 0, 20, 1, 20, 0}, [3]float64{9, 0, 0}), "", "",
			"no-final-use"},
		"all used up by itself": {world([9]float64{1, 0, 0, 0, 5, 0, 0, 0, 2}, [3]float64{9, 0, 3}), "own-input",
			"BBB_X (a = 1)", ""},
		"more than it makes": {world([9]float64{1, 0, 0, 0, 10, 0, 0, 0, 2}, [3]float64{9, -2, 3}), "own-input",
			"BBB_X (a = 1.25)", "no-final-use"},
		"as usual": {world([9]float64{1, 1, 1, 1, 1, 1, 1, 1, 1}, [3]float64{1, 1, 1}), "", "", "own-input"},
	} {
		found := ""
		for _, f := range c.table.Validate() {
			if f.Code == c.code {
				found = strings.Join(f.Where, " ")
			}
			if f.Code == c.not {
				t.Errorf("%s: %s", name, f)
			}
		}
		if found != c.where {
			t.Errorf("%s: %q, want %q", name, found, c.where)
		}
	}
}
