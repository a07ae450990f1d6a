package ui

import (
	"errors"
	"fmt"
	"slices"

	"ikat/border"
	"ikat/estimate"
	"ikat/question/chains"
	"ikat/result"
	"ikat/say"
)

const (
	chainShown = 10    // links and sides in pictures
	linkRows   = 50    // links in the table
	flowNamed  = 4     // economies named at each stage of the flow
	hairline   = .0005 // of the price: flows too thin to be seen
	daysShown  = .999  // of the value, in the picture of days
)

// chained is what the parts of the chain page are about.
type chained struct {
	*chains.Followed
	t       *subject
	product string // CHN:c14
	names   map[string]any
}

// chainPage follows a product from its first inputs to a market.
func chainPage(r *request) (*View, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	code, err := r.home(t)
	if at, failed := r.estimated(err); failed != nil {
		return nil, failed
	} else if at != nil {
		return r.chainEstimated(t, at)
	}
	if err != nil {
		return nil, err
	}
	c, controls, err := r.chained(t, code)
	if err != nil {
		return nil, err
	}
	v := &View{Title: r.Say("chain.title", c.names), Question: r.Say("chain.question", c.names), Controls: controls}
	v.Answer, v.Central = r.chainAnswer(c)
	v.Calls = []*Call{c.call("total"), c.call("link")}
	if err := r.chainParts(v, c, r.chainLayers, r.chainNetwork, r.chainDays, r.chainLinks, r.chainSides, r.chainSlow,
		r.chainReliability, r.chainMend, r.chainWorth); err != nil {
		return nil, err
	}
	v.about(c.Links)
	return v, nil
}

// chainParts adds parts to a page about a chain.
func (r *request) chainParts(v *View, c *chained, parts ...func(*chained) (*Section, error)) error {
	for _, part := range parts {
		s, err := part(c)
		if err != nil {
			return err
		}
		v.Sections = append(v.Sections, *s)
	}
	return nil
}

// chained asks about the product and market that an address names; what it leaves open is the economy's largest export
// of goods that travel in containers, and that export's largest buyer.
func (r *request) chained(t *subject, code string) (*chained, []Control, error) {
	industry, sold, err := r.exported(t, code)
	if err != nil {
		return nil, nil, err
	}
	markets := slices.DeleteFunc(economiesOf(t.Table), func(c Choice) bool { return c.Value == code })
	buyer := firstOf(sold, "importer", "", func(i int) bool { // an economy, not the rest of the world
		return sold.text(i, "industry") == industry && sold.value(i, "gexp") > 0 && !t.IsAggregate(sold.text(i, "importer"))
	})
	if buyer == "" && len(markets) > 0 {
		buyer = markets[0].Value
	}
	to, err := r.market(t, code, buyer)
	if err != nil {
		return nil, nil, err
	}
	return r.following(t, code, industry, to, markets)
}

// following follows a product to a market, and offers other products and markets.
func (r *request) following(t *subject, code, industry, to string, markets []Choice) (*chained, []Control, error) {
	c := &chained{t: t, product: code + ":" + industry}
	table := t.ref
	if estimate.Named(table) {
		table = estimate.To(table, to)
	}
	var err error
	if c.Followed, err = chains.Follow(r, r.site.engine, chains.Request{Product: c.product, To: to, Table: table},
		r.progress); err != nil {
		return nil, nil, err
	}
	c.names = map[string]any{
		"industry": t.Table.IndustryName(industry),
		"economy":  nameOf(t, code),
		"to":       nameOf(t, to),
		"year":     t.Year,
	}
	return c, append(r.focusControls(t, code),
		Control{Kind: "select", Name: "industry", Label: r.Say("chain.product"), Value: industry,
			Options: industries(t.Table)},
		Control{Kind: "select", Name: "partner", Label: r.Say("chain.market"), Value: to, Options: markets}), nil
}

// exported is the reader's industry, or the one that exports most goods that travel in containers, and what the economy
// sells to whom.
func (r *request) exported(t *subject, code string) (industry string, sold *answer, err error) {
	sold, err = r.ask(
		asking{measure: "exports", level: "bilateral-sector", tables: []string{t.ref}, economies: []string{code}},
	)
	if err != nil {
		return "", nil, err
	}
	sold = sold.sorted("gexp")
	goods := map[string]bool{}
	contents := t.Contents()
	for i, of := range border.GoodsOf(t.Industries,
		t.IndustryNames) { // what travels in bulk passes no container procedures
		goods[contents[i].Code] = contents[i].IsGoods() && !of.Bulk
	}
	industry, err = r.industryOf(
		t,
		"industry",
		firstOf(sold, "industry", t.Industries[0], func(i int) bool { return goods[sold.text(i, "industry")] }),
	)
	return industry, sold, err
}

// market is where the product goes: the reader's choice, or where that is the maker itself or unknown here, the largest
// buyer, said in a word.
func (r *request) market(t *subject, maker, buyer string) (string, error) {
	to, err := r.economyOf(t, "partner", buyer)
	var gone *absent
	switch {
	case errors.As(err, &gone):
		r.word("focus.no-market", map[string]any{"name": gone.economy.Name, "market": nameOf(t, buyer)})
		return buyer, nil
	case err == nil && to == maker:
		r.word("focus.own-market", map[string]any{"name": nameOf(t, maker), "market": nameOf(t, buyer)})
		return buyer, nil
	}
	return to, err
}

// firstOf returns a key of the first row that fits.
func firstOf(a *answer, key, otherwise string, fits func(row int) bool) string {
	for i := range a.Rows() {
		if fits(i) {
			return a.text(i, key)
		}
	}
	return otherwise
}

// with adds to the names of a chain what a text needs further.
func (c *chained) with(pairs ...any) map[string]any {
	out := map[string]any{}
	for k, v := range c.names {
		out[k] = v
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i].(string)] = pairs[i+1]
	}
	return out
}

// call gives the chain's rows at a level.
func (c *chained) call(level string) *Call {
	return NewCall(chains.Chain).With("product", c.product).With("to", c.To).With("table", c.t.ref).With("level", level)
}

// at returns the chain's rows at a level, each number of an estimated table with its range.
func (r *request) at(c *chained, level string) (*answer, error) {
	if estimate.Named(c.t.ref) {
		return r.product(chains.Chain, "product", c.product, "to", c.To, "table", c.t.ref, "level", level)
	}
	f, err := c.Frame(r, level)
	if err != nil {
		return nil, err
	}
	return &answer{f, c.call(level)}, nil
}

// over renders values at all costs of a day as a range.
func (r *request) over(v []float64) string {
	if len(v) == 0 {
		return "–"
	}
	return r.Span(slices.Min(v), slices.Max(v))
}

// border names the border a row of links is about.
func (r *request) border(c *chained, a *answer, i int) string {
	return r.Label(fmt.Sprintf(
		"%s → %s, %s",
		nameOf(c.t, a.text(i, "origin")),
		nameOf(c.t, a.text(i, "destination")),
		say.LowerFirst(c.t.Table.IndustryName(a.text(i, "industry"))),
	))
}

func (r *request) chainAnswer(c *chained) ([]string, []Term) {
	mid := (len(c.Thetas) - 1) / 2
	data := c.Arrival(r.Texts, c.with())
	out := []string{r.Say("chain.answer", data),
		r.Say("chain.time", c.with("passed", c.Passed, "crossings", c.Crossings, "days", c.MeanDays, "nine",
			c.Percentiles[1], "all", c.Percentiles[3])), r.Say("chain.answer-more", data)}
	if text := r.dearest(c); text != "" {
		out = append(out, text)
	}
	return out, []Term{
		{r.Percent(c.OnArrival(mid)), r.Say("chain.central")},
		{r.Say("chain.days-value", map[string]any{"days": c.MeanDays}), r.Say("chain.central-days")},
	}
}

// dearest names the dearest border of which both sides are data, and says where an assumed one would be dearer; ""
// where none crosses a border.
func (r *request) dearest(c *chained) string {
	a := &answer{Frame: c.Links}
	at := 0
	for at < a.Rows() && a.text(at, "assumed") != "" {
		at++
	}
	cost := func(i int) string {
		return r.CentralOf([]float64{a.value(i, "cost_low"), a.value(i, "cost"), a.value(i, "cost_high")})
	}
	data := c.with("assumed", "")
	if at > 0 {
		data["assumed"], data["adds"] = r.border(c, a, 0), cost(0)
	}
	switch {
	case a.Rows() == 0:
		return ""
	case at == a.Rows():
		return r.Say("chain.dearest-assumed", data)
	}
	data["link"], data["cost"] = r.border(c, a, at), cost(at)
	data["first"], data["held"] = at == 0, a.value(at, "rank_held")
	return r.Say("chain.dearest", data)
}

// sourcesOf names the tables that some rows rest on, for the key of work done.
func sourcesOf(f *result.Frame) string {
	var out string
	for _, s := range f.Provenance.Sources {
		out += s.SHA256
	}
	return out
}
