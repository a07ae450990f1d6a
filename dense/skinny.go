package dense

import "context"

// A product by few columns is read-bound: packing a would read and write it once more, and wide kernels would work on
// columns
// that are not there. So each core keeps a few rows of a in its cache and goes over them once a column, with the
// kernels of
// a product by one. Beyond these numbers of columns packing pays.
const (
	fewColumns           = 6
	fewColumnsTransposed = 16
)

// isSkinny reports whether a product by n columns is done without packing.
func isSkinny(ta Op, n int) bool { return n <= fewColumns || bool(ta) && n <= fewColumnsTransposed }

// skinnyProduct is one running product by few columns: a tasker over parts of c's rows. A part is the same whatever the
// number of cores,
// so that sums have the same order.
type skinnyProduct[T float] struct {
	k               *kernel[T]
	ctx             context.Context
	ta              Op
	rows, cols      int // of a as stored
	n               int // columns of c
	alpha, beta     T
	a, x, c         []T // x holds b as the kernels read it
	lda, ldc, chunk int
}

func skinny[T float](
	ctx context.Context,
	k *kernel[T],
	ta, tb Op,
	m, n, kk int,
	alpha T,
	a []T,
	lda int,
	b []T,
	ldb int,
	beta T,
	c []T,
	ldc int,
) error {
	g := &skinnyProduct[T]{
		k:     k,
		ctx:   ctx,
		ta:    ta,
		rows:  m,
		cols:  kk,
		n:     n,
		alpha: alpha,
		beta:  beta,
		a:     a,
		lda:   lda,
		c:     c,
		ldc:   ldc,
	}
	g.chunk = 32
	if ta {
		g.rows, g.cols, g.chunk = kk, m, 512
	}
	buf := k.panels.get(n * roundUp(kk, 4))
	g.x = (*buf)[:n*roundUp(kk, 4)]
	at := func(p, j int) T {
		if tb {
			return b[j*ldb+p]
		}
		return b[p*ldb+j]
	}
	if ta {
		// Four rows of a at a time, their factors for each column beside each other.
		clear(g.x[n*(kk/4*4):])
		for p := range kk {
			for j := range n {
				g.x[p/4*4*n+4*j+p%4] = alpha * at(p, j)
			}
		}
	} else {
		for j := range n {
			for p := range kk {
				g.x[j*kk+p] = at(p, j)
			}
		}
	}
	parallel(workersFor(8*float64(m)*float64(kk)+2*float64(m)*float64(kk)*float64(n)), (m+g.chunk-1)/g.chunk, g)
	k.panels.put(buf)
	return ctx.Err()
}

func (g *skinnyProduct[T]) do(task int) {
	if g.ctx.Err() != nil {
		return
	}
	lo := task * g.chunk
	if g.ta {
		g.columns(lo, min(lo+g.chunk, g.cols))
		return
	}
	buf := g.k.blocks.get(4)
	for i := lo; i < min(lo+g.chunk, g.rows); i += 4 {
		g.dots(i, min(4, g.rows-i), *buf)
	}
	g.k.blocks.put(buf)
}

// dots computes count ≤ 4 rows of c, each element as a row of a times a column of b.
func (g *skinnyProduct[T]) dots(i, count int, s []T) {
	step := g.k.dotStep
	for j := range g.n {
		x := g.x[j*g.cols : (j+1)*g.cols]
		whole := 0
		clear(s[:4])
		if count == 4 {
			whole = g.cols / step * step
			g.k.dot4(g.cols/step, &g.a[i*g.lda], g.lda, &x[0], &s[0])
		}
		for r := range count {
			row := g.a[(i+r)*g.lda : (i+r)*g.lda+g.cols]
			t := s[r]
			for p := whole; p < g.cols; p++ {
				t += row[p] * x[p]
			}
			g.put(i+r, j, g.alpha*t)
		}
	}
}

// columns computes rows lo to hi of c, which belong to columns of a as stored: rows of a are added, times their
// factors.
func (g *skinnyProduct[T]) columns(lo, hi int) {
	width := hi - lo
	step := g.k.axpyStep
	whole := width / step * step
	buf := g.k.blocks.get(g.n * width)
	sums := (*buf)[:g.n*width]
	clear(sums)
	i := 0
	for ; i+4 <= g.rows; i += 4 {
		for j := range g.n {
			f, y := g.x[i*g.n+4*j:i*g.n+4*j+4], sums[j*width:(j+1)*width]
			g.k.axpy4(width/step, &g.a[i*g.lda+lo], g.lda, &f[0], &y[0])
			for r := range 4 {
				axpy(f[r], g.a[(i+r)*g.lda+lo:], y, whole)
			}
		}
	}
	for r := i; r < g.rows; r++ {
		for j := range g.n {
			axpy(g.x[i*g.n+4*j+r-i], g.a[r*g.lda+lo:], sums[j*width:(j+1)*width], 0)
		}
	}
	for j := range g.n {
		for q, v := range sums[j*width : (j+1)*width] {
			g.put(lo+q, j, v)
		}
	}
	g.k.blocks.put(buf)
}

// put sets an element of c. With beta = 0 the old one is not read.
func (g *skinnyProduct[T]) put(i, j int, v T) {
	at := &g.c[i*g.ldc+j]
	if g.beta != 0 {
		v += g.beta * *at
	}
	*at = v
}
