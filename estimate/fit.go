package estimate

import (
	"math"

	"ikat/fault"
)

// problem is a biproportional fit of n x n cells to row and column totals, with a limit on a weighted sum of each
// column.
//
//	Σ_j w_ij = rows_i,  Σ_i w_ij = columns_j,  Σ_i w_ij·weights_i ≤ limits_j,  w ≥ 0
//
// Without limits the cells are those nearest to the prior in Kullback and Leibler's sense.
type problem struct {
	n               int
	prior           []float64
	rows, columns   []float64
	weights, limits []float64
	tolerance       float64 // of rows, relative to the sum of all cells; columns hold to rounding
	sweeps          int     // at most
}

// fit returns the cells and how many sweeps it took: rows and columns are imposed in turn (Bacharach 1970), columns
// last, so that they hold exactly. A column that passes its limit is tilted towards rows that weigh less.
//
// Error: fault.Unsolved with what is left, if the rows do not meet the tolerance in time.
func (p *problem) fit() (w []float64, sweeps int, err error) {
	w = append([]float64(nil), p.prior...)
	var total float64
	for _, r := range p.rows {
		total += r
	}
	miss := math.Inf(1)
	for sweeps = 1; sweeps <= p.sweeps; sweeps++ {
		for i := range p.n {
			scale(w[i*p.n:(i+1)*p.n], 1, p.rows[i])
		}
		for j := range p.n {
			scale(w[j:], p.n, p.columns[j])
			p.limit(w[j:], p.columns[j], p.limits[j])
		}
		if miss = p.miss(w); miss <= p.tolerance*total {
			return w, sweeps, nil
		}
	}
	return nil, sweeps, &fault.Error{Kind: fault.Unsolved,
		What: fault.Say("the totals of rows are still missed by %.2g of their sum after %d sweeps", miss/total, p.sweeps)}
}

// miss is the sum of what rows miss.
func (p *problem) miss(w []float64) float64 {
	var sum float64
	for i := range p.n {
		s := -p.rows[i]
		for _, c := range w[i*p.n : (i+1)*p.n] {
			s += c
		}
		sum += math.Abs(s)
	}
	return sum
}

// scale makes every stride-th cell add up to a total.
func scale(cells []float64, stride int, total float64) {
	var s float64
	for k := 0; k < len(cells); k += stride {
		s += cells[k]
	}
	if s == 0 {
		return
	}
	s = total / s
	for k := 0; k < len(cells); k += stride {
		cells[k] *= s
	}
}

// limit tilts a column's cells by exp(-t·weight), keeping their total, until their weighted sum is within the limit. A
// limit that no weights allow is left alone: the recovered block then says what it leaves for foreign inputs.
func (p *problem) limit(cells []float64, total, limit float64) {
	n, least := p.n, math.Inf(1)
	for i := range n {
		if cells[i*n] > 0 {
			least = math.Min(least, p.weights[i])
		}
	}
	weighted := func(t float64) float64 {
		var s, of float64
		for i := range n {
			if c := cells[i*n]; c > 0 {
				c *= math.Exp(-t * (p.weights[i] - least))
				s, of = s+c, of+c*p.weights[i]
			}
		}
		return total * of / s
	}
	const slack = 1e-12
	if total == 0 || total*least > limit || weighted(0) <= limit*(1+slack) {
		return // nothing to do, or nothing that would help
	}
	near, far := 0., 1.
	for weighted(far) > limit && far < 1e6 {
		near, far = far, 2*far
	}
	for range 50 {
		if middle := (near + far) / 2; weighted(middle) > limit {
			near = middle
		} else {
			far = middle
		}
	}
	for i := range n {
		if cells[i*n] > 0 {
			cells[i*n] *= math.Exp(-far * (p.weights[i] - least))
		}
	}
	scale(cells, n, total)
}
