package chains

import (
	"context"
	"ikat/engine"
	"ikat/leontief"
	"ikat/question/sizes"
	"ikat/result"
	"ikat/sme"
	"math"
)

// Firms is what of a chain's border costs and days small and medium firms stand behind, at the export borders of one
// economy. Costs are by θ, per dollar of the product.
type Firms struct {
	Economy, Name string
	Cost, Own     []float64 // all, and on what small firms export themselves
	Days, OwnDays float64
	Value         float64 // small firms' share of the domestic value added in what crosses, by flow
}

// addFirms adds small firms to a chain: to each link whose exporter has statistics, and economy by economy.
func addFirms(ctx context.Context, a *Followed, s *leontief.System, files []string) error {
	all, notes, err := sizes.EveryWith(ctx, s, files)
	if err != nil {
		return err
	}
	own, value := make([]float64, s.N()), make([]float64, s.N())
	for i := range own {
		own[i], value[i] = math.NaN(), math.NaN()
	}
	for _, f := range all {
		n := f.Split.Economy.N()
		small, large := f.Split.ContentOfExports(sme.Small), f.Split.ContentOfExports(sme.Large)
		for k, i := range f.Split.Economy.Sector {
			if f.Split.Economy.Exports[k] != 0 {
				own[i] = f.Split.Exports[k] / (f.Split.Exports[k] + f.Split.Exports[n+k])
				value[i] = small[k] / (small[k] + large[k])
			}
		}
	}
	at := map[string]*Firms{}
	flows := map[string]float64{}
	for _, l := range a.Product.Links {
		code := s.Parts[s.PartOf(l.Sector)].Code
		if all[code] == nil || own[l.Sector] != own[l.Sector] {
			continue
		}
		v := at[code]
		if v == nil {
			v = &Firms{
				Economy: code,
				Name:    engine.EconomyName(s.Table, code),
				Cost:    make([]float64, len(l.Cost)),
				Own:     make([]float64, len(l.Cost)),
			}
			at[code] = v
			a.Firms = append(a.Firms, v)
		}
		for c, cost := range l.Cost {
			v.Cost[c] += cost
			v.Own[c] += own[l.Sector] * cost
		}
		v.Days += l.Flow * l.Days
		v.OwnDays += own[l.Sector] * l.Flow * l.Days
		v.Value += value[l.Sector] * l.Flow
		flows[code] += l.Flow
	}
	for code, v := range at {
		v.Value /= flows[code]
	}
	c := a.Links.Of(result.Estimate, len(a.Product.Links))
	links := a.Product.Links
	c.Number(
		"sme_exported",
		"Exported by SMEs",
		"share",
		"of this flow, what small and medium firms of its origin export themselves",
		func(i int) float64 { return own[links[i].Sector] },
	)
	c.Number(
		"sme_value",
		"Earned by SMEs",
		"share",
		"of its origin's value added in this flow, what small and medium firms earn",
		func(i int) float64 { return value[links[i].Sector] },
	)
	a.Links.Notes = append(a.Links.Notes, notes...)
	a.Links.Notes = append(a.Links.Notes, result.NewNote(
		"firms.covered",
		"of {economies} economies with borders in the chain, {covered} have statistics of firm size that agree with "+
			"the table",
		"economies",
		economiesIn(a, s),
		"covered",
		len(at),
	))
	return nil
}

func economiesIn(a *Followed, s *leontief.System) int {
	in := map[int]bool{}
	for _, l := range a.Product.Links {
		in[s.PartOf(l.Sector)] = true
	}
	return len(in)
}
