package measure

import (
	"context"

	"ikat/dense"
	"ikat/fault"
	"ikat/leontief"
	"ikat/result"
)

var multipliers = &Measure{
	ID:       "multipliers",
	Label:    "Multipliers and hypothetical extraction",
	Question: "What hangs on an industry, an economy, or the trade between two economies?",
	Definition: "By sector: output, value added and imports that one unit of final output calls for; output that one " +
		"unit of primary inputs makes possible downstream (Ghosh); and what the world would produce less if the " +
		"sector vanished with nothing to replace it. By economy: the same, means weighted by output, and the " +
		"extraction of the whole economy. By link: the extraction of all sales of one economy to another.",
	Formula: "output 1'B; domestic 1'L_s; value added v_s L_s; imports 1' Σ_t≠s A_ts L_s; Ghosh diag(x)⁻¹ B x; " +
		"extraction of sector j: x − x̄ = B_·j x_j / B_jj; of economy s: B_·s B_ss⁻¹ x_s; of the link s to r: B_·s " +
		"u, (I + A_sr B_rs) u = e_sr",
	Reading: "Extraction is a bound, not a forecast: no one substitutes, no price moves. The value added that the " +
		"exporter loses with a link is the domestic value added in its exports to that partner by Los, Timmer & de " +
		"Vries.",
	Reference: "Miller & Blair (2022), Input-Output Analysis, 3rd ed., chs. 6 and 12; Dietzenbacher, van Burken & " +
		"Kondo (2019), Economic Systems Research 31; Los, Timmer & de Vries (2016), American Economic Review 106",
	Levels: []Level{sectorLevel, economyLevel, {ID: "link", Keys: []string{"exporter", "importer"}}},
	Options: []Option{{Name: "extract", Definition: "list who loses output without an industry (c15), an economy " +
		"(DEU), a sector (DEU_c15), or what one buys of another (CHN:USA, CHN_c14:USA_c15)"}},
	Domestic: multipliersAtHome,
	Terms:    multiplierTerms,
	Compute:  computeMultipliers,
}

func multiplierTerms(q Query) []Term {
	if q.Option("extract") != "" {
		return extractionTerms()
	}
	lost := []Term{
		{"output_lost", "World output lost", Currency, "gross output the world would lose with the extraction"},
		{"va_lost", "Value added lost", Currency, "value added the economy (of a link: the exporter) would lose"},
	}
	if q.Level == "link" {
		return append(lost, Term{"va_lost_importer", "Value added lost by the importer", Currency,
			"value added the importer would lose, its sales through the exporter among it"})
	}
	return append([]Term{
		{"output", "Output multiplier", "per unit", "world output that one unit of final output calls for"},
		{"output_domestic", "Domestic output multiplier", "per unit",
			"domestic output that one unit of final output calls for through domestic chains"},
		{"va_domestic", "Value-added multiplier", "per unit",
			"domestic value added in one unit of final output, through domestic chains"},
		{"import_content", "Import content", "per unit", "imported inputs in one unit of final output, through " +
			"domestic chains"},
		{"output_ghosh", "Ghosh multiplier", "per unit", "output downstream that one unit of the sector's output " +
			"goes into, its own included"},
	}, lost...)
}

func computeMultipliers(ctx context.Context, s *leontief.System, q Query, terms []Term) (*result.Frame, error) {
	if target := q.Option("extract"); target != "" {
		return computeExtraction(ctx, s, q.Level, target, terms)
	}
	if q.Level == "link" {
		return extractLinks(ctx, s, terms)
	}
	up, down, err := distances(ctx, s)
	if err != nil {
		return nil, err
	}
	own, err := s.OriginLocal(ctx)
	if err != nil {
		return nil, err
	}
	imported, err := importedContent(ctx, s)
	if err != nil {
		return nil, err
	}
	domestic := make([]float64, s.N())
	for i := range domestic {
		domestic[i] = 1
	}
	if err := localSolve(ctx, s, dense.Trans, domestic); err != nil {
		return nil, err
	}
	rows := newEconomyRows(s, q.Level)
	data := make([][]float64, 0, len(terms))
	for _, v := range [][]float64{down, domestic, own, imported, up} {
		data = append(data, rows.mean(v))
	}
	extract := extractSectors
	if q.Level == economyLevel.ID {
		extract = extractEconomies
	}
	u, err := extract(ctx, s)
	if err != nil {
		return nil, err
	}
	w, err := s.Origin(ctx)
	if err != nil {
		return nil, err
	}
	output, va := make([]float64, s.N()), make([]float64, s.N())
	for j, v := range u {
		output[j], va[j] = down[j]*v, w[j*s.G()+s.PartOf(j)]*v
	}
	f := rows.frame(terms, append(data, rows.sum(output), rows.sum(va)))
	return f, satelliteMultipliers(ctx, s, rows, f)
}

// satelliteMultipliers appends, for each satellite, the quantity that one unit of final output calls for at home and
// anywhere.
func satelliteMultipliers(ctx context.Context, s *leontief.System, rows *economyRows, f *result.Frame) error {
	for _, sat := range s.Satellites {
		home := times(sat.Values, s.InvX())
		world := append([]float64(nil), home...)
		if err := localSolve(ctx, s, dense.Trans, home); err != nil {
			return err
		}
		if err := s.SolveT(ctx, 1, world); err != nil {
			return err
		}
		sat.Unit += " per " + s.Table.Money()
		values(f, []Term{
			satelliteTerm(sat, "domestic", sat.Name+", at home",
				"at home that one unit of final output calls for, through domestic chains"),
			satelliteTerm(sat, "world", sat.Name+", anywhere", "anywhere that one unit of final output calls for"),
		}, [][]float64{rows.mean(home), rows.mean(world)})
	}
	return nil
}

// extractSectors returns, by sector j, u = x_j / B_jj: x̄ = x − B_·j u has x̄_j = 0 and meets the demand for every
// other sector, since (I − A) x̄ differs from final demand in row j alone.
func extractSectors(ctx context.Context, s *leontief.System) ([]float64, error) {
	blocks, err := s.DiagonalBlocks(ctx)
	if err != nil {
		return nil, err
	}
	u := append([]float64(nil), s.X...)
	for p, P := range s.Parts {
		for j := P.Lo; j < P.Hi; j++ {
			u[j] /= blocks[p][(j-P.Lo)*(P.Hi-P.Lo+1)]
		}
	}
	return u, nil
}

// extractEconomies returns, stacked by economy, u = B_ss⁻¹ x_s: the same for all sectors of an economy at once.
func extractEconomies(ctx context.Context, s *leontief.System) ([]float64, error) {
	blocks, err := s.DiagonalFactors(ctx)
	if err != nil {
		return nil, err
	}
	u := append([]float64(nil), s.X...)
	return u, s.EachPart(ctx, func(p int) error {
		return blocks[p].Solve(ctx, dense.NoTrans, 1, u[s.Parts[p].Lo:s.Parts[p].Hi], 1)
	})
}

// extractLinks returns the losses of ending all sales of one economy to another, for every pair. Without them, output
// is x̄ = x − B_·s u, where u are the sales that end, among them those that the importer's lower output makes needless:
// u = A_sr x_r + Y_sr − A_sr B_rs u.
func extractLinks(ctx context.Context, s *leontief.System, terms []Term) (*result.Frame, error) {
	b, err := s.Inverse(ctx)
	if err != nil {
		return nil, err
	}
	_, down, err := distances(ctx, s)
	if err != nil {
		return nil, err
	}
	w, err := s.Origin(ctx)
	if err != nil {
		return nil, err
	}
	n, G := s.N(), s.G()
	e := s.Exports()
	rows := newExportRows(s, "bilateral", terms)
	err = eachPair(ctx, rows, func(p, r int, v [][]float64) error {
		P, R := s.Parts[p], s.Parts[r]
		width, inner := P.Hi-P.Lo, R.Hi-R.Lo
		a, m, u := make([]float64, width*inner), make([]float64, width*width), make([]float64, width)
		for i := range width {
			for j := range inner {
				a[i*inner+j] = s.A(P.Lo+i, R.Lo+j)
			}
			m[i*width+i] = 1
			u[i] = e.Total[(P.Lo+i)*G+r]
		}
		if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, width, width, inner, 1, a, inner, b[R.Lo*n+P.Lo:], n, 1,
			m, width); err != nil {
			return err
		}
		lu, err := dense.Factor(ctx, width, m, width)
		if err != nil {
			return &fault.Error{Kind: fault.Unsolved,
				Where: fault.Say("%s, %s to %s", s.Table.Ref(), s.Parts[p].Code, s.Parts[r].Code),
				What:  "what the link carries cannot be told from what it calls for", Err: err}
		}
		if err := lu.Solve(ctx, dense.NoTrans, 1, u, 1); err != nil {
			return err
		}
		for k := range u {
			i := P.Lo + k
			v[0][k], v[1][k], v[2][k] = down[i]*u[k], w[i*G+p]*u[k], w[i*G+r]*u[k]
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return rows.frame(), nil
}
