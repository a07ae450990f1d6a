package chain

import (
	"math"

	"ikat/border"
)

// Benchmark is what border procedures could come down to: those of the frontier, of a peer or of a group.
type Benchmark struct{ Export, Import Procedure }

// NewBenchmark turns a record of a border table into a benchmark, with a container's value in US$.
func NewBenchmark(r border.Record, container float64) Benchmark {
	return Benchmark{Procedure{r.Export.Cost / container, r.Export.Days}, Procedure{r.Import.Cost / container, r.Import.Days}}
}

// above returns by how much the export and import sides of a border exceed the benchmark, ad valorem, at the c-th θ. What is
// better than the benchmark stays as it is.
func (m *Model) above(best Benchmark, c, i, o, q int) (exports, imports float64) {
	return m.Borders.above(best, m.Thetas[c], i, o, q)
}

func (b *Borders) above(best Benchmark, theta float64, i, o, q int) (exports, imports float64) {
	if !b.crosses(i, o, q) {
		return 0, 0
	}
	if b.Sensitive != nil {
		theta *= b.Sensitive[i]
	}
	return over(b.Export[b.Side[o]], best.Export, theta), over(b.Import[b.Side[q]], best.Import, theta)
}

// Mended returns what the cost of delivery from sector i of part o to part q becomes, as a share of what it is, when both
// sides of the border come down to the benchmark at cost θ of a day: (1 + t*) / (1 + t).
func (b *Borders) Mended(best Benchmark, theta float64, i, o, q int) float64 {
	exports, imports := b.above(best, theta, i, o, q)
	return 1 - (exports+imports)/(1+b.rate(theta, i, o, q))
}

func over(own, best Procedure, theta float64) float64 {
	return math.Max(0, own.Cost-best.Cost) + theta*math.Max(0, own.Days-best.Days)
}

// daysAbove returns by how many days the sides of a border exceed the benchmark.
func (best Benchmark) daysAbove(b *Borders, i, o, q int) (exports, imports float64) {
	if !b.crosses(i, o, q) {
		return 0, 0
	}
	return math.Max(0, b.Export[b.Side[o]].Days-best.Export.Days), math.Max(0, b.Import[b.Side[q]].Days-best.Import.Days)
}
