package dense

import (
	"context"
	"unsafe"
)

// Solves for some more columns than few read the factors where they stand: packing them, each core for itself, would
// take a fifth to a third of the time. The right-hand sides are packed instead, in strips a tile wide, and stay so from
// the first triangle to the last. A core solves for its strips alone: cores wait for each other once.

const (
	// mostInPlace is the most columns that are solved for so: with more, packing pays.
	mostInPlace = 256
	// rowSteps and columnSteps are how many rows are solved before they are taken out of all others, where the factors
	// are read along their rows and across them: the second ask for as many pages.
	rowSteps    = 384
	columnSteps = 128
	// sharedOrder is the order from which on a core takes all its strips at once: the factors are read once then.
	sharedOrder = 512
)

// readsInPlace reports whether the kernel has what solves in place need.
func (k *kernel[T]) readsInPlace() bool { return k.mulRows[0] != nil }

// inPlaceSolve overwrites b with the solutions of one triangle after the other: a tasker over groups of strips.
type inPlaceSolve[T float] struct {
	ctx       context.Context
	k         *kernel[T]
	triangles []triangle[T]
	cols      int
	b         []T
	ldb       int
	vectors   int // of all columns
	strips    int
	group     int // strips of a task
}

// strip is some columns of the right-hand sides, packed: rows of w elements that follow each other.
type strip[T float] struct {
	x []T
	w int
	v int // w in vectors, less one
}

func solveInPlace[T float](ctx context.Context, k *kernel[T], cols int, b []T, ldb int,
	triangles ...triangle[T]) error {
	n := triangles[0].n
	s := &inPlaceSolve[T]{ctx: ctx, k: k, triangles: triangles, cols: cols, b: b, ldb: ldb}
	s.vectors = (cols + k.vw - 1) / k.vw
	s.strips = (s.vectors + k.nv - 1) / k.nv
	workers := workersOf(ctx, float64(len(triangles))*float64(n)*float64(n)*float64(cols))
	s.group = (s.strips + workers - 1) / workers
	if n < sharedOrder {
		s.group = 1
	}
	parallel(workers, (s.strips+s.group-1)/s.group, s)
	return ctx.Err()
}

func (s *inPlaceSolve[T]) do(task int) {
	k, n := s.k, s.triangles[0].n
	first := task * s.group
	last := min(first+s.group, s.strips)
	rows := roundUp(n, k.mr)
	at := func(strip int) int { return strip * s.vectors / s.strips * k.vw }
	lo, hi := at(first), min(at(last), s.cols)
	buf := k.blocks.get(rows*(at(last)-lo) + k.mr*k.mr + k.mr*max(rowSteps, columnSteps))
	room := *buf
	strips := make([]strip[T], 0, last-first)
	for q := first; q < last; q++ {
		w := at(q+1) - at(q)
		x := room[:rows*w]
		room = room[rows*w:]
		packAlong(x, w, min(w, hi-at(q)), n, s.b[at(q):], s.ldb)
		clear(x[n*w:])
		strips = append(strips, strip[T]{x, w, w/k.vw - 1})
	}
	for _, t := range s.triangles {
		k.solveStripsInPlace(s.ctx, t, strips, room)
	}
	for q, x := range strips {
		from := at(first + q)
		copyMatrix(s.b[from:], s.ldb, x.x, x.w, n, min(x.w, hi-from))
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
