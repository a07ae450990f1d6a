package trade

import (
	"context"
	"fmt"

	"ikat/counterfactual"
	"ikat/engine"
	"ikat/icio"
	"ikat/result"
	"ikat/scenario"
)

// Touched says what each change of a file of scenarios touches in a table before anything is solved: how many links
// between economies, and the trade on them. Two changes may touch the same trade.
//
// Error: fault.NotFound and Invalid for what a change names wrongly.
func Touched(ctx context.Context, e *engine.Engine, s *scenario.File, table string) (*result.Frame, error) {
	t, err := e.Table(ctx, table, nil)
	if err != nil {
		return nil, err
	}
	names := &counterfactual.Baseline{Economies: t.Economies, Industries: t.Industries, Uses: 1}
	flows, world := crossing(t)
	type row struct {
		scenario, change string
		links            int
		trade            float64
	}
	var rows []row
	for _, one := range s.Scenarios {
		for k, c := range one.Changes {
			sel, err := s.Select(names, fmt.Sprintf("%s, change %d", one.Name, k+1), c)
			if err != nil {
				return nil, err
			}
			r := row{scenario: one.Name, change: fmt.Sprint(k + 1)}
			sel.EachLink(names, func(link int) {
				j, d, x := names.Ends(link)
				if d != x && flows[(x*t.N()+j)*t.G()+d] > 0 {
					r.links++
					r.trade += flows[(x*t.N()+j)*t.G()+d]
				}
			})
			rows = append(rows, r)
		}
	}
	f := &result.Frame{Title: "What the changes touch"}
	n := f.Of(result.Accounting, len(rows))
	n.Text("scenario", "Scenario", func(i int) string { return rows[i].scenario })
	n.Text("change", "Change", func(i int) string { return rows[i].change })
	n.Number(
		"links",
		"Links",
		"count",
		"links with trade between two economies that the change touches",
		func(i int) float64 { return float64(rows[i].links) },
	)
	n.Number("trade", "Trade", t.Money(), "trade on these links", func(i int) float64 { return rows[i].trade })
	n.Number(
		"share",
		"Of world trade",
		"share",
		"of trade between economies of the table",
		func(i int) float64 { return rows[i].trade / world },
	)
	f.Provenance.Sources = []result.Source{engine.SourceOf(t)}
	return f, nil
}

// crossing sums what each sector sells to each economy, [sector][economy], and all that crosses borders.
func crossing(t *icio.Table) (flows []float64, world float64) {
	n, G, N, K := t.Sectors(), t.G(), t.N(), t.K()
	flows = make([]float64, n*G)
	for i := range n {
		for d := range G {
			sum := 0.0
			for _, v := range t.Z[i*n+d*N : i*n+(d+1)*N] {
				sum += v
			}
			for _, v := range t.F[i*G*K+d*K : i*G*K+(d+1)*K] {
				sum += v
			}
			flows[i*G+d] = sum
			if i/N != d {
				world += sum
			}
		}
	}
	return flows, world
}
