package chains

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/chain"
	"ikat/economies"
	"ikat/engine"
	"ikat/estimate"
	"ikat/fault"
	"ikat/question/trade"
	"ikat/result"
	"ikat/scenario"
	"ikat/share"
)

// Mended is what easier borders would save on a product, and the scenario that says what they are worth to everybody.
type Mended struct {
	Saving   []float64 // by θ: saved on a delivered dollar, prices solved again
	Days     float64   // by which mean days at borders fall
	Name     string    // in words: 50% less of the border for ... from Taiwan to China
	Rows     *result.Frame
	Scenario *scenario.File // nil where costs of a day differ by industry, which scenarios do not know
	// of the firms that send or receive, KOR/sme, whose links alone are mended; a chain does not tell its firms apart,
	// so that nothing is known of what it saves
	Class string
}

// Mend eases a border and solves the product's price again, at every cost of a day. The border is a link,
// ORIGIN:INDUSTRY:DESTINATION, or a side, ECONOMY:export or ECONOMY:import; after = comes the share of its cost and
// days that it loses, 50%, or a number of days, 5d.
//
// Error: fault.Invalid and NotFound for what is named wrongly, also for a class of firms, and for what changes nothing;
// what solves say.
func (a *Followed) Mend(ctx context.Context, text string) (*Mended, error) {
	out, e, err := a.easier(text)
	if err != nil {
		return nil, err
	}
	if out.Class != "" {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "mend", Where: out.Class,
			What: "a chain does not tell its " +
				"firms apart", Why: "What a border costs a product is known of all firms together",
			Fix: "Add {worth} for what it is worth in the model of trade, or name the economy alone"}
	}
	if out.Saving, out.Days, err = a.Product.Ease(ctx, e); err != nil {
		return nil, err
	}
	if out.Days == 0 && !slices.ContainsFunc(out.Saving, func(v float64) bool { return v != 0 }) {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "mend", Where: text,
			What: "it takes nothing off the borders that this product crosses",
			Fix: "Take more than nothing, of procedures that there are: services, goods in bulk and trade inside a union " +
				"pass none"}
	}
	out.Rows = a.mendRows(out, text)
	return out, nil
}

// Easier is Mend without what it saves on the product, for Worth: ORIGIN and DESTINATION, or the economy of a side, may
// name a class of firms, KOR/sme.
//
// Error: as Mend.
func (a *Followed) Easier(text string) (*Mended, error) {
	m, _, err := a.easier(text)
	return m, err
}

func (a *Followed) easier(text string) (*Mended, chain.Easing, error) {
	whole, class := withoutClasses(text)
	e, err := a.easing(whole)
	if err != nil {
		return nil, e, err
	}
	out := &Mended{Name: a.easingName(e), Class: class.text}
	if a.Model.Borders.Sensitive == nil || a.Model.Borders.Costs != nil {
		out.Scenario = a.mendScenario(e, out.Name)
		class.narrow(out.Scenario)
	}
	return out, e, nil
}

// Worth returns what mending is worth to every economy once trade has adjusted everywhere: welfare by economy, over the
// elasticity sets and costs of a day, and beside it what small and large firms make, where they are known.
//
// Error: fault.Invalid where costs of a day differ by industry; what the solves say.
func Worth(ctx context.Context, e *engine.Engine, a *Followed, m *Mended, p engine.Progress) (*result.Frame, error) {
	if m.Scenario == nil {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "mend", What: "the border table makes a day dearer " +
			"for some industries than for others", Why: "The model of all trade takes a day to cost the same for all",
			Fix: "Leave the sensitivities out of the border table"}
	}
	f, err := trade.SolveLevels(ctx, e, m.Scenario, a.ref, []string{"economy", "sme"}, nil, p)
	if err != nil {
		return nil, err
	}
	return beside(f[0], f[1]), nil
}

// Rows answers a question about one product with the rows of a level, or, where mend is given, with what easier
// borders would save by cost of a day, or (worth) be worth to every economy.
//
// Error: as Chain, Mend, Worth and Chain.Frame.
func Rows(ctx context.Context, e *engine.Engine, q Request, level, mend string, worth bool,

	p engine.Progress) (*result.Frame, error) {
	if worth && mend == "" {
		return nil, &fault.Error{Kind: fault.Invalid, Param: "worth", What: "it says what mending is worth, and " +
			"nothing is mended", Fix: "Add {mend}, such as {mend=CHN:export=50%}"}
	}
	// a draw gives ranges to the rows of one level, and is asked for nothing else
	q.withoutSides = estimate.IsDraw(q.Table) && level != "side" && mend == ""
	a, err := Follow(ctx, e, q, p)
	if err != nil {
		return nil, err
	}
	if mend == "" {
		return a.Frame(ctx, level)
	}
	if worth {
		m, err := a.Easier(mend)
		if err != nil {
			return nil, err
		}
		return Worth(ctx, e, a, m, p)
	}
	m, err := a.Mend(ctx, mend)
	return m.rows(), err
}

func (m *Mended) rows() *result.Frame {
	if m == nil {
		return nil
	}
	return m.Rows
}

func (a *Followed) easing(text string) (chain.Easing, error) {
	bad := func(what string) error {
		return &fault.Error{Kind: fault.Invalid, Param: "mend", Where: text, What: what,
			Fix: "For instance TWN:c14:CHN=50% for half of a link's border, CHN:export=50% for half of an economy's " +
				"procedures, or =5d for five days less"}
	}
	var e chain.Easing
	what, amount, ok := strings.Cut(text, "=")
	if !ok {
		return e, bad("it does not say by how much")
	}
	number, days := strings.CutSuffix(strings.TrimSpace(amount), "d")
	var err error
	switch {
	case !days:
		if e.Share, err = share.ParsePart(number); err != nil {
			return e, bad(fault.Say("a border can lose between nothing and all of its cost: %v", err))
		}
	default:
		if e.Days, err = strconv.ParseFloat(number, 64); err != nil || !(e.Days >= 0) || math.IsInf(e.Days, 0) {
			return e, bad(fault.Say("%q is neither a percentage nor a number of days", amount))
		}
	}
	s, parts := a.Model.Sys, strings.Split(what, ":")
	economy, err := s.Find(parts[0])
	if err != nil {
		return e, err
	}
	from := slices.Index(s.Codes(), economy)
	switch {
	case len(parts) == 2 && (parts[1] == chain.OfExport || parts[1] == chain.OfImport):
		e.Of, e.Economy = parts[1], a.Model.Borders.Side[from]
		return e, nil
	case len(parts) != 3:
		return e, bad("it names neither a link nor an economy's procedures")
	}
	t, err := target(s, economy+":"+parts[1], parts[2])
	if err != nil {
		return e, err
	}
	if t.To == from {
		return e, bad("there is no border inside an economy")
	}
	e.Of, e.Sector, e.To = chain.OfLink, t.Product, t.To
	return e, nil
}

func (a *Followed) easingName(e chain.Easing) string {
	s := a.Model.Sys
	by := fmt.Sprintf("%.4g%% less of", 100*e.Share)
	if e.Days > 0 {
		by = fmt.Sprintf("%g days less of", e.Days)
	}
	if e.Of != chain.OfLink {
		return fmt.Sprintf("%s the procedures to %s of %s", by, e.Of,
			economies.InPhrase(engine.EconomyName(s.Table, a.Model.Borders.Sides[e.Economy])))
	}
	return fmt.Sprintf("%s the border for %s from %s to %s", by,
		s.Table.IndustryName(s.Industries[s.Industry[e.Sector]]),
		economies.InPhrase(engine.EconomyName(s.Table, s.Parts[s.PartOf(e.Sector)].Code)),
		economies.InPhrase(engine.EconomyName(s.Table, s.Parts[e.To].Code)))
}

// mendRows has a row for each cost of a day.
func (a *Followed) mendRows(m *Mended, text string) *result.Frame {
	f := &result.Frame{Title: "What less of a border would save on " + a.Name + delivered(a.ToName)}
	c := f.Of(result.Estimate, len(a.Thetas))
	c.Number("day_cost", "Cost of a day", "share", "of a good's value; published values differ", func(i int) float64 {
		return a.Thetas[i]
	})
	c.Number("delivered", "Borders add", "share", "to the product's price without borders, as they are",
		func(i int) float64 { return a.Delivered[i] })
	c.Number("saving", "Saved", "share", "of the price without borders, prices of all inputs solved again",
		func(i int) float64 {
			return m.Saving[i]
		})
	c.Number("mended", "Borders would add", "share", "after mending", func(i int) float64 {
		return a.Delivered[i] - m.Saving[i]
	})
	c.Number("days_saved", "Days saved", "days", "by which a dollar of the product spends less time at borders, on "+
		"average", func(int) float64 { return m.Days })
	f.Notes, f.Provenance = a.Links.Notes, a.Links.Provenance
	f.Provenance.Parameters = append(append([]result.Parameter(nil), f.Provenance.Parameters...),
		result.Parameter{Name: "mend", Value: text})
	return f
}

// mendScenario says the same to the model of all trade.
func (a *Followed) mendScenario(e chain.Easing, name string) *scenario.File {
	s, b := a.Model.Sys, a.Model.Borders
	less := e.Takes(s, b)
	days, money := 0-less.Days, 0-less.Cost
	c := scenario.Change{Days: &days, Industry: scenario.Texts{"goods"}}
	if money != 0 {
		c.ContainerCost = &money
	}
	if a.Choice.Goods != nil {
		c.Industry = a.Choice.Goods
	}
	switch e.Of {
	case chain.OfExport:
		c.Exporter = scenario.Texts{b.Sides[e.Economy]}
	case chain.OfImport:
		c.Importer = scenario.Texts{b.Sides[e.Economy]}
	default:
		c.Exporter, c.Importer = scenario.Texts{s.Parts[s.PartOf(e.Sector)].Code}, scenario.Texts{s.Parts[e.To].Code}
		c.Industry = scenario.Texts{s.Industries[s.Industry[e.Sector]]}
	}
	out := &scenario.File{
		Title:     name,
		Table:     a.Table,
		Scenarios: []scenario.Scenario{{Name: "mended", Changes: []scenario.Change{c}}},
		Called:    "mend",
		Borders:   b,
	}
	if b.Costs == nil {
		out.Container, out.DayCost = &a.Choice.Container, trade.MiddleFirst(a.Thetas)
	}
	return out
}
