package chain

import (
	"cmp"
	"slices"
)

// Stages of a chain's flow, from the left.
const (
	StageEarlier = iota
	StageSuppliers
	StageProduct
	StageMarket
)

// FlowNode is a place in a chain's flow: what an economy adds at a stage, or the borders before the next stage.
type FlowNode struct {
	Stage   int
	Economy string // "" for all that are not named
	Border  bool   // borders crossed after this stage, not value
}

// FlowLink is value, or what a border adds to it, on its way to the next stage, per dollar of the product without
// borders.
type FlowLink struct {
	From, To FlowNode
	Value    float64   // at the cost of a day that was asked for
	Cost     []float64 // by θ, for borders
	Out, In  string    // the economies on both sides of one border; "" for several
}

// Flow lays the layers of a product out from the first inputs to the market, at the c-th cost of a day. The economies
// that matter most are named at each stage, at most so many; the others are taken together. What arrives at a place is
// what it sells on, less what it adds itself; at the market arrives the product's price.
func (p *Product) Flow(l *Layers, c, most int) []FlowLink {
	codes := p.m.Sys.Codes()
	b := &flow{layers: l, c: c, codes: codes, home: p.m.Sys.PartOf(p.Target.Product)}
	if p.To >= 0 {
		b.to = codes[p.To]
	}
	G := len(b.codes)
	bought, earlier, borders := make([]float64, G), make([]float64, G), make([]float64, G)
	for o := range l.Suppliers {
		bought[o], borders[o] = l.Suppliers[o].Value(), l.Suppliers[o].Border[c]
		for p, v := range l.Suppliers[o].Earlier {
			earlier[p] += v
		}
	}
	b.suppliers, b.sources, b.crossings = largest(bought, most), largest(earlier, most), largest(borders, most)
	b.inputs()
	b.product()
	return b.links
}

type flow struct {
	layers                        *Layers
	to                            string // "" where the product is delivered nowhere
	c, home                       int
	codes                         []string
	suppliers, sources, crossings []bool // named by economy
	links                         []FlowLink
}

// largest marks the largest values.
func largest(v []float64, most int) []bool {
	order := make([]int, len(v))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(v[j], v[i]) })
	out := make([]bool, len(v))
	for _, i := range order[:min(most, len(order))] {
		out[i] = v[i] > 0
	}
	return out
}

func (b *flow) name(named []bool, p int) string {
	if named[p] {
		return b.codes[p]
	}
	return ""
}

// add adds to the link between two places, or makes it. Links of borders are told apart by the border.
func (b *flow) add(l FlowLink) {
	if l.Cost != nil {
		l.Value = l.Cost[b.c]
	}
	for i := range b.links {
		o := &b.links[i]
		if o.From == l.From && o.To == l.To && o.Out == l.Out {
			o.Value += l.Value
			for c := range l.Cost {
				o.Cost[c] += l.Cost[c]
			}
			return
		}
	}
	l.Cost = slices.Clone(l.Cost)
	b.links = append(b.links, l)
}

// inputs are what is inside the maker's inputs: value of earlier stages, and borders crossed before.
func (b *flow) inputs() {
	for o := range b.layers.Suppliers {
		from := &b.layers.Suppliers[o]
		to := FlowNode{Stage: StageSuppliers, Economy: b.name(b.suppliers, o)}
		for p, v := range from.Earlier {
			b.add(FlowLink{From: FlowNode{Stage: StageEarlier, Economy: b.name(b.sources, p)}, To: to, Value: v})
		}
		b.add(FlowLink{From: FlowNode{Stage: StageEarlier, Border: true}, To: to, Cost: from.Before})
	}
}

// product is what the maker buys, over which borders, and what it costs on arrival.
func (b *flow) product() {
	maker, market := FlowNode{Stage: StageProduct, Economy: b.codes[b.home]},
		FlowNode{Stage: StageMarket, Economy: b.to}
	price := b.layers.Own
	for o := range b.layers.Suppliers {
		from := &b.layers.Suppliers[o]
		value := from.Value() + from.Before[b.c]
		price += value + from.Border[b.c]
		b.add(FlowLink{From: FlowNode{Stage: StageSuppliers, Economy: b.name(b.suppliers, o)}, To: maker, Value: value})
		if o != b.home {
			b.add(FlowLink{From: FlowNode{Stage: StageSuppliers, Border: true}, To: maker, Cost: from.Border,
				Out: b.name(b.crossings, o), In: b.codes[b.home]})
		}
	}
	b.add(FlowLink{From: maker, To: market, Value: price})
	if b.to != "" {
		b.add(FlowLink{From: FlowNode{Stage: StageProduct, Border: true}, To: market, Cost: b.layers.Last,
			Out: b.codes[b.home], In: b.to})
	}
}
