package sme

import "math"

// PublishedRange is small firms' value added in exports where the statistics leave shares by industry open, in the unit
// of what was published.
type PublishedRange struct {
	// Low and High are over all shares by industry of value added, output and exports that the statistics and capacity
	// allow, certified by duality.
	Low, High float64
	// AlikeLow and AlikeHigh are over all shares of exports that capacity allows, with one share of value added in
	// every industry; NaN where a statistic says how exports are split.
	AlikeLow, AlikeHigh float64
	Total               float64 // of small and large firms
}

// Range returns what the closed form of Proportional leaves open. No statistic of exports need be given: then every
// share of exports between nothing and capacity counts, a class exporting at most what it makes. Statistics enter with
// their ranges.
//
// Error: as SharesBy.
func (p *Published) Range(s Statistics) (PublishedRange, error) {
	e, at := p.economy()
	out := PublishedRange{AlikeLow: math.NaN(), AlikeHigh: math.NaN()}
	value, exported := make([]float64, e.N()), make([]float64, e.N())
	for k, i := range at {
		value[k], exported[k] = p.slopes(e, k, p.InExports[i])
		out.Total += p.InExports[i]
	}
	shares, err := PointShares(e, s)
	if err != nil {
		return out, err
	}
	if !s.any(Exports) { // exports split as output are always within capacity; their total is left open
		s = append(s[:len(s):len(s)], AnyExports(e, shares))
		out.AlikeLow, out.AlikeHigh = alike(e, s, value, exported)
	}
	out.Low, out.High, err = ShareBounds(e, s, value, exported)
	return out, err
}

// AnyExports is the statistic that says nothing of exports: small firms make any part of them, in the middle as some
// shares have it.
func AnyExports(e *Economy, shares *Shares) Statistic {
	return Statistic{Economy: e.Code, Indicator: Exports, High: 1,
		Value: ratio(inner(shares.Exports, e.Exports), sum(e.Exports), 0)}
}

// slopes are what an industry adds to small firms' value added in exports per unit of their share of its output, and
// per unit of their share of its exports:
//
//	v [t e + (s x − t e)/(x − e) · (xe − e)]
func (p *Published) slopes(e *Economy, k int, inExports float64) (value, exported float64) {
	v := e.VA[k] / e.X[k]
	if v == 0 {
		return 0, 0
	}
	serving := ratio(inExports/v-e.Exports[k], e.X[k]-e.Exports[k], 0)
	return v * serving * e.X[k], v * e.Exports[k] * (1 - serving)
}

// alike is the range over shares of exports, small firms' share of value added and output being the same in every
// industry. What they earn rises with both.
func alike(e *Economy, s Statistics, value, exported []float64) (low, high float64) {
	whole := s.find(ValueAdded, "")
	if whole == nil {
		return math.NaN(), math.NaN()
	}
	r := whole.within()
	for k := range value {
		low += value[k] * r.low
		high += value[k] * r.high
		if e.Exports[k] > 0 {
			low += exported[k] * limitedShare(r.low, 0, e.X[k], e.Exports[k])
			high += exported[k] * limitedShare(r.high, 1, e.X[k], e.Exports[k])
		}
	}
	return low, high
}

func inner(a, b []float64) float64 {
	var s float64
	for i := range a {
		s += a[i] * b[i]
	}
	return s
}
