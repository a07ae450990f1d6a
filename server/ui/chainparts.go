package ui

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"ikat/chain"
)

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
			Choice{strconv.FormatFloat(100*th, 'g', -1, 64), r.Say("chain.drawn-at", map[string]any{"theta": r.Percent(th)})},
		)
	}
	value := r.kept("drawn", drawn[(len(drawn)-1)/2].Value, drawn)
	at := slices.IndexFunc(drawn, func(o Choice) bool { return o.Value == value })
	f := &Figure{
		Kind:  "sankey",
		ID:    "flow",
		Title: r.Say("chain.layers-title", c.with("theta", r.Percent(c.Thetas[at]))),
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
			out = append(out, fmt.Sprintf("%s (%s)", r.Names([]string{name}), r.Percent(a.value(i, "value"))))
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
	out := Link{Source: flowID(l.From), Target: flowID(l.To), Value: l.Value, Kind: "value", Label: r.Percent(l.Value)}
	if l.Cost == nil {
		return out
	}
	out.Kind, out.Label = "border", r.over(l.Cost)
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
			within := r.Say("chain.within", map[string]any{"share": r.Percent0(p.Share)})
			f.Lines = append(f.Lines, Line{At: p.Days, Label: within})
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
		func(i int) string { return r.border(c, a, i) },
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
	for key, v := range map[string]any{"link": r.border(c, a, at), "days": a.value(at, "days"),
		"flow": a.value(at, "flow"),
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
				"name":      r.border(c, a, i),
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
