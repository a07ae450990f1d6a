package sme

import (
	"cmp"
	"math"
	"slices"
)

// limits returns the box that follows from the information: for each class, how large and how small g and μ can be.
//
// A class sells some of its output abroad, where g is one, and the rest at home, to buyers whose g is within limits of
// its own; of each buyer it can take no more than the table's cell. So g is at most what it would be if it exported all
// it may and filled its sales at home with the buyers of largest g, and the less it sells, the larger that can be. The
// same holds at the other end, and for μ with suppliers and value added in the place of buyers and exports. Limits that
// follow from others are found in rounds.
//
// The first round takes g and μ to lie between 0 and 1, as they must where no flow is negative. Negative flows widen
// the limits of their own sector alone: that what a class trades with others serves exports, and holds value added of
// small firms, for a part between 0 and 1 is then part of the information.
func limits(e *Economy, f Information) *box {
	n := e.N()
	b := &box{serve: make([]interval, 2*n), content: make([]interval, 2*n)}
	known := make([]reach, 2*n)
	for k := range 2 * n {
		i := k % n
		known[k] = newReach(e, f, k)
		b.serve[k] = interval{math.Min(0, e.Exports[i]/e.X[i]), math.Max(1, 1-e.Final[i]/e.X[i])}
		b.content[k] = interval{0, 1}
	}
	for range rounds {
		for k := range 2 * n {
			b.serve[k] = known[k].serve(e, f, k, b).within(b.serve[k])
		}
		for k := range 2 * n {
			b.content[k] = known[k].content(e, k, b).within(b.content[k])
		}
	}
	return b
}

// rounds of limits that follow from each other; more change little.
const rounds = 8

// within returns the part of an interval inside another. Rounding that leaves nothing keeps the other's nearer end.
func (v interval) within(other interval) interval {
	low := math.Min(math.Max(v.low, other.low), other.high)
	return interval{low, math.Max(math.Min(v.high, other.high), low)}
}

// reach is what the information says of a class: totals, and value added and imports per unit of output.
type reach struct {
	output, exports interval
	va, imports     interval // per unit of output
}

func newReach(e *Economy, f Information, k int) reach {
	n := e.N()
	i, c := k%n, Class(k/n)
	x := e.X[i]
	va, imports := f.of(ValueAdded, e, i, c, e.VA[i]), f.of(Imports, e, i, c, e.Imports[i])
	r := reach{output: f.of(Output, e, i, c, x), exports: f.of(Exports, e, i, c, e.Exports[i]),
		va: around(e.VA[i]/x, f.ValueAdded), imports: around(e.Imports[i]/x, f.Imports)}
	// Totals and ratios narrow each other.
	for _, v := range []struct {
		total interval
		ratio *interval
	}{{va, &r.va}, {imports, &r.imports}} {
		if v.total.low >= 0 && v.ratio.low >= 0 {
			if v.ratio.high > 0 {
				r.output.low = math.Max(r.output.low, v.total.low/v.ratio.high)
			}
			if v.ratio.low > 0 {
				r.output.high = math.Min(r.output.high, v.total.high/v.ratio.low)
			}
		}
	}
	for _, v := range []struct {
		total interval
		ratio *interval
	}{{va, &r.va}, {imports, &r.imports}} {
		if v.total.low < 0 || r.output.high <= 0 {
			continue
		}
		narrow := interval{v.total.low / r.output.high, math.Inf(1)}
		if r.output.low > 0 {
			narrow.high = v.total.high / r.output.low
		}
		*v.ratio = narrow.within(*v.ratio)
	}
	return r
}

// of returns how much of a sector's total a class can have.
func (f Information) of(of Indicator, e *Economy, i int, c Class, total float64) interval {
	one := f.Statistics.find(of, e.Label[i])
	if one == nil {
		return interval{math.Min(0, total), math.Max(0, total)}
	}
	a, b := c.of(one.Low)*total, c.of(one.High)*total
	return interval{math.Min(a, b), math.Max(a, b)}
}

// serve returns the limits of g of class k.
func (r reach) serve(e *Economy, f Information, k int, b *box) interval {
	n := e.N()
	i, c := k%n, Class(k/n)
	x, out, final := e.X[i], e.Exports[i], e.Final[i]
	if out < 0 || final < 0 {
		return b.serve[k]
	}
	abroad := interval{0, 1}
	if r.output.high > 0 {
		abroad.low = math.Min(1, r.exports.low/r.output.high)
	}
	if r.output.low > 0 {
		abroad.high = math.Min(1, r.exports.high/r.output.low)
	}
	if f.ExportCap && c == Small {
		abroad.high = math.Min(abroad.high, out/x)
	}
	if f.ExportCap && c == Large {
		abroad.low = math.Max(abroad.low, math.Min(1, out/x))
	}
	home, kept := 1.0, 1.0 // of sales at home: what final users may take, and what they leave
	switch {
	case final == 0:
		home = 0
	case !f.FreeFinal && x > out:
		home, kept = 0, sum(e.Z[i])/(x-out)
	}
	ends := func(end int) float64 {
		flows := []flow{{abroad.high - abroad.low, 1}, {home, 0}}
		for j := range n {
			if e.Z[i][j] < 0 {
				return b.serve[k].at(end)
			}
			if kept > 0 {
				flows = append(flows, flow{room(e.Z[i][j], r.output.low*kept),
					kept * extreme(b.serve[j], b.serve[n+j], end)})
			} else {
				flows = append(flows, flow{1, 0})
			}
		}
		return abroad.low + fill(flows, 1-abroad.low, end)
	}
	return interval{ends(0), ends(1)}
}

// content returns the limits of μ of class k.
func (r reach) content(e *Economy, k int, b *box) interval {
	n := e.N()
	i := k % n
	own := 1 - float64(k/n) // what small firms add is theirs
	ends := func(end int) float64 {
		flows := []flow{{r.va.high - r.va.low, own}, {r.imports.high - r.imports.low, 0}}
		for j := range n {
			if e.Z[j][i] < 0 {
				return b.content[k].at(end)
			}
			flows = append(flows, flow{room(e.Z[j][i], r.output.low), extreme(b.content[j], b.content[n+j], end)})
		}
		return own*r.va.low + fill(flows, 1-r.va.low-r.imports.low, end)
	}
	return interval{ends(0), ends(1)}
}

// flow is a way to trade output: at most how much of it, and the g or μ at its other end.
type flow struct{ most, value float64 }

// room is the part of a class's output that a cell holds. A class that may be ever so small finds room in any.
func room(cell, output float64) float64 {
	switch {
	case cell == 0:
		return 0
	case output == 0:
		return math.Inf(1)
	}
	return cell / output
}

// extreme is the lower of two low ends (0), or the higher of two high ends (1), between 0 and 1.
func extreme(a, b interval, end int) float64 {
	if end == 0 {
		return math.Max(0, math.Min(a.low, b.low))
	}
	return math.Min(1, math.Max(a.high, b.high))
}

// fill trades a part of output in the flows of least (end 0) or most value first, and returns its value.
func fill(flows []flow, part float64, end int) float64 {
	slices.SortFunc(flows, func(a, b flow) int {
		if end == 0 {
			a, b = b, a
		}
		return cmp.Compare(b.value, a.value)
	})
	var value float64
	for _, v := range flows {
		take := math.Min(part, v.most)
		if take <= 0 {
			continue
		}
		value += take * v.value
		part -= take
	}
	return value
}
