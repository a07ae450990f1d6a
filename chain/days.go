package chain

import (
	"context"
	"math"

	"ikat/dense"
)

// DayBins is the least number of whole days a distribution tells apart: 0 to 219, and 220 or more.
const DayBins = 221

// DayDistribution is how long the inputs of products spend at borders: At(j)[k] is the share of product j's value that
// has spent k days there, the last entry k or more. A border of 22.1 days counts as 22 days for nine tenths of what
// passes it and 23 for the rest, so that means are kept.
type DayDistribution struct {
	Bins int
	f    []float64 // n x Bins
}

// At returns the distribution of product j; it must not be changed.
func (d *DayDistribution) At(j int) []float64 { return d.f[j*d.Bins : (j+1)*d.Bins] }

// Percentile returns the day by which a share of the value of product j has left its last border, after a further
// delay, and whether that day lies beyond the last bin, so that all that is known is that it is more.
func (d *DayDistribution) Percentile(j int, share, further float64) (days float64, beyond bool) {
	var sum float64
	f := d.At(j)
	for k, v := range f[:d.Bins-1] {
		if sum += v; sum >= share-1e-12 {
			return float64(k) + further, false
		}
	}
	return float64(d.Bins-1) + further, true
}

// BinsNeeded returns how many bins the model's borders need: as many as DayBins, or so many that a dollar may pass
// several of the longest borders one after the other, up to mostBins.
func (m *Model) BinsNeeded() int {
	var longest float64
	for p, P := range m.Sys.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			for q := range m.Sys.Parts {
				longest = math.Max(longest, m.Borders.Days(i, p, q))
			}
		}
	}
	return int(math.Max(DayBins, math.Min(mostBins, passings*longest+1)))
}

// passings is how many of the longest borders bins reach beyond; mostBins bounds the memory they take.
const passings, mostBins = 8, 2001

// DayDistribution returns the distribution of border days of every product.
//
//	f_j(k) = v_j 1{k=0} + Σ_i A_ij f_i(k − d_ij),   v_j = 1 − Σ_i A_ij
//
// an absorbing chain: from j to supplier i with probability A_ij, stopping with v_j. Flows without delay are solved for
// at once, and days in blocks as long as the shortest delay, since no day of a block depends on another: for 20 days
// that is a dozen thin products instead of 221 steps.
func (m *Model) DayDistribution(ctx context.Context, bins int) (*DayDistribution, error) {
	lags, least := m.lags(bins)
	lu, err := m.Sys.FactorWeighted(ctx, weights(m.Sys, func(i, p, q int) float64 {
		if p == q {
			return 1
		}
		l := lags[i*m.Sys.G()+q]
		if l.whole > 0 {
			return 0
		}
		return 1 - l.part
	}))
	if err != nil {
		return nil, err
	}
	d := &DayDistribution{Bins: bins, f: make([]float64, m.Sys.N()*bins)}
	stop := m.stopping()
	for lo := 0; lo < bins-1; lo += least {
		hi := min(lo+least, bins-1)
		rhs := make([]float64, m.Sys.N()*(hi-lo))
		if lo == 0 {
			for j, v := range stop {
				rhs[j*hi] = v
			}
		} else if err := m.arrivals(ctx, lags, d, lo, hi, rhs); err != nil {
			return nil, err
		}
		if err := lu.Solve(ctx, dense.Trans, hi-lo, rhs, hi-lo); err != nil {
			return nil, err
		}
		for j := range m.Sys.N() {
			copy(d.f[j*bins+lo:j*bins+hi], rhs[j*(hi-lo):])
		}
	}
	for j := range m.Sys.N() {
		f := d.At(j)
		f[bins-1] = 1
		for _, v := range f[:bins-1] {
			f[bins-1] -= v
		}
	}
	return d, nil
}

// lag is a delay of whole days, and one more with probability part.
type lag struct {
	whole int
	part  float64
}

// lags returns the delays by supplier and using part, n x G, and the least positive number of days any of them may
// take.
func (m *Model) lags(bins int) ([]lag, int) {
	G := m.Sys.G()
	out, least := make([]lag, m.Sys.N()*G), bins
	for p, P := range m.Sys.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			for q := range G {
				days := m.Borders.Days(i, p, q)
				if days == 0 {
					continue
				}
				whole := math.Floor(math.Min(days, float64(bins)))
				l := lag{int(whole), math.Min(days, float64(bins)) - whole}
				out[i*G+q] = l
				least = min(least, max(1, l.whole))
			}
		}
	}
	return out, least
}

// stopping returns 1 − Σ_i A_ij: the share of each product that is added by its maker.
func (m *Model) stopping() []float64 {
	s := m.Sys
	out := make([]float64, s.N())
	for j := range out {
		out[j] = 1
	}
	for i := range s.N() {
		for j, z := range s.ZRow(i) {
			out[j] -= z * s.InvX()[j]
		}
	}
	return out
}

// NegativeShares returns the products whose maker adds less than nothing: v_j < 0, which no probability is. Where they
// supply, what DayDistribution gives is no distribution, though its mean is right.
func (m *Model) NegativeShares() []int {
	var out []int
	for j, v := range m.stopping() {
		if v < -rounding {
			out = append(out, j)
		}
	}
	return out
}

// rounding is what sums of shares leave of nothing.
const rounding = 1e-9

// arrivals adds Σ_i A_ij f_i(k − d_ij) to rhs for the days lo ≤ k < hi, over the flows that take time.
func (m *Model) arrivals(ctx context.Context, lags []lag, d *DayDistribution, lo, hi int, rhs []float64) error {
	s, w := m.Sys, hi-lo
	G := s.G()
	return s.EachPart(ctx, func(q int) error {
		late := make([]float64, s.N()*w)
		for i := range s.N() {
			if l := lags[i*G+q]; l.whole > 0 || l.part > 0 {
				l.shift(d.At(i), lo, late[i*w:(i+1)*w])
			}
		}
		return s.MulPartT(ctx, q, w, late, rhs)
	})
}

// shift adds to out the distribution f delayed by the lag, for days from lo on. What takes no whole day is not late.
func (l lag) shift(f []float64, lo int, out []float64) {
	for k := range out {
		if at := lo + k - l.whole; l.whole > 0 && at >= 0 {
			out[k] += (1 - l.part) * f[at]
		}
		if at := lo + k - l.whole - 1; l.part > 0 && at >= 0 {
			out[k] += l.part * f[at]
		}
	}
}
