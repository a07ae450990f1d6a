// Package lp solves sparse linear programs whose variables all have finite bounds, and certifies what it answers.
//
//	minimise c'x   subject to   A x = b,   l ≤ x ≤ u
//
// The method is Mehrotra's primal-dual interior point method. Its answer is checked apart from it: for any multipliers
// y
//
//	b'y + Σ_j min(l_j r_j, u_j r_j),   r = c − A'y
//
// is a lower bound of the minimum, whether or not the method converged. Solution.Bound is that number, with the
// rounding of its own evaluation taken off; a caller that needs certainty uses it and not the objective.
//
// Mehrotra (1992), SIAM Journal on Optimization 2, 575-601; the bound: Neumaier & Shcherbina (2004), Mathematical
// Programming 99, 283-296.
package lp

// Problem is a linear program. Build it with New, Column and the setters of its fields.
type Problem struct {
	Rows int
	B    []float64 // Rows: right-hand side
	C    []float64 // by column: cost
	L, U []float64 // by column: finite bounds, L ≤ U

	start []int // by column, one more: where its entries begin
	row   []int32
	val   []float64
}

// Entry is a coefficient of a column.
type Entry struct {
	Row   int
	Value float64
}

// New returns a program with that many rows, a right-hand side of zero and no columns.
func New(rows int) *Problem {
	return &Problem{Rows: rows, B: make([]float64, rows), start: []int{0}}
}

// Column appends a variable between l and u and returns its number. Entries of value zero are left out; a row may be
// named only once.
func (p *Problem) Column(l, u float64, entries ...Entry) int {
	for _, e := range entries {
		if e.Value != 0 {
			p.row = append(p.row, int32(e.Row))
			p.val = append(p.val, e.Value)
		}
	}
	p.start = append(p.start, len(p.row))
	p.L, p.U, p.C = append(p.L, l), append(p.U, u), append(p.C, 0)
	return len(p.L) - 1
}

// Columns returns the number of variables.
func (p *Problem) Columns() int { return len(p.L) }

// column returns the rows and values of column j.
func (p *Problem) column(j int) ([]int32, []float64) {
	return p.row[p.start[j]:p.start[j+1]], p.val[p.start[j]:p.start[j+1]]
}

// mul sets y = A x.
func (p *Problem) mul(x, y []float64) {
	clear(y)
	from := 0
	for j, to := range p.start[1:] {
		if v := x[j]; v != 0 {
			vals := p.val[from:to]
			for k, r := range p.row[from:to] {
				y[r] += vals[k] * v
			}
		}
		from = to
	}
}

// mulT sets x = A'y.
func (p *Problem) mulT(y, x []float64) {
	from := 0
	for j, to := range p.start[1:] {
		var s float64
		vals := p.val[from:to]
		for k, r := range p.row[from:to] {
			s += vals[k] * y[r]
		}
		x[j] = s
		from = to
	}
}
