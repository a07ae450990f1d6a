package sme

import (
	"math"

	"ikat/sme/lp"
)

// box holds, for each class of each sector, limits of g, the part of output that serves exports, and of μ, the value
// added of small firms in a unit of output. A nil box leaves both out of the program.
type box struct{ serve, content []interval }

func (b *box) g(k, t int) float64 { return b.serve[k].at(t) }
func (b *box) m(k, s int) float64 { return b.content[k].at(s) }

func (v interval) at(end int) float64 {
	if end == 0 {
		return v.low
	}
	return v.high
}

// program is the linear program of all splits that agree with some information, and, with a box, of where their output
// comes from and goes to.
//
// The value added of small firms in exports is Σ va g with x g = Z g + e, a product of unknowns. With g between two
// limits at the buyer and μ at the seller, every flow is a mixture of four: sellers at either limit of μ, buyers at
// either limit of g,
//
//	z = Σ_st p_st,   z μ^o g^d = Σ_st μ_s^o g_t^d p_st
//
// where o is the origin (value added of small firms, or the rest: μ, 1−μ) and d the destination (exports, or home: g,
// 1−g). What must hold of z μ^o g^d is then linear: each class's output by origin and destination is what it buys and
// adds, and what it sells. Every true split has such mixtures, so the program's optimum bounds theirs; it is exact
// where the limits meet. Information that is proportional within a class (ratios to output) holds for each part of the
// mixture.
//
// Without a box S = T = 1 and the program is that of splits alone.
type program struct {
	e   *Economy
	f   Information
	box *box

	solver  *lp.Solver
	b       []float64
	columns []column

	x              [][]int // 2n x S·T
	va, imports    [][]int // 2n x T
	exports, final [][]int // 2n x S
	// n·n x 4·S·T: (small, small), (small, large), (large, small), (large, large); nil where z is 0
	cell [][]int
	S, T int
}

// usually is how many entries a column has at most but for statistics.
const usually = 12

type column struct {
	low, high float64
	entries   []lp.Entry
}

// term is a column and its coefficient.
type term struct {
	column int
	value  float64
}

func newProgram(e *Economy, f Information, b *box) *program {
	p := &program{e: e, f: f, box: b, S: 1, T: 1}
	if b != nil {
		p.S, p.T = 2, 2
	}
	p.variables()
	p.totals()
	p.ratios()
	p.linkages()
	if b == nil {
		p.plainBalances()
	} else {
		p.tracedBalances()
	}
	q := lp.New(len(p.b))
	copy(q.B, p.b)
	for _, c := range p.columns {
		q.Column(c.low, c.high, c.entries...)
	}
	p.solver = lp.NewSolver(q)
	return p
}

// add appends count variables between 0 and a total, on whichever side of 0 it is.
func (p *program) add(total float64, count int) []int {
	out, room := make([]int, count), make([]lp.Entry, count*usually)
	for k := range out {
		out[k] = len(p.columns)
		p.columns = append(p.columns, column{low: math.Min(0, total), high: math.Max(0, total),
			entries: room[k*usually : k*usually : (k+1)*usually]})
	}
	return out
}

// equal adds the row Σ terms = right, divided by scale.
func (p *program) equal(right, scale float64, terms ...term) int {
	row := len(p.b)
	p.b = append(p.b, right/scale)
	p.put(row, scale, terms...)
	return row
}

// within adds the row low ≤ Σ terms ≤ high, divided by scale.
func (p *program) within(low, high, scale float64, terms ...term) {
	row := p.equal(low, scale, terms...)
	slack := len(p.columns)
	p.columns = append(p.columns, column{high: (high - low) / scale})
	p.put(row, 1, term{slack, -1})
}

// atLeast adds the row Σ terms ≥ 0, divided by scale. The slack's limit is what the terms can reach.
func (p *program) atLeast(scale float64, terms ...term) {
	var most float64
	for _, t := range terms {
		most += math.Max(t.value*p.columns[t.column].low, t.value*p.columns[t.column].high)
	}
	p.within(0, most, scale, terms...)
}

func (p *program) put(row int, scale float64, terms ...term) {
	for _, t := range terms {
		p.columns[t.column].entries = append(p.columns[t.column].entries, lp.Entry{Row: row, Value: t.value / scale})
	}
}

// all returns the columns with one coefficient.
func all(value float64, columns ...[]int) []term {
	var out []term
	for _, list := range columns {
		for _, c := range list {
			out = append(out, term{c, value})
		}
	}
	return out
}

func (p *program) variables() {
	e, n := p.e, p.e.N()
	for k := range 2 * n {
		i := k % n
		p.x = append(p.x, p.add(e.X[i], p.S*p.T))
		p.va, p.imports = append(p.va, p.add(e.VA[i], p.T)), append(p.imports, p.add(e.Imports[i], p.T))
		p.exports, p.final = append(p.exports, p.add(e.Exports[i], p.S)), append(p.final, p.add(e.Final[i], p.S))
	}
	for i := range n {
		for j := range n {
			var cell []int
			if z := e.Z[i][j]; z != 0 {
				cell = p.add(z, 4*p.S*p.T)
				p.equal(1, 1, all(1/z, cell)...)
			}
			p.cell = append(p.cell, cell)
		}
	}
}

// totals adds up the classes, and holds the statistics of industries and of the economy to their ranges.
func (p *program) totals() {
	e, n := p.e, p.e.N()
	for _, v := range []struct {
		of    Indicator // "" where there is no statistic
		by    [][]int
		total []float64
	}{{Output, p.x, e.X}, {ValueAdded, p.va, e.VA}, {Imports, p.imports, e.Imports}, {Exports, p.exports, e.Exports},
		{"", p.final, e.Final}} {
		var whole []term
		for i, total := range v.total {
			if total == 0 {
				continue
			}
			p.equal(total, e.X[i], all(1, v.by[i], v.by[n+i])...)
			whole = append(whole, all(1, v.by[i])...)
			if one := p.f.Statistics.find(v.of, e.Label[i]); one != nil && v.of != "" {
				a, b := one.Low*total, one.High*total
				p.within(math.Min(a, b), math.Max(a, b), e.X[i], all(1, v.by[i])...)
			}
		}
		if one := p.f.Statistics.find(v.of, ""); one != nil && v.of != "" {
			t := sum(v.total)
			p.within(one.Low*t, one.High*t, t, whole...)
		}
	}
}

// ratios holds what is proportional to a class's output. What concerns its inputs holds at each limit of g, what
// concerns its sales at each limit of μ.
func (p *program) ratios() {
	e, n := p.e, p.e.N()
	for k := range 2 * n {
		i := k % n
		x := e.X[i]
		for t := range p.T {
			for _, r := range []struct {
				column int
				of     float64
				factor float64
			}{{p.va[k][t], e.VA[i], p.f.ValueAdded}, {p.imports[k][t], e.Imports[i], p.f.Imports}} {
				if r.factor > 0 && r.of != 0 {
					v := around(r.of/x, r.factor)
					p.atLeast(x, append(p.output(k, -1, t, -v.low), term{r.column, 1})...)
					p.atLeast(x, append(p.output(k, -1, t, v.high), term{r.column, -1})...)
				}
			}
		}
		for s := range p.S {
			p.sales(k, s)
		}
	}
}

// sales holds a class's exports and final sales to what is known of them. Negative ones (drawn from inventories,
// returned by buyers abroad) follow output.
func (p *program) sales(k, s int) {
	e, n := p.e, p.e.N()
	i := k % n
	x, out, final := e.X[i], e.Exports[i], e.Final[i]
	switch {
	case out < 0:
		p.equal(0, x, append(p.output(k, s, -1, -out/x), term{p.exports[k][s], 1})...)
	case out > 0 && p.f.ExportCap && k < n:
		p.atLeast(x, append(p.output(k, s, -1, out/x), term{p.exports[k][s], -1})...)
	case out > 0 && p.f.ExportCap:
		p.atLeast(x, append(p.output(k, s, -1, -out/x), term{p.exports[k][s], 1})...)
	}
	switch home := x - out; {
	case final < 0 || out < 0 && final != 0:
		p.equal(0, x, append(p.output(k, s, -1, -final/x), term{p.final[k][s], 1})...)
	case final > 0 && !p.f.FreeFinal && home > 0:
		p.equal(0, x, append(p.output(k, s, -1, -final/home), term{p.final[k][s], 1},
			term{p.exports[k][s], final / home})...)
	}
}

// output returns the parts of class k's output at limit s of μ and t of g (-1: at either), with one coefficient.
func (p *program) output(k, s, t int, value float64) []term {
	var out []term
	for a := range p.S {
		for b := range p.T {
			if (s < 0 || a == s) && (t < 0 || b == t) {
				out = append(out, term{p.x[k][a*p.T+b], value})
			}
		}
	}
	return out
}

// cells calls f for the parts of what class a of sector i sells to class b of sector j.
func (p *program) cells(i, j int, a, b Class, f func(column, s, t int)) {
	cell := p.cell[i*p.e.N()+j]
	if cell == nil {
		return
	}
	for s := range p.S {
		for t := range p.T {
			f(cell[(int(2*a)+int(b))*p.S*p.T+s*p.T+t], s, t)
		}
	}
}

// linkages holds small firms' purchases from, and sales to, large firms to their ranges.
func (p *program) linkages() {
	n := p.e.N()
	// Of what small firms trade with each sector's small (0) and large (1) firms: trade(k, other, f).
	buying := func(k, j int, other Class, f func(column, s, t int)) { p.cells(j, k, other, Small, f) }
	selling := func(k, j int, other Class, f func(column, s, t int)) { p.cells(k, j, Small, other, f) }
	for _, link := range []struct {
		of    Indicator
		trade func(k, j int, other Class, f func(column, s, t int))
		ends  int
	}{{FromLarge, buying, p.T}, {ToLarge, selling, p.S}} {
		terms := func(k, end int, share float64) []term {
			var out []term
			for j := range n {
				for other := Small; other <= Large; other++ {
					link.trade(k, j, other, func(c, s, t int) {
						if at := map[Indicator]int{FromLarge: t, ToLarge: s}[link.of]; end < 0 || at == end {
							out = append(out, term{c, float64(other) - share})
						}
					})
				}
			}
			return out
		}
		flip := func(v []term) []term {
			for i := range v {
				v[i].value = -v[i].value
			}
			return v
		}
		for k, label := range p.e.Label {
			if one := p.f.Statistics.find(link.of, label); one != nil {
				for end := range link.ends {
					p.atLeast(p.e.X[k], terms(k, end, one.Low)...)
					p.atLeast(p.e.X[k], flip(terms(k, end, one.High))...)
				}
			}
		}
		if one := p.f.Statistics.find(link.of, ""); one != nil {
			var low, high []term
			for k := range n {
				low, high = append(low, terms(k, -1, one.Low)...), append(high, terms(k, -1, one.High)...)
			}
			p.atLeast(sum(p.e.X), low...)
			p.atLeast(sum(p.e.X), flip(high)...)
		}
	}
}

// plainBalances makes each class's output what it sells, and what it buys and adds.
func (p *program) plainBalances() {
	e, n := p.e, p.e.N()
	for k := range 2 * n {
		i, x := k%n, e.X[k%n]
		sells := p.equal(0, x, append(all(1, p.exports[k], p.final[k]), all(-1, p.x[k])...)...)
		buys := p.equal(0, x, append(all(1, p.va[k], p.imports[k]), all(-1, p.x[k])...)...)
		own := Class(k / n)
		for j := range n {
			for other := Small; other <= Large; other++ {
				p.cells(i, j, own, other, func(c, _, _ int) { p.put(sells, x, term{c, 1}) })
				p.cells(j, i, other, own, func(c, _, _ int) { p.put(buys, x, term{c, 1}) })
			}
		}
	}
}

// weights returns the parts of a mixture at μ and g by origin and destination: small firms' value added for exports and
// for home, and the rest for exports and for home.
func weights(m, g float64) [4]float64 {
	return [4]float64{m * g, m * (1 - g), (1 - m) * g, (1 - m) * (1 - g)}
}

// tracedBalances makes each class's output, by origin and destination, what it sells, and what it buys and adds.
func (p *program) tracedBalances() {
	e, n := p.e, p.e.N()
	sells, buys := make([][4]int, 2*n), make([][4]int, 2*n)
	for k := range 2 * n {
		x := e.X[k%n]
		for od := range 4 {
			sells[k][od], buys[k][od] = p.equal(0, x), p.equal(0, x)
		}
		for s := range 2 {
			for t := range 2 {
				for od, w := range weights(p.box.m(k, s), p.box.g(k, t)) {
					p.put(sells[k][od], x, term{p.x[k][s*2+t], -w})
					p.put(buys[k][od], x, term{p.x[k][s*2+t], -w})
				}
			}
			for od, w := range weights(p.box.m(k, s), 1) {
				p.put(sells[k][od], x, term{p.exports[k][s], w})
			}
			for od, w := range weights(p.box.m(k, s), 0) {
				p.put(sells[k][od], x, term{p.final[k][s], w})
			}
		}
		origin := float64(1 - k/n) // what small firms add is theirs
		for t := range 2 {
			for od, w := range weights(origin, p.box.g(k, t)) {
				p.put(buys[k][od], x, term{p.va[k][t], w})
			}
			for od, w := range weights(0, p.box.g(k, t)) {
				p.put(buys[k][od], x, term{p.imports[k][t], w})
			}
		}
	}
	for i := range n {
		for j := range n {
			for a := Small; a <= Large; a++ {
				for b := Small; b <= Large; b++ {
					from, to := int(a)*n+i, int(b)*n+j
					p.cells(i, j, a, b, func(c, s, t int) {
						for od, w := range weights(p.box.m(from, s), p.box.g(to, t)) {
							p.put(sells[from][od], e.X[i], term{c, w})
							p.put(buys[to][od], e.X[j], term{c, w})
						}
					})
				}
			}
		}
	}
}
