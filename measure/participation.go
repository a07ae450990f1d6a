package measure

import (
	"context"

	"ikat/dense"
	"ikat/leontief"
	"ikat/result"
)

var participation = &Measure{
	ID:       "participation",
	Label:    "Participation in value chains, trade-based",
	Question: "How much of trade crosses several borders, and on which side of the exporter?",
	Definition: "Gross exports split by whether they contain imported inputs and whether the importer re-exports " +
		"them: directly absorbed domestic value added (one border), pure forward, pure backward, and two-sided trade.",
	Formula: "m_s = 1' Σ_t≠s A_ts L_s; DAVAX = (v_s L_s)∘[Y_sr + A_sr L_r Y_rr]; PB = m_s∘[Y_sr + A_sr L_r Y_rr]; " +
		"PF = (v_s L_s)∘[A_sr L_r e_r]; TS = m_s∘[A_sr L_r e_r]; GVC = PF + PB + TS; forwardness = (PF − PB) / GVC",
	Reading: "DAVAX + PF + PB + TS = E. Forwardness runs from −1 (exports only assemble imported inputs) to 1 " +
		"(exports are inputs made at home that others export). A sector without output but with exports " +
		"(inventories) has exports and no terms.",
	Reference: "Borin, Mancini & Taglioni (2025), Integrating Countries in Global Value Chains, World Bank " +
		"Economic Review",
	Levels:   []Level{ByCountry, BySector, ByBilateral, ByBilateralSector},
	Domestic: always("gexp"),
	Terms: func(Query) []Term {
		return []Term{
			{"gexp", "Gross exports", Currency, "sales to all users in other economies"},
			{"davax", "Directly absorbed domestic value added", Currency,
				"domestic value that crosses one border only"},
			{"pf", "Pure forward participation", Currency,
				"domestic value that the importer works into its own exports"},
			{"pb", "Pure backward participation", Currency, "imported inputs in exports that the importer absorbs"},
			{"ts", "Two-sided participation", Currency, "imported inputs in exports that the importer exports again"},
			{"gvc", "Trade in global value chains", Currency, "pure forward, pure backward and two-sided"},
			{"gvc_share", "Share in global value chains", "share", "of gross exports"},
			{"forwardness", "Forwardness", "index", "pure forward less pure backward, over trade in global " +
				"value chains"},
		}
	},
	Compute: computeParticipation,
}

func computeParticipation(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	own, err := s.OriginLocal(ctx)
	if err != nil {
		return nil, err
	}
	home, err := absorbedAtHome(ctx, s)
	if err != nil {
		return nil, err
	}
	imported, err := importedContent(ctx, s)
	if err != nil {
		return nil, err
	}
	e, G := s.Exports(), s.G()
	abroad := append([]float64(nil), e.Sum...)
	if err := localSolve(ctx, s, dense.NoTrans, abroad); err != nil {
		return nil, err
	}
	rows := newExportRows(s, q.Level, terms)
	err = eachPair(ctx, rows, func(p, r int, v [][]float64) error {
		P, R := s.Parts[p], s.Parts[r]
		absorbed, passed := make([]float64, P.Hi-P.Lo), make([]float64, P.Hi-P.Lo)
		s.MulA(p, r, home[R.Lo:R.Hi], absorbed)
		s.MulA(p, r, abroad[R.Lo:R.Hi], passed)
		for k := range absorbed {
			i := P.Lo + k
			once := e.Final[i*G+r] + absorbed[k]
			pf, pb, ts := own[i]*passed[k], imported[i]*once, imported[i]*passed[k]
			for t, value := range [...]float64{e.Total[i*G+r], own[i] * once, pf, pb, ts, pf + pb + ts} {
				v[t][k] = value
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i, gvc := range rows.acc[5] {
		rows.acc[6][i] = ratio(gvc, rows.acc[0][i])
		rows.acc[7][i] = ratio(rows.acc[2][i]-rows.acc[3][i], gvc)
	}
	return rows.frame(), nil
}

// importedContent returns m_s = 1' Σ_t≠s A_ts L_s for each part: imported inputs per unit of output, through domestic
// chains.
func importedContent(ctx context.Context, s *leontief.System) ([]float64, error) {
	m := make([]float64, s.N())
	for i := range m {
		own := s.PartOf(i)
		row := s.ZRow(i)
		for p, P := range s.Parts {
			if p == own {
				continue
			}
			for j := P.Lo; j < P.Hi; j++ {
				m[j] += row[j]
			}
		}
	}
	for j, x := range s.InvX() {
		m[j] *= x
	}
	return m, localSolve(ctx, s, dense.Trans, m)
}

// localSolve overwrites each part's stretch of v with L_s v_s, or v_s' L_s transposed.
func localSolve(ctx context.Context, s *leontief.System, op dense.Op, v []float64) error {
	locals, err := s.Locals(ctx)
	if err != nil {
		return err
	}
	return s.EachPart(ctx, func(p int) error {
		P := s.Parts[p]
		return locals[p].Solve(ctx, op, 1, v[P.Lo:P.Hi], 1)
	})
}
