package trade

import "math"

// Matrix is economies by products: exports or imports.
type Matrix struct {
	Economies, Products []string
	X                   []float64 // row by row

	rows, columns []float64
	total         float64
}

// NewMatrix returns a matrix of values; x has a row an economy and is kept.
func NewMatrix(economies, products []string, x []float64) *Matrix {
	m := &Matrix{Economies: economies, Products: products, X: x}
	m.rows, m.columns = make([]float64, len(economies)), make([]float64, len(products))
	for c := range economies {
		for p, v := range m.Row(c) {
			m.rows[c] += v
			m.columns[p] += v
		}
		m.total += m.rows[c]
	}
	return m
}

// Exports returns what each economy sells of each product; sales to itself count where the flows have them.
func (d *Data) Exports() *Matrix { return d.matrix(d.From) }

// Imports returns what each economy buys of each product.
func (d *Data) Imports() *Matrix { return d.matrix(d.To) }

func (d *Data) matrix(side []int32) *Matrix {
	x := make([]float64, len(d.Economies)*len(d.Products))
	for i, v := range d.Value {
		x[int(side[i])*len(d.Products)+int(d.Product[i])] += v
	}
	return NewMatrix(d.Economies, d.Products, x)
}

// Row returns an economy's values; it shares the matrix's memory.
func (m *Matrix) Row(economy int) []float64 {
	n := len(m.Products)
	return m.X[economy*n : (economy+1)*n]
}

// Of is an economy's total, World a product's, Total everything.
func (m *Matrix) Of(economy int) float64 { return m.rows[economy] }

// World is a product's total over all economies.
func (m *Matrix) World(product int) float64 { return m.columns[product] }

// Total is the sum of all values.
func (m *Matrix) Total() float64 { return m.total }

// Share is a product's part of an economy's total; NaN where that is 0.
func (m *Matrix) Share(economy, product int) float64 {
	return ratio(m.Row(economy)[product], m.rows[economy])
}

// ratio is a/b, NaN where b is 0.
func ratio(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}

// RCA is Balassa's index of revealed comparative advantage, (x_cp/x_c)/(x_p/x), by economy and product; 0 where the
// economy sells none of the product, NaN where it sells nothing or nobody sells the product.
//
// Balassa (1965), Manchester School 33, 99-123.
func (m *Matrix) RCA(economy, product int) float64 {
	return ratio(m.Row(economy)[product]/m.rows[economy], m.columns[product]/m.total)
}

// Symmetric is RCA brought between -1 and 1: (RCA-1)/(RCA+1).
//
// Dalum, Laursen, Villumsen (1998), International Review of Applied Economics 12, 423-443.
func Symmetric(rca float64) float64 { return (rca - 1) / (rca + 1) }

// Normalised is the distance of exports from what they would be without comparative advantage, as a share of all trade:
// x_cp/x - x_c x_p/x². It adds up to 0 over economies and over products.
//
// Yu, Cai, Leung (2009), Annals of Regional Science 43, 267-282.
func (m *Matrix) Normalised(economy, product int) float64 {
	return m.Row(economy)[product]/m.total - m.rows[economy]/m.total*m.columns[product]/m.total
}

// tieTolerance is how far below 1 an RCA may lie and count as 1: sums of decimals round, and exact ties are advantages.
const tieTolerance = 1e-12

// Advantage reports whether an economy has a revealed comparative advantage in a product: RCA of 1 or more.
func (m *Matrix) Advantage(economy, product int) bool {
	return m.RCA(economy, product) >= 1-tieTolerance
}

// Lists returns a matrix without economies and products that keep refuses.
func (m *Matrix) Lists(economy, product func(i int) bool) *Matrix {
	var rows, columns []int
	for c := range m.Economies {
		if economy(c) {
			rows = append(rows, c)
		}
	}
	for p := range m.Products {
		if product(p) {
			columns = append(columns, p)
		}
	}
	x := make([]float64, 0, len(rows)*len(columns))
	for _, c := range rows {
		row := m.Row(c)
		for _, p := range columns {
			x = append(x, row[p])
		}
	}
	return NewMatrix(pick(m.Economies, rows), pick(m.Products, columns), x)
}

func pick(list []string, at []int) []string {
	out := make([]string, len(at))
	for i, k := range at {
		out[i] = list[k]
	}
	return out
}
