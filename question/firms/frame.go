package firms

import (
	"fmt"
	"math"

	"ikat/economies"
	"ikat/result"
	"ikat/sme"
)

// smeRow is one row of the frame of small and medium firms. What is not known is NaN.
type smeRow struct {
	quantity, detail, unit string
	kind                   result.Kind
	point, low, high       float64
	foundLow, foundHigh    float64
}

// Frame returns the answer as rows: a quantity, what it is of (an industry, economy, product, size class or statistic),
// a point estimate, and where there is one the interval that no split agreeing with the statistics leaves.
func (a *Estimate) Frame() *result.Frame {
	rows := a.rows()
	f := &result.Frame{Title: "Small and medium firms of " + economies.InPhrase(a.Name) + " in exports"}
	c := f.Of(result.Estimate, len(rows))
	text := func(name, label string, get func(r smeRow) string) {
		c.Text(name, label, func(row int) string { return get(rows[row]) })
	}
	number := func(name, label, definition string, kind result.Kind, get func(r smeRow) float64) {
		c.Kind = kind
		c.Number(name, label, "as in the column unit", definition, func(row int) float64 { return get(rows[row]) })
	}
	text("economy", "Economy", func(smeRow) string { return a.Economy })
	text("quantity", "Quantity", func(r smeRow) string { return r.quantity })
	number("point", "Point estimate", "from the split that adds least information to the statistics", result.Estimate,
		func(r smeRow) float64 {
			return r.point
		})
	number("low", "Low", "no split that agrees with the information is below it", result.Bound, func(r smeRow) float64 {
		return r.low
	})
	number("high", "High", "no split that agrees with the information is above it", result.Bound,
		func(r smeRow) float64 {
			return r.high
		})
	text("unit", "Unit", func(r smeRow) string { return r.unit })
	text("kind", "Kind", func(r smeRow) string { return string(r.kind) })
	text("detail", "Of what", func(r smeRow) string { return r.detail })
	number("found_low", "Found, low", "a split that agrees with the information was found here", result.Bound,
		func(r smeRow) float64 {
			return r.foundLow
		})
	number("found_high", "Found, high", "a split that agrees with the information was found here", result.Bound,
		func(r smeRow) float64 {
			return r.foundHigh
		})
	f.Notes = a.Notes
	if a.drawn != nil {
		a.drawn.columns(f, rows)
	}
	f.Provenance = a.provenance()
	return f
}

func (a *Estimate) provenance() result.Provenance {
	p := result.Provenance{Program: a.program, Question: "sme " + a.Economy, Sources: a.Sources,
		References: []string{"Deming & Stephan (1940), Annals of Mathematical Statistics 11",
			"Goh (2007), Asian Productivity Organization", "Harvie (2004), University of Wollongong WP 04-15"}}
	for _, s := range a.Statistics {
		name := string(s.Indicator)
		if s.Industry != "" {
			name += " of " + s.Industry
		}
		value := fmt.Sprintf("%g", s.Value)
		if s.Low < s.High {
			value += fmt.Sprintf(" (%g to %g)", s.Low, s.High)
		}
		p.Parameters = append(p.Parameters, result.Parameter{Name: name, Value: value + ": " + s.Source})
	}
	for _, text := range a.Assume.Assumptions() {
		p.Parameters = append(p.Parameters, result.Parameter{Name: "assumed for the interval", Value: text.Text})
	}
	return p
}

func (a *Estimate) rows() []smeRow {
	var out []smeRow
	nan := math.NaN()
	add := func(quantity, detail, unit string, point float64) *smeRow {
		out = append(out, smeRow{quantity: quantity, detail: detail, unit: unit, kind: result.Estimate, point: point,
			low: nan, high: nan, foundLow: nan, foundHigh: nan})
		return &out[len(out)-1]
	}
	bound := func(r *smeRow, v sme.Range) {
		r.low, r.high, r.foundLow, r.foundHigh = v.Low, v.High, v.FoundLow, v.FoundHigh
	}
	s, e := a.Split, a.Split.Economy
	small, large := s.InExports(sme.Small), s.InExports(sme.Large)
	row := add("sme_share_of_va_in_exports", "", "share", s.Share())
	if a.Bounds != nil {
		bound(row, a.Bounds.Share)
	}
	row = add("sme_va_in_exports", "", a.Unit, small.Total())
	if a.Bounds != nil {
		bound(row, a.Bounds.Amount)
	}
	add("sme_va_in_exports_direct", "", a.Unit, small.Direct)
	add("sme_va_in_exports_through_smes", "", a.Unit, small.ThroughSame)
	add("sme_va_in_exports_through_large", "", a.Unit, small.ThroughOther)
	add("large_va_in_exports", "", a.Unit, large.Total())
	add("va_in_exports", "", a.Unit, small.Total()+large.Total())
	row = add("sme_share_of_direct_exports", "", "share", total(s.Exports[:e.N()])/total(e.Exports))
	for _, one := range a.Statistics { // as published, with its range
		if one.Industry == "" && one.Indicator == "exports" && one.Low < one.High {
			row.low, row.high = one.Low, one.High
		}
	}
	row = add("sme_dependence_on_exports", "", "share", a.Dependence())
	row.low, row.high = a.DependenceRange()
	industry, through, partner := s.ByIndustry(sme.Small), s.ByExporter(sme.Large), s.ByPartner(sme.Small)
	for i, label := range e.Label {
		add("sme_va_in_exports_by_industry", label, a.Unit, industry[i])
	}
	for i, label := range e.Label {
		add("sme_dependence_by_industry", label, "share", s.Serving[i])
	}
	for i, label := range e.Label {
		add("sme_va_through_large_by_exporting_industry", label, a.Unit, through[i])
	}
	for r, code := range e.Partners {
		add("sme_va_in_exports_by_partner", code, a.Unit, partner[r])
	}
	for _, c := range a.Chains {
		add("sme_va_in_chain", c.Economy, a.Unit, c.Amount)
	}
	for _, t := range a.Sizes {
		add(t.Term+"_by_size", "sme", a.Unit, t.Small)
		add(t.Term+"_by_size", "large", a.Unit, t.Large)
		add(t.Term+"_by_size", "all", a.Unit, t.Total).kind = result.Accounting
	}
	if a.Jobs != nil {
		add("sme_jobs_in_exports", "", "persons", a.AllJobs())
		for i, label := range e.Label {
			add("sme_jobs_in_exports_by_industry", label, "persons", a.Jobs[i])
		}
	}
	for _, w := range a.Worth {
		row := add("worth_of_statistic", w.Statistic, "share", w.Narrower)
		row.kind = result.Bound
		bound(row, w.Share)
	}
	return out
}
