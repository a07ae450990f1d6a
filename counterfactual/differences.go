package counterfactual

import (
	"context"
	"math"
	"sort"

	"golang.org/x/sync/errgroup"

	"ikat/internal/cores"
)

// differenceStep is the change of ln d in Differences: with five points the error is of the order of its fourth power.
const differenceStep = 1e-3

// Differences returns the derivative of each outcome with respect to ln d of one link by differences of the exact
// solver: what Gradients must agree with, at the price of four solves a link.
//
// Error: as Solve.
func (b *Baseline) Differences(ctx context.Context, link int, outcomes []Functional, d Deficits) ([]float64, error) {
	const h = differenceStep
	weights := map[float64]float64{2 * h: -1, h: 8, -h: -8, -2 * h: 1}
	out := make([]float64, len(outcomes))
	for at, weight := range weights {
		s := Shock{Iceberg: make([]float64, b.Links())}
		for i := range s.Iceberg {
			s.Iceberg[i] = 1
		}
		s.Iceberg[link] = math.Exp(at)
		o, err := b.Solve(ctx, s, d)
		if err != nil {
			return nil, err
		}
		for k, f := range outcomes {
			out[k] += weight * f.Growth(o) / (12 * h)
		}
	}
	return out, nil
}

// Agreement returns the largest relative difference between gradients and Differences over some links. A derivative
// below a thousandth of the link's largest is measured against that thousandth.
//
// Error: as Solve.
func (b *Baseline) Agreement(ctx context.Context, links []int, outcomes []Functional, gradients [][]float64,
	d Deficits) (float64, error) {
	worst := make([]float64, len(links))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(cores.Count())
	for k, link := range links {
		group.Go(func() error {
			exact, err := b.Differences(ctx, link, outcomes, d)
			if err != nil {
				return err
			}
			var scale float64
			for _, e := range exact {
				scale = math.Max(scale, math.Abs(e))
			}
			for o, e := range exact {
				miss := math.Abs(gradients[o][link]-e) / math.Max(math.Abs(e), scale/1000)
				if !(miss <= worst[k]) {
					worst[k] = miss
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return 0, err
	}
	return norm(worst), nil
}

// LargestLinks returns the international links with the most trade, largest first.
func (b *Baseline) LargestLinks(most int) []int {
	m := b.Flows()
	var order []int
	for at := range m {
		if b.Crosses(at) {
			order = append(order, at)
		}
	}
	sort.SliceStable(order, func(i, j int) bool { return m[order[i]] > m[order[j]] })
	return order[:min(most, len(order))]
}
