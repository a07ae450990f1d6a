package draws

import (
	"cmp"
	"math"
	"slices"
)

// Fixed is a number that is known.
type Fixed float64

// Quantile returns the number.
func (f Fixed) Quantile(float64) float64 { return float64(f) }

// Normal is an estimate with its standard error, cut off below Least: what lies there is drawn above, in proportion.
type Normal struct{ Mean, SD, Least float64 }

// Quantile inverts the distribution function.
func (n Normal) Quantile(u float64) float64 {
	if n.SD == 0 {
		return math.Max(n.Mean, n.Least)
	}
	below := math.Erfc((n.Mean-n.Least)/n.SD/math.Sqrt2) / 2
	if math.IsInf(n.Least, -1) {
		below = 0
	}
	v := below + u*(1-below)
	return math.Max(n.Least, n.Mean-n.SD*math.Sqrt2*math.Erfcinv(2*v))
}

// Triangular rises from Low to Mode and falls to High: a central value with a range and nothing else known.
type Triangular struct{ Low, Mode, High float64 }

// Quantile inverts the distribution function.
func (t Triangular) Quantile(u float64) float64 {
	width := t.High - t.Low
	if width == 0 {
		return t.Mode
	}
	if left := (t.Mode - t.Low) / width; u < left {
		return t.Low + math.Sqrt(u*width*(t.Mode-t.Low))
	}
	return t.High - math.Sqrt((1-u)*width*(t.High-t.Mode))
}

// LogTriangular is Triangular in logarithms: for numbers known to a factor.
type LogTriangular struct{ Low, Mode, High float64 }

// Quantile inverts the distribution function; a number that is zero everywhere stays it.
func (t LogTriangular) Quantile(u float64) float64 {
	if t.High == 0 {
		return 0
	}
	return math.Exp(Triangular{math.Log(t.Low), math.Log(t.Mode), math.Log(t.High)}.Quantile(u))
}

// Uniform holds every number between two alike.
type Uniform struct{ Low, High float64 }

// Quantile inverts the distribution function.
func (d Uniform) Quantile(u float64) float64 { return d.Low + u*(d.High-d.Low) }

// Choice is one of some values, with weights; no weights are equal ones.
type Choice struct{ Values, Weights []float64 }

// Quantile returns the value at which the weights add up to u, values in rising order.
func (c Choice) Quantile(u float64) float64 {
	order := make([]int, len(c.Values))
	var total float64
	for i := range order {
		order[i] = i
		total += c.weight(i)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c.Values[a], c.Values[b]) })
	u *= total
	for _, i := range order {
		if u -= c.weight(i); u < 0 {
			return c.Values[i]
		}
	}
	return c.Values[order[len(order)-1]]
}

func (c Choice) weight(i int) float64 {
	if c.Weights == nil {
		return 1
	}
	return c.Weights[i]
}
