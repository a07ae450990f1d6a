// Package sourcing holds the questions of a sourcing manager: which of several offers is cheapest on arrival.
package sourcing

import (
	"context"

	"ikat/question"
	"ikat/question/products"
	"ikat/result"
	"ikat/say"
	"ikat/sourcing"
)

// Landed compares rival offers.
var Landed = &question.Question{
	ID: "landed", Tag: "Sourcing", Label: "Which of several suppliers is cheapest on arrival, and what the others " +
		"must give",
	Asks: "Which offer is cheapest on arrival, and by how much must the others cut their prices?",
	Doc: `Compare rival offers of the same product by what a piece costs on arrival: the price, procedures to export,
freight, insurance,
duty, procedures to import, the cost of goods under way and of the stock that variable days make necessary. Where an
offer does not
give its days and cost to export, those of its economy in the border table are taken.

Of a product, ikat landed VNM:hs8544.30 {to=JPN}, the offers are filled in from trade by product: the economy's own and
those of {against}, or else the largest sellers to the market, at their unit values, with tariffs ({pairs=FILE}), the
days and costs of both borders, what a day costs such goods and what a container of them is worth. Freight and
insurance are not published and left at nothing. Where trade has no quantities, the offers are of US$ 100 of goods
each, and only what borders and tariffs add differs.`,
	Params: question.Join([]question.Param{
		{Name: "file", Doc: "file of offers (docs/schema/landed.md)", Form: question.File, Argument: true},
		{Name: "offers", Doc: "the offers as YAML, in place of a file", Form: question.Document, Example: exampleOffers,
			Instead: "file"},
		{
			Name:  "border",
			Short: "b",
			Doc:   "border table: one that ikat carries, NAME or NAME/YEAR, or a CSV file (default: the newest)",
			Form:  question.Borders,
			Many:  question.Repeated,
		},
		{Name: "product", Doc: "ECONOMY:PRODUCT, in place of a file: the offers are filled in from trade by product",
			Form: question.Product, Example: "CHN:hs8544.30"},
		{Name: "to", Doc: "the market", Form: question.Economy, Says: "the largest buyer", Example: "JPN"},
		{Name: "against", Doc: "rivals", Form: question.Economy, Many: question.Joined, Most: 20,
			Says: "the largest sellers to the market", Example: "KOR"},
		question.OneTable,
	}, products.TradeParams, []question.Param{
		{Name: "pairs", Doc: "CSV of tariffs: exporter,importer,product,tariff", Form: question.File},
	}),
	Examples: []question.Example{
		{Args: "landed examples/chair.yaml --border doing-business-2009", Gives: "a chair from six economies"},
		{Args: "landed IDN:hs8544.30 --to JPN", Gives: "what borders add to wiring sets from Indonesia and its rivals"},
		{Args: "landed VNM:hs8544.30 --to JPN --trade baci_hs17/2022 --pairs tariffs.csv",
			Gives: "at unit values and tariffs"},
	},
	Pictures: []question.Picture{{Kind: "bars", Names: []string{"supplier"}, Title: "picture.landed",
		Parts: []string{"price", "export", "freight", "insurance", "duty", "import", "pipeline", "safety"}}},
	RestsOn: func(r *question.Request) ([]string, error) {
		if ofProduct(r) == "" || r.Chosen("trade") {
			return nil, nil
		}
		return []string{r.One("table")}, nil
	},
	Answer: landed,
}

// exampleOffers are two offers of a chair.
const exampleOffers = `product: a wooden chair
unit: USD
per_container: 1000
carrying_rate: 12%
offers:
  - {supplier: Thailand, economy: THA, price: 20}
  - {supplier: Viet Nam, economy: VNM, price: 20}
`

func landed(ctx context.Context, r *question.Request) (*question.Answer, error) {
	if product := ofProduct(r); product != "" {
		return filledIn(ctx, r, product)
	}
	if err := question.NotOf(r.Values, "offers", "Leave it out, or ask about a {product=ECONOMY:PRODUCT}: a file of "+
		"offers says market, suppliers and tariffs itself", "to", "against", "pairs"); err != nil {
		return nil, err
	}
	name, text, err := r.Text("file", "offers")
	if err != nil {
		return nil, err
	}
	prices, l, err := Compare(name, text, r.All("border"))
	if err != nil {
		return nil, err
	}
	if r.Prose {
		page := say.NewPage(say.In(r.Language))
		page.Title("landed.title", say.Args{"product": l.Product})
		compared(page, prices, l)
		page.Basis(l.Notes(), l.Sources())
		return &question.Answer{Prose: page}, nil
	}
	f := frame(r.Engine, prices, l)
	f.Notes, f.Provenance.Sources = l.Notes(), l.Sources()
	return &question.Answer{Frames: []*result.Frame{f}}, nil
}

func compared(page *say.Page, prices []sourcing.Price, l *sourcing.Landed) {
	page.Grid(offersOf(page, prices))
	page.Text(say.Space, "")
	page.Small(
		"landed.unit",
		say.Args{"unit": l.Currency(), "pieces": l.PerContainer, "rate": l.AYear()},
	)
}

// offersOf has a row an offer, what it comes to in its parts.
func offersOf(page *say.Page, prices []sourcing.Price) *say.Grid {
	g := &say.Grid{Keys: 2}
	g.Columns(false, page.Say("landed.supplier"), "")
	columns := []string{"price", "export", "freight", "insurance", "duty", "import", "under-way",
		"stock", "landed", "must-give"}
	for _, c := range columns {
		g.Columns(true, page.Say("landed."+c))
	}
	cheapest := sourcing.Cheapest(prices)
	for n, p := range prices {
		row := []string{p.Supplier, p.Economy}
		amounts := []float64{p.Price, p.Export, p.Freight, p.Insurance, p.Duty, p.Import, p.Pipeline, p.Safety, p.Landed}
		for _, v := range amounts {
			row = append(row, page.Number(v, 3))
		}
		give := page.Number(100*p.Concession, 2) + "%"
		switch {
		case n < len(cheapest) && len(cheapest) > 1:
			give = page.Say("landed.ties")
		case n == 0:
			give = page.Say("landed.wins")
		}
		g.Row(append(row, give)...)
	}
	return g
}
