package dense

import (
	"context"
	"sync"
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
	// sharedStrips is how many strips for each core are solved step by step below that order: the last ones, the others
	// each at once.
	sharedStrips = 2
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

	// Of small solves that cores share, step by step:
	mu    sync.Mutex
	state []stripState
	fresh int // strips that nobody has begun
	x     []T // all strips
}

// stripState is how far a strip has come.
type stripState struct {
	steps  int // blocks of rows of the triangles that are done
	worker int // that did the last, or is to do the first
	busy   bool
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
	if workers > 1 && s.order() < sharedOrder {
		s.inSteps(workers)
	} else {
		s.cut(workers)
		parallel(workers, s.tasks, s)
	}
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

// at is the column where a strip begins.
func (s *inPlaceSolve[T]) at(strip int) int { return strip * s.vectors / s.strips * s.k.vw }

// pack packs a strip into the beginning of room.
func (s *inPlaceSolve[T]) pack(q int, room []T) strip[T] {
	k, n := s.k, s.order()
	lo, w := s.at(q), s.at(q+1)-s.at(q)
	x := room[:roundUp(n, k.mr)*w]
	if s.ob {
		k.packSide(x, w, min(w, s.cols-lo), n, s.b[lo*s.ldb:], s.ldb)
	} else {
		packAlong(x, w, min(w, s.cols-lo), n, s.b[lo:], s.ldb)
	}
	clear(x[n*w:])
	return strip[T]{x, w, w/k.vw - 1}
}

// unpack writes a strip back.
func (s *inPlaceSolve[T]) unpack(q int, x strip[T]) {
	lo, n := s.at(q), s.order()
	w := min(x.w, s.cols-lo)
	if s.ob {
		s.k.turn(s.b[lo*s.ldb:], s.ldb, x.x, x.w, n, w)
	} else {
		copyMatrix(s.b[lo:], s.ldb, x.x, x.w, n, w)
	}
}

func (s *inPlaceSolve[T]) do(task int) {
	if s.ctx.Err() != nil {
		return
	}
	k := s.k
	first, last := s.from(task), s.from(task+1)
	rows := roundUp(s.order(), k.mr)
	buf := k.blocks.get(rows*(s.at(last)-s.at(first)) + k.roomBeside())
	room := *buf
	var strips [mostStrips]strip[T]
	for q := first; q < last; q++ {
		strips[q-first] = s.pack(q, room)
		room = room[len(strips[q-first].x):]
	}
	for _, t := range s.triangles[:s.count] {
		for step := range t.steps() {
			if s.ctx.Err() != nil {
				break
			}
			k.solveStep(t, step, strips[:last-first], room)
		}
	}
	for q, x := range strips[:last-first] {
		s.unpack(first+q, x)
	}
	k.blocks.put(buf)
}

// inSteps is the solve of a small triangle, which takes little longer than a core takes to wake: whoever is free does
// the next step of the strip that has come least far, of the last strips, so that a core that comes late still does its
// part, and all end together.
func (s *inPlaceSolve[T]) inSteps(workers int) {
	buf := s.k.panels.get(roundUp(s.order(), s.k.mr) * s.vectors * s.k.vw)
	s.x = *buf
	s.state = append(s.state[:0], make([]stripState, s.strips)...)
	s.fresh = s.strips
	parallel(workers, workers, &stepped[T]{s, workers})
	s.x = nil
	s.k.panels.put(buf)
}

// stepped is a solve in steps as a tasker over the cores.
type stepped[T float] struct {
	s       *inPlaceSolve[T]
	workers int
}

func (t stepped[T]) do(worker int) {
	s := t.s
	buf := s.k.blocks.get(s.k.roomBeside())
	all := 0
	for _, t := range s.triangles[:s.count] {
		all += t.steps()
	}
	s.mu.Lock()
	for {
		q := s.next(worker, all)
		if q < 0 {
			break
		}
		count, to := 1, s.state[q].steps+1
		if to == 1 {
			// Without reading the triangles for each strip, but for the last.
			if many := (s.fresh - sharedStrips*t.workers + t.workers - 1) / t.workers; many > 0 {
				count, to = min(many, mostStrips), all
			}
			s.fresh -= count
			if worker%2 == 1 {
				q -= count - 1
			}
		}
		mine := s.state[q : q+count]
		for i := range mine {
			mine[i].busy, mine[i].worker = true, worker
		}
		s.mu.Unlock()
		for step := mine[0].steps; step < to; step++ {
			s.step(q, count, step, *buf)
		}
		s.mu.Lock()
		for i := range mine {
			mine[i].busy, mine[i].steps = false, to
		}
	}
	s.mu.Unlock()
	s.k.blocks.put(buf)
}

// next is the strip that has come least far of those that nobody is at, one that this core was at before others; -1
// where there is none, and nothing left to be done by one more core.
func (s *inPlaceSolve[T]) next(worker, all int) int {
	best, least := -1, 0
	for q, of := range s.state {
		if of.busy || of.steps == all {
			continue
		}
		rank := 2 * of.steps
		if of.worker != worker {
			rank++
		}
		// From both ends: neighbours share lines of the caches.
		if best < 0 || rank < least || rank == least && worker%2 == 1 {
			best, least = q, rank
		}
	}
	return best
}

// step does a step of so many strips from q on.
func (s *inPlaceSolve[T]) step(q, count, step int, room []T) {
	if s.ctx.Err() != nil {
		return
	}
	k := s.k
	rows := roundUp(s.order(), k.mr)
	var strips [mostStrips]strip[T]
	for i := range count {
		lo, w := s.at(q+i), s.at(q+i+1)-s.at(q+i)
		strips[i] = strip[T]{s.x[rows*lo : rows*(lo+w)], w, w/k.vw - 1}
		if step == 0 {
			s.pack(q+i, strips[i].x)
		}
	}
	for i, t := range s.triangles[:s.count] {
		if step >= t.steps() {
			step -= t.steps()
			continue
		}
		k.solveStep(t, step, strips[:count], room)
		if i == s.count-1 && step == t.steps()-1 {
			for i, x := range strips[:count] {
				s.unpack(q+i, x)
			}
		}
		return
	}
}

// roomBeside is the room that a step takes beside the strips: for a block of the diagonal and a panel of a.
func (k *kernel[T]) roomBeside() int { return k.mr*k.mr + k.mr*max(rowSteps, columnSteps) }

// step is how many rows are solved before they are taken out of all others.
func (t triangle[T]) step() int {
	if t.op {
		return columnSteps
	}
	return rowSteps
}

// steps is in how many steps a triangle is solved with.
func (t triangle[T]) steps() int { return (t.n + t.step() - 1) / t.step() }

// solveStep does one of the steps that overwrite the strips with t⁻¹ times them: it solves for a block of rows and
// takes them out of all that are left.
func (k *kernel[T]) solveStep(t triangle[T], step int, strips []strip[T], room []T) {
	if !t.lower {
		step = t.steps() - 1 - step
	}
	lo := step * t.step()
	hi := min(lo+t.step(), t.n)
	k.solveBlock(t, lo, hi, strips, room)
	from, to := hi, t.n
	if !t.lower {
		from, to = 0, lo
	}
	for i := from; i < to; i += k.mr {
		k.takeOut(t, i, lo, hi, strips, room)
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
