package trade

import (
	"math"
	"math/bits"
	"sync"

	"ikat/internal/cores"
)

// Space is the product space: which economies have a comparative advantage in which products, and how near products
// are to each other.
//
// Hidalgo, Klinger, Barabási, Hausmann (2007), Science 317, 482-487.
type Space struct {
	*Matrix
	Diversity []int // by economy, in how many products it has an advantage
	Ubiquity  []int // by product, how many economies have an advantage in it

	holds []uint64 // product by product, the economies with an advantage, a bit each
	words int      // of holds, for each product
	m     []bool
}

// NewSpace returns the product space of exports.
func NewSpace(x *Matrix) *Space {
	words := (len(x.Economies) + 63) / 64
	s := &Space{Matrix: x, Diversity: make([]int, len(x.Economies)), Ubiquity: make([]int, len(x.Products)),
		holds: make([]uint64, len(x.Products)*words), words: words, m: make([]bool, len(x.X))}
	for c := range x.Economies {
		for p := range x.Products {
			if x.Advantage(c, p) {
				s.m[c*len(x.Products)+p] = true
				s.holds[p*words+c/64] |= 1 << (c % 64)
				s.Diversity[c]++
				s.Ubiquity[p]++
			}
		}
	}
	return s
}

// M reports whether an economy has an advantage in a product.
func (s *Space) M(economy, product int) bool { return s.m[economy*len(s.Products)+product] }

// Common is how many economies have an advantage in both products.
func (s *Space) Common(a, b int) int {
	return shared(s.holders(a), s.holders(b))
}

// shared counts the bits that two equally long lists of words have in common.
func shared(a, b []uint64) (n int) {
	for w, word := range a {
		n += bits.OnesCount64(word & b[w])
	}
	return n
}

// holders are the economies with an advantage in a product, a bit each.
func (s *Space) holders(product int) []uint64 {
	return s.holds[product*s.words : (product+1)*s.words]
}

// Proximity is the smaller of the two probabilities of having an advantage in one product given one in the other:
// common/max(ubiquity), 1 between a product and itself; NaN where nobody has an advantage in one of them.
func (s *Space) Proximity(a, b int) float64 {
	if s.Ubiquity[a] == 0 || s.Ubiquity[b] == 0 {
		return math.NaN()
	}
	return float64(s.Common(a, b)) / float64(max(s.Ubiquity[a], s.Ubiquity[b]))
}

// Own says whether a product's nearness to itself takes part in sums: the two conventions of density.
type Own bool

const (
	WithOwn    Own = true  // Harvard's and the R package's
	WithoutOwn Own = false // the OEC's
)

// Around is what surrounds products: by economy and product, row by row.
type Around struct {
	Density []float64 // share of a product's nearness that lies in products of the economy: Σ M φ / Σ φ
	// Gain is Σ_q (1-M_cq) PCI_q φ_pq / Σ_r φ_rq, over the products around; nil where no complexity was given.
	Gain []float64
}

// Around returns densities, and where pci is given what a product would bring an economy: the complexity of products
// near it that the economy does not have yet. Where nobody has an advantage in a product its columns are NaN. Where
// economies are named, by their positions, those of the others are NaN too: every one costs a pass over all pairs.
func (s *Space) Around(own Own, pci []float64, of ...int) *Around {
	n := len(s.Products)
	a := &Around{Density: nans(len(s.X))}
	if pci != nil {
		a.Gain = nans(len(s.X))
	}
	if len(of) == 0 {
		for c := range s.Economies {
			of = append(of, c)
		}
	}
	lists, sums := s.holdings(of), s.nearness(own)
	worth := worthOf(sums, pci)
	each(n, func() func(int) {
		near, both := make([]float64, n), make([][2]float64, n)
		return func(p int) {
			s.near(near, p, own)
			s.around(a, p, paired(both, near, worth), sums[p], lists)
		}
	})
	return a
}

// near fills in how near products are to one: 0 where nobody has an advantage in one of the two.
func (s *Space) near(out []float64, p int, own Own) {
	mine, at := s.holders(p), 0
	for q := range out {
		common := shared(s.holds[at:at+len(mine)], mine)
		at += len(mine)
		out[q] = 0
		if common > 0 {
			out[q] = float64(common) / float64(max(s.Ubiquity[p], s.Ubiquity[q]))
		}
	}
	if !own {
		out[p] = 0
	}
}

// paired is nearness beside what it is worth: together, as they are read.
func paired(out [][2]float64, near, worth []float64) [][2]float64 {
	for q, w := range worth {
		out[q] = [2]float64{near[q], w * near[q]}
	}
	return out
}

// holding are the products that an economy has an advantage in.
type holding struct {
	economy  int
	products []int32
}

// around fills the column of a product.
func (s *Space) around(a *Around, p int, both [][2]float64, sum float64, lists []holding) {
	n := len(s.Products)
	var all float64
	for _, b := range both {
		all += b[1]
	}
	for _, l := range lists {
		at := l.economy*n + p
		have, held := sumAt(both, l.products)
		a.Density[at] = ratio(have, sum)
		if a.Gain != nil {
			a.Gain[at] = all - held
			if sum == 0 {
				a.Gain[at] = math.NaN()
			}
		}
	}
}

// sumAt adds up pairs at some places, in two sums each that do not wait for each other.
func sumAt(values [][2]float64, places []int32) (first, second float64) {
	var a0, a1, b0, b1 float64
	k := 0
	for ; k+1 < len(places); k += 2 {
		a, b := &values[places[k]], &values[places[k+1]]
		a0, a1 = a0+a[0], a1+a[1]
		b0, b1 = b0+b[0], b1+b[1]
	}
	if k < len(places) {
		a := &values[places[k]]
		a0, a1 = a0+a[0], a1+a[1]
	}
	return a0 + b0, a1 + b1
}

// each runs what worker returns for 0 to n-1 on all cores; worker is called once a core, for what it works with.
func each(n int, worker func() func(i int)) {
	var wait sync.WaitGroup
	workers := min(cores.Count(), max(1, n))
	for w := range workers {
		wait.Add(1)
		go func() {
			defer wait.Done()
			f := worker()
			for i := w; i < n; i += workers {
				f(i)
			}
		}()
	}
	wait.Wait()
}

// OutlookGain is what a product an economy does not have would add to its complexity outlook, net of what is near
// already: Gain - density × PCI; NaN where the economy has the product.
//
// Hausmann, Hidalgo and others (2014), The Atlas of Economic Complexity, technical box 2.4.
func (s *Space) OutlookGain(a *Around, pci []float64, economy, product int) float64 {
	if s.M(economy, product) {
		return math.NaN()
	}
	at := economy*len(s.Products) + product
	return a.Gain[at] - a.Density[at]*pci[product]
}
