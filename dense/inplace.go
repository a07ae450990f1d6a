package dense

import (
	"context"
	"unsafe"
)

// Solves for more columns than few read the triangle where it stands: packing it, each core for itself, would take a
// fifth to a third of the time of a solve for some forty. The right-hand sides are packed instead, in strips a tile
// wide, and stay so from the first triangle to the last. A core solves for its strips alone: cores wait for each other
// once.

const (
	// rowSteps and columnSteps are how many rows are solved before they are taken out of all others, where the triangle
	// is read along its rows and across them: the second ask for as many pages.
	rowSteps    = 384
	columnSteps = 128
	// mostStrips is how many strips a core solves at a time: what is solved of them stays in the second cache.
	mostStrips = 8
	// sharedOrder is the order from which on a core takes all its strips at once, as far as they fit: the triangle is
	// read less often then.
	sharedOrder = 512
)

// readsInPlace reports whether the kernel has what solves in place need.
func (k *kernel[T]) readsInPlace() bool { return k.mulRows[0] != nil }

// inPlaceSolve overwrites op(b) with the solutions of one triangle after the other: a tasker over groups of strips.
type inPlaceSolve[T float] struct {
	ctx       context.Context
	k         *kernel[T]
	triangles [2]triangle[T]
	count     int // of triangles
	ob        Op
	cols      int // of op(b)
	b         []T
	ldb       int
	vectors   int // of all columns
	strips    int
	tasks     int
	large     int // of the tasks: the first, the others share what is left
	each      int // strips of a large task
}

// strip is some columns of the right-hand sides, packed: rows of w elements that follow each other.
type strip[T float] struct {
	x []T
	w int
	v int // w in vectors, less one
}

// inPlaceSolve returns a solve for columns of op(b), to be run and given back; flops are its operations.
func (k *kernel[T]) inPlaceSolve(ctx context.Context, ob Op, cols int, b []T, ldb int,
	triangles ...triangle[T]) (s *inPlaceSolve[T], flops float64) {
	s, ok := k.inPlaces.Get().(*inPlaceSolve[T])
	if !ok {
		s = &inPlaceSolve[T]{k: k}
	}
	s.ctx, s.ob, s.cols, s.b, s.ldb = ctx, ob, cols, b, ldb
	s.count = copy(s.triangles[:], triangles)
	s.vectors = (cols + k.vw - 1) / k.vw
	s.strips = (s.vectors + k.nv - 1) / k.nv
	n := float64(s.order())
	return s, float64(s.count) * n * n * float64(cols)
}

func (s *inPlaceSolve[T]) order() int { return s.triangles[0].n }

// cut cuts the strips into tasks for so many cores. Where each takes its share at once, a quarter is left for whichever
// has done it first.
func (s *inPlaceSolve[T]) cut(workers int) {
	s.tasks, s.large, s.each = roundUp((s.strips+mostStrips-1)/mostStrips, workers), 0, 0
	switch {
	case workers == 1:
	case s.order() < sharedOrder:
		s.tasks = s.strips
	case s.tasks == workers && s.strips >= tasksEach*workers:
		s.tasks, s.large, s.each = 2*workers, workers, s.strips*3/4/workers
	}
	s.tasks = min(s.tasks, s.strips)
}

// from is the first strip of a task.
func (s *inPlaceSolve[T]) from(task int) int {
	if task <= s.large {
		return task * s.each
	}
	done := s.large * s.each
	return done + (task-s.large)*(s.strips-done)/(s.tasks-s.large)
}

func (s *inPlaceSolve[T]) done() {
	k := s.k
	s.ctx, s.b, s.triangles = nil, nil, [2]triangle[T]{}
	k.inPlaces.Put(s)
}

func solveInPlace[T float](ctx context.Context, k *kernel[T], ob Op, cols int, b []T, ldb int,
	triangles ...triangle[T]) error {
	s, flops := k.inPlaceSolve(ctx, ob, cols, b, ldb, triangles...)
	workers := workersOf(ctx, flops)
	s.cut(workers)
	parallel(workers, s.tasks, s)
	s.done()
	return ctx.Err()
}

// twoSolves is two solves that do not depend on each other: a tasker over the tasks of both.
type twoSolves[T float] struct{ first, second *inPlaceSolve[T] }

func (s *twoSolves[T]) do(task int) {
	if task < s.first.tasks {
		s.first.do(task)
	} else {
		s.second.do(task - s.first.tasks)
	}
}

// solveTwo overwrites x, cols x t.n, with the solution of x·opᵀ(t) = x, and y, u.n x cols, with u⁻¹·y.
func solveTwo[T float](ctx context.Context, k *kernel[T], cols, ld int, t triangle[T], x []T, u triangle[T],
	y []T) error {
	first, flops := k.inPlaceSolve(ctx, Trans, cols, x, ld, t)
	second, more := k.inPlaceSolve(ctx, NoTrans, cols, y, ld, u)
	workers := workersOf(ctx, flops+more)
	first.cut(workers)
	second.cut(workers)
	if workers == 1 {
		for task := range first.tasks {
			first.do(task)
		}
		for task := range second.tasks {
			second.do(task)
		}
	} else {
		parallel(workers, first.tasks+second.tasks, &twoSolves[T]{first, second})
	}
	first.done()
	second.done()
	return ctx.Err()
}

func (s *inPlaceSolve[T]) do(task int) {
	if s.ctx.Err() != nil {
		return
	}
	k, n := s.k, s.order()
	first, last := s.from(task), s.from(task+1)
	rows := roundUp(n, k.mr)
	at := func(strip int) int { return strip * s.vectors / s.strips * k.vw }
	buf := k.blocks.get(rows*(at(last)-at(first)) + k.mr*k.mr + k.mr*max(rowSteps, columnSteps))
	room := *buf
	var strips [mostStrips]strip[T]
	for q := first; q < last; q++ {
		lo, w := at(q), at(q+1)-at(q)
		x := room[:rows*w]
		room = room[rows*w:]
		if s.ob {
			k.packSide(x, w, min(w, s.cols-lo), n, s.b[lo*s.ldb:], s.ldb)
		} else {
			packAlong(x, w, min(w, s.cols-lo), n, s.b[lo:], s.ldb)
		}
		clear(x[n*w:])
		strips[q-first] = strip[T]{x, w, w/k.vw - 1}
	}
	for _, t := range s.triangles[:s.count] {
		k.solveStripsInPlace(s.ctx, t, strips[:last-first], room)
	}
	for q, x := range strips[:last-first] {
		lo := at(first + q)
		w := min(x.w, s.cols-lo)
		if s.ob {
			k.turn(s.b[lo*s.ldb:], s.ldb, x.x, x.w, n, w)
		} else {
			copyMatrix(s.b[lo:], s.ldb, x.x, x.w, n, w)
		}
	}
	k.blocks.put(buf)
}

// solveStripsInPlace overwrites the strips with t⁻¹ times them, a block of rows after the other; room is for a block
// of the diagonal and a panel of a.
func (k *kernel[T]) solveStripsInPlace(ctx context.Context, t triangle[T], strips []strip[T], room []T) {
	steps := rowSteps
	if t.op {
		steps = columnSteps
	}
	blocks := (t.n + steps - 1) / steps
	for q := range blocks {
		if ctx.Err() != nil {
			return
		}
		at := q
		if !t.lower {
			at = blocks - 1 - q
		}
		lo, hi := at*steps, min(at*steps+steps, t.n)
		k.solveBlock(t, lo, hi, strips, room)
		from, to := hi, t.n
		if !t.lower {
			from, to = 0, lo
		}
		for i := from; i < to; i += k.mr {
			k.takeOut(t, i, lo, hi, strips, room)
		}
	}
}

// solveBlock solves with the diagonal block [lo, hi), lo a multiple of mr.
func (k *kernel[T]) solveBlock(t triangle[T], lo, hi int, strips []strip[T], room []T) {
	mr := k.mr
	diagonal, room := room[:mr*mr], room[mr*mr:]
	tiles := (hi - lo + mr - 1) / mr
	for q := range tiles {
		if t.lower {
			i := lo + q*mr
			if q > 0 {
				k.takeOut(t, i, lo, i, strips, room)
			}
			packDiagonal(k, diagonal, min(mr, hi-i), t, i)
			for _, s := range strips {
				k.solveLower[s.v](&diagonal[0], &s.x[i*s.w])
			}
			continue
		}
		i := lo + (tiles-1-q)*mr
		if q > 0 {
			k.takeOut(t, i, i+mr, hi, strips, room)
		}
		packDiagonal(k, diagonal, min(mr, hi-i), t, i)
		for _, s := range strips {
			k.solveUpper[s.v](&diagonal[0], &s.x[i*s.w])
		}
	}
}

// takeOut takes what rows [lo, hi), which are solved, contribute out of the mr rows from i on.
func (k *kernel[T]) takeOut(t triangle[T], i, lo, hi int, strips []strip[T], room []T) {
	mr := k.mr
	if i+mr > t.n {
		// What sticks out over the edge is not read.
		panel := room[:mr*(hi-lo)]
		if t.op {
			packAlong(panel, mr, t.n-i, hi-lo, t.a[lo*t.lda+i:], t.lda)
		} else {
			k.packSide(panel, mr, t.n-i, hi-lo, t.a[i*t.lda+lo:], t.lda)
		}
		for _, s := range strips {
			k.mul[s.v](hi-lo, &panel[0], &s.x[lo*s.w], &s.x[i*s.w], s.w, -1, 1)
		}
		return
	}
	mul, a := &k.mulRows, unsafe.SliceData(t.a[i*t.lda+lo:])
	if t.op {
		mul, a = &k.mulColumns, unsafe.SliceData(t.a[lo*t.lda+i:])
	}
	for _, s := range strips {
		mul[s.v](hi-lo, a, t.lda, &s.x[lo*s.w], &s.x[i*s.w], s.w, -1, 1)
	}
}

// tilesInPlace is tiles with an a that stands where it is, by rows; panel is room for mr·kk elements of it.
func (k *kernel[T]) tilesInPlace(kk int, a []T, lda, rows int, bp []T, cols int, alpha T, c []T, ldc, load int,
	edge, panel []T) {
	nr, mr := k.nr(), k.mr
	whole := rows / mr * mr
	for i := 0; i < whole; i += mr {
		ai := unsafe.SliceData(a[i*lda:])
		for j := 0; j < cols; j += nr {
			n := min(nr, cols-j)
			w := k.width(n)
			b, mul := unsafe.SliceData(bp[j*kk:]), k.mulRows[w/k.vw-1]
			if n == w {
				mul(kk, ai, lda, b, &c[i*ldc+j], ldc, alpha, load)
				continue
			}
			if load != 0 {
				copyMatrix(edge, w, c[i*ldc+j:], ldc, mr, n)
			}
			mul(kk, ai, lda, b, &edge[0], w, alpha, load)
			copyMatrix(c[i*ldc+j:], ldc, edge, w, mr, n)
		}
	}
	if rows > whole {
		k.packSide(panel, mr, rows-whole, kk, a[whole*lda:], lda)
		k.tiles(kk, panel, rows-whole, bp, cols, alpha, c[whole*ldc:], ldc, load, edge)
	}
}
