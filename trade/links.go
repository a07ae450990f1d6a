package trade

import (
	"cmp"
	"slices"
)

// Link joins two products of a space.
type Link struct {
	A, B      int // products
	Proximity float64
}

// Links are the strongest links between products: those that join all products which anything joins at the largest sum
// of proximities (a maximum spanning tree), and beside them the strongest others, most in all where the tree has fewer.
// The order of products decides between equals.
func (s *Space) Links(most int) []Link {
	var all []Link
	for a := range s.Products {
		for b := a + 1; b < len(s.Products); b++ {
			if s.Common(a, b) > 0 {
				all = append(all, Link{a, b, s.Proximity(a, b)})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y Link) int { return cmp.Compare(y.Proximity, x.Proximity) })
	part := make([]int, len(s.Products)) // the product that stands for what is joined
	for p := range part {
		part[p] = p
	}
	root := func(p int) int {
		for part[p] != p {
			p = part[p]
		}
		return p
	}
	var tree, others []Link
	for _, l := range all {
		if a, b := root(l.A), root(l.B); a != b {
			part[a] = b
			tree = append(tree, l)
		} else {
			others = append(others, l)
		}
	}
	return append(tree, others[:min(len(others), max(0, most-len(tree)))]...)
}
