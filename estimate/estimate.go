// Package estimate recovers one economy's domestic flows from results that others published of a table, so that
// questions about industries can be asked where the table itself may not be had.
package estimate

import (
	"math"
)

// Results are an economy's published results, by industry, in one currency unit.
type Results struct {
	Output, ValueAdded, Exports []float64

	// Multiplier is the domestic value added in a unit of exports, p = v'L; NaN where nothing is exported.
	Multiplier []float64
	// Served are exports f, or the part of them that the output Needed is for.
	Served []float64
	// Needed is the output at home that serves them, L·Served; NaN where it is not known.
	Needed []float64
}

// Block is a recovered domestic block.
type Block struct {
	Coefficients []float64 // N x N, row-major: input of i per unit of output of j, made at home
	Undetermined []int     // industries of which the results say too little: their column is the prior's
	Moved        float64   // what had to be moved to make the results agree, over the domestic value added in exports
	Worst        int       // the industry with most of it, -1 where nothing was moved
	Sweeps       int
}

const (
	tolerance  = 1e-11
	mostSweeps = 2000
	least      = 1e-7 // a prior cell no economy uses, where totals ask for something
)

// Recover finds the domestic coefficients that reproduce an economy's results and are nearest to a prior.
//
// From p' = v'L and n = L f follow p'A = p' - v' and A n = n - f, so diag(p) A diag(n) has the row sums p∘(n - f) and
// the column sums (p - v)∘n: one biproportional fit of diag(p) prior diag(n).
func Recover(r Results, prior []float64) (*Block, error) {
	n := len(r.Output)
	p, needed, undetermined := complete(r, prior)
	b := &Block{Undetermined: undetermined, Worst: -1}
	q := &problem{n: n, prior: make([]float64, n*n), tolerance: tolerance, sweeps: mostSweeps}
	q.rows, q.columns = make([]float64, n), make([]float64, n)
	q.weights, q.limits = make([]float64, n), make([]float64, n)
	var served float64
	for i := range n {
		if r.Output[i] <= 0 {
			continue
		}
		v := r.ValueAdded[i] / r.Output[i]
		q.rows[i] = p[i] * (needed[i] - r.Served[i])
		q.columns[i] = (p[i] - v) * needed[i]
		if p[i] > 0 {
			q.weights[i] = 1 / p[i]
		}
		q.limits[i] = (1 - v) * needed[i]
		served += p[i] * r.Served[i]
	}
	b.Moved, b.Worst = q.agree()
	b.Moved /= served
	for i := range n {
		for j := range n {
			if q.rows[i] > 0 && q.columns[j] > 0 {
				q.prior[i*n+j] = p[i] * math.Max(prior[i*n+j], least) * needed[j]
			}
		}
	}
	w, sweeps, err := q.fit()
	if err != nil {
		return nil, err
	}
	b.Sweeps = sweeps
	b.Coefficients = make([]float64, n*n)
	for j := range n {
		if needed[j] > 0 {
			b.column(j, w, p, needed[j])
		}
	}
	for _, j := range undetermined {
		if needed[j] == 0 {
			b.borrow(j, r, prior)
		}
	}
	b.squeeze(r, p, needed, served)
	return b, nil
}

// column turns the fitted cells of industry j into coefficients.
func (b *Block) column(j int, w, p []float64, needed float64) {
	n := len(p)
	for i := range n {
		if p[i] > 0 {
			b.Coefficients[i*n+j] = w[i*n+j] / (p[i] * needed)
		}
	}
}

// borrow takes the prior's column for an industry that neither exports nor supplies those who do: nothing published
// says what it uses.
func (b *Block) borrow(j int, r Results, prior []float64) {
	n := len(r.Output)
	for i := range n {
		if r.Output[i] > 0 {
			b.Coefficients[i*n+j] = prior[i*n+j]
		}
	}
}

// squeeze makes room in columns whose inputs at home and value added would exceed output, and counts what that moves.
func (b *Block) squeeze(r Results, p, needed []float64, served float64) {
	n := len(p)
	for j := range n {
		if r.Output[j] <= 0 {
			continue
		}
		room, inputs, value := 1-r.ValueAdded[j]/r.Output[j], 0., 0.
		for i := range n {
			inputs += b.Coefficients[i*n+j]
			value += p[i] * b.Coefficients[i*n+j]
		}
		if inputs <= room*(1+1e-9) {
			continue
		}
		keep := math.Max(0, room) / inputs
		for i := range n {
			b.Coefficients[i*n+j] *= keep
		}
		b.Moved += (1 - keep) * value * needed[j] / served
	}
}

// agree makes totals that cannot be, possible: a negative one is nought, and rows are scaled to the sum of columns. It
// returns what was moved and the industry with most of it.
func (q *problem) agree() (moved float64, worst int) {
	worst = -1
	var most, rows, columns float64
	for i := range q.n {
		var m float64
		for _, side := range [][]float64{q.rows, q.columns} {
			if side[i] < 0 {
				m -= side[i]
				side[i] = 0
			}
		}
		if m > most {
			most, worst = m, i
		}
		moved += m
		rows += q.rows[i]
		columns += q.columns[i]
	}
	if rows > 0 {
		moved += math.Abs(rows - columns)
		for i := range q.n {
			q.rows[i] *= columns / rows
		}
	}
	return moved, worst
}

// complete fills in what is not known: the multiplier of an industry that exports nothing is its value added and the
// prior's column, scaled as the others are.
func complete(r Results, prior []float64) (p, needed []float64, undetermined []int) {
	n := len(r.Output)
	p, needed = append([]float64(nil), r.Multiplier...), append([]float64(nil), r.Needed...)
	for i := range n {
		switch {
		case r.Output[i] <= 0:
			p[i], needed[i] = 0, 0
		case math.IsNaN(p[i]) || math.IsNaN(needed[i]):
			undetermined = append(undetermined, i)
			if math.IsNaN(needed[i]) {
				needed[i] = 0
			}
		}
	}
	if undetermined == nil {
		return p, needed, nil
	}
	value := func(i int) float64 { return r.ValueAdded[i] / r.Output[i] }
	column := func(j int) float64 {
		var s float64
		for i := range n {
			if !math.IsNaN(p[i]) {
				s += p[i] * prior[i*n+j]
			}
		}
		return s
	}
	inputs := func(j int) float64 {
		var s float64
		for i := range n {
			s += prior[i*n+j]
		}
		return s
	}
	var have, would float64
	for j := range n {
		if r.Output[j] > 0 && !math.IsNaN(p[j]) {
			have += (p[j] - value(j)) * needed[j]
			would += column(j) * needed[j]
		}
	}
	k := 1.
	if would > 0 && have > 0 {
		k = have / would
	}
	next := make([]float64, len(undetermined))
	for range 50 {
		for at, j := range undetermined {
			scaled := k
			if all := inputs(j); all > 0 {
				scaled = math.Min(k, (1-value(j))/all)
			}
			next[at] = value(j) + scaled*column(j)
		}
		for at, j := range undetermined {
			p[j] = next[at]
		}
	}
	return p, needed, undetermined
}
