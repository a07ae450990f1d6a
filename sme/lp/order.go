package lp

import "math/bits"

// graph is a symmetric pattern as rows of bits.
type graph struct {
	n, words int
	bit      []uint64
}

func newGraph(n int) *graph {
	words := (n + 63) / 64
	return &graph{n, words, make([]uint64, n*words)}
}

// graphOf is the pattern of A A', its rows in some places.
func graphOf(p *Problem, place func(row int32) int) *graph {
	g := newGraph(p.Rows)
	for j := range p.L {
		rows, _ := p.column(j)
		for _, a := range rows {
			for _, b := range rows {
				g.set(place(a), place(b))
			}
		}
	}
	return g
}

func (g *graph) set(i, j int) { g.bit[i*g.words+j/64] |= 1 << (j % 64) }

func (g *graph) row(i int) []uint64 { return g.bit[i*g.words : (i+1)*g.words] }

// each calls f for the neighbours of row i that come before end, in order.
func (g *graph) each(i, end int, f func(j int)) {
	for w, word := range g.row(i) {
		for ; word != 0; word &= word - 1 {
			j := w*64 + bits.TrailingZeros64(word)
			if j >= end {
				return
			}
			f(j)
		}
	}
}

// minimumDegree returns an elimination order: always the row with the fewest neighbours left, which become neighbours
// of each other. It uses up the graph.
func (g *graph) minimumDegree() []int {
	left := make([]uint64, g.words)
	degree := make([]int, g.n)
	for i := range g.n {
		left[i/64] |= 1 << (i % 64)
		g.bit[i*g.words+i/64] &^= 1 << (i % 64)
		degree[i] = count(g.row(i))
	}
	order := make([]int, 0, g.n)
	for range g.n {
		best := -1
		for i := range g.n {
			if left[i/64]>>(i%64)&1 == 1 && (best < 0 || degree[i] < degree[best]) {
				best = i
			}
		}
		order = append(order, best)
		left[best/64] &^= 1 << (best % 64)
		own := g.row(best)
		for w, word := range own {
			for ; word != 0; word &= word - 1 {
				i := w*64 + bits.TrailingZeros64(word)
				r := g.row(i)
				for v := range r {
					r[v] = (r[v] | own[v]) & left[v]
				}
				r[i/64] &^= 1 << (i % 64)
				degree[i] = count(r)
			}
		}
	}
	return order
}

func count(words []uint64) int {
	n := 0
	for _, w := range words {
		n += bits.OnesCount64(w)
	}
	return n
}
