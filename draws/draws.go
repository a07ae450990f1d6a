// Package draws says how sure a result is whose inputs are uncertain: all of them are drawn together from what is known
// of each, the result is computed again for every draw, and the middle 90% of it is its interval.
//
// Draw i depends on the seed and on i alone, so a sample can be computed in any order, in parts, or be made longer.
package draws

import (
	"context"
	"math"
	"math/rand/v2"

	"golang.org/x/sync/errgroup"

	"ikat/fault"
	"ikat/internal/cores"
)

// Dist is the distribution of one uncertain number, by its quantile function for 0 < u < 1, which must not fall.
type Dist interface{ Quantile(u float64) float64 }

// Input is one uncertain number. Inputs with the same With move together: a draw takes the same quantile of each.
type Input struct {
	Name string
	Dist Dist
	With string
}

// Plan is what is drawn, how often, from which seed.
type Plan struct {
	Inputs []Input
	N      int
	Seed   uint64
}

// Sample are the values that a plan draws.
type Sample struct {
	Inputs []Input
	N      int
	values []float64 // N x inputs
}

// Most is the largest number of draws a plan takes.
const Most = 100_000

// Sample draws.
//
// Error: fault.Invalid for no draws, too many, or a distribution that gives no number.
func (p Plan) Sample() (*Sample, error) {
	if p.N < 1 || p.N > Most {
		return nil, &fault.Error{Kind: fault.Invalid, Where: "draws", What: fault.Say("%d draws are asked for", p.N),
			Fix: fault.Say("It takes 1 to %d", Most)}
	}
	s := &Sample{Inputs: p.Inputs, N: p.N, values: make([]float64, p.N*len(p.Inputs))}
	for i := range p.N {
		random := rand.New(rand.NewPCG(p.Seed, uint64(i)))
		shared := map[string]float64{}
		for k, in := range p.Inputs {
			u, ok := shared[in.With]
			if !ok || in.With == "" {
				u = inside(random.Float64())
				shared[in.With] = u
			}
			v := in.Dist.Quantile(u)
			if v-v != 0 {
				return nil, &fault.Error{Kind: fault.Invalid, Where: fault.Say("draws of %s", in.Name),
					What: fault.Say("its distribution gives %v", v)}
			}
			s.values[i*len(p.Inputs)+k] = v
		}
	}
	return s, nil
}

// inside keeps a uniform number off 0, whose quantile may be infinite.
func inside(u float64) float64 { return math.Max(u, 0x1p-54) }

// Value returns what draw i gives input k.
func (s *Sample) Value(i, k int) float64 { return s.values[i*len(s.Inputs)+k] }

// Row returns what draw i gives all inputs; it must not be changed.
func (s *Sample) Row(i int) []float64 {
	return s.values[i*len(s.Inputs) : (i+1)*len(s.Inputs)]
}

// Each calls f for the draws 0 … n−1 on all cores, until one fails.
//
// Error: the first that f returns; what ended ctx.
func Each(ctx context.Context, n int, f func(ctx context.Context, i int) error) error {
	group, while := errgroup.WithContext(ctx)
	group.SetLimit(cores.Count())
	for i := range n {
		if while.Err() != nil {
			break
		}
		group.Go(func() error { return f(while, i) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return &fault.Error{Kind: fault.Canceled, What: "stopped before all draws were computed", Err: err}
	}
	return nil
}
