package dense

import (
	"context"
	"sync/atomic"
)

// Gemm computes c = alpha·op(a)·op(b) + beta·c, with op(a) m x k, op(b) k x n and c m x n. c may not overlap a or b.
// With beta = 0 the old c is not read; with alpha = 0 a and b are not read. NaN and Inf propagate.
//
// Error: ctx.Err(); c then holds no useful values.
func Gemm(ctx context.Context, ta, tb Op, m, n, k int, alpha float64, a []float64, lda int, b []float64, ldb int,
	beta float64, c []float64, ldc int) error {
	ar, ac := m, k
	if ta {
		ar, ac = k, m
	}
	br, bc := k, n
	if tb {
		br, bc = n, k
	}
	checkMatrix("a", ar, ac, a, lda)
	checkMatrix("b", br, bc, b, ldb)
	checkMatrix("c", m, n, c, ldc)
	return gemm(ctx, current64.Load(), ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
}

// product is one running call of gemm. It is a tasker in each of its phases.
type product[T float] struct {
	k             *kernel[T]
	ctx           context.Context
	ta, tb        Op
	m, n, kk      int
	alpha, beta   T
	a, b, c       []T
	lda, ldb, ldc int

	phase  phase
	shared []T   // the packed operand that all cores read
	p0, pk int   // the steps of the inner dimension that are being done
	i0, im int   // the rows that are being done
	chunk  int   // rows or columns of a task
	cut    []int // where the tasks of wholeColumns begin
	failed atomic.Bool
}

type phase int

const (
	packA phase = iota // pack a chunk of rows of a into shared
	packB              // pack a chunk of columns of b into shared
	byColumns
	byRows
	wholeColumns // all steps of the inner dimension for a chunk of columns, with a read where it stands
)

func gemm[T float](ctx context.Context, k *kernel[T], ta, tb Op, m, n, kk int, alpha T, a []T, lda int, b []T, ldb int,
	beta T, c []T, ldc int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if m == 0 || n == 0 {
		return nil
	}
	if kk == 0 || alpha == 0 {
		scale(c, ldc, m, n, beta)
		return nil
	}
	if isFew(n) {
		return thinGemm(ctx, k, ta, tb, m, n, kk, alpha, a, lda, b, ldb, beta, c, ldc)
	}
	if isFew(m) {
		return thinGemmLeft(ctx, k, ta, tb, m, n, kk, alpha, a, lda, b, ldb, beta, c, ldc)
	}
	g, ok := k.products.Get().(*product[T])
	if !ok {
		g = &product[T]{k: k}
	}
	g.ctx, g.ta, g.tb, g.m, g.n, g.kk, g.alpha, g.beta = ctx, ta, tb, m, n, kk, alpha, beta
	g.a, g.lda, g.b, g.ldb, g.c, g.ldc = a, lda, b, ldb, c, ldc
	g.failed.Store(false)
	switch {
	case n <= 4*k.nr():
		g.narrow()
	case !bool(ta) && k.readsInPlace():
		g.inPlace()
	default:
		g.wide()
	}
	failed := g.failed.Load()
	g.ctx, g.a, g.b, g.c, g.shared = nil, nil, nil, nil, nil
	k.products.Put(g)
	if failed {
		return ctx.Err()
	}
	return nil
}

// rowsShared is how many rows of a are packed at a time for all cores: with kc columns they stay in the third cache.
const rowsShared = 4096

// wide packs a for all cores; each core packs a block of b, and goes over the rows of a with it.
func (g *product[T]) wide() {
	k := g.k
	workers := workersOf(g.ctx, 2*float64(g.m)*float64(g.n)*float64(min(g.kk, k.kc)))
	blocks := (g.n + k.nc - 1) / k.nc
	blocks = (blocks + workers - 1) / workers * workers
	cols := roundUp((g.n+blocks-1)/blocks, k.nr())
	buf := k.panels.get(roundUp(min(g.m, rowsShared), k.mr) * min(g.kk, k.kc))
	g.shared = *buf
	for g.p0 = 0; g.p0 < g.kk; g.p0 += g.pk {
		g.pk = g.step(g.kk - g.p0)
		for g.i0 = 0; g.i0 < g.m; g.i0 += g.im {
			g.im = min(rowsShared, g.m-g.i0)
			g.run(workers, packA, g.im, 8*k.mr)
			if !g.run(workers, byColumns, g.n, cols) {
				k.panels.put(buf)
				return
			}
		}
	}
	k.panels.put(buf)
}

// tasksEach is how many tasks at least the work of a core is cut into: one that starts late does fewer.
const tasksEach = 4

// inPlace reads a where it stands, by rows: each core packs some columns of b, goes over all rows of a with them, and
// waits for nobody before the end.
func (g *product[T]) inPlace() {
	workers := workersOf(g.ctx, 2*float64(g.m)*float64(g.n)*float64(g.kk))
	g.cutColumns(workers)
	g.phase = wholeColumns
	parallel(workers, len(g.cut), g)
}

// cutColumns cuts the columns into tasks for so many cores, in whole tiles.
func (g *product[T]) cutColumns(workers int) {
	nr := g.k.nr()
	g.cut = g.cut[:0]
	for at := 0; at < g.n; {
		g.cut = append(g.cut, at)
		left, most := (g.n-at+nr-1)/nr, g.k.nc/nr
		if workers > 1 {
			// Towards the end they are narrow, so that no core waits long for another.
			most = min(most, (left+2*workers-1)/(2*workers))
		}
		tasks := (left + most - 1) / most
		at += (left + tasks - 1) / tasks * nr
	}
}

// columns are those of a task: from the first to the one after the last.
func (g *product[T]) columns(task int) (from, to int) {
	if task+1 == len(g.cut) {
		return g.cut[task], g.n
	}
	return g.cut[task], g.cut[task+1]
}

// whole computes columns at to at+n of c.
func (g *product[T]) whole(at, n int) {
	k := g.k
	longest := g.step(g.kk)
	buf := k.blocks.get(k.mr*k.nr() + longest*(k.mr+roundUp(n, k.nr())))
	edge, panel, b := (*buf)[:k.mr*k.nr()], (*buf)[k.mr*k.nr():][:longest*k.mr], (*buf)[k.mr*(k.nr()+longest):]
	c := g.c[at:]
	load := 0
	if g.beta != 0 {
		scale(c, g.ldc, g.m, n, g.beta)
		load = 1
	}
	for p := 0; p < g.kk; {
		if g.cancelled() {
			break
		}
		pk := g.step(g.kk - p)
		g.packColumns(b, p, pk, at, n)
		k.tilesInPlace(pk, g.a[p:], g.lda, g.m, b, n, g.alpha, c, g.ldc, load, edge, panel)
		load, p = 1, p+pk
	}
	k.blocks.put(buf)
}

// narrow packs b for all cores; each core packs a few rows of a at a time and multiplies them while they are in the
// first cache. For a b of few columns, where packing a for all would take as long as the product.
func (g *product[T]) narrow() {
	k := g.k
	workers := workersOf(g.ctx, 2*float64(g.m)*float64(g.n)*float64(min(g.kk, k.kc)))
	buf := k.panels.get(roundUp(g.n, k.nr()) * min(g.kk, k.kc))
	g.shared = *buf
	g.i0, g.im = 0, g.m
	rows := min(16*k.mr, roundUp((g.m+workers-1)/workers, k.mr))
	for g.p0 = 0; g.p0 < g.kk; g.p0 += g.pk {
		g.pk = g.step(g.kk - g.p0)
		g.run(1, packB, g.n, k.nr())
		if !g.run(workers, byRows, g.m, rows) {
			break
		}
	}
	k.panels.put(buf)
}

// step is the number of steps of the inner dimension to do next, when left remain: kc, or two equal parts of what is
// left when a small rest would cost as much of c's traffic as a full step.
func (g *product[T]) step(left int) int {
	kc := g.k.kc
	if left > kc && left < 2*kc {
		return roundUp((left+1)/2, 8)
	}
	return min(kc, left)
}

// run does one phase on total rows or columns in chunks, and reports whether to go on.
func (g *product[T]) run(workers int, p phase, total, chunk int) bool {
	if g.failed.Load() {
		return false
	}
	g.phase, g.chunk = p, chunk
	parallel(workers, (total+chunk-1)/chunk, g)
	return !g.failed.Load()
}

func (g *product[T]) do(task int) {
	k, at := g.k, task*g.chunk
	switch g.phase {
	case packA:
		g.packA(g.shared[at*g.pk:], g.i0+at, min(g.chunk, g.im-at))
	case packB:
		g.packB(g.shared[at*g.pk:], at, min(g.chunk, g.n-at))
	case byColumns:
		if g.cancelled() {
			return
		}
		n := min(g.chunk, g.n-at)
		buf := k.blocks.get(k.mr*k.nr() + g.pk*roundUp(n, k.nr()))
		edge, b := (*buf)[:k.mr*k.nr()], (*buf)[k.mr*k.nr():]
		g.packB(b, at, n)
		c := g.c[g.i0*g.ldc+at:]
		k.tiles(g.pk, g.shared, g.im, b, n, g.alpha, c, g.ldc, g.begin(c, g.im, n), edge)
		k.blocks.put(buf)
	case wholeColumns:
		from, to := g.columns(task)
		g.whole(from, to-from)
	case byRows:
		if g.cancelled() {
			return
		}
		if !bool(g.ta) && k.readsInPlace() {
			m := min(g.chunk, g.m-at)
			buf := k.blocks.get(k.mr*k.nr() + g.pk*k.mr)
			edge, panel := (*buf)[:k.mr*k.nr()], (*buf)[k.mr*k.nr():]
			c := g.c[at*g.ldc:]
			k.tilesInPlace(g.pk, g.a[at*g.lda+g.p0:], g.lda, m, g.shared, g.n, g.alpha, c, g.ldc, g.begin(c, m, g.n),
				edge, panel)
			k.blocks.put(buf)
			return
		}
		rows := k.mr
		if g.ta {
			rows *= alongPanels // what they take from each row of a stands in one piece
		}
		buf := k.blocks.get(k.mr*k.nr() + g.pk*rows)
		edge, a := (*buf)[:k.mr*k.nr()], (*buf)[k.mr*k.nr():]
		end := min(at+g.chunk, g.m)
		for i := at; i < end; i += rows {
			m := min(rows, end-i)
			g.packA(a, i, m)
			c := g.c[i*g.ldc:]
			k.tiles(g.pk, a, m, g.shared, g.n, g.alpha, c, g.ldc, g.begin(c, m, g.n), edge)
		}
		k.blocks.put(buf)
	}
}

// begin applies beta to a part of c before the first product is added to it, and returns the kernel's load.
func (g *product[T]) begin(c []T, rows, cols int) int {
	if g.p0 > 0 {
		return 1
	}
	if g.beta == 0 {
		return 0
	}
	scale(c, g.ldc, rows, cols, g.beta)
	return 1
}

func (g *product[T]) cancelled() bool {
	if g.ctx.Err() != nil {
		g.failed.Store(true)
	}
	return g.failed.Load()
}

func (g *product[T]) packA(dst []T, i, rows int) {
	at := i*g.lda + g.p0
	if g.ta {
		at = g.p0*g.lda + i
	}
	g.k.pack(dst, g.k.mr, g.k.mr, rows, g.pk, g.a[at:], g.lda, !bool(g.ta))
}

func (g *product[T]) packB(dst []T, j, cols int) { g.packColumns(dst, g.p0, g.pk, j, cols) }

// packColumns packs steps [p, p+pk) of columns j to j+cols of b.
func (g *product[T]) packColumns(dst []T, p, pk, j, cols int) {
	at := p*g.ldb + j
	if g.tb {
		at = j*g.ldb + p
	}
	g.k.pack(dst, g.k.nr(), g.k.vw, cols, pk, g.b[at:], g.ldb, bool(g.tb))
}

func roundUp(n, to int) int { return (n + to - 1) / to * to }
