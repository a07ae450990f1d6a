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
	Definition: "Upstreamness is the mean number of production stages between an industry's output and final use; " +
		"downstreamness the mean number of stages embodied in its inputs, counting its own. Beside them the simple " +
		"shares they are often compared with.",
	Formula: "U = (I − diag(x)⁻¹ Z)⁻¹ 1;  D = (I − A')⁻¹ 1;  F/x;  va/x",
	Reading: "Both are at least 1. An economy's value is the mean over its industries, weighted by output. A " +
		"sector without output has 1.",
	Reference: "Antràs & Chor (2018), World Trade Evolution, ch. 4 (NBER 24185); Antràs, Chor, Fally & Hillberry " +
		"(2012), American Economic Review 102",
	Levels: []Level{economyLevel, sectorLevel},
	Options: []Option{{
		Name: "inventories",
		Definition: "what changes in inventories are: final use, or spread over the sector's other uses in " +
			"proportion, as in the published series of Antràs and Chor",
		Values: []string{"final", "spread"},
	}},
	Domestic: always("va_to_output"),
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
	return rows.frame(terms, [][]float64{rows.mean(u), rows.mean(d), rows.mean(times(final, s.InvX())),
		rows.mean(s.V)}), nil
}

// distances returns upstreamness and downstreamness by sector.
//
// With D = diag(x)⁻¹ Z, the same factors serve both: see ghosh.
func distances(ctx context.Context, s *leontief.System) (up, down []float64, err error) {
	n := s.N()
	up, down = make([]float64, n), make([]float64, n)
	for i := range down {
		up[i], down[i] = 1, 1
	}
	if err := ghosh(ctx, s, up); err != nil {
		return nil, nil, err
	}
	return up, down, s.SolveT(ctx, 1, down)
}

// ghosh overwrites b with (I − D)⁻¹ b, D = diag(x)⁻¹ Z with rows of zeros where x = 0, so that b stays as it is there.
//
// D is diag(x)⁻¹ A diag(x) but for sales to users without output, which A does not know: they enter on the right-hand
// side, diag(x)⁻¹ B (x∘b + Z_idle b_idle).
func ghosh(ctx context.Context, s *leontief.System, b []float64) error {
	w := times(s.X, b)
	for j, x := range s.X {
		if x != 0 {
			continue
		}
		for i := range w {
			if s.X[i] != 0 {
				w[i] += s.Z(i, j) * b[j]
			}
		}
	}
	if err := s.Solve(ctx, 1, w); err != nil {
		return err
	}
	for i, x := range s.X {
		if x != 0 {
			b[i] = w[i] / x
		}
	}
	return nil
}
