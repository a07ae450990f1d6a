package chain

import (
	"context"
	"slices"

	"ikat/dense"
	"ikat/leontief"
)

// easier is what easier procedures of one side change: the cost of what some sectors sell abroad, or of what they buy
// there.
type easier struct {
	sells   bool
	sectors []int
	less    leontief.Weights // n x G: what is taken from the cost of each flow
}

// easier is what a side changes, where less says how much is taken from the border between sector i of part o and part
// q; it is asked only about the side's own borders.
func (m *Model) easier(imports bool, economy int, less func(i, o, q int) float64) *easier {
	s, b := m.Sys, m.Borders
	e := &easier{sells: !imports, less: make(leontief.Weights, s.N()*s.G())}
	for p, P := range s.Parts {
		if b.Side[p] != economy {
			continue
		}
		for i := P.Lo; i < P.Hi; i++ {
			e.sectors = append(e.sectors, i)
		}
	}
	for o, P := range s.Parts {
		for q := range s.Parts {
			if own := b.Side[o]; imports {
				own = b.Side[q]
				if own != economy {
					continue
				}
			} else if own != economy {
				continue
			}
			for i := P.Lo; i < P.Hi; i++ {
				e.less[q*s.N()+i] = less(i, o, q)
			}
		}
	}
	return e
}

// trial makes some borders easier at the c-th cost of a day.
type trial struct {
	c  int
	of []*easier
}

// save returns what each trial would save on a delivered dollar of the product, by solving again for the difference of
// prices:
//
//	(p−p')' (I − A∘(1+T')) = p'(A∘(T−T'))
func (p *Product) save(ctx context.Context, trials []trial) ([]float64, error) {
	out := make([]float64, len(trials))
	for c := range p.m.Thetas {
		var of []int
		for n, t := range trials {
			if t.c == c {
				of = append(of, n)
			}
		}
		if len(of) == 0 {
			continue
		}
		some := make([]trial, len(of))
		for at, n := range of {
			some[at] = trials[n]
		}
		fall, err := p.fall(ctx, c, some)
		if err != nil {
			return nil, err
		}
		for at, n := range of {
			out[n] = p.delivered(trials[n], fall[at])
		}
	}
	return out, nil
}

// delivered is what is saved on delivery where the price falls by fall before it.
func (p *Product) delivered(t trial, fall float64) float64 {
	var last float64
	if p.To >= 0 {
		for _, e := range t.of {
			last += e.less[p.To*p.m.Sys.N()+p.Target.Product]
		}
	}
	return fall*(p.last(t.c)-last) + p.m.price(p.Target.Product, t.c)*last
}

// fall returns by how much each trial lowers the price of the product, all at the same cost of a day.
func (p *Product) fall(ctx context.Context, c int, trials []trial) ([]float64, error) {
	f, err := p.m.near(ctx, c)
	if err != nil {
		return nil, err
	}
	if f == nil {
		return p.fallByIteration(ctx, c, trials)
	}
	var of []*easier
	for _, t := range trials {
		for _, e := range t.of {
			if !slices.Contains(of, e) {
				of = append(of, e)
			}
		}
	}
	l, err := p.lowRank(ctx, f, c, of)
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(trials))
	for n, t := range trials {
		if out[n], err = l.fall(ctx, t.of); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// lowRank is what easier borders change, as matrices of low rank: A∘(T−T') = U V', a column of U and of V for each
// sector of each side. A sector that sells has a unit vector in U and its row of A∘(T−T') in V; one that buys, its
// column and a unit vector. With M = I − A∘(1+T), z = M⁻¹ e_j and prices p, the price of product j falls by
//
//	(p−p')_j = (U'p)' (I + V' M⁻¹ U)⁻¹ V'z
//
// Sherman, Morrison and Woodbury (Hager 1989, SIAM Review 31).
type lowRank struct {
	r     int
	at    map[*easier][2]int // its columns, from and to
	k     []float64          // V' M⁻¹ U, r x r
	left  []float64          // U'p
	right []float64          // V'z
}

func (p *Product) lowRank(ctx context.Context, f *leontief.Weighted, c int, of []*easier) (*lowRank, error) {
	l := &lowRank{at: map[*easier][2]int{}}
	for _, e := range of {
		l.at[e] = [2]int{l.r, l.r + len(e.sectors)}
		l.r += len(e.sectors)
	}
	s, r := p.m.Sys, l.r
	n, z := s.N(), p.withinCost[c]
	u := make([]float64, n*r)
	l.left, l.right, l.k = make([]float64, r), make([]float64, r), make([]float64, r*r)
	for _, e := range of {
		for at, i := range e.sectors {
			col := l.at[e][0] + at
			if e.sells {
				u[i*r+col], l.left[col] = 1, p.m.price(i, c)
				continue
			}
			w := e.less[s.PartOf(i)*n:]
			for m := range n {
				if w[m] != 0 {
					u[m*r+col] = s.A(m, i) * w[m]
					l.left[col] += u[m*r+col] * p.m.price(m, c)
				}
			}
			l.right[col] = z[i]
		}
	}
	if err := f.Solve(ctx, dense.NoTrans, r, u); err != nil {
		return nil, err
	}
	for _, e := range of {
		from, size := l.at[e][0], len(e.sectors)
		if !e.sells {
			for at, i := range e.sectors {
				copy(l.k[(from+at)*r:(from+at+1)*r], u[i*r:(i+1)*r])
			}
			continue
		}
		rows := p.soldAt(e)
		for at := range size {
			for m, v := range rows[at*n : (at+1)*n] {
				l.right[from+at] += v * z[m]
			}
		}
		if err := dense.Gemm(ctx, dense.NoTrans, dense.NoTrans, size, r, n, 1, rows, n, u, r, 0, l.k[from*r:],
			r); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// soldAt returns the rows of A∘(T−T') of the sectors that sell, one after the other.
func (p *Product) soldAt(e *easier) []float64 {
	s := p.m.Sys
	n := s.N()
	rows := make([]float64, len(e.sectors)*n)
	for at, i := range e.sectors {
		for q, Q := range s.Parts {
			if w := e.less[q*n+i]; w != 0 {
				for m := Q.Lo; m < Q.Hi; m++ {
					rows[at*n+m] = s.A(i, m) * w
				}
			}
		}
	}
	return rows
}

// fall returns by how much some of the changes together lower the product's price.
func (l *lowRank) fall(ctx context.Context, of []*easier) (float64, error) {
	var columns []int
	for _, e := range of {
		for at := l.at[e][0]; at < l.at[e][1]; at++ {
			columns = append(columns, at)
		}
	}
	r := len(columns)
	m, x := make([]float64, r*r), make([]float64, r)
	for a, i := range columns {
		x[a] = l.right[i]
		for b, j := range columns {
			m[a*r+b] = l.k[i*l.r+j]
		}
		m[a*r+a]++
	}
	lu, err := dense.Factor(ctx, r, m, r)
	if err != nil {
		return 0, err
	}
	if err := lu.Solve(ctx, dense.NoTrans, 1, x, 1); err != nil {
		return 0, err
	}
	var out float64
	for a, i := range columns {
		out += l.left[i] * x[a]
	}
	return out, nil
}

// mostWeights bounds the numbers that the weights of trials solved at once may take, 64 MiB.
const mostWeights = 64 << 20 / 8

// fallByIteration does the same on tables whose factors would take too much memory.
func (p *Product) fallByIteration(ctx context.Context, c int, trials []trial) ([]float64, error) {
	s, j := p.m.Sys, p.Target.Product
	n := s.N()
	var out []float64
	for some := range slices.Chunk(trials, min(columns, max(1, mostWeights/(2*n*s.G())))) {
		k := len(some)
		cuts, with, price := make([]leontief.Weights, k), make([]leontief.Weights, k), make([]float64, n*k)
		for at, t := range some {
			cuts[at], with[at] = make(leontief.Weights, n*s.G()), make(leontief.Weights, n*s.G())
			for e, v := range p.m.with[c] {
				for _, one := range t.of {
					cuts[at][e] += one.less[e]
				}
				with[at][e] = v - cuts[at][e]
			}
			for i := range n {
				price[i*k+at] = p.m.price(i, c)
			}
		}
		fall, err := s.MulWeightedT(ctx, cuts, price)
		if err != nil {
			return nil, err
		}
		if err := s.SolveWeightedT(ctx, with, fall); err != nil {
			return nil, err
		}
		out = append(out, fall[j*k:(j+1)*k]...)
	}
	return out, nil
}
