package chains

import (
	"context"
	"math"
	"slices"

	"ikat/chain"
	"ikat/economies"
	"ikat/engine"
	"ikat/leontief"
	"ikat/question/sizes"
	"ikat/result"
	"ikat/sme"
)

// Firms is what of a chain's border costs and days small and medium firms stand behind, at the export borders of one
// economy. Costs are by θ, per dollar of the product. Ends are over all splits by industry that the statistics allow;
// points are NaN where nobody says how exports are split.
type Firms struct {
	Economy, Name string
	Cost          []float64 // all
	Days          float64
	Own           sme.Mean // small firms' part of the costs: on what they export themselves, at the middle θ
	OwnDays       sme.Mean // small firms' part of the days
	Value         sme.Mean // their share of the domestic value added in what crosses, by flow
}

// addFirms adds small firms to a chain: to each link whose exporter has statistics, and economy by economy.
func addFirms(ctx context.Context, a *Followed, s *leontief.System, files []string) error {
	var codes []string // of economies whose borders are in the chain
	for _, l := range a.Product.Links {
		if code := s.Parts[s.PartOf(l.Sector)].Code; !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	behind, err := sizes.ExportersOf(ctx, s, codes, files)
	if err != nil {
		return err
	}
	a.behind = behind
	var with, without []string
	for _, code := range codes {
		switch b := behind.Of[code]; {
		case b != nil:
			with = append(with, code)
			a.Firms = append(a.Firms, firmsOf(a, s, b))
		case !economies.IsAggregate(code) && !slices.Contains(behind.All.Economies(), code):
			without = append(without, code)
		}
	}
	a.Links.Notes = append(append(a.Links.Notes, behind.Notes...), sizes.LineNotes(behind.All, with, without)...)
	return nil
}

// linksWithFirms is every link, with small firms' part of what it carries.
func (a *Followed) linksWithFirms() *result.Frame {
	links, f := a.Product.Links, *a.Links // the one kept for others has no such columns
	f.Columns = slices.Clone(f.Columns)
	own, value := linkFirms(a.Model.Sys, links, a.behind)
	c := f.Of(result.Estimate, len(links))
	for _, d := range []struct {
		name, label, definition string
		of                      []sme.Mean
	}{
		{"sme_exported", "Exported by SMEs", "of this flow, what small and medium firms of its origin export " +
			"themselves", own},
		{"sme_value", "Earned by SMEs", "of its origin's value added in this flow, what small and medium firms earn", value},
	} {
		of := func(i int) sme.Mean { return d.of[links[i].Sector] }
		c.Number(d.name, d.label, "share", d.definition, func(i int) float64 { return of(i).Point })
		c.Number(d.name+"_low", d.label+", low", "share", "least over all splits by industry that the statistics allow, "+
			"certified", func(i int) float64 { return of(i).Low })
		c.Number(d.name+"_high", d.label+", high", "share", "most over the same", func(i int) float64 { return of(i).High })
	}
	return &f
}

// linkFirms are small firms' parts of what each sector of some links exports and of the value in it; NaN where nothing
// is known.
func linkFirms(s *leontief.System, links []chain.Link, behind *sizes.Exporters) (own, value []sme.Mean) {
	nothing := sme.Mean{Point: math.NaN(), Low: math.NaN(), High: math.NaN()}
	own, value = slices.Repeat([]sme.Mean{nothing}, s.N()), slices.Repeat([]sme.Mean{nothing}, s.N())
	linked := make([]bool, s.N())
	for _, l := range links {
		linked[l.Sector] = true
	}
	for _, b := range behind.Of {
		e := b.Economy()
		for k, i := range e.Sector {
			if linked[i] && e.Exports[k] != 0 {
				one := make([]float64, e.N())
				one[k] = 1
				own[i], value[i] = b.Exported(one), b.Earned(one)
			}
		}
	}
	return own, value
}

// firmsOf is what falls on small firms of one economy.
func firmsOf(a *Followed, s *leontief.System, b *sme.Behind) *Firms {
	e := b.Economy()
	v := &Firms{Economy: e.Code, Name: engine.EconomyName(s.Table, e.Code), Cost: make([]float64, len(a.Thetas))}
	mid := (len(a.Thetas) - 1) / 2
	cost, days, flow := make([]float64, e.N()), make([]float64, e.N()), make([]float64, e.N())
	for _, l := range a.Product.Links {
		k := slices.Index(e.Sector, l.Sector)
		if k < 0 {
			continue
		}
		for c, x := range l.Cost {
			v.Cost[c] += x
		}
		v.Days += l.Flow * l.Days
		cost[k], days[k], flow[k] = cost[k]+l.Cost[mid], days[k]+l.Flow*l.Days, flow[k]+l.Flow
	}
	v.Own, v.OwnDays, v.Value = b.Exported(cost), b.Exported(days), b.Earned(flow)
	return v
}
