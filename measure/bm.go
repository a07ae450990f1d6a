package measure

import (
	"context"

	"ikat/leontief"
	"ikat/result"
)

var bm = &Measure{
	ID:       "bm",
	Label:    "Borin-Mancini decomposition of exports",
	Question: "What are exports made of: domestic work, foreign work, and value counted twice?",
	Definition: "Gross exports split by where value added was created and whether it crosses a border again. Value " +
		"that crosses the exporter's border more than once is counted the first time (source, the default) or the " +
		"last (sink); the perspective says which border it is: the exporter's, any foreign one (world), or that of " +
		"the row's own flow (self).",
	Formula: "DC = (v_s B_ss)∘e_sr; DVA = (v_s L_s)∘e_sr; DDC = DC − DVA; DAVAX = (v_s L_s)∘[Y_sr + A_sr L_r Y_rr]; " +
		"REF = (v_s L_s)∘[A_sr (BY)_rs]; VAX = DVA − REF; FC = (Σ_t≠s v_t B_ts)∘e_sr; FVA = (Σ_t≠s v_t B_ts)(I + " +
		"M_s)⁻¹∘e_sr, M_s = Σ_j≠s A_sj B_js; FDC = FC − FVA; GVC = E − DAVAX; GVCB = FC + DDC; GVCF = GVC − GVCB; by " +
		"sink, with X = B^{\\s} Y^{\\s}, the world in which s exports nothing; DVA = (v_s B_ss)∘[Y_sr + A_sr X_r 1]; " +
		"REF = (v_s B_ss)∘A_sr X_rs; VAXIM = (v_s B_ss)∘[Y_sr + A_sr X_rr]; FVA = (Σ_t≠s v_t B_ts)∘[Y_sr + A_sr X_r " +
		"1]; from the world's perspective, FVA = (Σ_t≠s v_t L_t A_ts L_s)∘e_sr (source) or (Σ_t≠s v_t B_ts)∘[Y_sr + " +
		"A_sr L_r Y_rr] + (v_r B_rs)∘A_sr L_r Σ_u≠r [Y_ru + A_ru L_u Y_uu] (sink); from the flow's own, DVA = (v_s " +
		"B*_ss)∘e_sr and FVA = (Σ_t≠s v_t B*_ts)∘e_sr, B* the inverse without the flow of the row",
	Reading: "DC + FC = E, DVA + DDC = DC, FVA + FDC = FC. GVC is trade that crosses at least two borders; GVC / E " +
		"is the participation rate, GVCB its backward part (foreign content), GVCF its forward part (value sold on " +
		"by the importer). An economy's totals are the same by source and by sink; choose source to ask how " +
		"production is linked, sink to ask where value ends. By sink, bilateral rows have vaxim, the domestic value " +
		"added that the importer absorbs in the end; davax and gvc are source's. The self perspective suits a " +
		"question about one flow (a tariff on it); its rows do not add up to coarser ones.",
	Reference: "Borin & Mancini (2019), World Bank Policy Research Working Paper 8804; Borin & Mancini (2023), " +
		"Economic Systems Research 35",
	Levels: []Level{ByCountry, BySector, ByBilateral, ByBilateralSector},
	Options: []Option{
		{Name: "approach", Definition: "when a value that crosses the exporter's border more than once is counted: " +
			"the first time (source) or the last (sink)",
			Values: []string{"source", "sink"}},
		{Name: "perspective", Definition: "what must be crossed twice for a value to be counted twice: the " +
			"exporter's border (exporter), any foreign border (world), " +
			"or the flow of the row itself (self)", Values: []string{"exporter", "world", "self"}},
	},
	Domestic: bmAtHome,
	Terms:    bmTerms,
	Compute:  computeBM,
}

func bmTerms(q Query) []Term {
	terms := []Term{
		{"gexp", "Gross exports", Currency, "sales to all users in other economies"},
		{"dc", "Domestic content", Currency, "value of the exporter in its exports, repeated crossings included"},
		{"dva", "Domestic value added", Currency, "value added of the exporter, counted once"},
		{"davax", "Directly absorbed domestic value added", Currency,
			"domestic value added that crosses one border only: absorbed where it is first sold"},
		{"vax", "Domestic value added absorbed abroad", Currency, "domestic value added that does not come home"},
		{"vaxim", "Domestic value added absorbed by the importer", Currency,
			"domestic value added that ends in the importer's final demand, by whatever way after the last export"},
		{"ref", "Reflection", Currency, "domestic value added that comes home in imports and is absorbed there"},
		{"ddc", "Domestic double counting", Currency,
			"domestic value that crosses the border of the perspective again"},
		{"fc", "Foreign content", Currency, "value of other economies in the exports, repeated crossings included"},
		{"fva", "Foreign value added", Currency, "value added of other economies, counted once"},
		{"fdc", "Foreign double counting", Currency, "foreign value that crosses the border of the perspective again"},
		{"gvc", "Trade in global value chains", Currency, "exports that cross at least two borders"},
		{"gvcb", "Backward participation", Currency, "foreign content and domestic double counting"},
		{"gvcf", "Forward participation", Currency, "domestic value added that importers sell on"},
	}
	source := q.Option("approach") != "sink" && (q.Option("perspective") == "" || q.Option("perspective") == "exporter")
	importer := q.Option("approach") == "sink" && q.Option("perspective") == "exporter" &&
		(q.Level == "bilateral" || q.Level == "bilateral-sector")
	kept := terms[:0]
	for _, t := range terms {
		switch t.Name {
		case "davax", "gvc", "gvcb", "gvcf":
			if !source {
				continue
			}
		case "vaxim":
			if !importer {
				continue
			}
		}
		kept = append(kept, t)
	}
	return kept
}

// computeBM chooses the method. A total over all exports is the same flow for the exporter and for itself, so the self
// perspective of a country is the exporter's.
func computeBM(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	b, err := newBMParts(ctx, s)
	if err != nil {
		return nil, err
	}
	b.rows = newExportRows(s, q.Level, terms)
	b.columns = b.rows.columns(bmColumns[:])
	perspective, sink := q.Option("perspective"), q.Option("approach") == "sink"
	if perspective == "world" {
		if err := b.world(ctx, sink); err != nil {
			return nil, err
		}
		b.columns[bmFVA], b.columns[bmFDC] = -1, -1
	}
	switch {
	case perspective == "self" && q.Level != "country":
		err = b.self(ctx)
	case sink:
		err = b.sink(ctx)
	default:
		err = b.source(ctx)
	}
	if err != nil {
		return nil, err
	}
	return b.rows.frame(), nil
}

// The terms by number, so that a pair's are written without looking up names.
const (
	bmGexp = iota
	bmDC
	bmDVA
	bmDAVAX
	bmVAX
	bmVAXIM
	bmREF
	bmDDC
	bmFC
	bmFVA
	bmFDC
	bmGVC
	bmGVCB
	bmGVCF
	bmCount
)

var bmColumns = [bmCount]string{"gexp", "dc", "dva", "davax", "vax", "vaxim", "ref", "ddc", "fc", "fva", "fdc", "gvc",
	"gvcb", "gvcf"}

// bmParts are the vectors and thin matrices that every pair of economies needs, and the rows they end in.
type bmParts struct {
	sys     *leontief.System
	own     []float64 // n: v_s B_ss
	local   []float64 // n: v_s L_s
	foreign []float64 // n: Σ_t≠s v_t B_ts
	home    []float64 // n: L_r Y_rr
	by      []float64 // n x G: BY
	rows    *exportRows
	columns []int // of each term, -1 where the rows have none
}

func newBMParts(ctx context.Context, s *leontief.System) (*bmParts, error) {
	b := bmParts{sys: s}
	var err error
	if b.local, err = s.OriginLocal(ctx); err != nil {
		return nil, err
	}
	if b.by, err = s.Absorbed(ctx); err != nil {
		return nil, err
	}
	if b.own, b.foreign, err = contents(ctx, s); err != nil {
		return nil, err
	}
	b.home, err = absorbedAtHome(ctx, s)
	return &b, err
}

// put writes the terms of the exporter's k-th sector.
func (b *bmParts) put(v [][]float64, k int, terms *[bmCount]float64) {
	for t, c := range b.columns {
		if c >= 0 {
			v[c][k] = terms[t]
		}
	}
}

// source fills the terms of the exporter perspective, source approach.
//
//	DVA = (v_s L_s)∘e_sr, of which Y_sr + A_sr L_r Y_rr is absorbed directly and A_sr (BY)_rs comes home
//	FVA = (Σ_t≠s v_t B_ts)(I + M_s)⁻¹∘e_sr
func (b *bmParts) source(ctx context.Context) error {
	s := b.sys
	once, err := onceOnly(ctx, s, b.foreign)
	if err != nil {
		return err
	}
	e, G, invX := s.Exports(), s.G(), s.InvX()
	return eachPair(ctx, b.rows, func(p, r int, v [][]float64) error {
		P, R := s.Parts[p], s.Parts[r]
		u, y := make([]float64, 2*(R.Hi-R.Lo)), make([]float64, 2*(P.Hi-P.Lo))
		for j := R.Lo; j < R.Hi; j++ {
			u[2*(j-R.Lo)], u[2*(j-R.Lo)+1] = b.home[j]*invX[j], b.by[j*G+p]*invX[j]
		}
		if err := s.MulZ(ctx, p, r, 2, u, y); err != nil {
			return err
		}
		for k := range P.Hi - P.Lo {
			i := P.Lo + k
			x := e.Total[i*G+r]
			dc, dva, ref := b.own[i]*x, b.local[i]*x, b.local[i]*y[2*k+1]
			fc, fva := b.foreign[i]*x, once[i]*x
			davax := b.local[i] * (e.Final[i*G+r] + y[2*k])
			gvc, gvcb := x-davax, fc+dc-dva
			b.put(v, k, &[bmCount]float64{bmGexp: x, bmDC: dc, bmDVA: dva, bmDAVAX: davax, bmVAX: dva - ref, bmREF: ref,
				bmDDC: dc - dva,
				bmFC:  fc, bmFVA: fva, bmFDC: fc - fva, bmGVC: gvc, bmGVCB: gvcb, bmGVCF: gvc - gvcb})
		}
		return nil
	})
}
