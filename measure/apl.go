package measure

import (
	"context"
	"math"

	"ikat/dense"
	"ikat/leontief"
	"ikat/result"
)

var apl = &Measure{
	ID:       "apl",
	Label:    "Average propagation length",
	Question: "In how many steps does a shock in one industry reach another?",
	Definition: "The mean number of transactions through which a change in one industry reaches another, weighted by " +
		"how much arrives by each route. By sector: forward, of a cost increase on its way to all users; backward, " +
		"of a demand increase on its way to all suppliers.",
	Formula: "APL_ij = [B(B − I)]_ij / [B − I]_ij; forward over rows of the Ghosh inverse G = diag(x)⁻¹ B diag(x), " +
		"backward over columns of B",
	Reading: "At least 1 where anything arrives at all. The strength says how much arrives; a long path with a " +
		"weak effect matters little.",
	Reference: "Dietzenbacher, Romero Luna & Bosma (2005), Estudios de Economía Aplicada 23",
	Levels: []Level{sectorLevel, {ID: "pairs", Keys: []string{"economy", "industry", "partner", "partner_industry"},
		Partner: "partner"}},
	Terms: func(q Query) []Term {
		if q.Level == "pairs" {
			return []Term{
				{"apl", "Average propagation length", "steps", "from the supplying economy and industry to the using " +
					"partner and industry"},
				{"strength", "Strength", "per unit", "output of the supplier that one unit of the user's final " +
					"output calls for, beyond the unit itself"},
			}
		}
		return []Term{
			{"apl_forward", "Forward propagation length", "steps", "to all users, a cost increase"},
			{"apl_backward", "Backward propagation length", "steps", "to all suppliers, a demand increase"},
		}
	},
	Compute: computeAPL,
}

func computeAPL(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	if q.Level == "pairs" {
		return aplPairs(ctx, s, terms)
	}
	up, down, err := distances(ctx, s)
	if err != nil {
		return nil, err
	}
	// Row sums of G − I and column sums of B − I; through the inverse once more they count each route by its length.
	for i := range up {
		up[i]--
		down[i]--
	}
	forward, backward := append([]float64(nil), up...), append([]float64(nil), down...)
	if err := ghosh(ctx, s, forward); err != nil {
		return nil, err
	}
	if err := s.SolveT(ctx, 1, backward); err != nil {
		return nil, err
	}
	rows := newEconomyRows(s, q.Level)
	data := [][]float64{rows.mean(forward), rows.mean(backward)}
	for c, strength := range [][]float64{rows.mean(up), rows.mean(down)} {
		for r, v := range strength {
			data[c][r] = routeLength(data[c][r], v)
		}
	}
	return rows.frame(terms, data), nil
}

// unlinked is the strength below which nothing links two sectors: what rounding leaves of an entry of B that is zero.
const unlinked = 1e-14

// routeLength is weighted over strength, not a number where nothing arrives.
func routeLength(weighted, strength float64) float64 {
	if math.Abs(strength) < unlinked {
		return math.NaN()
	}
	return weighted / strength
}

// aplPairs forms B, since every entry of B and of B² is asked for.
func aplPairs(ctx context.Context, s *leontief.System, terms []Term) (*result.Frame, error) {
	b, err := s.Inverse(ctx)
	if err != nil {
		return nil, err
	}
	n := s.N()
	length := make([]float64, n*n)
	for i := range n {
		b[i*n+i]--
	}
	// B(B − I) = (B − I)² + (B − I)
	if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, n, n, n, 1, b, n, b, n, 0, length, n); err != nil {
		return nil, err
	}
	for i, strength := range b {
		length[i] = routeLength(length[i]+strength, strength)
	}
	f := &result.Frame{}
	for k, name := range [][2]string{{"economy", "Supplying economy"}, {"industry", "Supplying industry"},
		{"partner", "Using economy"}, {"partner_industry", "Using industry"}} {
		codes := make([]int32, n*n)
		dict := s.Industries
		if k%2 == 0 {
			dict = s.Table.Economies
		}
		for row := range codes {
			i := row / n
			if k > 1 {
				i = row % n
			}
			codes[row] = int32(s.Industry[i])
			if k%2 == 0 {
				codes[row] = int32(s.EconomyOf(i))
			}
		}
		f.Key(name[0], name[1], dict, codes)
	}
	values(f, terms, [][]float64{length, b})
	return f, nil
}
