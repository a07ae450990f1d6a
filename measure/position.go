package measure

import (
	"context"

	"ikat/leontief"
	"ikat/result"
)

var position = &Measure{
	ID:       "position",
	Label:    "Position in value chains",
	Question: "How far is an industry from final users, and from primary inputs?",
	Definition: "Upstreamness is the mean number of production stages between an industry's output and final use; downstreamness the mean " +
		"number of stages embodied in its inputs, counting its own. Beside them the simple shares they are often compared with.",
	Formula:   "U = (I − diag(x)⁻¹ Z)⁻¹ 1;  D = (I − A')⁻¹ 1;  F/x;  va/x",
	Reading:   "Both are at least 1. An economy's value is the mean over its industries, weighted by output. A sector without output has 1.",
	Reference: "Antràs & Chor (2018), World Trade Evolution, ch. 4 (NBER 24185); Antràs, Chor, Fally & Hillberry (2012), American Economic Review 102",
	Levels:    []Level{economyLevel, sectorLevel},
	Options: []Option{{
		Name:       "inventories",
		Definition: "what changes in inventories are: final use, or spread over the sector's other uses in proportion, as in the published series of Antràs and Chor",
		Values:     []string{"final", "spread"},
	}},
	Terms: func(Query) []Term {
		return []Term{
			{"upstreamness", "Upstreamness", "stages", "mean distance to final use"},
			{"downstreamness", "Downstreamness", "stages", "mean distance from primary inputs"},
			{"final_to_output", "Final use over output", "share", "output sold to final users, at home and abroad"},
			{"va_to_output", "Value added over output", "share", "value added over gross output"},
		}
	},
	Compute: computePosition,
}

func computePosition(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	if q.Option("inventories") == "spread" {
		t, err := s.Table.DistributeInventories()
		if err != nil {
			return nil, err
		}
		if s, err = s.Of(t); err != nil {
			return nil, err
		}
	}
	u, d, err := distances(ctx, s)
	if err != nil {
		return nil, err
	}
	n, G := s.N(), s.G()
	final := make([]float64, n)
	for i := range final {
		for _, y := range s.Y[i*G : (i+1)*G] {
			final[i] += y
		}
	}
	rows := newEconomyRows(s, q.Level)
	x := rows.sum(s.X)
	mean := func(v []float64) []float64 {
		out := over(rows.sum(times(v, s.X)), x)
		for i := range out {
			if x[i] == 0 {
				out[i] = 1 // nothing is produced, nothing travels further than one stage
			}
		}
		return out
	}
	return rows.frame(terms, [][]float64{mean(u), mean(d), over(rows.sum(final), x), over(rows.sum(s.VA), x)}), nil
}

// distances returns upstreamness and downstreamness by sector.
//
// With D = diag(x)⁻¹ Z = diag(x)⁻¹ A diag(x), (I − D)⁻¹ 1 = diag(x)⁻¹ B x: the same factors serve both.
func distances(ctx context.Context, s *leontief.System) (up, down []float64, err error) {
	n := s.N()
	up, down = append([]float64(nil), s.X...), make([]float64, n)
	for i := range down {
		down[i] = 1
	}
	if err := s.Solve(ctx, 1, up); err != nil {
		return nil, nil, err
	}
	if err := s.SolveT(ctx, 1, down); err != nil {
		return nil, nil, err
	}
	for i, x := range s.X {
		if up[i] /= x; x == 0 {
			up[i] = 1
		}
	}
	return up, down, nil
}
