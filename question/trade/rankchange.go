package trade

import (
	"context"
	"math"
	"slices"

	"ikat/chain"
	"ikat/engine"
	"ikat/leontief"
	"ikat/question/borders"
	"ikat/scenario"
	"ikat/share"
)

// ChangeOf returns what turns a row of a ranking (exporter, importer, industry; * for all) into the change of a
// scenario that mends the same links by as much, so that a reader may go on from it. It gives nil for a row that takes
// a change for every pair of economies.
//
// Error: what the table says.
func ChangeOf(
	ctx context.Context,
	e *engine.Engine,
	q Ranking,
) (func(exporter, importer, industry string) *scenario.Change, error) {
	if q.Cut > 0 {
		cut := share.Rate(-q.Cut)
		return func(exporter, importer, industry string) *scenario.Change {
			return &scenario.Change{
				Exporter: named(exporter, q.Exporters),
				Importer: named(importer, q.Importers),
				Industry: named(industry, q.Industries),
				Iceberg:  &cut,
			}
		}, nil
	}
	s, err := e.System(ctx, q.Table, leontief.Options{}, nil)
	if err != nil {
		return nil, err
	}
	w, err := borders.Apply(s, q.Border)
	if err != nil {
		return nil, err
	}
	b := w.Borders
	codes := s.Codes()
	return func(exporter, importer, industry string) *scenario.Change {
		if exporter == "*" && importer == "*" {
			return nil
		}
		var less chain.Procedure
		for _, side := range []struct {
			code      string
			own       []chain.Procedure
			benchmark chain.Procedure
		}{{exporter, b.Export, w.Benchmark.Export}, {importer, b.Import, w.Benchmark.Import}} {
			if at := slices.Index(codes, whole(side.code)); at >= 0 {
				less.Days += math.Max(0, side.own[b.Side[at]].Days-side.benchmark.Days)
				less.Cost += math.Max(0, side.own[b.Side[at]].Cost-side.benchmark.Cost)
			}
		}
		industries := named(industry, q.Industries)
		if industries == nil {
			industries = scenario.Texts{"goods"}
		}
		days, money := 0-less.Days, 0-less.Cost
		return &scenario.Change{
			Exporter:      named(exporter, q.Exporters),
			Importer:      named(importer, q.Importers),
			Industry:      industries,
			Days:          &days,
			ContainerCost: &money,
		}
	}, nil
}

// named is a row's code as a scenario names it; for all, what the ranking was restricted to.
func named(code string, all []string) scenario.Texts {
	if code != "*" {
		return scenario.Texts{code}
	}
	return all
}
