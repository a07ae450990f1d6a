package estimate

import (
	"hash/fnv"
	"math"
	"math/rand/v2"

	"ikat/icio"
	"ikat/indicators"
)

// Draws is how many tables are drawn for a range: the least and the most of 19 hold one more of the same kind with a
// probability of 90%.
const Draws = 19

// usual is the spread of the draws that answers rest on. Tried on 40 economies of the World Input-Output
// Table 2008, ranges of draws hold what the table says for nine tenths of the value added in exports that is made in
// another industry than exports it, and of other years and economies too (make validate).
var usual = Spread{Each: .6, Own: .4}

// Spread is how far coefficients may be from the mean of others, as standard deviations of logarithms: each by itself,
// and all inputs that industries take from themselves together.
type Spread struct{ Each, Own float64 }

// Drawn returns a prior with coefficients drawn around those of p; the mean of each stays.
func (p *Prior) Drawn(rng *rand.Rand) *Prior { return p.DrawnWithin(usual, rng) }

// DrawnWithin is Drawn with another spread, to try how well ranges hold the truth.
func (p *Prior) DrawnWithin(spread Spread, rng *rand.Rand) *Prior {
	n := int(math.Sqrt(float64(len(p.Home))))
	out := &Prior{Home: make([]float64, n*n), Abroad: make([]float64, n*n), Final: p.Final}
	about := func(sd float64) float64 { return math.Exp(sd*rng.NormFloat64() - sd*sd/2) }
	own := about(spread.Own)
	for k := range p.Home {
		out.Home[k], out.Abroad[k] = p.Home[k]*about(spread.Each), p.Abroad[k]*about(spread.Each)
		if k%(n+1) == 0 {
			out.Home[k] *= own
		}
	}
	return out
}

// Draw makes the table of a draw, 1 to Draws: as Make, from a prior drawn around the mean. The same draw is the same
// table.
//
// Error: as Make.
func Draw(economy string, year, draw int) (*Made, error) {
	prior, err := Mean2011()
	if err != nil {
		return nil, err
	}
	h := fnv.New64a()
	h.Write([]byte(economy))
	return makeFrom(prior.Drawn(rand.New(rand.NewPCG(h.Sum64(), uint64(year)<<16+uint64(draw)))), economy, year)
}

// deliveredTo adds an economy that makes and uses nothing: the market of a product, whose border is the last one.
func deliveredTo(t *icio.Table, market string) *icio.Table {
	n, size := t.N(), t.Sectors()
	out := *t
	out.Economies = append(append([]string(nil), t.Economies...), market)
	more, g := size+n, t.G()+1
	out.Z, out.F = make([]float64, more*more), make([]float64, more*g)
	for i := range size {
		copy(out.Z[i*more:], t.Z[i*size:(i+1)*size])
		copy(out.F[i*g:], t.F[i*t.G():(i+1)*t.G()])
	}
	out.X, out.VA = append(append([]float64(nil), t.X...), make([]float64, n)...),
		append(append([]float64(nil), t.VA...), make([]float64, n)...)
	out.Derivation = append(append([]string(nil), t.Derivation...),
		market+" is the market that the product is delivered "+
			"to: it makes and uses nothing in this table")
	return &out
}

// market reports whether a table may be delivered to an economy: neither its own nor the rest of the world.
func market(economy, code string) bool { return code != economy && code != indicators.RestOfWorld }
