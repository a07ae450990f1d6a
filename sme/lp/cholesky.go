package lp

import (
	"context"
	"math"
)

// cholesky factors M = A D A' for one pattern of A and many positive diagonals D: M = L L', the tail as U'U.
type cholesky struct {
	*pattern
	p         *Problem
	assembled []float64 // entries of M left of the tail by row, then the tail's square
	value     []float64 // of the factor's columns left of the tail
	full      []float64 // the tail's square: a part of what is assembled
	size      []float64 // by row of the tail: the diagonal before anything is taken off
	panel     []float64 // the long columns' part in the tail, each a row
	work      []float64
	next      []int
}

func newCholesky(p *Problem) *cholesky {
	c := &cholesky{pattern: newPattern(p), p: p}
	c.room()
	return c
}

// room makes what changes.
func (c *cholesky) room() {
	m := c.n - c.tail
	c.assembled = make([]float64, len(c.entry)+m*m)
	c.full = c.assembled[len(c.entry):]
	c.value, c.size = make([]float64, len(c.column)), make([]float64, m)
	long := 0
	for k := range c.tail {
		if c.long(k) {
			long++
		}
	}
	c.panel = make([]float64, long*m)
	c.work, c.next = make([]float64, c.n), make([]int, c.tail)
}

// clone returns a copy that shares only what does not change.
func (c *cholesky) clone() *cholesky {
	d := &cholesky{pattern: c.pattern, p: c.p}
	d.room()
	return d
}

// factor computes the factor for a diagonal d over A's columns: rows left of the tail one by one, what they take off
// the tail, and the tail as one block.
func (c *cholesky) factor(ctx context.Context, d []float64) error {
	c.assemble(d)
	copy(c.next, c.columnAt)
	for k := range c.n {
		c.rowOf(k)
	}
	m := c.n - c.tail
	for i := range m {
		c.size[i] = c.full[i*m+i]
	}
	if err := c.takeOff(ctx); err != nil {
		return err
	}
	return factorFull(ctx, m, c.full, m, c.size)
}

// assemble sets M's entries.
func (c *cholesky) assemble(d []float64) {
	clear(c.assembled)
	for j, dj := range d {
		if dj == 0 {
			continue
		}
		_, values := c.p.column(j)
		to := c.pair[c.pairAt[j]:c.pairAt[j+1]]
		for x, v := range values {
			v *= dj
			for y, at := range to[:x+1] {
				c.assembled[at] += v * values[y]
			}
			to = to[x+1:]
		}
	}
}

// rowOf computes row k of the factor left of the tail.
func (c *cholesky) rowOf(k int) {
	w := c.work
	for q := c.entryAt[k]; q < c.entryAt[k+1]; q++ {
		w[c.entry[q]] = c.assembled[q]
	}
	var whole, taken float64
	if k < c.tail {
		whole = w[k]
		w[k] = 0
	}
	for _, i := range c.row[c.rowAt[k]:c.rowAt[k+1]] {
		from := c.columnAt[i]
		v := w[i] / c.value[from]
		w[i] = 0
		to := min(c.next[i], c.inner[i])
		rows, values := c.column[from+1:to], c.value[from+1:to]
		for q, r := range rows {
			w[r] -= values[q] * v
		}
		taken += v * v
		c.value[c.next[i]] = v
		c.next[i]++
	}
	if k < c.tail {
		w[k] = 0
		c.value[c.next[k]] = pivot(whole-taken, whole)
		c.next[k]++
	}
}

// takeOff takes what columns left of the tail make of it off the tail: long ones together, as a product of matrices.
func (c *cholesky) takeOff(ctx context.Context) error {
	m, long := c.n-c.tail, 0
	for k := range c.tail {
		rows, values := c.column[c.inner[k]:c.columnAt[k+1]], c.value[c.inner[k]:c.columnAt[k+1]]
		if c.long(k) {
			row := c.panel[long*m : (long+1)*m]
			for x, r := range rows {
				row[int(r)-c.tail] = values[x]
			}
			long++
			continue
		}
		for x, r := range rows {
			at, v := c.full[(int(r)-c.tail)*m:], values[x]
			others := values[x:]
			for y, o := range rows[x:] {
				at[int(o)-c.tail] -= v * others[y]
			}
		}
	}
	return takeSquare(ctx, m, long, c.panel, m, c.full, m)
}

// pivot returns the root of what is left of a diagonal entry. One that rounding has taken below 1e-14 times its own
// size belongs to a row that depends on others: it is made huge, so that the row is left out.
func pivot(left, whole float64) float64 {
	if !(left > 1e-14*whole) || left <= 0 {
		return 1e64
	}
	return math.Sqrt(left)
}

// solve overwrites b, by row of A, with M⁻¹ b.
func (c *cholesky) solve(ctx context.Context, b []float64) error {
	w := c.work
	for k, r := range c.order {
		w[k] = b[r]
	}
	for k := range c.tail {
		from, to := c.columnAt[k], c.columnAt[k+1]
		v := w[k] / c.value[from]
		w[k] = v
		rows, values := c.column[from+1:to], c.value[from+1:to]
		for q, r := range rows {
			w[r] -= values[q] * v
		}
	}
	if err := solveFull(ctx, c.n-c.tail, c.full, w[c.tail:]); err != nil {
		return err
	}
	for k := c.tail - 1; k >= 0; k-- {
		from, to := c.columnAt[k], c.columnAt[k+1]
		v := w[k]
		rows, values := c.column[from+1:to], c.value[from+1:to]
		for q, r := range rows {
			v -= values[q] * w[r]
		}
		w[k] = v / c.value[from]
	}
	for k, r := range c.order {
		b[r] = w[k]
	}
	clear(w)
	return nil
}
