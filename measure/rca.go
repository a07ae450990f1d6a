package measure

import (
	"context"

	"ikat/dense"
	"ikat/leontief"
	"ikat/result"
)

var rca = &Measure{
	ID:       "rca",
	Label:    "Revealed comparative advantage",
	Question: "In which industries does an economy export more than its size would lead one to expect?",
	Definition: "An industry's share in its economy's exports over the same industry's share in world exports: of " +
		"gross exports by exporting industry, and of domestic value added in exports by the industry in which it " +
		"originates.",
	Formula: "RCA_si = (e_si / Σ_i e_si) / (Σ_s e_si / Σ_si e_si);  in value added with diag(v_s) L_s e_s for e_s",
	Reading: "Above 1 the economy is specialised in the industry. The measure in value added counts services sold " +
		"inside goods, and leaves out imported parts.",
	Reference: "Balassa (1965), The Manchester School 33; Koopman, Wang & Wei (2014), American Economic Review 104",
	Levels:    []Level{sectorLevel},
	Domestic:  always("gexp", "dva"),
	Terms: func(Query) []Term {
		return []Term{
			{"gexp", "Gross exports", Currency, "sales to all users in other economies"},
			{"dva", "Domestic value added in exports, by origin", Currency,
				"value added of the industry in its economy's exports of all industries"},
			{"rca", "Comparative advantage, gross", "index", "from gross exports"},
			{"rca_va", "Comparative advantage, value added", "index",
				"from domestic value added in exports, by origin"},
		}
	},
	Compute: computeRCA,
}

func computeRCA(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	e := s.Exports()
	origin := append([]float64(nil), e.Sum...)
	if err := localSolve(ctx, s, dense.NoTrans, origin); err != nil {
		return nil, err
	}
	rows := newEconomyRows(s, q.Level)
	gross, value := rows.sum(e.Sum), rows.sum(times(s.V, origin))
	return rows.frame(terms, [][]float64{gross, value, advantage(gross, len(s.Industries)),
		advantage(value, len(s.Industries))}), nil
}

// advantage returns Balassa's index for values in rows of N industries an economy.
func advantage(v []float64, N int) []float64 {
	economy, industry := make([]float64, len(v)/N), make([]float64, N)
	var world float64
	for i, x := range v {
		economy[i/N] += x
		industry[i%N] += x
		world += x
	}
	out := make([]float64, len(v))
	for i, x := range v {
		out[i] = ratio(ratio(x, economy[i/N]), ratio(industry[i%N], world))
	}
	return out
}
