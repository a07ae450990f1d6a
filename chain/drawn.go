package chain

import (
	"context"
	"math"
	"slices"

	"ikat/border"
	"ikat/draws"
	"ikat/result"
)

// Drawn is what borders cost a product in draws of what is not known of their costs.
type Drawn struct {
	Arrival   []float64        // by draw: what borders make of the price on arrival
	Delivered []float64        // by draw: what they add to the price without borders
	Standings []draws.Standing // by link, in the order of Links
	Cost      [][2]float64     // by link: the 5 and 95% points of what it adds
}

// drawnTogether is how many draws are solved at once: the table is read once for all of them.
const drawnTogether = 16

// Draw prices the product again at each of some costs. What flows along the chain does not depend on them, so a draw is
// one solution of prices.
//
// Error: as New.
func (p *Product) Draw(ctx context.Context, costs []border.Costs) (*Drawn, error) {
	out := &Drawn{}
	byLink := make([][]float64, len(p.Links))
	central := make([]float64, len(p.Links))
	for n, l := range p.Links {
		byLink[n], central[n] = make([]float64, 0, len(costs)), l.Cost[(len(l.Cost)-1)/2]
	}
	ranks := draws.NewRanks(central, 1)
	for some := range slices.Chunk(costs, drawnTogether) {
		if err := p.drawSome(ctx, some, out, byLink); err != nil {
			return nil, err
		}
	}
	one := make([]float64, len(p.Links))
	for d := range costs {
		for n := range byLink {
			one[n] = byLink[n][d]
		}
		ranks.Add(one)
	}
	out.Standings = ranks.Standings()
	for _, v := range byLink {
		low, high := draws.Interval(v)
		out.Cost = append(out.Cost, [2]float64{low, high})
	}
	return out, nil
}

func (p *Product) drawSome(ctx context.Context, costs []border.Costs, out *Drawn, byLink [][]float64) error {
	thetas := make([]float64, len(costs))
	for c := range costs {
		thetas[c] = costs[c].Theta
	}
	m, err := New(ctx, p.m.Sys, p.m.Borders.Priced(costs...), thetas)
	if err != nil {
		return err
	}
	j := p.Target.Product
	for c, theta := range thetas {
		added := m.Rise(j, c)
		if p.To >= 0 {
			added = m.Delivered(j, p.To, c)
		}
		out.Delivered = append(out.Delivered, added)
		out.Arrival = append(out.Arrival, added/(1+added))
		for n, l := range p.Links {
			byLink[n] = append(
				byLink[n],
				m.price(l.Sector, c)*m.Borders.rate(theta, l.Sector, m.Sys.PartOf(l.Sector), l.To)*l.Flow,
			)
		}
	}
	return nil
}

// DrawnRows appends what draws say of every link to the rows of links.
func (p *Product) DrawnRows(f *result.Frame, d *Drawn) {
	c := f.Of(result.Estimate, len(p.Links))
	c.Number("cost_5", "Cost, 5%", "share", "what this border adds, below which 5% of the draws lie",
		func(i int) float64 { return d.Cost[i][0] })
	c.Number("cost_95", "Cost, 95%", "share", "what this border adds, below which 95% of the draws lie",
		func(i int) float64 { return d.Cost[i][1] })
	c.Number("drawn_rank_held", "Rank held in draws", "share", "of draws, in which the rank is the central one",
		func(i int) float64 { return math.Min(1, d.Standings[i].Held) })
}
