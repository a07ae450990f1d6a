package products

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/fault"
	"ikat/picture"
	"ikat/question"
	"ikat/result"
	"ikat/say"
	"ikat/trade"
)

const regionPapers = "Frankel (1997), Regional Trading Blocs in the World Economic System; Iapadre (2006), in De " +
	"Lombaerde (ed.), Assessment and Measurement of Regional Integration; Ando, Kimura (2005), NBER working paper 10167"

// Region asks of a group's trade by product.
var Region = &question.Question{
	ID: "region", Tag: tag, Label: "A group's trade with itself by product: shares, intensity, parts and " +
		"components, triangles",
	Asks: "Do these economies trade with each other, in what, and for whom?",
	Doc: `How far the members of a group trade with each other, by year: the share of their trade that stays inside, how
much more that is than their weight in the world, whether they prefer each other (introversion), and how much of it
is parts and components; for members, for each pair, and for triangles: parts that one member sells another for final
goods that go to a market outside.

Of a table's trade what buyers use as inputs stands for parts, the rest for final goods. Of trade by product parts are
BEC 42 and 53, final goods the capital and consumer goods, by what ikat carries of the Harmonized System or by a
concordance given as {classes}; {product} keeps some
products, such as machinery: {product=84,85,86,87,88,89,90,91,92}. ikat integration asks the same of value added.`,
	Reference: regionPapers,
	Params: question.Join([]question.Param{
		{
			Name: "group",
			Doc: "a known group (ASEAN), with its members in a year (RCEP/2024), or economies of your own " +
				"(CHN+JPN+KOR)",
			Form:     question.Text,
			Example:  "CHN+JPN+KOR",
			Argument: true,
			Required: true,
			Named:    true,
		},
		{
			Name:    "level",
			Short:   "l",
			Doc:     "rows: the group by year, its members, pairs of members, or triangles, the largest first",
			Form:    question.Text,
			Values:  []string{"group", "members", "pairs", "triangles"},
			Default: "group",
			Example: "members",
			Named:   true,
		},
	}, tradeParams, []question.Param{
		{Name: "product", Doc: "keep only products whose codes begin so", Form: question.Text, Many: question.Joined,
			Example: "c14"},
		{
			Name: "classes",
			Doc:  "CSV of corresponding codes that leads from the products to BEC4; repeat it for two that meet",
			Form: question.File,
			Many: question.Repeated,
			Most: 10,
		},
		{
			Name:    "top",
			Doc:     "triangles to show",
			Form:    question.Whole,
			Min:     1,
			Max:     100000,
			Default: "50",
			Example: "10",
		},
	}),
	Levels: []question.Level{
		{ID: "group", Keys: []string{"group", "year"}, Doc: "the group in a year"},
		{
			ID:   "members",
			Keys: []string{"group", "member", "year"},
			Doc:  "a member's trade with the group and with others",
		},
		{ID: "pairs", Keys: []string{"exporter", "importer", "year"}, Doc: "what one member sells another"},
		{
			ID:   "triangles",
			Keys: []string{"supplier", "maker", "market", "year"},
			Doc: "parts of a member that another works into " +
				"final goods for a market outside",
		},
	},
	Examples: []question.Example{
		{Args: "region CHN+JPN+KOR", Gives: "of the built-in table"},
		{
			Args:  "region CHN+JPN+KOR --level triangles --product c13,c14,c15 --trade apx/2011",
			Gives: "who supplies parts of machinery for whose exports",
		},
		{
			Args:  "region ASEAN --trade baci_hs92/* --classes HS92-BEC4.csv",
			Gives: "over the years of BACI, with parts and components",
		},
	},
	RestsOn: restsOn,
	Work:    work,
	Answer:  regional,
}

var regionLevels = map[string]question.Level{
	"group": {ID: "group", Keys: []string{"group"}}, "members": {ID: "members", Keys: []string{"group", "member"}},
	"pairs": {
		ID:   "pairs",
		Keys: []string{"exporter", "importer"},
	}, "triangles": {ID: "triangles", Keys: []string{"supplier", "maker", "market"}},
}

func regional(ctx context.Context, r *question.Request) (*question.Answer, error) {
	level := regionLevels[r.One("level")]
	a := &asked{Request: r, ctx: ctx, level: level, units: map[string]bool{}}
	a.rows = newRows(len(level.Keys), regionTerms(level.ID))
	if err := a.concordances(); err != nil {
		return nil, err
	}
	refs, err := r.Engine.ExpandFlows(r.All("trade"))
	if err != nil {
		return nil, err
	}
	if err := a.through(ctx, refs, a.region); err != nil {
		return nil, err
	}
	f := a.rows.frame("Trade of "+r.One("group")+", by "+level.ID, level)
	a.about(f, "region", []string{regionPapers})
	f.Provenance.Parameters = append(
		[]result.Parameter{{Name: "group", Value: r.One("group")}},
		f.Provenance.Parameters...)
	out := &question.Answer{Frames: []*result.Frame{f}}
	if level.ID == "pairs" && len(refs) == 1 {
		name := func(code string) string { return EconomyName(a.d, code) }
		out.Pictures = []*picture.Figure{Flows(f, "exports", name, say.In(r.Language))}
	}
	return out, nil
}

func regionTerms(level string) []term {
	shares := []term{
		{"within", "Inside", money, "trade with members", ""},
		{"exports", "Exports", money, "to all", ""},
		{
			"imports",
			"Imports",
			money,
			"from all",
			"",
		},
		{"export_share", "Exports inside", "share", "of exports that go to members", ""},
		{"import_share", "Imports inside", "share", "of imports that come from members", ""},
	}
	parts := []term{{"parts_inside", "Parts inside", "share", "of the trade in parts that stays inside", ""},
		{"parts_share", "Parts in trade inside", "share", "of trade inside that is parts", ""},
		{"parts_share_outside", "Parts in exports to others", "share", "of exports to others that is parts", ""}}
	switch level {
	case "members":
		return append(shares, parts[1:]...)
	case "pairs":
		return []term{
			{"exports", "Exports", money, "of the one to the other", ""},
			{"intensity", "Intensity", "", "1 is as the world", ""},
			parts[1],
		}
	case "triangles":
		return []term{
			{
				"value",
				"Parts for the market",
				money,
				"the supplier's parts, shared out by the maker's exports of final goods; at " +
					"most so much, as some goods stay at home",
				result.Estimate,
			},
			{"share", "Share", "share", "of all triangles of the group", result.Estimate},
		}
	}
	return slices.Concat(
		shares,
		[]term{{"trade_share", "Trade inside", "share", "twice trade inside over exports and imports", ""},
			{"weight", "Weight in world trade", "share", "exports and imports over twice world trade", ""},
			{"intensity", "Intensity", "", "trade inside over weight: the concentration index", ""},
			{
				"introversion",
				"Introversion",
				"",
				"-1 to 1; 0 where members prefer neither themselves nor others",
				"",
			}},
		parts,
	)
}

// region adds the rows of a year.
func (a *asked) region(ctx context.Context, ref string) error {
	whole, parts, final, err := a.byStage(ctx, ref)
	if err != nil {
		return err
	}
	a.d = whole
	a.source(whole)
	members, err := a.members(whole)
	if err != nil {
		return err
	}
	b := whole.Bilateral()
	p, f := &trade.Bilateral{}, &trade.Bilateral{}
	if parts != nil {
		p, f = whole.BilateralOf(parts), whole.BilateralOf(final)
	}
	switch a.level.ID {
	case "members":
		a.regionMembers(b, p, members, parts != nil)
	case "pairs":
		a.regionPairs(b, p, members, parts != nil)
	case "triangles":
		if parts == nil {
			return &fault.Error{Kind: fault.Invalid, Param: "classes", What: "triangles need to know what parts are",
				Fix: fault.Say("Give a CSV whose header names %s and BEC4", whole.Classification)}
		}
		a.triangles(p, f, members)
	default:
		a.regionGroup(b, p, members, parts != nil)
	}
	return nil
}

// byStage opens trade, and says which of its products are parts and which final goods, where that is known; nil where
// it is not.
func (a *asked) byStage(ctx context.Context, ref string) (
	whole *trade.Data, parts, final func(product string) bool, err error,
) {
	d, err := a.load(ctx, ref, false)
	if err != nil {
		return nil, nil, nil, err
	}
	if len(a.All("product")) > 0 {
		d = d.OfProducts(a.showsProduct)
	}
	classes := "stage"
	if strings.HasPrefix(d.Classification, "industries") {
		if d, err = load(ctx, a.Request, ref, true); err != nil {
			return nil, nil, nil, err
		}
		d = d.OfProducts(a.showsProduct)
		classes = "use"
	} else if a.classes == nil && !strings.HasPrefix(d.Classification, "HS") {
		a.note("products.no-classes",
			"which products are parts is not known: a concordance to BEC4, given as classes, says it")
		return d, nil, nil, nil
	}
	c, err := a.concordance(d, classes)
	if err != nil {
		return nil, nil, nil, err
	}
	of := func(names ...string) func(string) bool {
		return func(product string) bool {
			list := c.Classes[product]
			return len(list) == 1 && slices.Contains(names, list[0])
		}
	}
	return d, of("parts", "intermediate"), of("capital", "consumption", "final"), nil
}

// members are the group's among the data; those that are missing are noted.
//
// Error: fault.NotFound where nobody knows the group, fault.Invalid where fewer than two members are there.
func (a *asked) members(d *trade.Data) ([]int, error) {
	name := a.One("group")
	list := strings.Split(name, "+")
	if len(list) == 1 {
		code, at, _ := strings.Cut(name, "/")
		year := d.Year
		if at != "" {
			if _, err := fmt.Sscan(at, &year); err != nil {
				return nil, &fault.Error{
					Kind:  fault.Invalid,
					Param: "group",
					Where: name,
					What:  "what follows / is no year",
				}
			}
		}
		g, err := economies.GroupOf(code, year)
		if err != nil && at == "" && economies.IsGroup(code) {
			g, err = economies.GroupOf(code, 0)
			a.note(
				"products.today",
				"{group} had no members in {year}: those of today are taken",
				"group",
				code,
				"year",
				d.Year,
			)
		}
		if err != nil {
			return nil, err
		}
		list = g.Members
	}
	var out []int
	var missing []string
	for _, m := range list {
		switch at := Place(d, strings.TrimSpace(m)); {
		case at < 0:
			missing = append(missing, economies.Name(strings.TrimSpace(m)))
		case !slices.Contains(out, at):
			out = append(out, at)
		}
	}
	if len(out) < 2 {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "group", Where: name,
			What: fault.Say("%d of its members are among the economies of %s", len(out), d.Ref()),
			Fix:  fault.Say("Name a group of at least two: %s", strings.Join(d.Economies[:min(30, len(d.Economies))], ", "))}
	}
	if missing != nil {
		a.note(
			"products.missing",
			"{ref}: without {list}, which the data do not have",
			"ref",
			d.Ref(),
			"list",
			strings.Join(missing, ", "),
		)
	}
	return out, nil
}

func (a *asked) regionGroup(b, p *trade.Bilateral, members []int, known bool) {
	r := b.Region(members)
	values := []float64{
		r.Within,
		r.Exports,
		r.Imports,
		r.ExportShare(),
		r.ImportShare(),
		r.TradeShare(),
		r.Weight(),
		r.Intensity(),
		r.Introversion(),
	}
	values = append(values, partShares(r, p, members, known)...)
	a.rows.add(a.d.Year, []string{a.One("group")}, values...)
}

// partShares are what parts are of trade inside and outside; not known where parts are not.
func partShares(r trade.Region, p *trade.Bilateral, members []int, known bool) []float64 {
	if !known {
		return []float64{nan, nan, nan}
	}
	of := p.Region(members)
	return []float64{of.TradeShare(), of.Within / r.Within, (of.Exports - of.Within) / (r.Exports - r.Within)}
}

func (a *asked) regionMembers(b, p *trade.Bilateral, members []int, known bool) {
	for _, m := range members {
		var to, from, parts, partsAll float64
		for _, o := range members {
			if o != m {
				to += b.Between(m, o)
				from += b.Between(o, m)
				if known {
					parts += p.Between(m, o) + p.Between(o, m)
				}
			}
		}
		inside, outside := nan, nan
		if known {
			partsAll = p.Exports(m) + p.Imports(m)
			inside, outside = parts/(to+from), (partsAll-parts)/(b.Exports(m)+b.Imports(m)-to-from)
		}
		a.rows.add(
			a.d.Year,
			[]string{a.One("group"), a.d.Economies[m]},
			to+from,
			b.Exports(m),
			b.Imports(m),
			to/b.Exports(m),
			from/b.Imports(m),
			inside,
			outside,
		)
	}
}

func (a *asked) regionPairs(b, p *trade.Bilateral, members []int, known bool) {
	for _, i := range members {
		for _, j := range members {
			if i == j {
				continue
			}
			share := nan
			if known && b.Between(i, j) > 0 {
				share = p.Between(i, j) / b.Between(i, j)
			}
			a.rows.add(
				a.d.Year,
				[]string{a.d.Economies[i], a.d.Economies[j]},
				b.Between(i, j),
				b.Intensity(i, j),
				share,
			)
		}
	}
}

func (a *asked) triangles(p, f *trade.Bilateral, members []int) {
	list := trade.Triangles(p, f, members, members, members, func(int) float64 { return 1 })
	var all float64
	for _, t := range list {
		all += t.Value
	}
	slices.SortStableFunc(list, func(x, y trade.Triangle) int {
		switch {
		case x.Value > y.Value:
			return -1
		case x.Value < y.Value:
			return 1
		}
		return 0
	})
	top := list[:min(len(list), a.Whole("top"))]
	for _, t := range top {
		a.rows.add(
			a.d.Year,
			[]string{a.d.Economies[t.Supplier], a.d.Economies[t.Maker], a.d.Economies[t.Market]},
			t.Value,
			t.Value/all,
		)
	}
	a.note(
		"products.triangles",
		"parts are taken to go into a maker's final goods for all markets alike, as far as these are exported",
	)
}
