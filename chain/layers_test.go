package chain_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ikat/chain"
)

// Value added of all layers adds up to a dollar, and borders of all layers to what they add on arrival: nothing is left
// over, so that a picture of the layers is as wide at its end as the product's price.
func TestLayersAddUp(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		s, b := world(t)
		if slices.Contains(s.X, 0) {
			t.Skip("what a sector without output sells comes from nowhere")
		}
		thetas := []float64{0, .002, .02}
		m := model(t, s, b, thetas)
		j := made(t, s)
		p, err := m.Product(ctx, chain.Target{Product: j, To: rapid.IntRange(-1, s.G()-1).Draw(t, "to")})
		if err != nil {
			t.Fatal(err)
		}
		l, err := p.Layers(ctx)
		if err != nil {
			t.Fatal(err)
		}
		value := l.Own
		for o := range l.Suppliers {
			from := &l.Suppliers[o]
			value += from.Value()
			for part, v := range from.Earlier {
				if v < -1e-12 {
					t.Fatalf("earlier stages of part %d add %v", part, v)
				}
			}
		}
		near(t, "value added", value, 1, 1e-12)
		for c := range thetas {
			cost := l.Last[c]
			for _, from := range l.Suppliers {
				cost += from.Before[c] + from.Border[c]
			}
			near(t, "borders", cost, p.Delivered[c], 1e-12*(1+p.Delivered[c]))
			near(t, "last border", l.Last[c], p.Stages[0][c], 1e-12*(1+p.Delivered[c]))
			direct := 0.0
			for _, from := range l.Suppliers {
				direct += from.Border[c]
			}
			near(t, "borders of direct inputs", direct, p.Stages[1][c], 1e-12*(1+p.Delivered[c]))
		}
	})
}

// Easing a link or a side equals solving again with easier borders; at all of a link's cost it equals the closed form.
func TestEasingEqualsSolvingAgain(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		s, b := world(t)
		theta := []float64{.01}
		j, to := made(t, s), rapid.IntRange(-1, s.G()-1).Draw(t, "to")
		p, err := model(t, s, b, theta).Product(ctx, chain.Target{Product: j, To: to})
		if err != nil {
			t.Fatal(err)
		}
		e := chain.Easing{
			Of:      rapid.SampledFrom([]string{chain.OfExport, chain.OfImport}).Draw(t, "of"),
			Economy: rapid.IntRange(0, s.G()-1).Draw(t, "economy"),
			Share:   rapid.Float64Range(0, 1).Draw(t, "share"),
			Days:    rapid.Float64Range(0, 5).Draw(t, "days"),
		}
		eased := *b
		eased.Export, eased.Import = append([]chain.Procedure(nil), b.Export...), append([]chain.Procedure(nil), b.Import...)
		own := &eased.Export[e.Economy]
		if e.Of == chain.OfImport {
			own = &eased.Import[e.Economy]
		}
		own.Cost *= 1 - e.Share
		own.Days = math.Max(0, own.Days*(1-e.Share)-e.Days)
		again, err := model(t, s, &eased, theta).Product(ctx, p.Target)
		if err != nil {
			t.Fatal(err)
		}
		saving, days, err := p.Ease(ctx, e)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "saving of a side", saving[0], p.Delivered[0]-again.Delivered[0], 1e-12*(1+p.Delivered[0]))
		near(t, "days", days, p.MeanDays-again.MeanDays, 1e-10*(1+p.MeanDays))

		for _, l := range p.Links[:min(2, len(p.Links))] {
			cut, err := p.Cut(ctx, 0, []chain.Link{l}, []float64{b.Rate(theta[0], l.Sector, s.PartOf(l.Sector), l.To)})
			if err != nil {
				t.Fatal(err)
			}
			saving, days, err := p.Ease(ctx, chain.Easing{Of: chain.OfLink, Sector: l.Sector, To: l.To, Share: 1})
			if err != nil {
				t.Fatal(err)
			}
			near(t, "saving of a link", saving[0], cut[0], 1e-12*(1+p.Delivered[0]))
			near(t, "days of a link", days, l.Flow*l.Days, 1e-12*(1+p.MeanDays))
		}
	})
}
