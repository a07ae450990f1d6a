package sme

import "math"

// limits returns the box that follows from the information.
//
// Where no flow is negative, g and μ are shares of output, between 0 and 1. Where small firms export no larger a part than
// the industry, large ones export no smaller: g ≥ e/x; and where final sales follow sales at home, small firms sell at
// least the industry's part to them: g ≤ 1 − f/x. μ is at least what a class adds itself if it is small and, as inputs are
// what is left of output, at most
//
//	small: va + (1 − va − m) max μ     large: (1 − va − m) max μ
//
// with the most value added and the least imports that the information allows, repeated until nothing changes. Negative
// flows widen the limits of their own sector; that other sectors stay between 0 and 1 is then part of the information.
func limits(e *Economy, f Information) *box {
	n := e.N()
	b := &box{serve: make([]interval, 2*n), content: make([]interval, 2*n)}
	va, imports := make([]interval, n), make([]interval, n)
	for i := range n {
		x := e.X[i]
		va[i], imports[i] = around(e.VA[i]/x, f.ValueAdded), around(e.Imports[i]/x, f.Imports)
		low, high := math.Min(0, e.Exports[i]/x), math.Max(1, 1-e.Final[i]/x)
		for k := i; k < 2*n; k += n {
			b.serve[k], b.content[k] = interval{low, high}, interval{0, 1}
		}
		b.content[i].low = va[i].low
		if f.ExportCap && e.Exports[i] > 0 {
			b.serve[n+i].low = math.Max(low, math.Min(e.Exports[i]/x, high))
			if !f.FreeFinal && e.Final[i] > 0 && x > e.Exports[i] {
				b.serve[i].high = 1 - e.Final[i]/x
			}
		}
	}
	for range 100 {
		most := 0.0
		for _, v := range b.content {
			most = math.Max(most, v.high)
		}
		for i := range n {
			inputs := func(added float64) float64 { return math.Max(0, 1-added-imports[i].low) * most }
			// Value added of its own counts fully, inputs at most as the largest content: the end depends on which is larger.
			small := math.Max(math.Min(va[i].high, 1)+inputs(math.Min(va[i].high, 1)), va[i].low+inputs(va[i].low))
			b.content[i].high = math.Min(b.content[i].high, math.Max(small, va[i].low))
			b.content[n+i].high = math.Min(b.content[n+i].high, inputs(va[i].low))
		}
	}
	return b
}
