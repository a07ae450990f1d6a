package trade

import "math"

// Prody is the income that goes with a product: GDP per capita of its exporters, weighted by their comparative
// advantage. income has a value an economy of the matrix; those where it is NaN take no part, and shares are of the
// trade of the others. NaN where nobody with an income sells the product.
//
//	PRODY_p = Σ_c (s_cp / Σ_c s_cp) y_c,   s_cp = x_cp / x_c
//
// Hausmann, Hwang, Rodrik (2007), Journal of Economic Growth 12, 1-25.
func (m *Matrix) Prody(income []float64) []float64 {
	sum, weighted := make([]float64, len(m.Products)), make([]float64, len(m.Products))
	for c := range m.Economies {
		if math.IsNaN(income[c]) || m.rows[c] == 0 {
			continue
		}
		for p, v := range m.Row(c) {
			share := v / m.rows[c]
			sum[p] += share
			weighted[p] += share * income[c]
		}
	}
	out := make([]float64, len(m.Products))
	for p := range out {
		out[p] = ratio(weighted[p], sum[p])
	}
	return out
}

// Expy is the income level of an economy's exports: the mean of PRODY by export shares. Products without a PRODY take
// no part; covered is the share of exports that do.
func (m *Matrix) Expy(prody []float64, economy int) (expy, covered float64) {
	var sum, weighted float64
	for p, v := range m.Row(economy) {
		if v > 0 && !math.IsNaN(prody[p]) {
			sum += v
			weighted += v * prody[p]
		}
	}
	return ratio(weighted, sum), ratio(sum, m.rows[economy])
}
