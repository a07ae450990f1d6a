package picture

import "testing"

// Places stand beside those that they are joined to, so that streams do not cross; what is level keeps its order.
func TestPlacesFollowTheirNeighbours(t *testing.T) {
	nodes := []Node{{ID: "a1"}, {ID: "a2"}, {ID: "a3"}, {ID: "b1", Layer: 1}, {ID: "b2", Layer: 1}, {ID: "b3", Layer: 1}}
	l := newLayout(nodes, []Link{{Source: "a1", Target: "b3", Value: 3}, {Source: "a2", Target: "b2", Value: 2},
		{Source: "a3", Target: "b1", Value: 4}})
	l.top, l.bottom, l.gap = 0, 100, 5
	l.settle()
	for k, left := range l.layers[0] {
		if to := left.out[0].to; to != l.layers[1][k] {
			t.Errorf("%s stands at %d and leads to %s, beside which is %s", left.ID, k, to.ID, l.layers[1][k].ID)
		}
	}
	one, other := &spot{y0: 1, y1: 2}, &spot{y0: 1 + 1e-12, y1: 2}
	if above(one, other) != 0 || above(other, one) != 0 || above(one, &spot{y0: 2, y1: 3}) >= 0 {
		t.Error("rounding orders places, or height does not")
	}
}
