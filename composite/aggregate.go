package composite

import (
	"math"

	"ikat/dense"
)

// Weights are a reader's own weights of pillars; a pillar that has none counts 1. They multiply what Choices.Weigh
// gives.
type Weights map[string]float64

// of is what the weight of each indicator is multiplied by.
func (w Weights) of(indicators []Indicator) []float64 {
	out := make([]float64, len(indicators))
	for i, ind := range indicators {
		out[i] = 1
		if v, ok := w[ind.Pillar]; ok {
			out[i] = v
		}
	}
	return out
}

// weights are those of indicators, multiplied by factors and adding up to 1.
func (d *Data) weights(how string, factors []float64, parts func() []float64) []float64 {
	out := make([]float64, len(d.Indicators))
	switch how {
	case "indicators":
		for i := range out {
			out[i] = 1
		}
	case "components":
		copy(out, parts())
	default:
		members := map[string]float64{}
		for _, ind := range d.Indicators {
			members[ind.Pillar]++
		}
		for i, ind := range d.Indicators {
			out[i] = 1 / members[ind.Pillar]
		}
	}
	var sum float64
	for i := range out {
		out[i] *= factors[i]
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// communalities are the parts of the indicators' variances that the principal components with eigenvalues of 1 or more
// hold: indicators that move with others weigh more. Figures that are missing stand at the median.
//
// OECD and JRC (2008), section on weights from principal components; all retained components are taken together, so no
// rotation is chosen.
func communalities(z [][]float64) []float64 {
	n := len(z)
	out := make([]float64, n)
	all := make([]spread, n)
	for i := range z {
		all[i] = spreadOf(filled(z[i]))
	}
	r := make([]float64, n*n)
	for i := range n {
		r[i*n+i] = 1
		for j := range i {
			r[i*n+j] = correlation(&all[i], &all[j])
			r[j*n+i] = r[i*n+j]
		}
	}
	values, vectors, ok := dense.Symmetric(n, r)
	if !ok {
		for i := range out {
			out[i] = 1
		}
		return out
	}
	const kept = 1 - 1e-9 // of Kaiser's rule, eigenvalues of 1 or more, whatever rounding does
	for k, value := range values {
		if value >= kept {
			for i := range out {
				out[i] += value * vectors[k*n+i] * vectors[k*n+i]
			}
		}
	}
	return out
}

// spread is an indicator with its mean and standard deviation.
type spread struct {
	values          []float64
	mean, deviation float64
}

func spreadOf(v []float64) spread {
	mean, deviation, _, _ := moments(v)
	return spread{v, mean, deviation}
}

// correlation of two indicators; one that is the same for all correlates with itself only.
func correlation(a, b *spread) float64 {
	if !(a.deviation > 0) || !(b.deviation > 0) {
		return 0
	}
	var sum float64
	for u := range a.values {
		sum += (a.values[u] - a.mean) * (b.values[u] - b.mean)
	}
	return sum / float64(len(a.values)) / (a.deviation * b.deviation)
}

// means are the weighted means of the pillars that a unit has, whose weights are those of their indicators; geometric
// means let no pillar make up for another in full.
func (d *Data) means(x *Index, geometric bool) []float64 {
	weight := make([]float64, len(d.Pillars))
	for i, w := range x.Weights {
		weight[d.pillar(i)] += w
	}
	out := make([]float64, len(d.Units))
	for u := range d.Units {
		var sum, all float64
		for p, w := range weight {
			v := x.Pillars[p][u]
			if math.IsNaN(v) {
				continue
			}
			if geometric {
				v = math.Log(v)
			}
			sum += w * v
			all += w
		}
		if out[u] = sum / all; geometric {
			out[u] = math.Exp(out[u])
		}
	}
	return out
}

// copeland counts for each unit the units that it beats less those that beat it; one beats another where the indicators
// in which it is better weigh more than those in which it is worse, among those that both have. Nothing makes up for
// anything: how much better a unit is in an indicator does not count.
//
// Copeland (1951), as OECD and JRC (2008) have it in the section on non-compensatory aggregation.
func (d *Data) copeland(x *Index) []float64 {
	out := make([]float64, len(d.Units))
	for a := range d.Units {
		for b := range a {
			var better float64
			for i, z := range x.Normalised {
				switch {
				case z[a] > z[b]:
					better += x.Weights[i]
				case z[a] < z[b]:
					better -= x.Weights[i]
				}
			}
			const even = 1e-12 // what sums of weights differ by where they are the same
			switch {
			case better > even:
				out[a]++
				out[b]--
			case better < -even:
				out[a]--
				out[b]++
			}
		}
	}
	return out
}
