package measure

import (
	"context"

	"ikat/leontief"
	"ikat/result"
)

var vs = &Measure{
	ID:       "vs",
	Label:    "Vertical specialisation (Hummels-Ishii-Yi)",
	Question: "How much of exports is made abroad, and how much of an economy's work leaves again in others' exports?",
	Definition: "VS is the foreign value in an economy's exports; VS1 is the economy's value in the exports of " +
		"others. Both follow value through all economies of the table, which generalises the single-country formula " +
		"of Hummels, Ishii and Yi.",
	Formula: "VS_sr = Σ_t≠s v_t B_ts e_sr; VS1_sr = v_s B_sr e_r, e_r all exports of r; share VS / e",
	Reading: "For the world as a whole VS equals VS1. VS by industry is that of the exporting industry, VS1 that of " +
		"the industry where the value was created; by partner, VS is what is sold to the partner, VS1 what the " +
		"partner exports. A value is counted each time it crosses a border. The single-country formula, imported " +
		"inputs in exports, counts the exporter's own returned value as foreign: it is gvcb of bm.",
	Reference: "Hummels, Ishii & Yi (2001), Journal of International Economics 54; Koopman, Wang & Wei (2014), " +
		"American Economic Review 104",
	Levels: []Level{ByCountry, BySector, ByBilateral, ByBilateralSector},
	Terms: func(Query) []Term {
		return []Term{
			{"vs", "Foreign value in exports", Currency, "value of other economies in the exports of the row"},
			{"vs_share", "Share of exports", "share", "foreign value over gross exports"},
			{"vs1", "Value in others' exports", Currency, "value of the row's economy in the exports of its partners"},
		}
	},
	Compute: computeVS,
}

func computeVS(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	_, foreign, err := contents(ctx, s)
	if err != nil {
		return nil, err
	}
	e, G := s.Exports(), s.G()
	inOthers, err := s.FromEach(ctx, e.Sum)
	if err != nil {
		return nil, err
	}
	rows := newExportRows(s, q.Level, append([]Term{{Name: "gexp"}}, terms...))
	err = eachPair(ctx, rows, func(p, r int, v [][]float64) error {
		P := s.Parts[p]
		for i := P.Lo; i < P.Hi; i++ {
			at := i*G + r
			v[0][i-P.Lo], v[1][i-P.Lo], v[3][i-P.Lo] = e.Total[at], foreign[i]*e.Total[at], s.V[i]*inOthers[at]
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for row, x := range rows.acc[0] {
		rows.acc[2][row] = ratio(rows.acc[1][row], x)
	}
	rows.terms, rows.acc = rows.terms[1:], rows.acc[1:]
	return rows.frame(), nil
}
