package trade

import "math"

// UnitValues are values over quantities, by exporter and product, of flows whose quantity is known and above 0.
type UnitValues struct {
	Exporter []float64 // row by row as a Matrix; NaN where no quantity is known
	World    []float64 // by product
	Covered  []float64 // share of the exporter's value in the product whose quantity is known; NaN without exports

	Lowest, Highest []float64 // by product, of the exporters: the ends of its ladder
	products        int
}

// UnitValues returns the unit values of exports.
func (d *Data) UnitValues() *UnitValues {
	n := len(d.Products)
	u := &UnitValues{products: n, Exporter: make([]float64, len(d.Economies)*n), World: make([]float64, n),
		Covered: make([]float64, len(d.Economies)*n), Lowest: nans(n), Highest: nans(n)}
	all, known := make([]float64, len(u.Exporter)), make([]float64, len(u.Exporter))
	tonnes, value, quantity := make([]float64, len(u.Exporter)), make([]float64, n), make([]float64, n)
	for i, v := range d.Value {
		at := int(d.From[i])*n + int(d.Product[i])
		all[at] += v
		if d.QuantityOf(i) > 0 {
			known[at] += v
			tonnes[at] += d.QuantityOf(i)
			value[d.Product[i]] += v
			quantity[d.Product[i]] += d.QuantityOf(i)
		}
	}
	for p := range u.World {
		u.World[p] = ratio(value[p], quantity[p])
	}
	for at := range all {
		u.Exporter[at] = ratio(known[at], tonnes[at])
		u.Covered[at] = ratio(known[at], all[at])
		if x, p := u.Exporter[at], at%n; !math.IsNaN(x) {
			u.Lowest[p] = fmin(u.Lowest[p], x)
			u.Highest[p] = -fmin(-u.Highest[p], -x)
		}
	}
	return u
}

// fmin is the smaller of two, where a that is no number does not count.
func fmin(a, b float64) float64 {
	if math.IsNaN(a) || b < a {
		return b
	}
	return a
}

// Of is an exporter's unit value of a product.
func (u *UnitValues) Of(exporter, product int) float64 {
	return u.Exporter[exporter*u.products+product]
}

// Relative is an exporter's unit value over the world's. Differences of price within a product stand for quality as far
// as the product is narrow and markets pay for nothing else.
//
// Schott (2004), Quarterly Journal of Economics 119, 647-678.
func (u *UnitValues) Relative(exporter, product int) float64 {
	return u.Of(exporter, product) / u.World[product]
}

// Rung is where an exporter stands on a product's ladder: 0 at the lowest unit value, 1 at the highest, in logarithms;
// NaN where the ladder has no length.
func (u *UnitValues) Rung(exporter, product int) float64 {
	return ratio(math.Log(u.Of(exporter, product)/u.Lowest[product]), u.Ladder(product))
}

// Ladder is the length of a product's ladder: the logarithm of its highest over its lowest unit value.
//
// Khandelwal (2010), Review of Economic Studies 77, 1450-1476, whose ladder is of estimated quality.
func (u *UnitValues) Ladder(product int) float64 {
	return math.Log(u.Highest[product] / u.Lowest[product])
}
