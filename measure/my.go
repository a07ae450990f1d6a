package measure

import (
	"context"

	"ikat/leontief"
	"ikat/result"
)

var my = &Measure{
	ID:       "my",
	Label:    "Miroudot-Ye decomposition of exports (legacy)",
	Question: "How much of exports is value added, and how much is counted twice, inside a chosen perimeter?",
	Definition: "Gross exports in domestic and foreign value added and double counting, where a value is counted " +
		"twice once it crosses the border of the perimeter again: the exporter's border (country), the flow from one " +
		"economy to another (bilateral), or any border (world).",
	Formula: "With B° the inverse of I − A after the flows of the perimeter are taken out of A: DVA = (v_s " +
		"B°_ss)∘e_sr; DDC = (v_s (B − B°)_ss)∘e_sr; FVA = (Σ_t≠s v_t B°_ts)∘e_sr; FDC = (Σ_t≠s v_t (B − B°)_ts)∘e_sr",
	Reading: "DVA + DDC + FVA + FDC = exports. With the country perimeter the terms are those of bm, source " +
		"approach. With the world perimeter all foreign content is double counting, since it has crossed a border. " +
		"Bilateral rows add up to country rows in every perimeter; with the bilateral perimeter such a sum counts a " +
		"value once for every importer.",
	Reference: "Miroudot & Ye (2021), Economic Systems Research 33",
	Caveat: "A method kept for comparison with published studies. It does not say where value is absorbed, so value " +
		"added that comes home cannot be told from value-added exports: compare bm.",
	Levels: []Level{ByCountry, BySector, ByBilateral, ByBilateralSector},
	Options: []Option{{Name: "perimeter", Definition: "the border at which a value that crosses again is counted " +
		"twice: the exporter's (country), that between " +
		"exporter and importer (bilateral), or any (world)", Values: []string{"country", "bilateral", "world"}}},
	Domestic: myAtHome,
	Terms: func(Query) []Term {
		return []Term{
			{"gexp", "Gross exports", Currency, "sales to all users in other economies"},
			{"dc", "Domestic content", Currency, "value of the exporter in its exports, repeated crossings included"},
			{"dva", "Domestic value added", Currency, "value added of the exporter, counted once in the perimeter"},
			{"ddc", "Domestic double counting", Currency, "domestic value that has crossed the perimeter before"},
			{"fc", "Foreign content", Currency, "value of other economies in the exports, repeated crossings included"},
			{"fva", "Foreign value added", Currency, "value added of other economies, counted once in the perimeter"},
			{"fdc", "Foreign double counting", Currency, "foreign value that has crossed the perimeter before"},
		}
	},
	Compute: computeMY,
}

func computeMY(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	own, foreign, err := contents(ctx, s)
	if err != nil {
		return nil, err
	}
	first, err := withinPerimeter(ctx, s, q.Option("perimeter"), own, foreign)
	if err != nil {
		return nil, err
	}
	rows := newExportRows(s, q.Level, terms)
	e, G := s.Exports(), s.G()
	err = eachPair(ctx, rows, func(p, r int, v [][]float64) error {
		P := s.Parts[p]
		for i := P.Lo; i < P.Hi; i++ {
			at := i*G + r
			x := e.Total[at]
			dc, dva, fc, fva := own[i]*x, first.own[at]*x, foreign[i]*x, first.foreign[at]*x
			for c, value := range [...]float64{x, dc, dva, dc - dva, fc, fva, fc - fva} {
				v[c][i-P.Lo] = value
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return rows.frame(), nil
}

// withinPerimeter returns v_s B°_ss and Σ_t≠s v_t B°_ts by exporting sector and importer.
func withinPerimeter(ctx context.Context, s *leontief.System, perimeter string, own, foreign []float64) (*once, error) {
	if perimeter == "bilateral" {
		return oncePerPair(ctx, s, own, foreign)
	}
	local, err := s.OriginLocal(ctx)
	if err != nil {
		return nil, err
	}
	abroad := make([]float64, s.N()) // of the world's perimeter: without trade nothing foreign is in any product
	if perimeter == "country" {
		if abroad, err = onceOnly(ctx, s, foreign); err != nil {
			return nil, err
		}
	}
	G := s.G()
	out := &once{make([]float64, s.N()*G), make([]float64, s.N()*G)}
	for i := range s.N() {
		for r := range G {
			out.own[i*G+r], out.foreign[i*G+r] = local[i], abroad[i]
		}
	}
	return out, nil
}
