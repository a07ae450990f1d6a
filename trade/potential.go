package trade

import "math"

// Outlook is what export potentials suppose of economies and of trade between them.
type Outlook struct {
	GDP        func(economy string) float64 // GDP to come over GDP now
	Population func(economy string) float64
	Tariff     func(from, to, product string) float64 // as a share; nil leaves tariffs out
	Distance   func(from, to string) float64          // nil leaves distances out
	Elasticity float64                                // of demand in income per head; 1 where nothing is known
}

// Potential is what one economy could sell another of a product, with its three parts: supply × demand × ease.
type Potential struct {
	MarketShare  float64 // of the exporter in world exports of the product, as economies will have grown
	TradeBalance float64 // exports over imports of the product, 1 at most
	SupplyTariff float64 // how much lighter its tariffs are than the world's
	Demand       float64 // imports of the product as the market will have grown, and as its tariff leaves them
	Ease         float64 // bilateral trade over what supply and demand of all products say
	Distance     float64 // how near the exporter is to the mean supplier of the market
	Value        float64 // the product of all
	Now          float64 // what it sells
}

// Unrealised is what could be sold beyond what is.
func (p Potential) Unrealised() float64 { return math.Max(0, p.Value-p.Now) }

// Potentials computes export potentials for one year.
//
// The formulas are those that are publicly restated of Decreux, Spies (2016), Export potential assessments (ITC); they
// were not compared with that paper, and figures are not the ITC's.
type Potentials struct {
	d                  *Data
	o                  Outlook
	x, m               *Matrix
	b                  *Bilateral
	grown              []float64 // Σ v_ik GDP_i by product
	tariffOf, tariffOn []float64 // trade-weighted tariffs met by exporter and product; set by importer and product
	tariff             []float64 // by product, the world's
	distance           []float64 // Σ v ln distance by importer and product
	expected           []float64 // Σ_k (v_ik/v_k) v_jk by pair
	gdp, population    []float64
}

// NewPotentials prepares them.
func NewPotentials(d *Data, o Outlook) *Potentials {
	n := len(d.Products)
	p := &Potentials{d: d, o: o, x: d.Exports(), m: d.Imports(), b: d.Bilateral(), grown: make([]float64, n)}
	for c, code := range d.Economies {
		p.gdp, p.population = append(p.gdp, o.GDP(code)), append(p.population, o.Population(code))
		for k, v := range p.x.Row(c) {
			if v > 0 {
				p.grown[k] += v * p.gdp[c]
			}
		}
	}
	p.weigh()
	p.expect()
	return p
}

// weigh forms the means of tariffs and distances by trade.
func (p *Potentials) weigh() {
	n := len(p.d.Products)
	p.tariffOf, p.tariffOn = make([]float64, len(p.x.X)), make([]float64, len(p.x.X))
	p.tariff, p.distance = make([]float64, n), make([]float64, len(p.x.X))
	for i, v := range p.d.Value {
		from, to, k := int(p.d.From[i]), int(p.d.To[i]), int(p.d.Product[i])
		if p.o.Tariff != nil {
			t := v * p.o.Tariff(p.d.Economies[from], p.d.Economies[to], p.d.Products[k])
			p.tariffOf[from*n+k] += t / p.x.Row(from)[k]
			p.tariffOn[to*n+k] += t / p.m.Row(to)[k]
			p.tariff[k] += t / p.x.columns[k]
		}
		if p.o.Distance != nil {
			p.distance[to*n+k] += v / p.m.Row(to)[k] * math.Log(p.o.Distance(p.d.Economies[from], p.d.Economies[to]))
		}
	}
}

// expect forms for each pair what trade would be if everybody bought each product from all in proportion.
func (p *Potentials) expect() {
	g := len(p.d.Economies)
	p.expected = make([]float64, g*g)
	each(g, func() func(int) {
		var sold []int // products
		var share []float64
		return func(i int) {
			sold, share = sold[:0], share[:0]
			for k, v := range p.x.Row(i) {
				if v > 0 {
					sold, share = append(sold, k), append(share, v/p.x.columns[k])
				}
			}
			for j := range g {
				bought, sum := p.m.Row(j), 0.0
				for at, k := range sold {
					sum += share[at] * bought[k]
				}
				p.expected[i*g+j] = sum
			}
		}
	})
}

// Of returns the potential of one exporter, market and product. Parts are NaN where growth, tariff or distance is.
func (p *Potentials) Of(from, to, product int) Potential {
	n, g := len(p.d.Products), len(p.d.Economies)
	x, m := p.x.Row(from)[product], p.m.Row(from)[product]
	out := Potential{
		MarketShare:  ratio(x*p.gdp[from], p.grown[product]),
		TradeBalance: 1,
		SupplyTariff: 1,
		Distance:     1,
	}
	if m > 0 {
		out.TradeBalance = math.Min(1, x/m)
	}
	head := p.gdp[to] / p.population[to]
	out.Demand = p.m.Row(to)[product] * math.Pow(head, p.o.Elasticity) * p.population[to]
	if p.o.Tariff != nil {
		t := p.o.Tariff(p.d.Economies[from], p.d.Economies[to], p.d.Products[product])
		out.SupplyTariff = (1 + p.tariffOf[from*n+product]) / (1 + p.tariff[product])
		out.Demand *= (1 + p.tariffOn[to*n+product]) / (1 + t)
	}
	out.Ease = ratio(p.b.Between(from, to), p.expected[from*g+to])
	if p.o.Distance != nil && p.m.Row(to)[product] > 0 {
		own := math.Log(p.o.Distance(p.d.Economies[from], p.d.Economies[to]))
		out.Distance = math.Exp(-math.Abs(p.distance[to*n+product] - own))
	}
	out.Value = out.MarketShare * out.TradeBalance * out.SupplyTariff * out.Demand * out.Ease * out.Distance
	return out
}

// Each visits the potentials of an exporter in all markets and in the products it sells, with what it sells now.
func (p *Potentials) Each(from int, visit func(to, product int, v Potential)) {
	g := len(p.d.Economies)
	lo, hi := p.d.Exporter(from)
	for k, v := range p.x.Row(from) {
		if v <= 0 {
			continue
		}
		now := make([]float64, g)
		for ; lo < hi && int(p.d.Product[lo]) <= k; lo++ {
			if int(p.d.Product[lo]) == k {
				now[p.d.To[lo]] = p.d.Value[lo]
			}
		}
		for to := range g {
			if to != from {
				out := p.Of(from, to, k)
				out.Now = now[to]
				visit(to, k, out)
			}
		}
	}
}
