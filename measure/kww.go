package measure

import (
	"context"

	"ikat/leontief"
	"ikat/result"
)

var kww = &Measure{
	ID:       "kww",
	Label:    "Koopman-Wang-Wei decomposition of exports (legacy)",
	Question: "How do published studies with nine terms split an economy's exports?",
	Definition: "An economy's gross exports in nine terms: domestic value added absorbed abroad, domestic value " +
		"added that comes home, foreign value added, and what is counted twice.",
	Formula: "dva_fin v_s B_ss Y_sr; dva_int v_s B_sr Y_rr; dva_intrex v_s B_sr Σ_t≠s,r Y_rt; rdv_fin v_s B_sr Y_rs; " +
		"rdv_int v_s B_sr A_rs L_s Y_ss; ddc v_s B_sr A_rs L_s e_s; fva_fin v_t B_ts Y_sr; fva_int v_t B_ts A_sr L_r " +
		"Y_rr; fdc v_t B_ts A_sr L_r e_r; summed over r ≠ s and t ≠ s. By industry the terms are those of wwz, added " +
		"up, with l = v_s L_s ahead of the first export",
	Reading: "The nine terms add up to gross exports; the first five to domestic value added, which is that of bm; " +
		"fva_fin and fva_int are not the foreign value added of bm.",
	Reference: "Koopman, Wang & Wei (2014), American Economic Review 104",
	Caveat:    legacyFVA,
	Levels:    []Level{ByCountry, BySector},
	Terms: func(Query) []Term {
		return []Term{
			{"dva_fin", "Domestic value added in final exports", Currency,
				"domestic value added sold to final users abroad"},
			{"dva_int", "Domestic value added in intermediates, final where last processed", Currency,
				"in intermediates that end in final products consumed where they are finished"},
			{"dva_intrex", "Domestic value added re-exported to third economies", Currency,
				"in intermediates that end in final products exported to third economies"},
			{"rdv_fin", "Domestic value added that returns in final imports", Currency, "comes home in final products"},
			{"rdv_int", "Domestic value added that returns in intermediate imports", Currency,
				"comes home in intermediates and is absorbed there"},
			{"ddc", "Domestic double counting", Currency, "domestic value that comes home and leaves again"},
			{"fva_fin", "Foreign value added in final exports", Currency, "value of other economies in final products"},
			{"fva_int", "Foreign value added in intermediate exports", Currency,
				"value of other economies in intermediates that the importer absorbs"},
			{"fdc", "Foreign double counting", Currency,
				"value of other economies in intermediates that the importer exports again"},
		}
	},
	Compute: computeKWW,
}

// kwwOf says which term of Koopman, Wang and Wei each of the sixteen terms of Wang, Wei and Zhu belongs to.
var kwwOf = [wwzTerms]int{0, 1, 1, 2, 2, 4, 3, 3, 6, 6, 7, 7, 5, 5, 8, 8}

func computeKWW(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	w, err := newWWZParts(ctx, s)
	if err != nil {
		return nil, err
	}
	rows := newExportRows(s, q.Level, terms)
	err = eachPair(ctx, rows, func(p, r int, v [][]float64) error {
		return w.pair(ctx, p, r, func(k int, t *[wwzTerms]float64) {
			for c := range v {
				v[c][k] = 0
			}
			for c, x := range t {
				v[kwwOf[c]][k] += x
			}
		})
	})
	if err != nil {
		return nil, err
	}
	return rows.frame(), nil
}
