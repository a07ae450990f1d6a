package ui

import (
	"cmp"
	"ikat/result"
	"math"
	"slices"
	"strings"

	"ikat/question"
	"ikat/question/products"
)

// usualGroup is whose trade with each other is shown where an address names nobody: with the economy of the page.
const usualGroup = "CHN+JPN+KOR"

// goods is what a page asks of trade by product.
type goods struct {
	t     *subject
	trade string // NAME/YEAR of trade by product, or a table
	code  string
}

// productsPage shows what an economy sells, in what it is better than others, what is near that, and with whom its
// region trades.
func productsPage(r *request) (*View, error) {
	t, err := r.subject()
	if err != nil {
		return nil, err
	}
	code, err := r.home(t)
	if err != nil {
		return nil, err
	}
	choices, err := r.tradeChoices(t)
	if err != nil {
		return nil, err
	}
	g := &goods{t: t, code: code}
	chosen, err := r.choose("trade", ofTable, choices)
	if err != nil {
		return nil, err
	}
	if g.trade = chosen; chosen == ofTable {
		g.trade = t.ref
	}
	sold, err := r.product(products.Products, "measure", "rca", "trade", g.trade, "economy", code)
	if err != nil {
		return nil, err
	}
	sold = sold.sorted("exports")
	names := map[string]any{"name": nameOf(t, code), "year": t.Year}
	v := &View{Title: r.Say("products.title", names), Question: r.Say("products.question", names)}
	v.Controls = append(r.focusControls(t, code), Control{Kind: "select", Name: "trade", Label: r.Say("products.trade"),
		Value: chosen, Options: choices})
	v.Answer, v.Central = r.productsAnswer(g, sold)
	v.about(sold.Frame)
	v.Sections = []Section{r.sold(g, sold)}
	for _, make := range []func(*goods, *answer) (Section, *answer, error){r.near, r.regional} {
		s, a, err := make(g, sold)
		if err != nil {
			return nil, err
		}
		if a != nil {
			v.about(a.Frame)
		}
		v.Sections = append(v.Sections, s)
	}
	return v, nil
}

// ofTable chooses the exports of the page's table, whatever its year, as the trade that is shown.
const ofTable = "table"

// tradeChoices are the page's table and the trade by product that is kept.
func (r *request) tradeChoices(t *subject) ([]Choice, error) {
	out := []Choice{{ofTable, r.Say("products.of-table", map[string]any{"table": t.ref})}}
	kept, err := r.site.engine.FlowEntries()
	for _, e := range kept {
		c := Choice{e.Ref(), e.Ref() + ", " + e.Classification}
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out, err
}

// product asks a question about trade by product; what it is given stands as names and values.
func (r *request) product(q *question.Question, given ...string) (*answer, error) {
	values, call := map[string][]string{}, NewCall(q)
	for i := 0; i+1 < len(given); i += 2 {
		values[given[i]] = append(values[given[i]], given[i+1])
		call.With(given[i], given[i+1])
	}
	read, err := q.Read(values, question.Asker{})
	if err != nil {
		return nil, err
	}
	a, err := q.Ask(r, &question.Request{Values: read, Engine: r.site.engine, Progress: r.progress}, nil)
	if err != nil {
		return nil, err
	}
	return &answer{a.Frames[0], call}, nil
}

func (r *request) productsAnswer(g *goods, sold *answer) ([]string, []Term) {
	var first []string
	better, all := 0, 0.0
	for i := range sold.Rows() {
		all += sold.value(i, "share")
		if sold.value(i, "rca") >= 1 {
			better++
			if len(first) < 3 {
				first = append(first, r.Say("products.one", map[string]any{"product": g.product(sold.text(i, "product")),
					"share": sold.value(i, "share"), "rca": sold.value(i, "rca")}))
			}
		}
	}
	data := map[string]any{"name": nameOf(g.t, g.code), "n": float64(better), "all": float64(sold.Rows()), "first": first}
	if len(first) == 0 {
		return []string{r.Say("products.none", data)}, nil
	}
	return []string{
			r.Say("products.answer", data),
		}, []Term{
			{r.Number(float64(better), 0), r.Say("products.central", data)},
		}
}

// product names a product: an industry of the table by its name, another by its code.
func (g *goods) product(code string) string { return naming(g.t.Table)("product", code) }

func (g *goods) named(column, code string) string { return naming(g.t.Table)(column, code) }

// blocks is how many products the picture shows; the others are one block.
const blocks = 40

// sold draws exports as blocks, coloured by whether the economy is better at them than others.
func (r *request) sold(g *goods, sold *answer) Section {
	data := map[string]any{"name": nameOf(g.t, g.code), "trade": g.trade}
	f := &Figure{
		Kind:  "treemap",
		ID:    "sold-blocks",
		Title: r.Say("products.sold-title", data),
		Alt:   r.Say("products.sold-alt", data),
		X: &Field{
			Field:  "value",
			Label:  r.Say("products.exports"),
			Format: "percent",
		},
		Group:  "product",
		Source: result.SourceLine(sold.Provenance.Sources),
		Color: &Color{
			Field: "better",
			Order: []string{"yes", "no"},
			Labels: map[string]string{"yes": r.Say("products.better"),
				"no": r.Say("products.worse")},
		},
	}
	for i := range min(blocks, sold.Rows()) {
		better := "no"
		if sold.value(i, "rca") >= 1 {
			better = "yes"
		}
		f.Rows = append(
			f.Rows,
			Row{"product": g.product(sold.text(i, "product")), "value": sold.value(i, "share"), "better": better},
		)
	}
	return Section{ID: "sold", Title: r.Say("products.sold", data), Lead: r.Say("products.sold-lead", data), Figure: f,
		Terms: sold.terms("rca", "world_share"), Rows: sold.call,
		Table: TableOf(sold.Frame, g.named, "product", "exports", "share", "world_share", "rca")}
}

// near draws the products an economy does not have an advantage in: how near they are, and how complex.
func (r *request) near(g *goods, _ *answer) (Section, *answer, error) {
	data := map[string]any{"name": nameOf(g.t, g.code)}
	out := Section{ID: "near", Title: r.Say("products.near", data), Lead: r.Say("products.near-lead", data)}
	a, err := r.product(products.Products, "measure", "density", "trade", g.trade, "economy", g.code)
	if err != nil {
		out.Said = []string{err.Error()} // complexity that does not exist says why
		return out, nil, nil
	}
	a = a.where(func(i int) bool { return a.value(i, "rca") < 1 && !math.IsNaN(a.value(i, "pci")) }).sorted("density")
	f := &Figure{
		Kind:  "scatter",
		ID:    "near-points",
		Title: r.Say("products.near-title", data),
		Alt:   r.Say("products.near-alt", data),
		X: &Field{
			Field:  "density",
			Label:  r.Say("products.density"),
			Format: "percent",
		},
		Y:      &Field{Field: "pci", Label: r.Say("products.pci"), Format: "number"},
		Group:  "product",
		Source: result.SourceLine(a.Provenance.Sources),
	}
	for i := range min(300, a.Rows()) {
		f.Rows = append(
			f.Rows,
			Row{"product": g.product(a.text(i, "product")), "density": a.value(i, "density"), "pci": a.value(i, "pci")},
		)
	}
	out.Figure, out.Rows, out.Terms = f, a.call, a.terms("density", "pci", "gain")
	out.Table = TableOf(a.Frame, g.named, "product", "density", "rca", "pci", "gain")
	return out, a, nil
}

// regional shows who of a group trades with whom more than their weight.
func (r *request) regional(g *goods, _ *answer) (Section, *answer, error) {
	group := cmp.Or(r.Get("region"), usualGroup)
	if r.Get("region") == "" && !strings.Contains(group, g.code) {
		group += "+" + g.code
	}
	data := map[string]any{"group": strings.ReplaceAll(group, "+", ", ")}
	out := Section{ID: "region", Title: r.Say("products.region", data), Lead: r.Say("products.region-lead", data),
		Controls: []Control{{Kind: "text", Name: "region", Label: r.Say("products.group"), Value: group}}}
	a, err := r.product(products.Region, "group", group, "level", "pairs", "trade", g.trade)
	if err != nil {
		out.Said = []string{err.Error()}
		return out, nil, nil
	}
	name := func(code string) string { return g.named("exporter", code) }
	f := &Figure{
		Kind:  "matrix",
		ID:    "region-pairs",
		Title: r.Say("products.region-title", data),
		Alt:   r.Say("products.region-alt", data),
		Y: &Field{
			Field: "exporter",
		},
		Group:  "importer",
		X:      &Field{Field: "intensity", Label: r.Say("products.intensity"), Format: "number"},
		Color:  &Color{Field: "intensity", Scale: "sequential", Format: "number"},
		Source: result.SourceLine(a.Provenance.Sources),
	}
	for i := range a.Rows() {
		f.Rows = append(f.Rows, Row{"exporter": name(a.text(i, "exporter")), "importer": name(a.text(i, "importer")),
			"intensity": a.value(i, "intensity")})
	}
	out.Figure, out.Rows, out.Terms = f, a.call, a.terms("intensity", "parts_share")
	out.Table = TableOf(a.Frame, g.named, "exporter", "importer", "exports", "intensity", "parts_share")
	if whole, err := r.product(products.Region, "group", group, "trade", g.trade); err == nil {
		out.Said = []string{r.Say("products.inside", map[string]any{"share": whole.value(0, "trade_share"),
			"times": whole.value(0, "intensity"), "group": data["group"]})}
	}
	return out, a, nil
}
