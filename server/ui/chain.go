package ui

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"ikat/border"
	"ikat/chain"
	"ikat/engine"
	"ikat/question/chains"
	"ikat/result"
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
	c, controls, err := r.chained(t)
	if err != nil {
		return nil, err
	}
	v := &View{Title: r.Say("chain.title", c.names), Question: r.Say("chain.question", c.names), Controls: controls}
	v.Answer, v.Central = r.chainAnswer(c)
	v.Calls = []*Call{c.call("total"), c.call("link")}
	for _, part := range []func(*chained) (*Section, error){r.chainLayers, r.chainNetwork, r.chainDays, r.chainLinks,
		r.chainSides, r.chainSlow, r.chainReliability, r.chainMend, r.chainWorth} {
		s, err := part(c)
		if err != nil {
			return nil, err
		}
		v.Sections = append(v.Sections, *s)
	}
	v.about(c.Links)
	return v, nil
}

// chained asks about the product and market that an address names; what it leaves open is the economy's largest export
// of goods that travel in containers, and that export's largest buyer.
func (r *request) chained(t *subject) (*chained, []Control, error) {
	code, err := r.home(t)
	if err != nil {
		return nil, nil, err
	}
	sold, err := r.ask(
		asking{measure: "exports", level: "bilateral-sector", tables: []string{t.ref}, economies: []string{code}},
	)
	if err != nil {
		return nil, nil, err
	}
	sold = sold.sorted("gexp")
	made := industries(t.Table)
	goods := map[string]bool{}
	contents := t.Contents()
	for i, of := range border.GoodsOf(t.Industries,
		t.IndustryNames) { // what travels in bulk passes no container procedures
		goods[contents[i].Code] = contents[i].IsGoods() && !of.Bulk
	}
	industry, err := r.industryOf(
		t,
		"industry",
		firstOf(sold, "industry", t.Industries[0], func(i int) bool { return goods[sold.text(i, "industry")] }),
	)
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
	c := &chained{t: t, product: code + ":" + industry}
	if c.Followed, err = chains.Follow(r, r.site.engine, chains.Request{Product: c.product, To: to, Table: t.ref},
		r.progress); err != nil {
		return nil, nil, err
	}
	c.names = map[string]any{
		"industry": engine.IndustryName(t.Table, industry),
		"economy":  nameOf(t, code),
		"to":       nameOf(t, to),
		"year":     t.Year,
	}
	return c, append(r.focusControls(t, code),
		Control{Kind: "select", Name: "industry", Label: r.Say("chain.product"), Value: industry, Options: made},
		Control{Kind: "select", Name: "partner", Label: r.Say("chain.market"), Value: to, Options: markets}), nil
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

// at returns the chain's rows at a level.
func (r *request) at(c *chained, level string) (*answer, error) {
	f, err := c.Frame(r, level)
	if err != nil {
		return nil, err
	}
	return &answer{f, c.call(level)}, nil
}

// over renders values at all costs of a day as a range.
func over(v []float64) string {
	if len(v) == 0 {
		return "–"
	}
	return span(slices.Min(v), slices.Max(v))
}

// border names the border a row of links is about.
func (c *chained) border(a *answer, i int) string {
	return fmt.Sprintf(
		"%s → %s, %s",
		nameOf(c.t, a.text(i, "origin")),
		nameOf(c.t, a.text(i, "destination")),
		lowerFirst(engine.IndustryName(c.t.Table, a.text(i, "industry"))),
	)
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
		data["assumed"], data["adds"] = c.border(a, 0), cost(0)
	}
	switch {
	case a.Rows() == 0:
		return ""
	case at == a.Rows():
		return r.Say("chain.dearest-assumed", data)
	}
	data["link"], data["cost"], data["first"], data["held"] = c.border(a, at), cost(at), at == 0, a.value(at, "rank_held")
	return r.Say("chain.dearest", data)
}

// chainLayers draws who adds what, and which borders lie between.
func (r *request) chainLayers(c *chained) (*Section, error) {
	a, err := r.at(c, "layer")
	if err != nil {
		return nil, err
	}
	layers, err := c.Layers(r)
	if err != nil {
		return nil, err
	}
	var drawn []Choice
	for _, th := range c.Thetas {
		drawn = append(
			drawn,
			Choice{strconv.FormatFloat(100*th, 'g', -1, 64), r.Say("chain.drawn-at", map[string]any{"theta": Percent(th)})},
		)
	}
	value := r.kept("drawn", drawn[(len(drawn)-1)/2].Value, drawn)
	at := slices.IndexFunc(drawn, func(o Choice) bool { return o.Value == value })
	f := &Figure{
		Kind:  "sankey",
		ID:    "flow",
		Title: r.Say("chain.layers-title", c.with("theta", Percent(c.Thetas[at]))),
		Alt:   r.Say("chain.layers-alt", c.names),
		Y:     &Field{Field: "value", Label: r.Say("chain.per-dollar"), Format: "percent"},
	}
	seen := map[chain.FlowNode]bool{}
	place := func(n chain.FlowNode) {
		if !seen[n] {
			seen[n] = true
			f.Nodes = append(f.Nodes, r.flowNode(c, n))
		}
	}
	for _, l := range c.Flow(layers, at, flowNamed) {
		if l.Value > hairline {
			place(l.From)
			place(l.To)
			f.Links = append(f.Links, r.flowLink(c, l))
		}
	}
	abroad := a.sorted("value")
	return &Section{
		ID:    "layers",
		Title: r.Say("chain.layers"),
		Lead:  r.Say("chain.layers-lead", c.with("home", 1-foreign(abroad, c), "suppliers", r.largestAbroad(abroad, c))),
		Controls: []Control{
			{Kind: "select", Name: "drawn", Label: r.Say("chain.drawn"), Value: value, Options: drawn},
		},
		Figure: f,
		Terms:  a.terms("own", "supplier", "earlier", "before_high", "border_high"),
		Table:  TableOf(abroad.Frame, naming(c.t.Table)),
		Rows:   a.call,
	}, nil
}

// foreign is the value added outside the maker's economy.
func foreign(a *answer, c *chained) float64 {
	out := 1.0
	for i := range a.Rows() {
		if nameOf(c.t, a.text(i, "economy")) == c.names["economy"] {
			out -= a.value(i, "value")
		}
	}
	return out
}

// largestAbroad names the foreign economies, not groups of them, that add most.
func (r *request) largestAbroad(a *answer, c *chained) []string {
	var out []string
	for i := range a.Rows() {
		code := a.text(i, "economy")
		name := nameOf(c.t, code)
		if name != c.names["economy"] && !c.t.IsAggregate(code) && len(out) < 3 && a.value(i, "value") > 0 {
			out = append(out, fmt.Sprintf("%s (%s)", the(name), r.Percent(a.value(i, "value"))))
		}
	}
	return out
}

// flowID names a place of the flow.
func flowID(n chain.FlowNode) string {
	if n.Border {
		return fmt.Sprint("border-", n.Stage)
	}
	return fmt.Sprint(n.Stage, "-", cmp.Or(n.Economy, "others"))
}

func (r *request) flowNode(c *chained, n chain.FlowNode) Node {
	out := Node{ID: flowID(n), Layer: n.Stage, Kind: "value", Label: r.Say("chain.others")}
	switch {
	case n.Border:
		out.Kind, out.Label = "border", r.Say(fmt.Sprint("chain.borders-", n.Stage), c.names)
	case n.Stage == chain.StageProduct:
		out.Label = r.Say("chain.maker", c.names)
	case n.Stage == chain.StageMarket:
		out.Label = r.Say("chain.arrival", c.names)
	case n.Economy != "":
		out.Label = nameOf(c.t, n.Economy)
	}
	return out
}

func (r *request) flowLink(c *chained, l chain.FlowLink) Link {
	out := Link{Source: flowID(l.From), Target: flowID(l.To), Value: l.Value, Kind: "value", Label: Percent(l.Value)}
	if l.Cost == nil {
		return out
	}
	out.Kind, out.Label = "border", over(l.Cost)
	switch {
	case l.Out != "":
		out.Label = fmt.Sprintf("%s → %s: %s", nameOf(c.t, l.Out), nameOf(c.t, l.In), out.Label)
	case l.In != "":
		out.Label = fmt.Sprintf("%s → %s: %s", r.Say("chain.others"), nameOf(c.t, l.In), out.Label)
	}
	return out
}

// chainDays shows how long the value spends at borders.
func (r *request) chainDays(c *chained) (*Section, error) {
	a, err := r.at(c, "day")
	if err != nil {
		return nil, err
	}
	f := &Figure{
		Kind:  "distribution",
		ID:    "days-at-borders",
		Title: r.Say("chain.days-title", c.names),
		Alt:   r.Say("chain.days-alt", c.names),
		X: &Field{
			Field:  "days",
			Label:  r.Say("chain.days-axis"),
			Format: "days",
			Unit:   "days",
		},
		Y: &Field{Field: "share", Label: a.Column("share").Label, Format: "percent"},
	}
	for i := range a.Rows() {
		f.Rows = append(f.Rows, Row{"days": a.value(i, "days"), "share": a.value(i, "share"), "within": a.value(i, "within")})
		if a.value(i, "within") >= daysShown {
			break
		}
	}
	for _, p := range c.Percentiles {
		if p.Share != .95 {
			f.Lines = append(f.Lines, Line{At: p.Days, Label: r.Say("chain.within", map[string]any{"share": Percent0(p.Share)})})
		}
	}
	some := a.where(func(i int) bool { return a.value(i, "share") >= .0005 })
	return &Section{
		ID:     "days",
		Title:  r.Say("chain.days"),
		Lead:   r.Say("chain.days-lead", c.with("last", c.LastDays)),
		Figure: f,
		Terms:  a.terms("share", "within"),
		Table:  TableOf(some.Frame, nil),
		Rows:   a.call,
	}, nil
}

// ranges is a picture of ranges, one for each of the first rows.
func ranges(
	id, title, alt string,
	a *answer,
	rows int,
	column string,
	name func(row int) string,
	tip ...Field,
) *Figure {
	low := a.Column(column + "_low")
	f := &Figure{
		Kind:  "intervals",
		ID:    id,
		Title: title,
		Alt:   alt,
		Y:     &Field{Field: "name"},
		X:     &Field{Field: "high", Label: low.Label, Format: format(low.Unit), Unit: low.Unit},
		Low:   "low",
		High:  "high",
		Tip:   tip,
	}
	for i := range min(rows, a.Rows()) {
		row := Row{"name": name(i), "low": a.value(i, column+"_low"), "high": a.value(i, column+"_high")}
		for _, t := range tip {
			row[t.Field] = a.value(i, t.Field)
		}
		f.Rows = append(f.Rows, row)
	}
	return f
}

// chainLinks ranks borders by what they add.
func (r *request) chainLinks(c *chained) (*Section, error) {
	a, err := r.at(c, "link")
	if err != nil {
		return nil, err
	}
	f := ranges(
		"dearest",
		r.Say("chain.links-title", c.names),
		r.Say("chain.links-alt"),
		a,
		chainShown,
		"cost",
		func(i int) string { return c.border(a, i) },
		Field{
			Field:  "rank_held",
			Label:  a.Column("rank_held").Label,
			Format: "percent",
		},
		Field{Field: "days", Label: a.Column("days").Label, Format: "days", Unit: "days"},
	)
	f.X.Label = r.Say("chain.adds")
	table := TableOf(
		a.first(linkRows).Frame,
		naming(c.t.Table),
		"origin",
		"industry",
		"destination",
		"flow",
		"cost",
		"cost_low",
		"cost_high",
		"assumed",
		"rank_low",
		"rank_high",
		"rank_held",
		"saving",
		"saving_low",
		"saving_high",
		"days",
		"days_saved",
	)
	table.Total = a.Rows()
	return &Section{
		ID:     "cost",
		Title:  r.Say("chain.links"),
		Lead:   r.Say("chain.links-lead", c.with("n", float64(a.Rows()))),
		Figure: f,
		Terms:  a.terms("flow", "cost_high", "rank_held", "saving_high", "days_saved"),
		Table:  table,
		Rows:   a.call,
	}, nil
}

// chainSides ranks whose procedures to mend.
func (r *request) chainSides(c *chained) (*Section, error) {
	a, err := r.at(c, "side")
	if err != nil {
		return nil, err
	}
	known := a.where(func(i int) bool { return a.text(i, "basis") == "data" })
	solved := known.where(func(i int) bool { return !math.IsNaN(known.value(i, "saving_low")) })
	side := func(i int) string {
		return r.Say(
			"chain.side-"+solved.text(i, "procedure"),
			map[string]any{"name": nameOf(c.t, solved.text(i, "economy"))},
		)
	}
	f := ranges(
		"sides-saving",
		r.Say("chain.sides-title", c.names),
		r.Say("chain.sides-alt"),
		solved,
		chainShown,
		"saving",
		side,
		Field{Field: "rank_held", Label: a.Column("rank_held").Label, Format: "percent"},
	)
	f.X.Label = r.Say("chain.saves")
	return &Section{
		ID:     "sides",
		Title:  r.Say("chain.sides"),
		Lead:   r.Say("chain.sides-lead", c.with("benchmark", c.Benchmark)),
		Figure: f,
		Terms:  a.terms("cost_high", "saving_high", "share_high"),
		Table:  TableOf(known.Frame, naming(c.t.Table)),
		Rows:   a.call,
	}, nil
}

// chainSlow names the slowest inputs.
func (r *request) chainSlow(c *chained) (*Section, error) {
	a, err := r.at(c, "slow")
	if err != nil {
		return nil, err
	}
	s := &Section{ID: "time", Title: r.Say("chain.slow"), Lead: r.Say("chain.slow-none"), Rows: a.call}
	if a.Rows() == 0 {
		return s, nil
	}
	at := 0
	for at < a.Rows() && a.text(at, "assumed") != "" {
		at++
	}
	data := c.with("assumed", at > 0, "all", at == a.Rows())
	if at == a.Rows() { // all that are slowest are assumed: the first is named, and marked
		at = 0
	}
	for key, v := range map[string]any{"link": c.border(a, at), "days": a.value(at, "days"), "flow": a.value(at, "flow"),
		"held": a.value(at, "rank_held"), "first": at == 0} {
		data[key] = v
	}
	s.Lead = r.Say("chain.slow-lead", data)
	s.Figure = &Figure{
		Kind:  "bars",
		ID:    "slowest",
		Title: r.Say("chain.slow-title", c.names),
		Alt:   r.Say("chain.slow-alt"),
		Y:     &Field{Field: "name"},
		X:     &Field{Field: "days", Label: a.Column("days").Label, Format: "days", Unit: "days"},
		Tip: []Field{
			{Field: "flow", Label: a.Column("flow").Label, Format: "percent"},
			{Field: "rank_held", Label: a.Column("rank_held").Label, Format: "percent"},
		},
	}
	for i := range a.Rows() {
		s.Figure.Rows = append(
			s.Figure.Rows,
			Row{
				"name":      c.border(a, i),
				"days":      a.value(i, "days"),
				"flow":      a.value(i, "flow"),
				"rank_held": a.value(i, "rank_held"),
			},
		)
	}
	s.Terms, s.Table = a.terms("days", "flow", "days_saved"), TableOf(a.Frame, naming(c.t.Table))
	return s, nil
}

// chainReliability says what a table of industries cannot know.
func (r *request) chainReliability(*chained) (*Section, error) {
	return &Section{
		ID:      "reliability",
		Title:   r.Say("chain.reliability"),
		Lead:    r.Say("chain.reliability-lead"),
		Command: "chain --bom examples/garment.yaml",
		Next: []Step{
			{r.Say("chain.own"), r.link(askPath + "/bom")},
			{r.Say("chain.offers"), r.link(askPath + "/landed")},
		},
	}, nil
}

// sourcesOf names the tables that some rows rest on, for the key of work done.
func sourcesOf(f *result.Frame) string {
	var out string
	for _, s := range f.Provenance.Sources {
		out += s.SHA256
	}
	return out
}

// lowerFirst lowers the first letter of a name that stands inside a phrase.
func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
