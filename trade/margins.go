package trade

import (
	"math"
	"slices"
)

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
	all, wasAt, isAt := together(before.Economies, after.Economies)
	_, wasProduct, isProduct := together(before.Products, after.Products)
	was := relations{before, wasAt, wasProduct}
	is := relations{after, isAt, isProduct}
	list, out := make([]Change, len(all)), map[string]*Change{}
	for i, j := 0, 0; i < before.Flows() || j < after.Flows(); {
		then, now := was.key(i), is.key(j)
		c := &list[min(then, now)>>(productBits+economyBits)]
		var v, w float64
		if then <= now {
			v = before.Value[i]
			i++
		}
		if now <= then {
			w = after.Value[j]
			j++
		}
		if there, here := v >= least && then <= now, w >= least && now <= then; there || here {
			c.add(v, w, there, here)
			out[all[min(then, now)>>(productBits+economyBits)]] = c
		}
	}
	return out
}

// add counts a relation, which was there or is.
func (c *Change) add(before, after float64, was, is bool) {
	switch {
	case was && is:
		c.Grown += after - before
	case was:
		c.Gone -= before
	case is:
		c.New += after
	}
	if was {
		c.Before += before
	}
	if is {
		c.After += after
	}
}

// relations are a year's flows in the order of codes of two years.
type relations struct {
	*Data
	economy, product []uint64
}

// key is a flow's place in that order; behind the last, that of nothing.
func (r relations) key(flow int) uint64 {
	if flow == r.Flows() {
		return math.MaxUint64
	}
	return r.economy[r.From[flow]]<<(productBits+economyBits) | r.product[r.Product[flow]]<<economyBits |
		r.economy[r.To[flow]]
}

// together merges two lists in order, and gives the place of each one's codes in the whole.
func together(a, b []string) (all []string, inA, inB []uint64) {
	all = slices.Concat(a, b)
	slices.Sort(all)
	all = slices.Compact(all)
	places := func(list []string) []uint64 {
		out := make([]uint64, len(list))
		for i, code := range list {
			out[i] = uint64(position(all, code))
		}
		return out
	}
	return all, places(a), places(b)
}
