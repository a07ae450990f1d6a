package lp

import (
	"context"
	"math"
	"slices"

	"ikat/dense"
)

// cholesky factors M = A D A' for one pattern of A and many positive diagonals D: the order and the pattern of the
// factor are found once. Davis (2006), Direct Methods for Sparse Linear Systems, chapter 4.
type cholesky struct {
	n      int
	order  []int // order[k] is the row of A that comes k-th
	place  []int // its inverse
	lp     []int // column starts of the factor
	li     []int // row numbers, ascending in each column, the diagonal first
	lx     []float64
	rowp   []int // for each row k of the factor, the columns with an entry left of the diagonal
	rowi   []int
	mp, mi []int // upper triangle of M by column, in factor order
	mx     []float64
	pairs  []pair // how columns of A add to M
	pairAt []int  // by column of A, one more
	work   []float64
	next   []int
	tail   int       // columns from here on are full: they are kept in
	full   []float64 // (n − tail) x (n − tail), row-major, lower triangle
}

type pair struct {
	at    int
	value float64
}

// clone returns a copy that shares only what does not change.
func (c *cholesky) clone() *cholesky {
	d := *c
	d.lx, d.mx, d.work, d.full = dup(c.lx), dup(c.mx), dup(c.work), dup(c.full)
	d.li, d.next = slices.Clone(c.li), slices.Clone(c.next)
	return &d
}

// newCholesky finds the order and pattern for a problem.
func newCholesky(p *Problem) *cholesky {
	n := p.Rows
	c := &cholesky{n: n, work: make([]float64, n), next: make([]int, n)}
	graph := newBits(n)
	for j := range p.L {
		rows, _ := p.column(j)
		for _, a := range rows {
			for _, b := range rows {
				graph.set(a, b)
			}
		}
	}
	c.order = graph.minimumDegree()
	c.place = make([]int, n)
	for k, r := range c.order {
		c.place[r] = k
	}
	c.upper(p)
	c.symbolic()
	return c
}

// upper lists the upper triangle of M and which products of A's entries add to each of its entries.
func (c *cholesky) upper(p *Problem) {
	columns := make([]map[int]int, c.n)
	for j := range p.L {
		rows, _ := p.column(j)
		for _, a := range rows {
			for _, b := range rows {
				i, k := c.place[a], c.place[b]
				if i > k {
					continue
				}
				if columns[k] == nil {
					columns[k] = map[int]int{}
				}
				columns[k][i] = 0
			}
		}
	}
	c.mp = make([]int, c.n+1)
	for k, col := range columns {
		for i := range c.n {
			if len(col) == 0 {
				break
			}
			if _, ok := col[i]; ok {
				col[i] = len(c.mi)
				c.mi = append(c.mi, i)
			}
		}
		c.mp[k+1] = len(c.mi)
	}
	c.mx = make([]float64, len(c.mi))
	c.pairAt = []int{0}
	for j := range p.L {
		rows, vals := p.column(j)
		for x, a := range rows {
			for y, b := range rows {
				if i, k := c.place[a], c.place[b]; i <= k {
					c.pairs = append(c.pairs, pair{columns[k][i], vals[x] * vals[y]})
				}
			}
		}
		c.pairAt = append(c.pairAt, len(c.pairs))
	}
}

// symbolic finds the pattern of the factor by rows: row k of L holds what the upper column k of M reaches up the
// elimination tree.
func (c *cholesky) symbolic() {
	parent, mark := make([]int, c.n), make([]int, c.n)
	count := make([]int, c.n)
	c.rowp = make([]int, c.n+1)
	for k := range c.n {
		parent[k], mark[k] = -1, k
		count[k]++
		begin := len(c.rowi)
		for _, i := range c.mi[c.mp[k]:c.mp[k+1]] {
			for ; mark[i] != k; i = parent[i] {
				if parent[i] < 0 {
					parent[i] = k
				}
				mark[i] = k
				count[i]++
				c.rowi = append(c.rowi, i)
			}
		}
		slices.Sort(c.rowi[begin:])
		c.rowp[k+1] = len(c.rowi)
	}
	c.tail = c.n
	for c.tail > 0 && count[c.tail-1] >= (c.n-c.tail)*7/10 {
		c.tail--
	}
	c.full = make([]float64, (c.n-c.tail)*(c.n-c.tail))
	c.lp = make([]int, c.n+1)
	for k := range c.n {
		c.lp[k+1] = c.lp[k]
		if k < c.tail {
			c.lp[k+1] += count[k]
		}
	}
	c.li, c.lx = make([]int, c.lp[c.n]), make([]float64, c.lp[c.n])
}

// factor computes the factor for a diagonal d over A's columns: row by row, and the full columns at the end as one
// block.
func (c *cholesky) factor(ctx context.Context, d []float64) error {
	clear(c.mx)
	for j, dj := range d {
		for _, q := range c.pairs[c.pairAt[j]:c.pairAt[j+1]] {
			c.mx[q.at] += q.value * dj
		}
	}
	w, next, m := c.work, c.next, c.n-c.tail
	size := make([]float64, m)
	for k := range c.n {
		var diag float64
		for q := c.mp[k]; q < c.mp[k+1]; q++ {
			if i := c.mi[q]; i == k {
				diag = c.mx[q]
			} else {
				w[i] = c.mx[q]
			}
		}
		whole := diag
		for _, i := range c.rowi[c.rowp[k]:c.rowp[k+1]] {
			if i >= c.tail {
				break
			}
			lki := w[i] / c.lx[c.lp[i]]
			w[i] = 0
			li, lx := c.li[c.lp[i]+1:next[i]], c.lx[c.lp[i]+1:next[i]]
			for q, r := range li {
				w[r] -= lx[q] * lki
			}
			diag -= lki * lki
			c.li[next[i]], c.lx[next[i]] = k, lki
			next[i]++
		}
		if k >= c.tail {
			row := c.full[(k-c.tail)*m : (k-c.tail)*m+k-c.tail+1]
			copy(row, w[c.tail:k])
			clear(w[c.tail:k])
			row[k-c.tail], size[k-c.tail] = diag, whole
			continue
		}
		c.li[c.lp[k]], c.lx[c.lp[k]] = k, pivot(diag, whole)
		next[k] = c.lp[k] + 1
	}
	return factorFull(ctx, m, c.full, size)
}

// pivot returns the root of what is left of a diagonal entry. One that rounding has taken below 1e-12 times its own
// size belongs to a row that depends on others: it is made huge, so that the row is left out.
func pivot(left, whole float64) float64 {
	if !(left > 1e-12*whole) || left <= 0 {
		return 1e64
	}
	return math.Sqrt(left)
}

const blockSize = 48

// factorFull overwrites the lower triangle of a, m x m, with its Cholesky factor, block by block; size is the diagonal
// before anything was taken off.
func factorFull(ctx context.Context, m int, a, size []float64) error {
	for lo := 0; lo < m; lo += blockSize {
		hi := min(lo+blockSize, m)
		for i := lo; i < m; i++ {
			row := a[i*m+lo : i*m+hi]
			for j := lo; j < min(i, hi); j++ {
				other := a[j*m+lo : j*m+j]
				v := row[j-lo]
				for q, o := range other {
					v -= row[q] * o
				}
				row[j-lo] = v / a[j*m+j]
			}
			if i < hi {
				v := row[i-lo]
				for _, o := range row[:i-lo] {
					v -= o * o
				}
				row[i-lo] = pivot(v, size[i])
			}
		}
		if hi < m {
			panel := a[hi*m+lo:]
			if err := dense.Gemm(ctx, dense.NoTrans, dense.Trans, m-hi, m-hi, hi-lo, -1, panel, m, panel, m, 1,
				a[hi*m+hi:], m); err != nil {
				return err
			}
		}
	}
	return nil
}

// solve overwrites b, by row of A, with M⁻¹ b.
func (c *cholesky) solve(b []float64) {
	w, m := c.work, c.n-c.tail
	for k, r := range c.order {
		w[k] = b[r]
	}
	for k := range c.tail {
		w[k] /= c.lx[c.lp[k]]
		for q := c.lp[k] + 1; q < c.lp[k+1]; q++ {
			w[c.li[q]] -= c.lx[q] * w[k]
		}
	}
	end := w[c.tail:]
	for k := range m {
		row := c.full[k*m : k*m+k]
		v := end[k]
		for q, l := range row {
			v -= l * end[q]
		}
		end[k] = v / c.full[k*m+k]
	}
	for k := m - 1; k >= 0; k-- {
		end[k] /= c.full[k*m+k]
		v := end[k]
		for q, l := range c.full[k*m : k*m+k] {
			end[q] -= l * v
		}
	}
	for k := c.tail - 1; k >= 0; k-- {
		for q := c.lp[k] + 1; q < c.lp[k+1]; q++ {
			w[k] -= c.lx[q] * w[c.li[q]]
		}
		w[k] /= c.lx[c.lp[k]]
	}
	for k, r := range c.order {
		b[r] = w[k]
	}
	clear(w)
}
