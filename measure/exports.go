package measure

import (
	"context"

	"ikat/leontief"
	"ikat/result"
)

var exports = &Measure{
	ID:       "exports",
	Flows:    true,
	Label:    "Gross exports",
	Question: "What does an economy sell abroad, to be used up in production or by final users?",
	Definition: "Sales of an economy's industries to users in other economies, as the table records them: at basic " +
		"prices, by the industry that makes the product, split by whether the buyer is an industry (intermediate) or " +
		"a final user.",
	Formula: "e_sr = Z_sr 1 + Y_sr 1,  r ≠ s",
	Reading: "Gross exports count a value every time it crosses a border. They are the total that the " +
		"decompositions take apart.",
	Reference: "Miller & Blair (2022), Input-Output Analysis, 3rd ed., ch. 3",
	Levels:    []Level{ByCountry, BySector, ByBilateral, ByBilateralSector},
	Domestic:  always("gexp"),
	Terms: func(Query) []Term {
		return []Term{
			{"gexp", "Gross exports", Currency, "sales to all users in other economies"},
			{"gexp_int", "Intermediate exports", Currency, "sales to industries in other economies"},
			{"gexp_fin", "Final exports", Currency, "sales to final users in other economies"},
		}
	},
	Compute: computeExports,
}

func computeExports(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	rows := newExportRows(s, q.Level, terms)
	e := s.Exports()
	G := s.G()
	err := eachPair(ctx, rows, func(p, r int, v [][]float64) error {
		for i := s.Parts[p].Lo; i < s.Parts[p].Hi; i++ {
			k := i - s.Parts[p].Lo
			v[0][k], v[1][k], v[2][k] = e.Total[i*G+r], e.Intermediate[i*G+r], e.Final[i*G+r]
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return rows.frame(), nil
}
