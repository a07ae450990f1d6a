package chain

import (
	"context"
	"math/bits"
	"slices"
)

// Side is one economy's export or import procedures, and their part in a product.
type Side struct {
	Economy int // in Borders.Sides
	Import  bool
	Assumed bool      // the border table has no data on this economy
	Cost    []float64 // by θ: what they add to a dollar of the product, by the additive decomposition
	Bound   []float64 // by θ: saving from the benchmark to first order, summed over their links
	Saving  []float64 // by θ: saved by bringing all of them to the benchmark, exactly; nil beyond those that matter
	Removed []float64 // by θ: what the product would cost less without this side alone; nil beyond those that matter
	// by θ: Shapley share in mending the weakest jointly; nil where there are fewer than two or beyond them
	Share []float64
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
		all[n] = Side{
			Economy: n / 2,
			Import:  n%2 == 1,
			Assumed: b.Assumed[n/2],
			Cost:    make([]float64, k),
			Bound:   make([]float64, k),
		}
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
	var trials []trial
	for c := range p.m.Thetas {
		mended := make([]*easier, single)
		for n := range mended {
			mended[n] = p.mended(p.Sides[n], c)
		}
		for _, set := range sets {
			var of []*easier
			for n, e := range mended {
				if set&(1<<n) != 0 {
					of = append(of, e)
				}
			}
			trials = append(trials, trial{c, of})
		}
	}
	if err := p.removeSides(ctx, single); err != nil {
		return err
	}
	saved, err := p.save(ctx, trials)
	if err != nil {
		return err
	}
	for of := range slices.Chunk(saved, max(1, len(sets))) { // by θ
		value := map[uint]float64{}
		for n, set := range sets {
			value[set] = of[n]
		}
		for n := range single {
			p.Sides[n].Saving = append(p.Sides[n].Saving, of[n])
			if n < joint && joint > 1 {
				p.Sides[n].Share = append(p.Sides[n].Share, shapley(value, joint, n))
			}
		}
	}
	return nil
}

// removeSides solves for what each of the first sides costs alone: that of later borders on it is saved with it.
func (p *Product) removeSides(ctx context.Context, first int) error {
	b := p.m.Borders
	var trials []trial
	for c, th := range p.m.Thetas {
		for _, side := range p.Sides[:first] {
			trials = append(trials, trial{c, []*easier{p.m.easier(side.Import, side.Economy, func(i, o, q int) float64 {
				if !b.crosses(i, o, q) {
					return 0
				}
				part := b.cost(th, i, o, q)
				if side.Import {
					return part[importSide]
				}
				return part[exportSide]
			})}})
		}
	}
	saved, err := p.save(ctx, trials)
	for n, v := range saved {
		s := &p.Sides[n%first]
		s.Removed = append(s.Removed, v)
	}
	return err
}

// Mend returns what bringing a set of sides to the benchmark together would save on a delivered dollar of the product
// at the c-th cost of a day, by solving again for the difference of prices:
//
//	(p−p')' (I − A∘(1+T')) = p'(A∘(T−T'))
func (p *Product) Mend(ctx context.Context, c int, sides ...Side) (float64, error) {
	t := trial{c: c}
	for _, side := range sides {
		t.of = append(t.of, p.mended(side, c))
	}
	saved, err := p.save(ctx, []trial{t})
	if err != nil {
		return 0, err
	}
	return saved[0], nil
}

// mended is what bringing a side to the benchmark takes from borders at the c-th cost of a day.
func (p *Product) mended(side Side, c int) *easier {
	b := p.m.Borders
	return p.m.easier(side.Import, side.Economy, func(i, o, q int) float64 {
		if b.Free[o*p.m.Sys.G()+q] {
			return 0
		}
		x, im := p.m.above(p.Benchmark, c, i, o, q)
		if side.Import {
			return im
		}
		return x
	})
}

// shapley returns a player's mean contribution to the value of sets of n players over all orders in which they may
// join.
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
