package measure

import (
	"context"

	"ikat/leontief"
	"ikat/result"
)

var chainIncome = &Measure{
	ID:       "chain-income",
	Label:    "Who earns what in a final product",
	Question: "When a final product of one economy's industry is bought, whose income is it?",
	Definition: "The value of all final output of an economy's industry (its last stage of production), split by the economies, and at the " +
		"finer level the industries, whose value added it is.",
	Formula: "v_i B_ij y_j: value added of source i in final output y_j = Σ_r Y_jr of product j, summed to source economies",
	Reading: "The sources of a product add up to its final output. The product's own economy is the domestic share; the product's industry " +
		"is the one that sold it last, not the only one that worked on it. --economy and --industry choose the product, --partner the source.",
	Reference: "Timmer, Erumban, Los, Stehrer & de Vries (2014), Slicing Up Global Value Chains, Journal of Economic Perspectives 28",
	Levels: []Level{
		{ID: "product", Keys: []string{"economy", "industry", "source"}, Partner: "source"},
		{ID: "product-sector", Keys: []string{"economy", "industry", "source", "source_industry"}, Partner: "source"},
	},
	Terms: func(Query) []Term {
		return []Term{
			{"va", "Income", Currency, "value added of the source in the product's final output"},
			{"share", "Share", "share", "of the product's final output"},
		}
	},
	Compute: computeChainIncome,
}

func computeChainIncome(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	sources, codes := s.G(), s.Codes()
	var origin []float64 // products by sources
	var err error
	if q.Level == "product-sector" {
		sources, codes = s.G()*len(s.Industries), nil
		origin, err = originBySector(ctx, s)
	} else {
		origin, err = s.Origin(ctx)
	}
	if err != nil {
		return nil, err
	}
	G, N := s.G(), len(s.Industries)
	home, abroad := finalOutput(s)
	va, final := make([]float64, G*N*sources), make([]float64, G*N)
	for p, P := range s.Parts {
		for j := P.Lo; j < P.Hi; j++ {
			product, y := p*N+s.Industry[j], home[j]+abroad[j]
			final[product] += y
			for t, w := range origin[j*sources : (j+1)*sources] {
				va[product*sources+t] += w * y
			}
		}
	}
	share := make([]float64, len(va))
	for i := range va {
		share[i] = ratio(va[i], final[i/sources])
	}
	f := &result.Frame{}
	key := func(name, label string, dict []string, code func(row int) int) {
		c := make([]int32, len(va))
		for row := range c {
			c[row] = int32(code(row))
		}
		f.Key(name, label, dict, c)
	}
	key("economy", "Economy of the product", s.Codes(), func(row int) int { return row / sources / N })
	key("industry", "Industry of the product", s.Industries, func(row int) int { return row / sources % N })
	if codes != nil {
		key("source", "Source of income", codes, func(row int) int { return row % sources })
	} else {
		key("source", "Source of income", s.Codes(), func(row int) int { return row % sources / N })
		key("source_industry", "Industry of the source", s.Industries, func(row int) int { return row % N })
	}
	values(f, terms, [][]float64{va, share})
	return f, nil
}

// originBySector returns v_i B_ij by product j and source part and industry: n x G·N.
func originBySector(ctx context.Context, s *leontief.System) ([]float64, error) {
	b, err := s.Inverse(ctx)
	if err != nil {
		return nil, err
	}
	n, N := s.N(), len(s.Industries)
	sources := s.G() * N
	out := make([]float64, n*sources)
	for p, P := range s.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			at := p*N + s.Industry[i]
			for j, w := range b[i*n : (i+1)*n] {
				out[j*sources+at] += s.V[i] * w
			}
		}
	}
	return out, nil
}
