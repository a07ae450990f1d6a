package sme

import (
	"math"
	"sort"
)

// GrowthRange returns how slowly and how fast small firms' value added can have grown when each sector's grew by
// growth, whichever industries they earn it in: their share of a sector's value added is only known to lie in its
// statistic's range, or between 0 and 1, and the economy's to lie in its own.
//
//	least and most of Σ s va growth / Σ s va,   low ≤ s ≤ high,   Σ s va given
//
// The extremes take the slowest, or the fastest, sectors first, with as little in all as the statistic allows.
func (s *Split) GrowthRange(stats Statistics, growth []float64) (low, high float64) {
	e, n := s.Economy, s.Economy.N()
	total := sum(s.VA[:n])
	if one := stats.find(ValueAdded, ""); one != nil {
		total = one.Low * sum(e.VA)
	}
	f := Information{Statistics: stats}
	ends := [2]float64{}
	for end, sign := range []float64{1, -1} {
		order := make([]int, n)
		var least, value float64
		for i := range n {
			order[i] = i
			own := f.of(ValueAdded, e, i, Small, e.VA[i])
			least += own.low
			value += own.low * growth[i]
		}
		sort.SliceStable(order, func(a, b int) bool { return sign*growth[order[a]] < sign*growth[order[b]] })
		left := total - least
		for _, i := range order {
			own := f.of(ValueAdded, e, i, Small, e.VA[i])
			take := math.Max(0, math.Min(left, own.high-own.low))
			value += take * growth[i]
			left -= take
		}
		ends[end] = value / (total - math.Max(left, 0))
	}
	return ends[0], ends[1]
}
