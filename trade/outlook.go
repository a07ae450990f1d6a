package trade

import (
	"math"
	"slices"
)

// stripes is in how many parts sums over pairs of products are taken: the same on all machines, so that sums are too.
const stripes = 32

// Outlooks are the complexity outlook indices of economies, in the order in which they are named by their positions:
//
//	Σ_p (1-M_cp) PCI_p Σ_q M_cq φ_pq / Σ_r φ_pr
//
// As Around would give them with density for every product, from pairs of products that an economy has alone: with
// w_p = PCI_p / Σ_r φ_pr it is Σ_q M_cq Σ_p w_p φ_pq less Σ_pq M_cp M_cq w_p φ_pq.
func (s *Space) Outlooks(own Own, pci []float64, of []int) []float64 {
	lists := s.holdings(of)
	worth := worthOf(s.nearness(own), pci)
	holders := make([][]int32, len(s.Products)) // by product, which of the lists have it
	for k, l := range lists {
		for _, p := range l.products {
			holders[p] = append(holders[p], int32(k))
		}
	}
	parts := make([][]float64, stripes)
	each(stripes, func() func(int) {
		near, both := make([]float64, len(s.Products)), make([][2]float64, len(s.Products))
		return func(stripe int) {
			part := make([]float64, len(of))
			for q := stripe; q < len(s.Products); q += stripes {
				if len(holders[q]) > 0 {
					s.near(near, q, own)
					s.opens(part, q, paired(both, near, worth), worth[q], lists, holders[q])
				}
			}
			parts[stripe] = part
		}
	})
	out := make([]float64, len(of))
	for _, part := range parts {
		for k, v := range part {
			out[k] += v
		}
	}
	return out
}

// opens adds what a product opens to the economies that have it, less the part that they have already: each pair of
// their products once.
func (s *Space) opens(part []float64, q int, both [][2]float64, worth float64, lists []holding, holders []int32) {
	var all float64
	for _, b := range both {
		all += b[1]
	}
	for _, k := range holders {
		list := lists[k].products
		at, _ := slices.BinarySearch(list, int32(q))
		sum, worthy := sumAt(both, list[:at])
		part[k] += all - worthy - worth*sum - both[q][1]
	}
}

// holdings are the products that economies have an advantage in, in order.
func (s *Space) holdings(of []int) []holding {
	lists := make([]holding, len(of))
	for k, c := range of {
		lists[k].economy = c
		for p := range s.Products {
			if s.M(c, p) {
				lists[k].products = append(lists[k].products, int32(p))
			}
		}
	}
	return lists
}

// worthOf is what a product's nearness is worth, by its own sum; 0 where that or its complexity is not defined.
func worthOf(sums, pci []float64) []float64 {
	out := make([]float64, len(sums))
	for q, v := range sums {
		if pci != nil && v > 0 && !math.IsNaN(pci[q]) {
			out[q] = pci[q] / v
		}
	}
	return out
}

// nearness is how near all products together are to each.
func (s *Space) nearness(own Own) []float64 {
	sums := make([]float64, len(s.Products))
	each(len(sums), func() func(int) {
		near := make([]float64, len(sums))
		return func(p int) {
			s.near(near, p, own)
			for _, v := range near {
				sums[p] += v
			}
		}
	})
	return sums
}
