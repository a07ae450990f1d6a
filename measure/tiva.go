package measure

import (
	"context"

	"ikat/dense"
	"ikat/leontief"
	"ikat/result"
)

var tiva = &Measure{
	ID:       "tiva",
	Label:    "OECD TiVA indicators",
	Question: "What would the OECD's Trade in Value Added database print for this table?",
	Definition: "The main indicators of the OECD's Trade in Value Added database under its names: gross trade by " +
		"use, value added in gross exports by origin, value added in final demand, and participation in other " +
		"economies' exports.",
	Formula: "exgr_dva (v_s B_ss)∘e_sr = exgr_ddc (v_i L_ii e_i) + exgr_idc ((v_s L_s)_i e_i less that) + exgr_rim " +
		"((v_s (B_ss − L_s))∘e_sr); exgr_fva (Σ_t≠s v_t B_ts)∘e_sr; ref (v_s L_s)∘A_sr (BY)_rs; ffd_dva v_s (BY)_sr; " +
		"dfd_fva v_r (BY)_rs; dxd_dva v_s (BY)_ss; dexfvap v_r B_rs e_s; fexdvap v_s B_sr e_r",
	Reading: "Rows are exporting industries for exgr_*, ref and dexfvap, industries of origin for fd_va, dxd_dva, " +
		"ffd_dva, fexdvap, va and prod, and the partner's industries for imgr_* and dfd_fva. dexfvap and fexdvap of " +
		"a partner are value from it in all exports, and value in its exports. Indicators of home sales have no " +
		"partner and are left out of bilateral rows. exgr_dva is domestic content: value that leaves twice is " +
		"counted twice, as OECD does.",
	Reference: "OECD (2023), Guide to OECD Trade in Value Added (TiVA) Indicators, 2023 edition",
	Levels:    []Level{ByCountry, BySector, ByBilateral},
	Domestic:  tivaDomestic,
	Terms: func(q Query) []Term {
		if q.Level == "bilateral" {
			var out []Term
			for _, t := range tivaTerms {
				if !tivaAtHome[t.Name] {
					out = append(out, t)
				}
			}
			return out
		}
		return append([]Term(nil), tivaTerms[:]...)
	},
	Compute: computeTiVA,
}

// The indicators by number, in the order of tivaTerms.
const (
	tvEXGR = iota
	tvEXGRFNL
	tvEXGRINT
	tvIMGR
	tvIMGRFNL
	tvIMGRINT
	tvDOM
	tvDOMFNL
	tvDOMINT
	tvBALGR
	tvEXGRDVA
	tvEXGRDDC
	tvEXGRIDC
	tvEXGRRIM
	tvREF
	tvFDVA
	tvDXDDVA
	tvFFDDVA
	tvDFDFVA
	tvBALVAFD
	tvEXGRFVA
	tvDEXFVAP
	tvFEXDVAP
	tvVA
	tvPROD
	tvCount
)

var tivaTerms = [tvCount]Term{
	{"exgr", "Gross exports", Currency, "sales to all users in other economies"},
	{"exgr_fnl", "Gross exports of final products", Currency, "sales to final users in other economies"},
	{"exgr_int", "Gross exports of intermediate products", Currency, "sales to industries in other economies"},
	{"imgr", "Gross imports", Currency, "purchases of all users from other economies"},
	{"imgr_fnl", "Gross imports of final products", Currency, "purchases of final users from other economies"},
	{"imgr_int", "Gross imports of intermediate products", Currency, "purchases of industries from other economies"},
	{"dom", "Sales at home", Currency, "sales to all users at home"},
	{"dom_fnl", "Final sales at home", Currency, "sales to final users at home"},
	{"dom_int", "Intermediate sales at home", Currency, "sales to industries at home"},
	{"balgr", "Gross trade balance", Currency, "gross exports less gross imports"},
	{"exgr_dva", "Domestic value added content of gross exports", Currency,
		"direct, indirect and re-imported content together"},
	{"exgr_ddc", "Direct domestic value added content", Currency, "of the exporting industry itself"},
	{"exgr_idc", "Indirect domestic value added content", Currency, "of the industry's suppliers at home"},
	{"exgr_rim", "Re-imported domestic value added content", Currency,
		"of the exporter, that had been exported before"},
	{"ref", "Reflection", Currency, "domestic value added that comes home in imports and is absorbed there"},
	{"fd_va", "Value added in final demand", Currency, "value added of the row in the final demand of all economies"},
	{"dxd_dva", "Domestic value added in domestic final demand", Currency, "value added of the row absorbed at home"},
	{"ffd_dva", "Domestic value added in foreign final demand", Currency, "value added of the row absorbed abroad"},
	{"dfd_fva", "Foreign value added in domestic final demand", Currency,
		"value added of partners absorbed by the row's economy"},
	{"balvafd", "Balance of value added in final demand", Currency,
		"value added that others absorb less others' value added absorbed here"},
	{"exgr_fva", "Foreign value added content of gross exports", Currency, "value of other economies in gross exports"},
	{"dexfvap", "Backward participation", Currency, "value of partners in the economy's exports"},
	{"fexdvap", "Forward participation", Currency, "value of the economy in partners' exports"},
	{"va", "Value added", Currency, "value added of the industry"},
	{"prod", "Output", Currency, "gross output of the industry"},
}

// tivaAtHome are the indicators that have no partner.
var tivaAtHome = map[string]bool{"dom": true, "dom_fnl": true, "dom_int": true, "fd_va": true, "dxd_dva": true,
	"va": true, "prod": true}

// tivaParts are what the indicators take from the system.
type tivaParts struct {
	sys                         *leontief.System
	own, local, foreign, direct []float64 // n; direct is v_i L_ii
	by, inOthers, origin        []float64 // n x G: BY, B_sr e_r, v_t B_tj
	exported                    []float64 // n: Σ_r e_sr
}

func newTiVAParts(ctx context.Context, s *leontief.System) (*tivaParts, error) {
	t := &tivaParts{sys: s, exported: s.Exports().Sum}
	var err error
	if t.own, t.foreign, err = contents(ctx, s); err != nil {
		return nil, err
	}
	if t.local, err = s.OriginLocal(ctx); err != nil {
		return nil, err
	}
	if t.origin, err = s.Origin(ctx); err != nil {
		return nil, err
	}
	if t.by, err = s.Absorbed(ctx); err != nil {
		return nil, err
	}
	if t.inOthers, err = s.FromEach(ctx, t.exported); err != nil {
		return nil, err
	}
	t.direct, err = ownIndustry(ctx, s)
	return t, err
}

// ownIndustry returns v_i L_ii: an industry's own value added per unit of its output.
func ownIndustry(ctx context.Context, s *leontief.System) ([]float64, error) {
	locals, err := s.Locals(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]float64, s.N())
	return out, s.EachPart(ctx, func(p int) error {
		P := s.Parts[p]
		N := P.Hi - P.Lo
		l := make([]float64, N*N)
		for k := range N {
			l[k*N+k] = 1
		}
		if err := locals[p].Solve(ctx, dense.NoTrans, N, l, N); err != nil {
			return err
		}
		for k := range N {
			out[P.Lo+k] = s.V[P.Lo+k] * l[k*N+k]
		}
		return nil
	})
}

func computeTiVA(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	t, err := newTiVAParts(ctx, s)
	if err != nil {
		return nil, err
	}
	names := make([]string, tvCount)
	for i := range names {
		names[i] = tivaTerms[i].Name
	}
	rows := newExportRows(s, q.Level, terms)
	col := rows.columns(names)
	err = s.EachPart(ctx, func(p int) error {
		for r := range s.Parts {
			if r == p {
				if q.Level != "bilateral" {
					t.home(rows, col, p)
				}
				continue
			}
			if err := t.sales(ctx, rows, col, p, r); err != nil {
				return err
			}
			t.purchases(rows, col, p, r)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return rows.frame(), nil
}

// write adds the indicators of sector i of exporter p and partner r to their row.
func (t *tivaParts) write(rows *exportRows, col []int, p, r, industry int, v *[tvCount]float64) {
	first, step := rows.place(p, r)
	for c, at := range col {
		if at >= 0 {
			rows.acc[at][first+step*industry] += v[c]
		}
	}
}

// sales adds what p's own sectors have in their trade with r.
func (t *tivaParts) sales(ctx context.Context, rows *exportRows, col []int, p, r int) error {
	s := t.sys
	P, R, G, e := s.Parts[p], s.Parts[r], s.G(), s.Exports()
	u, back := make([]float64, R.Hi-R.Lo), make([]float64, P.Hi-P.Lo)
	for j := R.Lo; j < R.Hi; j++ {
		u[j-R.Lo] = t.by[j*G+p] * s.InvX()[j]
	}
	if err := s.MulZ(ctx, p, r, 1, u, back); err != nil {
		return err
	}
	for i := P.Lo; i < P.Hi; i++ {
		at := i*G + r
		x, absorbed := e.Total[at], s.V[i]*t.by[at]
		t.write(rows, col, p, r, s.Industry[i], &[tvCount]float64{tvEXGR: x, tvEXGRFNL: e.Final[at],
			tvEXGRINT: e.Intermediate[at], tvBALGR: x,
			tvEXGRDVA: t.own[i] * x, tvEXGRDDC: t.direct[i] * x, tvEXGRIDC: (t.local[i] - t.direct[i]) * x,
			tvEXGRRIM: (t.own[i] - t.local[i]) * x,
			tvREF:     t.local[i] * back[i-P.Lo], tvFDVA: absorbed, tvFFDDVA: absorbed, tvBALVAFD: absorbed,
			tvEXGRFVA: t.foreign[i] * x,
			tvDEXFVAP: t.origin[at] * t.exported[i], tvFEXDVAP: s.V[i] * t.inOthers[at]})
	}
	return nil
}

// purchases adds what p buys of the partner's sectors.
func (t *tivaParts) purchases(rows *exportRows, col []int, p, r int) {
	s := t.sys
	G, e := s.G(), s.Exports()
	for j := s.Parts[r].Lo; j < s.Parts[r].Hi; j++ {
		at := j*G + p
		x, absorbed := e.Total[at], s.V[j]*t.by[at]
		t.write(rows, col, p, r, s.Industry[j], &[tvCount]float64{tvIMGR: x, tvIMGRFNL: e.Final[at],
			tvIMGRINT: e.Intermediate[at], tvBALGR: -x,
			tvDFDFVA: absorbed, tvBALVAFD: -absorbed})
	}
}

// home adds sales at home, value absorbed at home, value added and output.
func (t *tivaParts) home(rows *exportRows, col []int, p int) {
	s := t.sys
	P, G := s.Parts[p], s.G()
	for i := P.Lo; i < P.Hi; i++ {
		var inputs float64
		for _, z := range s.ZRow(i)[P.Lo:P.Hi] {
			inputs += z
		}
		final, absorbed := s.Y[i*G+p], s.V[i]*t.by[i*G+p]
		t.write(rows, col, p, p, s.Industry[i], &[tvCount]float64{tvDOM: inputs + final, tvDOMFNL: final,
			tvDOMINT: inputs,
			tvFDVA:   absorbed, tvDXDDVA: absorbed, tvVA: s.VA[i], tvPROD: s.X[i]})
	}
}
