package measure

import (
	"context"

	"ikat/dense"
	"ikat/leontief"
	"ikat/result"
)

// legacyFVA is what is known of the foreign value added that KWW and WWZ share.
const legacyFVA = "A method kept for comparison with published studies. Its foreign value added leaves out what the " +
	"importer sends back to its maker, who sends it on: for the world of 2008 (World Input-Output Tables, 2013 " +
	"release) it is 19.16% of exports where 19.76% is foreign value added, and the rest is misread as double " +
	"counting. Compare bm --perspective world --approach sink."

var wwz = &Measure{
	ID:       "wwz",
	Label:    "Wang-Wei-Zhu decomposition of exports (legacy)",
	Question: "How do published studies with sixteen terms split a bilateral flow?",
	Definition: "Gross exports in sixteen terms by where value was created, whether it was sold as a final or an " +
		"intermediate product, and where it is absorbed. Domestic value is followed from its first export; foreign " +
		"value to its last.",
	Formula: "With l = v_s L_s, b = v_s B_ss, f = Y_r·1 less Y_rr: dva_fin b∘Y_sr; dva_int l∘A_sr B_rr Y_rr; " +
		"dva_intrexi1 l∘A_sr Σ_t≠s,r B_rt Y_tt; dva_intrexf l∘A_sr B_rr Σ_u≠s,r Y_ru; dva_intrexi2 l∘A_sr Σ_t≠s,r " +
		"B_rt Σ_u≠s,t Y_tu; rdv_int l∘A_sr B_rs Y_ss; rdv_fin l∘A_sr B_rr Y_rs; rdv_fin2 l∘A_sr Σ_t≠r B_rt Y_ts; " +
		"ova_fin (Σ_t≠s,r v_t B_ts)∘Y_sr; mva_fin (v_r B_rs)∘Y_sr; ova_int, mva_int the same ∘A_sr L_r Y_rr; ddc_fin " +
		"l∘A_sr B_rs Σ_u≠s Y_su; ddc_int (b − l)∘A_sr x_r; odc, mdc as ova, mva ∘A_sr L_r e_r",
	Reading: "The sixteen terms add up to gross exports. dva_* is domestic value added absorbed abroad, rdv_* comes " +
		"home, ova_* and mva_* are value of third economies and of the importer, ddc_*, odc and mdc are counted " +
		"twice.",
	Reference: "Wang, Wei & Zhu (2013), NBER Working Paper 19677",
	Caveat:    legacyFVA,
	Levels:    []Level{ByCountry, BySector, ByBilateral, ByBilateralSector},
	Terms: func(Query) []Term {
		return []Term{
			{"dva_fin", "Domestic value added in final exports", Currency,
				"domestic value added sold to final users abroad"},
			{"dva_int", "Domestic value added in intermediates, absorbed by the importer", Currency,
				"used by the importer for final products it consumes itself"},
			{"dva_intrexi1", "Domestic value added, re-exported as intermediates, final abroad", Currency,
				"sent on as intermediates to third economies, which make final products for themselves"},
			{"dva_intrexf", "Domestic value added, re-exported as final products", Currency,
				"sent on by the importer in final products to third economies"},
			{"dva_intrexi2", "Domestic value added, re-exported as intermediates, exported as final", Currency,
				"sent on as intermediates to third economies, which export final products"},
			{"rdv_int", "Domestic value added that returns as intermediates", Currency,
				"comes home in intermediates and is absorbed there"},
			{"rdv_fin", "Domestic value added that returns as final products", Currency,
				"comes home in final products from the importer"},
			{"rdv_fin2", "Domestic value added that returns as final products of third economies", Currency,
				"comes home in final products from other economies"},
			{"ova_fin", "Third economies' value added in final exports", Currency,
				"value of economies other than the exporter and the importer, in final products"},
			{"mva_fin", "Importer's value added in final exports", Currency,
				"value of the importer that goes home in final products"},
			{"ova_int", "Third economies' value added in intermediate exports", Currency,
				"in intermediates that the importer absorbs"},
			{"mva_int", "Importer's value added in intermediate exports", Currency,
				"in intermediates that the importer absorbs"},
			{"ddc_fin", "Domestic double counting in final exports", Currency,
				"domestic value that returns and leaves again in final products"},
			{"ddc_int", "Domestic double counting in intermediate exports", Currency,
				"domestic value that returned and leaves again in intermediates"},
			{"odc", "Third economies' value counted twice", Currency,
				"in intermediates that the importer exports again"},
			{"mdc", "Importer's value counted twice", Currency, "in intermediates that the importer exports again"},
		}
	},
	Compute: func(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
		w, err := newWWZParts(ctx, s)
		if err != nil {
			return nil, err
		}
		rows := newExportRows(s, q.Level, terms)
		err = eachPair(ctx, rows, func(p, r int, v [][]float64) error {
			return w.pair(ctx, p, r, func(k int, t *[wwzTerms]float64) {
				for c, x := range t {
					v[c][k] = x
				}
			})
		})
		if err != nil {
			return nil, err
		}
		return rows.frame(), nil
	},
}

const wwzTerms = 16

// wwzParts are what the sixteen terms take from the system.
type wwzParts struct {
	sys     *leontief.System
	own     []float64 // n: v_s B_ss
	local   []float64 // n: v_s L_s
	foreign []float64 // n: Σ_t≠s v_t B_ts
	origin  []float64 // n x G: v_t B_tj
	by      []float64 // n x G: BY
	home    []float64 // n x G: B_rs Y_ss, s in columns
	sent    []float64 // n x G: B_rs Y_s, Y_s all final exports of s
	homeAll []float64 // n: Σ_s B_rs Y_ss
	sentAll []float64 // n: Σ_s B_rs Y_s
	ySent   []float64 // n: Y_s
	through []float64 // n x G: B_rr Y_rs, with B_rr Y_rr where s = r
	used    []float64 // n: L_r Y_rr
	resold  []float64 // n: L_r e_r
}

func newWWZParts(ctx context.Context, s *leontief.System) (*wwzParts, error) {
	w := &wwzParts{sys: s}
	var err error
	if w.local, err = s.OriginLocal(ctx); err != nil {
		return nil, err
	}
	if w.origin, err = s.Origin(ctx); err != nil {
		return nil, err
	}
	if w.own, w.foreign, err = contents(ctx, s); err != nil {
		return nil, err
	}
	if w.by, err = s.Absorbed(ctx); err != nil {
		return nil, err
	}
	if w.used, err = absorbedAtHome(ctx, s); err != nil {
		return nil, err
	}
	n, G, e := s.N(), s.G(), s.Exports()
	yHome := make([]float64, n)
	w.ySent = make([]float64, n)
	for p, P := range s.Parts {
		for i := P.Lo; i < P.Hi; i++ {
			yHome[i] = s.Y[i*G+p]
			for _, y := range e.Final[i*G : (i+1)*G] {
				w.ySent[i] += y
			}
		}
	}
	if w.home, err = s.FromEach(ctx, yHome); err != nil {
		return nil, err
	}
	if w.sent, err = s.FromEach(ctx, w.ySent); err != nil {
		return nil, err
	}
	w.homeAll, w.sentAll = sumRows(w.home, G), sumRows(w.sent, G)
	if w.resold, err = solveLocals(ctx, s, e.Sum); err != nil {
		return nil, err
	}
	w.through, err = throughDiagonal(ctx, s)
	return w, err
}

// sumRows adds up each row of a matrix of k columns.
func sumRows(m []float64, k int) []float64 {
	out := make([]float64, len(m)/k)
	for i := range out {
		for _, v := range m[i*k : (i+1)*k] {
			out[i] += v
		}
	}
	return out
}

// throughDiagonal returns B_rr Y_r·, stacked by r: n x G.
func throughDiagonal(ctx context.Context, s *leontief.System) ([]float64, error) {
	blocks, err := s.DiagonalBlocks(ctx)
	if err != nil {
		return nil, err
	}
	G := s.G()
	out := make([]float64, s.N()*G)
	return out, s.EachPart(ctx, func(r int) error {
		R := s.Parts[r]
		N := R.Hi - R.Lo
		return dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, N, G, N, 1, blocks[r], N, s.Y[R.Lo*G:R.Hi*G], G, 0,
			out[R.Lo*G:R.Hi*G], G)
	})
}

// Products of A_sr that a pair takes, by column of the thin matrix.
const (
	wThroughHome = iota // B_rr Y_rr
	wThroughSent        // B_rr Y_r
	wThroughBack        // B_rr Y_rs
	wHome               // Σ_t B_rt Y_tt
	wSent               // Σ_t B_rt Y_t
	wHomeBack           // B_rs Y_ss
	wSentBack           // B_rs Y_s
	wBack               // Σ_t≠s B_rt Y_ts
	wUsed               // L_r Y_rr
	wResold             // L_r e_r
	wCount
)

// pair computes the terms of exporter p and importer r and gives them to put, sector by sector.
func (w *wwzParts) pair(ctx context.Context, p, r int, put func(k int, t *[wwzTerms]float64)) error {
	s := w.sys
	P, R, G, e := s.Parts[p], s.Parts[r], s.G(), s.Exports()
	u, y := make([]float64, wCount*(R.Hi-R.Lo)), make([]float64, wCount*(P.Hi-P.Lo))
	for j := R.Lo; j < R.Hi; j++ {
		at, f := u[wCount*(j-R.Lo):][:wCount], s.InvX()[j]
		through := w.through[j*G : (j+1)*G]
		at[wThroughHome], at[wThroughBack] = through[r]*f, through[p]*f
		var sent float64
		for t, v := range through {
			if t != r {
				sent += v
			}
		}
		at[wThroughSent] = sent * f
		at[wHome], at[wSent] = w.homeAll[j]*f, w.sentAll[j]*f
		at[wHomeBack], at[wSentBack] = w.home[j*G+p]*f, w.sent[j*G+p]*f
		at[wBack] = (w.by[j*G+p] - w.home[j*G+p]) * f
		at[wUsed], at[wResold] = w.used[j]*f, w.resold[j]*f
	}
	if err := s.MulZ(ctx, p, r, wCount, u, y); err != nil {
		return err
	}
	for k := range P.Hi - P.Lo {
		i := P.Lo + k
		a, l, final := y[wCount*k:][:wCount], w.local[i], e.Final[i*G+r]
		importer := w.origin[i*G+r]
		third := w.foreign[i] - importer
		onward := a[wThroughSent] - a[wThroughBack]     // B_rr Σ_u≠s,r Y_ru
		elsewhere := a[wSent] - a[wSentBack] - a[wBack] // Σ_t≠s B_rt Σ_u≠s,t Y_tu
		put(k, &[wwzTerms]float64{
			w.own[i] * final, l * a[wThroughHome], l * (a[wHome] - a[wHomeBack] - a[wThroughHome]), l * onward,
			l * (elsewhere - onward),
			l * a[wHomeBack], l * a[wThroughBack], l * (a[wBack] - a[wThroughBack]),
			third * final, importer * final, third * a[wUsed], importer * a[wUsed],
			l * a[wSentBack], (w.own[i] - l) * e.Intermediate[i*G+r], third * a[wResold], importer * a[wResold],
		})
	}
	return nil
}
