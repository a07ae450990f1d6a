package validate

import (
	"context"
	"fmt"
	"slices"

	"ikat/classes"
	"ikat/counterfactual"
	"ikat/elasticity"
	"ikat/sme"
)

func init() { Checks = append(Checks, splitsOfKorea()) }

// splitsOfKorea holds certified bounds over shares by industry against splits that are drawn by two samplers.
func splitsOfKorea() Check {
	return Check{Name: "Bounds over splits of firms by industry, World Input-Output Table 2008, KOR",
		Needs: []string{WIOD(2008)},
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			t, err := w.Engine.Table(ctx, w.Path(WIOD(2008)), nil)
			if err != nil {
				return nil, err
			}
			set, _ := elasticity.Find(elasticity.Default)
			theta := make([]float64, t.N())
			for j, e := range set.Of(t.Industries, t.IndustryNames) {
				theta[j] = e.Theta
			}
			b, _, err := counterfactual.FromTable(t, counterfactual.Calibration{Theta: theta})
			if err != nil {
				return nil, err
			}
			n, _ := t.Economy("KOR")
			s, err := classes.Of(b, n, shares("KOR", .46, .40), sme.LeastInformation)
			if err != nil {
				return nil, err
			}
			shock := counterfactual.Shock{Iceberg: make([]float64, b.Links())}
			for at := range shock.Iceberg {
				shock.Iceberg[at] = 1
				if _, _, i := b.Ends(at); i == n && b.Crosses(at) {
					shock.Iceberg[at] = .95
				}
			}
			o, err := b.Solve(ctx, shock, counterfactual.Held)
			if err != nil {
				return nil, err
			}
			return insideBounds(s, o)
		}}
}

// insideBounds counts the drawn splits that lie inside the bounds.
func insideBounds(s *classes.Split, o *counterfactual.Outcome) ([]Row, error) {
	const draws = 1000
	low, high, err := s.Bounds(o)
	if err != nil {
		return nil, err
	}
	drawn, err := s.Draw(draws, 1)
	if err != nil {
		return nil, err
	}
	grown := s.Grown(o, drawn)
	var rows []Row
	for k, how := range []sme.Drawing{sme.HitAndRun, sme.DrawnOdds} {
		of := grown[k*draws : (k+1)*draws]
		inside := 0
		for _, g := range of {
			if g >= low && g <= high {
				inside++
			}
		}
		rows = append(rows, Row{Source: "certified bounds",
			Quantity: fmt.Sprintf("splits drawn by %s inside them, 5%% lower "+
				"costs of exports (bounds %.2f to %.2f%%, drawn %.2f to %.2f%%)", how, 100*low, 100*high,
				100*slices.Min(of), 100*slices.Max(of)), Expected: draws, Computed: float64(inside)})
	}
	return rows, nil
}
