package estimate

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ikat/fault"
	"ikat/indicators"
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

// Of an industry that makes 10 and adds 8 of value its inputs at home may be .2 of output; .3 and .2 of two products,
// of .5 and 1 of domestic value added each, shrink to two fifths. What moves is .6 of .35 of value added, in 4 units of
// output, over 7 of domestic value added in exports.
func TestWhatMakingRoomMoves(t *testing.T) {
	b := &Block{Coefficients: []float64{.3, 0, .2, 0}}
	b.squeeze(Results{Output: []float64{10, 10}, ValueAdded: []float64{8, 5}}, []float64{.5, 1}, []float64{4, 3}, 7)
	if want := .6 * .35 * 4 / 7; math.Abs(b.Moved-want) > 1e-15 {
		t.Errorf("moved is %v, by hand %v", b.Moved, want)
	}
	for i, want := range []float64{.12, 0, .08, 0} {
		if math.Abs(b.Coefficients[i]-want) > 1e-15 {
			t.Errorf("coefficients are %v", b.Coefficients)
		}
	}
}

// What exports that end up abroad rest on is published from the first year of the edition of 72 economies on.
func TestWhatStaysIsPublishedFromAYearOn(t *testing.T) {
	first := indicators.ADB72.Years[0]
	if now, before := stays(first), stays(first-1); !strings.HasPrefix(now, "published") ||
		!strings.HasPrefix(before, "assumed") {
		t.Errorf("%d: %s; the year before: %s", first, now, before)
	}
}

// Drawn coefficients are those of the prior on average: over 20 draws of 1,190 of them, each of a deviation of .66, the
// mean of what they are multiplied by lies within .02 of one. Each draw is another table, and the same one again.
func TestDrawsKeepTheMean(t *testing.T) {
	p, err := Mean2011()
	if err != nil {
		t.Fatal(err)
	}
	n, rng := len(indicators.Industries), rand.New(rand.NewPCG(1, 2))
	var sum, of float64
	for range 20 {
		d := p.Drawn(rng)
		for k, v := range d.Home {
			if k%(n+1) != 0 && p.Home[k] > 0 {
				sum, of = sum+v/p.Home[k], of+1
			}
		}
	}
	if mean := sum / of; math.Abs(mean-1) > .02 {
		t.Errorf("%.0f coefficients are %v times the prior's on average", of, mean)
	}
	first, err := Draw("VNM", 2019, 1)
	if err != nil {
		t.Fatal(err)
	}
	for draw, same := range map[int]bool{1: true, 2: false} {
		other, err := Draw("VNM", 2019, draw)
		if err != nil {
			t.Fatal(err)
		}
		if slices.Equal(other.Table.Z, first.Table.Z) != same {
			t.Errorf("draw %d is the first one: %v", draw, !same)
		}
	}
}
