package measure

import (
	"context"

	"ikat/dense"
	"ikat/leontief"
	"ikat/result"
)

var imports = &Measure{
	ID:       "imports",
	Label:    "Imports by origin of value added",
	Question: "Whose work does an economy buy abroad, wherever it comes through?",
	Definition: "Gross imports of an economy by the economy where the value was created: value added that enters the " +
		"importer for the first time, and value that had entered before, left, and enters again. The importer's own " +
		"value that comes back is one of the origins.",
	Formula: "With B^r the inverse of I − A without the imports of r (A_sr = 0, s ≠ r) and m_r the imports of r by " +
		"supplying sector: VA_tr = v_t (B^r m_r)_t; DC_tr = v_t (B m_r)_t − VA_tr",
	Reading:   "Value added and double counting of all origins add up to the importer's gross imports.",
	Reference: "Borin & Mancini (2019), World Bank Policy Research Working Paper 8804, importer perspective",
	Levels:    []Level{{ID: "country", Keys: []string{"importer", "origin"}}},
	Terms: func(Query) []Term {
		return []Term{
			{"va", "Value added", Currency, "value added of the origin, the first time it enters the importer"},
			{"dc", "Double counting", Currency, "value of the origin that had entered the importer before"},
		}
	},
	Compute: computeImports,
}

// computeImports solves B m_r for all importers r together. With A_·r of the imports taken out, the correction of rank
// N_r is
//
//	v_t (B^r m_r)_t = v_t (B m_r)_t − v_t B_tr q_r + [t = r] v_r L_r q_r,   B_rr q_r = (B m_r)_r
//
// because the columns of B and of the imports' part of A differ by an identity: B_·r (I − A_rr) − E_r.
func computeImports(ctx context.Context, s *leontief.System, _ Query, terms []Term) (*result.Frame, error) {
	w, err := s.Origin(ctx)
	if err != nil {
		return nil, err
	}
	local, err := s.OriginLocal(ctx)
	if err != nil {
		return nil, err
	}
	blocks, err := s.DiagonalFactors(ctx)
	if err != nil {
		return nil, err
	}
	G := s.G()
	m := append([]float64(nil), s.Exports().Total...) // column r: what r buys abroad
	if err := s.Solve(ctx, G, m); err != nil {
		return nil, err
	}
	va, dc := make([]float64, G*G), make([]float64, G*G)
	importer, origin := make([]int32, G*G), make([]int32, G*G)
	err = s.EachPart(ctx, func(r int) error {
		R := s.Parts[r]
		q := make([]float64, R.Hi-R.Lo)
		for k := range q {
			q[k] = m[(R.Lo+k)*G+r]
		}
		if err := blocks[r].Solve(ctx, dense.NoTrans, 1, q, 1); err != nil {
			return err
		}
		for t, T := range s.Parts {
			row := r*G + t
			importer[row], origin[row] = int32(r), int32(t)
			for k, x := range q {
				dc[row] += w[(R.Lo+k)*G+t] * x
				if t == r {
					dc[row] -= local[R.Lo+k] * x
				}
			}
			for i := T.Lo; i < T.Hi; i++ {
				va[row] += s.V[i] * m[i*G+r]
			}
			va[row] -= dc[row]
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	f := &result.Frame{}
	f.Key("importer", "Importer", s.Codes(), importer)
	f.Key("origin", "Origin of value added", s.Codes(), origin)
	values(f, terms, [][]float64{va, dc})
	return f, nil
}
