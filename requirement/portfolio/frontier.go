package portfolio

import "context"

// Point is what a budget brings.
type Point struct {
	Budget float64
	*Best
}

// Frontier solves for several budgets. A plan for less money is one for more money too, so what a budget brings never
// falls.
//
// Error: as Best.
func (p *Problem) Frontier(ctx context.Context, budgets []float64, how Search) ([]Point, error) {
	var out []Point
	for n, budget := range budgets {
		q := *p
		q.Budget = budget
		best, err := q.Best(ctx, how)
		if err != nil {
			return nil, err
		}
		if n > 0 && budgets[n-1] <= budget && out[n-1].Value > best.Value {
			best.Plan = out[n-1].Plan
		}
		out = append(out, Point{budget, best})
	}
	return out, nil
}

// Everything is what it costs to serve every firm that can be served, each by the programmes that are cheapest for
// it: a budget beyond which nothing more is to be bought.
//
// Error: as Best.
func (p *Problem) Everything() (float64, error) {
	q := *p
	q.Budget = 0
	for _, g := range p.Programmes {
		q.Budget += g.Launch
	}
	bundles, err := q.prepared()
	if err != nil {
		return 0, err
	}
	for f := range q.Firms {
		dearest := 0.0
		for _, set := range bundles[f] {
			cost := 0.0
			for _, g := range set {
				cost += float64(q.Firms[f].Weight) * q.Programmes[g].PerFirm
			}
			dearest = max(dearest, cost)
		}
		q.Budget += dearest
	}
	return q.Budget, nil
}
