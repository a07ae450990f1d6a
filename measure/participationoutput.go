package measure

import (
	"context"

	"ikat/dense"
	"ikat/leontief"
	"ikat/result"
)

var participationOutput = &Measure{
	ID:       "participation-output",
	Label:    "Participation in value chains, output-based",
	Question: "How much of what an industry makes takes part in chains over several borders, exported or not?",
	Definition: "Gross output split by how many borders its value chain crosses, counting the imports inside it and " +
		"the borders it goes on to cross: none (domestic), one (traditional trade), two or more (global value " +
		"chains). The last is pure backward where the industry is the end of the chain, pure forward where it is its " +
		"beginning, mixed where it stands in the middle.",
	Formula: "own_s = v_s L_s, m_s = 1' Σ_t≠s A_ts L_s, m¹_s = Σ_t≠s v_t L_t A_ts L_s; H = L_s Y_ss, O = L_s [Y_sr + " +
		"A_sr L_r Y_rr] summed over r, T = L_s A_sr L_r e_r summed over r; domestic = own∘H; traditional = own∘O + " +
		"m¹∘H; GVC = forward + backward + mixed; forward = v∘T; backward = (m − m¹)∘Y_ss + m∘Σ_r Y_sr; mixed = (own " +
		"− v)∘T + m∘(x − Σ_r Y_sr) − m¹∘(H − Y_ss)",
	Reading: "The three parts of output add up to it, and the three of GVC output to that. Output is counted in " +
		"every industry a chain goes through, as gross output always is.",
	Reference: "Borin, Mancini & Taglioni (2021), Measuring Exposure to Risk in Global Value Chains, World Bank " +
		"Policy Research Working Paper 9785",
	Levels:   []Level{economyLevel, sectorLevel},
	Domestic: always("outp", "outpd"),
	Terms: func(Query) []Term {
		return []Term{
			{"outp", "Gross output", Currency, "output of the industry"},
			{"outpd", "Domestic output", Currency, "made of domestic inputs only and absorbed at home through " +
				"domestic chains"},
			{"outptt", "Traditional-trade output", Currency, "its chain crosses exactly one border"},
			{"gvco", "GVC output", Currency, "its chain crosses two borders or more"},
			{"gvcobp", "Pure backward", Currency, "GVC output in which the industry is the end of the chain: " +
				"imported value in products it sells to final users"},
			{"gvcofp", "Pure forward", Currency, "GVC output in which the industry is the beginning of the chain: " +
				"its own value added"},
			{"gvcomix", "Mixed", Currency, "GVC output in which the industry stands in the middle"},
			{"gvco_share", "GVC share of output", "share", "GVC output over gross output"},
		}
	},
	Compute: computeParticipationOutput,
}

func computeParticipationOutput(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	own, err := s.OriginLocal(ctx)
	if err != nil {
		return nil, err
	}
	imported, err := importedContent(ctx, s)
	if err != nil {
		return nil, err
	}
	once, err := importedOnce(ctx, s, own)
	if err != nil {
		return nil, err
	}
	home, err := absorbedAtHome(ctx, s)
	if err != nil {
		return nil, err
	}
	one, more, err := outputAbroad(ctx, s, home)
	if err != nil {
		return nil, err
	}
	n, G := s.N(), s.G()
	e := s.Exports()
	// With value added as the table reports it, taxes on inputs belong to nobody and are in no part.
	parts := make([][]float64, 7)
	for t := range parts {
		parts[t] = make([]float64, n)
	}
	for p, P := range s.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			var exported float64
			for r := range G {
				exported += e.Final[i*G+r]
			}
			domestic := own[i] * home[i]
			traditional := own[i]*one[i] + once[i]*home[i]
			forward := s.V[i] * more[i]
			backward := (imported[i]-once[i])*s.Y[i*G+p] + imported[i]*exported
			mixed := (own[i]-s.V[i])*more[i] + imported[i]*(s.X[i]-s.Y[i*G+p]-exported) - once[i]*(home[i]-s.Y[i*G+p])
			for t, v := range [...]float64{s.X[i], domestic, traditional, forward + backward + mixed, backward,
				forward, mixed} {
				parts[t][i] = v
			}
		}
	}
	rows := newEconomyRows(s, q.Level)
	data := make([][]float64, 0, 8)
	for _, v := range parts {
		data = append(data, rows.sum(v))
	}
	return rows.frame(terms, append(data, over(data[3], data[0]))), nil
}

// importedOnce returns m¹_s = Σ_t≠s v_t L_t A_ts L_s: imported inputs whose value has crossed exactly one border.
func importedOnce(ctx context.Context, s *leontief.System, own []float64) ([]float64, error) {
	m := make([]float64, s.N())
	for i, w := range own {
		p := s.PartOf(i)
		row := s.ZRow(i)
		for t, P := range s.Parts {
			if t == p {
				continue
			}
			for j := P.Lo; j < P.Hi; j++ {
				m[j] += w * row[j]
			}
		}
	}
	for j, x := range s.InvX() {
		m[j] *= x
	}
	return m, localSolve(ctx, s, dense.Trans, m)
}

// outputAbroad returns output that goes on to cross exactly one border, and two or more.
func outputAbroad(ctx context.Context, s *leontief.System, home []float64) (one, more []float64, err error) {
	n, G := s.N(), s.G()
	e := s.Exports()
	abroad := append([]float64(nil), e.Sum...)
	if err := localSolve(ctx, s, dense.NoTrans, abroad); err != nil {
		return nil, nil, err
	}
	one, more = make([]float64, n), make([]float64, n)
	err = s.EachPart(ctx, func(p int) error {
		P := s.Parts[p]
		v := make([]float64, P.Hi-P.Lo)
		for r, R := range s.Parts {
			if r == p {
				continue
			}
			s.MulA(p, r, home[R.Lo:R.Hi], v)
			for k := range v {
				one[P.Lo+k] += e.Final[(P.Lo+k)*G+r] + v[k]
			}
			s.MulA(p, r, abroad[R.Lo:R.Hi], v)
			for k := range v {
				more[P.Lo+k] += v[k]
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	if err := localSolve(ctx, s, dense.NoTrans, one); err != nil {
		return nil, nil, err
	}
	return one, more, localSolve(ctx, s, dense.NoTrans, more)
}
