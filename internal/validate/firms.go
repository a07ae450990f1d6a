package validate

import (
	"context"
	"math"

	"ikat/counterfactual"
	"ikat/icio"
	"ikat/internal/firmsmodel"
)

func init() { Checks = append(Checks, firmsInTheModel()) }

// firmsInTheModel compares small and large firms as suppliers with an independent implementation.
func firmsInTheModel() Check {
	const folder = "firms_model/"
	needs := []string{folder + "shares.csv", folder + "scenarios.csv", folder + "derivatives.csv",
		folder + "derivatives_by_door.csv",
		"calibration/elasticity_wiod35.csv", WIOD(2008)}
	return Check{Name: "Small and large firms in the model, KOR, JPN and IND", Needs: needs,
		Run: func(ctx context.Context, w *World) ([]Row, error) {
			files := map[string][]firmsmodel.Row{}
			for _, name := range needs[:5] {
				rows, err := firmsmodel.Read(w.Path(name))
				if err != nil {
					return nil, err
				}
				files[name] = rows
			}
			wiod, err := w.Engine.Table(ctx, w.Path(WIOD(2008)), nil)
			if err != nil {
				return nil, err
			}
			apx, err := w.Engine.Table(ctx, "apx/2008", nil)
			if err != nil {
				return nil, err
			}
			worlds := &firmsmodel.Worlds{Tables: map[string]*icio.Table{"apx/2008": apx, "wiod/2008": wiod},
				Shares: files[needs[0]], Theta: files[needs[4]]}
			rows, err := firmsScenarios(ctx, worlds, files[needs[1]])
			if err != nil {
				return nil, err
			}
			more, err := firmsDerivatives(ctx, worlds, files[needs[2]], files[needs[3]])
			return append(rows, more...), err
		}}
}

const implementation = "independent implementation"

// firmsScenarios solves all scenarios.
func firmsScenarios(ctx context.Context, w *firmsmodel.Worlds, rows []firmsmodel.Row) ([]Row, error) {
	var results, solves, worst float64
	published := map[string]Row{}
	for _, r := range rows {
		b, economy, err := w.Of(r)
		if err != nil {
			return nil, err
		}
		o, err := b.Solve(ctx, firmsmodel.Shock(b, economy, r["scenario"]), counterfactual.Held)
		if err != nil {
			return nil, err
		}
		solves++
		firmsmodel.Compare(o, economy, r, func(column string, got, want float64) {
			results++
			worst = math.Max(worst, math.Abs(got-want))
			if r.World() == "apx/2008,KOR,5,1.0,0.0,,same" &&
				(column == "sme_income_pct" || column == "large_income_pct" || column == "economy_pct") {
				published[r["scenario"]+column] = Row{Source: implementation, Quantity: "KOR, " + r["scenario"] + ", " +
					column, Expected: want, Computed: got, Tolerance: 1e-7}
			}
		})
	}
	out := []Row{{Source: implementation, Quantity: "scenarios solved", Expected: 294, Computed: solves},
		{Source: implementation, Quantity: "results compared, those of two rules for losers among them", Expected: 6174,
			Computed: results},
		{Source: implementation, Quantity: "largest difference of a result, %", Computed: worst, Tolerance: 1e-7}}
	for _, scenario := range []string{"all_exports", "sme_exports", "sme_home", "sme_home_to_large",
		"sme_home_to_small", "sme_home_to_final"} {
		out = append(out, published[scenario+"sme_income_pct"], published[scenario+"large_income_pct"])
	}
	return append(out, published["all_exports"+"economy_pct"]), nil // over the solved baseline's value added
}

// firmsDerivatives differentiates every world once.
func firmsDerivatives(ctx context.Context, w *firmsmodel.Worlds, links, doors []firmsmodel.Row) ([]Row, error) {
	var linkCount, doorCount, linkWorst, doorWorst float64
	known := map[string]*firmsmodel.Derivatives{}
	of := func(r firmsmodel.Row) (*firmsmodel.Derivatives, error) {
		if d := known[r.World()]; d != nil {
			return d, nil
		}
		b, economy, err := w.Of(r)
		if err != nil {
			return nil, err
		}
		d, err := firmsmodel.Differentiate(ctx, b, economy)
		known[r.World()] = d
		return d, err
	}
	for _, r := range links {
		d, err := of(r)
		if err != nil {
			return nil, err
		}
		at := d.Link(r)
		linkWorst = math.Max(linkWorst, apartFrom(d.Flows[at], r.Number("sales")))
		for o, column := range firmsmodel.Columns {
			linkCount++
			linkWorst = math.Max(linkWorst, apartFrom(d.Worth[o][at], r.Number(column)))
		}
	}
	for _, r := range doors {
		d, err := of(r)
		if err != nil {
			return nil, err
		}
		sales, worth := d.Through(r)
		doorWorst = math.Max(doorWorst, apartFrom(sales, r.Number("sales")))
		for o, column := range firmsmodel.Columns {
			doorCount++
			doorWorst = math.Max(doorWorst, apartFrom(worth[o], r.Number(column)))
		}
	}
	return []Row{{Source: implementation, Quantity: "derivatives of links compared", Expected: float64(3 * len(links)),
		Computed: linkCount},
		{Source: implementation, Quantity: "largest relative difference of a link's derivative", Computed: linkWorst,
			Tolerance: 1e-6},
		{Source: implementation, Quantity: "sums over doors compared", Expected: float64(3 * len(doors)),
			Computed: doorCount},
		{Source: implementation, Quantity: "largest relative difference of a sum over a door", Computed: doorWorst,
			Tolerance: 1e-6}}, nil
}

// apartFrom is the relative difference, of numbers that are not rounding.
func apartFrom(got, want float64) float64 {
	if math.Abs(got-want) < 1e-13 {
		return 0
	}
	return math.Abs(got-want) / math.Abs(want)
}
