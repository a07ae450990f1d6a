package trade

import (
	"math"
	"slices"
)

// HHI is Herfindahl and Hirschman's index: the sum of squared shares of the values, from 1/n to 1; NaN where all are 0.
func HHI(values []float64) float64 {
	var sum, squares float64
	for _, v := range values {
		sum += v
		squares += v * v
	}
	return ratio(squares, sum*sum)
}

// NormalisedHHI brings an index of n values between 0 and 1: (H - 1/n)/(1 - 1/n); NaN where n is below 2.
func NormalisedHHI(h float64, n int) float64 { return ratio(h-1/float64(n), 1-1/float64(n)) }

// ConcentrationUNCTAD is UNCTAD's product concentration index: (√H - √(1/n))/(1 - √(1/n)).
//
// UNCTAD, Handbook of Statistics, annex on calculation methods.
func ConcentrationUNCTAD(h float64, n int) float64 {
	even := math.Sqrt(1 / float64(n))
	return ratio(math.Sqrt(h)-even, 1-even)
}

// Theil is the entropy index (1/n) Σ (x/μ) ln(x/μ) of the values, with 0 ln 0 = 0: from 0 where all are alike to ln n.
func Theil(values []float64) float64 {
	var sum float64
	for _, v := range values {
		sum += v
	}
	mean := sum / float64(len(values))
	if sum == 0 {
		return math.NaN()
	}
	var t float64
	for _, v := range values {
		if v > 0 {
			t += v / mean * math.Log(v/mean)
		}
	}
	return t / float64(len(values))
}

// TheilParts parts Theil's index by groups of the values: between groups, and inside them. They add up to the index.
// group has a number from 0 up a value.
//
//	between = Σ_g s_g ln(s_g / (n_g/n)),   inside = Σ_g s_g T_g,   s_g the group's share of the sum
//
// Cadot, Carrère, Strauss-Kahn (2011), Review of Economics and Statistics 93, 590-605, with groups sold and not sold:
// what lies between them, ln(n/n sold), is the extensive margin.
func TheilParts(values []float64, group []int) (between, inside float64) {
	groups := make([][]float64, slices.Max(group)+1)
	var sum float64
	for i, v := range values {
		groups[group[i]] = append(groups[group[i]], v)
		sum += v
	}
	if sum == 0 {
		return math.NaN(), math.NaN()
	}
	for _, g := range groups {
		var part float64
		for _, v := range g {
			part += v
		}
		if part > 0 {
			share := part / sum
			between += share * math.Log(share/(float64(len(g))/float64(len(values))))
			inside += share * Theil(g)
		}
	}
	return between, inside
}

// Sold numbers values for TheilParts: 0 where a value is 0, 1 where it is not.
func Sold(values []float64) []int {
	out := make([]int, len(values))
	for i, v := range values {
		if v > 0 {
			out[i] = 1
		}
	}
	return out
}

// Gini is Gini's coefficient of the values, from 0 where all are alike to 1 - 1/n.
func Gini(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	var sum, ranked float64
	for i, v := range sorted {
		sum += v
		ranked += float64(i+1) * v
	}
	n := float64(len(values))
	return ratio(2*ranked, n*sum) - (n+1)/n
}

// Markets returns what an economy sells to each economy.
func (d *Data) Markets(exporter int) []float64 {
	out := make([]float64, len(d.Economies))
	lo, hi := d.Exporter(exporter)
	for i := lo; i < hi; i++ {
		out[d.To[i]] += d.Value[i]
	}
	return out
}
