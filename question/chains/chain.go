// Package chains holds the questions about value chains: what borders cost one product, every product, or a chain of
// one's own.
package chains

import (
	"context"
	"math"
	"strings"

	"ikat/economies"
	"ikat/engine"
	"ikat/estimate"
	"ikat/fault"
	"ikat/indicators"
	"ikat/question"
	"ikat/question/borders"
	"ikat/question/trade"
	"ikat/result"
	"ikat/say"
	"ikat/trade/hs"
)

const tag = "Chains and borders"

const papers = "Rouzet, Miroudot (2013), OECD Trade Policy Papers 162; Diakantoni, Escaith, Roberts, Verbeet " +
	"(2017), WTO Staff Working Paper ERSD-2017-05"

// To is where a product goes.
var To = question.Param{
	Name:    "to",
	Doc:     "economy the product is delivered to: a code or name",
	Form:    question.Economy,
	Example: "USA",
	Named:   true,
}

// Chain follows one product.
var Chain = &question.Question{
	ID: "chain", Tag: tag, Label: "What borders cost along a product's chain, and its weakest links",
	Asks: "What do borders add to this product, which link is the weakest, and what would mending it save?",
	Doc: `Follow a product to its first inputs and add up what borders cost on the way, in money and in time: every
input that crosses
a border carries the cost of all the borders before it. PRODUCT is ECONOMY:INDUSTRY, such as CHN:c14,
or a code of the Harmonized System, such as CHN:hs8544.30, which has the inputs of the industry that makes it.

Three weakest links are named, and never merged: the dearest border, the slowest input, and the least reliable
supplier (which
needs your own data: {bom}). Each comes with what mending it would save, and with how often it keeps its rank when the
cost of a
day is taken to be lower or higher.`,
	Reference: papers,
	Params: question.Join([]question.Param{
		{
			Name:     "product",
			Doc:      "ECONOMY:INDUSTRY, or a product of the Harmonized System: VNM:hs8544.30",
			Form:     question.Product,
			Example:  "CHN:c14",
			Argument: true,
			Required: true,
			Named:    true,
		},
		To,
		{
			Name:  "level",
			Short: "l",
			Doc: "rows: every link, whose procedures (side), the slowest inputs (slow), the stages that " +
				"add up to the price (layer), " +
				"days at borders (day), what all borders together come to (total)",
			Form:    question.Text,
			Values:  Levels,
			Default: "link",
			Example: "side",
			Named:   true,
		},
		{
			Name: "mend",
			Doc: "ease a border and solve again: ORIGIN:INDUSTRY:DESTINATION=50% (or =5d, days), ECONOMY:export=50%, " +
				"ECONOMY:import=50%; with {worth} an economy may be one class of its firms, KOR/sme",
			Form:    question.Text,
			Example: "CHN:export=50%",
		},
		{
			Name:    "worth",
			Doc:     "with {mend}: the rows of what it is worth to every economy, in general equilibrium",
			Form:    question.Flag,
			Default: "false",
			Example: "true",
		},
		trade.Draws, trade.Seed, question.Statistics, question.OneTable,
	}, question.ChainBorder),
	Levels: []question.Level{
		{ID: "link", Keys: []string{"economy", "industry", "to"}, Doc: "every border crossed"},
		{ID: "side", Keys: []string{"economy", "procedure"}, Doc: "every economy's procedures"},
		{ID: "slow", Keys: []string{"economy", "industry", "to"}, Doc: "the slowest inputs"},
		{ID: "layer", Keys: []string{"economy"}, Doc: "who adds value in which layer"},
		{ID: "day", Keys: []string{"days"}, Doc: "how long the value spends at borders"},
		{ID: "total", Keys: []string{"product", "market"}, Doc: "what all borders together come to"},
	},
	Examples: []question.Example{
		{Args: "chain CHN:c14 --to USA", Gives: "Chinese electrical equipment, delivered to the United States"},
		{Args: "chain IDN:c4 --to JPN --benchmark SGP",
			Gives: "what Singapore's procedures would save Indonesian textiles"},
		{Args: "chain CHN:c14 --to USA --format csv -o links.csv", Gives: "every link, into a file"},
		{Args: "chain CHN:c14 --to USA --level layer", Gives: "who adds what, and which borders lie between"},
		{
			Args:  "chain CHN:c14 --to USA --mend TWN:c14:CHN=50%",
			Gives: "what half of that border less would save, and who would gain",
		},
	},
	Work: func(_ context.Context, r *question.Request) (question.Work, error) {
		w := question.Work{Seconds: .01 + 5e-6*r.Shape().Links()*(1+.1*float64(r.Whole("draws")))}
		if r.On("worth") {
			w.Seconds += WorthWork(r.Engine, r.One("table")).Seconds
		}
		return w, nil
	},
	About: func(v *question.Values) string {
		economy, _, _ := strings.Cut(v.One("product"), ":")
		return economy
	},
	Estimated: determined,
	Lead:      &question.Lead{Level: "total", Say: overDraws},
	Pictures:  []question.Picture{{Kind: "intervals", Names: []string{"origin", "destination", "industry"}, X: "cost"}},
	Answer:    followed,
}

// WorthWork is about how much it takes to say what mending links of a chain is worth once all trade has adjusted.
func WorthWork(e *engine.Engine, table string) question.Work {
	return question.Work{Seconds: 1e-5 * question.ShapeOf(e, table).Links()}
}

// determined is what an estimated table says of a chain: what its economy adds and what its borders cost. Inputs from
// abroad come from the rest of the world as one, across the economy's own border; the last border is the market's.
//
// Error: fault.Invalid for a product of the rest of the world, and for what mending is worth to everybody.
func determined(r *question.Request) (question.Determined, error) {
	own := estimate.Of(r.One("table"))
	code, _, _ := strings.Cut(r.One("product"), ":")
	refused := &fault.Error{Kind: fault.Invalid, Where: r.One("table"),
		Fix: "Bring a table that has the economies: ikat tables get"}
	if e, err := economies.Resolve(code); err != nil || e.Code != own {
		refused.Param, refused.What = "product", fault.Say("an estimated table follows products of its own economy, %s", own)
		refused.Why = "What others make is not in the published results that the table is made of"
		return question.Determined{}, refused
	}
	if r.On("worth") {
		refused.Param, refused.What = "worth", "an estimated table cannot say what a border is worth to every economy"
		refused.Why = "Who supplies an economy from abroad and who buys from it is not in the published results"
		return question.Determined{}, refused
	}
	return question.Determined{Rest: true, Ranged: true}, nil
}

// overDraws says what borders come to on an estimated table, each number with its range.
func overDraws(page *say.Page, r *question.Request, total *result.Frame) {
	_, year, _ := engine.SplitRef(r.One("table"))
	row := say.Args{"title": total.Title, "year": year}
	for _, name := range []string{"arrival", "money", "time", "days"} {
		value := func(column string) float64 {
			if c := total.Column(column); c != nil {
				return c.Floats[0]
			}
			return math.NaN()
		}
		row[name], row[name+"_low"], row[name+"_high"] = value(name), value(name+"_low"), value(name+"_high")
		if math.IsNaN(row[name+"_low"].(float64)) { // no draw moves it
			row[name+"_low"], row[name+"_high"] = row[name], row[name]
		}
	}
	page.Title("weakest.ranged-title", row)
	page.Sentence("weakest.ranged", row)
}

// atMarket is the question with the table of its chain: an estimated one with its market, which has a border of its own
// in no other way.
//
// Error: fault.NotFound for a market that nobody knows.
func atMarket(q Request) (Request, error) {
	if !estimate.Named(q.Table) || q.To == "" || strings.EqualFold(q.To, indicators.RestOfWorld) {
		return q, nil
	}
	e, err := economies.Resolve(q.To)
	if err != nil {
		return q, err
	}
	q.To, q.Table = e.Code, estimate.To(q.Table, e.Code)
	return q, nil
}

// Asked returns what the values ask of the engine.
//
// Error: fault.Invalid for a cost of a day that is none.
func Asked(v *question.Values) (Request, error) {
	choice, err := borders.Chosen(v)
	q := Request{To: v.One("to"), Table: v.One("table"), Border: choice}
	if v.Has("product") {
		q.Product, q.Stats = v.One("product"), v.All("stats")
		q.Draws, q.Seed = v.Whole("draws"), uint64(v.Whole("seed"))
	}
	return q, err
}

// productOf is what of the economy a chain follows, as it was asked for.
func productOf(q Request) string {
	_, product, _ := strings.Cut(q.Product, ":")
	return product
}

func followed(ctx context.Context, r *question.Request) (*question.Answer, error) {
	q, err := Asked(r.Values)
	if err != nil {
		return nil, err
	}
	if q, err = atMarket(q); err != nil {
		return nil, err
	}
	level, mend := r.One("level"), r.One("mend")
	if !r.Prose || r.Chosen("level") || r.On("worth") {
		rows, err := Rows(ctx, r.Engine, q, level, mend, r.On("worth"), r.Progress)
		if err != nil {
			return nil, err
		}
		if hs.Is(productOf(q)) {
			rows.Note("chain.stands-for", "{product} has the inputs of the industry of the table that makes it, with all else "+
				"that it makes; ikat product says what is known of the product itself", "product", productOf(q))
		}
		return &question.Answer{Frames: []*result.Frame{rows}, Names: []string{level}}, nil
	}
	answer, err := Follow(ctx, r.Engine, q, r.Progress)
	if err != nil {
		return nil, err
	}
	page := say.NewPage(say.In(r.Language))
	if mend == "" {
		weakest(page, answer)
		if product := productOf(q); hs.Is(product) {
			page.Sentence("weakest.stands-for", say.Args{"product": product, "name": answer.Name})
		}
		return &question.Answer{Prose: page}, nil
	}
	m, err := answer.Easier(mend)
	if err == nil && m.Class == "" {
		m, err = answer.Mend(ctx, mend)
	}
	if err != nil {
		return nil, err
	}
	worth, err := Worth(ctx, r.Engine, answer, m, r.Progress)
	if err != nil {
		return nil, err
	}
	if m.Class == "" {
		page.Sentence(
			"weakest.mended",
			say.Args{"how": m.Name, "saving": page.CentralOf(m.Saving), "product": answer.Name, "to": answer.ToName,
				"days": m.Days},
		)
		page.Text(say.Space, "")
		page.Frame(m.Rows)
	}
	page.Heading("weakest.worth")
	page.Frame(worth)
	return &question.Answer{Prose: page}, nil
}
