package chain

import (
	"context"
	"math/bits"
	"slices"

	"ikat/leontief"
)

// Side is one economy's export or import procedures, and their part in a product.
type Side struct {
	Economy int // in Borders.Sides
	Import  bool
	Assumed bool      // the border table has no data on this economy
	Cost    []float64 // by θ: what they add to a dollar of the product, by the additive decomposition
	Bound   []float64 // by θ: saving from the benchmark to first order, summed over their links
	Saving  []float64 // by θ: saved by bringing all of them to the benchmark, exactly; nil beyond those that matter
	Share   []float64 // by θ: Shapley share in mending the weakest jointly; nil where there are fewer than two or beyond them
}

// The weakest sides are solved for exactly, and jointly mended for Shapley shares: 2^jointSides systems.
const (
	exactSides = 5
	jointSides = 3
)

// sides adds up the product's links by side and mends the weakest.
func (p *Product) sides(ctx context.Context) error {
	b, k := p.m.Borders, len(p.m.Thetas)
	all := make([]Side, 2*len(b.Sides))
	for n := range all {
		all[n] = Side{Economy: n / 2, Import: n%2 == 1, Assumed: b.Assumed[n/2], Cost: make([]float64, k), Bound: make([]float64, k)}
	}
	for _, l := range p.Links {
		o := p.m.Sys.PartOf(l.Sector)
		x, im := &all[2*b.Side[o]], &all[2*b.Side[l.To]+1]
		for c, th := range p.m.Thetas {
			part := b.cost(th, l.Sector, o, l.To)
			per := p.m.price(l.Sector, c) * l.Flow
			x.Cost[c] += per * part[exportSide]
			im.Cost[c] += per * part[importSide]
			ax, aim := p.m.above(p.Benchmark, c, l.Sector, o, l.To)
			x.Bound[c] += p.bound(l.Sector, l.To, c, ax)
			im.Bound[c] += p.bound(l.Sector, l.To, c, aim)
		}
	}
	for _, s := range all {
		if maximum(s.Cost) > 0 {
			p.Sides = append(p.Sides, s)
		}
	}
	sortBy(p.Sides, func(s *Side) []float64 { return s.Bound })
	// What is only assumed about an economy cannot make it the weakest: it comes after all that data speak of.
	slices.SortStableFunc(p.Sides, func(x, y Side) int { return boolOrder(x.Assumed, y.Assumed) })
	return p.mendSides(ctx)
}

// mendSides solves exactly for the weakest sides one by one, and for every set of the very weakest.
func (p *Product) mendSides(ctx context.Context) error {
	known := len(p.Sides)
	for known > 0 && p.Sides[known-1].Assumed {
		known--
	}
	single, joint := min(exactSides, known), min(jointSides, known)
	var sets []uint // bit n is the n-th side
	for n := range single {
		sets = append(sets, 1<<n)
	}
	for set := uint(1); set < 1<<joint; set++ {
		if bits.OnesCount(set) > 1 {
			sets = append(sets, set)
		}
	}
	for c := range p.m.Thetas {
		saved, err := p.mend(ctx, c, sets)
		if err != nil {
			return err
		}
		value := map[uint]float64{}
		for n, set := range sets {
			value[set] = saved[n]
		}
		for n := range single {
			p.Sides[n].Saving = append(p.Sides[n].Saving, saved[n])
			if n < joint && joint > 1 {
				p.Sides[n].Share = append(p.Sides[n].Share, shapley(value, joint, n))
			}
		}
	}
	return nil
}

// Mend returns what bringing a set of sides to the benchmark together would save on a delivered dollar of the product at
// the c-th cost of a day, by solving again for the difference of prices:
//
//	(p−p')' (I − A∘(1+T')) = p'(A∘(T−T'))
func (p *Product) Mend(ctx context.Context, c int, sides ...Side) (float64, error) {
	saved, err := p.mendSets(ctx, c, [][]Side{sides})
	if err != nil {
		return 0, err
	}
	return saved[0], nil
}

func (p *Product) mend(ctx context.Context, c int, sets []uint) ([]float64, error) {
	var members [][]Side
	for _, set := range sets {
		var in []Side
		for n := range p.Sides {
			if set&(1<<n) != 0 {
				in = append(in, p.Sides[n])
			}
		}
		members = append(members, in)
	}
	return p.mendSets(ctx, c, members)
}

func (p *Product) mendSets(ctx context.Context, c int, sets [][]Side) ([]float64, error) {
	cuts := make([]leontief.Weights, len(sets))
	for at, set := range sets {
		cuts[at] = p.cut(set, c)
	}
	return p.save(ctx, c, cuts)
}

// save returns what each cut of borders' costs, n x G, would save on a delivered dollar of the product.
func (p *Product) save(ctx context.Context, c int, cuts []leontief.Weights) ([]float64, error) {
	s, k := p.m.Sys, len(cuts)
	if k == 0 {
		return nil, nil
	}
	n, with := s.N(), make([]leontief.Weights, k)
	price := make([]float64, n*k)
	for at, cut := range cuts {
		with[at] = make(leontief.Weights, len(cut))
		for e, v := range p.m.with[c] {
			with[at][e] = v - cut[e]
		}
		for i := range n {
			price[i*k+at] = p.m.price(i, c)
		}
	}
	fall, err := s.MulWeightedT(ctx, cuts, price)
	if err != nil {
		return nil, err
	}
	if err := s.SolveWeightedT(ctx, with, fall); err != nil {
		return nil, err
	}
	out := make([]float64, k)
	j := p.Target.Product
	for at, cut := range cuts {
		d, last := fall[j*k+at], 0.0
		if p.To >= 0 {
			last = cut[p.To*n+j]
		}
		out[at] = d*(p.last(c)-last) + p.m.price(j, c)*last
	}
	return out, nil
}

// cut returns how much of every border's cost mending a set of sides takes away, n x G.
func (p *Product) cut(set []Side, c int) leontief.Weights {
	s, b := p.m.Sys, p.m.Borders
	w := make(leontief.Weights, s.N()*s.G())
	for o, P := range s.Parts {
		for q := range s.Parts {
			var exports, imports bool
			for _, side := range set {
				exports = exports || !side.Import && side.Economy == b.Side[o]
				imports = imports || side.Import && side.Economy == b.Side[q]
			}
			if !exports && !imports || b.Free[o*s.G()+q] {
				continue
			}
			for i := P.Lo; i < P.Hi; i++ {
				x, im := p.m.above(p.Benchmark, c, i, o, q)
				if exports {
					w[q*s.N()+i] += x
				}
				if imports {
					w[q*s.N()+i] += im
				}
			}
		}
	}
	return w
}

// shapley returns a player's mean contribution to the value of sets of n players over all orders in which they may join.
//
// Shapley (1953), in Contributions to the Theory of Games II.
func shapley(value map[uint]float64, n, player int) float64 {
	factorial := func(m int) float64 {
		f := 1.0
		for i := 2; i <= m; i++ {
			f *= float64(i)
		}
		return f
	}
	var sum float64
	for set := uint(0); set < 1<<n; set++ {
		if set&(1<<player) != 0 {
			continue
		}
		size := bits.OnesCount(set)
		sum += factorial(size) * factorial(n-size-1) / factorial(n) * (value[set|1<<player] - value[set])
	}
	return sum
}

// boolOrder orders false before true.
func boolOrder(x, y bool) int {
	switch {
	case x == y:
		return 0
	case y:
		return -1
	}
	return 1
}
