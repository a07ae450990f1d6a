package icio

import (
	"fmt"
	"math"
	"slices"

	"ikat/fault"
)

// Movement says how far balancing moved a table.
type Movement struct {
	Rounds  int
	Share   float64 // sum of the changes' sizes over the sum of the flows' sizes, before
	Largest float64 // the largest change of a flow, in the table's unit
	Where   string  // of which flow
	Demand  float64 // factor by which the totals of final demand were multiplied, so that both sides of the world agree
}

// String says it in a sentence.
func (m Movement) String() string {
	if m.Largest == 0 {
		return "balanced by RAS: rows and columns added up already, and no flow was moved"
	}
	return fmt.Sprintf("balanced by RAS, rounds: %d; flows moved by %.3g%% in all, at most by %.6g (%s); totals of "+
		"final demand times %.6g", m.Rounds, 100*m.Share, m.Largest, m.Where, m.Demand)
}

const (
	balanceRounds    = 2000
	balanceTolerance = 1e-10 // of a row's or column's size; rows and columns agree to that
)

// Balance returns a table whose rows and columns add up to the same output, as close to this one as multiplying rows
// and columns can make it, and how far it moved:
//
//	Z'[i][j] = r[i] s[j] Z[i][j] where Z is positive, Z[i][j] / (r[i] s[j]) where it is negative; likewise F
//
// with multipliers r, s such that every row adds up to output as printed beside it (or the row's sum, where none is
// printed), every column of Z to that output less value added and extra rows, and the columns of F to what they did,
// times one factor for all that makes the two sides agree. Zeros stay zero and signs stay. Value added and extra rows
// are kept. Balancing is never done unless asked for, and Derivation records it.
//
// Error: fault.Inconsistent if a row or column cannot reach its total whatever the multipliers; fault.Unsolved if the
// rounds do not converge.
//
// Junius & Oosterhaven (2003), Economic Systems Research 15, 87-96; Temurshoev, Miller & Bouwmeester (2013), 25,
// 361-367.
func (t *Table) Balance() (*Table, Movement, error) {
	b := newBalance(t)
	m := Movement{Demand: b.demand}
	if err := b.feasible(); err != nil {
		return nil, m, err
	}
	for m.Rounds = 1; ; m.Rounds++ {
		b.solve(b.r, b.s, b.rows, false)
		b.solve(b.s, b.r, b.cols, true)
		if b.gap() <= balanceTolerance {
			break
		}
		if m.Rounds == balanceRounds {
			return nil, m, &fault.Error{
				Kind:  fault.Unsolved,
				Where: t.Ref(),
				What: fault.Say("balancing did not converge in %d rounds; rows still miss their totals by %.3g of their size",
					m.Rounds, b.gap()),
				Why: "The zeros of the table may not allow its totals",
				Fix: "Use it as published",
			}
		}
	}
	out := b.table(&m)
	return out, m, nil
}

// balance is the work: a matrix n x (n + fd) of flows, its multipliers and totals.
type balance struct {
	t          *Table
	n, fd      int
	r, s       []float64 // multipliers of rows and columns
	rows, cols []float64 // totals
	demand     float64
}

func newBalance(t *Table) *balance {
	n, fd := t.Sectors(), t.G()*t.K()
	b := &balance{t: t, n: n, fd: fd, r: ones(n), s: ones(n + fd), rows: t.X, cols: make([]float64, n+fd)}
	if t.Reported.RowOutput != nil {
		b.rows = t.Reported.RowOutput
	}
	var made, inputs, final float64
	for j := range n {
		b.cols[j] = b.rows[j] - t.VA[j]
		for _, e := range t.Extra {
			b.cols[j] -= e.Use[j]
		}
		made, inputs = made+b.rows[j], inputs+b.cols[j]
	}
	for i := range n {
		for j, v := range t.F[i*fd : (i+1)*fd] {
			b.cols[n+j] += v
			final += v
		}
	}
	b.demand = 1
	if final != 0 {
		b.demand = (made - inputs) / final
	}
	for j := range fd {
		b.cols[n+j] *= b.demand
	}
	return b
}

func ones(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = 1
	}
	return v
}

// each calls visit for the flows of row i.
func (b *balance) each(i int, visit func(j int, v float64)) {
	for j, v := range b.t.Z[i*b.n : (i+1)*b.n] {
		if v != 0 {
			visit(j, v)
		}
	}
	for j, v := range b.t.F[i*b.fd : (i+1)*b.fd] {
		if v != 0 {
			visit(b.n+j, v)
		}
	}
}

// sums adds up the positive flows of each row (or column) at the other side's multipliers, and the negative ones.
func (b *balance) sums(other []float64, size int, byColumn bool) (p, q []float64) {
	p, q = make([]float64, size), make([]float64, size)
	for i := range b.n {
		b.each(i, func(j int, v float64) {
			to, k := i, j
			if byColumn {
				to, k = j, i
			}
			if v > 0 {
				p[to] += v * other[k]
			} else {
				q[to] -= v / other[k]
			}
		})
	}
	return p, q
}

// solve sets the multipliers of one side so that its totals hold: p r − q/r = total.
func (b *balance) solve(own, other, totals []float64, byColumn bool) {
	p, q := b.sums(other, len(own), byColumn)
	for i, u := range totals {
		switch {
		case p[i] > 0 && q[i] == 0:
			own[i] = u / p[i]
		case p[i] > 0:
			own[i] = (u + math.Sqrt(u*u+4*p[i]*q[i])) / (2 * p[i])
		case q[i] > 0 && u < 0:
			own[i] = -q[i] / u
		}
	}
}

// gap is the largest miss of a row's total, relative to the size of its flows. Columns hold after solve.
func (b *balance) gap() float64 {
	p, q := b.sums(b.s, b.n, false)
	worst := 0.0
	for i, u := range b.rows {
		got := p[i]*b.r[i] - q[i]/b.r[i]
		if size := p[i]*b.r[i] + q[i]/b.r[i] + math.Abs(u); size > 0 {
			worst = math.Max(worst, math.Abs(got-u)/size)
		}
	}
	return worst
}

// feasible finds the first row or column that no multiplier brings to its total: one of positive flows alone needs a
// positive total, one of negative flows alone a negative one, an empty one zero.
func (b *balance) feasible() error {
	for _, side := range []struct {
		totals   []float64
		other    []float64
		byColumn bool
		name     string
	}{{b.rows, b.s, false, "row"}, {b.cols, b.r, true, "column"}} {
		p, q := b.sums(side.other, len(side.totals), side.byColumn)
		for i, u := range side.totals {
			small := math.Abs(u) <= imbalance*math.Max(1, math.Abs(p[i])+math.Abs(q[i]))
			switch {
			case p[i] > 0 && (q[i] > 0 || u > 0), q[i] > 0 && p[i] == 0 && u < 0, p[i] == 0 && q[i] == 0 && small:
				continue
			}
			return &fault.Error{
				Kind:  fault.Inconsistent,
				Where: b.t.Ref() + ", " + side.name + " " + b.label(i),
				What:  fault.Say("no multiplier brings its flows to their total, %.6g", u),
				Why:   "Its flows have the other sign, or there are none",
				Fix:   "Use the table as published",
			}
		}
	}
	return nil
}

// label names a column; rows are the first n.
func (b *balance) label(j int) string {
	if j < b.n {
		return b.t.Sector(j)
	}
	return b.t.Economies[(j-b.n)/b.t.K()] + "_" + b.t.Categories[(j-b.n)%b.t.K()]
}

// table makes the balanced table and measures the change.
func (b *balance) table(m *Movement) *Table {
	out := *b.t
	out.Z, out.F, out.X = make([]float64, len(b.t.Z)), make([]float64, len(b.t.F)), make([]float64, b.n)
	var moved, size float64
	for i := range b.n {
		b.each(i, func(j int, v float64) {
			w := v * b.r[i] * b.s[j]
			if v < 0 {
				w = v / (b.r[i] * b.s[j])
			}
			if j < b.n {
				out.Z[i*b.n+j] = w
			} else {
				out.F[i*b.fd+j-b.n] = w
			}
			out.X[i] += w
			d := math.Abs(w - v)
			moved, size = moved+d, size+math.Abs(v)
			if d > m.Largest {
				m.Largest, m.Where = d, b.t.Sector(i)+"→"+b.label(j)
			}
		})
	}
	if size > 0 {
		m.Share = moved / size
	}
	out.Derivation = append(slices.Clone(b.t.Derivation), m.String())
	return &out
}
