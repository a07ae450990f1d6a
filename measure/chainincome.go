package measure

import (
	"context"
	"strings"

	"ikat/icio"
	"ikat/leontief"
	"ikat/result"
)

var chainIncome = &Measure{
	ID:       "chain-income",
	Label:    "Who earns what in a final product",
	Question: "When a final product of one economy's industry is bought, whose income is it?",
	Definition: "The value of all final output of an economy's industry (its last stage of production), split by the " +
		"economies, and at the finer level the industries, whose value added it is.",
	Formula: "v_i B_ij y_j: value added of source i in final output y_j = Σ_r Y_jr of product j, summed to " +
		"source economies",
	Reading: "The sources of a product add up to its final output. The product's own economy is the domestic share; " +
		"the product's industry is the one that sold it last, not the only one that worked on it. Satellites (factor " +
		"incomes, jobs) add a column each. --economy and --industry choose the product, --partner the source.",
	Reference: "Timmer, Erumban, Los, Stehrer & de Vries (2014), Slicing Up Global Value Chains, Journal of Economic " +
		"Perspectives 28",
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
	rows := newProductRows(s, q.Level)
	va, err := rows.amounts(ctx, s.V)
	if err != nil {
		return nil, err
	}
	f := &result.Frame{}
	rows.keys(f)
	values(f, terms, [][]float64{va, rows.shares(va)})
	for _, sat := range s.Satellites {
		amount, err := rows.amounts(ctx, times(sat.Values, s.InvX()))
		if err != nil {
			return nil, err
		}
		values(f, []Term{satelliteTerm(sat, "", sat.Name, "of the source in the product's final output")},
			[][]float64{amount})
	}
	return f, nil
}

// productRows are rows by final product and source of what is in it.
type productRows struct {
	sys     *leontief.System
	sector  bool // sources are industries of economies
	sources int
	final   []float64 // final output by product
}

func newProductRows(s *leontief.System, level string) *productRows {
	p := &productRows{sys: s, sector: level == "product-sector", sources: s.G()}
	if p.sector {
		p.sources *= len(s.Industries)
	}
	home, abroad := finalOutput(s)
	p.final = newEconomyRows(s, sectorLevel.ID).sum(home)
	for i, y := range newEconomyRows(s, sectorLevel.ID).sum(abroad) {
		p.final[i] += y
	}
	return p
}

// amounts returns, by row, the quantity of the source in the product's final output, for a quantity per unit of output.
func (p *productRows) amounts(ctx context.Context, intensity []float64) ([]float64, error) {
	s := p.sys
	origin, err := p.origin(ctx, intensity)
	if err != nil {
		return nil, err
	}
	N := len(s.Industries)
	home, abroad := finalOutput(s)
	out := make([]float64, len(p.final)*p.sources)
	for e, E := range s.Parts {
		for j := E.Lo; j < E.Hi; j++ {
			product, y := e*N+s.Industry[j], home[j]+abroad[j]
			for t, w := range origin[j*p.sources : (j+1)*p.sources] {
				out[product*p.sources+t] += w * y
			}
		}
	}
	return out, nil
}

// origin returns the quantity of each source in a unit of each sector's final output: n x sources.
func (p *productRows) origin(ctx context.Context, intensity []float64) ([]float64, error) {
	s := p.sys
	if !p.sector {
		return s.OriginOf(ctx, intensity)
	}
	b, err := s.Inverse(ctx)
	if err != nil {
		return nil, err
	}
	n, N := s.N(), len(s.Industries)
	out := make([]float64, n*p.sources)
	for e, E := range s.Parts {
		for i := E.Lo; i < E.Hi; i++ {
			at := e*N + s.Industry[i]
			for j, w := range b[i*n : (i+1)*n] {
				out[j*p.sources+at] += intensity[i] * w
			}
		}
	}
	return out, nil
}

func (p *productRows) shares(amount []float64) []float64 {
	out := make([]float64, len(amount))
	for i, v := range amount {
		out[i] = ratio(v, p.final[i/p.sources])
	}
	return out
}

func (p *productRows) keys(f *result.Frame) {
	s, N := p.sys, len(p.sys.Industries)
	key := func(name, label string, dict []string, code func(row int) int) {
		c := make([]int32, len(p.final)*p.sources)
		for row := range c {
			c[row] = int32(code(row))
		}
		f.Key(name, label, dict, c)
	}
	key("economy", "Economy of the product", s.Codes(), func(row int) int { return row / p.sources / N })
	key("industry", "Industry of the product", s.Industries, func(row int) int { return row / p.sources % N })
	if !p.sector {
		key("source", "Source of income", s.Codes(), func(row int) int { return row % p.sources })
		return
	}
	key("source", "Source of income", s.Codes(), func(row int) int { return row % p.sources / N })
	key("source_industry", "Industry of the source", s.Industries, func(row int) int { return row % N })
}

// satelliteTerm describes a column made from a satellite: its name in lower case, with a prefix.
func satelliteTerm(sat icio.Satellite, prefix, label, definition string) Term {
	name := strings.ToLower(strings.Join(strings.Fields(prefix+" "+sat.Name), "_"))
	return Term{Name: name, Label: label, Unit: sat.Unit, Definition: sat.Name + " " + definition}
}
