package chains

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"ikat/chain"
	"ikat/engine"
	"ikat/question/borders"
	"ikat/say"
	"ikat/sme"
)

// weakest writes what borders add to a product, and its three weakest links.
func weakest(page *say.Page, p *Followed) {
	page.Title("weakest.title", say.Args{"product": p.Name, "to": p.ToName})
	if p.To != "" {
		page.Sentence(
			"weakest.delivered",
			arrival(page, p),
		)
		drawnSentence(page, p.Drawn, p.Product.Links)
	} else {
		page.Sentence("weakest.at-home", say.Args{"upstream": page.CentralOf(p.Upstream)})
	}
	page.Sentence(
		"weakest.days",
		say.Args{
			"passed": p.Passed, "crossings": p.Crossings, "mean": p.MeanDays,
			"most": p.Percentiles[1], "all": p.Percentiles[3],
		},
	)
	page.Heading("weakest.levels")
	page.Grid(levels(page, p))
	page.Heading("weakest.cost")
	links(page, p)
	page.Heading("weakest.sides")
	sides(page, p)
	page.Heading("weakest.time")
	slow(page, p)
	if p.Firms != nil {
		page.Heading("weakest.firms")
		page.Grid(firms(page, p))
		page.Small("weakest.firms-columns")
	}
	page.Heading("weakest.reliability")
	page.Sentence("weakest.unknown-reliability")
	page.Text(say.Space, "")
	page.Small("weakest.benchmark", say.Args{"benchmark": p.Benchmark})
	page.Basis(p.Links.Notes, p.Links.Provenance.Sources)
}

// arrival is what borders make of the price on arrival, in the central case and over the range.
func arrival(page *say.Page, p *Followed) say.Args {
	return p.Arrival(page.Voice, say.Args{})
}

// Arrival adds to the arguments of a text what borders make of the price on arrival, in the central case and over what
// is not known of costs, and of what that consists.
func (a *Followed) Arrival(v *say.Voice, to say.Args) say.Args {
	over := func(get func(c int) float64) string {
		values := make([]float64, len(a.Thetas))
		for c := range values {
			values[c] = get(c)
		}
		return v.CentralOf(values)
	}
	to["arrival"] = over(a.OnArrival)
	to["money"] = over(func(c int) float64 { return a.Money[c] / (1 + a.Delivered[c]) })
	to["time"] = over(func(c int) float64 { return a.Time[c] / (1 + a.Delivered[c]) })
	to["delivered"], to["upstream"] = v.CentralOf(a.Delivered), v.CentralOf(a.Upstream)
	to["thetas"], to["one"] = v.CentralOf(a.Thetas), len(a.Thetas) == 1
	to["assumed"], to["border"], to["at_assumed"] = a.Assumed, a.Border, ""
	if (len(a.Thetas) > 0) && a.atAssumed((len(a.Thetas)-1)/2) > 0 {
		to["at_assumed"] = over(a.atAssumed)
	}
	return to
}

// headed starts a grid whose headings are texts of a section: keys to the left, numbers to the right.
func headed(page *say.Page, section string, keys, numbers []string) *say.Grid {
	g := &say.Grid{Keys: len(keys)}
	for _, k := range keys {
		g.Columns(false, head(page, section, k))
	}
	for _, n := range numbers {
		g.Columns(true, head(page, section, n))
	}
	return g
}

func head(page *say.Page, section, key string) string {
	if key == "" {
		return ""
	}
	return page.Say(section + "." + key)
}

func levels(page *say.Page, p *Followed) *say.Grid {
	g := headed(page, "weakest", []string{"cost-of-a-day"}, nil)
	names := []string{"last-border", "direct-inputs", "their-inputs", "earlier-stages", "all"}
	rows := make([][]string, len(names))
	for i, n := range names {
		rows[i] = []string{page.Say("weakest." + n)}
	}
	for c, theta := range p.Thetas {
		g.Columns(true, borders.Percents([]float64{theta}))
		var earlier float64
		for _, s := range p.Stages[3:] {
			earlier += s[c]
		}
		for r, v := range []float64{p.Stages[0][c], p.Stages[1][c], p.Stages[2][c], earlier, p.Delivered[c]} {
			rows[r] = append(rows[r], page.Percent(v))
		}
	}
	if p.To == "" {
		rows = rows[1:]
	}
	g.Rows = rows
	return g
}

// shownLinks is how many links a page shows.
const shownLinks = 5

// marks mark what rests on border procedures that are assumed, and say so once under a table.
type marks struct{ any bool }

// code is a code with its mark, where it needs one.
func (m *marks) code(code string, assumed bool) string {
	if !assumed {
		return code
	}
	m.any = true
	return code + say.Assumed
}

func (m *marks) say(page *say.Page) {
	if m.any {
		page.Small("weakest.marked")
	}
}

// ends are the two economies of a border, marked where their procedures are assumed.
func (m *marks) ends(p *Followed, from, to int) (origin, destination string) {
	sides := p.Model.Borders.AssumedOf(from, to)
	parts := p.Model.Sys.Parts
	return m.code(parts[from].Code, strings.Contains(sides, "export")),
		m.code(parts[to].Code, strings.Contains(sides, "import"))
}

func links(page *say.Page, p *Followed) {
	s := p.Model.Sys
	var marked marks
	g := headed(
		page,
		"weakest",
		[]string{"from", "industry", "destination"},
		[]string{"adds", "rank", "held", "without", "saves", "days-column"},
	)
	standing := p.LinkStandings()
	for n, l := range p.Product.Links[:min(shownLinks, len(p.Product.Links))] {
		from, to := marked.ends(p, s.PartOf(l.Sector), l.To)
		g.Row(
			from,
			s.Industries[s.Industry[l.Sector]],
			to,
			page.RangeOf(l.Cost),
			page.Ranks(
				int64(standing[n].Low),
				int64(standing[n].High),
			),
			page.Percent0(standing[n].Held),
			page.RangeOf(l.Removed),
			page.RangeOf(l.Saving),
			page.Number(l.Days, 1),
		)
	}
	page.Grid(g)
	marked.say(page)
	page.Small("weakest.of-links", say.Args{"n": float64(len(p.Product.Links))})
	page.Small("weakest.why-more")
}

func sides(page *say.Page, p *Followed) {
	g := headed(
		page,
		"weakest",
		[]string{"economy", "procedures"},
		[]string{"adds", "without-them", "saves", "rank", "held", "jointly"},
	)
	standing := p.SideStandings()
	var assumed []chain.Side
	for n, side := range p.Sides {
		if side.Assumed {
			assumed = append(assumed, side)
			continue
		}
		if side.Saving == nil {
			continue
		}
		joint := "–"
		if side.Share != nil {
			joint = page.RangeOf(side.Share)
		}
		g.Row(
			p.Model.Borders.Sides[side.Economy],
			procedure(page, side.Import),
			page.RangeOf(side.Cost),
			page.RangeOf(side.Removed),
			page.RangeOf(side.Saving),
			page.Ranks(int64(standing[n].Low), int64(standing[n].High)),
			page.Percent0(standing[n].Held),
			joint,
		)
	}
	page.Grid(g)
	if len(g.Rows) > 1 {
		page.Small("weakest.shapley")
	}
	if len(assumed) > 0 {
		page.Small("weakest.assumed", say.Args{"economy": engine.EconomyName(p.Model.Sys.Table,
			p.Model.Borders.Sides[assumed[0].Economy]),
			"procedure": procedure(page, assumed[0].Import), "adds": page.CentralOf(assumed[0].Cost)})
	}
}

func procedure(page *say.Page, imports bool) string {
	if imports {
		return page.Say("weakest.import")
	}
	return page.Say("weakest.export")
}

func slow(page *say.Page, p *Followed) {
	s := p.Model.Sys
	if len(p.Slow) == 0 {
		page.Sentence("weakest.nothing-slow")
		return
	}
	g := headed(
		page,
		"weakest",
		[]string{"from", "industry", "destination"},
		[]string{"days-column", "of-the-value", "rank", "held", "days-saved"},
	)
	var marked marks
	for _, l := range p.Slow {
		from, to := marked.ends(p, s.PartOf(l.Sector), l.To)
		g.Row(
			from,
			s.Industries[s.Industry[l.Sector]],
			to,
			page.Number(l.Days, 1),
			page.Percent(l.Flow),
			page.Ranks(int64(l.Low), int64(l.High)),
			page.Percent0(l.Held),
			page.Number(l.DaysSaved, 2),
		)
	}
	page.Grid(g)
	marked.say(page)
	page.Small("weakest.thresholds")
}

// firms lists what falls on small firms, economy by economy, the dearest first; shares with their ends over all splits.
func firms(page *say.Page, p *Followed) *say.Grid {
	g := headed(
		page,
		"weakest",
		[]string{"", "economy"},
		[]string{"export-borders", "firms-share", "days-column", "firms-share", "firms-value"},
	)
	mid := (len(p.Thetas) - 1) / 2
	list := slices.Clone(p.Firms)
	slices.SortStableFunc(list, func(a, b *Firms) int { return cmp.Compare(b.Cost[mid], a.Cost[mid]) })
	part := func(m sme.Mean) string {
		switch {
		case math.IsNaN(m.Low):
			return page.Percent(m.Point)
		case math.IsNaN(m.Point):
			return page.Percent0(m.Low) + "–" + page.Percent0(m.High)
		}
		return page.Percent0(m.Point) + " (" + page.Percent0(m.Low) + "–" + page.Percent0(m.High) + ")"
	}
	for _, f := range list[:min(shownFirms, len(list))] {
		if f.Cost[mid] == 0 { // crosses no border that costs anything
			continue
		}
		g.Row(f.Economy, f.Name, page.RangeOf(f.Cost), part(f.Own), page.Number(f.Days, 2), part(f.OwnDays), part(f.Value))
	}
	return g
}

// shownFirms is of how many economies' firms a page tells.
const shownFirms = 8
