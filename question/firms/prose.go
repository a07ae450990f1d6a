package firms

import (
	"slices"

	"ikat/question/measures"
	"ikat/say"
	"ikat/sme"
)

// shown is how many industries, economies and products a page shows of each.
const shown = 8

// prose writes what small and medium firms earn in exports.
func prose(page *say.Page, a *Estimate) {
	s := a.Split
	small, large := s.InExports(sme.Small), s.InExports(sme.Large)
	scale := page.ScaleOf(small.Total()+large.Total(), a.Unit)
	page.Title("firms.title", say.Args{"name": a.Name, "table": a.Table})
	page.Text(say.Paragraph, Headline(page.Voice, a))
	if a.Bounds != nil {
		b := a.Bounds.Share
		page.Sentence("firms.proof", say.Args{"found_low": b.FoundLow, "found_high": b.FoundHigh})
	}
	low, high := a.DependenceRange()
	page.Sentence("firms.dependence", say.Args{"share": a.Dependence(), "low": low, "high": high,
		"bounded": a.Bounds != nil})
	ways(page, small, scale)
	sizeRows(page, a, scale)
	byIndustry(page, a, scale)
	throughLarge(page, a, scale)
	places(page, a, scale)
	worth(page, a)
	statistics(page, a)
}

func grid(page *say.Page, keys, numbers []string) *say.Grid {
	g := &say.Grid{Keys: len(keys)}
	for _, k := range keys {
		if k != "" {
			k = page.Say("firms." + k)
		}
		g.Columns(false, k)
	}
	for _, n := range numbers {
		g.Columns(true, page.Say("firms."+n))
	}
	return g
}

func ways(page *say.Page, small sme.InExports, scale say.Scale) {
	page.Heading("firms.ways")
	g := &say.Grid{Keys: 1}
	g.Columns(false, "").Columns(true, scale.Unit, page.Say("firms.share"))
	for _, w := range []struct {
		key   string
		value float64
	}{
		{"own-exports", small.Direct}, {"through-smes", small.ThroughSame},
		{"through-large", small.ThroughOther}, {"together", small.Total()},
	} {
		g.Row(page.Say("firms."+w.key), page.Number(w.value/scale.Size, 1), page.Percent(w.value/small.Total()))
	}
	page.Grid(g)
}

func sizeRows(page *say.Page, a *Estimate, scale say.Scale) {
	page.Heading("firms.by-size")
	g := grid(page, []string{""}, []string{"smes", "large", "all", "smes-share"})
	for _, t := range a.Sizes {
		g.Row(
			t.Label,
			page.Number(t.Small/scale.Size, 1),
			page.Number(t.Large/scale.Size, 1),
			page.Number(t.Total/scale.Size, 1),
			page.Percent(t.Small/t.Total),
		)
	}
	page.Grid(g)
	page.Small("firms.by-size-unit", say.Args{"unit": scale.Unit})
}

func byIndustry(page *say.Page, a *Estimate, scale say.Scale) {
	s := a.Split
	earned := s.ByIndustry(sme.Small)
	page.Heading("firms.industries")
	g := grid(page, []string{"industry", ""}, nil)
	g.Columns(
		true,
		scale.Unit,
		page.Say("firms.share"),
		page.Say("firms.dependence-column"),
		page.Say("firms.sold-abroad"),
	)
	if a.Jobs != nil {
		g.Columns(true, page.Say("firms.persons"))
	}
	for _, i := range largestFirst(earned) {
		row := append(
			label(a, s.Economy.Label[i]),
			page.Number(earned[i]/scale.Size, 1),
			page.Percent(earned[i]/total(earned)),
			page.Percent(s.Serving[i]),
			page.Percent(s.Exports[i]/s.X[i]),
		)
		if a.Jobs != nil {
			row = append(row, page.Number(a.Jobs[i], 0))
		}
		g.Row(row...)
	}
	page.Grid(g)
	page.Small("firms.industries-explained")
	if a.Jobs != nil {
		page.Small("firms.jobs", say.Args{"persons": a.AllJobs()})
	}
}

func throughLarge(page *say.Page, a *Estimate, scale say.Scale) {
	s := a.Split
	through := s.ByExporter(sme.Large)
	page.Heading("firms.exporters")
	g := grid(page, []string{"industry", ""}, nil)
	g.Columns(true, scale.Unit, page.Say("firms.share"), page.Say("firms.in-a-dollar"))
	for _, i := range largestFirst(through) {
		g.Row(
			append(label(a, s.Economy.Label[i]), page.Number(through[i]/scale.Size, 1), page.Percent(through[i]/total(through)),
				page.Percent(s.Content[sme.Small][s.Economy.N()+i]))...)
	}
	page.Grid(g)
}

// label is an industry's code and its name, where that says more.
func label(a *Estimate, code string) []string {
	if name := a.NameOf(code); name != code {
		return []string{code, name}
	}
	return []string{code, ""}
}

func places(page *say.Page, a *Estimate, scale say.Scale) {
	by := a.Split.ByPartner(sme.Small)
	var partners []measures.Partner
	for _, r := range largestFirst(by) {
		code := a.Split.Economy.Partners[r]
		partners = append(
			partners,
			measures.Partner{Economy: code, Name: a.NameOf(code), Amount: by[r], Share: by[r] / total(by)},
		)
	}
	if len(partners) > 1 {
		page.Heading("firms.importers")
		page.Grid(measures.Partners(page, partners, scale))
		page.Small("firms.importers-unit", say.Args{"unit": scale.Unit})
	}
	if len(a.Chains) == 0 {
		return
	}
	page.Heading("firms.products")
	g := grid(page, []string{"product", ""}, nil)
	g.Columns(true, scale.Unit, page.Say("firms.share"))
	for _, c := range a.Chains[:min(shown, len(a.Chains))] {
		g.Row(c.Economy, c.Name, page.Number(c.Amount/scale.Size, 1), page.Percent(c.Share))
	}
	page.Grid(g)
	page.Small("firms.products-explained")
}

func worth(page *say.Page, a *Estimate) {
	if len(a.Worth) == 0 {
		return
	}
	page.Heading("firms.worth")
	g := grid(page, []string{"if-known"}, []string{"none-outside", "found", "narrower"})
	for _, one := range a.Worth {
		v := one.Share
		g.Row(
			one.Statistic,
			page.Span(v.Low, v.High),
			page.Span(v.FoundLow, v.FoundHigh),
			page.Say("firms.points", say.Args{"n": one.Narrower}),
		)
	}
	page.Grid(g)
	page.Small("firms.worth-explained")
}

func statistics(page *say.Page, a *Estimate) {
	page.Text(say.Space, "")
	for _, s := range a.Statistics {
		if s.Industry == "" {
			page.Small(
				"firms.statistic",
				say.Args{"indicator": s.Indicator.Word(), "value": s.Value, "low": s.Low,
					"high": s.High, "source": s.Source},
			)
		}
	}
	f := a.Frame()
	page.Basis(f.Notes, f.Provenance.Sources)
}

func total(v []float64) float64 {
	var s float64
	for _, x := range v {
		s += x
	}
	return s
}

// largestFirst returns the positions of the largest values that the page shows.
func largestFirst(v []float64) []int {
	order := make([]int, len(v))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case v[i] > v[j]:
			return -1
		case v[i] < v[j]:
			return 1
		}
		return 0
	})
	return order[:min(shown, len(order))]
}
