package ui

import (
	"cmp"
	"slices"
	"strconv"

	"ikat/economies"
	"ikat/engine"
	"ikat/picture"
	"ikat/question"
	"ikat/question/products"
	"ikat/say"
	"ikat/trade"
	"ikat/trade/flowstore"
)

// goods is what a page asks of trade by product.
type goods struct {
	t     *subject
	trade string      // NAME/YEAR of trade by product, or a table
	d     *trade.Data // that trade
	code  string      // of the economy
	name  string
	kept  bool // whether it is trade that is kept, rather than a table's or published exports by industry
}

// goods finds the trade that a page about an economy's products shows, and adds the page's choices: the one named, or
// the first that has the economy of what is kept (the newest first), the page's table and what is published.
//
// Error: *absent where none of them has the economy; fault.NotFound for a choice that there is not.
func (r *request) goods(v *View) (*goods, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	choices, err := r.tradeChoices(t)
	if err != nil {
		return nil, err
	}
	chosen, err := r.choose("trade", "", choices)
	if err != nil {
		return nil, err
	}
	named := cmp.Or(r.Get("economy"), r.first(t))
	g := &goods{t: t}
	older := engine.PublishedFlows()[1:] // have the same economies
	for _, c := range choices {
		tried := c.Value == chosen || chosen == "" && !slices.Contains(older, c.Value)
		if tried && g.find(r, c.Value, named) {
			chosen = c.Value
			break
		}
	}
	if g.d == nil {
		_, err := r.economyOf(t, "economy", "")
		e, known := economies.Resolve(named)
		if known != nil {
			return nil, err
		}
		switch chosen {
		case "":
			return nil, &absent{e, t.ref, "products.absent-any"}
		case ofTable:
			chosen = t.ref
		}
		return nil, &absent{e, chosen, "products.absent-why"}
	}
	v.Controls = append(r.focusControls(t, g.code), Control{Kind: "select", Name: "trade", Label: r.Say("products.trade"),
		Value: chosen, Options: choices})
	if chosen != ofTable { // its year is the trade's own
		v.Looks = r.Name(g.name) + lookingAt + strconv.Itoa(g.d.Year) + lookingAt + r.Say("products.trade-looked-at")
	}
	return g, nil
}

// ofTable chooses the exports of the page's table, whatever its year, as the trade that is shown.
const ofTable = "table"

// tradeChoices are the trade by product that is kept, the page's table, and published exports, in the order in which
// they are tried.
func (r *request) tradeChoices(t *subject) ([]Choice, error) {
	out, err := r.keptTrade()
	out = append(out, Choice{ofTable, r.Say("products.of-table", map[string]any{"table": t.ref})})
	for _, ref := range engine.PublishedFlows() {
		out = append(out, Choice{ref, r.Say("products.of-published", map[string]any{"ref": ref})})
	}
	return out, err
}

// keptTrade is the trade by product that is kept, the newest first.
func (r *request) keptTrade() ([]Choice, error) {
	kept, err := r.site.engine.FlowEntries()
	kept = slices.Clone(kept)
	slices.SortStableFunc(kept, func(a, b flowstore.Entry) int { return cmp.Compare(b.Year, a.Year) })
	var out []Choice
	for _, e := range kept {
		c := Choice{e.Ref(), e.Ref() + ", " + e.Classification}
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out, err
}

// find opens a choice of trade, and reports whether it has the economy.
func (g *goods) find(r *request, choice, named string) bool {
	ref := choice
	if choice == ofTable {
		ref = g.t.ref
	}
	d, err := r.site.engine.Flows(r, ref, "", r.progress)
	if err != nil {
		return false // what is wrong with it, those who choose it are told
	}
	at := products.Place(d, named)
	if at < 0 && choice == ofTable {
		if code, err := r.economyOf(g.t, "economy", named); err == nil {
			at = d.Position(code)
		}
	}
	if at < 0 || d.Exports().Of(at) == 0 {
		return false
	}
	g.trade, g.d, g.code = ref, d, d.Economies[at]
	g.name = products.EconomyName(d, g.code)
	g.kept = choice != ofTable && !slices.Contains(engine.PublishedFlows(), choice)
	return true
}

// data is what sentences of a page about products speak of.
func (g *goods) data() map[string]any {
	return map[string]any{"name": g.name, "trade": g.trade, "year": g.d.Year}
}

// product names a product.
func (g *goods) product(code string) string { return products.ProductName(g.d, code) }

// named names codes in rows of products.
func (g *goods) named(column, code string) string {
	switch column {
	case "product", "other":
		return g.product(code)
	case "exporter", "importer", "economy", "market":
		return products.EconomyName(g.d, code)
	}
	return code
}

// chapters are the digits to which codes are added up where single products are too many to be seen together; "" where
// they are not.
func (g *goods) chapters() string {
	if products.TooMany(g.d) {
		return "2"
	}
	return ""
}

// drawnAnswer is an answer with what the question draws and says itself.
type drawnAnswer struct {
	*answer
	figure *picture.Figure // nil where it draws none
	prose  *say.Page
}

// product asks a question for its rows; what it is given stands as names and values.
func (r *request) product(q *question.Question, given ...string) (*answer, error) {
	a, err := r.drawn(q, false, given...)
	if err != nil {
		return nil, err
	}
	return a.answer, nil
}

// drawn asks a question for its rows and its picture, and its sentences where prose says so.
func (r *request) drawn(q *question.Question, prose bool, given ...string) (*drawnAnswer, error) {
	values, call := map[string][]string{}, NewCall(q)
	for i := 0; i+1 < len(given); i += 2 {
		if given[i+1] != "" {
			values[given[i]] = append(values[given[i]], given[i+1])
			if !r.sentTo(call, given[i], given[i+1]) {
				call.With(given[i], given[i+1])
			}
		}
	}
	read, err := q.Read(values, question.Asker{Sent: r.site.Sent, Data: r.site.keeping.Data})
	if err != nil {
		return nil, err
	}
	a, err := q.Ask(r, &question.Request{Values: read, Engine: r.site.engine, Progress: r.progress, Prose: prose,
		Language: r.Language}, nil)
	if err != nil {
		return nil, err
	}
	out := &drawnAnswer{answer: &answer{a.Frames[0], call}, prose: a.Prose}
	if len(a.Pictures) > 0 {
		out.figure = a.Pictures[0]
	}
	return out, nil
}
