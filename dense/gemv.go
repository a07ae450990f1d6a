package dense

// Gemv computes y = alpha·op(a)·x + beta·y with a m x n as stored. y may not overlap a or x. With beta = 0 the old y is
// not read; with alpha = 0 a and x are not read. NaN and Inf propagate.
func Gemv(ta Op, m, n int, alpha float64, a []float64, lda int, x []float64, beta float64, y []float64) {
	checkMatrix("a", m, n, a, lda)
	nx, ny := n, m
	if ta {
		nx, ny = m, n
	}
	checkMatrix("x", 1, nx, x, nx)
	checkMatrix("y", 1, ny, y, ny)
	gemv(current64.Load(), ta, m, n, alpha, a, lda, x[:nx], beta, y[:ny])
}

// product1 is one running call of gemv: a tasker over chunks of y.
type product1[T float] struct {
	k           *kernel[T]
	ta          Op
	m, n        int
	alpha, beta T
	a, x, y     []T
	lda, chunk  int
}

func gemv[T float](k *kernel[T], ta Op, m, n int, alpha T, a []T, lda int, x []T, beta T, y []T) {
	if len(y) == 0 {
		return
	}
	if alpha == 0 || len(x) == 0 {
		scale(y, len(y), 1, len(y), beta)
		return
	}
	g, ok := k.vectors.Get().(*product1[T])
	if !ok {
		g = &product1[T]{k: k}
	}
	g.ta, g.m, g.n, g.alpha, g.beta, g.a, g.lda, g.x, g.y = ta, m, n, alpha, beta, a, lda, x, y
	// A chunk is a fixed part of y, so that the order of the sums does not depend on the number of cores. Rows of a
	// transposed matrix are read a chunk at a time: 8 KiB of each.
	g.chunk = 64
	if ta {
		g.chunk = 1024
	}
	// Reading an element costs as much as several operations on it: memory is the limit.
	parallel(workersFor(8*float64(m)*float64(n)), (len(y)+g.chunk-1)/g.chunk, g)
	g.a, g.x, g.y = nil, nil, nil
	k.vectors.Put(g)
}

func (g *product1[T]) do(task int) {
	lo := task * g.chunk
	hi := min(lo+g.chunk, len(g.y))
	if g.ta {
		g.columns(lo, hi)
		return
	}
	buf := g.k.blocks.get(4)
	for i := lo; i < hi; i += 4 {
		g.rows(i, min(4, hi-i), *buf)
	}
	g.k.blocks.put(buf)
}

// rows computes y[i:i+count], count ≤ 4.
func (g *product1[T]) rows(i, count int, s []T) {
	step := g.k.dotStep
	whole := 0
	clear(s[:4])
	if count == 4 {
		whole = g.n / step * step
		g.k.dot4(g.n/step, &g.a[i*g.lda], g.lda, &g.x[0], &s[0])
	}
	for r := range count {
		row := g.a[(i+r)*g.lda : (i+r)*g.lda+g.n]
		t := s[r]
		for j := whole; j < g.n; j++ {
			t += row[j] * g.x[j]
		}
		t *= g.alpha
		if g.beta != 0 {
			t += g.beta * g.y[i+r]
		}
		g.y[i+r] = t
	}
}

// columns computes y[lo:hi] of the transposed product, four rows of a at a time.
func (g *product1[T]) columns(lo, hi int) {
	y := g.y[lo:hi]
	scale(y, len(y), 1, len(y), g.beta)
	step := g.k.axpyStep
	whole := len(y) / step * step
	buf := g.k.blocks.get(4)
	f := *buf
	i := 0
	for ; i+4 <= g.m; i += 4 {
		for r := range 4 {
			f[r] = g.alpha * g.x[i+r]
		}
		g.k.axpy4(len(y)/step, &g.a[i*g.lda+lo], g.lda, &f[0], &y[0])
		for r := range 4 {
			axpy(f[r], g.a[(i+r)*g.lda+lo:], y, whole)
		}
	}
	for ; i < g.m; i++ {
		axpy(g.alpha*g.x[i], g.a[i*g.lda+lo:], y, 0)
	}
	g.k.blocks.put(buf)
}

// axpy adds f times row to y, from the element from.
func axpy[T float](f T, row, y []T, from int) {
	for j := from; j < len(y); j++ {
		y[j] += f * row[j]
	}
}
