package validate

import (
	"context"

	"ikat/counterfactual"
	"ikat/draws"
	"ikat/elasticity"
	"ikat/factors"
	"ikat/fault"
	"ikat/isic"
	"ikat/sme"
)

func init() { Checks = append(Checks, smallFirmsFactors()) }

// smallFirmsFactors holds the figures of docs/methods/factors.md that do not rest on draws.
func smallFirmsFactors() Check {
	return Check{Name: "What raises what small firms make, KOR, WIOD 2008, recommended elasticities",
		Needs: []string{WIOD(2008)},
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			t, err := w.Engine.Table(ctx, w.Path(WIOD(2008)), nil)
			if err != nil {
				return nil, err
			}
			theta, err := recommended(t.Industries)
			if err != nil {
				return nil, err
			}
			world := &factors.World{Fast: true, Rule: sme.LeastInformation, Goods: isic.Goods(t.Industries, nil),
				Statistics: shares("KOR", .46, .40),
				Theta:      make([]draws.Input, t.N())}
			if world.Base, _, err = counterfactual.FromTable(t, counterfactual.Calibration{Theta: theta}); err != nil {
				return nil, err
			}
			world.Economy, _ = t.Economy("KOR")
			a, err := world.Ask(ctx, factors.Choice{})
			if err != nil {
				return nil, err
			}
			expected := map[string][2]float64{"productivity all": {4.49, -1.66}, "delivery to small firms": {.98, -.49},
				"delivery exports":        {.56, -.30},
				"delivery to final users": {.30, -.06}, "delivery to large firms": {.26, .16}}
			var rows []Row
			for _, f := range a.Factors {
				if want, ok := expected[f.Name+" "+f.Door]; ok {
					rows = append(rows, Row{Source: "ikat", Quantity: f.Name + ", " + f.Door + ", small firms, %",
						Expected: want[0], Computed: 100 * f.Income, Tolerance: .006},
						Row{Source: "ikat", Quantity: f.Name + ", " + f.Door + ", large firms, %", Expected: want[1],
							Computed: 100 * f.Large, Tolerance: .006})
				}
				if f.Name == "export procedures" {
					rows = append(rows, Row{Source: "ikat, by duality", Quantity: "a day less at the export border: " +
						"least over all shares, %", Expected: -.32, Computed: 100 * f.SharesLow, Tolerance: .006},
						Row{Source: "ikat, by duality", Quantity: "a day less at the export border: most over " +
							"all shares, %", Expected: .57, Computed: 100 * f.SharesHigh, Tolerance: .006})
				}
			}
			return rows, nil
		}}
}

// recommended are the elasticities of the recommended set.
func recommended(industries []string) ([]float64, error) {
	set, ok := elasticity.Find("recommended")
	if !ok {
		return nil, &fault.Error{Kind: fault.Internal, What: "there is no recommended set of elasticities"}
	}
	theta := make([]float64, len(industries))
	for j, e := range set.Of(industries, nil) {
		theta[j] = e.Theta
	}
	return theta, nil
}
