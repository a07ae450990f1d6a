// Package survey says what stops firms from meeting what a buyer asks, from a survey of firms with weights: which
// requirements, how many firms and how much of their capacity, with errors by the survey's design and with bounds
// where the survey does not ask.
package survey

import "math"

// Design is how a sample was drawn. Errors come from replicate weights where a survey has them, otherwise from its
// strata.
type Design struct {
	Weights    []float64
	Strata     []int       // by firm
	Replicates [][]float64 // by firm; nil where the survey has none
	Factor     float64     // on the sum of squares over the replicates
}

// Estimate is a number of a survey with its standard error.
type Estimate struct {
	Value float64
	Error float64
	Firms int // that it rests on
}

// Ratio estimates Σ w·y / Σ w·x over the firms for which both are numbers; NaN is a firm that does not count.
//
// With replicate weights the variance is Factor·Σ (θ_r − θ)². Otherwise it is linearised: with
// z = w(y − θx)/Σ w·x, 0 for firms that do not count, Σ over strata of n/(n−1)·Σ (z − mean)²; a stratum of one firm is
// centred at the mean of all firms. A survey without strata is one stratum.
func (d *Design) Ratio(y, x []float64) Estimate {
	theta, firms := ratio(d.Weights, y, x)
	out := Estimate{Value: theta, Firms: firms, Error: math.NaN()}
	if firms == 0 {
		return out
	}
	if d.Replicates != nil {
		var sum float64
		w := make([]float64, len(y))
		for r := range d.Replicates[0] {
			for k := range w {
				w[k] = d.Replicates[k][r]
			}
			one, _ := ratio(w, y, x)
			sum += (one - theta) * (one - theta)
		}
		out.Error = math.Sqrt(d.Factor * sum)
		return out
	}
	out.Error = math.Sqrt(d.linearised(y, x, theta))
	return out
}

func ratio(w, y, x []float64) (theta float64, firms int) {
	var up, down float64
	for k := range y {
		if !math.IsNaN(y[k]) && !math.IsNaN(x[k]) {
			up += w[k] * y[k]
			down += w[k] * x[k]
			firms++
		}
	}
	return up / down, firms
}

// linearised is the variance of a ratio by the strata.
func (d *Design) linearised(y, x []float64, theta float64) float64 {
	var down float64
	for k := range y {
		if !math.IsNaN(y[k]) && !math.IsNaN(x[k]) {
			down += d.Weights[k] * x[k]
		}
	}
	z := make([]float64, len(y))
	sum, square, count := map[int]float64{}, map[int]float64{}, map[int]float64{}
	var mean float64
	for k := range y {
		if !math.IsNaN(y[k]) && !math.IsNaN(x[k]) {
			z[k] = d.Weights[k] * (y[k] - theta*x[k]) / down
		}
		s := d.stratum(k)
		sum[s] += z[k]
		count[s]++
		mean += z[k] / float64(len(y))
	}
	for k := range y {
		s := d.stratum(k)
		centre := sum[s] / count[s]
		if count[s] == 1 {
			centre = mean
		}
		square[s] += (z[k] - centre) * (z[k] - centre)
	}
	var v float64
	for s, n := range count {
		if n > 1 {
			v += n / (n - 1) * square[s]
		} else {
			v += square[s]
		}
	}
	return v
}

func (d *Design) stratum(k int) int {
	if d.Strata == nil {
		return 0
	}
	return d.Strata[k]
}
