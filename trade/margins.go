package trade

// Margins part an economy's weight in a market: how many of the products that the others sell there it sells too,
// weighted by what the others sell, and how much of them.
type Margins struct {
	Extensive, Intensive float64 // their product is Share
	Share                float64 // exports over those of all others
	Products             int     // sold
}

// Margins returns the margins of an exporter, over all markets together.
//
//	EM = Σ_{p sold} X_p / Σ_p X_p,   IM = Σ_p x_p / Σ_{p sold} X_p,   X the exports of all others
//
// Hummels, Klenow (2005), American Economic Review 95, 704-723.
func (m *Matrix) Margins(economy int) Margins {
	var out Margins
	var shared, others float64
	for p, v := range m.Row(economy) {
		rest := m.columns[p] - v
		others += rest
		if v > 0 {
			shared += rest
			out.Products++
		}
	}
	out.Extensive, out.Intensive = ratio(shared, others), ratio(m.rows[economy], shared)
	out.Share = ratio(m.rows[economy], others)
	return out
}

// Change parts the change of exports between two years by relations: an exporter, a product, an importer.
type Change struct {
	Before, After float64
	Grown         float64 // of relations there in both years
	New           float64 // there in the later year only
	Gone          float64 // there in the earlier year only; counted from 0 down
}

// Changes returns the parts by exporter's code: Before + Grown + New + Gone = After. A value below least is none.
func Changes(before, after *Data, least float64) map[string]*Change {
	out := map[string]*Change{}
	of := func(code string) *Change {
		if out[code] == nil {
			out[code] = &Change{}
		}
		return out[code]
	}
	economies, products := shift(before.Economies, after.Economies), shift(before.Products, after.Products)
	was := map[[3]int32]float64{}
	for i, v := range before.Value {
		if v >= least {
			c := of(before.Economies[before.From[i]])
			c.Before += v
			c.Gone -= v
			was[[3]int32{economies[before.From[i]], products[before.Product[i]], economies[before.To[i]]}] = v
		}
	}
	for i, v := range after.Value {
		if v < least {
			continue
		}
		c := of(after.Economies[after.From[i]])
		c.After += v
		if then, ok := was[[3]int32{after.From[i], after.Product[i], after.To[i]}]; ok {
			c.Gone += then
			c.Grown += v - then
		} else {
			c.New += v
		}
	}
	return out
}

// shift gives for each code of one list its place in another; what is not there gets places below 0, each its own.
func shift(from, to []string) []int32 {
	out := make([]int32, len(from))
	for i, code := range from {
		if out[i] = int32(position(to, code)); out[i] < 0 {
			out[i] = int32(-1 - i)
		}
	}
	return out
}
