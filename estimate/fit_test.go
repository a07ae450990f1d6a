package estimate

import (
	"math"
	"testing"

	"ikat/fault"
)

// slow is a fit whose cells are far from its totals: each sweep leaves about a third of what rows missed.
func slow() *problem {
	return &problem{
		n: 3, prior: []float64{9, 1, 2, 1, 8, 1, 3, 1, 7},
		rows: []float64{4, 30, 6}, columns: []float64{20, 5, 15},
		weights: make([]float64, 3), limits: []float64{math.Inf(1), math.Inf(1), math.Inf(1)},
		tolerance: 1e-12, sweeps: 1000,
	}
}

// Rows meet their totals to the tolerance, columns to rounding, and cells are the prior times a factor a row and one a
// column, which are those nearest to it: what w/prior is in two rows keeps its ratio from column to column.
func TestAFitMeetsItsTotals(t *testing.T) {
	p := slow()
	w, sweeps, err := p.fit()
	if err != nil || sweeps < 5 {
		t.Fatalf("%v after %d sweeps", err, sweeps)
	}
	if miss := p.miss(w); miss > 40e-12 {
		t.Errorf("rows miss %v", miss)
	}
	factor := func(i, j int) float64 { return w[i*p.n+j] / p.prior[i*p.n+j] }
	for j := range p.n {
		if got := w[j] + w[p.n+j] + w[2*p.n+j]; math.Abs(got-p.columns[j]) > 1e-14*40 {
			t.Errorf("column %d adds up to %v, not %v", j, got, p.columns[j])
		}
		for i := range p.n {
			if got, want := factor(i, j)/factor(0, j), factor(i, 0)/factor(0, 0); math.Abs(got-want) > 1e-12*want {
				t.Errorf("cell %d,%d: %v, not %v", i, j, got, want)
			}
		}
	}
}

// Totals that do not fit together are said, and not met halfway.
func TestAFitThatCannotBeIsSaid(t *testing.T) {
	p := slow()
	p.rows[0]++
	if w, _, err := p.fit(); w != nil || fault.KindOf(err) != fault.Unsolved {
		t.Errorf("%v: %v", w, err)
	}
}
