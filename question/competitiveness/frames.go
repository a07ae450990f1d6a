package competitiveness

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"ikat/composite"
	"ikat/draws"
	"ikat/economies"
	"ikat/indicators"
	"ikat/result"
)

// inOrder are economies by rank.
func (a *asked) inOrder() []int {
	out := make([]int, len(a.data.Units))
	for u := range out {
		out[u] = u
	}
	slices.SortStableFunc(out, func(x, y int) int { return cmp.Compare(a.all.Ranks[x].Rank, a.all.Ranks[y].Rank) })
	return out
}

// scale is what scores are in.
func (a *asked) scale() string {
	switch {
	case a.index.Choices.Aggregate == "copeland":
		return "economies beaten less lost to"
	case a.index.Choices.Normalise == "z-scores":
		return "mean 100, deviation 10"
	}
	return "1 to 100"
}

func (a *asked) indexFrame() *result.Frame {
	order := a.inOrder()
	f := &result.Frame{Title: "Competitiveness: " + economies.InPhrase(a.economy.Name) + " among others"}
	n := f.Of(result.Estimate, len(order))
	n.Text("economy", "Economy", func(i int) string { return a.data.Units[order[i]] })
	n.Text("name", "Name", func(i int) string { return economies.Name(a.data.Units[order[i]]) })
	number := func(name, label, unit, definition string, get func(u int) float64) {
		n.Number(name, label, unit, definition, func(i int) float64 { return get(order[i]) })
	}
	number("rank", "Rank", "", "1 is best", func(u int) float64 { return float64(a.all.Ranks[u].Rank) })
	for _, of := range []struct {
		name, what string
		r          *composite.Ranges
	}{{"rank", "over choices and bounds", a.all}, {"choices", "over the choices alone", a.choices},
		{"bounds", "over the figures' own bounds alone", a.bounds}} {
		end := func(side, label string, get func(draws.Standing) int) {
			number(of.name+"_"+side, "Rank, "+label+", "+of.what, "", "in nine of ten draws "+of.what,
				func(u int) float64 { return float64(get(of.r.Ranks[u])) })
		}
		end("low", "best", func(s draws.Standing) int { return s.Low })
		end("high", "worst", func(s draws.Standing) int { return s.High })
	}
	number("index", "Index", a.scale(), "over all levels; say it with its rank's interval and with its levels",
		func(u int) float64 { return a.index.Scores[u] })
	for p, level := range a.data.Pillars {
		number(level, levelLabel(level), a.pillarScale(), "weighted mean of the level's figures",
			func(u int) float64 { return a.index.Pillars[p][u] })
	}
	number("known", "Figures known", "share", "of all figures", a.known)
	return f
}

func (a *asked) pillarScale() string {
	if a.index.Choices.Normalise == "z-scores" {
		return "mean 100, deviation 10"
	}
	return "1 to 100"
}

// known is the share of the figures that an economy has.
func (a *asked) known(u int) float64 {
	n := 0.0
	for _, row := range a.cells {
		if row[u].known() {
			n++
		}
	}
	return n / float64(len(a.cells))
}

// part is a figure of an economy.
type part struct{ figure, unit int }

// partsFrame has a row for each figure of each economy, the one asked about first.
func (a *asked) partsFrame() *result.Frame {
	var rows []part
	for u := range a.data.Units {
		for i := range a.figures {
			rows = append(rows, part{i, u})
		}
	}
	places := make([][]float64, len(a.figures))
	for i, f := range a.figures {
		v := make([]float64, len(a.data.Units))
		for u, c := range a.cells[i] {
			if v[u] = c.value; f.lower {
				v[u] = -c.value
			}
		}
		places[i] = composite.Places(v)
	}
	f := &result.Frame{Title: "Competitiveness: the figures behind it"}
	n := f.Of(result.Estimate, len(rows))
	text := func(name, label string, get func(part) string) {
		n.Text(name, label, func(i int) string { return get(rows[i]) })
	}
	number := func(name, label, unit, definition string, kind result.Kind, get func(part) float64) {
		n.Kind = kind
		n.Number(name, label, unit, definition, func(i int) float64 { return get(rows[i]) })
	}
	fig := func(p part) *figure { return a.figures[p.figure] }
	at := func(p part) cell { return a.cells[p.figure][p.unit] }
	own := "as in the column unit"
	text("economy", "Economy", func(p part) string { return a.data.Units[p.unit] })
	text("level", "Level", func(p part) string { return fig(p).level })
	text("figure", "Figure", func(p part) string { return fig(p).id })
	number("value", "Value", own, "as published or computed; see kind", result.Accounting,
		func(p part) float64 { return at(p).value })
	number("low", "Low", own, "lower end of its own bounds", result.Bound, func(p part) float64 { return at(p).low })
	number("high", "High", own, "upper end of its own bounds", result.Bound, func(p part) float64 { return at(p).high })
	text("unit", "Unit", func(p part) string { return fig(p).unit })
	years := make([]int64, len(rows))
	for i, p := range rows {
		years[i] = int64(at(p).year)
	}
	f.Known("year", "Year", "of the figure; blank where it is not known", "", years)
	number("rank", "Rank", "", "in this figure alone, 1 is best", result.Accounting,
		func(p part) float64 { return places[p.figure][p.unit] })
	number("normalised", "Normalised", a.pillarScale(), "on the index's scale, more is better", result.Estimate,
		func(p part) float64 { return a.index.Normalised[p.figure][p.unit] })
	number("weight", "Weight", "share", "of the figure in the index of an economy that has all", result.Estimate,
		func(p part) float64 { return a.index.Weights[p.figure] })
	text("better", "Better", func(p part) string {
		if fig(p).lower {
			return "low"
		}
		return "high"
	})
	text("kind", "Kind", func(p part) string { return string(fig(p).kind) })
	text("label", "What it is", func(p part) string { return fig(p).label + ": " + fig(p).definition })
	text("source", "Source", func(p part) string { return fig(p).source.Table })
	return f
}

// choicesFrame says what each choice does to the economy's rank.
func (a *asked) choicesFrame() *result.Frame {
	var kinds, options []string
	var means, explained []float64
	for k, kind := range append(slices.Clone(composite.Kinds), composite.Drawn) {
		list := []string{"as chosen", "drawn"}
		if k < len(composite.Kinds) {
			list = composite.Options(k)
		}
		for o, option := range list {
			kinds, options = append(kinds, kind), append(options, option)
			mean := math.NaN()
			if of := a.choices.Mean[0][k]; o < len(of) {
				mean = of[o]
			}
			means, explained = append(means, mean), append(explained, a.choices.Explained[0][k])
		}
	}
	f := &result.Frame{Title: "Competitiveness: what choices do to the rank of " + economies.InPhrase(a.economy.Name)}
	f.Text("choice", "Choice", kinds)
	f.Text("option", "Option", options)
	f.Number("rank", "Mean rank", "", "over all draws with the option", result.Estimate, means)
	f.Number(
		"explained",
		"Explained",
		"share",
		"of the variance of its rank, by the choice alone",
		result.Estimate,
		explained,
	)
	return f
}

var levelLabels = map[string]string{"endowments": "Endowments", "macro": "Macroeconomy", "firms": "Firms and clusters",
	"business": "Business environment", "logistics": "Logistics", "borders": "Borders", "exports": "Exports",
	"industry": "Exports of an industry"}

func levelLabel(level string) string { return levelLabels[level] }

// about says what a frame rests on.
func (a *asked) about(f *result.Frame) {
	f.Note("competitiveness-choices", "the index is one of many that could be made: outliers {treat}, unknown figures "+
		"{lacking}, scale {normalise}, weights by {weigh}, levels by {aggregate}; intervals hold in nine of ten of {n} "+
		"{n:draw|draws} over all choices of the handbook, over weights, and over "+
		"the figures' own bounds", "treat", a.index.Choices.Treat, "lacking", a.index.Choices.Lacking, "normalise",
		a.index.Choices.Normalise, "weigh", a.index.Choices.Weigh, "aggregate", a.index.Choices.Aggregate, "n",
		a.Whole("draws"))
	f.Note(
		"competitiveness-industry",
		"the industry whose exports are judged is {code}, {name}",
		"code",
		a.industry,
		"name",
		indicators.IndustryNames[a.industry],
	)
	var empty []string
	for _, level := range levels {
		asked := len(a.All("only")) == 0 || slices.Contains(a.All("only"), level)
		if asked && !slices.Contains(a.data.Pillars, level) {
			empty = append(empty, level)
		}
	}
	if empty != nil {
		f.Warn("competitiveness-empty", "no figure at hand for the levels {list}, which the index leaves out: figures of "+
			"your own fill them", "list", strings.Join(empty, ", "))
	}
	if a.alike != nil {
		f.Warn("competitiveness-alike", "left out, since they are the same for all or known of one economy alone, and tell "+
			"nobody apart: {list}", "list", strings.Join(a.alike, ", "))
	}
	if a.without != nil {
		f.Note(
			"competitiveness-without",
			"{n} {n:economy is|economies are} left out, of which fewer than {cover} of the figures are known: "+
				"{list}",
			"n",
			len(a.without),
			"cover",
			a.One("cover"),
			"list",
			strings.Join(a.without, ", "),
		)
	}
	if bounded := a.bounded(); len(bounded) > 0 {
		f.Note(
			"competitiveness-bounds",
			"figures with bounds of their own: {list}; all others are drawn as published, which "+
				"makes intervals too narrow",
			"list",
			strings.Join(bounded, ", "),
		)
	}
	f.Note(
		"competitiveness-borders",
		"{text}",
		"text",
		"hours and costs at borders are standard cases of Doing Business, "+
			"which the World Bank ended in 2021 after irregularities",
	)
	f.Provenance.Question = "competitiveness"
	f.Provenance.References = []string{papers}
	for _, fig := range a.figures {
		if !slices.ContainsFunc(f.Provenance.Sources, func(s result.Source) bool { return s.Table == fig.source.Table }) {
			f.Provenance.Sources = append(f.Provenance.Sources, fig.source)
		}
	}
	f.Provenance.Choice("economy", a.economy.Code)
	for _, name := range []string{"level", "peers", "industry", "year", "only", "weight", "treat", "lacking", "normalise",
		"weigh", "aggregate", "cover", "draws", "seed"} {
		if a.Has(name) && a.Chosen(name) {
			f.Provenance.Choice(name, strings.Join(a.All(name), ","))
		}
	}
}

// bounded are the figures that have bounds.
func (a *asked) bounded() []string {
	var out []string
	for _, ind := range a.data.Indicators {
		if ind.Low != nil {
			out = append(out, ind.ID)
		}
	}
	return out
}
