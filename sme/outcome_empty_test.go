package sme

import (
	"math"
	"testing"
)

// Where no shares are in the region there are no ends, and nothing breaks.
func TestNoSharesNoEnds(t *testing.T) {
	g := &region{ratio: []float64{.5}, total: [2]float64{3, 3}}
	for range 2 {
		g.blocks = append(g.blocks, block{corner: [][2]float64{{0, 0}}, weight: [2][2]float64{{1, 0}, {0, 1}}})
	}
	line := Line{}
	faces := []faced{{Times: Times{Line: line, Form: NewForm(1)}}}
	for _, f := range [][]faced{nil, faces} {
		end, reached, _ := mixed(t.Context(), g, NewForm(1), newSplitForm(g, NewForm(1)), f)
		if !math.IsNaN(end) || !math.IsNaN(reached) {
			t.Errorf("%v, %v", end, reached)
		}
	}
}
