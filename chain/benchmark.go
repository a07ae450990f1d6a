package chain

import (
	"math"

	"ikat/border"
)

// Benchmark is what border procedures could come down to: those of the frontier, of a peer or of a group.
type Benchmark struct{ Export, Import Procedure }

// NewBenchmark turns a record of a border table into a benchmark.
func NewBenchmark(r border.Record) Benchmark {
	return Benchmark{ProcedureOf(r.Export, r.ExportParts), ProcedureOf(r.Import, r.ImportParts)}
}

// above returns by how much the export and import sides of a border exceed the benchmark, ad valorem, at the c-th θ.
// What is better than the benchmark stays as it is.
func (m *Model) above(best Benchmark, c, i, o, q int) (exports, imports float64) {
	return m.Borders.above(best, m.Thetas[c], i, o, q)
}

// Rate returns the ad valorem cost of the border between sector i of part p and part q when a day costs theta.
func (b *Borders) Rate(theta float64, i, p, q int) float64 { return b.rate(theta, i, p, q) }

// Above returns by how much the export and import sides of that border exceed a benchmark, ad valorem.
func (b *Borders) Above(best Benchmark, theta float64, i, p, q int) (exports, imports float64) {
	return b.above(best, theta, i, p, q)
}

func (b *Borders) above(best Benchmark, theta float64, i, o, q int) (exports, imports float64) {
	if !b.crosses(i, o, q) {
		return 0, 0
	}
	at := b.worth(theta, i)
	return at.over(b.Export[b.Side[o]], best.Export), at.over(b.Import[b.Side[q]], best.Import)
}

// over is by how much procedures exceed the benchmark's, ad valorem.
func (w worth) over(own, best Procedure) float64 {
	return w.of(
		Procedure{math.Max(0, own.Cost-best.Cost), math.Max(0, own.Days-best.Days), math.Max(0, own.Paper-best.Paper)},
	)
}

// daysAbove returns by how many days the sides of a border exceed the benchmark.
func (best Benchmark) daysAbove(b *Borders, i, o, q int) (exports, imports float64) {
	if !b.crosses(i, o, q) {
		return 0, 0
	}
	return math.Max(0, b.Export[b.Side[o]].Days-best.Export.Days), math.Max(0, b.Import[b.Side[q]].Days-best.Import.Days)
}
