// Package worth holds the question what closing the gaps between firms and buyers is worth in what small firms make.
package worth

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"ikat/economies"
	"ikat/factors"
	"ikat/fault"
	"ikat/icio"
	"ikat/isic"
	"ikat/question"
	"ikat/question/firms"
	"ikat/question/requirements"
	"ikat/question/sizes"
	"ikat/question/trade"
	"ikat/result"
	"ikat/say"
	"ikat/scenario"
	"ikat/share"
	"ikat/sme"
)

// Worth is what closing gaps is worth.
var Worth = &question.Question{
	ID: "worth", Tag: "Requirements", Label: "What closing each gap before a buyer is worth in what small firms make",
	Asks: "Which requirement, once met, raises what small firms make most, through which door, and is it worth its cost?",
	Doc: `Join a survey of firms to the model of trade: a firm that lacks nothing of what is asked can sell, so that
meeting a requirement widens the capacity that sells. What that is worth in the value added made in small firms
is solved exactly: of each requirement as things are (alone), when all else is met (last), and on the mean over
all orders (Shapley), by industry, by door and by market abroad, with the range over what is not known of the
model and of the survey, beside what compliance costs the firms, and net of it.

A requirement is met here by an outlay that widens who can sell. What it costs those who hold it already stands
on the links of {chain}; the two are never added.`,
	Reference: "docs/methods/worth.md; Chaney (2008), American Economic Review 98",
	Params: question.Join([]question.Param{
		{Name: "economy", Doc: "economy of the survey: code or name", Form: question.Economy, Example: "IDN", Argument: true,
			Required: true, Named: true},
	}, requirements.SurveyParams, []question.Param{
		requirements.ExchangeRate,
		{Name: "door", Doc: "where the buyer stands", Form: question.Text, Values: doors, Default: "exports",
			Example: "large"},
		{Name: "level", Doc: "which rows", Form: question.Text, Values: []string{"requirements", "industries", "doors",
			"markets"}, Default: "requirements", Example: "doors", Named: true},
		requirements.Years, requirements.Rate,
		question.OneTable, question.Statistics,
	}, question.Some(firms.Factors.Params, "rule", "elasticities"), []question.Param{drawsOf(), trade.Seed}),
	Levels: []question.Level{
		{ID: "requirements", Keys: []string{"requirement"}, Doc: "each requirement, and all"},
		{ID: "industries", Keys: []string{"industry"}, Doc: "all gaps closed, by industry"},
		{ID: "doors", Keys: []string{"door"}, Doc: "all gaps closed, by door"},
		{ID: "markets", Keys: []string{"market"}, Doc: "all gaps closed before buyers of one market abroad"},
	},
	Examples: []question.Example{
		{Args: "worth IDN --survey firms.csv --buyer garments_eu_us", Gives: "an Enterprise Survey before a buyer"},
		{Args: "worth IDN --survey firms.csv --sectors 1=c4 --level markets -o markets.csv", Gives: "market by market"},
	},
	Work: func(_ context.Context, r *question.Request) (question.Work, error) {
		return question.Work{Solutions: 128, Seconds: 3e-4 * r.Shape().Links()}, nil
	},
	World:  true,
	Answer: answer,
}

func drawsOf() question.Param {
	p := trade.Draws
	p.Default, p.Example, p.Max = "200", "20", 5000
	p.Doc = "how often what is not known of the world's response and of the survey is drawn; 0 for none"
	return p
}

// doors are the doors that buyers stand behind, as the model has them.
var doors = []string{"exports", "large", "sme", "final"}

// zeta is the size of a newly qualified firm over the mean of those that are, centrally.
var zeta = scenario.Entries[0].Size

// worthOf is the answer.
type worthOf struct {
	*factors.Answer
	gaps  *requirements.Gaps
	table *icio.Table
	cost  *requirements.Cost
	frame *result.Frame // of factors, for its notes and provenance
	name  string
	door  string
	unit  float64 // US$ of the table's unit; NaN where its money is not US$
	cover float64 // small firms' sales in the table over those in the survey; NaN without an exchange rate
}

func answer(ctx context.Context, r *question.Request) (*question.Answer, error) {
	set := r.One("elasticities")
	if !requirements.Given(r.Values) {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "survey", What: "it is missing",
			Fix: "Give the file of a survey of firms (docs/schema/survey.md)"}
	}
	q := firms.UsualFactors(r.One("economy"), r.One("table"), nil)
	q.Rule, q.Elasticities, q.Draws, q.Seed = sme.Rule(r.One("rule")), set, r.Whole("draws"), uint64(r.Whole("seed"))
	q.Choice.Widenings, q.Fast = true, true // of ends over shares nothing is said here
	var err error
	if q.Statistics, err = sizes.Statistics(r.All("stats")); err != nil {
		return nil, err
	}
	w := &worthOf{door: r.One("door")}
	if w.table, err = r.Engine.Table(ctx, q.Table, r.Progress); err != nil {
		return nil, err
	}
	goods := isic.Goods(w.table.Industries, w.table.IndustryNames)
	if w.gaps, err = requirements.GapsOf(ctx, r.Values, r.Engine.Program(), w.table.Industries, goods); err != nil {
		return nil, err
	}
	w.widen(&q, r.One("level"), goods)
	if w.Answer, w.frame, w.name, err = firms.FactorsOf(ctx, r.Engine, q, r.Progress); err != nil {
		return nil, err
	}
	rate, err := share.Parse(r.One("rate"))
	if err != nil {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "rate", Where: r.One("rate"), What: fault.Said(err)}
	}
	if w.cost, err = w.gaps.Cost(ctx, r.Whole("years"), rate); err != nil {
		return nil, err
	}
	w.unit, w.cover = dollars(w.table), math.NaN()
	if rate := r.Amount("exchange-rate"); rate > 0 {
		sales, _ := w.gaps.Sales()
		w.cover = w.SmallSales(w.told(goods)) * w.unit / (sales / rate)
	}
	rows := w.rows(r.One("level"), q.Seed)
	if r.Prose && !r.Chosen("level") {
		page := say.NewPage(say.In(r.Language))
		w.prose(page, rows)
		return &question.Answer{Prose: page}, nil
	}
	return question.Rows(rows, nil)
}

// told are the industries that the survey tells of.
func (w *worthOf) told(goods []bool) []bool {
	out := slices.Clone(goods)
	for j, code := range w.table.Industries {
		out[j] = out[j] && (w.gaps.Industries[0] == "" || slices.Contains(w.gaps.Industries, code))
	}
	return out
}

// paid is a cost of the survey's firms as one of all small firms of the table, in its unit.
func (w *worthOf) paid(cost float64) float64 { return cost * w.cover / w.unit }

// widen lists what is solved.
func (w *worthOf) widen(q *firms.FactorsRequest, level string, goods []bool) {
	add := func(name, door, market string, met func(k int) bool) {
		g, sd := w.gaps.Growth(w.table.Industries, goods, met)
		if slices.Max(g) > 0 {
			q.Widenings = append(q.Widenings, factors.Widening{Name: name, Door: door, Market: market, Growth: g, SD: sd,
				Step: "all that lack nothing else"})
		}
	}
	every := func(int) bool { return true }
	switch level {
	case "doors":
		for _, d := range doors {
			add(d, d, "", every)
		}
		return
	case "markets":
		own, _ := w.table.Find(q.Economy)
		for _, code := range w.table.Economies {
			if code != own {
				add(code, "exports", code, every)
			}
		}
		return
	case "industries":
		q.Choice.ByIndustry = true
	}
	add(all, w.door, "", every)
	if level == "requirements" {
		for r := range w.gaps.N() {
			add(alone(r), w.door, "", func(k int) bool { return k == r })
			add(without(r), w.door, "", func(k int) bool { return k != r })
		}
	}
}

const all = "all"

func alone(r int) string   { return fmt.Sprintf("alone %d", r) }
func without(r int) string { return fmt.Sprintf("without %d", r) }

// of is a solved step; nil where nobody's capacity grows by it.
func (w *worthOf) of(name string) *factors.Factor {
	for _, f := range w.Factors {
		if f.Name == name {
			return f
		}
	}
	return nil
}

func income(f *factors.Factor) float64 {
	if f == nil {
		return 0
	}
	return f.Income
}

// row is a line of the answer, in per cent of what small firms make.
type row struct {
	key, name           string
	value, low, high    float64 // the mean over all orders for a requirement, otherwise the step
	alone, last, half   float64
	lowAlone, highAlone float64
	error               float64 // of the mean, where orders are drawn
	large, welfare      float64
	cost                float64 // US$ a year
	answers             int
}

func (w *worthOf) list(level string, seed uint64) (out []row) {
	nan := math.NaN()
	step := func(key, name string, f *factors.Factor) row {
		return row{key: key, name: name, value: 100 * f.Income, low: 100 * f.Low, high: 100 * f.High, alone: nan, last: nan,
			lowAlone: nan, highAlone: nan, half: 100 * f.Half[0], error: nan, large: 100 * f.Large, welfare: 100 * f.Welfare,
			cost: nan}
	}
	if level != "requirements" {
		for _, f := range w.Factors {
			key := f.Name
			if level == "industries" {
				key = f.Industry
			}
			out = append(out, step(key, key, f))
		}
		return out
	}
	total := w.of(all)
	if total == nil {
		return nil
	}
	first := step(all, "all that is asked", total)
	first.cost, first.answers = w.cost.All, w.answers()
	out = append(out, first)
	mean, se := w.gaps.Shapley(w.table.Industries, total.Elastic(), zeta, seed)
	var sum float64
	for _, v := range mean {
		sum += v
	}
	for r := range w.gaps.N() {
		one := w.of(alone(r))
		scale := total.Income / sum // parts of the exact solution
		v := row{key: w.gaps.ID(r), name: w.gaps.Name(r), value: 100 * mean[r] * scale, error: 100 * se[r] * math.Abs(scale),
			low: 100 * mean[r] * total.Low / sum, high: 100 * mean[r] * total.High / sum, alone: 100 * income(one),
			last: 100 * (total.Income - income(w.of(without(r)))), half: 100 * mean[r] * total.Half[0] / sum,
			large: 100 * mean[r] * total.Large / sum, welfare: 100 * mean[r] * total.Welfare / sum,
			cost: w.cost.Mean[r], answers: w.answers(), lowAlone: 0, highAlone: 0}
		if one != nil {
			v.lowAlone, v.highAlone = 100*one.Low, 100*one.High
		}
		out = append(out, v)
	}
	slices.SortStableFunc(out[1:], func(a, b row) int { return cmp.Compare(b.value, a.value) })
	return out
}

func (w *worthOf) answers() (n int) {
	for _, k := range w.gaps.Answers {
		n += k
	}
	return n
}

// dollars is what one of a table's units is in US$; NaN where its money is another.
func dollars(t *icio.Table) float64 {
	if in, ok := icio.Rescale(t.Money(), "USD"); ok {
		return in
	}
	return math.NaN()
}

func (w *worthOf) rows(level string, seed uint64) *result.Frame {
	list := w.list(level, seed)
	out := &result.Frame{Title: "What closing gaps is worth in what small firms of " +
		economies.InPhrase(w.name) + " make"}
	out.Provenance = w.frame.Provenance
	out.Provenance.Question = "worth"
	w.notes(out, level)
	base := w.Incomes()[0]
	key := map[string]string{"requirements": "requirement", "industries": "industry", "doors": "door",
		"markets": "market"}[level]
	of := out.Of(result.Scenario, len(list))
	of.Text(key, strings.ToUpper(key[:1])+key[1:], func(k int) string { return list[k].key })
	of.Text("name", "Name", func(k int) string { return list[k].name })
	number := func(name, label, unit, definition string, get func(v row) float64) {
		of.Number(name, label, unit, definition, func(k int) float64 { return get(list[k]) })
	}
	const percent = "per cent"
	what := "change in the value added made in small firms, over consumer prices, an exact solution"
	if level == "requirements" {
		what += "; of a requirement its mean over all orders (Shapley), as a part of the exact change of all"
	}
	number("worth_pct", "Worth", percent, what, func(v row) float64 { return v.value })
	number("low", "Low", percent, "exact at the draw at which the gain is at 5%; of a requirement in proportion",
		func(v row) float64 { return v.low })
	number("high", "High", percent, "the same at 95%", func(v row) float64 { return v.high })
	if level == "requirements" {
		number("alone_pct", "Alone", percent, "met as things are: an exact solution", func(v row) float64 { return v.alone })
		number(
			"alone_low",
			"Alone, low",
			percent,
			"at the draw at which it is at 5%",
			func(v row) float64 { return v.lowAlone },
		)
		number("alone_high", "Alone, high", percent, "at 95%", func(v row) float64 { return v.highAlone })
		number("last_pct", "Last", percent, "met when all else is: a difference of exact solutions",
			func(v row) float64 { return v.last })
		number("orders_error", "Error of the mean", percent, "standard error where orders are drawn",
			func(v row) float64 { return v.error })
	}
	number("half_pct", "φ = .5", percent, "with half of value added paid to factors that stay in their class",
		func(v row) float64 { return v.half })
	number("large_pct", "Large firms", percent, "change of what large firms make", func(v row) float64 { return v.large })
	number("welfare_pct", "Welfare", percent, "change in the economy's real final spending",
		func(v row) float64 { return v.welfare })
	number("worth", "Worth, money", w.table.Money(), "of the table's year: the change times what small firms made",
		func(v row) float64 { return v.value / 100 * base })
	if level == "requirements" {
		number(
			"cost",
			"Cost a year",
			w.table.Money(),
			"of compliance: that of the survey's firms over their sales, times what small firms sell in the "+
				"table; judgement where the registry says so",
			func(v row) float64 { return w.paid(v.cost) },
		)
		number("net", "Net", w.table.Money(), "worth less cost", func(v row) float64 {
			return v.value/100*base - w.paid(v.cost)
		})
		of.Whole("answers", "Answers", "", "firms that it rests on", result.Accounting, func() []int64 {
			n := make([]int64, len(list))
			for k := range n {
				n[k] = int64(list[k].answers)
			}
			return n
		}())
	}
	return out
}

func (w *worthOf) notes(out *result.Frame, level string) {
	out.Note(
		"worth.joined",
		"More capacity on a link: π' ∝ h'·π with κ̂ = (1 + ζ·Δh/h)^(−1/θ), ζ = {zeta}, newcomers beside "+
			"those who sell already; drawn are ζ from .3 to 1, newcomers who replace others, elasticities, η/θ, φ and the "+
			"survey's errors.",
		"zeta",
		fmt.Sprint(zeta),
	)
	told := w.gaps.Industries
	if told[0] == "" {
		out.Note(
			"worth.alike",
			"The survey does not tell the table's industries apart here: all goods industries are taken to "+
				"grow alike. The choice sectors names them.",
		)
	} else {
		out.Note("worth.told", "The survey tells of {list}; other industries do not grow.", "list", strings.Join(told, " "))
	}
	if len(w.gaps.Pooled) > 0 {
		out.Warn("worth.pooled", "In {list} no firm of the survey has all that is asked, so that growth from nothing has no "+
			"measure: these take the growth of all its firms.", "list", strings.Join(w.gaps.Pooled, " "))
	}
	out.Note(
		"worth.silent",
		"What the survey does not ask stops nobody here, and firms that leave a question open do not "+
			"count. Firms of 250 persons and more are left out.",
	)
	out.Note(
		"worth.one-closure",
		"The cost of those who hold a requirement already is on the links of chain, and never added "+
			"to this.",
	)
	if level == "requirements" {
		out.Note(
			"worth.cost",
			"Costs are the cheapest way of each firm to close its gaps, by the registry's costs for a small "+
				"firm, times the survey's weights: {kind}.",
			"kind",
			"judgement where the registry says so",
		)
		if len(w.cost.Unpriced) > 0 {
			out.Warn("worth.unpriced", "Nobody gives the cost of {list}: it is not in the cost.", "list",
				strings.Join(w.cost.Unpriced, ", "))
		}
		sales, stands := w.gaps.Sales()
		switch {
		case math.IsNaN(w.unit):
			out.Warn("worth.currency", "The table's money is not US$: worth and cost cannot be set beside each other.")
		case math.IsNaN(w.cover):
			out.Warn("worth.no-rate", "Without the choice exchange-rate the survey's sales cannot be set beside the table's: "+
				"what compliance costs, {cost} US$ a year for the {firms} firms that the survey stands for, is not subtracted.",
				"cost", fmt.Sprintf("%.0f", w.cost.All), "firms", fmt.Sprintf("%.0f", stands))
		default:
			out.Note(
				"worth.cover",
				"The survey's {firms} firms sell {sales} of its money; the table's small firms sell {cover} "+
					"times as much, and are taken to pay that many times their cost.",
				"firms",
				fmt.Sprintf("%.0f", stands),
				"sales",
				fmt.Sprintf("%.4g", sales),
				"cover",
				fmt.Sprintf("%.4g", w.cover),
			)
		}
	}
	for _, n := range w.frame.Notes {
		if n.Key == "factors.said" || n.Key == "factors.shares" || n.Key == "factors.statistic" {
			out.Notes = append(out.Notes, n)
		}
	}
}

func (w *worthOf) prose(page *say.Page, rows *result.Frame) {
	page.Title("worth.title", say.Args{"name": w.name})
	list := rows.Column("worth_pct").Floats
	if len(list) == 0 {
		page.Sentence("worth.nothing")
		page.Basis(rows.Notes, rows.Provenance.Sources)
		return
	}
	at := func(column string, k int) float64 { return rows.Column(column).Floats[k] }
	data := say.Args{"all": list[0], "low": at("low", 0), "high": at("high", 0), "money": at("worth", 0),
		"unit": w.table.Money(), "cost": at("cost", 0), "net": at("net", 0), "pays": at("net", 0) > 0, "drawn": w.Draws > 0,
		"first": "", "asked": w.gaps.N()}
	data["open"] = w.Draws > 0 && open(list[0], at("low", 0), at("high", 0), at("worth", 0), at("cost", 0))
	if len(list) > 1 {
		data["first"], data["most"], data["alone"] = rows.Column("name").Text(1), list[1], at("alone_pct", 1)
	}
	page.Sentence("worth.headline", data)
	g := &say.Grid{Keys: 1}
	g.Columns(false, page.Say("worth.requirement"))
	for _, key := range []string{"worth", "range", "alone", "last", "money", "cost", "net"} {
		g.Columns(true, page.Say("worth."+key))
	}
	for k := range list {
		g.Row(rows.Column("name").Text(k), page.Number(list[k], 3), span(page, at("low", k), at("high", k)),
			page.Number(at("alone_pct", k), 3), page.Number(at("last_pct", k), 3), page.Number(at("worth", k), 1),
			page.Number(at("cost", k), 1), page.Number(at("net", k), 1))
	}
	page.Grid(g)
	page.Small("worth.columns", say.Args{"unit": w.table.Money()})
	page.Basis(rows.Notes, rows.Provenance.Sources)
}

func span(page *say.Page, low, high float64) string {
	if math.IsNaN(low) || math.IsNaN(high) {
		return ""
	}
	return page.Number(low, 3) + " – " + page.Number(high, 3)
}

// open holds where what is gained exceeds its cost at one end of its range and not at the other: money moves with the
// change in per cent.
func open(central, low, high, money, cost float64) bool {
	pays := func(at float64) bool { return money*at/central > cost }
	return pays(low) != pays(high)
}
