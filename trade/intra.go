package trade

import "math"

// Turned returns the flows with exporters and importers changed over, in order of importer, product, exporter: From
// holds the importer. Where importers are named, by their positions, it has theirs alone.
func (d *Data) Turned(of ...int) *Data {
	wanted := make([]bool, len(d.Economies))
	for c := range wanted {
		wanted[c] = len(of) == 0
	}
	for _, c := range of {
		wanted[c] = true
	}
	start := make([]int, len(d.Economies)+1) // by importer, where its flows begin
	for _, to := range d.To {
		if wanted[to] {
			start[to+1]++
		}
	}
	for k := range d.Economies {
		start[k+1] += start[k]
	}
	n := start[len(d.Economies)]
	out := &Data{Meta: d.Meta, Year: d.Year, Economies: d.Economies, Products: d.Products, From: make([]int32, n),
		To: make([]int32, n), Product: make([]int32, n), Value: make([]float64, n), Quantity: make([]float64, n)}
	blocks := (len(d.Economies) + turnedTogether - 1) / turnedTogether
	each(blocks, func() func(int) {
		next := make([]int, turnedTogether*len(d.Products))
		return func(block int) {
			lo := block * turnedTogether
			hi := min(lo+turnedTogether, len(d.Economies))
			if start[lo] < start[hi] {
				d.turn(out, wanted[lo:hi], lo, start[lo], next)
			}
		}
	})
	return out
}

// turnedTogether is how many importers' flows are put in order in one pass: where they go stays in a core's own memory.
const turnedTogether = 32

// turn fills in the flows to the importers from lo on that are wanted, from a place on. Exporters are in order already:
// flows of an importer and product follow each other as they come.
func (d *Data) turn(out *Data, wanted []bool, lo, place int, next []int) {
	p := len(d.Products)
	clear(next)
	here := func(to int32) bool { k := uint(to) - uint(lo); return k < uint(len(wanted)) && wanted[k] }
	for i, to := range d.To {
		if here(to) {
			next[(int(to)-lo)*p+int(d.Product[i])]++
		}
	}
	for k, n := range next {
		next[k] = place
		if n == 0 {
			continue
		}
		to, product := int32(lo+k/p), int32(k%p)
		for at := place; at < place+n; at++ {
			out.From[at], out.Product[at] = to, product
		}
		place += n
	}
	for i, to := range d.To {
		if here(to) {
			at := &next[(int(to)-lo)*p+int(d.Product[i])]
			out.To[*at], out.Value[*at], out.Quantity[*at] = d.From[i], d.Value[i], d.QuantityOf(i)
			*at++
		}
	}
}

// TwoWay is what two economies trade of a product.
type TwoWay struct {
	Partner, Product int
	X, M             float64 // exports and imports of the one
	XQ, MQ           float64 // quantities
}

// Overlap is the trade that goes both ways.
func (t TwoWay) Overlap() float64 { return t.X + t.M - math.Abs(t.X-t.M) }

// GrubelLloyd is the share of trade that goes both ways: 1 - |X-M|/(X+M).
//
// Grubel, Lloyd (1975), Intra-Industry Trade.
func (t TwoWay) GrubelLloyd() float64 { return 1 - math.Abs(t.X-t.M)/(t.X+t.M) }

// Ratio is the unit value of exports over that of imports; NaN where a quantity is not known or 0.
func (t TwoWay) Ratio() float64 {
	if !(t.XQ > 0) || !(t.MQ > 0) {
		return math.NaN()
	}
	return t.X / t.XQ / (t.M / t.MQ)
}

// Quality says what trade in both directions of one product is.
type Quality int

const (
	OneWay     Quality = iota
	Horizontal         // alike in unit value
	High               // vertical, exports dearer than imports
	Low                // vertical, exports cheaper
	UnknownUV          // a unit value is not known
)

// String returns the quality in a word.
func (q Quality) String() string {
	return [...]string{"one-way", "horizontal", "vertical-dearer", "vertical-cheaper", "unknown"}[q]
}

// Spread is the band of unit-value ratios within which trade is horizontal.
type Spread struct{ Low, High float64 }

// Bands of a margin of unit values: from 1-a to 1+a (Greenaway, Hine, Milner 1995, Economic Journal 105, 1505-1518) and
// from 1/(1+a) to 1+a (Fontagné, Freudenberg 1997, CEPII working paper 97-01).
func Band(a float64) Spread        { return Spread{1 - a, 1 + a} }
func InverseBand(a float64) Spread { return Spread{1 / (1 + a), 1 + a} }

// Quality returns what a product's trade is; a ratio on the band's edge lies inside.
func (t TwoWay) Quality(s Spread) Quality {
	r := t.Ratio()
	switch {
	case t.X <= 0 || t.M <= 0:
		return OneWay
	case math.IsNaN(r):
		return UnknownUV
	case r > s.High*(1+tieTolerance):
		return High
	case r < s.Low*(1-tieTolerance):
		return Low
	}
	return Horizontal
}

// Intra is intra-industry trade of several products, as shares of all their trade.
type Intra struct {
	GrubelLloyd float64                // 1 - Σ|X-M| / Σ(X+M)
	Parts       [UnknownUV + 1]float64 // by Quality, but for OneWay: they add up to GrubelLloyd
	TwoWay      float64                // products whose smaller flow is a tenth of the larger or more, whole
	Trade       float64                // Σ(X+M)
}

// overlapShare is the least the smaller flow may be of the larger for a product's trade to be two-way.
//
// Fontagné, Freudenberg (1997), CEPII working paper 97-01.
const overlapShare = 0.1

// Add counts a product.
func (n *Intra) Add(t TwoWay, s Spread) {
	n.Trade += t.X + t.M
	n.GrubelLloyd += t.Overlap()
	if q := t.Quality(s); q != OneWay {
		n.Parts[q] += t.Overlap()
	}
	if math.Min(t.X, t.M) >= overlapShare*math.Max(t.X, t.M) {
		n.TwoWay += t.X + t.M
	}
}

// Shares turns amounts into shares of trade; NaN where there is none.
func (n *Intra) Shares() {
	n.GrubelLloyd = ratio(n.GrubelLloyd, n.Trade)
	n.TwoWay = ratio(n.TwoWay, n.Trade)
	for q := range n.Parts {
		n.Parts[q] = ratio(n.Parts[q], n.Trade)
	}
}

// Both visits what an economy trades with each partner, by product and partner; turned is d.Turned().
func (d *Data) Both(turned *Data, economy int, visit func(TwoWay)) {
	i, end := d.Exporter(economy)
	j, last := turned.Exporter(economy)
	key := func(of *Data, at int) uint64 { return uint64(of.Product[at])<<32 | uint64(of.To[at]) }
	for i < end || j < last {
		var t TwoWay
		switch {
		case j >= last || i < end && key(d, i) < key(turned, j):
			t = TwoWay{Partner: int(d.To[i]), Product: int(d.Product[i]), X: d.Value[i], XQ: d.QuantityOf(i)}
			i++
		case i >= end || key(turned, j) < key(d, i):
			t = TwoWay{
				Partner: int(turned.To[j]),
				Product: int(turned.Product[j]),
				M:       turned.Value[j],
				MQ:      turned.QuantityOf(j),
			}
			j++
		default:
			t = TwoWay{Partner: int(d.To[i]), Product: int(d.Product[i]), X: d.Value[i], XQ: d.QuantityOf(i),
				M: turned.Value[j], MQ: turned.QuantityOf(j)}
			i++
			j++
		}
		if t.Partner != economy {
			visit(t)
		}
	}
}

// Intras is an economy's intra-industry trade.
type Intras struct {
	Economy  int
	Together Intra   // by product and partner; 0 where Partners were asked for
	Partners []Intra // by partner
	World    Intra   // by product, all partners as one
}

// Intras returns the intra-industry trade of economies in the products and with the partners of which, by their
// positions, products and partners hold; turned is d.Turned(). Sums are amounts: Shares makes shares of them.
func (d *Data) Intras(turned *Data, of []int, products, partners []bool, s Spread, byPartner bool) []Intras {
	out := make([]Intras, len(of))
	each(len(of), func() func(int) {
		world := make([]TwoWay, len(d.Products))
		return func(k int) {
			n := &out[k]
			n.Economy = of[k]
			if byPartner {
				n.Partners = make([]Intra, len(d.Economies))
			}
			clear(world)
			d.Both(turned, of[k], func(t TwoWay) {
				if !products[t.Product] || !partners[t.Partner] {
					return
				}
				if byPartner {
					n.Partners[t.Partner].Add(t, s)
				} else {
					n.Together.Add(t, s)
				}
				world[t.Product].X += t.X
				world[t.Product].M += t.M
			})
			for _, t := range world {
				n.World.Add(t, s)
			}
		}
	})
	return out
}
