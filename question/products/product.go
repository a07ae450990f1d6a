package products

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/border"
	"ikat/economies"
	"ikat/engine"
	"ikat/fault"
	"ikat/icio"
	"ikat/question"
	"ikat/result"
	"ikat/trade"
	"ikat/trade/companion"
	"ikat/trade/hs"
)

// Product asks what is known of one product of an economy: which industry makes it, who buys it and who else sells it,
// at which unit values and tariffs, and what borders cost it.
var Product = &question.Question{
	ID: "product", Tag: tag,
	Label: "One product: the industry that makes it, partners, unit values, tariffs, cost of a day, container value",
	Asks:  "Who buys this product, who else sells it, and what does a border cost it?",
	Doc: `What is known of one product of the Harmonized System as an economy sells it: its class of use (BEC Rev. 4),
its place in the Central Product Classification (CPC Version 1) and its industries (ISIC Rev. 3 and 4), the industry
of a table whose inputs stand for its own, who buys it and who else sells it to {to}, with shares, unit values and
tariffs ({pairs=FILE}), what a day costs it and what a container of it is worth.

ikat chain ECONOMY:hs8544.30 follows it through the table by that industry. Trade by product is what ikat trade add has
kept; where there is none, the industry's own trade stands in its place, and is said to.`,
	Reference: "United Nations Statistics Division, correspondence of HS 2017 with BEC Rev. 4, CPC and ISIC; " +
		"docs/methods/products.md",
	Params: question.Join([]question.Param{
		{Name: "product", Doc: "ECONOMY:PRODUCT, the product a code of the Harmonized System or an industry of the table",
			Form: question.Product, Example: "IDN:hs8544.30", Argument: true, Required: true, Named: true},
		{Name: "to", Doc: "the market", Form: question.Economy, Says: "the largest buyer", Example: "JPN", Named: true},
		{
			Name:    "level",
			Short:   "l",
			Doc:     "rows: facts of the product, its buyers, or those who sell it to the market",
			Form:    question.Text,
			Values:  []string{"facts", "buyers", "sellers"},
			Default: "facts",
			Example: "buyers",
			Named:   true,
		},
		question.OneTable,
	}, tradeParams, []question.Param{
		{Name: "pairs", Doc: "CSV of tariffs: exporter,importer,product,tariff", Form: question.File},
	}),
	Levels: []question.Level{
		{ID: "facts", Keys: []string{"fact"}, Doc: "a fact with its unit, kind and source"},
		{ID: "buyers", Keys: []string{"economy"}, Doc: "an economy that buys the product from the exporter"},
		{ID: "sellers", Keys: []string{"economy"}, Doc: "an economy that sells the product to the market"},
	},
	Examples: []question.Example{
		{Args: "product IDN:hs8544.30 --to JPN", Gives: "by the industry of the built-in table"},
		{Args: "product VNM:hs8544.30 --to JPN --trade baci_hs17/2022 --pairs tariffs.csv --level sellers",
			Gives: "who competes with it there, at which unit values and tariffs"},
	},
	RestsOn: func(r *question.Request) ([]string, error) {
		if !r.Chosen("trade") {
			return []string{r.One("table")}, nil
		}
		refs, err := restsOn(r)
		return append(refs, r.One("table")), err
	},
	Work:   work,
	Answer: one,
}

// oneProduct is a product being asked about.
type oneProduct struct {
	*question.Request
	table           *icio.Table
	found           hs.Found // of the Harmonized System; no classes for an industry
	cpc             []string // of the Central Product Classification
	typed           string   // what of the economy is asked about
	called          string   // what a list or the trade calls the product; "" where none does
	industry, code  string   // of the table; of the trade
	d               *trade.Data
	from, to, place int // positions in the trade
	pairs           *companion.Pairs
	notes           []result.Note
}

// openProduct opens the table, tariffs and trade that a question about one product rests on, and finds it in them.
func openProduct(ctx context.Context, r *question.Request) (_ *oneProduct, err error) {
	p := &oneProduct{Request: r}
	if p.table, err = r.Engine.Table(ctx, r.One("table"), r.Progress); err != nil {
		return nil, err
	}
	if p.pairs, err = p.tariffs(); err != nil {
		return nil, err
	}
	if err := p.flowsOf(ctx); err != nil {
		return nil, err
	}
	return p, p.find()
}

func one(ctx context.Context, r *question.Request) (*question.Answer, error) {
	p, err := openProduct(ctx, r)
	if err != nil {
		return nil, err
	}
	f := map[string]func() *result.Frame{"facts": p.facts, "buyers": p.buyers, "sellers": p.sellers}[r.One("level")]()
	p.about(f)
	return question.Rows(f, nil)
}

// tariffs are those of a file that is named; nil for none.
func (p *oneProduct) tariffs() (*companion.Pairs, error) {
	path := p.One("pairs")
	if path == "" {
		return nil, nil
	}
	return opened(path, companion.ReadPairs)
}

// flowsOf opens the trade that is named, one year of it; where none is, the industries' own trade in the table.
func (p *oneProduct) flowsOf(ctx context.Context) error {
	if !p.Chosen("trade") {
		p.d = engine.TradeOf(p.table)
		economy, _, _ := strings.Cut(p.One("product"), ":")
		if Place(p.d, economy) >= 0 {
			return nil
		}
		published, note, err := publishedOf(ctx, p.Request, p.d, economy)
		if published != nil {
			p.d, p.notes = published, append(p.notes, *note)
		}
		return err
	}
	refs, err := p.Engine.ExpandFlows(p.All("trade"))
	if err != nil {
		return err
	}
	if len(refs) != 1 {
		return &fault.Error{Kind: fault.Invalid, Param: "trade", What: fault.Say("%d years are named", len(refs)),
			Fix: "Name one"}
	}
	p.d, err = p.Engine.Flows(ctx, refs[0], p.One("reported"), p.Progress)
	return err
}

// find reads the product: its industry, where it stands in the trade, and its market.
//
// Error: fault.NotFound or Invalid for an economy or a product that is not there.
func (p *oneProduct) find() (err error) {
	economy, text, _ := strings.Cut(p.One("product"), ":")
	p.industry, p.typed = text, text
	if hs.Is(text) {
		if p.industry, p.found, err = hs.Industry(text, p.table.Industries, p.table.IndustryNames); err != nil {
			return err
		}
		if p.cpc, err = p.found.CPC(); err != nil {
			return err
		}
	} else if p.industry, err = p.table.FindIndustry(text); err != nil {
		return fault.In("product", err)
	}
	p.code = p.industry
	if byProduct := !strings.HasPrefix(p.d.Classification, "industries"); byProduct && p.found.Code != "" {
		p.code = p.found.Code
		p.joinBelow()
	} else if p.found.Code != "" {
		p.note("products.product-industry", "{ref} has no products: the trade is that of {industry}, which makes "+
			"{product}", "ref",
			p.d.Ref(), "industry", p.industry, "product", text)
	}
	if p.from = Place(p.d, economy); p.from < 0 {
		return lacking(p.d, "product", economy)
	}
	if err := p.call(); err != nil {
		return err
	}
	if p.place = p.d.ProductPosition(p.code); p.place < 0 {
		return &fault.Error{Kind: fault.NotFound, Param: "product", Where: p.code,
			What: fault.Say("nobody trades it in %s", p.d.Ref()),
			Why:  fault.Say("Its products are of %s; a code of another edition may be written otherwise", p.d.Classification),
			Fix:  fault.Suggest(p.code, p.d.Products, "Give fewer digits")}
	}
	return p.market()
}

// call finds what the product is called: by its trade, or by the list of names of the edition whose classes it has.
func (p *oneProduct) call() error {
	if p.found.Code == "" {
		return nil
	}
	if p.called = p.d.ProductNames[p.found.Code]; p.called != "" {
		return nil
	}
	names, err := p.Engine.ProductNames(hs.Carried)
	p.called = names[p.found.Code]
	return err
}

// joinBelow takes products together where a code of fewer digits is asked for than the trade has.
func (p *oneProduct) joinBelow() {
	if p.d.ProductPosition(p.code) >= 0 {
		return
	}
	p.d, _ = p.d.Coarser(p.d.Classification, func(code string) string {
		if strings.HasPrefix(code, p.code) {
			return p.code
		}
		return code
	})
}

// market is the one asked for, or the largest buyer; -1 where nobody buys.
func (p *oneProduct) market() error {
	p.to = -1
	if p.d.ToWorldOnly() {
		return nil
	}
	if name := p.One("to"); name != "" {
		if p.to = Place(p.d, name); p.to < 0 {
			return lacking(p.d, "to", name)
		}
		return nil
	}
	most := 0.0
	for _, i := range p.flows(func(i int) bool { return int(p.d.From[i]) == p.from }) {
		if e, known := economies.Get(p.d.Economies[p.d.To[i]]); known && e.Kind == economies.Aggregate {
			continue // the rest of the world is no market
		}
		if p.d.Value[i] > most {
			most, p.to = p.d.Value[i], int(p.d.To[i])
		}
	}
	return nil
}

// flows are those of the product that keep accepts, the largest first.
func (p *oneProduct) flows(keep func(i int) bool) []int {
	var out []int
	for i := range p.d.Value {
		if int(p.d.Product[i]) == p.place && p.d.Value[i] > 0 && keep(i) {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(p.d.Value[b], p.d.Value[a]) })
	return out
}

func (p *oneProduct) note(key, template string, values ...any) {
	p.notes = append(p.notes, result.NewNote(key, template, values...))
}

// tariff is what an exporter meets in a market; NaN where no file says.
func (p *oneProduct) tariff(from, to int) float64 {
	if p.pairs == nil || to < 0 || !p.pairs.HasTariffs() {
		return nan
	}
	if v, ok := p.pairs.Tariff(p.d.Economies[from], p.d.Economies[to], p.code); ok {
		return v
	}
	return nan
}

func (p *oneProduct) buyers() *result.Frame {
	list := p.flows(func(i int) bool { return int(p.d.From[i]) == p.from })
	return p.side("Who buys it", list, p.d.To, func(i int) float64 { return p.tariff(p.from, int(p.d.To[i])) })
}

func (p *oneProduct) sellers() *result.Frame {
	list := p.flows(func(i int) bool { return int(p.d.To[i]) == p.to })
	return p.side(
		"Who sells it to the market",
		list,
		p.d.From,
		func(i int) float64 { return p.tariff(int(p.d.From[i]), p.to) },
	)
}

// side has a row a partner.
func (p *oneProduct) side(title string, list []int, who []int32, tariff func(i int) float64) *result.Frame {
	all := 0.0
	for _, i := range list {
		all += p.d.Value[i]
	}
	f := &result.Frame{Title: title}
	n := f.Of(result.Accounting, len(list))
	n.Text("economy", "Economy", func(i int) string { return p.d.Economies[who[list[i]]] })
	n.Number("value", "Value", p.d.Unit, "of the flow", func(i int) float64 { return p.d.Value[list[i]] })
	n.Number("share", "Share", "share", "of all rows", func(i int) float64 { return p.d.Value[list[i]] / all })
	n.Number("unit_value", "Unit value", p.unitOfValue(), "value over quantity; not known without one",
		func(i int) float64 { return p.d.Value[list[i]] / p.d.QuantityOf(list[i]) })
	n.Number("tariff", "Tariff", "share", "as given", func(i int) float64 { return tariff(list[i]) })
	return f
}

func (p *oneProduct) unitOfValue() string {
	if p.d.Measure == "" {
		return p.d.Unit + " a unit"
	}
	return p.d.Unit + " per " + strings.TrimSuffix(p.d.Measure, "s")
}

// fact is one thing known of the product.
type fact struct {
	name, text       string
	value, low, high float64
	unit             string
	kind             result.Kind
	source           string
}

// figures writes a number to four digits; nothing where it is not known.
func figures(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	four, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 4, 64), 64)
	return strconv.FormatFloat(four, 'f', -1, 64)
}

// known are the facts.
func (p *oneProduct) known() []fact {
	words := func(name, text, source string) fact {
		return fact{name, text, nan, nan, nan, "", result.Accounting, source}
	}
	number := func(name string, v float64, unit, source string) fact {
		return fact{name, figures(v), v, nan, nan, unit, result.Accounting, source}
	}
	out := []fact{words("industry", p.industry, p.table.Ref())}
	if p.found.Code != "" {
		if p.called != "" {
			out = append(out, words("name", p.called, "the list of names that is kept"))
		}
		uses := p.found.BEC4()
		var stages []string
		for _, u := range uses {
			if s := trade.Stage(u); !slices.Contains(stages, s) {
				stages = append(stages, s)
			}
		}
		out = append(out, words("isic3", strings.Join(p.found.ISIC(3), " "), hs.Source),
			words("isic4", strings.Join(p.found.ISIC(4), " "), hs.Source), words("bec4", strings.Join(uses, " "), hs.Source),
			words("cpc1", strings.Join(p.cpc, " "), hs.Source), words("stage", strings.Join(stages, " "), hs.Source))
		if p.found.Of != p.found.Code {
			p.note("products.product-heading", "the edition of 2017 has no {code}: classes are those of all products of "+
				"{of}", "code",
				p.found.Code, "of", p.found.Of)
		}
	}
	x, u := p.d.Exports(), p.d.UnitValues()
	out = append(out, number("exports", x.Row(p.from)[p.place], p.d.Unit, p.d.Ref()),
		number("rca", x.RCA(p.from, p.place), "", p.d.Ref()),
		number("unit_value", u.Of(p.from, p.place), p.unitOfValue(), p.d.Ref()),
		number("unit_value_relative", u.Relative(p.from, p.place), "times the world's", p.d.Ref()))
	return append(append(out, p.inMarket(number, words)...), p.costs()...)
}

// inMarket are the facts of the market.
func (p *oneProduct) inMarket(
	number func(string, float64, string, string) fact,
	words func(a, b, c string) fact,
) []fact {
	if p.to < 0 {
		return nil
	}
	all := p.d.Imports().Row(p.to)[p.place]
	own := 0.0
	for _, i := range p.flows(func(i int) bool { return int(p.d.From[i]) == p.from && int(p.d.To[i]) == p.to }) {
		own += p.d.Value[i]
	}
	out := []fact{words("market", p.d.Economies[p.to], p.d.Ref()), number("market_imports", all, p.d.Unit, p.d.Ref()),
		number("to_market", own, p.d.Unit, p.d.Ref()), number("share_in_market", own/all, "share", p.d.Ref())}
	if t := p.tariff(p.from, p.to); !math.IsNaN(t) {
		out = append(out, number("tariff", t, "share", p.One("pairs")))
	}
	return out
}

// costs are what a day and a container are worth, of goods of the industry.
func (p *oneProduct) costs() []fact {
	at := slices.Index(p.table.Industries, p.industry)
	g := border.GoodsOf(p.table.Industries, p.table.IndustryNames)[at]
	between := func(name, unit string, r border.Range) fact {
		return fact{name, figures(r.Central) + " [" + figures(r.Low) + ", " + figures(r.High) + "]", r.Central, r.Low, r.High,
			unit, result.Estimate, "published estimates by industry, " + p.industry}
	}
	if !g.Known {
		p.note("products.product-manufactures", "costs of {industry} are not known: those of all manufactures stand in "+
			"their place",
			"industry", p.industry)
	}
	return []fact{between("day", "share of its value a day", g.Day), between("container", "US$ in 20 feet", g.TEU)}
}

func (p *oneProduct) facts() *result.Frame {
	list := p.known()
	f := &result.Frame{Title: "What is known of " + p.d.Economies[p.from] + ":" + p.typed}
	n := f.Of(result.Estimate, len(list))
	n.Text("fact", "Fact", func(i int) string { return list[i].name })
	n.Text("text", "In words or figures", func(i int) string { return list[i].text })
	n.Number("value", "Value", "as in the column unit", "see kind", func(i int) float64 { return list[i].value })
	n.Kind = result.Bound
	n.Number("low", "Low", "as in the column unit", "where it has a range", func(i int) float64 { return list[i].low })
	n.Number("high", "High", "as in the column unit", "where it has a range", func(i int) float64 { return list[i].high })
	n.Text("unit", "Unit", func(i int) string { return list[i].unit })
	n.Text("kind", "Kind", func(i int) string { return string(list[i].kind) })
	n.Text("source", "Source", func(i int) string { return list[i].source })
	return f
}

func (p *oneProduct) about(f *result.Frame) {
	f.Notes = append(f.Notes, p.notes...)
	f.Note(
		"products.product-inputs",
		"its inputs are not published: those of {industry} stand for them, with all else that the "+
			"industry makes",
		"industry",
		p.industry,
	)
	f.Provenance.Program, f.Provenance.Question = p.Engine.Program(), "product"
	f.Provenance.Sources = []result.Source{engine.SourceOfFlows(p.d)}
	if p.table.Ref() != p.d.Ref() {
		f.Provenance.Sources = append(f.Provenance.Sources, engine.SourceOf(p.table))
	}
	f.Provenance.References = []string{hs.Source}
	for _, name := range []string{"product", "to", "level", "table", "trade", "reported"} {
		if p.Has(name) && p.Chosen(name) {
			f.Provenance.Choice(name, p.One(name))
		}
	}
}
