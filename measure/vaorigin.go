package measure

import (
	"context"

	"ikat/leontief"
	"ikat/result"
)

var vaOrigin = &Measure{
	ID:       "va-origin",
	Label:    "Origin of value added in exports",
	Question: "Whose work is inside an economy's exports?",
	Definition: "The value added of each source economy that is embodied in the gross exports of each exporter, over " +
		"all rounds of production. The exporter's own row is its domestic content; the others are foreign content.",
	Formula: "diag(v) B diag(e), summed to source economy x exporter",
	Reading: "A column adds up to the exporter's gross exports. Value that crosses a border more than once is " +
		"counted in each exporter's column.",
	Reference: "Hummels, Ishii & Yi (2001), Journal of International Economics 54; Koopman, Wang & Wei (2014), " +
		"American Economic Review 104",
	Levels: []Level{
		{ID: "country", Keys: []string{"source", "exporter"}, Economy: "exporter", Partner: "source"},
		{ID: "sector", Keys: []string{"source", "exporter", "industry"}, Economy: "exporter", Partner: "source"},
		{ID: "bilateral", Keys: []string{"source", "exporter", "importer"}, Economy: "exporter", Partner: "source"},
		{ID: "bilateral-sector", Keys: []string{"source", "exporter", "importer", "industry"}, Economy: "exporter",
			Partner: "source"},
	},
	Terms: func(Query) []Term {
		return []Term{
			{"va", "Value added", Currency, "value added of the source in the exports of the row"},
			{"share", "Share of exports", "share", "value added of the source over the gross exports of the row"},
		}
	},
	Compute: computeVAOrigin,
}

func computeVAOrigin(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	w, err := s.Origin(ctx)
	if err != nil {
		return nil, err
	}
	G := s.G()
	// One run of export rows, with a term for each source economy, then turned so that sources are rows.
	sources := make([]Term, G+1)
	rows := newExportRows(s, q.Level, sources)
	e := s.Exports()
	err = eachPair(ctx, rows, func(p, r int, v [][]float64) error {
		for i := s.Parts[p].Lo; i < s.Parts[p].Hi; i++ {
			k, x := i-s.Parts[p].Lo, e.Total[i*G+r]
			for t := range G {
				v[t][k] = w[i*G+t] * x
			}
			v[G][k] = x
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return sourceRows(s, rows, terms), nil
}

// sourceRows turns rows with one term a source (and the total last) into rows keyed by source first.
func sourceRows(s *leontief.System, rows *exportRows, terms []Term) *result.Frame {
	G := s.G()
	total := rows.acc[G]
	n := len(total)
	va, share := make([]float64, G*n), make([]float64, G*n)
	source := make([]int32, G*n)
	for t := range G {
		for i, x := range rows.acc[t] {
			source[t*n+i] = int32(t)
			va[t*n+i] = x
			share[t*n+i] = ratio(x, total[i])
		}
	}
	f := &result.Frame{}
	f.Key("source", "Source of value added", s.Codes(), source)
	rows.terms, rows.acc = nil, nil
	for _, key := range rows.frame().Columns {
		codes := make([]int32, 0, G*n)
		for range G {
			codes = append(codes, key.Codes...)
		}
		f.Key(key.Name, key.Label, key.Dict, codes)
	}
	values(f, terms, [][]float64{va, share})
	return f
}
