package counterfactual

import (
	"ikat/draws"
	"ikat/result"
)

// Drawn are a scenario's changes in welfare in every draw of what is not known.
type Drawn struct {
	welfare [][]float64 // economies and the world: by draw, per cent
}

// NewDrawn holds places for n draws of a world of G economies.
func NewDrawn(G, n int) *Drawn {
	d := &Drawn{make([][]float64, G+1)}
	for e := range d.welfare {
		d.welfare[e] = make([]float64, n)
	}
	return d
}

// Set keeps the outcome of draw i. Draws may be set at once.
func (d *Drawn) Set(i int, o *Outcome) {
	for e, v := range withWorld(o, economyColumn{of: welfare}) {
		d.welfare[e][i] = v
	}
}

// drawnColumns appends what draws say of welfare: the middle 90% of it and how often its sign holds. central is welfare
// by scenario and economy.
func (m *Results) drawnColumns(f *result.Frame, central []float64) {
	rows := f.Of(result.Scenario, len(central))
	G := len(m.Economies) + 1
	of := func(row int) []float64 { return m.Drawn[row/G].welfare[row%G] }
	rows.Number("welfare_5_pct", "Welfare, 5%", PerCent, "change in welfare below which 5% of the draws lie",
		func(row int) float64 { v, _ := draws.Interval(of(row)); return v })
	rows.Number("welfare_95_pct", "Welfare, 95%", PerCent, "change in welfare below which 95% of the draws lie",
		func(row int) float64 { _, v := draws.Interval(of(row)); return v })
	rows.Number("sign_held", "Sign held", "share", "of draws, in which welfare changes as in the central result",
		func(row int) float64 { return draws.SignHeld(central[row], of(row)) })
}
