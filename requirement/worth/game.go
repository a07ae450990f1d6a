// Package worth says what closing gaps is worth: of each requirement and of all, in what firms make, and as a part
// of the price that goods of small and large suppliers carry.
package worth

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
)

// Firm is a firm, or a group of firms that are alike.
type Firm struct {
	Weight   float64 // firms it stands for
	Capacity float64 // of each
	// Ways are sets of requirements that each make it qualify once they are met; an empty set is a firm that qualifies
	// already, and no set one that cannot. Several ways are substitutes.
	Ways [][]int
}

// Parts divides the worth of meeting all requirements.
type Parts struct {
	Before, After float64   // qualified share of capacity, with no requirement met and with all
	All           float64   // worth of all
	Alone         []float64 // by requirement: met alone, as things are
	Last          []float64 // met when all others are
	Shapley       []float64 // mean over all orders in which requirements are met; adds up to All
	Error         []float64 // standard error of Shapley where orders were sampled; nil where it is exact
}

// MostExact is the number of requirements up to which every order counts; beyond it orders are sampled.
const MostExact = 12

// Divide values the qualified share of capacity, h, by a function of it, and divides the worth of meeting all of n
// requirements among them.
//
//	h(S) = Σ weight·capacity of firms with a way within S / Σ weight·capacity
//	worth(S) = value(h(S)) − value(h(∅))
//
// Up to MostExact requirements the Shapley parts are exact; beyond, so many orders are drawn with the seed, each with
// its reverse.
func Divide(n int, firms []Firm, value func(h float64) float64, orders int, seed uint64) *Parts {
	g := &game{n: n, value: value}
	for _, f := range firms {
		g.total += f.Weight * f.Capacity
		if len(f.Ways) > 0 {
			g.firms = append(g.firms, f)
		}
	}
	out := &Parts{Alone: make([]float64, n), Last: make([]float64, n)}
	none, all := make([]bool, n), make([]bool, n)
	for r := range all {
		all[r] = true
	}
	out.Before, out.After = g.share(none), g.share(all)
	base := value(out.Before)
	out.All = value(out.After) - base
	for r := range n {
		none[r], all[r] = true, false
		out.Alone[r] = value(g.share(none)) - base
		out.Last[r] = value(out.After) - value(g.share(all))
		none[r], all[r] = false, true
	}
	if n <= MostExact {
		out.Shapley = g.exact()
	} else {
		out.Shapley, out.Error = g.sampled(orders, seed)
	}
	return out
}

type game struct {
	n     int
	firms []Firm
	total float64
	value func(float64) float64
}

// share is the qualified share of capacity when some requirements are met.
func (g *game) share(met []bool) float64 {
	var sum float64
	for _, f := range g.firms {
		if slices.ContainsFunc(f.Ways, func(way []int) bool {
			return !slices.ContainsFunc(way, func(r int) bool { return !met[r] })
		}) {
			sum += f.Weight * f.Capacity
		}
	}
	return sum / g.total
}

// exact goes through every set of requirements.
func (g *game) exact() []float64 {
	size := 1 << g.n
	h := make([]float64, size) // first the capacity that needs exactly a set, then what a set qualifies
	for _, f := range g.firms {
		masks := make([]int, 0, len(f.Ways))
		for _, way := range f.Ways {
			m := 0
			for _, r := range way {
				m |= 1 << r
			}
			masks = append(masks, m)
		}
		g.qualifies(h, masks, f.Weight*f.Capacity)
	}
	for r := range g.n {
		for s := range size {
			if s>>r&1 == 1 {
				h[s] += h[s^1<<r]
			}
		}
	}
	for s := range h {
		h[s] = g.value(h[s] / g.total)
	}
	out := make([]float64, g.n)
	weight := make([]float64, g.n) // of a set of that size, for one that is not in it
	for k := range weight {
		weight[k] = math.Exp(lnFactorial(k) + lnFactorial(g.n-k-1) - lnFactorial(g.n))
	}
	for s := range size {
		for r := range g.n {
			if s>>r&1 == 0 {
				out[r] += weight[bits.OnesCount(uint(s))] * (h[s|1<<r] - h[s])
			}
		}
	}
	return out
}

// qualifies adds a firm's capacity so that the sum over the subsets of a set is it where the set holds a way: by
// inclusion and exclusion of the ways.
func (g *game) qualifies(h []float64, masks []int, capacity float64) {
	if len(masks) > 10 { // many substitutes: count sets directly, and undo the sum over subsets
		direct := make([]float64, len(h))
		for s := range direct {
			if slices.ContainsFunc(masks, func(m int) bool { return m&^s == 0 }) {
				direct[s] = capacity
			}
		}
		for r := range g.n {
			for s := range direct {
				if s>>r&1 == 1 {
					direct[s] -= direct[s^1<<r]
				}
			}
		}
		for s := range direct {
			h[s] += direct[s]
		}
		return
	}
	for some := 1; some < 1<<len(masks); some++ {
		union := 0
		for k, m := range masks {
			if some>>k&1 == 1 {
				union |= m
			}
		}
		if bits.OnesCount(uint(some))%2 == 1 {
			h[union] += capacity
		} else {
			h[union] -= capacity
		}
	}
}

func lnFactorial(n int) float64 {
	v, _ := math.Lgamma(float64(n + 1))
	return v
}

// sampled meets requirements in orders drawn at random, each forwards and backwards.
func (g *game) sampled(orders int, seed uint64) (mean, sd []float64) {
	r := rand.New(rand.NewPCG(seed, 0))
	mean, sd = make([]float64, g.n), make([]float64, g.n)
	for range orders {
		order := r.Perm(g.n)
		one := g.along(order)
		slices.Reverse(order)
		for k, v := range g.along(order) {
			v = (v + one[k]) / 2
			mean[k] += v
			sd[k] += v * v
		}
	}
	m := float64(orders)
	for k := range mean {
		mean[k] /= m
		sd[k] = math.Sqrt(max(0, sd[k]/m-mean[k]*mean[k]) / max(1, m-1))
	}
	return mean, sd
}

// along returns what each requirement adds when they are met in an order.
func (g *game) along(order []int) []float64 {
	place := make([]int, g.n)
	for k, r := range order {
		place[r] = k + 1
	}
	gains := make([]float64, g.n+1) // capacity that qualifies with the k-th
	for _, f := range g.firms {
		first := g.n + 1
		for _, way := range f.Ways {
			last := 0
			for _, r := range way {
				last = max(last, place[r])
			}
			first = min(first, last)
		}
		gains[first] += f.Weight * f.Capacity
	}
	out := make([]float64, g.n)
	h := gains[0]
	before := g.value(h / g.total)
	for k, r := range order {
		h += gains[k+1]
		after := before
		if gains[k+1] != 0 {
			after = g.value(h / g.total)
		}
		out[r], before = after-before, after
	}
	return out
}

// Linear divides the qualified share of capacity itself, for any number of requirements: a firm with several gaps
// gives each an equal part, which is exactly Shapley's where gaps have no substitutes.
//
//	φ_r = Σ weight·capacity·1{r ∈ gaps}/|gaps| / Σ weight·capacity
func Linear(n int, firms []Firm) *Parts {
	out := &Parts{Alone: make([]float64, n), Last: make([]float64, n), Shapley: make([]float64, n)}
	var total float64
	for _, f := range firms {
		c := f.Weight * f.Capacity
		total += c
		if len(f.Ways) == 0 {
			continue
		}
		out.After += c
		gaps := f.Ways[0]
		if len(gaps) == 0 {
			out.Before += c
		}
		for _, r := range gaps {
			out.Last[r] += c
			out.Shapley[r] += c / float64(len(gaps))
			if len(gaps) == 1 {
				out.Alone[r] += c
			}
		}
	}
	for _, list := range [][]float64{out.Alone, out.Last, out.Shapley} {
		for r := range list {
			list[r] /= total
		}
	}
	out.Before, out.After = out.Before/total, out.After/total
	out.All = out.After - out.Before
	return out
}
