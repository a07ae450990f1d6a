package dense

import "context"

// Products and solves with few columns. They are read-bound: packing the matrix would read and write it once more, and
// wide kernels would work on columns that are not there. So four rows of the matrix pass at a time, once for up to six
// columns, which are stored in one piece each.

// fewColumns is the number of columns beyond which packing pays.
const fewColumns = 16

// isFew reports whether a product or a solve with so many columns is done without packing.
func isFew(cols int) bool { return cols <= fewColumns }

// columns are some columns of n elements: element i of column j is at j·ld + i.
type columns[T float] struct {
	v  []T
	ld int
}

// from returns the columns without their first i elements.
func (c columns[T]) from(i int) columns[T] { return columns[T]{c.v[i:], c.ld} }

// places are where elements of a matrix of few columns stand: element (i, j) at i·row + j·col.
type places[T float] struct {
	v        []T
	row, col int
}

// thinProduct is one running product y = alpha·op(a)·x + beta·y: a tasker over parts of y's rows. A part is the same
// whatever the number of cores, so that sums have the same order.
type thinProduct[T float] struct {
	k           *kernel[T]
	ctx         context.Context
	ta          Op
	rows, cols  int // of a as stored
	n           int // columns of x and y
	alpha, beta T
	a           []T
	lda         int
	x           columns[T]
	y           places[T]
	chunk       int // rows of y in a part
	tiled       bool
	sides       []panel[T] // of x, where a is as it is
}

// thinRows is how many rows of y are summed up at a time. dotSteps steps of four rows of a stay in the first cache
// while the columns pass by.
const (
	thinRows = 32
	dotSteps = 512
	// thinEdge is the most rows of y in a part, where parts are rows of a: as many ends of rows are filled up at a time.
	thinEdge = max(thinRows, acrossRows)
)

// thinWidth is how many elements of each of a's rows are added up at a time when it is transposed: the sums of n
// columns stay in the first cache.
func thinWidth(n int) int {
	if n <= 4 {
		return 1024
	}
	if n <= 8 {
		return 512
	}
	return 256
}

// thin computes y = alpha·op(a)·x + beta·y, a being rows x cols as stored and x and y having n columns.
func thin[T float](ctx context.Context, k *kernel[T], ta Op, rows, cols, n int, alpha T, a []T, lda int, x columns[T],
	beta T, y places[T]) error {
	g, ok := k.thins.Get().(*thinProduct[T])
	if !ok {
		g = &thinProduct[T]{k: k}
	}
	g.ctx, g.ta, g.rows, g.cols, g.n, g.alpha, g.beta = ctx, ta, rows, cols, n, alpha, beta
	g.a, g.lda, g.x, g.y = a, lda, x, y
	total := rows
	g.chunk = thinRows
	if ta {
		total, g.chunk = cols, thinWidth(n)
	}
	if g.tiled = k.tiled(n, ta); g.tiled && bool(ta) {
		g.chunk = downWidth
	} else if g.tiled {
		g.chunk = acrossRows
		defer k.panels.put(g.pack())
	}
	size := float64(rows) * float64(cols)
	parallel(workersOf(ctx, 8*size+2*size*float64(n)), (total+g.chunk-1)/g.chunk, g)
	g.ctx, g.a, g.x, g.y = nil, nil, columns[T]{}, places[T]{}
	clear(g.sides)
	k.thins.Put(g)
	return ctx.Err()
}

func (g *thinProduct[T]) do(task int) {
	if g.ctx.Err() != nil {
		return
	}
	total := g.rows
	if g.ta {
		total = g.cols
	}
	lo := task * g.chunk
	width := min(g.chunk, total-lo)
	ld := g.chunk + 2*g.k.vw // no power of two: columns would stand in each other's places of the first cache
	buf := g.k.blocks.get(g.n*ld + mostTile + (thinEdge+fewColumns)*g.k.vw)
	sums, tile := columns[T]{(*buf)[:g.n*ld], ld}, (*buf)[g.n*ld:g.n*ld+mostTile]
	edge := (*buf)[g.n*ld+mostTile:]
	clear(sums.v)
	switch {
	case g.tiled && bool(g.ta):
		g.addDown(lo, width, sums, edge)
	case g.tiled:
		g.addAcross(lo, width, sums, tile)
		g.addEdge(lo, width, sums, edge)
	case bool(g.ta):
		g.addRows(lo, width, sums, edge)
	default:
		g.addDots(lo, width, sums, edge)
		g.addEdge(lo, width, sums, edge)
	}
	g.put(lo, width, sums)
	g.k.blocks.put(buf)
}

// put brings rows of sums to their places. With beta = 0 what was there is not read.
func (g *thinProduct[T]) put(lo, width int, sums columns[T]) {
	for j := range g.n {
		y := g.y.v[lo*g.y.row+j*g.y.col:]
		for i, s := range sums.v[j*sums.ld : j*sums.ld+width] {
			s *= g.alpha
			if g.beta != 0 {
				s += g.beta * y[i*g.y.row]
			}
			y[i*g.y.row] = s
		}
	}
}

// groups calls f for groups of columns as even as the widest kernel allows: columns j to j+c.
func (g *thinProduct[T]) groups(f func(j, c int)) {
	groups := (g.n + len(g.k.dots) - 1) / len(g.k.dots)
	for q := range groups {
		lo, hi := q*g.n/groups, (q+1)*g.n/groups
		f(lo, hi-lo)
	}
}

// addDots sums up rows i to i+width of y: each element is a row of a times a column of x. edge is room.
func (g *thinProduct[T]) addDots(i, width int, sums columns[T], edge []T) {
	whole := g.cols / g.k.vw * g.k.vw
	for p := 0; p < whole; p += dotSteps {
		blocks := min(dotSteps, whole-p) / g.k.vw
		g.groups(func(j, c int) {
			x := &g.x.v[j*g.x.ld+p]
			r := 0
			for ; r+4 <= width; r += 4 {
				g.k.dots[c-1](blocks, &g.a[(i+r)*g.lda+p], g.lda, x, g.x.ld, &sums.v[j*sums.ld+r], sums.ld)
			}
			// Where fewer than four rows are left, each is taken four times.
			for ; r < width; r++ {
				four := edge[:4*maxThin]
				clear(four)
				g.k.dots[c-1](blocks, &g.a[(i+r)*g.lda+p], 0, x, g.x.ld, &four[0], 4)
				for h := range c {
					sums.v[(j+h)*sums.ld+r] += four[4*h]
				}
			}
		})
	}
}

// addEdge adds to rows of the sums the last elements of rows of a, which are no whole step: filled up with zeros, they
// are one. edge is room for them.
func (g *thinProduct[T]) addEdge(i, width int, sums columns[T], edge []T) {
	vw, whole := g.k.vw, g.cols/g.k.vw*g.k.vw
	if whole == g.cols {
		return
	}
	rows := roundUp(width, 4)
	clear(edge[:(rows+g.n)*vw])
	for r := range width {
		copy(edge[r*vw:], g.a[(i+r)*g.lda+whole:(i+r)*g.lda+g.cols])
	}
	x := edge[rows*vw:]
	for j := range g.n {
		copy(x[j*vw:], g.x.v[j*g.x.ld+whole:j*g.x.ld+g.cols])
	}
	g.groups(func(j, c int) {
		for r := 0; r < rows; r += 4 {
			g.k.dots[c-1](1, &edge[r*vw], vw, &x[j*vw], vw, &sums.v[j*sums.ld+r], sums.ld)
		}
	})
}

// addRows sums up rows lo to lo+width of y, which belong to columns of a as stored: rows of a are added, each times its
// element of each column of x.
func (g *thinProduct[T]) addRows(lo, width int, sums columns[T], edge []T) {
	blocks := width / g.k.vw
	whole := blocks * g.k.vw
	i := 0
	for ; i+4 <= g.rows; i += 4 {
		if blocks > 0 {
			g.groups(func(j, c int) {
				g.k.axpys[c-1](blocks, &g.a[i*g.lda+lo], g.lda, &g.x.v[j*g.x.ld+i], g.x.ld, &sums.v[j*sums.ld], sums.ld)
			})
		}
		g.addEnds(i, lo+whole, width-whole, sums.from(whole), edge)
	}
	g.restOfRows(i, lo, width, sums)
}

// addEnds is addRows for four rows of a and fewer columns than two vectors hold: filled up with zeros, they are whole
// ones. What is beside the sums is not used.
func (g *thinProduct[T]) addEnds(i, lo, width int, sums columns[T], edge []T) {
	if width == 0 {
		return
	}
	ld := g.k.width(width)
	clear(edge[:4*ld])
	for r := range 4 {
		copy(edge[r*ld:], g.a[(i+r)*g.lda+lo:(i+r)*g.lda+lo+width])
	}
	g.groups(func(j, c int) {
		g.k.axpys[c-1](ld/g.k.vw, &edge[0], ld, &g.x.v[j*g.x.ld+i], g.x.ld, &sums.v[j*sums.ld], sums.ld)
	})
}

// restOfRows adds the last rows of a, from i on.
func (g *thinProduct[T]) restOfRows(i, lo, width int, sums columns[T]) {
	for r := i; r < g.rows; r++ {
		row := g.a[r*g.lda+lo : r*g.lda+lo+width]
		for j := range g.n {
			axpy(g.x.v[j*g.x.ld+r], row, sums.v[j*sums.ld:j*sums.ld+width], 0)
		}
	}
}

// thinGemm is gemm with c of few columns.
func thinGemm[T float](ctx context.Context, k *kernel[T], ta, tb Op, m, n, kk int, alpha T, a []T, lda int, b []T,
	ldb int, beta T, c []T, ldc int) error {
	rows, cols := m, kk
	if ta {
		rows, cols = kk, m
	}
	x := columns[T]{b, ldb}
	if !tb && (n > 1 || ldb > 1) {
		buf := k.panels.get(n * kk)
		defer k.panels.put(buf)
		x = columns[T]{*buf, kk}
		k.turn(x.v, kk, b, ldb, kk, n)
	}
	return thin(ctx, k, ta, rows, cols, n, alpha, a, lda, x, beta, places[T]{c, ldc, 1})
}

// thinGemmLeft is gemm with c of few rows: its transpose has few columns.
func thinGemmLeft[T float](ctx context.Context, k *kernel[T], ta, tb Op, m, n, kk int, alpha T, a []T, lda int, b []T,
	ldb int, beta T, c []T, ldc int) error {
	rows, cols := n, kk
	if !tb {
		rows, cols = kk, n
	}
	x := columns[T]{a, lda}
	if ta {
		buf := k.panels.get(m * kk)
		defer k.panels.put(buf)
		x = columns[T]{*buf, kk}
		k.turn(x.v, kk, a, lda, kk, m)
	}
	return thin(ctx, k, !tb, rows, cols, m, alpha, b, ldb, x, beta, places[T]{c, 1, ldc})
}

// thinLeaf is the order of the triangles that are solved element by element.
const thinLeaf = 16

// thinSolve overwrites n columns x with t⁻¹x.
func thinSolve[T float](ctx context.Context, k *kernel[T], t triangle[T], n int, x columns[T]) error {
	if n == 1 {
		if t.n >= panelsFrom {
			return k.solvePanels(ctx, t, x.v[:t.n])
		}
		room := k.blocks.get(stepRoom)
		k.solveRows(t, x.v[:t.n], *room)
		k.blocks.put(room)
		return ctx.Err()
	}
	if t.n <= thinLeaf {
		j := 0
		for ; j+4 <= n; j += 4 {
			solveFour(t, x.v[j*x.ld:], x.ld)
		}
		for ; j < n; j++ {
			solveVector(t, x.v[j*x.ld:j*x.ld+t.n])
		}
		return ctx.Err()
	}
	n1 := roundUp(t.n/2, thinLeaf)
	first, second, x1, x2, k1, k2 := t.block(0, n1), t.block(n1, t.n), x, x.from(n1), n1, t.n-n1
	if !t.lower {
		first, second, x1, x2, k1, k2 = second, first, x2, x1, k2, k1
	}
	if err := thinSolve(ctx, k, first, n, x1); err != nil {
		return err
	}
	rows, cols := k2, k1
	if t.op {
		rows, cols = k1, k2
	}
	err := thin(ctx, k, t.op, rows, cols, n, -1, t.rest(n1), t.lda, x1, 1, places[T]{x2.v, 1, x2.ld})
	if err != nil {
		return err
	}
	return thinSolve(ctx, k, second, n, x2)
}

// solveFour is solveVector for four columns: they hide the delay of each other's sums.
func solveFour[T float](t triangle[T], x []T, ld int) {
	x0, x1, x2, x3 := x[:t.n], x[ld:ld+t.n], x[2*ld:2*ld+t.n], x[3*ld:3*ld+t.n]
	di, dj := t.lda, 1
	if t.op {
		di, dj = 1, t.lda
	}
	for q := range t.n {
		i, lo, hi := q, 0, q
		if !t.lower {
			i = t.n - 1 - q
			lo, hi = i+1, t.n
		}
		s0, s1, s2, s3 := x0[i], x1[i], x2[i], x3[i]
		for j := lo; j < hi; j++ {
			v := t.a[i*di+j*dj]
			s0 -= v * x0[j]
			s1 -= v * x1[j]
			s2 -= v * x2[j]
			s3 -= v * x3[j]
		}
		if !t.unit {
			d := t.a[i*di+i*dj]
			s0, s1, s2, s3 = s0/d, s1/d, s2/d, s3/d
		}
		x0[i], x1[i], x2[i], x3[i] = s0, s1, s2, s3
	}
}

// thinTrsm is trsm with few columns.
func thinTrsm[T float](ctx context.Context, k *kernel[T], t triangle[T], ob Op, cols int, b []T, ldb int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if ob {
		return thinSolve(ctx, k, t, cols, columns[T]{b, ldb})
	}
	if cols == 1 && ldb == 1 {
		return thinSolve(ctx, k, t, 1, columns[T]{b, t.n})
	}
	buf := k.panels.get(cols * t.n)
	defer k.panels.put(buf)
	x := columns[T]{*buf, t.n}
	k.turn(x.v, t.n, b, ldb, t.n, cols)
	err := thinSolve(ctx, k, t, cols, x)
	k.turn(b, ldb, x.v, t.n, cols, t.n)
	return err
}
