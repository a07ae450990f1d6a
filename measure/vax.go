package measure

import (
	"context"
	"math"

	"ikat/leontief"
	"ikat/result"
)

var vax = &Measure{
	ID:       "vax",
	Label:    "Value-added exports",
	Question: "How much of an economy's income is paid by final users abroad?",
	Definition: "Value added of the exporter that is absorbed in the final demand of other economies, and its ratio " +
		"to gross exports. At the sector level it is the value added that originates in the industry, exported by " +
		"whichever industry.",
	Formula: "VAX_sr = v_s' (BY)_sr, r ≠ s;  VAX ratio = VAX_s / E_s",
	Reading: "The ratio is below one where value crosses borders more than once or carries foreign inputs. By " +
		"industry or partner it may exceed one: a service that is sold inside exported goods has value-added exports " +
		"without gross exports.",
	Reference: "Johnson & Noguera (2012), Journal of International Economics 86",
	Levels:    []Level{ByCountry, BySector, ByBilateral, ByBilateralSector},
	Domestic:  always("gexp"),
	Terms: func(Query) []Term {
		return []Term{
			{"gexp", "Gross exports", Currency, "sales to all users in other economies"},
			{"vax", "Value-added exports", Currency, "value added of the exporter absorbed by final users in " +
				"other economies"},
			{"vax_ratio", "VAX ratio", "share", "value-added exports over gross exports"},
		}
	},
	Compute: computeVAX,
}

func computeVAX(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	by, err := s.Absorbed(ctx)
	if err != nil {
		return nil, err
	}
	rows := newExportRows(s, q.Level, terms)
	e, G := s.Exports(), s.G()
	err = eachPair(ctx, rows, func(p, r int, v [][]float64) error {
		for i := s.Parts[p].Lo; i < s.Parts[p].Hi; i++ {
			k := i - s.Parts[p].Lo
			v[0][k], v[1][k] = e.Total[i*G+r], s.V[i]*by[i*G+r]
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range rows.acc[2] {
		rows.acc[2][i] = ratio(rows.acc[1][i], rows.acc[0][i])
	}
	return rows.frame(), nil
}

// ratio is a/b, and not a number where b is zero: a share of nothing is not defined.
func ratio(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}
