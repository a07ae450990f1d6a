package measure

import (
	"context"

	"ikat/leontief"
	"ikat/result"
)

var vaFinal = &Measure{
	ID:       "va-final",
	Label:    "Value added in final demand",
	Question: "For whose final use does an economy work in the end?",
	Definition: "The value added of each source economy that is absorbed by the final demand of each economy, over " +
		"all rounds of production, wherever the final product was assembled.",
	Formula: "diag(v) B Y, summed to source economy x absorbing economy",
	Reading: "A row adds up to the source's gross domestic product; nothing is counted twice. The diagonal is " +
		"value added absorbed at home.",
	Reference: "Johnson & Noguera (2012), Journal of International Economics 86",
	Levels: []Level{
		{ID: "country", Keys: []string{"source", "absorber"}},
		{ID: "sector", Keys: []string{"source", "absorber", "industry"}},
	},
	Terms: func(Query) []Term {
		return []Term{
			{"va", "Value added", Currency, "value added of the source absorbed in final demand"},
			{"share", "Share of value added", "share", "over the value added of the source row"},
		}
	},
	Compute: computeVAFinal,
}

func computeVAFinal(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	by, err := s.Absorbed(ctx)
	if err != nil {
		return nil, err
	}
	G, N := s.G(), len(s.Industries)
	inds := 1
	if q.Level == "sector" {
		inds = N
	}
	va, share, made := make([]float64, G*G*inds), make([]float64, G*G*inds), make([]float64, G*inds)
	var source, absorber, industry []int32
	for t := range G {
		for r := range G {
			for k := range inds {
				source, absorber, industry = append(source, int32(t)), append(absorber, int32(r)),
					append(industry, int32(k))
			}
		}
	}
	for t, p := range s.Parts {
		for i := p.Lo; i < p.Hi; i++ {
			k := s.Industry[i] % inds
			made[t*inds+k] += s.VA[i]
			for r := range G {
				va[(t*G+r)*inds+k] += s.V[i] * by[i*G+r]
			}
		}
	}
	for row := range va {
		share[row] = ratio(va[row], made[int(source[row])*inds+int(industry[row])])
	}
	f := &result.Frame{}
	f.Key("source", "Source of value added", s.Codes(), source)
	f.Key("absorber", "Absorbing economy", s.Codes(), absorber)
	if q.Level == "sector" {
		f.Key("industry", "Industry", s.Industries, industry)
	}
	values(f, terms, [][]float64{va, share})
	return f, nil
}
