package trade

import (
	"math"
	"slices"
)

// Similarity is how alike two economies' exports are: the sum over products of the smaller of the two shares, 0 to 1.
//
// Finger, Kreinin (1979), Economic Journal 89, 905-912.
func (m *Matrix) Similarity(a, b int) float64 {
	var sum float64
	for p := range m.Products {
		sum += math.Min(m.Share(a, p), m.Share(b, p))
	}
	return sum
}

// Complementarity is how far one economy's exports are what another imports: 1 - ½ Σ |m_jk - x_ik|, of shares by
// product, 0 to 1. m are exports, imports those of the same data.
//
// Michaely (1996), World Bank policy research working paper 1676.
func (m *Matrix) Complementarity(imports *Matrix, exporter, importer int) float64 {
	var sum float64
	for p := range m.Products {
		sum += math.Abs(imports.Share(importer, p) - m.Share(exporter, p))
	}
	return 1 - sum/2
}

// Flows between economies, products added up.
type Bilateral struct {
	Economies []string
	X         []float64 // row by row: from, to
	exports   []float64
	imports   []float64
	total     float64
}

// Bilateral returns trade between economies.
func (d *Data) Bilateral() *Bilateral { return d.BilateralOf(nil) }

// BilateralOf returns trade between economies in the products that keep accepts, of which each is asked about once; in
// all where it is nil.
func (d *Data) BilateralOf(keep func(product string) bool) *Bilateral {
	n := len(d.Economies)
	kept := make([]bool, len(d.Products))
	for p, code := range d.Products {
		kept[p] = keep == nil || keep(code)
	}
	b := &Bilateral{
		Economies: d.Economies,
		X:         make([]float64, n*n),
		exports:   make([]float64, n),
		imports:   make([]float64, n),
	}
	for i, v := range d.Value {
		if !kept[d.Product[i]] {
			continue
		}
		b.X[int(d.From[i])*n+int(d.To[i])] += v
		b.exports[d.From[i]] += v
		b.imports[d.To[i]] += v
		b.total += v
	}
	return b
}

// NewBilateral returns flows between economies, row by row: from, to. What an economy sells itself is left out.
func NewBilateral(economies []string, x []float64) *Bilateral {
	n := len(economies)
	b := &Bilateral{Economies: economies, X: slices.Clone(x), exports: make([]float64, n), imports: make([]float64, n)}
	for from := range n {
		for to := range n {
			if from == to {
				b.X[from*n+to] = 0
				continue
			}
			v := b.X[from*n+to]
			b.exports[from] += v
			b.imports[to] += v
			b.total += v
		}
	}
	return b
}

// Between is what one economy sells another.
func (b *Bilateral) Between(from, to int) float64 { return b.X[from*len(b.Economies)+to] }

// Exports are an economy's to all, Imports from all, Total everybody's.
func (b *Bilateral) Exports(economy int) float64 { return b.exports[economy] }

// Imports are an economy's from all.
func (b *Bilateral) Imports(economy int) float64 { return b.imports[economy] }

// Total is all trade.
func (b *Bilateral) Total() float64 { return b.total }

// Intensity is how far one economy sells more to another than the world does: (x_ij/X_i)/(M_j/W), 1 where as much.
//
// Brown (1949), Applied Economics; Kojima (1964), Hitotsubashi Journal of Economics 5, 16-36.
func (b *Bilateral) Intensity(from, to int) float64 {
	return ratio(b.Between(from, to)/b.exports[from], b.imports[to]/b.total)
}

// IntensityNet is Intensity against the imports of all others than the exporter: it cannot buy from itself.
//
// Drysdale, Garnaut (1982), Hitotsubashi Journal of Economics 22, 62-84.
func (b *Bilateral) IntensityNet(from, to int) float64 {
	return ratio(b.Between(from, to)/b.exports[from], b.imports[to]/(b.total-b.imports[from]))
}
