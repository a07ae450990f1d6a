package ui

import (
	"cmp"
	"slices"
	"strings"
)

// networkTies is how many borders the network of suppliers draws: the thickest flows, and the dearest border.
const networkTies = 18

// tie is what crosses from one economy to another along a chain, over all industries.
type tie struct {
	from, to   string
	flow, cost float64
	low, high  float64 // of cost
	assumed    bool    // procedures of a side are no data, or a side is no single economy
}

// ties adds a chain's borders up by the economies on their sides, thickest first.
func ties(a *answer) []tie {
	at := map[[2]string]int{}
	var out []tie
	for i := range a.Rows() {
		key := [2]string{a.text(i, "origin"), a.text(i, "destination")}
		k, ok := at[key]
		if !ok {
			k = len(out)
			at[key] = k
			out = append(out, tie{from: key[0], to: key[1], assumed: a.text(i, "assumed") != ""})
		}
		out[k].flow += a.value(i, "flow")
		out[k].cost += a.value(i, "cost")
		out[k].low += a.value(i, "cost_low")
		out[k].high += a.value(i, "cost_high")
	}
	slices.SortStableFunc(out, func(a, b tie) int { return cmp.Compare(b.flow, a.flow) })
	return out
}

// chainNetwork draws who supplies whom on the way, its dearest border stressed.
func (r *request) chainNetwork(c *chained) (*Section, error) {
	a, err := r.at(c, "link")
	if err != nil {
		return nil, err
	}
	all := ties(a)
	if len(all) == 0 {
		return &Section{ID: "network", Title: r.Say("chain.network"), Lead: r.Say("chain.network-none", c.names)}, nil
	}
	dearer := func(a, b tie) int { return cmp.Compare(a.cost, b.cost) }
	weak := slices.MaxFunc(all, dearer)
	known := slices.DeleteFunc(slices.Clone(all), func(t tie) bool { return t.assumed })
	assumed := weak.assumed && len(known) > 0 // what is assumed does not lead
	if assumed {
		weak = slices.MaxFunc(known, dearer)
	}
	shown := all[:min(networkTies, len(all))]
	if !slices.Contains(shown, weak) {
		shown = append(slices.Clone(shown), weak)
	}
	f := &Figure{Kind: "network", ID: "suppliers-network", Title: r.Say("chain.network-title", c.names),
		Alt: r.Say("chain.network-alt", c.names),
		Y:   &Field{Field: "value", Label: r.Say("chain.per-dollar"), Format: "percent"}}
	r.place(c, f, shown, weak)
	names := map[string]any{"from": nameOf(c.t, weak.from), "to": nameOf(c.t, weak.to), "cost": weak.cost,
		"low": weak.low, "high": weak.high, "assumed": weak.assumed, "dearer": assumed, "product": c.names["industry"]}
	return &Section{ID: "network", Title: r.Say("chain.network"), Lead: r.Say("chain.network-lead", names), Figure: f,
		Rows: a.call}, nil
}

// place puts the economies of some ties around the one that makes the product: those it buys from and sells to next to
// it, the others outside.
func (r *request) place(c *chained, f *Figure, shown []tie, weak tie) {
	home, _, _ := strings.Cut(c.product, ":")
	layer := map[string]int{home: 0}
	for _, t := range shown {
		if t.to == home {
			layer[t.from] = 1
		} else if t.from == home {
			layer[t.to] = 1
		}
	}
	add := func(code string) {
		at, near := layer[code]
		if !near {
			at = 2
		}
		if slices.ContainsFunc(f.Nodes, func(n Node) bool { return n.ID == code }) {
			return
		}
		f.Nodes = append(f.Nodes, Node{ID: code, Label: nameOf(c.t, code), Layer: at, Kind: "value"})
	}
	add(home)
	for _, t := range shown {
		add(t.from)
		add(t.to)
		data := map[string]any{"flow": t.flow, "cost": t.cost}
		f.Links = append(f.Links, Link{Source: t.from, Target: t.to, Value: t.flow, Weak: t == weak,
			Label: r.Say("chain.network-tie", data)})
	}
}
