// Package products holds the questions about trade by product: its measures, a region's trade, what an economy could
// sell next, and what makes it competitive.
package products

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ikat/engine"
	"ikat/fault"
	"ikat/picture"
	"ikat/question"
	"ikat/result"
	"ikat/say"
	"ikat/trade/flowfile"
)

const tag = "Economies and products"

// tradeParams are the choices of trade by product that all questions of this room share.
var tradeParams = []question.Param{
	{
		Name: "trade",
		Doc: "trade by product: NAME/YEAR of what ikat trade lists, NAME/* for all its years, a table's trade by industry, " +
			"adb62-exports/YEAR for published exports by industry, or on the command line the path of a file",
		Form:    question.Trade,
		Many:    question.Joined,
		Most:    60,
		Default: engine.UsualTable,
		Example: engine.UsualTable,
		Named:   true,
	},
	{
		Name:    "reported",
		Doc:     "whose reports: exporters, importers (mirror flows), reconciled, re-exports",
		Form:    question.Text,
		Values:  []string{flowfile.Reconciled, flowfile.Exporters, flowfile.Importers, flowfile.ReExports},
		Says:    "the first of reconciled, exporters, importers that there is",
		Example: flowfile.Importers,
	},
}

// Products computes measures of products.
var Products = &question.Question{
	ID: "products", Tag: tag, Label: "Measures of trade by product: advantage, concentration, unit values, complexity",
	Asks: "What does an economy sell, how well, and what does that say of it?",
	Doc: `Compute a measure of trade by product:

` + listed() + `

Trade by product is what ikat trade add has kept of BACI, UN Comtrade, WITS or a CSV of your own; a table's exports by
industry serve in its place, so that everything works at once. docs/methods/products.md has formulas and papers.`,
	Reference: "each measure's own paper, named in its notes and in docs/methods/products.md",
	Params: question.Join([]question.Param{
		{Name: "measure", Doc: "the measure", Form: question.Text, Values: ids(), Example: "rca", Argument: true,
			Required: true, Named: true},
		{
			Name:    "level",
			Short:   "l",
			Doc:     "detail of the rows; each measure lists those it has, the first being the default",
			Form:    question.Text,
			Values:  levels(),
			Example: "economy",
			Named:   true,
		},
	}, tradeParams, []question.Param{
		question.KeepEconomies, question.KeepPartners,
		{Name: "product", Doc: "keep only products whose codes begin so", Form: question.Text, Many: question.Joined,
			Example: "c14"},
		{Name: "digits", Doc: "add products up to so many digits of their codes first", Form: question.Whole, Min: 1,
			Max: 12, Says: "as they are", Example: "2"},
		{
			Name: "classification",
			Doc: "classes of composition: use (tables), section, hs2, hs4, stage (of BEC Rev. 4), parts, bec4, isic3, isic4, " +
				"cpc1, lall, or a column of {classes}",
			Form:    question.Text,
			Default: "section",
			Example: "use",
		},
		{
			Name: "classes",
			Doc: "CSV of corresponding codes, such as HS2017,BEC4, as the UN and WITS publish them; repeat it " +
				"for two that meet",
			Form: question.File,
			Many: question.Repeated,
			Most: 10,
		},
		{Name: "income", Doc: "CSV of GDP per capita: economy,year,gdp_per_capita", Form: question.File},
		{Name: "growth", Doc: "CSV of growth to come: economy,gdp_ratio,population_ratio", Form: question.File},
		{
			Name: "pairs",
			Doc:  "CSV of distances and tariffs: exporter,importer,product,distance_km,tariff",
			Form: question.File,
		},
		{
			Name:    "elasticity",
			Doc:     "of demand in income per head, of export potential",
			Form:    question.Number,
			Min:     -10,
			Max:     10,
			Default: "1",
			Example: "1.5",
		},
		{Name: "spread", Doc: "unit values that differ by less are alike", Form: question.Share, Default: "25%",
			Example: "15%"},
		{Name: "band", Doc: "of ratios that are alike: symmetric (1-a to 1+a) or inverse (1/(1+a) to 1+a)",
			Form: question.Text, Values: []string{"symmetric", "inverse"}, Default: "symmetric", Example: "inverse"},
		{Name: "own", Doc: "count a product as near to itself", Form: question.Flag, Default: "true"},
		{Name: "higher", Doc: "an economy above the mean of complexity, which gives the sign", Form: question.Economy,
			Says: "what rises with diversity", Example: "IDN"},
		{
			Name:    "smallest",
			Doc:     "leave out economies that export less, in the unit of the data",
			Form:    question.Number,
			Min:     0,
			Max:     1e18,
			Default: "0",
			Example: "500000",
		},
		{Name: "least", Doc: "flows below are none, for changes and survival, in the unit of the data",
			Form: question.Number, Min: 0, Max: 1e18, Default: "0", Example: "5000"},
	}),
	Examples: []question.Example{
		{
			Args:  "products rca --economy CHN",
			Gives: "in which industries of the built-in table China has an advantage",
		},
		{
			Args:  "products complexity --trade baci_hs17/2022 --smallest 1e6",
			Gives: "economies that export a billion or more",
		},
		{Args: "products composition --classification stage --classes HS2017-BEC4.csv --trade baci_hs17/*",
			Gives: "parts, capital and consumer goods over the years"},
		{
			Args:  "products concentration --trade apx/* --economy VNM,IDN -o concentration.csv",
			Gives: "over years, into a file",
		},
	},
	RestsOn: restsOn,
	Work:    work,
	Answer:  measured,
}

// restsOn lists the tables among the trade that an answer rests on.
func restsOn(r *question.Request) ([]string, error) {
	refs, err := r.Engine.ExpandFlows(r.All("trade"))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, ref := range refs {
		if _, err := r.Engine.Content(ref); err == nil {
			if _, _, known := engine.SplitRef(ref); known {
				out = append(out, ref)
			}
		}
	}
	return out, nil
}

// work says that a year that is kept takes a second, and a table next to nothing.
func work(_ context.Context, r *question.Request) (question.Work, error) {
	refs, err := r.Engine.ExpandFlows(r.All("trade"))
	kept, _ := r.Engine.FlowEntries()
	w := question.Work{Seconds: .01 * float64(len(refs))}
	for _, k := range kept {
		if slices.Contains(refs, k.Ref()) {
			w.Seconds++
		}
	}
	return w, err
}

func ids() []string {
	var out []string
	for _, m := range Measures {
		out = append(out, m.ID)
	}
	return out
}

func levels() []string {
	var out []string
	seen := map[string]bool{}
	for _, m := range Measures {
		for _, l := range m.Levels {
			if !seen[l.ID] {
				seen[l.ID] = true
				out = append(out, l.ID)
			}
		}
	}
	return out
}

// listed is the catalogue as text, a line a measure.
func listed() string {
	var lines []string
	for _, m := range Measures {
		var of []string
		for _, l := range m.Levels {
			of = append(of, l.ID)
		}
		lines = append(lines, fmt.Sprintf("  %-14s %s (%s)", m.ID, m.Label, strings.Join(of, ", ")))
	}
	return strings.Join(lines, "\n")
}

func measured(ctx context.Context, r *question.Request) (*question.Answer, error) {
	m := find(r.One("measure"))
	level := m.Levels[0]
	if name := r.One("level"); name != "" {
		var ok bool
		if level, ok = m.level(name); !ok {
			var have []string
			for _, l := range m.Levels {
				have = append(have, l.ID)
			}
			return nil, &fault.Error{Kind: fault.Invalid, Param: "level", Where: name,
				What: fault.Say("measure %s has no such level", m.ID), Fix: fault.Say("It has %s", strings.Join(have, ", "))}
		}
	}
	refs, instead, err := tradeAbout(ctx, r, r.All("economy"))
	if err != nil {
		return nil, err
	}
	a, err := newAsked(ctx, r, m, level)
	if err != nil {
		return nil, err
	}
	if instead != nil {
		a.notes = append(a.notes, *instead)
	}
	if err := a.through(ctx, refs, a.year); err != nil {
		return nil, err
	}
	if m.end != nil {
		if err := m.end(a); err != nil {
			return nil, err
		}
	}
	f := a.rows.frame(m.Label+", by "+level.ID, level)
	a.about(f, "products "+m.ID, []string{m.Reference})
	out := &question.Answer{Frames: []*result.Frame{f}}
	if p := a.picture(f, say.In(r.Language)); p != nil {
		out.Pictures = []*picture.Figure{p}
	}
	return out, nil
}
