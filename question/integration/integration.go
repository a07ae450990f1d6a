// Package integration holds the question of how far a group of economies trades with itself.
package integration

import (
	"context"
	"strconv"
	"strings"

	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/indicators"
	"ikat/picture"
	"ikat/question"
	"ikat/question/computed"
	"ikat/question/products"
	"ikat/result"
	"ikat/say"
)

// Integration asks how far a group of economies trades with itself.
var Integration = &question.Question{
	ID: "integration", Tag: "Economies and products",
	Label: "How far a group of economies trades with itself, in gross " +
		"exports and in value added",
	Asks: "How integrated is this group, and has that grown?",
	Doc: `How far the members of a group trade with each other: the share of their trade that stays inside, how much more
that is than their weight in world trade, whether they prefer each other to others, how far parts come from inside and
final goods go outside, and how far they sell what they buy; by year, in gross exports and in value added from where it
is made to where it is used.

Groups are those that ikat knows, with their members in the table's year (ASEAN, RCEP/2024), or economies of your own
(CHN+JPN+KOR). Members that a table lacks are named. Without a table the answer is published, for ASEAN, EAEU, EU,
NAFTA and SAFTA.

With {trade} the answer is of trade by product: how much of it is parts and components, and which products (those of
{product}, such as machinery) go in triangles; ikat region has all choices of that.`,
	Reference: "Frankel (1997), Regional Trading Blocs in the World Economic System; Iapadre (2006), in De Lombaerde " +
		"(ed.), Assessment and Measurement of Regional Integration; Michaely (1996), World Bank Policy Research " +
		"Working Paper 1676",
	Params: question.Join([]question.Param{
		{Name: "group", Doc: "a known group (ASEAN), with its members in a year (RCEP/2024), a group of your own " +
			"(CHN+JPN+KOR), or all", Form: question.Text, Example: "NAFTA", Argument: true, Required: true, Named: true},
		{Name: "level", Short: "l", Doc: "rows: groups by year, a group's members, pairs of members, or " +
			"triangles of a supplier of parts, a maker and a market outside, or makers with what they buy inside and sell " +
			"markets outside", Form: question.Text, Values: []string{"groups", "members", "pairs", "triangles", "makers"},
			Default: "groups", Example: "members", Named: true},
		{Name: "market", Doc: "markets outside of triangles and makers: economies, or groups (EU) with their members",
			Form: question.Text, Many: question.Joined, Most: 50, Says: "all outside the group", Example: "USA"},
	}, []question.Param{tables()}, byProduct()),
	Levels: []question.Level{
		{ID: "groups", Keys: []string{"group", "flows", "year"}, Doc: "a group in a year"},
		{ID: "members", Keys: []string{"group", "economy", "year"}, Doc: "a member's trade with the group"},
		{ID: "pairs", Keys: []string{"group", "exporter", "importer", "year"}, Doc: "what one member sells another"},
		{ID: "triangles", Keys: []string{"group", "supplier", "maker", "market", "year"},
			Doc: "parts of a member that another works into final goods for a market outside, the largest first"},
		{ID: "makers", Keys: []string{"group", "maker", "year"},
			Doc: "what a member buys from the others and sells markets outside, and how both grow"},
	},
	Examples: []question.Example{
		{Args: "integration ASEAN", Gives: "published, 2000 to 2022"},
		{Args: "integration CHN+JPN+KOR --table apx/*", Gives: "three economies over the years of a table"},
		{Args: "integration ASEAN --trade baci_hs17/* --product 84,85,86,87,88,89,90,91,92", Gives: "in machinery, and how " +
			"much of it is parts"},
		{Args: "integration CHN+JPN+KOR --level triangles --table apx/2011",
			Gives: "who supplies parts for whose exports"},
		{Args: "integration CHN+IDN+KOR+TWN --level makers --market EU,JPN,USA --table wiod2013/*",
			Gives: "whether China's imports from East Asia and its exports to developed markets grow together"},
	},
	RestsOn: func(r *question.Request) ([]string, error) {
		if inProducts(r) {
			return products.Region.RestsOn(r)
		}
		if !fromTable(r) {
			return nil, nil
		}
		return r.Engine.Expand(r.All("table"))
	},
	Answer: answer,
}

func tables() question.Param {
	p := question.Some(question.Tables, "table")[0]
	p.Says = "published figures; for your own group and for rows of members the usual table"
	return p
}

// fromTable reports whether a table answers: one that is named, or the usual one for what nobody publishes.
func fromTable(r *question.Request) bool {
	return r.Chosen("table") || own(r.One("group")) || r.One("level") != "groups"
}

// everyGroup stands for all groups that have figures.
const everyGroup = "all"

// own reports whether a name is a list of economies: CHN+JPN+KOR.
func own(name string) bool { return strings.Contains(name, "+") }

// byProduct are the choices of trade by product, as the question region has them.
func byProduct() []question.Param {
	out := question.Some(products.Region.Params, "trade", "reported", "product", "classes")
	for i := range out {
		if out[i].Name == "trade" {
			out[i].Default, out[i].Says = "", "none: gross exports and value added by industry"
		}
	}
	return out
}

// inProducts reports whether the answer is of trade by product.
func inProducts(r *question.Request) bool { return r.Chosen("trade") }

// regional asks the question region with the same choices.
//
// Error: fault.Invalid for a table beside trade by product; what region says.
func regional(ctx context.Context, r *question.Request) (*question.Answer, error) {
	if r.Chosen("table") {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "table", What: "it is given beside trade by product",
			Why: "An answer is of one of them", Fix: "Give one of the two; {trade=apx/2011} is a table's trade by industry"}
	}
	given := map[string][]string{}
	for name, v := range r.Given() {
		given[name] = v
	}
	if v := given["level"]; len(v) == 1 && v[0] == "groups" {
		given["level"] = []string{"group"}
	}
	values, err := products.Region.Read(given, question.Asker{Local: true})
	if err != nil {
		return nil, err
	}
	own := *r
	own.Values = values
	return products.Region.Answer(ctx, &own)
}

func answer(ctx context.Context, r *question.Request) (*question.Answer, error) {
	if inProducts(r) {
		return regional(ctx, r)
	}
	for _, name := range []string{"product", "classes", "reported"} {
		if r.Chosen(name) {
			return nil, &fault.Error{Kind: fault.Invalid, Param: name, What: "it is of trade by product, and none is named",
				Fix: "Name some with {trade}, for instance {trade=apx/2011}"}
		}
	}
	var f *result.Frame
	var err error
	if fromTable(r) {
		f, err = fromTables(ctx, r)
	} else {
		f, err = published(r.One("group"))
	}
	if err != nil {
		return nil, err
	}
	out := &question.Answer{Frames: []*result.Frame{f}}
	if r.One("level") == "pairs" && len(r.All("table")) == 1 && f.Rows() > 0 {
		if t, err := r.Engine.Table(ctx, r.One("table"), nil); err == nil {
			name := func(code string) string { return engine.EconomyName(t, code) }
			out.Pictures = []*picture.Figure{products.Flows(f, "value", name, say.In(r.Language))}
		}
	}
	if r.Prose && r.One("level") == "groups" {
		out.Prose = prose(say.In(r.Language), f)
	}
	return out, nil
}

// published returns the regional concentration that is published, of a group or of all.
//
// Error: fault.NotFound for a group of which none is; fault.Internal for embedded data.
func published(name string) (*result.Frame, error) {
	all, err := indicators.Concentrations()
	if err != nil {
		return nil, err
	}
	code, at, dated := strings.Cut(name, "/")
	if _, err := strconv.Atoi(at); dated && err != nil {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "group", Where: name, What: "what follows / is no year"}
	}
	if g, err := economies.GroupOf(code, 0); err == nil { // NAFTA has no members today
		code = g.Code
	}
	var rows []row
	for _, c := range all {
		if name == everyGroup || c.Group == code {
			rows = append(rows, publishedRow(c))
		}
	}
	if rows == nil {
		return nil, notPublished(name)
	}
	f := groupRows(rows)
	f.Notes = []result.Note{result.NewNote("integration-published",
		"published figures, {credit} ({vintage}): members of "+
			"groups are the publisher's, ASEAN without Myanmar; sets adb62 and adb72 rest on two editions of the "+
			"tables and "+
			"are not one series; indices follow from the published amounts", "credit", indicators.ADB.Credit, "vintage",
		indicators.ADB.Vintage)}
	if dated {
		f.Warn("integration-members", "members of {year} were asked for: published figures count the publisher's members in "+
			"every year; name a table for others", "year", at)
	}
	f.Provenance.Sources = []result.Source{indicators.ADB.Of(indicators.ADB62), indicators.ADB.Of(indicators.ADB72)}
	computed.SayPrices(f)
	return f, nil
}

// notPublished says how else the group may be asked about.
func notPublished(name string) error {
	out := &fault.Error{Kind: fault.NotFound, Param: "group", Where: name,
		What: "no integration of it is published in what ikat carries",
		Fix:  "Name a table that has its members with {table}; published are ASEAN, EAEU, EU, NAFTA and SAFTA"}
	code, _, _ := strings.Cut(name, "/")
	if !economies.IsGroup(code) {
		out.What = "no group of economies is known by that name"
		out.Fix = fault.Say("%s. Economies of your own make one: CHN+JPN+KOR",
			fault.Suggest(code, economies.Groups(), fault.Say("The groups are %s", strings.Join(economies.Groups(), ", "))))
	}
	return out
}

// fromTables returns the rows of tables.
func fromTables(ctx context.Context, r *question.Request) (*result.Frame, error) {
	refs, err := r.Engine.Expand(r.All("table"))
	if err != nil {
		return nil, err
	}
	level := r.One("level")
	if r.Chosen("market") && level != "triangles" && level != "makers" {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "market", What: "it is about triangles and makers",
			Fix: "Add {level=makers}"}
	}
	b := &builder{level: level}
	for _, ref := range refs {
		one, err := open(ctx, r, ref)
		if err != nil {
			return nil, err
		}
		groups, err := one.groups(r.One("group"))
		if err != nil {
			return nil, err
		}
		for _, g := range groups {
			if one.market, err = one.markets(r.All("market"), g); err != nil {
				return nil, err
			}
			b.add(one, g)
		}
		b.sources = append(b.sources, engine.SourceOf(one.table))
	}
	return b.frame()
}
