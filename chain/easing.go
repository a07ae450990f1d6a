package chain

import (
	"context"
	"math"

	"ikat/leontief"
)

// Whose procedures an easing touches.
const (
	OfLink   = "link"   // both sides of one link's border
	OfExport = "export" // an economy's procedures to export
	OfImport = "import"
)

// Easing makes borders easier to cross: their procedures lose a share of cost and days, or some days, and never fall
// below nothing. Tariffs and other ad valorem costs stay.
type Easing struct {
	Of         string
	Sector, To int // the link
	Economy    int // the side, in Borders.Sides
	Share      float64
	Days       float64
}

// less returns what the easing takes from procedures.
func (e Easing) less(p Procedure) Procedure {
	return Procedure{e.Share * p.Cost, math.Min(p.Days, e.Share*p.Days+e.Days), e.Share * p.Paper}
}

// on returns what the easing takes from the border between sector i of part o and part q.
func (e Easing) on(b *Borders, i, o, q int) Procedure {
	x, m := b.Export[b.Side[o]], b.Import[b.Side[q]]
	switch {
	case !b.crosses(i, o, q):
	case e.Of == OfLink && i == e.Sector && q == e.To:
		return e.less(Procedure{x.Cost + m.Cost, x.Days + m.Days, x.Paper + m.Paper})
	case e.Of == OfExport && b.Side[o] == e.Economy:
		return e.less(x)
	case e.Of == OfImport && b.Side[q] == e.Economy:
		return e.less(m)
	}
	return Procedure{}
}

// Takes returns by how many dollars and days the easing lowers the procedures it touches.
func (e Easing) Takes(s *leontief.System, b *Borders) Procedure {
	switch e.Of {
	case OfExport:
		return e.less(b.Export[e.Economy])
	case OfImport:
		return e.less(b.Import[e.Economy])
	}
	return e.on(b, e.Sector, s.PartOf(e.Sector), e.To)
}

// Ease returns what an easing would save on a delivered dollar of the product at each cost of a day, by solving prices
// again, and by how much it shortens the product's mean time at borders.
//
// Error: what solves say.
func (p *Product) Ease(ctx context.Context, e Easing) (saving []float64, days float64, err error) {
	b, s := p.m.Borders, p.m.Sys
	for _, l := range p.Links {
		days += l.Flow * e.on(b, l.Sector, s.PartOf(l.Sector), l.To).Days
	}
	var trials []trial
	for c, theta := range p.m.Thetas {
		less := func(i, o, q int) float64 {
			return b.worth(theta, i).of(e.on(b, i, o, q))
		}
		of := p.m.easier(e.Of == OfImport, e.Economy, less)
		if e.Of == OfLink {
			of = &easier{sells: true, sectors: []int{e.Sector}, less: weights(s, less)}
		}
		trials = append(trials, trial{c, []*easier{of}})
	}
	saving, err = p.save(ctx, trials)
	return saving, days, err
}
